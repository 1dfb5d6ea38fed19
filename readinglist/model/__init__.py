"""The model: sources and their parts as plain values.

Facts about them, such as types and schemes, are here too.
"""
