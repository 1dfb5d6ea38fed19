"""Lines of text for a terminal, or for a pipe."""
