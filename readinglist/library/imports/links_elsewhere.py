"""Links between the items of another library, which name each other as they are called there: they are made when all sources are known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.library.imports import follow
from readinglist.model import relations
from readinglist.model.record import Link

if TYPE_CHECKING:
    from readinglist.model.record import Record
    from readinglist.store import Writer

_PAGE = 500  # sources whose records are in memory at a time


class _Wanted(NamedTuple):
    """A link that another library has: the names of both items there."""

    library: str
    name: str
    relation: str
    other: str


class LinksElsewhere:
    """The links of one import between items of other libraries."""

    def __init__(self) -> None:
        self._wanted: list[_Wanted] = []
        self._made: set[tuple[str, frozenset[int]]] = set()

    def note(self, record: Record, before: Record | None) -> None:
        """Note the links of a record that its library did not have before; `before` is the source as it was."""
        if record.counterparts and record.links:
            library, name, _ = record.counterparts[0]
            self._wanted += [_Wanted(library, name, *link) for link in follow.new_links(before, record)]

    @staticmethod
    def without(record: Record, *, new: bool) -> Record:
        """Return a record without what is brought later, its files and links; one that is to be new whatever it is has no name elsewhere."""
        links = () if record.counterparts else record.links
        return replace(record, attachments=(), links=links, counterparts=() if new else record.counterparts)

    def finish(self, opened: Writer) -> None:
        """Make the links; what is linked to an item that was left out, is left out."""
        for start in range(0, len(self._wanted), _PAGE):
            page = self._wanted[start : start + _PAGE]
            named = {(one.library, name) for one in page for name in (one.name, one.other)}
            numbers = opened.counterparts(named)
            keys = opened.keys_of(numbers.values())
            links: dict[int, list[Link]] = {}
            for one in page:
                number, other = numbers.get((one.library, one.name)), numbers.get((one.library, one.other))
                if number is not None and other is not None and self._is_new(one.relation, number, other):
                    links.setdefault(number, []).append(Link(one.relation, keys[other]))
            records = zip(links, opened.records(list(links)), strict=True)
            opened.save((number, record, _linked(record, links[number])) for number, record in records)

    def _is_new(self, relation: str, number: int, other: int) -> bool:
        """Whether a link joins two sources that this import has not joined by it; one that reads the same from both sides is made once."""
        pair = (relation, frozenset((number, other)))
        if number == other or (relation in relations.SYMMETRIC and pair in self._made):
            return False
        self._made.add(pair)
        return True


def _linked(record: Record, links: list[Link]) -> Record:
    """Return a source with the links that it does not have yet."""
    known = {
        (link.relation, link.key)
        for link in record.links
        if link.direction == "out" or link.relation in relations.SYMMETRIC
    }
    fresh = [link for link in dict.fromkeys(links) if (link.relation, link.key) not in known]
    return replace(record, links=(*record.links, *fresh)) if fresh else record
