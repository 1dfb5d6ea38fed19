r"""Word and OpenDocument files: the fields in which Zotero, Mendeley, Word, LibreOffice and JabRef keep citations.

What pandoc leaves is read too: links to the entries of its bibliography, these entries, and `[@doe]` where no citations were
made. A file is read as text, one line for each paragraph, in which the keys stand where the fields are.

    ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": …}     → the works in it, by citation key or by author, year and title
    CITATION Doe20 \l 1033 \m Roe21                         → Doe20, Roe21
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts import markdown
from readinglist.manuscripts.office.rendition import ANNEX, CITED, LISTED, STOP
from readinglist.manuscripts.text import OFFICE
from readinglist.manuscripts.walk import CitedKey, Event, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "office"
SUFFIXES = tuple(sorted(OFFICE))

_MARKED = re.compile(rf"([{CITED}{LISTED}])([^{STOP}\n]*){STOP}")
# Brackets that begin with a key, perhaps after a word or two: others hold names of people on the web too.
_BRACKETS = re.compile(
    r"\[(?=(?:(?:see|see also|cf\.?|e\.g\.,?|siehe|vgl\.|voir) )?-?@)([^\[\]\n]{1,1000})\]", re.IGNORECASE
)


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites, in order."""
    text, _, annex = source.text.partition(ANNEX)
    items = annex.split("\n")
    found: list[CitedKey] = []
    listed: list[CitedKey] = []
    for place, match in enumerate(_MARKED.finditer(text)):
        item = items[place] if place < len(items) else ""
        (found if match[1] == CITED else listed).append(CitedKey(match[2], match.start(2), match.end(2), item))
    found += _bracketed(text)
    # An entry of a bibliography cites where nothing else does: pandoc leaves links only if it is told to.
    cited = {key.key for key in found}
    found += [key for key in listed if key.key not in cited]
    return iter(sorted(found, key=lambda event: event.start))


def _bracketed(text: str) -> Iterator[CitedKey]:
    for group in _BRACKETS.finditer(text):
        for at in re.finditer(r"(?<!\w)@", group[1]):
            if key := markdown.cited(text, group.start(1) + at.start()):
                yield key
