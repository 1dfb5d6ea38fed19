"""A page of a list, and what narrows it, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readinglist.model.views import Summary


class ListPage(NamedTuple):
    """A page of a list: the sources, the place of the first, whether more follow, and how many there are in all.

    `whole` is None where that takes long to count.
    """

    sources: list[Summary]
    start: int
    more: bool
    whole: int | None

    @property
    def at_least(self) -> int:
        """How many there are at least, where they were not counted."""
        return self.start + len(self.sources) + self.more if self.whole is None else self.whole


class FacetValue(NamedTuple):
    """A value of a facet with the number of sources that have it, and the term of a query that asks for it.

    `chosen` says whether the query has that term; `query` is the query that has it then, or has it no more.
    """

    name: str
    number: int
    term: str
    chosen: bool
    query: str


class Facet(NamedTuple):
    """What is counted by one property: its values, and how many more there are.

    `counted` is False where that takes too long, and nothing is known.
    """

    name: str
    values: tuple[FacetValue, ...]
    counted: bool = True
    more: int = 0
