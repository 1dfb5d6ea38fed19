"""The ways in which a text can be read.

As it stands, or over the heads and feet of its pages and the marks of its notes; column by column where it is laid out
in columns.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from readinglist.fulltext import columns, heads_and_feet, notes
from readinglist.fulltext.words import Index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Reading:
    """A text as it is read, with the places of its characters in the text that was given."""

    def __init__(self, text: str, parts: Sequence[columns.Part] = ()) -> None:
        self.text = "\n".join(part.text for part in parts) if parts else text
        self._starts: list[int] = []
        self._origins: list[int] = []
        place = 0
        for part in parts:
            self._starts.append(place)
            self._origins.append(part.start)
            place += len(part.text) + 1

    @cached_property
    def index(self) -> Index:
        """The words of the text."""
        return Index(self.text)

    @property
    def is_in_order(self) -> bool:
        """Whether its characters are in the order of the text that was given."""
        return not self._starts

    def origin(self, place: int) -> int:
        """Return where a character is in the text that was given."""
        if not self._starts:
            return place
        number = bisect_right(self._starts, place) - 1
        return self._origins[number] + place - self._starts[number]


class Readings:
    """The ways in which a text is read, each made when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: list[Reading] = []
        self._left = self._make()

    def __iter__(self) -> Iterator[Reading]:
        """Yield the readings, that as it stands first. None is like one before it."""
        number = 0
        while True:
            if number == len(self._made):
                further = next(self._left, None)
                if further is None:
                    return
                self._made.append(further)
            yield self._made[number]
            number += 1

    @property
    def in_columns(self) -> bool:
        """Whether the text is laid out in columns."""
        return bool(self._parts)

    @cached_property
    def _bare(self) -> str:
        """The text without the heads and feet of its pages."""
        return heads_and_feet.blanked(self._text)

    @cached_property
    def _marks(self) -> list[tuple[int, int]]:
        return notes.places(self._text)

    @cached_property
    def _parts(self) -> list[columns.Part]:
        return columns.in_order(self._bare) if columns.may_be_in(self._text) else []

    def _make(self) -> Iterator[Reading]:
        if self._parts:
            # A line across all columns is what nobody reads: such a text is never read as it stands.
            yield Reading(self._bare, self._parts)
            yield self._over_notes(Reading(self._bare, self._parts).text)
            return
        made: set[str] = set()
        for text in self._ways():
            if text not in made:
                made.add(text)
                yield Reading(text)

    def _ways(self) -> Iterator[str]:
        yield self._text
        yield self._bare
        yield notes.blanked(self._text, self._marks)
        yield notes.blanked(self._bare, self._marks)

    def _over_notes(self, in_order: str) -> Reading:
        """Return the columns in order, without the marks of notes, which only what follows them in a column tells."""
        lines = notes.blanked(in_order, notes.places(in_order)).split("\n")
        return Reading("", [part._replace(text=line) for part, line in zip(self._parts, lines, strict=True)])
