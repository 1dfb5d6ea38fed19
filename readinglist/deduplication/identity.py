"""When two records are the same source, and what one brings to the other."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from readinglist.model import biblatex, schemes
from readinglist.model.record import date_of, title_of
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record

_MACRO = re.compile(r"[A-Za-z]")
_MONTH = slice(5, 7)


def fingerprint(record: Record) -> str:
    """Return a short hash of title, year and first author, without case, accents and punctuation.

    Without a title it is one of the type and all fields. The library keeps it: another rule needs a migration.
    """
    values = record.values()
    title = text.letters(title_of(values))
    if title:
        clue = f"{title}|{date_of(values)[:4]}|{text.letters(_first_name(record))}"
    else:
        clue = "|".join([record.type.lower(), *(f"{f.name.lower()}={text.letters(f.plain)}" for f in record.fields)])
    return hashlib.blake2b(clue.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _first_name(record: Record) -> str:
    """Return the family name, or the body, that is named first: an author wherever the field stands, else anyone."""
    named = [person for person in record.contributors if person.literal != "others"]
    first = next((person for person in named if person.role == "author"), named[0] if named else None)
    return (first.family or first.literal or first.given) if first else ""


def reason(candidate: Record, known: Record) -> str:
    """Return why two records are the same source; empty where they are not."""
    mine, theirs = _by_scheme(candidate), _by_scheme(known)
    schemes = _telling(candidate, known)
    for scheme in schemes:
        if shared := mine.get(scheme, set()) & theirs.get(scheme, set()):
            return f"same {scheme} {min(shared)}"
    title = text.letters(candidate.title)
    same_title = bool(title) and title == text.letters(known.title)
    if same_title and candidate.key and candidate.key.casefold() == known.key.casefold():
        return "same key and title"
    if any(mine.get(scheme) and theirs.get(scheme) for scheme in schemes):
        return ""
    if fingerprint(candidate) == fingerprint(known):
        return "same title, year and first author" if title else "same fields"
    shared = mine.get("url", set()) & theirs.get("url", set())
    if shared and (candidate.unresolved or known.unresolved) and not (title and text.letters(known.title)):
        return f"same url {min(shared)}"
    return f"same url {min(shared)} and title" if shared and same_title else ""


def _telling(candidate: Record, known: Record) -> list[str]:
    """Return the schemes that tell two records apart or show them to be one; the parts of a book share its ISBN."""
    parts = candidate.type.lower() in biblatex.PARTS or known.type.lower() in biblatex.PARTS
    return [scheme for scheme in schemes.TELLING if not (parts and schemes.of_parts(scheme))]


def _by_scheme(record: Record) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for identifier in record.identifiers:
        values.setdefault(identifier.scheme, set()).add(identifier.value)
    return values


def merged(known: Record, candidate: Record) -> tuple[tuple[str, str], ...]:
    """Return the fields, name and source, that a candidate brings to a known record: new ones and different ones.

    A value that is only enclosed in another way is not different. A date is brought in the dialect of the known record.
    """
    here = {(biblatex.canonical(field.name), _content(field.raw)) for field in known.fields}
    skipped, translated = _dates(known, candidate)
    brought = tuple(
        (field.name, field.raw)
        for field in candidate.fields
        if field.name.lower() not in skipped and (biblatex.canonical(field.name), _content(field.raw)) not in here
    )
    return (*brought, *translated)


def _content(raw: str) -> str:
    """Return a value without its enclosing; a macro stays another thing than the text of its name."""
    source = raw.strip()
    if source[:1] + source[-1:] in ("{}", '""'):
        return source[1:-1]
    return f"\0{source}" if _MACRO.search(source) else source


def _dates(known: Record, candidate: Record) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the candidate's date fields in the other dialect, and what they are in the known record's."""
    if known.field("date") and not candidate.field("date"):
        new = candidate.date and not known.date.startswith(candidate.date)
        return ("year", "month"), (("date", f"{{{candidate.date}}}"),) if new else ()
    if known.field("year") and not known.field("date") and candidate.field("date"):
        return ("date",), tuple(_classic(known.date, candidate.date))
    return (), ()


def _classic(known: str, candidate: str) -> Iterator[tuple[str, str]]:
    if candidate and candidate[:4] != known[:4]:
        yield "year", f"{{{candidate[:4]}}}"
    if candidate[_MONTH] and candidate[_MONTH] != known[_MONTH]:
        yield "month", str(int(candidate[_MONTH]))
