"""Helpers for text, encodings, files and package data.

They do not depend on sources.
"""
