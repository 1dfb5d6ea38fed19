"""From a query to a condition in SQL.

Every word of the user's travels as a named parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import biblatex, dates, identifiers, query, schemes
from readinglist.model.errors import UnknownField
from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import fulltext_index
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.query import Node

Values = dict[str, object]
_AFTER_ANY = "\U0010ffff"


def compile(node: Node | None) -> tuple[str, Values]:  # noqa: A001 - the word for what it does
    """Return a condition on `source s` and the values of its parameters."""
    if node is None:
        return "1", {}
    compiler = _Compiler()
    return compiler.condition(node), compiler.values


SORTS = {
    "added": "s.added",
    "author": "s.byline_folded",
    "changed": "s.changed",
    "date": "s.date",
    "key": "s.key_folded",
    "priority": "s.priority",
    "status": "s.status",
    "title": "s.title_folded",
    "type": "lower(s.type)",
    "venue": "s.venue COLLATE NOCASE",
    "year": "s.date",
}


def order(sort: str, *, reverse: bool) -> tuple[str, Values]:
    """Return an ORDER BY for a field, what lacks it last, and its parameters; by adding where none is named.

    Raises UnknownField.
    """
    direction = "DESC" if reverse else "ASC"
    if not sort:
        return f"s.id {direction}", {}
    name = sort.lower()
    values: Values = {}
    if name in SORTS:
        expression = SORTS[name]
    elif name in biblatex.KNOWN_FIELDS:
        expression, values = _field_value(name)
    else:
        raise UnknownField(sort, (*SORTS, "any BibLaTeX field"))
    return f"coalesce({expression}, '') = '', {expression} {direction}, s.id {direction}", values


def _field_value(name: str) -> tuple[str, Values]:
    names = biblatex.names_for(name)
    values: Values = {f"sort{n}": known for n, known in enumerate(names)}
    holders = ", ".join(f":{holder}" for holder in values)
    expression = (
        f"(SELECT fold(f.plain) FROM field f WHERE f.source_id = s.id AND lower(f.name) IN ({holders})"
        " ORDER BY f.position LIMIT 1)"
    )
    return expression, values


def _joined(conditions: list[str], word: str) -> str:
    """Join conditions as a balanced tree.

    SQLite takes expressions only a thousand levels deep.
    """
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    return f"({_joined(conditions[:middle], word)} {word} {_joined(conditions[middle:], word)})"


class _Compiler:
    """Turns nodes into conditions, and collects the values that they compare with."""

    def __init__(self) -> None:
        self.values: Values = {}

    def condition(self, node: Node) -> str:  # noqa: PLR0911 - one way out for each kind of node
        match node:
            case query.And(parts):
                return _joined([self.condition(part) for part in parts], "AND")
            case query.Or(parts):
                return _joined([self.condition(part) for part in parts], "OR")
            case query.Not(part):
                return f"NOT {self.condition(part)}"
            case query.Word(wanted, phrase):
                return self._words(wanted, phrase=phrase)
            case query.Exists(field):
                return self._exists(field)
            case query.Between(field, low, high):
                return self._between(field, low, high)
            case query.Has(field, wanted, _):
                return self._has(field, wanted)
        raise TypeError(node)

    def _value(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _words(self, wanted: str, *, phrase: bool) -> str:
        expression = fulltext_index.word(wanted, phrase=phrase)
        if not expression:
            return f"instr(s.title, {self._value(wanted)})"
        return f"s.id IN (SELECT rowid FROM fulltext WHERE fulltext MATCH {self._value(expression)})"

    def _has(self, field: str, wanted: str) -> str:
        special = _HAS.get(field)
        if special:
            return special(self, wanted)
        if field in schemes.NAMES:
            return self._identifier(field, wanted)
        return self._field(field, f"instr(fold(f.plain), {self._value(text.fold(wanted))})")

    def _identifier(self, scheme: str, wanted: str) -> str:
        value = identifiers.normal(scheme, wanted) or wanted
        found = f"i.value = {self._value(value)} OR instr(lower(i.value), {self._value(wanted.lower())})"
        return f"s.id IN (SELECT i.source_id FROM identifier i WHERE i.scheme = {self._value(scheme)} AND ({found}))"

    def _field(self, name: str, condition: str) -> str:
        holders = ", ".join(self._value(known) for known in biblatex.names_for(name))
        return f"s.id IN (SELECT f.source_id FROM field f WHERE lower(f.name) IN ({holders}) AND {condition})"

    def _people(self, wanted: str, role: str = "") -> str:
        only = f" AND c.role = {self._value(role)}" if role else ""
        found = f"instr(c.folded, {self._value(text.fold(wanted))})"
        return f"s.id IN (SELECT c.source_id FROM contributor c WHERE {found}{only})"

    def _tag(self, wanted: str) -> str:
        name = text.fold(wanted)
        below = f"t.folded >= {self._value(name + '/')} AND t.folded < {self._value(name + '0')}"
        return f"s.id IN (SELECT t.source_id FROM tag t WHERE t.folded = {self._value(name)} OR ({below}))"

    def _type(self, wanted: str) -> str:
        kind = biblatex.biblatex_type(wanted.lower())
        known = biblatex.BIBTEX_TYPES | biblatex.BIBLATEX_TYPES
        same = sorted({name for name in known if biblatex.biblatex_type(name) == kind} | {wanted.lower()})
        if wanted.lower() in ("phdthesis", "mastersthesis"):
            same = [wanted.lower()]
        return f"lower(s.type) IN ({', '.join(self._value(name) for name in same)})"

    def _note(self, wanted: str) -> str:
        return f"s.id IN (SELECT n.source_id FROM note n WHERE {self._inside('fold(n.text)', wanted)})"

    def _quote(self, wanted: str) -> str:
        inside = f"instr(fold(q.quote), {self._value(text.fold(wanted))})"
        tables = (f"SELECT q.source_id FROM {table} q WHERE {inside}" for table in ("note", "claim", "evidence"))
        return f"s.id IN ({' UNION '.join(tables)})"

    def _claim(self, wanted: str) -> str:
        said = "c.statement || ' ' || c.quote || ' ' || c.verdict || ' ' || c.note"
        return f"s.id IN (SELECT c.source_id FROM claim c WHERE {self._inside(f'fold({said})', wanted)})"

    def _evidence(self, wanted: str) -> str:
        return f"s.id IN (SELECT e.source_id FROM evidence e WHERE e.stance = {self._value(wanted.lower())})"

    def _text(self, wanted: str) -> str:
        return f"s.id IN (SELECT t.source_id FROM source_text t WHERE {self._inside('fold(t.text)', wanted)})"

    def _link(self, wanted: str) -> str:
        relation = self._value(wanted.lower())
        return (
            f"s.id IN (SELECT l.source_id FROM link l WHERE l.relation = {relation}"
            f" UNION SELECT l.target_id FROM link l WHERE l.relation = {relation})"
        )

    def _via(self, wanted: str) -> str:
        return f"s.via_id IN (SELECT v.id FROM source v WHERE instr(v.key_folded, {self._value(folded_key(wanted))}))"

    def _inside(self, expression: str, wanted: str) -> str:
        return f"instr({expression}, {self._value(text.fold(wanted))})"

    def _moment(self, column: str, wanted: str) -> str:
        return f"substr(s.{column}, 1, {len(wanted)}) = {self._value(wanted)}"

    def _exists(self, field: str) -> str:
        if field in _EXISTS:
            return _EXISTS[field]
        if field in schemes.NAMES:
            return f"s.id IN (SELECT i.source_id FROM identifier i WHERE i.scheme = {self._value(field)})"
        return self._field(field, "f.plain <> ''")

    def _between(self, field: str, low: str, high: str) -> str:
        if field == "year":
            return self._years(low, high)
        column = f"s.{field}"
        parts = [f"{column} <> ''"]
        if low:
            parts.append(f"{column} >= {self._value(low)}")
        if high:
            parts.append(f"{column} < {self._value(high + _AFTER_ANY)}")
        return f"({' AND '.join(parts)})"

    def _years(self, low: str, high: str) -> str:
        parts = ["s.year IS NOT NULL"]
        if low:
            parts.append(f"s.year >= {self._value(int(low))}")
        if high:
            parts.append(f"s.year <= {self._value(int(high))}")
        return f"({' AND '.join(parts)})"

    def _year(self, wanted: str) -> str:
        return f"coalesce(s.year = {self._value(dates.year_of(wanted))}, 0)"


_HAS: dict[str, Callable[[_Compiler, str], str]] = {
    "abstract": lambda c, wanted: c._field("abstract", f"instr(fold(f.plain), {c._value(text.fold(wanted))})"),
    "added": lambda c, wanted: c._moment("added", wanted),
    "any": lambda c, wanted: c._words(wanted, phrase=True),
    "author": lambda c, wanted: c._people(wanted, "author"),
    "changed": lambda c, wanted: c._moment("changed", wanted),
    "claim": _Compiler._claim,
    "date": lambda c, wanted: c._moment("date", wanted),
    "editor": lambda c, wanted: c._people(wanted, "editor"),
    "evidence": _Compiler._evidence,
    "is": lambda c, wanted: f"s.id IN (SELECT source_id FROM mark WHERE name = {c._value(wanted)})",
    "key": lambda c, wanted: c._inside("s.key_folded", wanted),
    "links": _Compiler._link,
    "note": _Compiler._note,
    "person": _Compiler._people,
    "quote": _Compiler._quote,
    "status": lambda c, wanted: f"s.status = {c._value(wanted.lower())}",
    "tag": _Compiler._tag,
    "text": _Compiler._text,
    "title": lambda c, wanted: c._inside("s.title_folded", wanted),
    "type": _Compiler._type,
    "venue": lambda c, wanted: c._inside("fold(s.venue)", wanted),
    "via": _Compiler._via,
    "why": lambda c, wanted: c._inside("fold(s.why)", wanted),
    "year": _Compiler._year,
}

_EXISTS = {
    "added": "1",
    "any": "1",
    "changed": "1",
    "claim": "s.id IN (SELECT source_id FROM claim)",
    "author": "s.id IN (SELECT source_id FROM contributor WHERE role = 'author')",
    "date": "s.date <> ''",
    "editor": "s.id IN (SELECT source_id FROM contributor WHERE role = 'editor')",
    "evidence": "s.id IN (SELECT source_id FROM evidence)",
    "is": "s.id IN (SELECT source_id FROM mark)",
    "key": "1",
    "links": "s.id IN (SELECT source_id FROM link UNION SELECT target_id FROM link)",
    "note": "s.id IN (SELECT source_id FROM note)",
    "person": "s.id IN (SELECT source_id FROM contributor)",
    "quote": "s.id IN (SELECT source_id FROM note WHERE quote <> '' UNION SELECT source_id FROM claim WHERE quote <> ''"
    " UNION SELECT source_id FROM evidence WHERE quote <> '')",
    "status": "s.status <> ''",
    "tag": "s.id IN (SELECT source_id FROM tag)",
    "text": "s.id IN (SELECT source_id FROM source_text)",
    "title": "s.title <> ''",
    "type": "1",
    "venue": "s.venue <> ''",
    "via": "s.via_id IS NOT NULL",
    "why": "s.why <> ''",
    "year": "s.year IS NOT NULL",
}
