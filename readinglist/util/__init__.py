"""Helpers that know nothing of sources: text, encodings, files, and the data that comes with the program."""
