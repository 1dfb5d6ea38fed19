"""Claims, evidence, quotes and texts in a library."""
