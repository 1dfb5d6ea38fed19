"""The data that comes with the program.

It is inside the package once installed, and beside it in a checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Return the folder `db`, `seeds` or `styles`. Raises FileNotFoundError."""
    for candidate in (_PACKAGE / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{name}/ is missing beside {_PACKAGE}; install readinglist again.")
