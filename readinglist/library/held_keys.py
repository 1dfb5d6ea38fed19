"""Which keys are held, of those that may be given: looked up for many sources at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import citekeys
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.store import Reader


class HeldKeys:
    """The sources behind keys; those that were not named beforehand are looked up when they are asked for."""

    def __init__(self, opened: Reader, known: Mapping[str, int | None] | None = None) -> None:
        self.opened = opened
        self._holders: dict[str, int | None] = dict(known or {})  # by folded keys; None of a free one

    def expect(self, bases: Iterable[str]) -> None:
        """Look up the keys that sources are to get, and of those that are not free the first ones with a suffix."""
        wanted = list(bases)
        folded = [folded_key(base) for base in wanted]
        self._look_up(folded)
        seen: set[str] = set()
        again = set[str]()
        for base, name in zip(wanted, folded, strict=True):
            again |= {base} if name in seen or self._holders[name] is not None else set()
            seen.add(name)
        self._look_up(folded_key(key) for base in sorted(again) for key in citekeys.suffixed(base))

    def holder(self, key: str) -> int | None:
        """Return the id of the source that has a key, or had it before; None where it is free."""
        name = folded_key(key)
        if name not in self._holders:
            self._look_up([name])
        return self._holders[name]

    def _look_up(self, names: Iterable[str]) -> None:
        fresh = [name for name in dict.fromkeys(names) if name not in self._holders]
        if fresh:
            self._holders |= dict.fromkeys(fresh) | self.opened.keys_in_use(fresh)
