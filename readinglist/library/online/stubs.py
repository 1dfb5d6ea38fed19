"""Stubs: sources of which nothing is known yet but an identifier, until a service is asked."""

from __future__ import annotations

from dataclasses import replace

from readinglist import citekeys
from readinglist.formats import bibtex
from readinglist.model import identifiers, identifiers_in_urls, provenance, schemes
from readinglist.model.record import UNRESOLVED, Mark, Record

_PAGE = "url"


def of(scheme: str, value: str, at: str = "", address: str = "") -> Record:
    """Return a source, without a key, of which only an identifier is known; it is marked unresolved since `at`.

    `address` is that of the page in whose address the identifier stood. A patent or a law has the number in its address.
    """
    kind, pairs = schemes.TABLE[scheme].type, []
    if scheme == _PAGE and (numbered := identifiers_in_urls.numbered(value)):
        kind, pairs = numbered[0], [("number", f"{{{numbered[1]}}}")]
    pairs += [(field, f"{{{held}}}") for field, held in schemes.as_fields(scheme, value).items()]
    pairs += [("url", bibtex.encode("url", address))] if address else []
    return unresolved(replace(bibtex.build("", kind, pairs), origin=provenance.STUB), at)


def unresolved(record: Record, at: str = "", detail: str = "") -> Record:
    """Return a record marked as one of which a service is still to be asked; `detail` says what came of asking."""
    others = tuple(mark for mark in record.marks if mark.name != UNRESOLVED)
    return replace(record, marks=(*others, Mark(UNRESOLVED, detail, at)))


def key(record: Record) -> str:
    """Return the key of a stub that has no title, from its identifier; empty for anything else."""
    if not record.unresolved or record.title or not record.identifiers:
        return ""
    first = record.identifiers[0]
    return citekeys.of_identifier(first.scheme, first.value)


def wanted(record: Record) -> tuple[str, str] | None:
    """Return the identifier by which to ask for a source, scheme and value; None where it has none.

    What a page said of itself is asked of the page, and a stub whose DOI stood in an address is asked for by that.
    """
    address = identifiers.page(record.plain("url"))
    if address and (record.origin == _PAGE or (record.unresolved and _holds_doi(record, address))):
        return _PAGE, address
    found = [(i.scheme, schemes.versioned(i.scheme, i.value, record.plain("eprint"))) for i in record.identifiers]
    return min(found, key=lambda pair: schemes.ASKED.index(pair[0]), default=None)


def words(record: Record) -> str:
    """Return a stub without an identifier as a reference to ask by; empty where its words are too few.

    That is a title, and an author or a year.
    """
    if record.identifiers or not record.title or not (record.year or record.plain("author")):
        return ""
    names = record.plain("author").replace(" and ", "; ")
    return " ".join(f"{part}." for part in (names, record.title, record.venue, str(record.year or "")) if part)


def _holds_doi(record: Record, address: str) -> bool:
    held = identifiers.recognise(address)
    return held in [(i.scheme, i.value) for i in record.identifiers if i.scheme == "doi"]
