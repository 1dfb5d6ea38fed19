"""Variables of the environment that switch something on."""

from __future__ import annotations

import os

_NO = ("", "0", "no", "false", "off")


def is_on(name: str) -> bool:
    """Whether a variable is set to anything but a word for no: `1 → True`, `off → False`."""
    return os.environ.get(name, "").lower() not in _NO
