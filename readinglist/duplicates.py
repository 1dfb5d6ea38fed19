"""When two records are the same source, and what one brings to the other."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from readinglist import datamodel, text
from readinglist.record import date_of, title_of

if TYPE_CHECKING:
    from readinglist.record import Record

_OTHERS = re.compile(r"[\W_]+")
STRONG = ("doi", "arxiv", "isbn", "pmid", "pmcid")
_PARTS = frozenset(("inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook", "suppbook"))


def fingerprint(record: Record) -> str:
    """Return a short hash of title, year and first author, without case, accents and punctuation."""
    values = record.values()
    title = _bare(title_of(values))
    if title:
        first = next((c for c in record.contributors if c.literal != "others"), None)
        clue = f"{title}|{date_of(values)[:4]}|{_bare(first.family or first.literal) if first else ''}"
    else:
        clue = "|".join([record.type.lower(), *(f"{f.name.lower()}={_bare(f.plain)}" for f in record.fields)])
    return hashlib.blake2b(clue.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _bare(value: str) -> str:
    return _OTHERS.sub("", text.fold(value))


def reason(candidate: Record, known: Record) -> str:
    """Return why two records are the same source; empty where they are not."""
    mine, theirs = _by_scheme(candidate), _by_scheme(known)
    parts = candidate.type.lower() in _PARTS or known.type.lower() in _PARTS
    for scheme in STRONG:
        shared = mine.get(scheme, set()) & theirs.get(scheme, set())
        if shared and not (scheme == "isbn" and parts):
            return f"same {scheme} {min(shared)}"
    if any(mine.get(s) and theirs.get(s) and not mine[s] & theirs[s] for s in ("doi", "arxiv")):
        return ""
    if fingerprint(candidate) == fingerprint(known):
        return "same title, year and first author"
    if (
        candidate.key
        and candidate.key.casefold() == known.key.casefold()
        and _bare(candidate.title) == _bare(known.title)
    ):
        return "same key and title"
    shared_url = mine.get("url", set()) & theirs.get("url", set())
    return (
        f"same url {min(shared_url)} and title" if shared_url and _bare(candidate.title) == _bare(known.title) else ""
    )


def _by_scheme(record: Record) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for identifier in record.identifiers:
        values.setdefault(identifier.scheme, set()).add(identifier.value)
    return values


def merged(known: Record, candidate: Record) -> tuple[tuple[str, str], ...]:
    """Return the fields, name and source, that a candidate brings to a known record: new ones and different ones."""
    here = {datamodel.canonical(field.name): field.raw for field in known.fields}
    return tuple(
        (field.name, field.raw) for field in candidate.fields if here.get(datamodel.canonical(field.name)) != field.raw
    )
