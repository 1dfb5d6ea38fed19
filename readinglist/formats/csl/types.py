"""The CSL type of a record (CSL 1.0.2, appendix III)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.csl import tables

if TYPE_CHECKING:
    from readinglist.model.record import Record

_ARXIV = re.compile(r"(?i)\Aarxiv\b")


def type_of(record: Record) -> str:
    """Return the CSL type of a record that has the names of BibLaTeX."""
    kind, subtype = record.type.lower(), record.plain("entrysubtype").strip().lower()
    named = subtype if subtype in tables.TYPES else tables.SUBTYPES.get(subtype, "")
    if named:
        return named
    if kind in tables.PREPRINTS and is_preprint(record):
        return "article"
    genre = record.plain("type").lower()
    if kind in ("online", "misc") and "blog" in genre.split():
        return "post-weblog"
    if kind == "unpublished" and record.plain("eventtitle"):
        return "speech"
    return tables.TYPE_OF.get(kind) or tables.OF_PACKAGES.get(kind, "document")


def subtype(record: Record, csl: str) -> str:
    """Return the `entrysubtype` that gives a record a CSL type.

    Empty for none.
    """
    return tables.SHORT_SUBTYPES.get(csl, csl) if type_of(record) != csl else ""


def is_preprint(record: Record) -> bool:
    """Whether a record is a preprint.

    On an archive, and in no journal.
    """
    venue = record.plain("journaltitle") or record.plain("booktitle")
    return bool(record.plain("eprint")) and (not venue or is_arxiv(venue))


def is_arxiv(venue: str) -> bool:
    """Whether a journal is arXiv."""
    return bool(_ARXIV.match(venue))
