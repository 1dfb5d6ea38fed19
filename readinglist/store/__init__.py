"""The store.

What a library can be asked and told is in `port.py`; `reading` gives a Reader of it, `operation` a Writer, for as long as they
are open. SQLite's way of doing it is `store.sqlite`; another engine would be a folder beside it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from readinglist.util import collector

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlmodel import Session as Session

    from readinglist.errors import LibraryError
    from readinglist.model.views import Replayed
    from readinglist.store.port import Reader as Reader
    from readinglist.store.port import Watch as Watch
    from readinglist.store.port import Writer as Writer

T = TypeVar("T")


def reading(path: Path | None) -> AbstractContextManager[Reader]:
    """Open a library for reading; without a file, one that is empty and kept nowhere. Raises LibraryError."""
    from readinglist.store.sqlite import reader  # noqa: PLC0415 - the engine is loaded when it is needed

    return reader.reading(path)


def watch(path: Path) -> Watch:
    """Watch a library, which need not be there yet, for changes."""
    from readinglist.store.sqlite import watch  # noqa: PLC0415 - no command needs it

    return watch.SqliteWatch(path)


def session(path: Path) -> AbstractContextManager[Session]:
    """Open a library for questions in the words of SQLModel, about `store/tables.py`; it writes nothing. Raises LibraryError."""
    from readinglist.store.sqlite import sessions  # noqa: PLC0415 - no command needs SQLModel

    return sessions.session(path)


def operation(path: Path, summary: str, *, dry_run: bool = False, into: int = 0) -> AbstractContextManager[Writer]:
    """Open a transaction for one command's changes.

    All of them are kept at the end, or none.

    With `dry_run` everything is done and then rolled back. An operation that changes nothing leaves no trace in the
    log. A long command that keeps what it did piece by piece continues its own operation, `into`, as long as no
    other came after it. Raises LibraryError where the file cannot be written.
    """
    with collector.at_rest(keep="readinglist.store.sqlite.write" not in sys.modules):
        from readinglist.store.sqlite import write  # noqa: PLC0415 - reading commands must not load what writes

    return write.operation(path, summary, dry_run=dry_run, into=into)


def perform(path: Path, summary: str, body: Callable[[Writer], T], *, dry_run: bool = False, into: int = 0) -> T:
    """Carry out one command's changes in a transaction, as `operation` opens it, and return what the body does.

    An engine may call the body again, with another Writer, after it took back all that the body did: where another transaction
    came between. SQLite lets one write at a time, and calls it once.
    """
    with operation(path, summary, dry_run=dry_run, into=into) as opened:
        return body(opened)


def all_files(path: Path) -> tuple[Path, ...]:
    """Return the file of a library first, and those that stand beside it while it is used, or while documents are rewritten."""
    from readinglist.store.sqlite import database  # noqa: PLC0415 - as above

    return database.all_files(path)


def create(path: Path) -> None:
    """Make the file where it is missing, and bring it up to date. Raises LibraryError where it cannot be written."""
    from readinglist.store.sqlite import database  # noqa: PLC0415 - as above

    database.ready_for_writing(path)


def undo(
    path: Path,
    count: int,
    *,
    dry_run: bool = False,
    keep_files: bool = False,
    within: Path | None = None,
    expected: int = 0,
) -> list[Replayed]:
    """Take back the last `count` operations, newest first; return those taken back, which may be fewer.

    Documents that they rewrote go back too, unless `keep_files`: those that this machine rewrote, and with `within` none
    outside that folder. With the number of the operation that is `expected` to be the first, no other is. Raises FileChanged,
    OutsideFolder and NotNext, with nothing done.
    """
    from readinglist.store.sqlite import undo  # noqa: PLC0415 - as above

    return undo.undo(path, count, undo.Replaying(dry_run, keep_files, within, expected))


def redo(
    path: Path,
    count: int,
    *,
    dry_run: bool = False,
    keep_files: bool = False,
    within: Path | None = None,
    expected: int = 0,
) -> list[Replayed]:
    """Do again the last `count` operations that were undone, the first of them the one that is `expected`, if any.

    Return those done, which may be fewer.
    """
    from readinglist.store.sqlite import undo  # noqa: PLC0415 - as above

    return undo.redo(path, count, undo.Replaying(dry_run, keep_files, within, expected))


def damage(path: Path) -> LibraryError | None:
    """Return what a library holds that this program never writes, as an error; None where it holds nothing such."""
    from readinglist.store.sqlite import soundness  # noqa: PLC0415 - as above

    return soundness.damage(path)


def sorts() -> tuple[str, ...]:
    """Return the names of what sources can be sorted by, fields aside."""
    from readinglist.store.sqlite import query_sorts  # noqa: PLC0415 - as above

    return tuple(query_sorts.SORTS)


def latest_schema() -> int:
    """Return the schema version that this program writes."""
    from readinglist.store.sqlite import migrate  # noqa: PLC0415 - as above

    return migrate.latest()


def engine() -> str:
    """Return the version of SQLite."""
    from readinglist.store.sqlite import database  # noqa: PLC0415 - as above

    return database.VERSION
