"""Labels of printed pages and titles of sections, as books and documents say them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.util.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 20  # letters of a label
_LONGEST_TITLE = 200
_PAGE = re.compile(r"(?:pages?|pgs?|pp?|seite|s(?=\.))(?![^\W\d_])[.:]?\s*", re.IGNORECASE)


def label(said: str) -> str:
    """Return the label of a page as it is printed; empty for what is none: `Page 12` → `12`."""
    words = squeeze(printable(said[: 4 * LONGEST])).strip(" .")
    found = _PAGE.sub("", words, count=1) if _PAGE.match(words) else words
    return found if 0 < len(found) <= LONGEST and " " not in found else ""


def title(said: str) -> str:
    """Return a title on one line, cut where it is no title any more."""
    words = squeeze(printable(said[: 4 * _LONGEST_TITLE]))
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"


def begins(attributes: Mapping[str, str]) -> bool:
    """Whether an element says that a printed page begins at it (EPUB 3.3, D.6.3; DPUB-ARIA 1.1)."""
    kinds = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".lower().split()
    return "pagebreak" in kinds or "doc-pagebreak" in kinds
