"""What a Record is in the tables.

Plain values, one dictionary or tuple per row, without their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.deduplication.fingerprint import fingerprint
from readinglist.model import dates
from readinglist.model.key_folding import folded_key
from readinglist.store.derived import columns, folded_people, folded_tags
from readinglist.store.sqlite import highlights
from readinglist.util.clock import now

if TYPE_CHECKING:
    from readinglist.model.record import Claim, Evidence, Record, Spot

Row = dict[str, Any]
Values = tuple[Any, ...]


def source(record: Record) -> Row:
    """Return the columns of `source` that follow from a record, all but its id, times and via."""
    known = columns(record)
    date = known.date or record.inherited_date
    return {
        "key": record.key,
        "key_folded": folded_key(record.key),
        "type": record.type,
        "title": known.title,
        "title_folded": known.title_folded,
        "byline": known.byline,
        "byline_folded": known.byline_folded,
        "venue": known.venue,
        "date": date,
        "year": dates.year_of(date),
        "fingerprint": fingerprint(record),
        "status": record.status,
        "why": record.why,
        "priority": record.priority,
        "pinned": record.pinned,
        "origin": record.origin,
        "fetched": record.fetched,
    }


# A part of a record as rows without id and source: tuples in the order of COLUMNS, which an import makes by the million.
COLUMNS: dict[str, tuple[str, ...]] = {
    "alias": ("position", "key", "key_folded"),
    "field": ("position", "name", "raw", "plain"),
    "macro": ("position", "name", "value"),
    "contributor": ("position", "role", "family", "given", "prefix", "suffix", "literal", "folded"),
    "identifier": ("position", "scheme", "value"),
    "tag": ("position", "name", "folded"),
    "note": ("number", "text", "quote", "locator", "public", "created", "highlight"),
    "origin": ("field", "agent", "at", "base"),
    "mark": ("name", "detail", "at"),
    "counterpart": ("library", "name", "said"),
    "attachment": (
        "number", "path", "kind", "label", "name", "linked", "sha256", "size", "url", "fetched", "archived", "pages", "added",
        "marks",
    ),
}  # fmt: skip


def aliases(record: Record) -> list[Values]:
    """Return the rows of `alias`."""
    return [(n, key, folded_key(key)) for n, key in enumerate(record.aliases)]


def fields(record: Record) -> list[Values]:
    """Return the rows of `field`."""
    return [(n, f.name, f.raw, f.plain) for n, f in enumerate(record.fields)]


def macros(record: Record) -> list[Values]:
    """Return the rows of `macro`."""
    return [(n, m.name, m.value) for n, m in enumerate(record.macros)]


def contributors(record: Record) -> list[Values]:
    """Return the rows of `contributor`."""
    return [
        (n, c.role, c.family, c.given, c.prefix, c.suffix, c.literal, folded)
        for n, (c, folded) in enumerate(zip(record.contributors, folded_people(record), strict=True))
    ]


def identifiers(record: Record) -> list[Values]:
    """Return the rows of `identifier`."""
    return [(n, i.scheme, i.value) for n, i in enumerate(record.identifiers)]


def tags(record: Record) -> list[Values]:
    """Return the rows of `tag`."""
    return (
        [(n, *pair) for n, pair in enumerate(zip(record.tags, folded_tags(record), strict=True))] if record.tags else []
    )


def notes(record: Record) -> list[Values]:
    """Return the rows of `note`."""
    return [
        (n.id, n.text, n.quote, n.locator, n.public, n.created or now(), highlights.as_kept(n.highlight))
        for n in record.notes
    ]


def attachments(record: Record) -> list[Values]:
    """Return the rows of `attachment`."""
    return [tuple(one._replace(added=one.added or now())) for one in record.attachments]


def claim(one: Claim) -> Row:
    """Return the columns of `claim`, all but its id and source."""
    return {
        "number": one.id,
        "statement": one.statement,
        "quote": one.quote,
        "locator": one.locator,
        "verdict": one.verdict,
        "note": one.note,
        "former": " ".join(folded_key(name) for name in one.former),
        "created": one.created or now(),
    } | _spot(one.spot)


def evidence(one: Evidence) -> Row:
    """Return the columns of `evidence`, all but its id, claim and source."""
    return {
        "number": one.id,
        "stance": one.stance,
        "quote": one.quote,
        "locator": one.locator,
        "note": one.note,
        "checked": one.checked,
        "created": one.created or now(),
    } | _spot(one.spot)


def _spot(spot: Spot) -> Row:
    return {"state": spot.state, "start": spot.start, "page": spot.page, "line": spot.line, "sha256": spot.sha256}


def origins(record: Record) -> list[Values]:
    """Return the rows of `origin`."""
    return [(o.field, o.agent, o.at, o.base) for o in record.origins]


def marks(record: Record) -> list[Values]:
    """Return the rows of `mark`."""
    return [(m.name, m.detail, m.at) for m in record.marks]


def counterparts(record: Record) -> list[Values]:
    """Return the rows of `counterpart`."""
    return [tuple(one) for one in record.counterparts]
