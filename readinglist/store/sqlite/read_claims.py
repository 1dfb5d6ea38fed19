"""Reading the claims of a page of sources, and where these sources bear as evidence, in two statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.model.record import Bearing, Claim, Evidence, Spot, claim_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Claims = dict[int, tuple[Claim, ...]]
Bearings = dict[int, tuple[Bearing, ...]]

_GIVEN = "(SELECT value FROM json_each(:ids))"
_CLAIMS = f"""
SELECT source_id, id, number, statement, quote, locator, verdict, note, former, created, state, start, page, line, sha256
FROM claim WHERE source_id IN {_GIVEN} ORDER BY source_id, number
"""
# A piece of evidence comes once for the source of its claim, and once for the source that it comes from.
_EVIDENCE = f"""
SELECT 0, c.id, '', 0, '', e.number, b.key, e.stance, e.quote, e.locator, e.note, e.checked, e.created,
       e.state, e.start, e.page, e.line, e.sha256
FROM claim c JOIN evidence e ON e.claim_id = c.id JOIN source b ON b.id = e.source_id WHERE c.source_id IN {_GIVEN}
UNION ALL
SELECT 1, e.source_id, s.key, c.number, c.statement, e.number, b.key, e.stance, e.quote, e.locator, e.note, e.checked,
       e.created, e.state, e.start, e.page, e.line, e.sha256
FROM evidence e JOIN claim c ON c.id = e.claim_id JOIN source s ON s.id = c.source_id JOIN source b ON b.id = e.source_id
WHERE e.source_id IN {_GIVEN}
ORDER BY 1, 2, 3, 4, 6
"""


def of_page(connection: sqlite3.Connection, given: dict[str, str]) -> tuple[Claims, Bearings]:
    """Return the claims of sources, and what these sources are evidence for, both by the id of the source."""
    evidence: dict[int, list[Evidence]] = {}
    bears: dict[int, list[Bearing]] = {}
    for on_source, owner, key, number, statement, *piece in connection.execute(_EVIDENCE, given):
        if on_source:
            bears.setdefault(owner, []).append(Bearing(claim_name(key, number), statement, _evidence_of_row(piece)))
        else:
            evidence.setdefault(owner, []).append(_evidence_of_row(piece))
    claims: dict[int, list[Claim]] = {}
    for source, number, *columns in connection.execute(_CLAIMS, given):
        claims.setdefault(source, []).append(_claim_of_row(columns, evidence.get(number, ())))
    return _frozen(claims), _frozen(bears)


def _claim_of_row(columns: list[Any], evidence: Iterable[Evidence]) -> Claim:
    number, statement, quote, locator, verdict, note, former, created, *spot = columns
    names = tuple(former.split())
    return Claim(number, statement, quote, locator, verdict, tuple(evidence), note, Spot(*spot), names, created)


def _evidence_of_row(columns: list[Any]) -> Evidence:
    number, key, stance, quote, locator, note, checked, created, *spot = columns
    return Evidence(stance, key, quote, locator, note, bool(checked), number, Spot(*spot), created)


def _frozen(grouped: dict[int, list[Any]]) -> dict[int, tuple[Any, ...]]:
    return {number: tuple(values) for number, values in grouped.items()}
