"""Which fields an entry of a type needs.

By BibLaTeX's data model (manual, 2.1.1), where classic BibTeX does not say otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import biblatex

if TYPE_CHECKING:
    from readinglist.model.record import Record

# Alternatives are separated by a bar. More lenient than BibLaTeX: an editor may stand for the author of a whole book, a
# part of one needs no editor, a chapter or pages stand for a booktitle (BibTeX's inbook), and web pages, data,
# software, manuals and what is miscellaneous need not say when.
_REQUIRED = {
    **dict.fromkeys(("book", "mvbook", "booklet"), "author|editor title date"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook"), "author|editor title booktitle|chapter|pages date"),
    **dict.fromkeys(("collection", "mvcollection", "reference", "mvreference", "periodical"), "editor title date"),
    **dict.fromkeys(("incollection", "suppcollection", "inreference", "inproceedings"), "author title booktitle date"),
    **dict.fromkeys(("proceedings", "mvproceedings"), "title date"),
    **dict.fromkeys(("report", "thesis"), "author title type institution date"),
    **dict.fromkeys(("techreport", "phdthesis", "mastersthesis"), "author title institution date"),
    **dict.fromkeys(("misc", "software", "dataset", "manual"), "title"),
    "article": "author title journaltitle date",
    "online": "title url|doi|eprint",
    "patent": "author title number date",
    "suppperiodical": "author title journaltitle date",
    "unpublished": "author title date",
    "set": "entryset",
}


def missing(record: Record) -> list[str]:
    """Return the required fields that an entry lacks.

    Alternatives are returned as `author or editor`. An unknown type requires nothing.

    An entry that inherits, by `crossref` or `xdata`, needs only a title of its own.
    """
    kind = record.type.lower()
    required = _REQUIRED.get(kind) or _REQUIRED.get(biblatex.biblatex_type(kind), "")
    if required and any(record.plain(name) for name in biblatex.INHERITING):
        required = "title"
    return [" or ".join(group.split("|")) for group in required.split() if not _has(record, group)]


def _has(record: Record, group: str) -> bool:
    return any(record.plain(name) or (name == "date" and record.plain("year")) for name in group.split("|"))
