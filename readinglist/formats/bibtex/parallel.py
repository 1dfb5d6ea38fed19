"""Reads the pieces of a large text in several processes, in flat memory."""

from __future__ import annotations

import marshal
import multiprocessing
import os
import re
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from readinglist.model.prepared import Columns, Parts, Prepared, Searched
from readinglist.model.record import Item, Passage, Problem, Record
from readinglist.model.unread import unread
from readinglist.util import collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Macros = dict[str, str]
# A guess: beyond some four, the process that cuts the text and unpacks the items is what takes the time.
_MOST_WORKERS = 4
# By how many values they are told apart.
_OF_PASSAGE, _OF_PROBLEM = 2, 4
_DEFINES = re.compile(r"@\s*string\b", re.IGNORECASE)


def workers() -> int:
    """Return how many processes to use; below two, none helps."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST_WORKERS)


def load(
    pieces: Iterable[str], read: Callable[[str, int, Macros], list[Item]], prepare: Callable[[Record], Prepared]
) -> Iterator[Item]:
    """Yield what `read` returns for the pieces, in their order, with what `prepare` returns for each record.

    They are called in other processes, `read` with a piece, its line and the macros, and must be functions of modules. A piece
    that defines macros is waited for, since those after it need them. Raises MemoryError where the system ends one of them.
    """
    macros: Macros = {}
    line = 1
    waiting: deque[Future[tuple[bytes, Macros]]] = deque()
    count = workers()
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for piece in pieces:
                waiting.append(pool.submit(_run, read, prepare, piece, line, macros))
                line += piece.count("\n")
                if _DEFINES.search(piece):
                    macros = waiting[-1].result()[1]
                if len(waiting) > count:
                    yield from _items(waiting.popleft().result()[0])
            while waiting:
                yield from _items(waiting.popleft().result()[0])
        except BrokenProcessPool as error:
            raise MemoryError from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _run(
    read: Callable[[str, int, Macros], list[Item]],
    prepare: Callable[[Record], Prepared],
    piece: str,
    line: int,
    macros: Macros,
) -> tuple[bytes, Macros]:
    with collector.at_rest():
        return marshal.dumps([_packed(item, prepare) for item in read(piece, line, macros)]), macros


def _items(data: bytes) -> Iterator[Item]:
    return map(_unpacked, marshal.loads(data))  # noqa: S302 - a process of our own wrote it


def _packed(item: Item, prepare: Callable[[Record], Prepared]) -> tuple[Any, ...]:
    """Return an item as plain tuples, which `marshal` writes in a fraction of the time that dataclasses would take."""
    if isinstance(item, Passage):
        return item.line, item.text
    if isinstance(item, Problem):
        return item.line, item.message, item.raw, item.broken
    return item.key, item.type, item.line, item.raw, _as_tuples(prepare(item))


def _as_tuples(prepared: Prepared) -> tuple[Any, ...]:
    return (tuple(prepared.parts), tuple(prepared.columns), tuple(prepared.searched), *prepared[3:])


def _unpacked(packed: tuple[Any, ...]) -> Item:
    if len(packed) == _OF_PASSAGE:
        return Passage(*packed)
    if len(packed) == _OF_PROBLEM:
        return Problem(*packed)
    key, kind, line, raw, (parts, columns, searched, *more) = packed
    return unread(key, kind, line, raw, Prepared(Parts(*parts), Columns(*columns), Searched(*searched), *more))
