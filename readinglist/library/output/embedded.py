"""Works of which documents say themselves what they are, as those of Word do: which sources of the library these are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import csl
from readinglist.library.imports import match
from readinglist.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.store import Reader


class Embedded(NamedTuple):
    """The sources that works are, and those that they are only similar to, by how documents call them."""

    same: dict[str, Record]
    similar: dict[str, tuple[str, ...]]


def find(opened: Reader, items: Mapping[str, str]) -> Embedded:
    """Return the sources that works are; `items` are these works as CSL-JSON, by how documents call them."""
    read = {name: next(csl.load(f"[{item}]"), None) for name, item in items.items()}
    works = {name: record for name, record in read.items() if isinstance(record, Record)}
    known = match.look_up(opened, list(works.values()))
    found = Embedded({}, {})
    for (name, work), clues in zip(works.items(), known.clues, strict=True):
        # Each by itself: two works of a document are not each other's duplicates here.
        (judged,) = match.match([work], known._replace(clues=[clues]))
        if isinstance(judged.duplicate_of, str):
            found.same[name] = known.sources[judged.duplicate_of]
        elif judged.similar:
            found.similar[name] = tuple(str(handle) for handle, _ in judged.similar)
    return found
