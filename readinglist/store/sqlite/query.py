"""From a query to a condition in SQL.

Every word of the user's travels as a named parameter. What asks for words becomes one expression of the full-text index, the rest
conditions that an index of the tables answers; only what is asked inside words (`query_inside.py`) is looked for one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import biblatex, dates, identifiers, query, schemes
from readinglist.model.query_tree import part_inside
from readinglist.store import derived
from readinglist.store.sqlite import fulltext_index, page_index, query_inside
from readinglist.store.sqlite.query_inside import tell_cost
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.model.query import Node

Values = dict[str, object]
_AFTER_ANY = "\U0010ffff"
# Signs that make another word: `C++`, `C#`. The index has only letters and digits; where titles and venues are asked, what it
# finds is compared with the signs.
_SIGNS = re.compile(r"[+#=<>$%&@^~|\\*]")
_SIGNED = ("title", "venue")
_TYPES = biblatex.BIBTEX_TYPES | biblatex.BIBLATEX_TYPES
_ADDRESSES = ("https://", "http://", "https://www.", "http://www.")

# An index has which sources are tagged, in order, and none which are not.
_ANY_UNTAGGED = "SELECT (SELECT count(*) FROM (SELECT DISTINCT source_id FROM tag)) < (SELECT count(*) FROM source)"


BY_WORDS = "fulltext.rowid"  # the column of ids where words are what is read first


class Condition(NamedTuple):
    """What sources must meet: tables that they are read from, as `s`, a condition on them, and the values of its parameters.

    `number` is the column by which the tables are read in the order of adding; `possible`, where there is one, a statement that says
    sooner than to try all of them whether any source can meet it.
    """

    tables: str
    condition: str
    values: Values
    number: str = "s.id"
    possible: str = ""

    @property
    def is_of_sources(self) -> bool:
        """Whether it says more than that a source is there, and nothing of words."""
        return self.tables == "source s" and self.condition != "1"


def compile(node: Node | None) -> Condition:  # noqa: A001 - the word for what it does
    """Return the condition of a query; where it asks for words, the full-text index is what is read first."""
    compiler = _Compiler()
    if node is None:
        return Condition("source s", "1", {})
    parts = node.parts if isinstance(node, query.And) else (node,)
    words = [found for part in parts if (found := compiler.words(part))]
    rest = [compiler.condition(part) for part in parts if not compiler.words(part)]
    if not words:
        possible = _ANY_UNTAGGED if query.Not(query.Exists("tag")) in parts else ""
        return Condition("source s", _joined(rest, "AND"), compiler.values, possible=possible)
    rest.insert(0, compiler.match(" AND ".join(words)))
    tables = "fulltext CROSS JOIN source s ON s.id = fulltext.rowid"
    return Condition(tables, _joined(rest, "AND"), compiler.values, BY_WORDS)


def _joined(conditions: list[str], word: str) -> str:
    """Join conditions as a balanced tree.

    SQLite takes expressions only a thousand levels deep.
    """
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    return f"({_joined(conditions[:middle], word)} {word} {_joined(conditions[middle:], word)})"


def _seldom(condition: str) -> str:
    """Let SQLite take the index for a bound of a span, and not go through all sources in their order."""
    return f"likelihood({condition}, 0.001)"


def _folded(field: str, part: str) -> str:
    """Return a part of a word as a field holds it; the full-text index parts East Asian characters."""
    return derived.as_searched(part) if field == "any" else text.fold(part)


class _Compiler:
    """Turns nodes into conditions, and collects the values that they compare with."""

    def __init__(self) -> None:
        self.values: Values = {}

    def words(self, node: Node) -> str:
        """Return the expression of the full-text index that says all of a node; empty where there is none."""
        match node:
            case query.And(parts) | query.Or(parts):
                found = [self.words(part) for part in parts]
                sign = " AND " if isinstance(node, query.And) else " OR "
                return f"({sign.join(found)})" if all(found) else ""
            case query.Word(wanted, phrase) if not part_inside(wanted, phrase=phrase):
                expression = fulltext_index.words(wanted, whole=phrase or not fulltext_index.is_beginning(wanted))
                return fulltext_index.anywhere(expression) if expression else ""
            case query.Beginning("any", wanted):
                expression = fulltext_index.words(wanted)
                return fulltext_index.anywhere(expression) if expression else ""
            case query.Has("any", wanted, phrase) if not part_inside(wanted, phrase=phrase):
                expression = fulltext_index.words(wanted, whole=True)
                return fulltext_index.anywhere(expression) if expression else ""
            case query.Has(field, wanted, phrase) if field in _COLUMNS and not part_inside(wanted, phrase=phrase):
                expression = fulltext_index.words(wanted)
                exact = not _SIGNS.search(text.fold(wanted.rstrip("*"))) or field not in _SIGNED
                return fulltext_index.within(_COLUMNS[field], expression) if expression and exact else ""
        return ""

    def condition(self, node: Node) -> str:  # noqa: PLR0911 - one way out for each kind of node
        if expression := self.words(node):
            return self._in_index(expression)
        match node:
            case query.And(parts):
                return _joined([self.condition(part) for part in parts], "AND")
            case query.Or(parts):
                return _joined([self.condition(part) for part in parts], "OR")
            case query.Not(part):
                return f"NOT {self.condition(part)}"
            case query.Word(wanted, phrase):
                return self._inside("any", part_inside(wanted, phrase=phrase) or wanted)
            case query.Exists(field):
                return self._exists(field)
            case query.Beginning(field, wanted):
                return self._beginning(field, wanted)
            case query.Between(field, low, high):
                return self._between(field, low, high)
            case query.Has(field, wanted, phrase):
                return self._has(field, wanted, part_inside(wanted, phrase=phrase))
        raise TypeError(node)

    def match(self, expression: str) -> str:
        """Return the condition that the row of the full-text index fits an expression."""
        return f"fulltext MATCH {self._value(expression)}"

    def _in_index(self, expression: str) -> str:
        return f"s.id IN (SELECT rowid FROM fulltext WHERE {self.match(expression)})"

    def _value(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _inside(self, field: str, part: str) -> str:
        """Look for a part of words, or for signs that are no words, in one source after the other."""
        tell_cost(part)
        names = biblatex.names_for(field)
        scheme = self._value(field) if field in schemes.NAMES else ""
        holders = "" if scheme or field in query_inside.FIELDS else ", ".join(map(self._value, names))
        folded, low = self._value(_folded(field, part)), self._value(part.lower())
        return query_inside.condition(field, folded=folded, low=low, names=holders, scheme=scheme)

    def _has(self, field: str, wanted: str, part: str) -> str:
        if part and (field in query_inside.FIELDS or field not in _HAS):
            return self._inside(field, part)
        if special := _HAS.get(field):
            return special(self, wanted)
        if field in schemes.NAMES:
            return self._identifier(field, wanted.rstrip("*") or wanted)
        expression = fulltext_index.words(wanted)
        if not expression:
            return self._inside(field, wanted)
        if field in _COLUMNS:
            indexed = self._in_index(fulltext_index.within(_COLUMNS[field], expression))
            return f"({indexed} AND {self._inside_of_few(field, wanted)})"
        return self._field(field, wanted, expression)

    def _inside_of_few(self, field: str, wanted: str) -> str:
        return query_inside.condition(field, folded=self._value(text.fold(wanted)), low="", names="", scheme="")

    def _text(self, wanted: str) -> str:
        """Look for words in the texts of sources, by the index of their pages."""
        expression = fulltext_index.words(page_index.unbroken(wanted))
        if not expression:
            return self._inside("text", wanted)
        matching = f"SELECT rowid FROM attachment_words WHERE attachment_words MATCH {self._value(expression)}"
        return page_index.sources(f"p.id IN ({matching})")

    def _field(self, name: str, wanted: str, expression: str) -> str:
        """Look for a field of BibLaTeX by the column of the index that has it, and then into what was found."""
        own = {"journaltitle": "venue"}.get(name, "annotations" if name in derived.ANNOTATIONS else "fields")
        holders = ", ".join(self._value(known) for known in biblatex.names_for(name))
        begins = f"instr(as_words(f.plain), {self._value(fulltext_index.as_words(wanted))})"
        indexed = self._in_index(fulltext_index.within({own, "fields"}, expression))
        return (
            f"({indexed} AND EXISTS (SELECT 1 FROM field f WHERE f.source_id = s.id"
            f" AND lower(f.name) IN ({holders}) AND {begins}))"
        )

    def _identifier(self, scheme: str, wanted: str) -> str:
        """Look for an identifier by its beginning."""
        begins = dict.fromkeys((identifiers.normal(scheme, wanted) or wanted, wanted, wanted.lower(), wanted.upper()))
        if scheme == "url":
            begins |= dict.fromkeys(f"{head}{wanted}" for head in _ADDRESSES)
        if scheme == "isbn":
            begins |= {wanted.replace("-", ""): None}
        found = " OR ".join(self._begins("i.value", one) for one in begins)
        return f"s.id IN (SELECT i.source_id FROM identifier i WHERE i.scheme = {self._value(scheme)} AND ({found}))"

    def _begins(self, column: str, wanted: str) -> str:
        return f"({column} >= {self._value(wanted)} AND {column} < {self._value(wanted + _AFTER_ANY)})"

    def _tag(self, wanted: str) -> str:
        name = text.fold(wanted)
        below = f"t.folded >= {self._value(name + '/')} AND t.folded < {self._value(name + '0')}"
        return f"s.id IN (SELECT t.source_id FROM tag t WHERE t.folded = {self._value(name)} OR ({below}))"

    def _type(self, wanted: str) -> str:
        kind = biblatex.biblatex_type(wanted.lower())
        same = sorted({name for name in _TYPES if biblatex.biblatex_type(name) == kind} | {wanted.lower()})
        if wanted.lower() in ("phdthesis", "mastersthesis"):
            same = [wanted.lower()]
        return f"lower(s.type) IN ({', '.join(self._value(name) for name in same)})"

    def _evidence(self, wanted: str) -> str:
        return f"s.id IN (SELECT e.source_id FROM evidence e WHERE e.stance = {self._value(wanted.lower())})"

    def _link(self, wanted: str) -> str:
        relation = self._value(wanted.lower())
        return (
            f"s.id IN (SELECT l.source_id FROM link l WHERE l.relation = {relation}"
            f" UNION SELECT l.target_id FROM link l WHERE l.relation = {relation})"
        )

    def _via(self, wanted: str) -> str:
        expression = fulltext_index.words(wanted)
        if not expression:
            return self._inside("via", wanted)
        match = self.match(fulltext_index.within(("parts",), expression))
        return f"s.via_id IN (SELECT rowid FROM fulltext WHERE {match})"

    def _why(self, wanted: str) -> str:
        expression = fulltext_index.words(wanted)
        if not expression:
            return self._inside("why", wanted)
        begins = f"instr(as_words(s.why), {self._value(fulltext_index.as_words(wanted))})"
        return f"({self._in_index(fulltext_index.within(('fields',), expression))} AND {begins})"

    def _beginning(self, field: str, wanted: str) -> str:
        """Look for what is being typed: a word without letters, or the beginning of a tag, a type or a date."""
        match field:
            case "any":
                return self._inside("any", wanted)
            case "tag":
                begins = self._begins("t.folded", text.fold(wanted))
                return f"s.id IN (SELECT t.source_id FROM tag t WHERE {begins})"
            case "type":
                same = sorted(name for name in _TYPES if biblatex.biblatex_type(name).startswith(wanted.lower()))
                known = ", ".join(map(self._value, same))
                return f"(lower(s.type) IN ({known}) OR {self._begins('lower(s.type)', wanted.lower())})"
        return self._begins(f"s.{field}", wanted)

    def _exists(self, field: str) -> str:
        if field in _EXISTS:
            return _EXISTS[field]
        if field in schemes.NAMES:
            only = f"i.source_id = s.id AND i.scheme = {self._value(field)}"
            return f"EXISTS (SELECT 1 FROM identifier i WHERE {only})"
        holders = ", ".join(self._value(known) for known in biblatex.names_for(field))
        only = f"f.source_id = s.id AND lower(f.name) IN ({holders}) AND f.plain <> ''"
        return f"EXISTS (SELECT 1 FROM field f WHERE {only})"

    def _between(self, field: str, low: str, high: str) -> str:
        if field == "year":
            return self._years(low, high)
        column = f"s.{field}"
        parts = [f"{column} > ''"]
        if low:
            parts.append(_seldom(f"{column} >= {self._value(low)}"))
        if high:
            parts.append(_seldom(f"{column} < {self._value(high + _AFTER_ANY)}"))
        return f"({' AND '.join(parts)})"

    def _years(self, low: str, high: str) -> str:
        parts = ["s.year IS NOT NULL"]
        if low:
            parts.append(_seldom(f"s.year >= {self._value(int(low))}"))
        if high:
            parts.append(_seldom(f"s.year <= {self._value(int(high))}"))
        return f"({' AND '.join(parts)})"

    def _year(self, wanted: str) -> str:
        return f"s.year IS {self._value(dates.year_of(wanted))}"


# Which columns of the full-text index have the words of a field.
_COLUMNS: dict[str, Sequence[str]] = {
    "abstract": ("abstract",),
    "author": ("authors",),
    "claim": ("claims", "quotes"),
    "editor": ("editors",),
    "key": ("parts",),
    "note": ("notes",),
    "person": ("authors", "editors", "people"),
    "quote": ("quotes",),
    "title": ("title",),
    "venue": ("venue",),
}
_HAS: dict[str, Callable[[_Compiler, str], str]] = {
    "added": lambda c, wanted: c._begins("s.added", wanted),
    "changed": lambda c, wanted: c._begins("s.changed", wanted),
    "date": lambda c, wanted: c._begins("s.date", wanted),
    "evidence": _Compiler._evidence,
    "is": lambda c, wanted: f"s.id IN (SELECT source_id FROM mark WHERE name = {c._value(wanted)})",
    "links": _Compiler._link,
    "status": lambda c, wanted: f"s.status = {c._value(wanted.lower())}",
    "tag": _Compiler._tag,
    "text": _Compiler._text,
    "attachment": lambda c, wanted: (
        f"s.id IN (SELECT a.source_id FROM attachment a WHERE a.kind = {c._value(wanted.lower())})"
    ),
    "type": _Compiler._type,
    "via": _Compiler._via,
    "why": _Compiler._why,
    "year": _Compiler._year,
}

_EXISTS = {
    "added": "1",
    "any": "1",
    "changed": "1",
    "claim": "s.id IN (SELECT source_id FROM claim)",
    "author": "EXISTS (SELECT 1 FROM contributor c WHERE c.source_id = s.id AND c.role = 'author')",
    "date": "s.date <> ''",
    "editor": "s.id IN (SELECT source_id FROM contributor WHERE role <> 'author' AND role = 'editor')",
    "evidence": "s.id IN (SELECT source_id FROM evidence)",
    "is": "s.id IN (SELECT source_id FROM mark)",
    "key": "1",
    "links": "s.id IN (SELECT source_id FROM link UNION SELECT target_id FROM link)",
    "note": "s.id IN (SELECT source_id FROM note)",
    "person": "EXISTS (SELECT 1 FROM contributor c WHERE c.source_id = s.id)",
    "quote": "s.id IN (SELECT source_id FROM note WHERE quote <> '' UNION SELECT source_id FROM claim WHERE quote <> ''"
    " UNION SELECT source_id FROM evidence WHERE quote <> '')",
    "status": "s.status <> ''",
    "tag": "EXISTS (SELECT 1 FROM tag t WHERE t.source_id = s.id)",
    "text": (
        "s.id IN (SELECT source_id FROM source_text UNION ALL SELECT a.source_id FROM attachment a"
        " JOIN attachment_text t ON t.sha256 = a.sha256 WHERE t.state = 'text')"
    ),
    "attachment": "s.id IN (SELECT source_id FROM attachment)",
    "title": "s.title <> ''",
    "type": "1",
    "venue": "s.venue <> ''",
    "via": "s.via_id IS NOT NULL",
    "why": "s.why <> ''",
    "year": "s.year IS NOT NULL",
}
