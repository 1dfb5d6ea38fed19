"""All requests to the network.

HTTP with guard, cache and pace.
"""
