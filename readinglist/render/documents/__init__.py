"""Whole documents: bibliographies and the evidence matrix."""
