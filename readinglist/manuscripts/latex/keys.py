r"""The keys in the argument of a citing command.

REVTeX and natbib take a star and notes before a key (natbib's manual, «Merged citations»), mcite and mciteplus a star.

    doe, roe                     → doe, roe
    doe,*roe                     → doe, roe
    *[See ][, and more]doe,roe   → doe, roe
    *                            → *, which is every source
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts.walk import CitedKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.manuscripts.latex.groups import Groups, GroupSpan

_BEFORE = re.compile(r"[\s,]*")
_STAR = re.compile(r"\*\s*(?=[^\s,*])")
_KEY = re.compile(r"(?:[^\\{}#,\x00]|\\_)+")
_PIECE = re.compile(r"[^,]*")


def cited(groups: Groups, span: GroupSpan) -> Iterator[CitedKey]:
    """Return the keys in an argument; what can be no key is passed over."""
    text, position, notes = groups.text, span.start, True
    while position < span.end:
        position = _end(_BEFORE, text, position, span.end)
        position = _end(_STAR, text, position, span.end)
        while notes and text.startswith("[", position) and position < span.end:
            note = groups.note(position, span.end)
            notes = note is not None  # of a bracket that is not closed, no later one is tried
            position = _end(_BEFORE, text, note.after, span.end) if note else position
        stop = _end(_PIECE, text, position, span.end)
        key = text[position:stop].strip()
        if key and _KEY.fullmatch(key):
            yield CitedKey(" ".join(key.split()), position, position + len(key))
        position = stop + 1


def _end(pattern: re.Pattern[str], text: str, position: int, end: int) -> int:
    match = pattern.match(text, position, end)
    return match.end() if match else position
