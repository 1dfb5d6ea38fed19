"""Finding claims by their names, and the numbers that a source has given to claims."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.claims.dependencies import Standing, Web
from readinglist.claims.errors import NoSuchClaim, NotAClaim
from readinglist.model.record import claim_name
from readinglist.store.sqlite import read, read_claims

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_NAME = re.compile(r"(.+)#c?([0-9]{1,9})", re.IGNORECASE | re.DOTALL)


class Named(NamedTuple):
    """What a name stands for: the id of a source, and the number of a claim of it; None for the source itself."""

    source: int
    claim: int | None


def resolve(connection: sqlite3.Connection, name: str) -> Named:
    """Return what a key or the name of a claim stands for: `doe2026`, `doe2026#c3`, `doe#c3`, `formerly2025#c3`.

    A name that a claim had before sources were merged counts before one that only looks like it. Raises NoSuchSource,
    AmbiguousKey, NoSuchClaim.
    """
    found = _NAME.fullmatch(name)
    if not found or read.holder(connection, name) is not None:
        return Named(read.resolve(connection, name), None)
    key, number = found[1], int(found[2])
    moved = _formerly(connection, claim_name(key, number))
    if moved:
        return moved
    source = read.resolve(connection, key)
    sql = "SELECT 1 FROM claim WHERE source_id = ? AND number = ?"
    if connection.execute(sql, (source, number)).fetchone() is None:
        raise NoSuchClaim(claim_name(read.key_of(connection, source), number), _count(connection, source))
    return Named(source, number)


def named(connection: sqlite3.Connection, wanted: str) -> Named | None:
    """Return what a word names; None where it is a query. Raises as `resolve` does."""
    is_name = bool(wanted) and not re.search(r"\s", wanted)
    if is_name and ("#" in wanted or read.holder(connection, wanted) is not None):
        return resolve(connection, wanted)
    return None


def resolve_claim(connection: sqlite3.Connection, name: str) -> tuple[int, int]:
    """Return the id of the source, and the number, of a claim. Raises NotAClaim for the name of a source."""
    source, number = resolve(connection, name)
    if number is None:
        raise NotAClaim(name, read.key_of(connection, source), _count(connection, source))
    return source, number


def _formerly(connection: sqlite3.Connection, name: str) -> Named | None:
    sql = "SELECT source_id, number FROM claim WHERE instr(' ' || former || ' ', :name) LIMIT 1"
    row = connection.execute(sql, {"name": f" {name.casefold()} "}).fetchone()
    return Named(*row) if row else None


def _count(connection: sqlite3.Connection, source: int) -> int:
    return int(connection.execute("SELECT count(*) FROM claim WHERE source_id = ?", (source,)).fetchone()[0])


def names(connection: sqlite3.Connection, prefix: str, limit: int) -> list[tuple[str, str]]:
    """Return name and statement of the claims whose name begins so, for completion."""
    key, _, number = prefix.casefold().partition("#")
    bounds = {"low": key, "high": key + "\U0010ffff", "limit": limit}
    sql = (
        "SELECT s.key, c.number, c.statement FROM source s JOIN claim c ON c.source_id = s.id"
        " WHERE s.key_folded >= :low AND s.key_folded < :high ORDER BY s.key_folded, c.number LIMIT :limit"
    )
    found = [(claim_name(name, n), statement) for name, n, statement in connection.execute(sql, bounds)]
    return [pair for pair in found if pair[0].casefold().startswith(prefix.casefold())] if number else found


def last_number(connection: sqlite3.Connection, keys: Iterable[str]) -> int:
    """Return the highest number that a claim under one of these keys ever had; 0 for none."""
    last = 0
    for key in keys:
        row = connection.execute("SELECT last FROM claim_number WHERE key_folded = ?", (key.casefold(),)).fetchone()
        last = max(last, row[0] if row else 0)
    return last


# The sources of the web: those with links, claims, evidence or a reason to be read, and what was read.
_TAKING_PART = """
SELECT s.key, s.title, s.status, coalesce(v.key, '') FROM source s LEFT JOIN source v ON v.id = s.via_id
WHERE s.status = 'read' OR s.id IN (
  SELECT source_id FROM link UNION SELECT target_id FROM link UNION SELECT source_id FROM claim
  UNION SELECT source_id FROM evidence UNION SELECT id FROM source WHERE via_id IS NOT NULL
  UNION SELECT via_id FROM source WHERE via_id IS NOT NULL)
ORDER BY s.id
"""
_LINKS = """
SELECT s.key, l.relation, t.key FROM link l JOIN source s ON s.id = l.source_id JOIN source t ON t.id = l.target_id
ORDER BY l.id
"""


def web(connection: sqlite3.Connection) -> Web:
    """Return the web of sources, links, claims and evidence, in the order of adding, in five statements."""
    sources = {row[0]: Standing(*row) for row in connection.execute(_TAKING_PART)}
    keys = dict(connection.execute("SELECT id, key FROM source WHERE id IN (SELECT source_id FROM claim) ORDER BY id"))
    made, _ = read_claims.of_page(connection, {"ids": json.dumps(list(keys))})
    return Web(sources, connection.execute(_LINKS).fetchall(), {keys[number]: made[number] for number in keys})
