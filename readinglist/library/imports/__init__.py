"""Adding sources to a library, one or many."""
