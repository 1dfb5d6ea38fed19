"""A text with ranges blanked out.

Every other character keeps its offset.
"""

from __future__ import annotations

import re

_NOT_NEWLINE = re.compile(r"[^\n]")


class Mask:
    """Collects spans, from left to right, and blanks them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._done = 0

    def blank(self, start: int, end: int, fill: str = " ") -> None:
        """Replace each character of a range, newlines included."""
        self._pieces += (self._text[self._done : start], fill * (end - max(start, self._done)))
        self._done = max(self._done, end)

    def hide(self, start: int, end: int) -> None:
        """Replace each character of a range with a space, newlines excepted."""
        start = max(start, self._done)
        self._pieces += (self._text[self._done : start], _NOT_NEWLINE.sub(" ", self._text[start:end]))
        self._done = max(self._done, end)

    def text(self) -> str:
        """Return the whole text with its blanks."""
        return "".join(self._pieces) + self._text[self._done :]
