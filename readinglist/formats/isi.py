"""The tagged format of the Web of Science, once of the Institute for Scientific Information."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.tagged import Chunk, TagBag, TagFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "isi"
SUFFIXES = (".isi", ".ciw")
_FORM = TagFormat(
    pattern=re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?$"),
    begins=frozenset(("PT",)),
    ends=frozenset(("ER",)),
    outside=frozenset(("FN", "VR", "EF")),
    each_line=frozenset(("AU", "AF", "BA", "BE", "ED", "CA", "C1", "CR")),
)
_BEGINS = re.compile(r"\s*(?:FN |VR |PT [JBPS]\s)")
_TYPES = {"J": "article", "B": "book", "S": "incollection", "P": "patent", "C": "inproceedings"}
_DOCUMENTS = {
    "proceedings paper": "inproceedings", "meeting abstract": "inproceedings", "book chapter": "incollection", "book": "book",
}  # fmt: skip
_PLAIN = {
    "volume": "VL", "number": "IS", "eid": "AR", "publisher": "PU", "location": "PI", "abstract": "AB", "language": "LA",
    "shortjournal": "JI", "eventtitle": "CT", "venue": "CL",
}  # fmt: skip


def sniff(text: str) -> bool:
    """Whether a text begins as a file of the Web of Science."""
    return bool(_BEGINS.match(text.removeprefix("\ufeff")[:200]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Return the records of a file, and a problem for what is in none. Never raises."""
    return tagged.items(text, _FORM, _record)


def _record(chunk: Chunk) -> Record:
    tags = TagBag(chunk.tags)
    entry = Draft(NAME, _type(tags), chunk.line, chunk.raw)
    whole = "AF" if tags.has("AF") else "AU"
    for written in tags.seen(whole):
        entry.person("author", written)
    for written in tags.seen("CA"):
        entry.person("author", f"{written},")
    for written in tags.seen("BE") or tags.seen("ED"):
        entry.person("editor", written)
    tags.take("AF", "AU", "CA", "BE", "ED")
    entry.put("title", _lowered(tags.first("TI")))
    entry.put(
        "booktitle" if entry.kind in ("incollection", "inproceedings") else "journaltitle", _lowered(tags.first("SO"))
    )
    entry.put("series", _lowered(tags.first("SE")))
    for name, tag in _PLAIN.items():
        entry.put(name, tags.first(tag))
    entry.put("number", tags.first("SI"))
    entry.put("pages", draft.pages(tags.first("BP"), tags.first("EP")))
    year, day = tags.first("PY"), tags.first("PD")
    entry.put("date", draft.date_of(f"{day} {year}") or year)
    for number in tags.take("SN", "EI"):
        entry.join("issn", number, ", ")
    for number in tags.take("BN"):
        entry.identify("isbn", number)
    entry.identify("doi", tags.first("DI", "D2"))
    entry.identify("pmid", tags.first("PM"))
    for words in tags.take("DE"):
        entry.tag(words.split(";"))
    tags.keep_left(entry)
    return entry.record()


def _type(tags: TagBag) -> str:
    said = _TYPES.get(draft.last_of(tags.take("PT"))[:1].upper(), "article")
    for document in tags.seen("DT"):
        for one in document.lower().split(";"):
            if one.strip() in _DOCUMENTS and said != "article":
                said = _DOCUMENTS[one.strip()]
    tags.take("DT")
    return said


def _lowered(title: str) -> str:
    """Return a title that is all in capitals, as old files have them, with a capital for each word."""
    return title.title() if title.isupper() and " " in title else title
