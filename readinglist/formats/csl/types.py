"""The CSL type of a record (CSL 1.0.2, appendix III)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.csl import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.record import Record

_ARXIV = re.compile(r"(?i)\Aarxiv\b")


def type_of(entry_type: str, plain: Callable[[str], str]) -> str:
    """Return the CSL type of an entry that has the names of BibLaTeX; `plain` gives the plain value of a field."""
    kind, subtype = entry_type.lower(), plain("entrysubtype").strip().lower()
    named = subtype if subtype in tables.TYPES else tables.SUBTYPES.get(subtype, "")
    if named:
        return named
    if kind in tables.PREPRINTS and is_preprint(plain):
        return "article"
    if kind in ("online", "misc") and "blog" in plain("type").lower().split():
        return "post-weblog"
    if kind == "unpublished" and plain("eventtitle"):
        return "speech"
    return tables.TYPE_OF.get(kind) or tables.OF_PACKAGES.get(kind, "document")


def subtype(record: Record, csl: str) -> str:
    """Return the `entrysubtype` that gives a record a CSL type.

    Empty for none.
    """
    return tables.SHORT_SUBTYPES.get(csl, csl) if type_of(record.type, record.plain) != csl else ""


def is_preprint(plain: Callable[[str], str]) -> bool:
    """Whether an entry is a preprint, by its plain values.

    On an archive, and in no journal.
    """
    return bool(plain("eprint")) and (not (venue := plain("journaltitle") or plain("booktitle")) or is_arxiv(venue))


def is_arxiv(venue: str) -> bool:
    """Whether a journal is arXiv."""
    return bool(_ARXIV.match(venue))
