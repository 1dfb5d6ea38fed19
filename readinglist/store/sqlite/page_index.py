"""The full-text index of the pages of files: what is in it, and what is found.

It holds no text of its own (FTS5, 4.4.3), only where each word of `attachment_page` stands; a row of it has the id of its page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.store.derived import as_searched

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

TABLE = "CREATE VIRTUAL TABLE attachment_words USING fts5(text, content='', tokenize = 'unicode61 remove_diacritics 2')"
_ADD = "INSERT INTO attachment_words (rowid, text) VALUES (?, ?)"
_DROP = "INSERT INTO attachment_words (attachment_words, rowid, text) VALUES ('delete', ?, ?)"
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\u2010)[ \t]*\n[ \t]*(?=[^\W\d_])")


def add(connection: sqlite3.Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Index pages, by their ids."""
    connection.executemany(_ADD, ((number, as_indexed(text)) for number, text in pages))


def drop(connection: sqlite3.Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Take pages out of the index; it must be told what is in it."""
    connection.executemany(_DROP, ((number, as_indexed(text)) for number, text in pages))


def as_indexed(text: str) -> str:
    """Return a page as the index has it: words that a line end parted are whole, letters as `fold` makes them."""
    return as_searched(_BROKEN.sub("", text))
