"""Web pages: their metadata as records."""
