"""Sources in a pattern of the user's.

`{key} {title:.40}` is a format string of Python, with the names of fields; widths are columns of a terminal (UAX #11).
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.model import biblatex, dates, schemes
from readinglist.model.errors import UnknownField
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.model.record import Record

_FIELDS: dict[str, Callable[[Record], str]] = {
    "key": lambda r: r.key,
    "type": lambda r: r.type,
    "title": lambda r: r.title,
    "date": lambda r: r.date,
    "year": lambda r: dates.shown_year(r.year),
    "authors": lambda r: _people_in_role(r, "author"),
    "author": lambda r: r.byline,
    "editors": lambda r: _people_in_role(r, "editor"),
    "venue": lambda r: r.venue,
    "tags": lambda r: ", ".join(r.tags),
    "status": lambda r: r.status,
    "via": lambda r: r.via,
    "why": lambda r: r.why,
    "added": lambda r: r.added,
    "changed": lambda r: r.changed,
}


class _Spec(NamedTuple):
    fill: str
    align: str
    least: int
    most: int | None


_ESCAPES = {r"\n": "\n", r"\t": "\t"}


def lines(template: str, records: Iterable[Record]) -> Iterator[str]:
    """Yield each record in the pattern.

    Raises UnknownField, and InvalidValue for an invalid pattern.
    """
    parts = _parts(template)
    for record in records:
        yield "".join(literal + (_formatted(record, name, spec) if name else "") for literal, name, spec in parts)


def _parts(template: str) -> list[tuple[str, str, _Spec]]:
    """Return the parts of a pattern.

    Text, field name and format.

    `{key}: {title:.40}` → the field key, the text `: `, then the field title, cut to 40 columns.
    """
    for written, meant in _ESCAPES.items():
        template = template.replace(written, meant)
    try:
        parsed = list(Formatter().parse(template))
        parts = [(literal, name or "", _spec(spec or "")) for literal, name, spec, _ in parsed]
    except ValueError as error:
        raise errors.InvalidValue("format", template, f"write it as '{{key}} {{title:.40}}' ({error})") from error
    for _, name, _, conversion in parsed:
        if name is not None and (conversion or not _is_known(name)):
            raise UnknownField(name, (*_FIELDS, *schemes.NAMES, "any BibLaTeX field"))
    return parts


def _spec(written: str) -> _Spec:
    """Read a format; widths are columns of a terminal.

    `<25` → left, at least 25; `*>8` → right, filled with `*`; `.40` → at most 40. Raises ValueError.
    """
    found = re.fullmatch(r"(?:(.)?([<>^]))?([0-9]{0,4})(?:\.([0-9]{1,4}))?s?", written)
    if not found:
        raise ValueError(f"{written!r} is no width such as <25, >25 or .40")
    fill, align, least, most = found.groups()
    return _Spec(fill or " ", align or "<", int(least or 0), int(most) if most else None)


def _is_known(name: str) -> bool:
    return name in _FIELDS or name in schemes.NAMES or name.lower() in biblatex.KNOWN_FIELDS


def _formatted(record: Record, name: str, spec: _Spec) -> str:
    value = _cut(text.printable(_field_value(record, name)), spec.most)
    missing = max(0, spec.least - text.width(value)) if spec.least else 0
    before = {"<": 0, ">": missing, "^": missing // 2}[spec.align]
    return f"{spec.fill * before}{value}{spec.fill * (missing - before)}"


def _cut(value: str, most: int | None) -> str:
    if most is None:
        return value
    value = value[:most]
    while text.width(value) > most:
        value = value[:-1]
    return value


def _field_value(record: Record, name: str) -> str:
    if name in _FIELDS:
        return _FIELDS[name](record)
    if name in schemes.NAMES:
        return next((i.value for i in record.identifiers if i.scheme == name), "")
    return record.plain(name)


def _people_in_role(record: Record, role: str) -> str:
    return "; ".join(person.shown for person in record.contributors if person.role == role)
