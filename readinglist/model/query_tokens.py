"""The words of a query: terms, brackets and operators, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from readinglist.model.errors import QueryError

# A name and what is asked of it: `tag:moe`, `tag=moe`, `year>=2020`. `https://` is no field.
_HEAD = re.compile(
    r"\s*(?P<dashes>(?:-|!(?!=))*)"
    r"(?:(?P<field>[A-Za-z][A-Za-z_-]*)(?:[:：](?!//)(?P<behind>[<>]=?|=)?|(?P<sign>[<>!]=|[<>=])(?=\S)))?"
)
_OPERATOR = re.compile(r'(?:AND|OR|NOT|&&?|\|\|?)(?=[\s()"]|\Z)', re.IGNORECASE)
SYMBOLS = {"&": "AND", "&&": "AND", "|": "OR", "||": "OR"}
_NAMED = re.compile(
    r"\s*[-!]*(?:[A-Za-z][A-Za-z_-]*(?:[:：](?!//)|[<>!]=|[<>=])|\(|not\s+[A-Za-z_-]+[:<>!=])", re.IGNORECASE
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
# As word processors and other languages set them, and as a shell's user types them behind a field.
_SET_QUOTED = re.compile(r"“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»")
_BEHIND_A_FIELD = re.compile(r"""'([^']*)'(?=[\s()"]|\Z)""")
OTHER_MARKS = "“„«'"
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
        return Token(SYMBOLS.get(operator[0], operator[0].upper()), column), operator.end()
    value, end, phrase = _value(query, position, behind_a_field=not bare)
    sign = head["sign"] or head["behind"] or ""
    return Token("term", column, len(dashes) % 2 == 1, head["field"] or "", value, phrase, sign), end


def _value(query: str, start: int, *, behind_a_field: bool) -> tuple[str, int, bool]:
    """Return a value, where it ends, and whether it stood in quotation marks."""
    if query.startswith('"', start):
        return *_quoted(query, start), True
    marked = _SET_QUOTED.match(query, start) or (_BEHIND_A_FIELD.match(query, start) if behind_a_field else None)
    if marked:
        return marked[marked.lastindex or 0], marked.end(), True
    return *_unquoted(query, start, behind_a_field=behind_a_field), False


def _operator(query: str, position: int, before: Token | None) -> re.Match[str] | None:
    found = _OPERATOR.match(query, position)
    if found is None or found[0].isupper() or found[0] in SYMBOLS:
        return found
    behind = bool(_NAMED.match(query, found.end()))
    ahead = before is not None and (before.kind == ")" or bool(before.field))
    return found if behind or (ahead and found[0].lower() != "not") else None


def _quoted(query: str, start: int) -> tuple[str, int]:
    found = _QUOTED.match(query, start)
    if not found:
        raise QueryError(query, start + 1, "this quotation mark is not closed")
    return _ESCAPED.sub(r"\1", found[1]), found.end()


def _unquoted(query: str, start: int, *, behind_a_field: bool) -> tuple[str, int]:
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
        what = "this bracket is not closed; put words that belong together in quotation marks"
        if behind_a_field and opened[-1] == start and query.find(")", start) > 0:
            what = "a field takes one value; write (tag:a OR tag:b), with the field before each"
        raise QueryError(query, opened[-1] + 1, what)
    return query[start:end], end
