"""Writing entries in either dialect, with the macros that they use.

For classic BibTeX, fields are added that its styles look for (`journal` beside `journaltitle`, year and month beside
`date`) and none is removed, since BibTeX ignores fields that it does not know: so nothing is lost. BibLaTeX has a field for
all that classic BibTeX has, and each is written under its BibLaTeX name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import latex
from readinglist.formats.bibtex import builder, expressions
from readinglist.model import biblatex, dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.model.record import Record

Pairs = list[tuple[str, str]]
_YEAR = re.compile(r"\d{4}\Z")


class Dialect(NamedTuple):
    """A dialect: its entry types, its fields, names it changes."""

    type_of: Callable[[Record], str]
    arrange: Callable[[Record, Pairs], Pairs]
    foreign: frozenset[str]


def dump(records: Iterable[Record], dialect: Dialect, *, ascii_only: bool) -> Iterator[str]:
    """Yield one string for each entry and each macro.

    A macro is defined before its first use.
    """
    macros: dict[str, str] = {}
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        pairs = _pairs(record, dialect)
        if record.macros:
            pairs = [(name, _with_macros(raw, record, macros)) for name, raw in pairs]
            yield from _definitions(record, macros, ascii_only=ascii_only)
        if ascii_only:
            pairs = [(name, _ascii(name, raw)) for name, raw in pairs]
        body = "".join([f"  {name} = {raw},\n" for name, raw in pairs])
        yield f"@{dialect.type_of(record)}{{{record.key},\n{body}}}\n\n"


def as_written(record: Record, dialect: Dialect) -> Record:
    """Return an entry as a dialect writes it, read again."""
    known = {macro.name.lower(): macro.value for macro in record.macros}
    return builder.build(record.key, dialect.type_of(record), _pairs(record, dialect), known)


def _pairs(record: Record, dialect: Dialect) -> Pairs:
    pairs = [(field.name, field.raw) for field in record.fields]
    if dialect.foreign.isdisjoint([name.lower() for name, _ in pairs]):
        return pairs
    return dialect.arrange(record, pairs)


def _with_macros(raw: str, record: Record, defined: dict[str, str]) -> str:
    """Return an expression with its macros, or resolved where it must be.

    It must where the file has another value for a macro of that name.
    """
    values = {macro.name.lower(): macro.value for macro in record.macros}
    for name in expressions.names_of_macros(raw):
        low = name.lower()
        if low in values and defined.get(low, values[low]) != values[low]:
            return expressions.enclosed(expressions.content(raw, values))
    return raw


def _definitions(record: Record, defined: dict[str, str], *, ascii_only: bool) -> Iterator[str]:
    for macro in record.macros:
        if macro.name.lower() not in defined:
            defined[macro.name.lower()] = macro.value
            value = latex.encode_accents(macro.value) if ascii_only else macro.value
            yield f"@string{{{macro.name} = {expressions.enclosed(value)}}}\n\n"


def _ascii(name: str, raw: str) -> str:
    if raw.isascii() or name.lower() in biblatex.VERBATIM_FIELDS:
        return raw
    if all(macro.isascii() for macro in expressions.names_of_macros(raw)):
        return latex.encode_accents(raw)
    parts = expressions.tokens(raw) or ()  # the name of a macro has no other form
    return " # ".join(f"{{{latex.encode_accents(part.text)}}}" if part.literal else part.text for part in parts)


def _classic_type(record: Record) -> str:
    return biblatex.bibtex_type(record.type, record.plain("type"))


def _modern_type(record: Record) -> str:
    return biblatex.biblatex_type(record.type)


def _classic(record: Record, pairs: Pairs) -> Pairs:
    """Add fields under their classic names, and year and month of a date.

    A field that is there already is not added.
    """
    present = {name.lower() for name, _ in pairs}
    arranged: Pairs = []
    for name, raw in pairs:
        arranged.append((name, raw))
        classic = biblatex.bibtex_name(name, record.type)
        if classic.lower() not in present:
            arranged.append((classic, raw))
            present.add(classic.lower())
        elif name.lower() == "date" and "year" not in present:
            arranged += _year_and_month(record.date, raw, with_month="month" not in present)
    return arranged


def _year_and_month(date: str, raw: str, *, with_month: bool) -> Pairs:
    year = dates.year_of(date)
    if year is None:
        return [("year", raw)]
    pairs = [("year", f"{{{year}}}")]
    if with_month and date[4:5] == "-" and len(date) >= 7:  # noqa: PLR2004 - YYYY-MM
        pairs.append(("month", expressions.MONTHS[int(date[5:7]) - 1]))
    return pairs


def _modern(record: Record, pairs: Pairs) -> Pairs:
    """Give each field its BibLaTeX name, unless that is there.

    Year and month become the date where they are plain numbers, and are left out where it has them.
    """
    values = record.values()
    arranged = _without_year(pairs, values) if "date" in values else _with_date(pairs, values)
    kind = record.type.lower()
    if kind in ("techreport", "phdthesis", "mastersthesis") and "type" not in values:
        arranged.append(("type", f"{{{'mathesis' if kind == 'mastersthesis' else kind}}}"))
    return list(_renamed(record, arranged, values))


def _renamed(record: Record, pairs: Pairs, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fields under their BibLaTeX names.

    A classic name with the same value as the BibLaTeX one beside it is left out.
    """
    for name, raw in pairs:
        modern = biblatex.biblatex_name(name, record.type)
        if modern == name or modern.lower() not in values:
            yield modern, raw
        elif values[modern.lower()] != values[name.lower()]:
            yield name, raw


def _without_year(pairs: Pairs, values: dict[str, str]) -> Pairs:
    """Leave out year and month where the date has them.

    Classic BibTeX has them beside a date.
    """
    date = dates.sortable(values["date"])
    added = dates.sortable("", values.get("year", ""), values.get("month", ""))
    if not added or not date.startswith(added):
        return list(pairs)
    return [(name, raw) for name, raw in pairs if name.lower() not in ("year", "month")]


def _with_date(pairs: Pairs, values: dict[str, str]) -> Pairs:
    year, month = values.get("year", ""), values.get("month", "")
    number = dates.month_number(month) if month else 0
    if not _YEAR.match(year) or (month and (not number or not month.strip(" .").isalnum())):
        return list(pairs)
    date = f"{year}-{number:02}" if number else year
    arranged = [("date", f"{{{date}}}") if name.lower() == "year" else (name, raw) for name, raw in pairs]
    return [(name, raw) for name, raw in arranged if name.lower() != "month"]


CLASSIC = Dialect(
    _classic_type,
    _classic,
    biblatex.MODERN_NAMES | {"date"},
)
MODERN = Dialect(
    _modern_type,
    _modern,
    biblatex.CLASSIC_NAMES.union(("year", "type", "institution")),
)
