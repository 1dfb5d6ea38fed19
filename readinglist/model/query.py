"""The query language.

From text to a tree of conditions, and back.

It is the language of `list`, `export` and `tag --where`.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from readinglist.errors import quoted
from readinglist.model import biblatex, dates, relations, schemes
from readinglist.model.errors import QueryError, UnknownField
from readinglist.model.record import MARKS, STATUSES, UNRESOLVED


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
    """A field that has a value."""

    field: str


class Between(NamedTuple):
    """A field from `low` to `high`, both included.

    An empty bound is open.
    """

    field: str
    low: str
    high: str


Node: TypeAlias = And | Or | Not | Word | Has | Exists | Between

ORDERED = ("year", "date", "added", "changed")
FIELDS = (
    "key", "type", "status", "tag", "note", "quote", "author", "editor", "person", "title", "venue", "year", "date",
    "added", "changed", *schemes.NAMES, "via", "why", "abstract", "links", "is", "claim",
    "evidence", "text", "any",
)  # fmt: skip
_SYNONYMS = {
    "tags": "tag",
    "keyword": "tag",
    "keywords": "tag",
    "journal": "venue",
    "container": "venue",
    "notes": "note",
    "claims": "claim",
}
# Brackets within brackets. The parser calls itself for each, and Python stops at a depth of about a thousand calls; nobody
# writes so many.
_DEPTH = 100

_HEAD = re.compile(r"\s*(?P<dashes>-*)(?:(?P<field>[A-Za-z][A-Za-z_-]*):(?!//))?")
_OPERATOR = re.compile(r'(?:AND|OR|NOT)(?=[\s()"]|\Z)')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_BREAK = re.compile(r'[\s()"]')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile(r'["\\]')
_YEAR = re.compile(r"-?[0-9]{1,4}\Z")
_DATE = re.compile(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?\Z")
_SPAN = re.compile(r"(?<!\.)\.\.(?!\.)")
_NOTHING = "a word or field:value is missing here"


class _Token(NamedTuple):
    """A term, a bracket or an operator.

    `kind` is `term`, the bracket or the operator itself.
    """

    kind: str
    column: int
    negated: bool = False
    field: str = ""
    text: str = ""
    phrase: bool = False


def parse(text: str) -> Node | None:
    """Return the tree of a query.

    None for an empty one.
    Raises QueryError and UnknownField.

    Two terms side by side are joined by AND, which binds closer than OR; `-` before a term or a bracket is NOT. In
    quotation marks a backslash escapes the next character. Brackets that a term opens and closes belong to it.

    `tag:moe -"exact words"` → `And((Has("tag", "moe"), Not(Word("exact words", phrase=True))))`
    `a b OR c` → `Or((And((Word("a"), Word("b"))), Word("c")))`
    `doi:10.1000/x(y)z` → `Has("doi", "10.1000/x(y)z")`
    """
    tokens = _tokens(text)
    return _Parser(text, tokens).whole() if tokens else None


def _tokens(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(query.rstrip())
    while position < end:
        token, position = _token(query, next(_HEAD.finditer(query, position)))
        tokens.append(token)
    return tokens


def _token(query: str, head: re.Match[str]) -> tuple[_Token, int]:
    """Return the token that a head begins, and where it ends."""
    column, position, dashes = head.start("dashes") + 1, head.end(), head["dashes"]
    bare = not head["field"]
    following = query[position : position + 1]
    if bare and following == "(":
        return _Token("(", column, negated=len(dashes) % 2 == 1), position + 1
    if bare and following == ")" and not dashes:
        return _Token(")", column), position + 1
    if bare and not dashes and (operator := _OPERATOR.match(query, position)):
        return _Token(operator[0], column), operator.end()
    value, end = _quoted(query, position) if following == '"' else _unquoted(query, position)
    token = _Token("term", column, len(dashes) % 2 == 1, head["field"] or "", value, following == '"')
    return token, end


def _quoted(query: str, start: int) -> tuple[str, int]:
    found = _QUOTED.match(query, start)
    if not found:
        raise QueryError(query, start + 1, "this quotation mark is not closed")
    return _ESCAPED.sub(r"\1", found[1]), found.end()


def _unquoted(query: str, start: int) -> tuple[str, int]:
    """Return a term without quotation marks, and where it ends.

    It ends at white space, a quotation mark, or a closing bracket that it did not open.
    """
    opened: list[int] = []
    end = len(query)
    for found in _BREAK.finditer(query, start):
        if found[0] == "(":
            opened.append(found.start())
        elif found[0] == ")" and opened:
            opened.pop()
        else:
            end = found.start()
            break
    if opened:
        raise QueryError(
            query, opened[-1] + 1, "this bracket is not closed; put words that belong together in quotation marks"
        )
    return query[start:end], end


class _Parser:
    """A parser of tokens by recursive descent.

    The grammar is OR of AND of NOT of a term or a bracket.
    """

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
        parts = [self.one()]
        while self.peek() not in ("", "OR", ")"):
            self.accept("AND")
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Node:
        negated = False
        while self.accept("NOT"):
            negated = not negated
        if self.peek() not in ("(", "term"):
            raise self.error(_NOTHING)
        token = self.tokens[self.position]
        self.position += 1
        node = self.group(token) if token.kind == "(" else _term(self.text, token)
        return _negation(node) if negated != token.negated else node

    def group(self, token: _Token) -> Node:
        self.depth += 1
        if self.depth > _DEPTH:
            raise QueryError(self.text, token.column, f"brackets are nested deeper than {_DEPTH}")
        node = self.either()
        if not self.accept(")"):
            raise QueryError(self.text, token.column, "this bracket is not closed")
        self.depth -= 1
        return node

    def peek(self) -> str:
        return self.tokens[self.position].kind if self.position < len(self.tokens) else ""

    def accept(self, kind: str) -> bool:
        if self.peek() == kind:
            self.position += 1
            return True
        return False

    def error(self, what: str) -> QueryError:
        column = self.tokens[self.position].column if self.position < len(self.tokens) else len(self.text) + 1
        return QueryError(self.text, column, what)


def _negation(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)


def _term(text: str, token: _Token) -> Node:
    if token.field:
        return _field_term(text, token)
    if not token.text.strip():
        raise QueryError(text, token.column, _NOTHING)
    # A lone AND, OR or NOT can only be written as a phrase; `-OR` and `--OR` are therefore read as `-"OR"` and `"OR"`.
    return Word(token.text, token.phrase or bool(_OPERATOR.fullmatch(token.text)))


def _field_term(text: str, token: _Token) -> Node:
    field, value = _query_field(token.field), token.text
    if not value.strip():
        what = f"{token.field}: needs a value; {token.field}:* finds all that have one"
        raise QueryError(text, token.column, what)
    if value == "*" and not token.phrase:
        return Exists(field)
    if not token.phrase and _SPAN.search(value) and field not in biblatex.VERBATIM_FIELDS:
        return _between(text, token, field)
    if field in ORDERED:
        _check_moment(text, token, field, value)
    if field == "status" and value.lower() not in STATUSES:
        raise QueryError(text, token.column, f"{quoted(value)} is no status; there are {', '.join(STATUSES)}")
    if field == "links" and value.lower() not in relations.NAMES:
        raise QueryError(text, token.column, f"{quoted(value)} is no relation; there are {', '.join(relations.NAMES)}")
    if field == "is":
        value = _mark_name(text, token, value)
    return Has(field, value, token.phrase)


def _mark_name(text: str, token: _Token, value: str) -> str:
    """Return the mark that `is:` asks for; `stub` means unresolved."""
    name = UNRESOLVED if value.lower() == "stub" else value.lower()
    if name not in MARKS:
        raise QueryError(text, token.column, f"{quoted(value)} is no mark; there are {', '.join(('stub', *MARKS))}")
    return name


def _query_field(name: str) -> str:
    """Return the one name of a field.

    `tags → tag`, `journal → venue`.

    Raises UnknownField.
    """
    field = _SYNONYMS.get(name.lower(), name.lower())
    if field in FIELDS:
        return field
    field = biblatex.canonical(field)
    if field not in biblatex.KNOWN_FIELDS:
        raise UnknownField(name, (*FIELDS, "and every field of BibLaTeX"))
    return field


def _between(text: str, token: _Token, field: str) -> Node:
    if field not in ORDERED:
        what = f"{token.field} has no span; {', '.join(ORDERED)} have. Put text with two points in quotation marks"
        raise QueryError(text, token.column, what)
    low, _, high = token.text.partition("..")
    for end in filter(None, (low, high)):
        _check_moment(text, token, field, end)
    if _is_backward(field, low, high):
        raise QueryError(text, token.column, f"{quoted(token.text)} ends before it begins")
    return Between(field, low, high) if low or high else Exists(field)


def _check_moment(text: str, token: _Token, field: str, value: str) -> None:
    if field == "year":
        valid, hint = bool(_YEAR.match(value)), "write 2024 or 2023..2025, or ask for a month by date:2024-05"
    else:
        valid, hint = (
            bool(_DATE.match(value)) and dates.is_valid(value),
            "write 2024, 2024-05, 2024-05-31 or 2023..2025",
        )
    if not valid:
        raise QueryError(text, token.column, f"{quoted(value)} is no {'year' if field == 'year' else 'date'}; {hint}")


def _is_backward(field: str, low: str, high: str) -> bool:
    if not low or not high:
        return False
    if field == "year":
        return int(low) > int(high)
    return not low.startswith("-") and low[: len(high)] > high


def describe(node: Node) -> str:  # noqa: PLR0911 - one way out for each kind of node
    """Return a query that `parse` reads as this tree again.

    This holds for any tree that `parse` makes. `Not(Or((Word("a"), Word("b"))))` → `-(a OR b)`
    """
    match node:
        case And(parts):
            return " ".join(map(_in_brackets, parts))
        case Or(parts):
            return " OR ".join(_in_brackets(part) if isinstance(part, Or) else describe(part) for part in parts)
        case Not(part):
            return f"-{_in_brackets(part)}"
        case Word(wanted, phrase):
            return _as_text(wanted, phrase=phrase)
        case Has(field, wanted, phrase):
            return f"{field}:{_as_text(wanted, phrase=phrase)}"
        case Exists(field):
            return f"{field}:*"
        case Between(field, low, high):
            return f"{field}:{low}..{high}"


def _in_brackets(node: Node) -> str:
    return f"({describe(node)})" if isinstance(node, And | Or) else describe(node)


def _as_text(wanted: str, *, phrase: bool) -> str:
    if not phrase:
        return wanted
    escaped = _SPECIAL.sub(r"\\\g<0>", wanted)
    return f'"{escaped}"'
