"""Names of rows that no other row has, on any machine."""

from __future__ import annotations

import os


def new_uid() -> str:
    """Return 128 random bits in hexadecimal."""
    return os.urandom(16).hex()
