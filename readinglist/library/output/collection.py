"""Gathering a collection for a page that is handed over: sources with their references, and of the reader's words only what may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.citations import batch, bibliography, styles
from readinglist.citations.collected import Collected
from readinglist.citations.errors import NoPandoc
from readinglist.citations.packet import plain_reference
from readinglist.formats import bibtex, csl
from readinglist.library.open import reading
from readinglist.library.output import inherit, leaving
from readinglist.model import query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.library.location import Location
    from readinglist.store import Reader


def gather(library: Location, wanted: str, *, style: str, locale: str = "", verdicts: bool = False) -> list[Collected]:
    """Return the sources that a query finds, without private notes, status and reasons; verdicts and notes on evidence only if asked for.

    Without pandoc, references are in plain text. Raises QueryError, UnknownField, UnknownStyle.
    """
    chosen, locale = styles.find(style), batch.locale_of(locale) if locale else ""
    with reading(library) as opened:
        ids = opened.select(query.parse(wanted))
        records = [leaving.public(leaving.left(record), verdicts=verdicts) for record in opened.records(ids)]
        html = references(opened, ids, chosen, locale)
        entries = {record.key: leaving.left(record) for record in opened.entries(ids)}
    labels = bibliography.labels(records)
    return [
        Collected(
            record,
            labels[record.key],
            html.get(record.key, ""),
            plain_reference(record),
            "".join(bibtex.dump([entries[record.key]])),
        )
        for record in records
    ]


def references(opened: Reader, ids: list[int], style: styles.Style, locale: str) -> Mapping[str, str]:
    """Return references in HTML by the keys of sources; none where there is no pandoc to format them."""
    whole = [leaving.left(record) for record in inherit.entries(opened, ids)]
    items = [csl.item(record, is_english=style.is_english(locale)) for record in whole]
    try:
        return batch.make(batch.Request(items), style, "html", locale).entries if items else {}
    except NoPandoc:
        return {}
