"""Compiling a bibliography.

The sources of a query in a style, with notes, quotes and claims, and as a file of a word processor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.citations import batch, bibliography, office, styles
from readinglist.citations.bibliography import Bibliography, Plan
from readinglist.formats import csl
from readinglist.library.open import reading
from readinglist.library.output import inherit, leaving
from readinglist.model import query

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Reader

OFFICE = office.FORMATS
FORMATS = (*batch.WRITERS, *OFFICE)


def compile(  # noqa: A001 - what one does with a bibliography
    library: Location, wanted: str, plan: Plan, *, style: str, form: str, locale: str = "", title: str = ""
) -> Bibliography:
    """Return the bibliography of the sources that a query finds.

    For word processors, in HTML, of which `as_office` makes their file.

    Raises QueryError, UnknownField, UnknownStyle, BadStyle, InvalidValue, NoPandoc and PandocFailed.
    """
    chosen, locale = styles.find(style), batch.locale_of(locale) if locale else ""
    with reading(library) as opened:
        ids = opened.select(query.parse(wanted))
        records = [leaving.left(record) for record in opened.records(ids)]
        whole = [leaving.left(record) for record in inherit.entries(opened, ids)]
        items = {record.key: csl.item(record, is_english=chosen.is_english(locale)) for record in whole}
        groups = bibliography.arrange(records, plan, _labels(opened, records, plan))
    stubs = tuple(record.key for record in records if record.unresolved)
    keys = dict.fromkeys(entry.key for group in groups for entry in group.entries)
    notes = bibliography.notes_of(groups)
    asked = batch.Request([items[key] for key in keys], notes={text: text for text in notes})
    made = batch.make(asked, chosen, "html" if form in OFFICE else form, locale)
    worded = bibliography.worded(groups, made.entries, made.notes, plan)
    return Bibliography(title or "Bibliography", worded, chosen.name, locale, len(keys), stubs)


def count(library: Location, wanted: str) -> int:
    """Return how many sources a query finds.

    Raises QueryError and UnknownField.
    """
    with reading(library) as opened:
        return len(opened.select(query.parse(wanted)))


def as_office(html: str, form: str, reference: Path | None = None) -> bytes:
    """Return a bibliography in HTML as a file of a word processor, with the styles of another where one is given.

    Raises NoPandoc and PandocFailed; UnreadableFile and InvalidValue for a document without styles.
    """
    return office.convert(html, form, reference)


def _labels(opened: Reader, records: Sequence[Record], plan: Plan) -> dict[str, str]:
    """Return what the sources of evidence are called, those outside the bibliography too."""
    if not plan.claims:
        return {}
    known = {record.key for record in records}
    others = [key for key in bibliography.keys_of_evidence(records) if key not in known]
    ids = opened.find_all(others)
    return bibliography.labels([*records, *opened.entries(ids)])
