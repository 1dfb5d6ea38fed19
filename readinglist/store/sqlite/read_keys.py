"""Reading keys.

Which are there, whose they are, and what a user may mean by one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.store.errors import AmbiguousKey, NoSuchSource

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_GIVEN = "(SELECT value FROM json_each(:ids))"
_ALIKE = 0.75  # of difflib; found by trying: a letter or two of a key are wrong, missing or exchanged
_COMPARED = 20_000  # keys; a guess, beyond which it would be felt


class KeyReader:
    """What a library can be asked about keys."""

    connection: sqlite3.Connection

    def holder(self, key: str) -> int | None:
        """Return the id of the source that has a key, or had it before; None where it is free."""
        sql = (
            "SELECT id FROM source WHERE key_folded = :key"
            " UNION ALL SELECT source_id FROM alias WHERE key_folded = :key LIMIT 1"
        )
        row = self.connection.execute(sql, {"key": folded_key(key)}).fetchone()
        return None if row is None else int(row[0])

    def key_of(self, number: int) -> str:
        """Return the key of the source with an id."""
        return str(self.connection.execute("SELECT key FROM source WHERE id = ?", (number,)).fetchone()[0])

    def find(self, key: str) -> int:
        """Return the id for a key, an alias, or a beginning of just one source's keys.

        Raises NoSuchSource, with the nearest keys, or AmbiguousKey.
        """
        number = self.holder(key)
        if number is not None:
            return number
        found = self.beginning_with(key) if key else {}
        if len(found) > 1:
            names = tuple(found.values())
            raise AmbiguousKey(key, names[:5], len(names) - 5 if len(names) > 5 else 0)  # noqa: PLR2004
        if not found:
            raise NoSuchSource(key, self.near(key))
        return next(iter(found))

    def beginning_with(self, prefix: str) -> dict[int, str]:
        """Return the keys, by id, of the sources whose key or alias begins so."""
        low = folded_key(prefix)
        bounds = {"low": low, "high": low + "\U0010ffff"}
        sql = (
            "SELECT id, key FROM source WHERE key_folded >= :low AND key_folded < :high"
            " UNION SELECT s.id, s.key FROM alias a JOIN source s ON s.id = a.source_id"
            " WHERE a.key_folded >= :low AND a.key_folded < :high ORDER BY 2"
        )
        return dict(self.connection.execute(sql, bounds).fetchall())

    def near(self, key: str) -> tuple[str, ...]:
        """Return up to three keys that hold the word typed, share its beginning, or are written much like it."""
        folded = folded_key(key)
        if len(folded) <= 2:  # noqa: PLR2004 - nearly every key is near to two letters
            return ()
        return self._holding(folded) or self._written_alike(folded) or self._holding(folded[:5])

    def _holding(self, part: str) -> tuple[str, ...]:
        sql = "SELECT key FROM source WHERE instr(key_folded, :part) ORDER BY key_folded LIMIT 3"
        return tuple(key for (key,) in self.connection.execute(sql, {"part": part}))

    def _written_alike(self, folded: str) -> tuple[str, ...]:
        import difflib  # noqa: PLC0415 - only a mistyped key needs it

        bounds = {"low": folded[:1], "high": folded[:1] + "\U0010ffff", "size": len(folded), "most": _COMPARED}
        sql = (
            "SELECT key_folded, key FROM source WHERE key_folded >= :low AND key_folded < :high"
            " AND length(key_folded) BETWEEN :size - 3 AND :size + 3 LIMIT :most"
        )
        known = dict(self.connection.execute(sql, bounds).fetchall())
        return tuple(known[one] for one in difflib.get_close_matches(folded, known, 3, _ALIKE))

    def keys(self, prefix: str = "", limit: int | None = None) -> list[tuple[str, str]]:
        """Return key and title of the sources whose key begins so, for completion; aliases are left out."""
        low = folded_key(prefix)
        sql = "SELECT key, title FROM source WHERE key_folded >= :low AND key_folded < :high ORDER BY key_folded LIMIT :limit"
        bounds = {"low": low, "high": low + "\U0010ffff", "limit": -1 if limit is None else limit}
        return self.connection.execute(sql, bounds).fetchall()

    def keys_in_use(self, names: Iterable[str]) -> dict[str, int]:
        """Return which of these folded keys are held, as key or alias, and by which source."""
        given = {"keys": json.dumps(list(names))}
        sql = (
            "SELECT key_folded, id FROM source WHERE key_folded IN (SELECT value FROM json_each(:keys))"
            " UNION ALL SELECT key_folded, source_id FROM alias WHERE key_folded IN (SELECT value FROM json_each(:keys))"
        )
        return dict(self.connection.execute(sql, given).fetchall())

    def renamed(self, ids: Sequence[int]) -> set[int]:
        """Return those of the sources that had another key before."""
        sql = f"SELECT source_id FROM alias WHERE source_id IN {_GIVEN}"
        return {number for (number,) in self.connection.execute(sql, {"ids": json.dumps(ids)})}
