"""Sessions of SQLModel on a library, for programs of the user's own: they ask the tables, and change nothing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from readinglist.store.sqlite import database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def session(path: Path) -> Iterator[Session]:
    """Give a session on a library that can be asked, and refuses to write; without a file, on an empty library.

    Raises LibraryError where the file cannot be read.
    """
    with database.reading(path) as connection:
        connection.execute("PRAGMA query_only = ON")
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        with Session(engine, autoflush=False) as opened:
            yield opened
