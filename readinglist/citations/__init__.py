"""Citations in a style: the citation processor, its styles, and the bibliography as a plain value."""
