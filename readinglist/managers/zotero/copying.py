"""A consistent copy of a database that its program may be writing, so that nothing is read from it or written beside it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMES = 3  # a program that writes without end is not waited for
_HEADER = (
    32  # bytes of a write-ahead log that change with each checkpoint (https://www.sqlite.org/fileformat2.html, 4.1)
)
_LONGEST = 100_000_000  # bytes of one value; Zotero's longest are notes
# What stands beside a database, in the order in which it is copied: never `-shm`, which is only of the running program.
_BESIDE = ("-wal", "-journal")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a database, read-only, for as long as it is needed. Raises UnreadableFile.

    The main file is copied first, and then its log: the other way round the copy can lack what was moved from one to the other.
    """
    with tempfile.TemporaryDirectory(prefix="readinglist-") as folder:
        copy = Path(folder, "copy.sqlite")
        try:
            _copy_soundly(path, copy)
            connection = _read_only(copy)
        except sqlite3.Error as error:
            raise UnreadableFile(path, f"it is damaged ({error})") from error
        except OSError as error:
            raise UnreadableFile(path, error.strerror or str(error)) from error
        try:
            yield connection
        except sqlite3.Error as error:
            raise UnreadableFile(path, f"it is no library of the program, or damaged ({error})") from error
        finally:
            connection.close()


def _copy_soundly(path: Path, copy: Path) -> None:
    for _ in range(_TIMES):
        before = _state(path)
        shutil.copyfile(path, copy)
        for suffix in _BESIDE:
            _copy_beside(path, copy, suffix)
        if before == _state(path) and _is_sound(copy):
            return
    raise UnreadableFile(path, "its program is writing it; close Zotero, and import again")


def _state(path: Path) -> tuple[object, ...]:
    """Return what changes while a database is written."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, _beginning(_beside(path, "-wal")), _beginning(_beside(path, "-journal"))


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except FileNotFoundError:
        return b""


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _copy_beside(path: Path, copy: Path, suffix: str) -> None:
    target = _beside(copy, suffix)
    target.unlink(missing_ok=True)
    try:
        shutil.copyfile(_beside(path, suffix), target)
    except FileNotFoundError:
        return


def _is_sound(copy: Path) -> bool:
    """Bring a copy to what its program last finished, from its log or journal, and say whether it is whole."""
    connection = sqlite3.connect(copy, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA journal_mode = DELETE")
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    finally:
        connection.close()


def _read_only(copy: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.text_factory = _text
    return connection


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
