"""What a reader marked in the files of items, as notes with a quote, a page and a colour."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.attachment import Highlight
from readinglist.model.record import Note
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.formats.zotero.rows import MarkRow

LIBRARY = "zotero"  # whose highlights they are
_DRAWN = frozenset(("image", "ink"))
# What becomes of an annotation that no note can hold, of one and of several.
_EXTERNAL = (
    "mark is in the file itself, where `highlights` finds it",
    "marks are in the file itself, where `highlights` finds them",
)
_EMPTY = ("mark without words stays in Zotero", "marks without words stay in Zotero")
_LEFT = {
    "image": ("marked picture stays in Zotero", "marked pictures stay in Zotero"),
    "ink": ("drawing stays in Zotero", "drawings stay in Zotero"),
}
_ON_PAGE = re.compile(
    r"(\d{5})\|\d{6,}\|\d{5,}"
)  # page, offset and height in a PDF; books and pages of the web have no pages
_STYLED = re.compile(r"</?(?:b|i|sub|sup)>")  # what Zotero lets a comment hold of HTML
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Marked(NamedTuple):
    """An annotation, what it is called, when it was made and last changed, and its tags."""

    row: MarkRow
    name: str
    added: str
    changed: str
    tags: tuple[str, ...] = ()


def notes(marks: Iterable[Marked]) -> tuple[list[Note], list[str]]:
    """Return notes of annotations, and in words how many there are of which kind that no note can hold, or that are in the file."""
    made: list[Note] = []
    left: Counter[tuple[str, str]] = Counter()
    for one in marks:
        kind = one.row.kind
        has_words = bool(one.row.quote.strip() or one.row.comment.strip() or one.tags)
        if one.row.is_external:
            left[_EXTERNAL] += 1
            continue
        if kind in _DRAWN or not has_words:
            left[_LEFT.get(kind, _EMPTY)] += 1
        if has_words:
            made.append(_note(one, kind))
    return made, [f"{number} {words[number > 1]}" for words, number in left.items()]


def _note(one: Marked, kind: str) -> Note:
    row = one.row
    quote = text.squeeze(_plain(row.quote))
    words = [_plain(row.comment).strip(), f"Tags: {', '.join(one.tags)}." if one.tags else ""]
    written = "\n\n".join(filter(None, words))
    place = _ON_PAGE.fullmatch(row.place)
    label = text.squeeze(row.label)
    return Note(
        id=0,
        text=written,
        quote=quote,
        locator=f"page {label}" if label else "",
        created=one.added,
        highlight=Highlight(
            file=LIBRARY,
            mark=one.name,
            page=int(place[1]) if place else 0,
            colour=row.colour.lower() if _COLOUR.fullmatch(row.colour) else "",
            author=text.squeeze(row.author),
            quote=quote,
            text=written,
            at=one.changed,
            kind=kind,
        ),
    )


def _plain(written: str) -> str:
    """Return a comment or a quote without the few tags that it may have."""
    return _STYLED.sub("", written) if "<" in written else written
