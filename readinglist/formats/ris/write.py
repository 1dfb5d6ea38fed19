"""From records to the tags of RIS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats.ris.types import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record


def dump(records: Iterable[Record]) -> Iterator[str]:
    """Yield records as RIS, one string for each, with the line ends that the specification asks for.

    What RIS has no tag for is left out (`formats.losses` names it). Raises ValueError for a record without a key.
    """
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        lines = _lines(draft.whole(record))
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


_WORDS: dict[tuple[str, str], str] = {meaning: word for word, meaning in reversed(TYPES.items())} | {
    ("inbook", ""): "CHAP", ("proceedings", ""): "EDBOOK", ("music", ""): "MUSIC", ("misc", ""): "GEN",
}  # fmt: skip
_TAGS: dict[str, str] = {
    "title": "TI", "shorttitle": "ST", "origtitle": "TT", "series": "T3", "volume": "VL", "volumes": "NV", "location": "CY",
    "language": "LA", "doi": "DO", "url": "UR", "note": "N1", "abstract": "AB", "eid": "C7", "issn": "SN", "isbn": "SN",
    "edition": "ET", "version": "ET", "type": "M3", "journaltitle": "T2", "shortjournal": "J2", "titleaddon": "T2",
    "pagetotal": "SP", "number": "IS",
}  # fmt: skip
_ROLES = {"author": "AU", "editor": "A2", "editora": "A3", "translator": "A4", "bookauthor": "C2"}


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    word = _WORDS.get((record.type, record.plain("entrysubtype"))) or _WORDS.get((record.type, ""), "GEN")
    yield "TY", word
    yield "ID", record.key
    for person in record.contributors:
        if tag := _role_tag(word, person.role):
            yield tag, draft.written(person)
    yield from _dates(record)
    event = record.plain("eventtitle") if record.type == "inproceedings" else ""
    yield "C3" if event else "T2", record.plain("booktitle")
    yield "T2", event
    first, _, last = record.plain("pages").replace("--", "–").partition("–")
    yield "SP", first
    yield "EP", last
    yield "PB", record.plain(draft.PUBLISHERS.get(record.type, "publisher"))
    if record.plain("eprinttype").lower() == "arxiv":
        yield "AN", f"arXiv:{record.plain('eprint')}"
    for name, tag in _TAGS.items():
        if field := record.field(name):
            yield tag, field.plain
    if record.type == "inproceedings":
        yield "C1", record.plain("venue")
    for tag in record.tags:
        yield "KW", tag


def _role_tag(word: str, role: str) -> str:
    if word == "EDBOOK" and role == "editor":
        return "AU"
    return "" if role == "bookauthor" and word != "CHAP" else _ROLES.get(role, "")


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    date = record.plain("date") or record.date
    if found := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date):
        yield "PY", found[1]
        yield "DA", "/".join((found[1], found[2] or "", found[3] or "", "")) if found[2] else ""
    else:
        yield "PY", date
    yield "Y2", record.plain("urldate").replace("-", "/")
