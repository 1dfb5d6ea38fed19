"""The only door to the citation processor, which is pandoc: what it is asked, and in which styles."""
