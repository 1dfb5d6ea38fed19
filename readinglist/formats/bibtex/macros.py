"""Macros: the `@string`s of a text, and those that an entry uses and nothing defines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats.bibtex import builder, expressions
from readinglist.model import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.model.record import Record


_MONTHS = frozenset(dates.MONTH_MACROS)


def defined(texts: Iterable[str]) -> dict[str, str]:
    """Return the macros that texts define, values by lower-case name; of two of a name the last counts.

    `@string{JX = "Journal of X"}` → `{"jx": "Journal of X"}`
    """
    from readinglist.formats.bibtex import parse  # noqa: PLC0415 - the parser is loaded only to read

    macros: dict[str, str] = {}
    for text in texts:
        parse.read_piece(text, 1, macros)
    return macros


class MacroUse(NamedTuple):
    """The use of a macro: its name as written, and the field that uses it first."""

    name: str
    field: str


def undefined(record: Record) -> dict[str, MacroUse]:
    """Return the macros of an entry that nothing defines, by lower-case name.

    Months are defined by every style, and what cannot be the name of a macro is none.
    """
    found: dict[str, MacroUse] = {}
    for field in record.fields:
        raw = field.raw
        # Nearly all are in braces, or a number, or a month; only what is joined may hold more.
        if ("#" not in raw and (raw[:1] == "{" or raw.isdigit() or raw in _MONTHS)) or expressions.is_simple(raw):
            continue
        for name in expressions.names_of_macros(raw):
            if name.lower() not in _MONTHS and expressions.is_macro(name):
                found.setdefault(name.lower(), MacroUse(name, field.name))
    for macro in record.macros if found else ():
        found.pop(macro.name.lower(), None)
    return found


def supplied(record: Record, macros: Mapping[str, str]) -> Record:
    """Return an entry with those of the macros that it uses and does not define; what is derived from fields is made anew."""
    missing = {name: macros[name] for name in undefined(record) if name in macros}
    if not missing:
        return record
    pairs = [(field.name, field.raw) for field in record.fields]
    try:
        built = builder.rebuilt(record, pairs, record.defined | missing)
    except ValueError:  # too long
        return record
    return replace(built, tags=tuple(dict.fromkeys((*built.tags, *record.tags))))
