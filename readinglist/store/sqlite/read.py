"""Reading: plain SQL with named parameters.

A page of sources takes a fixed number of statements.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readinglist.model import biblatex
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Contributor, Field, Identifier, Link, Macro, Mark, Note, Origin, Record
from readinglist.model.views import Outline, Summary
from readinglist.store.sqlite import query, read_claims
from readinglist.util import steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.query import Node

PAGE = 500
_GIVEN = "(SELECT value FROM json_each(:ids))"


_SUMMARY = """
SELECT s.key, s.type, s.byline, s.year, s.title, s.venue, s.date, s.status, s.priority,
       CASE WHEN s.via_id IS NULL THEN '' ELSE (SELECT v.key FROM source v WHERE v.id = s.via_id) END, s.why, s.added,
       coalesce((SELECT group_concat(name, ', ') FROM (SELECT name FROM tag t WHERE t.source_id = s.id ORDER BY position)), ''),
       CASE WHEN EXISTS (SELECT 1 FROM mark)
            THEN coalesce((SELECT group_concat(name, ', ') FROM mark m WHERE m.source_id = s.id), '') ELSE '' END
FROM source s
"""
_FIELDS = f"SELECT source_id, name, raw, plain FROM field WHERE source_id IN {_GIVEN} ORDER BY source_id, position"
_MACROS = f"SELECT source_id, name, value FROM macro WHERE source_id IN {_GIVEN} ORDER BY source_id, position"
_CONTRIBUTORS = (
    "SELECT source_id, role, family, given, prefix, suffix, literal FROM contributor"
    f" WHERE source_id IN {_GIVEN} ORDER BY source_id, position"
)
_IDENTIFIERS = (
    f"SELECT source_id, scheme, value FROM identifier WHERE source_id IN {_GIVEN} ORDER BY source_id, position"
)
_TAGS = f"SELECT source_id, name FROM tag WHERE source_id IN {_GIVEN} ORDER BY source_id, position"
_ALIASES = f"SELECT source_id, key FROM alias WHERE source_id IN {_GIVEN} ORDER BY source_id, position"
_NOTES = (
    "SELECT source_id, number, text, quote, locator, public, created FROM note"
    f" WHERE source_id IN {_GIVEN} ORDER BY source_id, number"
)
_ORIGINS = f"SELECT source_id, field, agent, at, base FROM origin WHERE source_id IN {_GIVEN} ORDER BY source_id, id"
_MARKS = f"SELECT source_id, name, detail, at FROM mark WHERE source_id IN {_GIVEN} ORDER BY source_id, name"
_LINKS = f"""
SELECT l.source_id, l.relation, s.key, 'out', s.title, l.id FROM link l JOIN source s ON s.id = l.target_id
WHERE l.source_id IN {_GIVEN}
UNION ALL
SELECT l.target_id, l.relation, s.key, 'in', s.title, l.id FROM link l JOIN source s ON s.id = l.source_id
WHERE l.target_id IN {_GIVEN}
ORDER BY 1, 4 DESC, 6
"""
_HEADS = f"""
SELECT s.id, s.key, s.type, s.status, coalesce(v.key, ''), s.why, s.priority, s.added, s.changed, s.pinned,
       s.origin, s.fetched, coalesce((SELECT t.name FROM source_text t WHERE t.source_id = s.id), ''), s.date
FROM source s LEFT JOIN source v ON v.id = s.via_id WHERE s.id IN {_GIVEN}
"""


def _pages(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ids page by page, and tell how many were read."""
    for start in range(0, len(ids), PAGE):
        steps.tell("reading", start, len(ids))
        yield ids[start : start + PAGE]
    steps.tell("reading", len(ids), len(ids))


class SourceReader:
    """What a library can be asked about sources."""

    connection: sqlite3.Connection

    def select(
        self,
        node: Node | None = None,
        *,
        sort: str = "",
        reverse: bool = False,
        limit: int | None = None,
    ) -> list[int]:
        """Return the ids of the sources that a query finds, in the order of adding or sorted by a field.

        Raises UnknownField for a field that nothing can be sorted by.
        """
        condition, values = query.compile(node)
        order, more = query.order(sort, reverse=reverse)
        sql = f"SELECT s.id FROM source s WHERE {condition} ORDER BY {order} LIMIT :limit"
        found = self.connection.execute(sql, values | more | {"limit": -1 if limit is None else limit})
        return [row[0] for row in found]

    def ordered(self, ids: Sequence[int], sort: str) -> list[int]:
        """Return ids of sources in the order of a field, as `select` sorts; those that are gone are left out."""
        order, values = query.order(sort, reverse=False)
        sql = f"SELECT s.id FROM source s WHERE s.id IN {_GIVEN} ORDER BY {order}"
        return [number for (number,) in self.connection.execute(sql, values | {"ids": json.dumps(list(ids))})]

    def summaries(
        self,
        node: Node | None = None,
        *,
        sort: str = "",
        reverse: bool = False,
        limit: int | None = None,
    ) -> Iterator[Summary]:
        """Yield what a list shows of the sources that a query finds; order and errors as in `select`."""
        condition, values = query.compile(node)
        order, more = query.order(sort, reverse=reverse)
        sql = f"{_SUMMARY} WHERE {condition} ORDER BY {order} LIMIT :limit"
        found = self.connection.execute(sql, values | more | {"limit": -1 if limit is None else limit})
        return map(Summary._make, found)

    def queue(self) -> list[Summary]:
        """Return what is being read and what is queued, in the order in which to read it."""
        sql = (
            f"{_SUMMARY} WHERE s.status IN ('reading', 'queued')"
            " ORDER BY s.status = 'queued', s.priority DESC, s.queued, s.id"
        )
        return list(map(Summary._make, self.connection.execute(sql)))

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Yield whole records in the order of the ids, page by page."""
        for page in _pages(ids):
            yield from self._page(page)

    def record(self, number: int) -> Record:
        """Return one whole record."""
        return next(self.records([number]))

    def entries(self, ids: Sequence[int]) -> Iterator[Record]:
        """Yield records with key, type, fields, macros and origin only, which is all that an entry in a file needs."""
        for page in _pages(ids):
            given = {"ids": json.dumps(page)}
            heads = dict(self._keyed(f"SELECT id, key, type, origin FROM source WHERE id IN {_GIVEN}", given))
            fields = self._grouped(_FIELDS, given, Field)
            macros = self._grouped(_MACROS, given, Macro)
            for number in page:
                key, type_, origin = heads[number]
                own = fields.get(number, ())
                yield Record(key=key, type=type_, fields=own, macros=macros.get(number, ()), origin=origin)

    def _page(self, page: Sequence[int]) -> Iterator[Record]:
        given = {"ids": json.dumps(page)}
        heads = dict(self._keyed(_HEADS, given))
        fields = self._grouped(_FIELDS, given, Field)
        macros = self._grouped(_MACROS, given, Macro)
        people = self._grouped(_CONTRIBUTORS, given, Contributor)
        identifiers = self._grouped(_IDENTIFIERS, given, Identifier)
        tags = self._grouped(_TAGS, given, str)
        aliases = self._grouped(_ALIASES, given, str)
        notes = self._grouped(_NOTES, given, _note_of_row)
        links = self._grouped(_LINKS, given, _link_of_row)
        claimed, bears = read_claims.of_page(self.connection, given)
        origins = self._grouped(_ORIGINS, given, Origin)
        marks = self._grouped(_MARKS, given, Mark)
        for number in page:
            key, type_, status, via, why, priority, added, changed, pinned, origin, fetched, text, date = heads[number]
            yield Record(
                key=key,
                type=type_,
                fields=fields.get(number, ()),
                macros=macros.get(number, ()),
                contributors=people.get(number, ()),
                identifiers=identifiers.get(number, ()),
                tags=tags.get(number, ()),
                aliases=aliases.get(number, ()),
                notes=notes.get(number, ()),
                links=links.get(number, ()),
                claims=claimed.get(number, ()),
                bears=bears.get(number, ()),
                text=text,
                status=status,
                via=via,
                why=why,
                priority=priority,
                added=added,
                changed=changed,
                pinned=bool(pinned),
                origin=origin,
                fetched=fetched,
                origins=origins.get(number, ()),
                marks=marks.get(number, ()),
                inherited_date=date if date and not _is_dated(fields.get(number, ())) else "",
            )

    def _keyed(self, sql: str, given: dict[str, str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        return ((row[0], row[1:]) for row in self.connection.execute(sql, given))

    def _grouped(self, sql: str, given: dict[str, str], make: Any) -> dict[int, tuple[Any, ...]]:  # noqa: ANN401
        """Return the rows of a statement by their first column, which is sorted, each made into a value."""
        grouped: dict[int, list[Any]] = {}
        for row in self.connection.execute(sql, given):
            grouped.setdefault(row[0], []).append(make(*row[1:]))
        return {number: tuple(values) for number, values in grouped.items()}

    def candidates(
        self, identifiers: Iterable[tuple[str, str]], fingerprints: Iterable[str]
    ) -> dict[tuple[str, str], list[int]]:
        """Return the ids of sources that share an identifier or a fingerprint, by what they share.

        A fingerprint stands in the answer under the scheme `fingerprint`.
        """
        found: dict[tuple[str, str], list[int]] = {}
        given = {"pairs": json.dumps(list(identifiers))}
        sql = (
            "SELECT i.scheme, i.value, i.source_id FROM json_each(:pairs) p"
            " JOIN identifier i ON i.value = json_extract(p.value, '$[1]') AND i.scheme = json_extract(p.value, '$[0]')"
        )
        for scheme, value, number in self.connection.execute(sql, given):
            found.setdefault((scheme, value), []).append(number)
        prints = {"prints": json.dumps(list(fingerprints))}
        sql = "SELECT fingerprint, id FROM source WHERE fingerprint IN (SELECT value FROM json_each(:prints))"
        for value, number in self.connection.execute(sql, prints):
            found.setdefault(("fingerprint", value), []).append(number)
        return found

    def outlines(self) -> list[Outline]:
        """Return what the likeness of sources is judged by, in the order of adding."""
        identifiers: dict[int, set[tuple[str, str]]] = {}
        for number, scheme, value in self.connection.execute("SELECT source_id, scheme, value FROM identifier"):
            identifiers.setdefault(number, set()).add((scheme, value))
        sql = (
            "SELECT s.id, s.key, s.type, s.title_folded, s.year, fold(coalesce(nullif(c.family, ''), c.folded, '')),"
            " lower(s.venue) FROM source s LEFT JOIN contributor c ON c.source_id = s.id AND c.position ="
            " (SELECT min(position) FROM contributor WHERE source_id = s.id) ORDER BY s.id"
        )
        rows = steps.counted("reading", self.connection.execute(sql), self.count())
        return [Outline._make((*row, frozenset(identifiers.get(row[0], ())))) for row in rows]

    def linked_pairs(self) -> set[frozenset[str]]:
        """Return the pairs of keys of sources that are linked."""
        sql = "SELECT s.key, t.key FROM link l JOIN source s ON s.id = l.source_id JOIN source t ON t.id = l.target_id"
        return {frozenset(pair) for pair in self.connection.execute(sql)}

    def titled(self, beginning: str) -> list[tuple[str, str, int | None]]:
        """Return key, title and year of the sources whose folded title begins so."""
        sql = "SELECT key, title, year FROM source WHERE title_folded >= :low AND title_folded < :high ORDER BY id"
        return self.connection.execute(sql, {"low": beginning, "high": beginning + "\U0010ffff"}).fetchall()

    def present(self, ids: Sequence[int]) -> set[int]:
        """Return which of these sources are there."""
        return {
            number
            for (number,) in self.connection.execute(
                f"SELECT id FROM source WHERE id IN {_GIVEN}", {"ids": json.dumps(ids)}
            )
        }

    def marked(self, name: str, ids: Sequence[int]) -> set[int]:
        """Return which of these sources carry a mark.

        Those that are gone do not.
        """
        sql = f"SELECT source_id FROM mark WHERE name = :name AND source_id IN {_GIVEN}"
        return {number for (number,) in self.connection.execute(sql, {"name": name, "ids": json.dumps(ids)})}

    def pointing_at(self, key: str) -> list[int]:
        """Return the ids of the sources that link to a source, were queued because of it, or have it as evidence."""
        sql = (
            "SELECT source_id FROM link WHERE target_id = (SELECT id FROM source WHERE key_folded = :key)"
            " UNION SELECT id FROM source WHERE via_id = (SELECT id FROM source WHERE key_folded = :key)"
            " UNION SELECT c.source_id FROM evidence e JOIN claim c ON c.id = e.claim_id"
            " WHERE e.source_id = (SELECT id FROM source WHERE key_folded = :key)"
        )
        return [number for (number,) in self.connection.execute(sql, {"key": folded_key(key)})]

    def tags(self) -> list[tuple[str, int]]:
        """Return every tag, in its commonest spelling, with the number of sources that carry it, by name."""
        sql = (
            "SELECT name, sum(n) FROM (SELECT name, folded, count(*) AS n FROM tag GROUP BY folded, name ORDER BY n DESC)"
            " GROUP BY folded ORDER BY folded"
        )
        return self.connection.execute(sql).fetchall()

    def values(self, kind: str) -> list[str]:
        """Return the `person`s by family name, `type`s or `venue`s that the library has, each once, in order."""
        sql = {
            "person": "SELECT DISTINCT coalesce(nullif(family, ''), literal) FROM contributor ORDER BY 1",
            "type": "SELECT DISTINCT type FROM source ORDER BY 1",
            "venue": "SELECT DISTINCT venue FROM source WHERE venue <> '' ORDER BY 1",
        }[kind]
        return [value for (value,) in self.connection.execute(sql)]

    def parent_keys(self, fields: Sequence[str] = biblatex.INHERITING) -> list[tuple[int, str]]:
        """Return (id of the child, key that it names) for every `crossref` and `xdata`, or other fields; each may name several."""
        sql = f"SELECT source_id, plain FROM field WHERE lower(name) IN {_GIVEN}"
        found = self.connection.execute(sql, {"ids": json.dumps(list(fields))})
        return [(n, key.strip()) for n, names in found for key in names.split(",") if key.strip()]

    def count(self) -> int:
        """Return the number of sources."""
        return int(self.connection.execute("SELECT count(*) FROM source").fetchone()[0])


def _is_dated(fields: Sequence[Field]) -> bool:
    return any(field.name.lower() in ("date", "year") for field in fields)


def _note_of_row(number: int, text: str, quote: str, locator: str, public: int, created: str) -> Note:
    return Note(number, text, quote, locator, bool(public), created)


def _link_of_row(relation: str, key: str, direction: Any, title: str, _id: int) -> Link:  # noqa: ANN401
    return Link(relation, key, direction, title)
