"""Opens the library file, and says in our words what SQLite cannot do with it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.store.errors import (
    DamagedLibrary,
    FullDisk,
    LockedLibrary,
    MissingFolder,
    NewerLibrary,
    NotALibrary,
    ReadOnlyLibrary,
)
from readinglist.store.sqlite import fulltext_index, migrate, settling
from readinglist.util import files, text
from readinglist.util.errors import FileExists, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_SECONDS = 10.0
_CACHE_KIB = 64 * 1024
VERSION = sqlite3.sqlite_version
# What would end or change the path of SQLite's `file:` address (sqlite.org/uri.html); urllib takes longer to load than SQLite.
_IN_A_URI = str.maketrans({"%": "%25", "?": "%3f", "#": "%23"})
# The tables whose rows `undo` may write, and all of them.
NOTED = frozenset(
    (
        "source alias field macro contributor identifier tag note link origin mark counterpart claim evidence source_text"
        " attachment passage broken"
    ).split()
)
_OF_FILES = ("attachment_text", "attachment_page")
_INDEXES = ("fulltext", "attachment_words")
TABLES = NOTED | {"operation", "change", "rewriting", "claim_number", "latecomer", *_OF_FILES, *_INDEXES}
# What would act where a table is read or written: triggers, views or tables of other modules in the place of tables, and
# columns that are computed.
_NAMES = ", ".join(f"'{name}'" for name in sorted(TABLES))
_ACTS = f"""
SELECT 'generated column', x.name FROM sqlite_master m, pragma_table_xinfo(m.name) x
WHERE m.type = 'table' AND lower(m.name) IN ({_NAMES}) AND x.hidden IN (2, 3) UNION ALL
SELECT CASE WHEN type = 'table' THEN 'virtual table' ELSE type END, name FROM sqlite_master WHERE type = 'trigger'
OR lower(name) IN ({_NAMES})
   AND (type = 'view' OR sql LIKE 'CREATE VIRTUAL %' AND NOT (name IN {_INDEXES} AND sql LIKE '%USING fts5%')) LIMIT 1
"""
_BESIDE = ("-wal", "-shm", "-journal")  # sqlite.org/tempfiles.html
_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")  # what a disk without room is called
_MAGIC = b"SQLite format 3\x00"


@contextlib.contextmanager
def reading(path: Path | None) -> Iterator[sqlite3.Connection]:
    """Give a connection for reading.

    Where there is no file yet, one to an empty library that is kept nowhere.
    """
    if path is None or not _exists(path):
        connection = migrate.in_memory()
    else:
        with contextlib.suppress(sqlite3.Error):  # who may not write here, or is not waited for, only reads
            settling.settle_pending(path, 0)
        with translated(path):
            connection = _open_for_reading(path)
    try:
        prepare(connection)
        with translated(path):
            yield connection
    finally:
        connection.close()


def all_files(path: Path) -> tuple[Path, ...]:
    """Return the file of a library first, then those that SQLite and a rewriting of documents put beside it.

    They stand beside the file itself, whatever link leads to it; what would stand beside the link is named too.
    """
    places = dict.fromkeys((path, Path(os.path.realpath(path))))
    return tuple(Path(f"{place}{end}") for end in ("", *_BESIDE, settling.SUFFIX) for place in places)


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that our SQL calls, and rows that are plain tuples."""
    connection.execute("PRAGMA trusted_schema = OFF")  # a library that somebody else made calls no functions of its own
    fulltext_index.prepare(connection)
    connection.create_function("fold", 1, text.fold, deterministic=True)


def ready_for_writing(path: Path) -> None:
    """Make the file where it is missing, bring it up to date, and raise LibraryError where it cannot be written."""
    with translated(path):
        fresh = not _exists(path)
        if fresh:
            _make(path)
        else:
            settling.settle_pending(path, BUSY_SECONDS)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            if not fresh:
                check(connection, path)
            migrate.upgrade(connection, path)
        finally:
            connection.close()


@contextlib.contextmanager
def transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection within a transaction that may write, which is taken back unless it is committed. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        prepare(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        yield connection
    finally:
        connection.close()  # rolls back what was not committed


def _make(path: Path) -> None:
    """Make the file, for the user alone; another program may do so at the same time. A link to nothing is none."""
    if path.is_symlink() and not path.exists():
        raise NotALibrary(path, "is a link to a file that is not there")
    with contextlib.suppress(FileExists, UnwritableFile):  # SQLite says why it cannot be written
        files.create(path)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NotALibrary or NewerLibrary where the open file is not one that this program may use."""
    version = migrate.version(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    if empty and version == 0:
        return
    if application != migrate.APPLICATION_ID:
        raise NotALibrary(path, "is an SQLite file of another program")
    if version > migrate.latest():
        raise NewerLibrary(path, version, migrate.latest())
    if foreign := connection.execute(_ACTS).fetchone():
        raise NotALibrary(
            path, f"has the {foreign[0]} {errors.quoted(str(foreign[1]))}, which no library of this program has"
        )


@contextlib.contextmanager
def translated(path: Path | None) -> Iterator[None]:
    """Turn what SQLite raises into LibraryError; everything else passes, and so does Ctrl-C while SQLite calls us."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise KeyboardInterrupt from error
        raise in_our_words(error, path) from error


def in_our_words(error: sqlite3.Error, path: Path | None) -> errors.LibraryError:
    """Return the error of ours that says what an error of SQLite means for a user."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedLibrary(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return ReadOnlyLibrary(path)
    if name.startswith(_FULL):
        return FullDisk(path)
    if name == "SQLITE_NOTADB":
        return NotALibrary(path, "is not an SQLite file")
    return DamagedLibrary(path or "the library", str(error))


def _open_for_reading(path: Path) -> sqlite3.Connection:
    connection = _connect_read_only(path)
    try:
        check(connection, path)
        if migrate.version(connection) == migrate.latest():
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    ready_for_writing(path)
    return _connect_read_only(path)


def _connect_read_only(path: Path) -> sqlite3.Connection:
    """Open for reading.

    A file in a folder that may not be written, or on a disk that is full, has no room for WAL's helpers, so it is frozen.
    """
    address = f"file:{str(path.absolute()).translate(_IN_A_URI)}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        migrate.version(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        name = str(getattr(error, "sqlite_errorname", ""))
        if not name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", *_FULL)) or _has_more(path):
            raise
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return connection


def _has_more(path: Path) -> bool:
    """Whether something was written that is not in the file itself yet."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def _exists(path: Path) -> bool:
    """Whether there is a library file with something in it.

    Raises where the path can never hold one.
    """
    try:
        if not files.ends(path):
            raise NotALibrary(path, "is a pipe or a device")
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise MissingFolder(path, path.parent) from None
        return False
    except (IsADirectoryError, NotADirectoryError):
        raise NotALibrary(path, "is a folder, or lies below a file") from None
    except OSError as error:
        raise NotALibrary(path, f"cannot be opened ({(error.strerror or str(error)).lower()})") from None
    if head and head != _MAGIC:
        raise NotALibrary(path, "is not an SQLite file")
    return bool(head)
