"""What is said where a query finds no source: why, and what would."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readinglist.cli.shared import terminal
from readinglist.library import lookup
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.library.location import Location

Found = TypeVar("Found")


def told(found: Iterable[Found], library: Location, wanted: str, limit: int | None = None) -> Iterator[Found]:
    """Yield what was found; after nothing, say why."""
    left = iter(found)
    for one in left:
        yield one
        yield from left
        return
    tell(library, wanted, limit)


def tell(library: Location, wanted: str, limit: int | None = None) -> None:
    """Say on stderr why a query finds nothing."""
    if limit == 0:
        terminal.say("nothing is shown: the limit is 0.")
    elif not library.path.exists():
        terminal.say(
            "there is nothing yet: `readinglist add` adds a source, `readinglist seed` loads a collection to try out."
        )
    elif not lookup.count(library):
        terminal.say(
            "the library is empty: `readinglist add` or `readinglist import` fills it, `readinglist seed` tries it out."
        )
    else:
        from readinglist.library import nothing_found  # noqa: PLC0415 - most queries find something

        for sentence in nothing_found.reasons(library, wanted):
            terminal.say(text.shortened(sentence))
