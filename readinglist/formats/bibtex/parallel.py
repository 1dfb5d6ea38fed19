"""Reads the pieces of a large text in several processes, in flat memory."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from readinglist.model.record import Contributor, Field, Identifier, Item, Macro, Passage, Problem, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Macros = dict[str, str]
# A guess: beyond some four, the process that cuts the text and unpacks the items is what takes the time.
_MOST_WORKERS = 4
_DEFINES = re.compile(r"@\s*string\b", re.IGNORECASE)


def workers() -> int:
    """Return how many processes to use; below two, none helps."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST_WORKERS)


def load(pieces: Iterable[str], read: Callable[[str, int, Macros], list[Item]]) -> Iterator[Item]:
    """Yield what `read` returns for the pieces, in their order.

    It is called in other processes with a piece, its line and the macros, and must be a function of a module. A piece that
    defines macros is waited for, since those after it need them. Raises MemoryError where the system ends one of them.
    """
    macros: Macros = {}
    line = 1
    waiting: deque[Future[tuple[list[Any], Macros]]] = deque()
    count = workers()
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for piece in pieces:
                waiting.append(pool.submit(_run, read, piece, line, macros))
                line += piece.count("\n")
                if _DEFINES.search(piece):
                    macros = waiting[-1].result()[1]
                if len(waiting) > count:
                    yield from map(_unpacked, waiting.popleft().result()[0])
            while waiting:
                yield from map(_unpacked, waiting.popleft().result()[0])
        except BrokenProcessPool as error:
            raise MemoryError from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _run(
    read: Callable[[str, int, Macros], list[Item]], piece: str, line: int, macros: Macros
) -> tuple[list[Any], Macros]:
    return [_packed(item) for item in read(piece, line, macros)], macros


def _packed(item: Item) -> Any:  # noqa: ANN401
    """Return an item as tuples, which are pickled faster than dataclasses."""
    if isinstance(item, (Problem, Passage)):
        return item
    return (
        item.key,
        item.type,
        item.line,
        [(f.name, f.raw, f.plain) for f in item.fields],
        [(m.name, m.value) for m in item.macros],
        [(c.role, c.family, c.given, c.prefix, c.suffix, c.literal) for c in item.contributors],
        [(i.scheme, i.value) for i in item.identifiers],
        item.tags,
        item.raw,
    )


def _unpacked(packed: Any) -> Item:  # noqa: ANN401
    if isinstance(packed, (Problem, Passage)):
        return packed
    key, kind, line, fields, macros, people, identifiers, tags, raw = packed
    return Record(
        key=key,
        type=kind,
        fields=tuple([Field(*parts) for parts in fields]),
        macros=tuple([Macro(*parts) for parts in macros]),
        contributors=tuple([Contributor(*parts) for parts in people]),
        identifiers=tuple([Identifier(*parts) for parts in identifiers]),
        tags=tags,
        line=line,
        raw=raw,
    )
