"""What the writing use cases share.

Opening an operation, and changing sources from one record to another.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

from readinglist import store
from readinglist.library import location
from readinglist.library.open import HELD
from readinglist.model import provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Writer

T = TypeVar("T")

# Where the numbers of operations are noted (`numbers`).
_NUMBERS: ContextVar[list[int] | None] = ContextVar("NUMBERS", default=None)


@contextlib.contextmanager
def operation(library: Location, summary: str, *, dry_run: bool = False, into: int = 0) -> Iterator[Writer]:
    """Open one operation on a library, or continue one (`store.operation`).

    Its default folder is made on first use.

    Within `together` it is a step of that operation, kept or taken back as a whole.
    """
    if held := HELD.get().get(library.path):
        with held.step():
            yield held
        return
    location.make_default_folder(library)
    with store.operation(library.path, summary, dry_run=dry_run, into=into) as opened:
        yield opened
    _note(opened)


def perform(library: Location, summary: str, body: Callable[[Writer], T], *, dry_run: bool = False, into: int = 0) -> T:
    """Carry out one operation on a library, as `operation` opens it, and return what its body does.

    An engine that has to try a transaction again calls the body again: it is given all that it needs, the time too
    (`Writer.now`), and leaves nothing behind but what it returns.
    """
    if held := HELD.get().get(library.path):
        with held.step():
            return body(held)
    location.make_default_folder(library)
    used: list[Writer] = []

    def kept(opened: Writer) -> T:
        used[:] = [opened]
        return body(opened)

    result = store.perform(library.path, summary, kept, dry_run=dry_run, into=into)
    for opened in used:
        _note(opened)
    return result


def _note(opened: Writer) -> None:
    noted = _NUMBERS.get()
    if noted is not None:
        noted.append(opened.number)


@contextlib.contextmanager
def numbers() -> Iterator[list[int]]:
    """Note the numbers that the operations done within have in the log, in their order; 0 for one that changed nothing."""
    noted: list[int] = []
    token = _NUMBERS.set(noted)
    try:
        yield noted
    finally:
        _NUMBERS.reset(token)


@contextlib.contextmanager
def together(library: Location, summary: str, *, dry_run: bool = False) -> Iterator[None]:
    """Make one operation of everything that is done within.

    One entry in the log, kept at the end or not at all.
    """
    with operation(library, summary, dry_run=dry_run) as opened:
        token = HELD.set({**HELD.get(), library.path: opened})
        try:
            yield
        finally:
            HELD.reset(token)


def resolve(opened: Writer, keys: Sequence[str]) -> list[int]:
    """Return the ids behind keys, each once.

    Raises NoSuchSource and AmbiguousKey.
    """
    return list(dict.fromkeys(opened.find_all(keys)))


def change(
    opened: Writer, ids: Sequence[int], edit: Callable[[Record], Record], *, also: Iterable[str] = ()
) -> list[Record]:
    """Pass sources through a function of records, keep what differs, and return them as they then stand.

    Fields that differ, and those named, are the user's from then on.
    """
    stamp = opened.now
    changes = [
        (number, old, provenance.noted(old, edit(old), provenance.USER, stamp, also))
        for number, old in zip(ids, opened.records(ids), strict=True)
    ]
    opened.save(changes)
    return [new for _, _, new in changes]
