"""References that a document gives itself in YAML: `references:` in its metadata, and bibliographies of Hayagriva.

The first are those of pandoc (manual, «Specifying bibliographic data»), the second those of Typst («Bibliography»). It is no
YAML parser, since offsets are needed.

    references: [{id: doe2020, title: X}]      → doe2020
    doe2020: {type: book, title: X}            → doe2020
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts import front_matter
from readinglist.manuscripts.walk import Event, OwnReference, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "references"
SUFFIXES = (".yml", ".yaml")

_HAYAGRIVA = re.compile(
    r"^(?:\"([^\"\n]{1,500})\"|'([^'\n]{1,500})'|([^\s#\"'{}\[\]&*!|>%@`,:-][^\n:#]{0,500}))[ \t]*:(?=[ \t]|$)",
    re.MULTILINE,
)
_LINE = re.compile(r"^(?P<indent>[ \t]*+)(?P<dash>-(?:[ \t]+|$))?(?P<rest>[^\n]*)$", re.MULTILINE)
_SCALAR = r"(?:\"([^\"\n]{1,500})\"|'([^'\n]{1,500})'|([^\s,\[\]{}#\"'>|](?:[^\n,\[\]{}#]|(?<=\S)#){0,500}))"
_ID = re.compile(rf"(['\"]?)id\1[ \t]*:[ \t]*{_SCALAR}")
_ID_IN_BRACES = re.compile(rf"[{{,]\s{{0,200}}(['\"]?)id\1\s{{0,200}}:\s{{0,200}}{_SCALAR}")


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return the references of a file: pandoc's where it has a list of them, or else Hayagriva's."""
    found = front_matter.entries(source.text, 0, len(source.text))
    lists = [entry for entry in found if entry.name == "references"]
    if lists:
        for entry in lists:
            yield from listed(source.text, entry.start, entry.end)
    else:
        for match in _HAYAGRIVA.finditer(source.text):
            yield _named(match, 1)


def listed(text: str, start: int, end: int) -> Iterator[OwnReference]:
    """Return the references of a list, each with the range of its `id`."""
    if text[start:end].lstrip().startswith("["):
        yield from (_named(match, 2) for match in _ID_IN_BRACES.finditer(text, start, end))
        return
    outer: int | None = None  # the column of the dashes
    column: int | None = None  # that of the keys of an item; None until its first key
    for match in _LINE.finditer(text, start, end):
        indent, dash = len(match["indent"]), match["dash"]
        if dash and (outer is None or indent == outer):
            outer = indent
            column = indent + len(dash) if match["rest"] else None
        elif not match["rest"] or dash:
            continue
        elif column is None and outer is not None:
            column = indent
        if outer is not None and match.start("rest") - match.start() == column:
            yield from _of_line(text, match)


def _of_line(text: str, line: re.Match[str]) -> Iterator[OwnReference]:
    if line["rest"].startswith("{"):
        yield from (_named(match, 2) for match in _ID_IN_BRACES.finditer(text, *line.span("rest")))
    elif match := _ID.match(text, *line.span("rest")):
        yield _named(match, 2)


def _named(match: re.Match[str], first: int) -> OwnReference:
    """Return the reference of a match whose groups from `first` on are a name in either quotation mark or without."""
    group = next(number for number in range(first, first + 3) if match[number])
    key = match[group].rstrip()
    return OwnReference(key, match.start(group), match.start(group) + len(key))
