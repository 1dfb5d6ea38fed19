"""Claims and their evidence.

What is recorded, what is missing, and what depends on what.
"""
