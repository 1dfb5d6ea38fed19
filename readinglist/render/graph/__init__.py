"""Graphs as text for other programs, and as a picture."""
