"""The files of sources: where they are kept, what kind they are, and the words in them."""
