"""The output for a person or a program.

Records in, lines of text out.
"""
