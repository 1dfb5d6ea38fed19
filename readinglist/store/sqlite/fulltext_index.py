"""The full-text index.

What is in it, how it is kept up, and ranked search with the matching snippet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model.views import CLOSE, OPEN, Hit
from readinglist.store.columns import searched
from readinglist.util import steps, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from readinglist.model.record import Record

COLUMNS = ("key", "title", "people", "venue", "abstract", "notes", "quotes", "tags")
_WEIGHTS = (8.0, 10.0, 6.0, 2.0, 1.0, 3.0, 3.0, 4.0)

TABLE = f"CREATE VIRTUAL TABLE fulltext USING fts5({', '.join(COLUMNS)}, tokenize = 'unicode61 remove_diacritics 2')"

_FILL = """
INSERT INTO fulltext (rowid, key, title, people, venue, abstract, notes, quotes, tags)
SELECT s.id,
  s.key || coalesce((SELECT ' ' || group_concat(a.key, ' ') FROM alias a WHERE a.source_id = s.id), ''),
  segment(s.title),
  (SELECT segment(group_concat(trim(c.given || rtrim(' ' || c.prefix) || ' ' || c.family || rtrim(' ' || c.suffix) || c.literal), '; '))
   FROM contributor c WHERE c.source_id = s.id AND c.literal <> 'others'),
  segment(s.venue),
  (SELECT segment(group_concat(f.plain, ' ')) FROM field f
   WHERE f.source_id = s.id AND lower(f.name) IN ('abstract', 'annotation', 'annote', 'note', 'booktitle', 'series')),
  (SELECT segment(group_concat(t, ' ')) FROM (
     SELECT n.text AS t FROM note n WHERE n.source_id = s.id
     UNION ALL SELECT c.statement || ' ' || c.verdict || ' ' || c.note FROM claim c WHERE c.source_id = s.id
     UNION ALL SELECT e.note FROM evidence e WHERE e.source_id = s.id)),
  (SELECT segment(group_concat(t, ' ')) FROM (
     SELECT n.quote AS t FROM note n WHERE n.source_id = s.id
     UNION ALL SELECT c.quote FROM claim c WHERE c.source_id = s.id
     UNION ALL SELECT e.quote FROM evidence e WHERE e.source_id = s.id)),
  (SELECT segment(group_concat(t.name, ', ')) FROM tag t WHERE t.source_id = s.id)
FROM source s
"""

_INSERT = """
INSERT INTO fulltext (rowid, key, title, people, venue, abstract, tags) VALUES (?, ?, ?, ?, ?, ?, ?)
"""

_SEARCH = f"""
SELECT f.rowid, s.key, s.title, s.byline, s.year,
       snippet(fulltext, -1, '{OPEN}', '{CLOSE}', '…', 12)
FROM fulltext f JOIN source s ON s.id = f.rowid
WHERE fulltext MATCH :match
ORDER BY bm25(fulltext, {", ".join(map(str, _WEIGHTS))}), s.id
LIMIT :limit
"""

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_LETTER = re.compile(r"\w")


def search(connection: sqlite3.Connection, wanted: str, limit: int) -> list[Hit]:
    """Return the sources that hold every word (by its beginning) and every "quoted phrase", best first."""
    match = expression(wanted)
    if not match:
        return []
    rows = connection.execute(_SEARCH, {"match": match, "limit": limit})
    return [Hit(row[0], row[1], row[2], row[3], row[4], text.unsegment(row[5])) for row in rows]


def expression(wanted: str) -> str:
    """Return an FTS5 expression for what a user typed.

    Nothing that is typed can be syntax.
    """
    terms = [_quoted(phrase or word, whole=bool(phrase)) for phrase, word in _TERM.findall(wanted)]
    return " AND ".join(term for term in terms if term)


def word(wanted: str, *, phrase: bool) -> str:
    """Return the FTS5 expression of one word or phrase of a query; empty where it holds no letter or digit."""
    return _quoted(wanted, whole=phrase)


def _quoted(term: str, *, whole: bool) -> str:
    """Quote a term for FTS5.

    A single word also matches as a beginning.
    """
    plain = text.segment(term).replace("\x00", " ").replace('"', " ").strip()
    if not _LETTER.search(plain):
        return ""
    return f'"{plain}"' if whole else f'"{plain}" *'


def reindex(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Bring the index up to date for these sources, which may be new, changed or gone."""
    rows = [(number,) for number in ids]
    connection.executemany("DELETE FROM fulltext WHERE rowid = ?", rows)
    connection.executemany(f"{_FILL} WHERE s.id = ?", steps.counted("indexing", rows, len(rows)))


def add(connection: sqlite3.Connection, numbered: Sequence[tuple[int, Record]]) -> None:
    """Index sources that have just been added, with their ids; what the tables hold of them is what the records say."""
    if any(record.notes or record.claims for _, record in numbered):
        connection.execute(f"{_FILL} WHERE s.id BETWEEN ? AND ?", (numbered[0][0], numbered[-1][0]))
    else:
        texts = ((number, " ".join((record.key, *record.aliases)), *searched(record)) for number, record in numbered)
        connection.executemany(_INSERT, texts)


def rebuild(connection: sqlite3.Connection) -> None:
    """Fill the whole index anew from the tables."""
    connection.execute("DELETE FROM fulltext")
    connection.execute(_FILL)


def stale(connection: sqlite3.Connection) -> int:
    """Return how many sources the index lacks, or holds although they are gone."""
    missing = "SELECT count(*) FROM source WHERE id NOT IN (SELECT rowid FROM fulltext)"
    extra = "SELECT count(*) FROM fulltext WHERE rowid NOT IN (SELECT id FROM source)"
    return int(connection.execute(missing).fetchone()[0] + connection.execute(extra).fetchone()[0])
