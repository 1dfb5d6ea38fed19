"""When two records are duplicates, and what one adds to the other."""

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
_MONTH = slice(5, 7)  # of a sortable date, YYYY-MM-DD


def fingerprint(record: Record) -> str:
    """Return a short hash of title, year and first author.

    Case, accents and punctuation do not count. Without a title, the type and all fields are hashed. The library stores the
    hash: another rule needs a migration.
    """
    values = record.values()
    title = text.letters(title_of(values))
    if title:
        clue = f"{title}|{date_of(values)[:4]}|{text.letters(_first_contributor(record))}"
    else:
        clue = "|".join([record.type.lower(), *(f"{f.name.lower()}={text.letters(f.plain)}" for f in record.fields)])
    # 64 bits: among a million sources the chance that any two titles share a hash is below one in ten million.
    return hashlib.blake2b(clue.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _first_contributor(record: Record) -> str:
    """Return the family name, or the body, that is named first.

    Authors go before all others, wherever their field stands in the entry.
    """
    named = [person for person in record.contributors if person.literal != "others"]
    first = next((person for person in named if person.role == "author"), named[0] if named else None)
    return (first.family or first.literal or first.given) if first else ""


def reason(candidate: Record, known: Record) -> str:
    """Return why two records are duplicates.

    Empty where they are not.
    """
    mine, theirs = _by_scheme(candidate), _by_scheme(known)
    schemes = _deciding_schemes(candidate, known)
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


def _deciding_schemes(candidate: Record, known: Record) -> list[str]:
    """Return the schemes whose values decide whether two records are duplicates.

    Of parts of a book, the ISBN decides nothing, as they share it.
    """
    parts = candidate.type.lower() in biblatex.PARTS or known.type.lower() in biblatex.PARTS
    return [scheme for scheme in schemes.TELLING if not (parts and schemes.of_parts(scheme))]


def _by_scheme(record: Record) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for identifier in record.identifiers:
        values.setdefault(identifier.scheme, set()).add(identifier.value)
    return values


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
