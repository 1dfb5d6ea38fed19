"""The words of a query: terms, brackets and operators, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from readinglist.model.errors import QueryError

# A name and what is asked of it: `tag:moe`, `tag=moe`, `year>=2020`. `https://` is no field.
_HEAD = re.compile(
    r"\s*(?P<dashes>-*)(?:(?P<field>[A-Za-z][A-Za-z_-]*)(?::(?!//)(?P<behind>[<>]=?|=)?|(?P<sign>[<>!]=|[<>=])(?=\S)))?"
)
_OPERATOR = re.compile(r'(?:AND|OR|NOT)(?=[\s()"]|\Z)', re.IGNORECASE)
_NAMED = re.compile(r"\s*-*(?:[A-Za-z][A-Za-z_-]*(?::(?!//)|[<>!]=|[<>=])|\(|not\s+[A-Za-z_-]+[:<>!=])", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_BREAK = re.compile(r'[\s()"]')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Token(NamedTuple):
    """A term, a bracket or an operator.

    `kind` is `term`, the bracket or the operator itself in capitals; `sign` is what stands between a field and its value,
    where it is more than a colon: `=`, `!=`, `<`, `<=`, `>`, `>=`.
    """

    kind: str
    column: int
    negated: bool = False
    field: str = ""
    text: str = ""
    phrase: bool = False
    sign: str = ""


def tokens(query: str) -> list[Token]:
    """Return the tokens of a query in their order. Raises QueryError.

    `and`, `or` and `not` in small letters are operators beside a field or a bracket, and words otherwise.
    """
    found: list[Token] = []
    position, end = 0, len(query.rstrip())
    while position < end:
        head = _HEAD.match(query, position)
        assert head  # noqa: S101 - it may be empty, and so matches anywhere
        token, position = _token(query, head, found[-1] if found else None)
        found.append(token)
    return found


def _token(query: str, head: re.Match[str], before: Token | None) -> tuple[Token, int]:
    """Return the token that a head begins, and where it ends."""
    column, position, dashes = head.start("dashes") + 1, head.end(), head["dashes"]
    bare = not head["field"]
    following = query[position : position + 1]
    if bare and following == "(":
        return Token("(", column, negated=len(dashes) % 2 == 1), position + 1
    if bare and following == ")" and not dashes:
        return Token(")", column), position + 1
    if bare and not dashes and (operator := _operator(query, position, before)):
        return Token(operator[0].upper(), column), operator.end()
    value, end = _quoted(query, position) if following == '"' else _unquoted(query, position)
    sign = head["sign"] or head["behind"] or ""
    return Token("term", column, len(dashes) % 2 == 1, head["field"] or "", value, following == '"', sign), end


def _operator(query: str, position: int, before: Token | None) -> re.Match[str] | None:
    found = _OPERATOR.match(query, position)
    if found is None or found[0].isupper():
        return found
    behind = bool(_NAMED.match(query, found.end()))
    ahead = before is not None and (before.kind == ")" or bool(before.field))
    return found if behind or (ahead and found[0].lower() != "not") else None


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
