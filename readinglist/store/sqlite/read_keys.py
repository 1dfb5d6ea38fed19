"""Reading keys.

Which are there, whose they are, and what a user may mean by one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.store.derived import parts_of
from readinglist.store.errors import AmbiguousKey, NoSuchSource
from readinglist.store.sqlite import fulltext_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_GIVEN = "(SELECT value FROM json_each(:ids))"
_ALIKE = 0.75  # of difflib; found by trying: a letter or two of a key are wrong, missing or exchanged
_COMPARED = 2_000  # keys; a guess, beyond which it would be felt
_LONGEST = 60  # letters of a beginning; a guess, longer than keys are
_NEAR = 3  # keys that are named where one is mistyped
_NAMED = 5  # keys that are named where one may be several
_BEGINNING = (
    "SELECT id, key, key_folded FROM source WHERE key_folded >= :low AND key_folded < :high",
    (
        "SELECT s.id, s.key, a.key_folded FROM alias a JOIN source s ON s.id = a.source_id"
        " WHERE a.key_folded >= :low AND a.key_folded < :high"
    ),
)

# The sources that a key may be the beginning of, as many as tell that it is not one.
_BEGUN = """
SELECT p.value, (SELECT json_group_array(id) FROM (
  SELECT * FROM (SELECT id FROM source WHERE key_folded >= p.value AND key_folded < p.value || char(1114111) LIMIT :limit)
  UNION ALL SELECT * FROM (
    SELECT source_id FROM alias WHERE key_folded >= p.value AND key_folded < p.value || char(1114111) LIMIT :limit)))
FROM json_each(:keys) p
"""


def _range(beginning: str) -> dict[str, str | int]:
    """Return the bounds of all that begins so."""
    return {"low": beginning, "high": beginning + "\U0010ffff"}


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
        found = self._beginning_with(key, _NAMED + 1) if key else {}
        if len(found) > 1:
            more = self._count_beginning_with(key) - _NAMED if len(found) > _NAMED else 0
            raise AmbiguousKey(key, tuple(found.values())[:_NAMED], more)
        if not found:
            raise NoSuchSource(key, self.near(key))
        return next(iter(found))

    def find_all(self, keys: Sequence[str]) -> list[int]:
        """Return the id for each of these keys, as `find` does; the first that means no source, or several, is what is raised."""
        names = [folded_key(key) for key in keys]
        held = self.keys_in_use(dict.fromkeys(names)) if names else {}
        others = [name for name in dict.fromkeys(names) if name and name not in held]
        if others:
            held |= self._begun_by_one(others)
        return [held[name] if name in held else self.find(key) for name, key in zip(names, keys, strict=True)]

    def _begun_by_one(self, beginnings: Sequence[str]) -> dict[str, int]:
        """Return the sources of which each is the only one whose key or former key begins so."""
        rows = self.connection.execute(_BEGUN, {"keys": json.dumps(list(beginnings)), "limit": _NAMED + 1})
        found = ((name, set(json.loads(ids))) for name, ids in rows)
        return {name: ids.pop() for name, ids in found if len(ids) == 1}

    def keys_of(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the keys of sources by their ids; those that are gone are left out."""
        sql = f"SELECT id, key FROM source WHERE id IN {_GIVEN}"
        return dict(self.connection.execute(sql, {"ids": json.dumps(list(ids))}).fetchall())

    def beginning_with(self, prefix: str) -> dict[int, str]:
        """Return the keys, by id, of the sources whose key or alias begins so."""
        return self._beginning_with(prefix, -1)

    def _beginning_with(self, prefix: str, limit: int) -> dict[int, str]:
        own, former = (f"SELECT * FROM ({part} ORDER BY 3 LIMIT :limit)" for part in _BEGINNING)
        sql = f"SELECT DISTINCT id, key FROM ({own} UNION ALL {former}) ORDER BY 2 LIMIT :limit"
        return dict(self.connection.execute(sql, _range(folded_key(prefix)) | {"limit": limit}).fetchall())

    def _count_beginning_with(self, prefix: str) -> int:
        own, former = _BEGINNING
        sql = f"SELECT count(DISTINCT id) FROM (SELECT id FROM ({own}) UNION ALL SELECT id FROM ({former}))"
        return int(self.connection.execute(sql, _range(folded_key(prefix))).fetchone()[0])

    def near(self, key: str) -> tuple[str, ...]:
        """Return up to three keys that hold the word typed, share its beginning, or are written much like it."""
        folded = folded_key(key)
        if len(folded) <= 2:  # noqa: PLR2004 - nearly every key is near to two letters
            return ()
        held = self._holding(folded, _NEAR)
        return tuple(held.values()) or self._written_alike(key) or tuple(self._holding(folded[:5], _NEAR).values())

    def _holding(self, part: str, limit: int) -> dict[str, str]:
        """Return keys, by how they are compared, of which a part begins so."""
        expression = fulltext_index.words(part)
        if not expression:
            return {}
        sql = (
            "SELECT s.key_folded, s.key FROM (SELECT rowid AS id FROM fulltext WHERE fulltext MATCH :match LIMIT :most) hits"
            " JOIN source s ON s.id = hits.id ORDER BY s.key_folded LIMIT :limit"
        )
        given = {"match": fulltext_index.within(("parts",), expression), "most": _COMPARED, "limit": limit}
        return dict(self.connection.execute(sql, given).fetchall())

    def _written_alike(self, key: str) -> tuple[str, ...]:
        """Return the keys that are most alike of those that share a part with one, or else the longest beginning."""
        import difflib  # noqa: PLC0415 - only a mistyped key needs it

        known: dict[str, str] = {}
        for part in parts_of(key)[1:]:
            known |= self._holding(part, _COMPARED // 4)
        folded = folded_key(key)
        sql = "SELECT key_folded, key FROM source WHERE key_folded >= :low AND key_folded < :high LIMIT :most"
        for length in range(min(len(folded), _LONGEST), 0, -1):
            left = _COMPARED - len(known)
            if left > 0:
                known |= dict(self.connection.execute(sql, _range(folded[:length]) | {"most": left}).fetchall())
        return tuple(known[one] for one in difflib.get_close_matches(folded, known, _NEAR, _ALIKE))

    def keys(self, prefix: str = "", limit: int | None = None) -> list[tuple[str, str]]:
        """Return key and title of the sources whose key begins so, for completion; aliases are left out."""
        sql = "SELECT key, title FROM source WHERE key_folded >= :low AND key_folded < :high ORDER BY key_folded LIMIT :limit"
        bounds = _range(folded_key(prefix)) | {"limit": -1 if limit is None else limit}
        return self.connection.execute(sql, bounds).fetchall()

    def keys_in_use(self, names: Iterable[str]) -> dict[str, int]:
        """Return which of these folded keys are held, as key or alias, and by which source."""
        given = {"keys": json.dumps(list(names))}
        sql = (
            "SELECT key_folded, id FROM source WHERE key_folded IN (SELECT value FROM json_each(:keys))"
            " UNION ALL SELECT key_folded, source_id FROM alias WHERE key_folded IN (SELECT value FROM json_each(:keys))"
        )
        return dict(self.connection.execute(sql, given).fetchall())

    def counterparts(self, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the sources by what they are called in other libraries: the name of a library, and the name there."""
        sql = (
            "SELECT c.library, c.name, c.source_id FROM json_each(:named) n JOIN counterpart c"
            " ON c.library = json_extract(n.value, '$[0]') AND c.name = json_extract(n.value, '$[1]')"
        )
        found = self.connection.execute(sql, {"named": json.dumps(list(named))})
        return {(library, name): number for library, name, number in found}

    def renamed(self, ids: Sequence[int]) -> set[int]:
        """Return those of the sources that had another key before."""
        sql = f"SELECT source_id FROM alias WHERE source_id IN {_GIVEN}"
        return {number for (number,) in self.connection.execute(sql, {"ids": json.dumps(ids)})}
