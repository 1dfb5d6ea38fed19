"""The values of a source by name: the columns of a list, and the fields of a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import biblatex, dates, schemes
from readinglist.model.errors import UnknownField
from readinglist.model.record import UNRESOLVED
from readinglist.model.views import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sized

    from readinglist.model.record import Record

_VALUES: dict[str, Callable[[Record], str]] = {
    "key": lambda r: r.key,
    "type": lambda r: r.type,
    "title": lambda r: r.title,
    "date": lambda r: r.date,
    "year": lambda r: dates.shown_year(r.year),
    "byline": lambda r: r.byline,
    "author": lambda r: r.byline,
    "authors": lambda r: _people_in_role(r, "author"),
    "editors": lambda r: _people_in_role(r, "editor"),
    "contributors": lambda r: "; ".join(person.shown for person in r.contributors),
    "venue": lambda r: r.venue,
    "identifiers": lambda r: ", ".join(f"{one.scheme}:{one.value}" for one in r.identifiers),
    "tags": lambda r: ", ".join(r.tags),
    "status": lambda r: r.status,
    "priority": lambda r: str(r.priority or ""),
    "via": lambda r: r.via,
    "why": lambda r: r.why,
    "added": lambda r: r.added,
    "changed": lambda r: r.changed,
    "marks": lambda r: ", ".join(mark.name for mark in r.marks),
    "unresolved": lambda r: UNRESOLVED if r.unresolved else "",
    "aliases": lambda r: ", ".join(r.aliases),
    "text": lambda r: r.text,
    "fields": lambda r: _number(r.fields),
    "notes": lambda r: _number(r.notes),
    "links": lambda r: _number(r.links),
    "claims": lambda r: _number(r.claims),
    "attachments": lambda r: _number(r.attachments),
    "bears": lambda r: _number(r.bears),
}
# What is a number, and stands below others of its kind.
NUMBERS = frozenset(("year", "priority", "fields", "notes", "links", "claims", "attachments", "bears"))
NAMES = (*_VALUES, *schemes.NAMES)


def check(name: str, what: str = "field") -> str:
    """Return a name as it is written here, without regard to case. Raises UnknownField, which says what it should name."""
    plain = name.strip().lower()
    if plain not in NAMES and plain not in biblatex.KNOWN_FIELDS:
        raise UnknownField(name, (*NAMES, "any BibLaTeX field"), what)
    return plain


def of(record: Record, name: str) -> str:
    """Return a value as text, empty for none; of what may be many with words of their own, the number."""
    if name in _VALUES:
        return _VALUES[name](record)
    if name in schemes.NAMES:
        return next((i.value for i in record.identifiers if i.scheme == name), "")
    return record.plain(name)


def of_summary(source: Summary, name: str) -> str:
    """Return a value of a summary as text, the same as that of the whole source."""
    if name == "year":
        return dates.shown_year(source.year)
    return str(getattr(source, "byline" if name == "author" else name) or "")


def in_summary(names: Collection[str]) -> frozenset[str] | None:
    """Return the parts of a summary that have these values; None where one is of the whole source alone."""
    parts = frozenset("byline" if name == "author" else name for name in names)
    return parts if parts.issubset(Summary._fields) else None


def _people_in_role(record: Record, role: str) -> str:
    return "; ".join(person.shown for person in record.contributors if person.role == role)


def _number(of: Sized) -> str:
    return str(len(of) or "")
