"""Writing entries in either dialect: strings joined, in the dialect's names, with the macros that they use before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist import datamodel, dates
from readinglist.formats import _tex, _values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.record import Field, Record

Pairs = list[tuple[str, str]]
_YEAR = re.compile(r"\d{4}\Z")


class Dialect(NamedTuple):
    """What a dialect calls types and fields, and what it makes of an entry as a whole."""

    type_of: Callable[[Record], str]
    name_of: Callable[[str, str], str]
    arrange: Callable[[Record, Pairs], Pairs]
    foreign: frozenset[str]


def dump(records: Iterable[Record], dialect: Dialect, *, ascii_only: bool) -> Iterator[str]:
    """Yield one string for each entry, and one for each macro before its first use."""
    macros: dict[str, str] = {}
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        pairs = _pairs(record, dialect)
        if record.macros:
            pairs = [(name, _with_macros(raw, record, macros)) for name, raw in pairs]
            yield from _definitions(record, macros)
        if ascii_only:
            pairs = [(name, _ascii(name, raw)) for name, raw in pairs]
        body = "".join([f"  {name} = {raw},\n" for name, raw in pairs])
        yield f"@{dialect.type_of(record)}{{{record.key},\n{body}}}\n\n"


def _pairs(record: Record, dialect: Dialect) -> Pairs:
    pairs = [(field.name, field.raw) for field in record.fields]
    if dialect.foreign.isdisjoint([name.lower() for name, _ in pairs]):
        return pairs
    return [(dialect.name_of(name, record.type), raw) for name, raw in dialect.arrange(record, pairs)]


def _with_macros(raw: str, record: Record, defined: dict[str, str]) -> str:
    """Return an expression as it can stand: with its macros, or resolved where one is defined otherwise by now."""
    values = {macro.name.lower(): macro.value for macro in record.macros}
    for name in _values.names_of_macros(raw):
        low = name.lower()
        if low in values and defined.get(low, values[low]) != values[low]:
            return _values.enclosed(_values.content(raw, values))
    return raw


def _definitions(record: Record, defined: dict[str, str]) -> Iterator[str]:
    for macro in record.macros:
        if macro.name.lower() not in defined:
            defined[macro.name.lower()] = macro.value
            yield f"@string{{{macro.name} = {_values.enclosed(macro.value)}}}\n\n"


def _ascii(name: str, raw: str) -> str:
    if raw.isascii() or name.lower() in datamodel.VERBATIM_FIELDS:
        return raw
    return _tex.encode_accents(raw)


def _classic_type(record: Record) -> str:
    return datamodel.bibtex_type(record.type, record.plain("type"))


def _modern_type(record: Record) -> str:
    return datamodel.biblatex_type(record.type)


def _classic(record: Record, pairs: Pairs) -> Pairs:
    """Write `date` as year and month, and let an online source say where it is."""
    present = {name.lower() for name, _ in pairs}
    arranged: Pairs = []
    for name, raw in pairs:
        if name.lower() == "date" and "year" not in present:
            arranged += _year_and_month(record.date, raw, with_month="month" not in present)
        else:
            arranged.append((name, raw))
    return arranged


def _year_and_month(date: str, raw: str, *, with_month: bool) -> Pairs:
    year = dates.year_of(date)
    if year is None:
        return [("year", raw)]
    pairs = [("year", f"{{{year}}}")]
    if with_month and len(date) >= 7:  # noqa: PLR2004 - YYYY-MM
        pairs.append(("month", _values.MONTHS[int(date[5:7]) - 1]))
    return pairs


def _modern(record: Record, pairs: Pairs) -> Pairs:
    """Write a clean year and month as `date`, and say which kind of report or thesis it is."""
    values = {name.lower(): field for name, field in ((field.name, field) for field in reversed(record.fields))}
    arranged = _with_date(pairs, values) if "date" not in values else list(pairs)
    kind = record.type.lower()
    if kind in ("techreport", "phdthesis", "mastersthesis") and "type" not in values:
        arranged.append(("type", f"{{{'mathesis' if kind == 'mastersthesis' else kind}}}"))
    return arranged


def _with_date(pairs: Pairs, values: dict[str, Field]) -> Pairs:
    year = values["year"].plain if "year" in values else ""
    month = values["month"].plain if "month" in values else ""
    number = dates.month_number(month) if month else 0
    if not _YEAR.match(year) or (month and (not number or not month.strip(" .").isalnum())):
        return list(pairs)
    date = f"{year}-{number:02}" if number else year
    arranged = [("date", f"{{{date}}}") if name.lower() == "year" else (name, raw) for name, raw in pairs]
    return [(name, raw) for name, raw in arranged if name.lower() != "month"]


CLASSIC = Dialect(
    _classic_type,
    datamodel.bibtex_name,
    _classic,
    frozenset("date journaltitle location annotation eprinttype eprintclass sortkey institution".split()),
)
MODERN = Dialect(
    _modern_type,
    datamodel.biblatex_name,
    _modern,
    frozenset("year journal address annote archiveprefix primaryclass key school type institution".split()),
)
