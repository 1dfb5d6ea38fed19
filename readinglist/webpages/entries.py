"""Entries in BibTeX that a service writes, as records in BibLaTeX's names with one date."""

from __future__ import annotations

from readinglist.formats import bibtex
from readinglist.model import biblatex
from readinglist.model.record import Record

# What services write of themselves into an entry, and not of the work.
_OF_SERVICES = (
    "bibsource",
    "biburl",
    "timestamp",
    "pdf",
    "hal_id",
    "hal_version",
    "hal_local_reference",
    "adsurl",
    "adsnote",
)


def of_bibtex(text: str) -> Record | None:
    """Return the first entry with a title, without a key; None for none."""
    entries = (item for item in bibtex.load(text) if isinstance(item, Record) and item.plain("title"))
    return next(map(_of_entry, entries), None)


def _of_entry(entry: Record) -> Record:
    raw = {biblatex.biblatex_name(field.name, entry.type).lower(): field.raw for field in entry.fields}
    raw |= {"date": bibtex.encode("date", entry.date)}
    raw |= dict.fromkeys((*biblatex.DATE_PARTS, *_OF_SERVICES), "")
    if "doi.org/" in entry.plain("url").lower():
        raw["url"] = ""
    macros = entry.defined
    resolved = {name: bibtex.resolved(value, macros) for name, value in raw.items()}
    named = sorted((pair for pair in resolved.items() if pair[1]), key=lambda pair: biblatex.place(pair[0]))
    return bibtex.build("", biblatex.biblatex_type(entry.type).lower(), named)
