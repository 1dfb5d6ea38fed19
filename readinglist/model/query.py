"""The query language.

From text to a tree of conditions (`query_tree.py`), and back.

It is the language of `list`, `export` and `tag --where`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import query_terms
from readinglist.model.errors import QueryError
from readinglist.model.query_tokens import tokens
from readinglist.model.query_tree import (
    FIELDS,
    ORDERED,
    And,
    Beginning,
    Between,
    Exists,
    Has,
    Node,
    Not,
    Or,
    Word,
    describe,
)

if TYPE_CHECKING:
    from readinglist.model.query_tokens import Token

__all__ = [
    "FIELDS", "ORDERED", "And", "Beginning", "Between", "Exists", "Has", "Node", "Not", "Or", "Word", "describe", "parse",
]  # fmt: skip

# Brackets within brackets. The parser calls itself for each, and Python stops at a depth of about a thousand calls; nobody
# writes so many.
_DEPTH = 100
_SHOWN = 60  # characters of a query that is too long
MOST_TERMS = 1000  # a guess: more than anybody writes, or a script that has a list of keys; SQLite takes time and memory for each


def parse(text: str, *, typing: bool = False) -> Node | None:
    """Return the tree of a query.

    None for an empty one.
    Raises QueryError and UnknownField.

    Two terms side by side are joined by AND, which binds closer than OR; `-` before a term or a bracket is NOT. In
    quotation marks a backslash escapes the next character. Brackets that a term opens and closes belong to it.
    While somebody is `typing`, the last term counts as a beginning, until a space follows it.

    `tag:moe -"exact words"` → `And((Has("tag", "moe"), Not(Word("exact words", phrase=True))))`
    `a b OR c` → `Or((And((Word("a"), Word("b"))), Word("c")))`
    `year>=2020 not tag=x` → `And((Between("year", "2020", ""), Not(Has("tag", "x"))))`
    `doi:10.1000/x(y)z` → `Has("doi", "10.1000/x(y)z")`
    `a tag:mo`, typing → `And((Word("a"), Beginning("tag", "mo")))`
    """
    found = tokens(text)
    terms = [token for token in found if token.kind == "term"]
    if len(terms) > MOST_TERMS:
        what = f"a query has at most {MOST_TERMS:,} words and terms, and this one has {len(terms):,}; ask in several"
        raise QueryError(f"{text[:_SHOWN]}…", terms[MOST_TERMS].column, what)
    return _Parser(text, found, typing=typing and not text[-1].isspace()).whole() if found else None


class _Parser:
    """A parser of tokens by recursive descent.

    The grammar is OR of AND of NOT of a term or a bracket.
    """

    def __init__(self, text: str, tokens: list[Token], *, typing: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.typing = typing
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
            raise self.error(query_terms.NOTHING)
        token = self.tokens[self.position]
        self.position += 1
        negated = negated != token.negated
        node = self.group(token) if token.kind == "(" else self.term(token, negated=negated)
        return _negation(node) if negated else node

    def term(self, token: Token, *, negated: bool) -> Node:
        """What is left out is meant as it stands: else much is gone until the word is typed to its end."""
        is_typed = self.typing and self.position == len(self.tokens) and not negated
        return (query_terms.beginning_of if is_typed else query_terms.node_of)(self.text, token)

    def group(self, token: Token) -> Node:
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
