"""The only door outward: HTTP with guard, cache and pace."""
