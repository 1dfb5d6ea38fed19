"""Citations and bibliographies in a style (CSL 1.0.2).

The citation processor (pandoc), its styles, and the bibliography as a plain value.
"""
