"""The tagged format of COPAC, the catalogue of British libraries that Jisc's Library Hub has taken over: `TI- Of foxes`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.tagged import Chunk, TagBag, TagFormat
from readinglist.model import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "copac"
SUFFIXES: tuple[str, ...] = ()  # its files are called .txt
_FORM = TagFormat(
    pattern=re.compile(r"(?P<tag>[A-Z]{2})-(?: (?P<value>.*))?\s*$"),
    blank=True,
    any_begins=True,
)
_BEGINS = re.compile(r"\s{0,20}(?:TI|AU|ED|SE|PU)- \S")
_PAGES = re.compile(r"(\d{1,6}) ?(?:p\b|pages\b|leaves\b)")


def sniff(text: str) -> bool:
    """Whether a text begins with a record of COPAC."""
    return bool(_BEGINS.match(text[:200]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Return the records of a file, and a problem for what is in none. Never raises."""
    return tagged.items(text, _FORM, _record)


def _record(chunk: Chunk) -> Record:
    tags = TagBag(chunk.tags)
    entry = Draft(NAME, "book", chunk.line, chunk.raw)
    for written in tags.take("AU"):
        if "," in written:
            entry.person("author", written)
        else:
            entry.name("author", draft.body(written))
    entry.put("title", tags.first("TI").replace(" : ", ": "))
    for title in tags.take("TI", "UT"):
        entry.keep("title", title)
    series, _, number = tags.first("SE").partition(" ; ")
    entry.put("series", series)
    entry.put("number", number)
    place, colon, publisher = tags.first("PU").rpartition(" : ")
    entry.put("location", " and ".join(place.split(" ; ")) if colon else "")
    entry.put("publisher", publisher)
    year = tags.first("PY")
    entry.put("date", draft.date_of(year.strip("[]c")) or year)
    entry.put("edition", tags.first("ED"))
    for number in tags.take("IS", "IN"):
        bare, _, rest = number.partition(" ")
        if re.fullmatch(r"\d{4}-\d{3}[\dXx]", bare):
            entry.join("issn", bare, ", ")
        else:
            entry.identify("isbn", bare)
        entry.keep("is", rest)
    for extent in tags.seen("PD"):
        entry.put("pagetotal", found[1] if (found := _PAGES.search(extent)) else "")
    for note in tags.take("NT"):
        entry.join("note", note, "; ")
    entry.tag(tags.take("KW"))
    if code := tags.first("LA"):
        entry.put("language", languages.language(code) or code)
    entry.put("url", tags.first("UR"))
    tags.keep_left(entry)
    return entry.record()
