"""Asking services about the sources of a library."""
