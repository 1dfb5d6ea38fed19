"""Claims and their evidence: what is recorded, what is missing, and what depends on what."""
