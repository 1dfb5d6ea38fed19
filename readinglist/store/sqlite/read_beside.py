"""What a library can be asked about what it keeps beside its records, for a copy of it in another form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readinglist.model.beside import Beside, Leftovers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from readinglist.model.attachment import FileText

_GIVEN = "(SELECT value FROM json_each(:ids))"
_HEADS = f"SELECT id, uid, changed, queued FROM source WHERE id IN {_GIVEN}"
# By source: the numbers of a part, and its name. What is numbered within its source comes first in each row.
_NAMED = {
    "notes": f"SELECT source_id, number, uid FROM note WHERE source_id IN {_GIVEN}",
    "claims": f"SELECT source_id, number, uid FROM claim WHERE source_id IN {_GIVEN}",
    "attachments": f"SELECT source_id, number, uid FROM attachment WHERE source_id IN {_GIVEN}",
    "evidence": "SELECT c.source_id, c.number, e.number, e.uid FROM claim c JOIN evidence e ON e.claim_id = c.id"
    f" WHERE c.source_id IN {_GIVEN}",
    "links": "SELECT l.source_id, l.relation, s.key, l.added FROM link l JOIN source s ON s.id = l.target_id"
    f" WHERE l.source_id IN {_GIVEN}",
}
_TEXTS = f"SELECT source_id, name, labels, text, added FROM source_text WHERE source_id IN {_GIVEN}"
# By key: the highest number that a claim had. Under a key that a source got later none is noted yet, but those that are there.
_LAST_NUMBERS = (
    "SELECT key_folded, max(last) FROM (SELECT key_folded, last FROM claim_number"
    " UNION ALL SELECT s.key_folded, c.number FROM claim c JOIN source s ON s.id = c.source_id) GROUP BY key_folded"
)
_PAGE = 500


def beside(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Beside]:
    """Yield what is kept of sources beside their records, in the order of the ids, page by page."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        given = {"ids": json.dumps(page)}
        heads = {row[0]: row[1:] for row in connection.execute(_HEADS, given)}
        named = {part: _named(connection.execute(sql, given)) for part, sql in _NAMED.items()}
        texts = {row[0]: row[1:] for row in connection.execute(_TEXTS, given)}
        for number in page:
            uid, changed, queued = heads[number]
            parts: dict[str, Any] = {part: found.get(number, {}) for part, found in named.items()}
            yield Beside(uid, changed, queued, **parts, text=texts.get(number))


def _named(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[Any, str]]:
    found: dict[int, dict[Any, str]] = {}
    for number, *name, value in rows:
        found.setdefault(number, {})[name[0] if len(name) == 1 else tuple(name)] = value
    return found


def sources_of_uids(connection: sqlite3.Connection, uids: Iterable[str]) -> dict[str, int]:
    """Return the sources that have these names."""
    sql = f"SELECT uid, id FROM source WHERE uid IN {_GIVEN}"
    return dict(connection.execute(sql, {"ids": json.dumps(list(uids))}))


def leftovers(connection: sqlite3.Connection, read_in: Callable[[str], FileText | None]) -> Leftovers:
    """Return what is kept that belongs to no single source; `read_in` gives what was read in a file."""
    files: dict[int, list[tuple[int | None, str]]] = {}
    for file, number, text in connection.execute("SELECT file, source_id, text FROM passage ORDER BY file, id"):
        files.setdefault(file, []).append((number, text))
    broken = connection.execute("SELECT file, line, message, raw, added FROM broken ORDER BY id").fetchall()
    last = dict(connection.execute(_LAST_NUMBERS))
    times = connection.execute("SELECT sha256, at FROM attachment_text").fetchall()
    read = {sha256: (found, at) for sha256, at in times if (found := read_in(sha256))}
    return Leftovers(list(files.values()), broken, last, read)
