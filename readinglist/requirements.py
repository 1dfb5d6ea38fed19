"""Which fields an entry of a type needs, by the BibLaTeX manual; a web page need not say who wrote it, or when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import datamodel

if TYPE_CHECKING:
    from readinglist.record import Record

# Alternatives are separated by a bar.
_REQUIRED = {
    "article": "author title journaltitle date",
    "book": "author|editor title date",
    "mvbook": "author|editor title date",
    "inbook": "author|editor title booktitle date",
    "booklet": "author|editor title date",
    "collection": "editor title date",
    "incollection": "author title booktitle date",
    "dataset": "author|editor title date",
    "manual": "author|editor|organization title date",
    "online": "title url|doi|eprint",
    "patent": "author title number date",
    "periodical": "editor title date",
    "proceedings": "title date",
    "inproceedings": "author title booktitle date",
    "report": "author title institution date",
    "thesis": "author title institution date",
    "unpublished": "author title date",
    "software": "title",
    "misc": "title",
}
_INHERITS = ("crossref", "xdata")


def missing(record: Record) -> list[str]:
    """Return what an entry lacks, alternatives as `author or editor`; nothing for a type that is not known."""
    required = _REQUIRED.get(datamodel.biblatex_type(record.type.lower()), "")
    if any(record.field(name) for name in _INHERITS):
        required = "title"
    return [" or ".join(group.split("|")) for group in required.split() if not _has(record, group)]


def _has(record: Record, group: str) -> bool:
    return any(record.plain(name) or (name == "date" and record.date) for name in group.split("|"))
