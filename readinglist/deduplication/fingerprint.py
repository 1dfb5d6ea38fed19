"""The short hash by which a library finds what may be the same work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from readinglist.model.record import date_of
from readinglist.model.titles import title_of
from readinglist.util import text

if TYPE_CHECKING:
    from readinglist.model.record import Record


def fingerprint(record: Record, values: dict[str, str] | None = None) -> str:
    """Return a short hash of title, year and first author.

    Case, accents and punctuation do not count. Without a title, the type and all fields are hashed. The library stores the
    hash: another rule needs a migration. `values` are those that the record gives itself, from who has them already.
    """
    if known := record.known_beforehand():
        return known.fingerprint
    values = record.values() if values is None else values
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
