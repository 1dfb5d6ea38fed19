"""Sources under the names by which documents cite them, former keys included."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.model import crossref
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.record import Record
    from readinglist.store import Reader


def under_names(opened: Reader, found: Iterable[Record], cited: Sequence[str]) -> Iterator[Record]:
    """Yield sources under all names by which they are cited.

    A parent of one under its own key too.
    """
    names = _names(opened, cited) if cited else {}
    parents: set[str] = set()
    for record in found:
        own = names.get(record.key, [])
        if not own or (folded_key(record.key) in parents and record.key not in own):
            own = [record.key, *own]
        for name in own:
            yield record if name == record.key else replace(record, key=name)
        if cited:
            parents |= {folded_key(key) for key in crossref.named_by(record)}


def _names(opened: Reader, cited: Sequence[str]) -> dict[str, list[str]]:
    """Return by which names each source is cited, by its key.

    Of two that differ only in case, the first.
    """
    held = opened.keys_in_use([folded_key(name) for name in cited])
    numbers = sorted(set(held.values()))
    keys = dict(zip(numbers, (record.key for record in opened.entries(numbers)), strict=True))
    names: dict[str, list[str]] = {}
    for folded, name in {folded_key(name): name for name in reversed(cited)}.items():
        if folded in held:
            names.setdefault(keys[held[folded]], []).insert(0, name)
    return names
