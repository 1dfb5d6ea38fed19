"""The texts of sources: their pages, and the quotes that are found in them."""
