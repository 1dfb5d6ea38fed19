"""What a duplicate brings to the source that is there: what is missing, what is new, and what the two disagree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.deduplication import contradictions
from readinglist.model import biblatex, private_fields
from readinglist.model.imported import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record

_MACRO = re.compile(r"[A-Za-z]")
_MONTH = slice(5, 7)  # of a sortable date, YYYY-MM-DD
# Fields that say in which archive the number of another field is; they come only where that number does.
_OF_EPRINT = frozenset(("eprinttype", "eprintclass"))
_NOT_FILLED = biblatex.KEY_FIELDS | private_fields.BOOKKEEPING | {"keywords"}


def missing(known: Record, candidate: Record) -> tuple[tuple[str, str], ...]:
    """Return the candidate's fields, name and source, that the known record lacks.

    A date counts as a whole. Keywords, what programs note for themselves, and fields that name other entries do not come.
    """
    here = {biblatex.canonical(field.name) for field in known.fields}
    skipped = _NOT_FILLED | (frozenset(biblatex.ISSUED) if here.intersection(biblatex.ISSUED) else frozenset())
    if "eprint" in here and known.plain("eprint") != candidate.plain("eprint"):
        skipped |= _OF_EPRINT
    return tuple((f.name, f.raw) for f in candidate.fields if biblatex.canonical(f.name) not in here | skipped)


def disagreements(known: Record, candidate: Record) -> list[Disagreement]:
    """Return the fields of both whose values differ in more than case and typography, and the type where it is another."""
    mine, theirs = contradictions.said(known), contradictions.said(candidate)
    found = [
        Disagreement(name, contradictions.shown(known, name), contradictions.shown(candidate, name))
        for name, value in theirs.items()
        if name in mine and mine[name] != value and name not in _NOT_FILLED
    ]
    if biblatex.biblatex_type(known.type.lower()) != biblatex.biblatex_type(candidate.type.lower()):
        found.append(Disagreement("type", known.type, candidate.type))
    return found


def merged(known: Record, candidate: Record) -> tuple[tuple[str, str], ...]:
    """Return the candidate's fields, name and source, that are new or different.

    A value that is only enclosed in another way (`{x}`, `"x"`) is not different. A date is given in the dialect of the
    known record.
    """
    here = {(biblatex.canonical(field.name), _comparable(field.raw)) for field in known.fields}
    skipped, translated = _translated_dates(known, candidate)
    new_or_different = tuple(
        (field.name, field.raw)
        for field in candidate.fields
        if field.name.lower() not in skipped and (biblatex.canonical(field.name), _comparable(field.raw)) not in here
    )
    return (*new_or_different, *translated)


def _comparable(raw: str) -> str:
    r"""Return a value as two are compared: without its enclosing.

    A macro stays different from the text of its name, by a mark that no file holds: `{x} → x`, `jan → \0jan`
    """
    source = raw.strip()
    if source[:1] + source[-1:] in ("{}", '""'):
        return source[1:-1]
    return f"\0{source}" if _MACRO.search(source) else source


def _translated_dates(known: Record, candidate: Record) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the date fields to skip, and what they are translated to.

    They are translated where the candidate writes `date` and the known record `year` and `month`, or the other way.
    """
    if known.field("date") and not candidate.field("date"):
        new = candidate.date and not known.date.startswith(candidate.date)
        return ("year", "month"), (("date", f"{{{candidate.date}}}"),) if new else ()
    if known.field("year") and not known.field("date") and candidate.field("date"):
        return ("date",), tuple(_year_and_month(known.date, candidate.date))
    return (), ()


def _year_and_month(known: str, candidate: str) -> Iterator[tuple[str, str]]:
    if candidate and candidate[:4] != known[:4]:
        yield "year", f"{{{candidate[:4]}}}"
    if candidate[_MONTH] and candidate[_MONTH] != known[_MONTH]:
        yield "month", str(int(candidate[_MONTH]))
