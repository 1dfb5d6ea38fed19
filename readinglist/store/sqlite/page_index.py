"""The full-text index of the pages of files: what is in it, and what is found.

It holds no text of its own (FTS5, 4.4.3), only where each word of `attachment_page` stands; a row of it has the id of its page.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from readinglist.model.attachment import PageText
from readinglist.store.derived import as_searched

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

TABLE = "CREATE VIRTUAL TABLE attachment_words USING fts5(text, content='', tokenize = 'unicode61 remove_diacritics 2')"
_ADD = "INSERT INTO attachment_words (rowid, text) VALUES (?, ?)"
_DROP = "INSERT INTO attachment_words (attachment_words, rowid, text) VALUES ('delete', ?, ?)"
_MOST_BREAKS = 10_000  # between pages; what is behind them is the last page
# The hyphen first, which is looked for fastest.
_BROKEN = re.compile(r"[-\u00ad\u2010](?<=[^\W\d_][-\u00ad\u2010])[ \t]*\n[ \t]*(?=[^\W\d_])")

_RAISED = re.compile("[⁰¹²³⁴-⁹]")  # looked for first, as it is found far faster
_MARK = re.compile(r"(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]{1,3}")  # behind a shorter word it may be a power, as in `km²`


def sources(condition: str) -> str:
    """Return the condition that a source `s` has a text with a page `p` for which a condition holds."""
    texts = f"(SELECT t.sha256 FROM attachment_page p JOIN attachment_text t ON t.id = p.text_id WHERE {condition})"
    return (
        f"s.id IN (SELECT a.source_id FROM attachment a WHERE a.sha256 IN {texts}"
        f" UNION ALL SELECT o.source_id FROM source_text o WHERE o.sha256 IN {texts})"
    )


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions by which an older library is filled."""
    for name, function in (("sha256", sha256_of), ("pages", _as_array), ("page_words", as_indexed)):
        connection.create_function(name, 1, function, deterministic=True)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as its file would have it."""
    import hashlib  # noqa: PLC0415 - reading and searching need none

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def pages_of(text: str) -> tuple[PageText, ...]:
    """Return the pages of a text, which form feeds part."""
    return tuple(PageText("", page) for page in text.split("\f", _MOST_BREAKS))


def _as_array(text: str) -> str:
    return json.dumps([page.text for page in pages_of(text)])


def add(connection: sqlite3.Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Index pages, by their ids."""
    connection.executemany(_ADD, ((number, as_indexed(text)) for number, text in pages))


def drop(connection: sqlite3.Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Take pages out of the index; it must be told what is in it."""
    connection.executemany(_DROP, ((number, as_indexed(text)) for number, text in pages))


def as_indexed(text: str) -> str:
    """Return a page as the index has it: words that a line end parted are whole and without marks of notes, letters as `fold` makes them."""
    whole = unbroken(text)
    return as_searched(_MARK.sub(" ", whole) if _RAISED.search(whole) else whole)


def unbroken(text: str) -> str:
    """Return a text with the words whole that the end of a line parted."""
    return _BROKEN.sub("", text)
