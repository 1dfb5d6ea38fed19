"""Changing the sources of a library."""
