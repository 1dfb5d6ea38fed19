"""The works that a source cites.

Added as stubs and linked, none of them twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import resolvers
from readinglist.deduplication import contradictions
from readinglist.library.errors import NothingToAskBy
from readinglist.library.imports.add import add_to
from readinglist.library.imports.match import duplicate_of
from readinglist.library.imports.read import Input
from readinglist.library.online import stubs
from readinglist.library.online.session import asking
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import provenance, schemes
from readinglist.model.record import Link
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.resolvers import Reference
    from readinglist.store import Writer

_RELATION = "cites"
_BEGINNING = 8  # letters of a title by which those that may be the same are looked up


class CitedWork(NamedTuple):
    """A work that is cited.

    Its key, whether it was added, only linked or linked before, and the words it was read from.

    Of what says nothing of a work, `action` is `skipped` and the key empty.
    """

    action: Literal["added", "linked", "known", "skipped"]
    key: str
    title: str = ""
    raw: str = ""


def references(
    library: Location,
    key: str,
    written: str | None = None,
    *,
    limit: int | None = None,
    access: Access = DEFAULT,
    dry_run: bool = False,
) -> list[CitedWork]:
    """Add the works that a source cites as stubs, and link them as `cites`, in one operation; return them in order.

    They are asked for, or read from what is written, one reference a line; in a list with numbers or bullets one may go
    over several. A work that the library has, by identifier or
    by title and year, is only linked. Raises NoSuchSource, NothingToAskBy,
    NoRecord and NetworkError.
    """
    with reading(library) as opened:
        record = opened.record(opened.find(key))
    found = _ask_for_references(library, record, access) if written is None else list(_read(written))

    def body(opened: Writer) -> list[CitedWork]:
        return _Citing(opened, library, opened.find(record.key)).take(found[:limit])

    return perform(library, f"references {record.key}", body, dry_run=dry_run)


def _ask_for_references(library: Location, record: Record, access: Access) -> Sequence[Reference]:
    pairs = {i.scheme: i.value for i in reversed(record.identifiers)}
    scheme = next((scheme for scheme in schemes.OF_WORKS if scheme in pairs), "")
    if not scheme:
        raise NothingToAskBy(record.key)
    with asking(library, access) as asker:
        return asker.references(scheme, pairs[scheme])


def _read(written: str) -> Iterator[Reference]:
    return map(resolvers.parse_reference, resolvers.parted_references(written))


class _Citing:
    """Takes the works that one source cites into an open operation."""

    def __init__(self, opened: Writer, library: Location, number: int) -> None:
        self.opened = opened
        self.library = library
        self.number = number
        self.record = opened.record(number)
        self.linked = {link.key for link in self.record.links if (link.relation, link.direction) == (_RELATION, "out")}

    def take(self, found: Iterable[Reference]) -> list[CitedWork]:
        """Add and link.

        Return the result for each, a work that is named twice once.
        """
        cited: dict[str, CitedWork] = {}
        for reference in found:
            one = self._cited(reference)
            if one.key != self.record.key:
                cited.setdefault(one.key or f" {reference.raw}", one)
        links = [Link(_RELATION, one.key) for one in cited.values() if one.action in ("added", "linked")]
        self.opened.save([(self.number, self.record, replace(self.record, links=(*self.record.links, *links)))])
        return list(cited.values())

    def _cited(self, reference: Reference) -> CitedWork:
        record = reference.record
        if not (record.title or record.identifiers):
            return CitedWork("skipped", "", "", reference.raw)
        stub = stubs.unresolved(replace(record, key="", origin=provenance.STUB), self.opened.now)
        key = self._key_in_library(stub)
        if key:
            return CitedWork("known" if key in self.linked else "linked", key, record.title, reference.raw)
        given = Input(f"references {self.record.key}", [stub])
        report = add_to(self.opened, self.library, [given], on_duplicate="new")
        return CitedWork("added", report.outcomes[0].key, record.title, reference.raw)

    def _key_in_library(self, record: Record) -> str:
        """Return the key of the source that a work is, by identifier, or by title and year; empty for a new one."""
        opened = self.opened
        known, _ = duplicate_of(opened, record)
        if known or not record.title:
            return known
        wanted = text.letters(record.title)
        for key, title, year in opened.titled(text.fold(record.title)[:_BEGINNING]):
            alike = text.letters(title) == wanted and (year is None or record.year is None or year == record.year)
            if alike and not contradictions.of_one_title(record, opened.record(opened.find(key))):
                return key
        return ""
