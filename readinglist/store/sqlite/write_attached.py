"""Writing what was read in files: it follows from their bytes, so that it is kept past the log, and no `undo` loses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model.attachment import READ, FileText
from readinglist.store.sqlite import page_index
from readinglist.util.clock import now

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_TEXT = """
INSERT INTO attachment_text (sha256, state, message, reader, labelled, facts, at) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_PAGE = "INSERT INTO attachment_page (id, text_id, number, label, text) VALUES (?, ?, ?, ?, ?)"


def keep(connection: sqlite3.Connection, sha256: str, read: FileText) -> None:
    """Keep what was read in a file, in the place of what was read in it before."""
    forget(connection, [sha256])
    found = (sha256, read.state, read.message, read.reader, read.labelled, read.facts, now())
    text = connection.execute(_TEXT, found).lastrowid
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM attachment_page").fetchone()[0]
    rows = [(first + n, text, n, page.label, page.text) for n, page in enumerate(read.pages)]
    connection.executemany(_PAGE, rows)
    page_index.add(connection, ((row[0], row[4]) for row in rows))


def index_texts(connection: sqlite3.Connection) -> None:
    """Index the texts that were given by themselves and have no SHA-256 yet, as after an `undo` by a log of an earlier version."""
    for number, text in connection.execute("SELECT id, text FROM source_text WHERE sha256 = ''").fetchall():
        connection.execute("UPDATE source_text SET sha256 = ? WHERE id = ?", (keep_text(connection, text), number))


def keep_text(connection: sqlite3.Connection, text: str) -> str:
    """Keep the pages of a text that was given by itself, so that its words are found; return its SHA-256."""
    sha256 = page_index.sha256_of(text)
    if not connection.execute("SELECT 1 FROM attachment_text WHERE sha256 = ?", (sha256,)).fetchone():
        keep(connection, sha256, FileText(READ, page_index.pages_of(text)))
    return sha256


def forget(connection: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Forget what was read in files."""
    for sha256 in hashes:
        own = "text_id = (SELECT id FROM attachment_text WHERE sha256 = ?)"
        pages = connection.execute(f"SELECT id, text FROM attachment_page WHERE {own}", (sha256,)).fetchall()
        page_index.drop(connection, pages)
        connection.execute(f"DELETE FROM attachment_page WHERE {own}", (sha256,))
        connection.execute("DELETE FROM attachment_text WHERE sha256 = ?", (sha256,))
