"""readinglist: the annotated reading list and citation manager for people who write."""

__version__ = "0.1.0"
