"""Which sources a command that asks services is for.

Those behind keys, or those of a query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import identifiers, query
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from readinglist.model.query import Node
    from readinglist.store import Reader


class Wish(NamedTuple):
    """What a user typed.

    Words, which name sources if each is a key or an identifier of one, and else a query.
    """

    words: tuple[str, ...] = ()
    query: str = ""


def chosen(opened: Reader, wish: Wish, only: Node | None = None) -> tuple[list[int], bool]:
    """Return the ids of the sources that are meant, and whether they were named by keys or identifiers.

    `only` narrows what a query finds, not what is named. Raises QueryError and UnknownField.
    """
    held = opened.keys_in_use([folded_key(word) for word in wish.words])
    clues = [(word, identifiers.recognise(word)) for word in wish.words if folded_key(word) not in held]
    known = opened.candidates([clue for _, clue in clues if clue], []) if clues else {}
    meant = {word: known[clue][0] for word, clue in clues if clue in known}
    numbers = [held.get(folded_key(word)) or meant.get(word) for word in wish.words]
    named = [number for number in dict.fromkeys(numbers) if number is not None]
    if named and None not in numbers:
        return named, True
    parts = tuple(node for node in (query.parse(wish.query), only) if node is not None)
    return opened.select(query.And(parts) if parts else None), False
