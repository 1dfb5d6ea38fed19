"""A document as text: a line for each paragraph, keys between marks, and behind it the works that are cited.

The marks are characters that no XML may hold, so that no document can forge them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

CITED, STOP, LISTED, UNREAD, ANNEX = "\x02", "\x03", "\x04", "\x05", "\x1c"
_SPACE = re.compile(r"[\s\x00-\x1f]+")
_LONGEST = 300  # characters of a key; a guess, beyond any that is used


class EmbeddedWork(NamedTuple):
    """A work that a field cites: its key there, or how it is called, and what the field says of it, as CSL-JSON."""

    key: str
    item: str = ""


class Rendition:
    """Collects the text of a document."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._items: list[str] = []

    def add(self, words: str) -> None:
        """Add text."""
        self._pieces.append(_SPACE.sub(" ", words))

    def end_line(self) -> None:
        """End a paragraph."""
        self._pieces.append("\n")

    def cite(self, works: Iterable[EmbeddedWork], mark: str = CITED) -> None:
        """Add the keys of a citation, or of an entry of a bibliography, or the name of who made one that is not read."""
        for work in works:
            # JSON may hold half a character, which can be written nowhere.
            whole = work.key.encode("utf-8", "replace").decode("utf-8")
            key = _SPACE.sub(" ", whole).strip()[:_LONGEST]
            if key:
                self._pieces.append(f"{mark}{key}{STOP} ")
                self._items.append(work.item)

    def text(self) -> str:
        """Return the text, and behind it a line for each key with its work."""
        return "".join(self._pieces) + ANNEX + "\n".join(self._items)
