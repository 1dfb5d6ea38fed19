"""The query language of `list`, `export` and `tag --where`: from text to a tree of conditions."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from readinglist import datamodel, errors


class And(NamedTuple):
    """All of the parts."""

    parts: tuple[Node, ...]


class Or(NamedTuple):
    """One of the parts at least."""

    parts: tuple[Node, ...]


class Not(NamedTuple):
    """Not the part."""

    part: Node


class Word(NamedTuple):
    """A word or "phrase" anywhere in the text of a source."""

    text: str
    phrase: bool = False


class Has(NamedTuple):
    """A field that holds a text."""

    field: str
    text: str
    phrase: bool = False


class Exists(NamedTuple):
    """A field that is there."""

    field: str


class Between(NamedTuple):
    """A field from `low` to `high`, both included; an empty one is open."""

    field: str
    low: str
    high: str


Node: TypeAlias = And | Or | Not | Word | Has | Exists | Between

ORDERED = ("year", "date", "added", "changed")
FIELDS = (
    "key", "type", "status", "tag", "note", "quote", "author", "editor", "person", "title", "venue", "year", "date",
    "added", "changed", "doi", "arxiv", "isbn", "pmid", "url", "via", "why", "abstract", "links", "any",
)  # fmt: skip
_SYNONYMS = {
    "tags": "tag",
    "keyword": "tag",
    "keywords": "tag",
    "journal": "venue",
    "container": "venue",
    "notes": "note",
}
_DEPTH = 100

_TOKEN = re.compile(
    r'\s*(?:(?P<open>-?\()|(?P<close>\))|(?P<term>-?(?:[A-Za-z][A-Za-z_-]*:)?(?:"(?:[^"\\]|\\.)*"|[^\s"]+)))'
)
_TERM = re.compile(r"(?P<not>-?)(?:(?P<field>[A-Za-z][A-Za-z_-]*):(?!//))?(?P<value>.*)\Z", re.DOTALL)
_DATE = re.compile(r"-?\d{1,4}(-\d\d(-\d\d)?)?\Z")


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


def parse(text: str) -> Node | None:
    """Return the tree of a query; None for an empty one. Raises QueryError and UnknownField."""
    tokens = _tokens(text)
    return _Parser(text, tokens).whole() if tokens else None


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    end = len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if not found:
            raise errors.QueryError(text, position + 1, "a quotation mark is not closed")
        kind = found.lastgroup or ""
        start = found.start(kind)
        value = found[kind]
        position = found.end()
        if kind == "term" and '"' not in value:
            value = _balanced(value)
            position = start + len(value)
        tokens.append(_Token(kind, value, start + 1))
    return tokens


def _balanced(term: str) -> str:
    """Cut a term before a closing bracket that it did not open: `doi:10.1/x(y)z)` ends before the last."""
    depth = 0
    for position, character in enumerate(term):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return term[:position]
    return term


class _Parser:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.either()
        if self.position < len(self.tokens):
            raise self.error("this bracket was not opened")
        return node

    def either(self) -> Node:
        parts = [self.both()]
        while self.accept("OR"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Node:
        parts = [self.unary()]
        while self.peek() not in ("", "OR", ")"):
            self.accept("AND")
            parts.append(self.unary())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def unary(self) -> Node:
        negations = 0
        while self.accept("NOT"):
            negations += 1
        node = self.atom()
        return Not(node) if negations % 2 else node

    def atom(self) -> Node:
        if self.position >= len(self.tokens) or self.peek() in ("AND", "OR", ")"):
            raise self.error("a word or field:value is missing here")
        token = self.tokens[self.position]
        self.position += 1
        if token.kind == "open":
            return self.group(token)
        return _term(self.text, token)

    def group(self, token: _Token) -> Node:
        self.depth += 1
        if self.depth > _DEPTH:
            raise errors.QueryError(self.text, token.column, f"brackets are nested deeper than {_DEPTH}")
        node = self.either()
        if not self.accept(")"):
            raise errors.QueryError(self.text, token.column, "this bracket is not closed")
        self.depth -= 1
        return Not(node) if token.text.startswith("-") else node

    def peek(self) -> str:
        return self.tokens[self.position].text if self.position < len(self.tokens) else ""

    def accept(self, word: str) -> bool:
        if self.peek() == word:
            self.position += 1
            return True
        return False

    def error(self, what: str) -> errors.QueryError:
        column = self.tokens[self.position].column if self.position < len(self.tokens) else len(self.text) + 1
        return errors.QueryError(self.text, column, what)


def _term(text: str, token: _Token) -> Node:
    found = _TERM.match(token.text)
    if not found:
        raise errors.QueryError(text, token.column, "this is no word and no field:value")
    negated, field, value = found["not"], found["field"], found["value"]
    phrase = value.startswith('"')
    plain = re.sub(r"\\(.)", r"\1", value[1:-1]) if phrase else value
    if negated and not field and not plain:
        raise errors.QueryError(text, token.column, "a word or field:value is missing here")
    node = _field(text, token, field, plain, phrase=phrase) if field else Word(plain, phrase)
    return Not(node) if negated else node


def _field(text: str, token: _Token, name: str, value: str, *, phrase: bool) -> Node:
    field = _SYNONYMS.get(name.lower(), name.lower())
    if field not in FIELDS:
        field = datamodel.canonical(field)
        if field not in datamodel.KNOWN_FIELDS:
            raise errors.UnknownField(name, (*FIELDS, "and every field of BibLaTeX"))
    if not value.strip():
        raise errors.QueryError(text, token.column, f"{name}: needs a value; {name}:* finds all that have one")
    if value == "*" and not phrase:
        return Exists(field)
    if ".." in value and not phrase and field in ORDERED:
        return _between(text, token, field, value)
    if field in ORDERED and not _DATE.match(value):
        raise errors.QueryError(text, token.column, f"{value!r} is no {field}; write 2024, 2024-05 or 2023..2025")
    return Has(field, value, phrase)


def _between(text: str, token: _Token, field: str, value: str) -> Node:
    low, _, high = value.partition("..")
    for end in (low, high):
        if end and not (_DATE.match(end) and (field != "year" or end.lstrip("-").isdigit())):
            raise errors.QueryError(text, token.column, f"{end!r} is no {field}; write a span as 2023..2025")
    if not low and not high:
        return Exists(field)
    return Between(field, low, high)
