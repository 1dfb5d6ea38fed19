"""Compiling a bibliography: the sources of a query in a style, with notes, quotes and claims, and as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import bibliography, query
from readinglist.bibliography import Document, Plan
from readinglist.formats import csl_json
from readinglist.library import _inherited
from readinglist.library._reading import reading
from readinglist.processor import batch, styles
from readinglist.store import reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from readinglist.library import Library
    from readinglist.record import Record

DOCX = "docx"
FORMATS = (*batch.WRITERS, DOCX)


def compile(  # noqa: A001 - what one does with a bibliography
    library: Library, wanted: str, plan: Plan, *, style: str, form: str, locale: str = "", title: str = ""
) -> Document:
    """Return the bibliography of the sources that a query finds; for `docx`, in HTML, of which `as_docx` makes one.

    Raises QueryError, UnknownField, UnknownStyle, BadStyle, InvalidValue, NoPandoc and PandocFailed.
    """
    chosen, locale = styles.find(style), batch.locale_of(locale) if locale else ""
    with reading(library) as connection:
        ids = reader.select(connection, query.parse(wanted))
        records = list(reader.records(connection, ids))
        items = {record.key: csl_json.item(record) for record in _inherited.entries(connection, ids)}
        groups = bibliography.arrange(records, plan, _labels(connection, records, plan))
    keys = dict.fromkeys(entry.key for group in groups for entry in group.entries)
    notes = bibliography.notes_of(groups)
    asked = batch.Batch([items[key] for key in keys], notes={text: text for text in notes})
    made = batch.make(asked, chosen, "html" if form == DOCX else form, locale)
    dressed = bibliography.dressed(groups, made.entries, made.notes, plan)
    return Document(title or "Bibliography", dressed, chosen.name, locale, len(keys))


def count(library: Library, wanted: str) -> int:
    """Return how many sources a query finds. Raises QueryError and UnknownField."""
    with reading(library) as connection:
        return len(reader.select(connection, query.parse(wanted)))


def as_docx(html: str) -> bytes:
    """Return a bibliography in HTML as a Word document. Raises NoPandoc and PandocFailed."""
    return batch.docx(html)


def _labels(connection: sqlite3.Connection, records: Sequence[Record], plan: Plan) -> dict[str, str]:
    """Return what the sources of evidence are called, those outside the bibliography too."""
    if not plan.claims:
        return {}
    known = {record.key for record in records}
    others = [key for key in bibliography.keys_of_evidence(records) if key not in known]
    ids = [reader.resolve(connection, key) for key in others]
    return bibliography.labels([*records, *reader.entries(connection, ids)])
