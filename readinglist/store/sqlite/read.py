"""Reading: plain SQL with named parameters.

A page of sources takes a fixed number of statements.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readinglist.model import biblatex
from readinglist.model.attachment import Attachment
from readinglist.model.counterpart import Counterpart
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Contributor, Field, Identifier, Link, Macro, Mark, Note, Origin, Record
from readinglist.model.views import Outline
from readinglist.store.sqlite import highlights, query, read_claims
from readinglist.util import steps, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.query import Node

PAGE = 500
_GIVEN = "(SELECT value FROM json_each(:ids))"
# The rows of `field` that name other sources, in the words of the index that has them; they are few.
REFERRING = "lower(name) IN ('crossref', 'xdata', 'xref', 'related', 'entryset')"
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
    "SELECT source_id, number, text, quote, locator, public, created, highlight FROM note"
    f" WHERE source_id IN {_GIVEN} ORDER BY source_id, number"
)
_ORIGINS = (
    f"SELECT source_id, field, agent, at, base FROM origin WHERE source_id IN {_GIVEN} ORDER BY source_id, at, id"
)
_MARKS = f"SELECT source_id, name, detail, at FROM mark WHERE source_id IN {_GIVEN} ORDER BY source_id, name"
_COUNTERPARTS = (
    f"SELECT source_id, library, name, said FROM counterpart WHERE source_id IN {_GIVEN} ORDER BY source_id, id"
)
_ATTACHMENTS = (
    "SELECT source_id, number, path, kind, label, name, linked, sha256, size, url, fetched, archived, pages, added, marks"
    f" FROM attachment WHERE source_id IN {_GIVEN} ORDER BY source_id, number"
)
_LINKS = f"""
SELECT l.source_id, l.relation, s.key, 'out', s.title, l.added, l.id FROM link l JOIN source s ON s.id = l.target_id
WHERE l.source_id IN {_GIVEN}
UNION ALL
SELECT l.target_id, l.relation, s.key, 'in', s.title, l.added, l.id FROM link l JOIN source s ON s.id = l.source_id
WHERE l.target_id IN {_GIVEN}
ORDER BY 1, 4 DESC, 6, 7
"""
_HEADS = f"""
SELECT s.id, s.key, s.type, s.status, coalesce(v.key, ''), s.why, s.priority, s.added, s.changed, s.pinned,
       s.origin, s.fetched, coalesce((SELECT t.name FROM source_text t WHERE t.source_id = s.id), ''), s.date
FROM source s LEFT JOIN source v ON v.id = s.via_id WHERE s.id IN {_GIVEN}
"""

# The sources that were added last, as many as are read in no time; a guess.
_NEWEST = "(SELECT id, venue FROM source ORDER BY added DESC, id DESC LIMIT 10000)"
# Each value of a column once, by steps through its index.
_EACH = """
WITH RECURSIVE each (value) AS (
  SELECT min({value}) FROM {table}
  UNION ALL SELECT (SELECT min({value}) FROM {table} WHERE {value} > each.value) FROM each WHERE each.value IS NOT NULL
)
SELECT (SELECT {shown} FROM {table} WHERE {value} = each.value LIMIT 1) FROM each WHERE each.value IS NOT NULL
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
        counterparts = self._grouped(_COUNTERPARTS, given, Counterpart)
        attachments = self._grouped(_ATTACHMENTS, given, _attachment_of_row)
        for number in page:
            key, type_, status, via, why, priority, added, changed, pinned, origin, fetched, name, date = heads[number]
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
                attachments=attachments.get(number, ()),
                text=name,
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
                counterparts=counterparts.get(number, ()),
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
            " (SELECT min(position) FROM contributor WHERE source_id = s.id) ORDER BY s.added, s.id"
        )
        rows = steps.counted("reading", self.connection.execute(sql), self.count())
        return [Outline._make((*row, frozenset(identifiers.get(row[0], ())))) for row in rows]

    def linked_pairs(self) -> set[frozenset[str]]:
        """Return the pairs of keys of sources that are linked."""
        sql = "SELECT s.key, t.key FROM link l JOIN source s ON s.id = l.source_id JOIN source t ON t.id = l.target_id"
        return {frozenset(pair) for pair in self.connection.execute(sql)}

    def titled(self, beginning: str) -> list[tuple[str, str, int | None]]:
        """Return key, title and year of the sources whose folded title begins so."""
        sql = (
            "SELECT key, title, year FROM source WHERE title_folded >= :low AND title_folded < :high ORDER BY added, id"
        )
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

    def tags(self, beginning: str = "") -> list[tuple[str, int]]:
        """Return the tags that begin so, in their commonest spelling, with the number of sources that carry each, by name."""
        sql = (
            "SELECT name, sum(n) FROM (SELECT name, folded, count(*) AS n FROM tag"
            " WHERE folded >= :low AND folded < :high GROUP BY folded, name ORDER BY n DESC) GROUP BY folded ORDER BY folded"
        )
        low = text.fold(beginning)
        return self.connection.execute(sql, {"low": low, "high": low + "\U0010ffff"}).fetchall()

    def values(self, kind: str) -> list[str]:
        """Return `tag`s, `type`s, or, of what was added last, `person`s by family name or `venue`s, each once, in order."""
        sql = {
            "person": f"SELECT DISTINCT coalesce(nullif(family, ''), literal) FROM {_NEWEST} n"
            " CROSS JOIN contributor c ON c.source_id = n.id ORDER BY 1",
            "tag": _EACH.format(value="folded", shown="name", table="tag"),
            "type": _EACH.format(value="lower(type)", shown="type", table="source"),
            "venue": f"SELECT DISTINCT venue FROM {_NEWEST} WHERE venue <> '' ORDER BY 1",
        }[kind]
        return [value for (value,) in self.connection.execute(sql)]

    def parent_keys(self, fields: Sequence[str] = biblatex.INHERITING) -> list[tuple[int, str]]:
        """Return (id of the child, key that it names) for every `crossref` and `xdata`, or other fields; each may name several."""
        sql = f"SELECT source_id, plain FROM field WHERE {REFERRING} AND lower(name) IN {_GIVEN}"
        found = self.connection.execute(sql, {"ids": json.dumps(list(fields))})
        return [(n, key.strip()) for n, names in found for key in names.split(",") if key.strip()]

    def count(self, node: Node | None = None) -> int:
        """Return the number of sources, or of those that a query finds."""
        asked = query.compile(node)
        sql = f"SELECT count(*) FROM {asked.tables} WHERE {asked.condition}"
        return int(self.connection.execute(sql, asked.values).fetchone()[0])


def _is_dated(fields: Sequence[Field]) -> bool:
    return any(field.name.lower() in ("date", "year") for field in fields)


def _note_of_row(number: int, text: str, quote: str, locator: str, public: int, created: str, highlight: str) -> Note:
    return Note(number, text, quote, locator, bool(public), created, highlights.as_read(highlight))


def _attachment_of_row(*columns: Any) -> Attachment:  # noqa: ANN401
    found = Attachment._make(columns)
    return found._replace(linked=bool(found.linked))


def _link_of_row(relation: str, key: str, direction: Any, title: str, _added: str, _id: int) -> Link:  # noqa: ANN401
    return Link(relation, key, direction, title)
