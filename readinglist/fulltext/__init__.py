"""The texts of sources.

Their pages, and the quotes that are found in them.
"""
