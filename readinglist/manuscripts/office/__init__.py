r"""Word and OpenDocument files: the fields in which Zotero, Mendeley, Word, LibreOffice and JabRef keep citations.

What pandoc leaves is read too: links to the entries of its bibliography, these entries, and `[@doe]` where no citations were
made. A file is read as text, one line for each paragraph, in which the keys stand where the fields are.

    ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": …}     → the works in it, by citation key or by author, year and title
    CITATION Doe20 \l 1033 \m Roe21                         → Doe20, Roe21
    ADDIN EN.CITE <EndNote>…                               → a citation that is not read, which is said
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts import markdown
from readinglist.manuscripts.office.rendition import ANNEX, CITED, LISTED, STOP, UNREAD
from readinglist.manuscripts.text import OFFICE
from readinglist.manuscripts.walk import CitedKey, Event, ScannedFile, UnreadCitation

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "office"
SUFFIXES = tuple(sorted(OFFICE))

_MARKED = re.compile(rf"([{CITED}{LISTED}{UNREAD}])([^{STOP}\n]*){STOP}")
# Brackets that begin with a key, perhaps after a word or two: others hold names of people on the web too.
_BRACKETS = re.compile(
    r"\[(?=(?:(?:see|see also|cf\.?|e\.g\.,?|siehe|vgl\.|voir) )?-?@)([^\[\]\n]{1,1000})\]", re.IGNORECASE
)
# What EndNote writes before it makes a field of it: `{Doe, 2020 #12}`.
_TEMPORARY = re.compile(r"\{[^{}\n]{1,100}? #[0-9]{1,6}(?:@[^{}\n]{1,20})?(?:; ?[^{}\n]{1,200})?\}")


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites, in order."""
    text, _, annex = source.text.partition(ANNEX)
    items = annex.split("\n")
    found: list[CitedKey] = []
    listed: list[CitedKey] = []
    unread = [UnreadCitation("EndNote", match.start()) for match in _TEMPORARY.finditer(text)]
    for place, match in enumerate(_MARKED.finditer(text)):
        item = items[place] if place < len(items) else ""
        if match[1] == UNREAD:
            unread.append(UnreadCitation(match[2], match.start()))
        else:
            (found if match[1] == CITED else listed).append(CitedKey(match[2], match.start(2), match.end(2), item))
    found += _bracketed(text)
    # An entry of a bibliography cites where nothing else does: pandoc leaves links only if it is told to.
    cited = {key.key for key in found}
    found += [key for key in listed if key.key not in cited]
    events: list[CitedKey | UnreadCitation] = [*found, *unread]
    return iter(sorted(events, key=lambda event: event.start))


def _bracketed(text: str) -> Iterator[CitedKey]:
    for group in _BRACKETS.finditer(text):
        for at in re.finditer(r"(?<!\w)@", group[1]):
            if key := markdown.cited(text, group.start(1) + at.start()):
                yield key
