"""Finding claims by their names, and the numbers that a source has given to claims."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.model.record import claim_name
from readinglist.model.views import Named
from readinglist.store.sqlite import read_claims
from readinglist.store.sqlite.read_keys import KeyReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.claims.dependencies import Web

_NAME = re.compile(r"(.+)#c?([0-9]{1,9})", re.IGNORECASE | re.DOTALL)

# The sources of the web: those with links, claims, evidence or a reason to be read, and what was read.
_TAKING_PART = """
SELECT s.key, s.title, s.status, coalesce(v.key, '') FROM source s LEFT JOIN source v ON v.id = s.via_id
WHERE s.status = 'read' OR s.id IN (
  SELECT source_id FROM link UNION SELECT target_id FROM link UNION SELECT source_id FROM claim
  UNION SELECT source_id FROM evidence UNION SELECT id FROM source WHERE via_id IS NOT NULL
  UNION SELECT via_id FROM source WHERE via_id IS NOT NULL)
ORDER BY s.added, s.id
"""
_LINKS = """
SELECT s.key, l.relation, t.key FROM link l JOIN source s ON s.id = l.source_id JOIN source t ON t.id = l.target_id
ORDER BY l.added, l.id
"""


class ClaimReader(KeyReader):
    """What a library can be asked about claims."""

    def find_named(self, name: str) -> Named:
        """Return what a key or the name of a claim stands for: `doe2026`, `doe2026#c3`, `doe#c3`, `formerly2025#c3`.

        A name that a claim had before sources were merged counts before one that only looks like it. Raises NoSuchSource,
        AmbiguousKey, NoSuchClaim.
        """
        found = _NAME.fullmatch(name)
        if not found or self.holder(name) is not None:
            return Named(self.find(name), None)
        key, number = found[1], int(found[2])
        moved = self._formerly(claim_name(key, number))
        if moved:
            return moved
        source = self.find(key)
        sql = "SELECT 1 FROM claim WHERE source_id = ? AND number = ?"
        if self.connection.execute(sql, (source, number)).fetchone() is None:
            from readinglist.claims.errors import NoSuchClaim  # noqa: PLC0415 - every command loads this module

            raise NoSuchClaim(claim_name(self.key_of(source), number), self._claim_count(source))
        return Named(source, number)

    def named(self, wanted: str) -> Named | None:
        """Return what a word names.

        None where it is a query.

        Raises as `resolve` does.
        """
        is_name = bool(wanted) and not re.search(r"\s", wanted)
        if is_name and ("#" in wanted or self.holder(wanted) is not None):
            return self.find_named(wanted)
        return None

    def find_claim(self, name: str) -> tuple[int, int]:
        """Return the id of the source, and the number, of a claim. Raises NotAClaim for the name of a source."""
        source, number = self.find_named(name)
        if number is None:
            from readinglist.claims.errors import NotAClaim  # noqa: PLC0415 - every command loads this module

            raise NotAClaim(name, self.key_of(source), self._claim_count(source))
        return source, number

    def _formerly(self, name: str) -> Named | None:
        sql = "SELECT source_id, number FROM claim WHERE instr(' ' || former || ' ', :name) LIMIT 1"
        row = self.connection.execute(sql, {"name": f" {folded_key(name)} "}).fetchone()
        return Named(*row) if row else None

    def _claim_count(self, source: int) -> int:
        return int(self.connection.execute("SELECT count(*) FROM claim WHERE source_id = ?", (source,)).fetchone()[0])

    def claim_names(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        """Return name and statement of the claims whose name begins so, for completion."""
        key, _, number = folded_key(prefix).partition("#")
        bounds = {"low": key, "high": key + "\U0010ffff", "limit": limit}
        sql = (
            "SELECT s.key, c.number, c.statement FROM source s JOIN claim c ON c.source_id = s.id"
            " WHERE s.key_folded >= :low AND s.key_folded < :high ORDER BY s.key_folded, c.number LIMIT :limit"
        )
        found = [(claim_name(name, n), statement) for name, n, statement in self.connection.execute(sql, bounds)]
        return [pair for pair in found if folded_key(pair[0]).startswith(folded_key(prefix))] if number else found

    def last_claim_number(self, keys: Iterable[str]) -> int:
        """Return the highest number that a claim under one of these keys ever had; 0 for none."""
        sql = "SELECT coalesce(max(last), 0) FROM claim_number WHERE key_folded IN (SELECT value FROM json_each(:keys))"
        return int(self.connection.execute(sql, {"keys": json.dumps([folded_key(key) for key in keys])}).fetchone()[0])

    def web(self) -> Web:
        """Return the web of sources, links, claims and evidence, in the order of adding, in five statements."""
        from readinglist.claims.dependencies import Standing, Web  # noqa: PLC0415 - every command loads this module

        sources = {row[0]: Standing(*row) for row in self.connection.execute(_TAKING_PART)}
        keys = dict(
            self.connection.execute(
                "SELECT id, key FROM source WHERE id IN (SELECT source_id FROM claim) ORDER BY added, id"
            )
        )
        made, _ = read_claims.of_page(self.connection, {"ids": json.dumps(list(keys))})
        return Web(sources, self.connection.execute(_LINKS).fetchall(), {keys[number]: made[number] for number in keys})

    def sources_with_claims(self) -> set[int]:
        """Return the ids of the sources that state a claim."""
        return {number for (number,) in self.connection.execute("SELECT DISTINCT source_id FROM claim")}

    def sources_argued_by(self, number: int) -> list[int]:
        """Return the ids of the sources to whose claims a source is evidence."""
        sql = "SELECT DISTINCT c.source_id FROM evidence e JOIN claim c ON c.id = e.claim_id WHERE e.source_id = ?"
        return [source for (source,) in self.connection.execute(sql, (number,))]
