"""The full-text index: what is in it, how it is kept up, and what a typed word is in it.

It holds folded text (`text.fold`), so that a word is found however its letters are written, and every East Asian character as a
word. Where a query asks for a field, a word is looked for in a column of the index.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model.prepared import Searched
from readinglist.store.derived import ANNOTATIONS, BORDER, ELSEWHERE, as_searched, key_parts, searched, searched_key
from readinglist.util import steps, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from readinglist.model.record import Record

# What is searched for a word that names no field, and how much a hit in it counts.
WEIGHTS = {
    "key": 8.0, "title": 10.0, "authors": 6.0, "editors": 6.0, "people": 6.0, "venue": 2.0, "abstract": 1.0,
    "annotations": 1.0, "notes": 3.0, "claims": 3.0, "quotes": 3.0, "tags": 4.0,
}  # fmt: skip
# What is only asked for by a field: the parts of keys, and all fields that no other column holds, with the reason to read.
ASKED = ("parts", "fields")
COLUMNS = (*WEIGHTS, *ASKED)

TABLE = f"CREATE VIRTUAL TABLE fulltext USING fts5({', '.join(COLUMNS)}, tokenize = 'unicode61 remove_diacritics 2')"

_BETWEEN = f"' ' || char({ord(BORDER)}) || ' '"


def _people(condition: str, *, shown: bool) -> str:
    name = "trim(c.given || rtrim(' ' || c.prefix) || ' ' || c.family || rtrim(' ' || c.suffix) || c.literal)"
    joined = f"group_concat({name}, '; ')" if shown else f"segment(group_concat(c.folded, {_BETWEEN}))"
    return f"(SELECT {joined} FROM contributor c WHERE c.source_id = s.id AND c.literal <> 'others' AND {condition})"


def _fields(condition: str) -> str:
    return f"SELECT f.plain AS t FROM field f WHERE f.source_id = s.id AND lower(f.name) {condition}"


def _names(names: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"


def _texts(*selects: str, shown: bool) -> str:
    joined = "group_concat(t, ' ')" if shown else f"searched(group_concat(t, {_BETWEEN}))"
    return f"(SELECT {joined} FROM ({' UNION ALL '.join(selects)}))"


_CLAIMS = (
    "SELECT c.statement || ' ' || c.verdict || ' ' || c.note AS t FROM claim c WHERE c.source_id = s.id",
    "SELECT e.note FROM evidence e WHERE e.source_id = s.id",
)
_QUOTES = tuple(
    f"SELECT q.quote AS t FROM {table} q WHERE q.source_id = s.id AND q.quote <> ''"
    for table in ("note", "claim", "evidence")
)


def _values(*, shown: bool) -> dict[str, str]:
    """Return the SQL of each column: as it is searched, or as it is shown."""
    keys = "s.key || coalesce((SELECT ' ' || group_concat(a.key, ' ') FROM alias a WHERE a.source_id = s.id), '')"
    tag, border = ("name", "', '") if shown else ("folded", _BETWEEN)
    tags = f"(SELECT group_concat(t.{tag}, {border}) FROM tag t WHERE t.source_id = s.id)"
    return {
        "key": keys if shown else f"searched({keys})",
        "title": "s.title" if shown else "segment(s.title_folded)",
        "authors": _people("c.role = 'author'", shown=shown),
        "editors": _people("c.role = 'editor'", shown=shown),
        "people": _people("c.role NOT IN ('author', 'editor')", shown=shown),
        "venue": "s.venue" if shown else "searched(s.venue)",
        "abstract": _texts(_fields("= 'abstract'"), shown=shown),
        "annotations": _texts(_fields(f"IN {_names(ANNOTATIONS)}"), shown=shown),
        "notes": _texts("SELECT n.text AS t FROM note n WHERE n.source_id = s.id AND n.text <> ''", shown=shown),
        "claims": _texts(*_CLAIMS, shown=shown),
        "quotes": _texts(*_QUOTES, shown=shown),
        "tags": tags if shown else f"segment({tags})",
        "parts": "key_parts(s.key)",
        "fields": _texts(_fields(f"NOT IN {_names(ELSEWHERE)}"), "SELECT s.why WHERE s.why <> ''", shown=shown),
    }


_FILL = f"""
INSERT INTO fulltext (rowid, {", ".join(COLUMNS)})
SELECT s.id, {", ".join(_values(shown=False)[name] for name in COLUMNS)}
FROM source s
"""
_ADDED = ("key", "parts", *Searched._fields)
_INSERT = f"INSERT INTO fulltext (rowid, {', '.join(_ADDED)}) VALUES (?{', ?' * len(_ADDED)})"
SHOWN = f"""
SELECT s.id, {", ".join(_values(shown=True)[name] for name in WEIGHTS)}
FROM source s WHERE s.id IN (SELECT value FROM json_each(:ids))
"""

_SHORT = 2  # letters
_EVERYWHERE = frozenset("the and for from with und der die das des les del los las".split())
_WORD = re.compile(r"[^\W_]+")


def words(wanted: str, *, whole: bool = False) -> str:
    """Return the FTS5 expression of words that stand side by side, the last by its beginning unless `whole`.

    Empty where there is no letter or digit. Nothing that is typed can be syntax.
    `Self-Atten` → `"self-atten" *`
    """
    plain = as_searched(wanted).replace("\x00", " ").replace('"', " ").strip()
    if not _WORD.search(plain):
        return ""
    return f'"{plain}"' if whole else f'"{plain}" *'


def is_beginning(wanted: str) -> bool:
    """Whether a word that names no field is meant by its beginning.

    One of one or two letters, or that most texts have, is that word itself, as nearly everything begins so.
    """
    last = as_words(wanted).rpartition(" ")[2]
    return len(last) > _SHORT and last not in _EVERYWHERE


def within(columns: Iterable[str], expression: str) -> str:
    """Return an expression that looks only into some columns."""
    return f"{{{' '.join(columns)}}} : ({expression})"


def anywhere(expression: str) -> str:
    """Return an expression that looks into all columns that need no field to be named."""
    return f"- {{{' '.join(ASKED)}}} : ({expression})"


def as_words(value: str) -> str:
    """Return a text as its words, each after a space, by which a beginning of words is found: `Self-Attention` → ` self attention`."""
    return "".join(f" {word}" for word in _WORD.findall(as_searched(value)))


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions by which the index is filled and asked."""
    for name, function in (
        ("segment", text.segment),
        ("searched", as_searched),
        ("as_words", as_words),
        ("key_parts", key_parts),
    ):
        connection.create_function(name, 1, _keeping_null(function), deterministic=True)


def _keeping_null(function: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda value: None if value is None else function(value)


def reindex(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Bring the index up to date for these sources, which may be new, changed or gone."""
    rows = [(number,) for number in ids]
    connection.executemany("DELETE FROM fulltext WHERE rowid = ?", rows)
    connection.executemany(f"{_FILL} WHERE s.id = ?", steps.counted("indexing", rows, len(rows)))


def add(connection: sqlite3.Connection, numbered: Sequence[tuple[int, Record]]) -> None:
    """Index sources that have just been added, with their ids; what the tables hold of them is what the records say."""
    if any(record.notes or record.claims or record.why for _, record in numbered):
        connection.execute(f"{_FILL} WHERE s.id BETWEEN ? AND ?", (numbered[0][0], numbered[-1][0]))
    else:
        connection.executemany(
            _INSERT,
            ((number, *searched_key(record), *searched(record)) for number, record in numbered),
        )


def rebuild(connection: sqlite3.Connection) -> None:
    """Fill the whole index anew from the tables."""
    connection.execute("DELETE FROM fulltext")
    connection.execute(_FILL)


def stale(connection: sqlite3.Connection) -> int:
    """Return how many sources the index lacks, or holds although they are gone."""
    missing = "SELECT count(*) FROM source WHERE id NOT IN (SELECT rowid FROM fulltext)"
    extra = "SELECT count(*) FROM fulltext WHERE rowid NOT IN (SELECT id FROM source)"
    return int(connection.execute(missing).fetchone()[0] + connection.execute(extra).fetchone()[0])
