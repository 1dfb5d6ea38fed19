"""What a Record is in the tables: plain dictionaries, one per row, without their ids."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from readinglist import dates, duplicates, text
from readinglist.record import date_of, title_of, venue_of

if TYPE_CHECKING:
    from readinglist.record import Contributor, Record

Row = dict[str, Any]


def now() -> str:
    """Return the time as it is kept: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def folded_key(key: str) -> str:
    """Return a key as it is compared: without regard to case."""
    return key.casefold()


def source(record: Record) -> Row:
    """Return the columns of `source` that follow from a record, all but its id, times and via."""
    values = record.values()
    title, date, byline = title_of(values), date_of(values), record.byline
    return {
        "key": record.key,
        "key_folded": folded_key(record.key),
        "type": record.type,
        "title": title,
        "title_folded": text.fold(title),
        "byline": byline,
        "byline_folded": text.fold(byline),
        "venue": venue_of(values),
        "date": date,
        "year": dates.year_of(date),
        "fingerprint": duplicates.fingerprint(record),
        "status": record.status,
        "why": record.why,
        "priority": record.priority,
        "pinned": record.pinned,
    }


def aliases(record: Record) -> list[Row]:
    """Return the rows of `alias`."""
    return [{"position": n, "key": key, "key_folded": folded_key(key)} for n, key in enumerate(record.aliases)]


def fields(record: Record) -> list[Row]:
    """Return the rows of `field`."""
    return [{"position": n, "name": f.name, "raw": f.raw, "plain": f.plain} for n, f in enumerate(record.fields)]


def macros(record: Record) -> list[Row]:
    """Return the rows of `macro`."""
    return [{"position": n, "name": m.name, "value": m.value} for n, m in enumerate(record.macros)]


def contributors(record: Record) -> list[Row]:
    """Return the rows of `contributor`."""
    return [
        {
            "position": n,
            "role": c.role,
            "family": c.family,
            "given": c.given,
            "prefix": c.prefix,
            "suffix": c.suffix,
            "literal": c.literal,
            "folded": text.fold(whole_name(c)),
        }
        for n, c in enumerate(record.contributors)
    ]


def whole_name(person: Contributor) -> str:
    """Return a name in reading order: `Vincent van Gogh`."""
    parts = (person.given, person.prefix, person.family, person.suffix, person.literal)
    return " ".join(part for part in parts if part)


def identifiers(record: Record) -> list[Row]:
    """Return the rows of `identifier`."""
    return [{"position": n, "scheme": i.scheme, "value": i.value} for n, i in enumerate(record.identifiers)]


def tags(record: Record) -> list[Row]:
    """Return the rows of `tag`."""
    return [{"position": n, "name": name, "folded": text.fold(name)} for n, name in enumerate(record.tags)]


def notes(record: Record) -> list[Row]:
    """Return the rows of `note`."""
    return [
        {
            "number": n.id,
            "text": n.text,
            "quote": n.quote,
            "locator": n.locator,
            "public": n.public,
            "created": n.created or now(),
        }
        for n in record.notes
    ]
