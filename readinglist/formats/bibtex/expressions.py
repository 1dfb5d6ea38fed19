"""BibTeX expressions: tokens, macros, content, and whether BibTeX reads them.

An expression is the right side of an equals sign: pieces in braces, quotation marks or digits and macros, joined by `#`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_BRACE = re.compile(r"[{}]")
_BARE = re.compile(r"[^\s{}\"#%,=()@]+")
# As BibTeX and biber's parser both take it; neither defines one without a letter.
_MACRO = re.compile(r"(?![0-9])(?=.*[^\W\d_])[^\s{}\"#%,=()@'\\~]+")
_QUOTE = re.compile(r'[{}"]')


# Characters that the macros of an expression may stand for. Longer than any title, address or list of editors.
LONGEST = 20_000
_TOO_LONG = "?" * (LONGEST + 1)
# Characters that the macros of all entries in a piece of a file may stand for together; a guess, ten times the piece.
_MOST_OF_PIECE = 15_000_000


class MacrosOfPiece(dict[str, str]):
    """The macros that a piece of a file uses, and how much they have stood for in it so far."""

    stood_for = 0


class ExpressionToken(NamedTuple):
    """A part of an expression.

    One that is not `literal` is a macro.
    """

    literal: bool
    text: str


def closing(text: str, start: int) -> int:
    """Return where the brace at `start` closes; -1 if never.

    Braces are counted as BibTeX counts them: a backslash escapes none. `closing("{a{b}}", 0)` → 5
    """
    depth = 0
    for found in _BRACE.finditer(text, start):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return -1


def closing_quote(text: str, start: int) -> int:
    """Return where the quotation mark at `start` closes, outside braces.

    -1 if never.
    """
    depth = 0
    for found in _QUOTE.finditer(text, start + 1):
        if found[0] == '"' and depth == 0:
            return found.start()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth < 0:
            return -1
    return -1


def tokens(raw: str) -> list[ExpressionToken] | None:
    """Return the parts of an expression.

    None where it is no expression.
    `jan # "~5"` → the macro `jan` and the literal `~5`
    """
    parts: list[ExpressionToken] = []
    position = 0
    while True:
        position = _skip(raw, position)
        part, position = _token(raw, position)
        if part is None:
            return None
        parts.append(part)
        position = _skip(raw, position)
        if position == len(raw):
            return parts
        if raw[position] != "#":
            return None
        position += 1


def _skip(raw: str, position: int) -> int:
    while position < len(raw) and raw[position].isspace():
        position += 1
    return position


def _token(raw: str, position: int) -> tuple[ExpressionToken | None, int]:
    start = raw[position : position + 1]
    if start in ("{", '"') and start:
        end = closing(raw, position) if start == "{" else closing_quote(raw, position)
        return (ExpressionToken(literal=True, text=raw[position + 1 : end]), end + 1) if end >= 0 else (None, position)
    found = _BARE.match(raw, position)
    if not found:
        return None, position
    return ExpressionToken(literal=found[0].isdigit(), text=found[0]), found.end()


def is_macro(text: str) -> bool:
    """Whether a bare text can be the name of a macro, in BibTeX and biber.

    `jan → yes`, `12-15`, `3.2`, `'Acm` and `10.1000/xyz → no`
    """
    return bool(_MACRO.fullmatch(text))


def is_simple(raw: str) -> bool:
    """Whether an expression is one pair of braces with none inside.

    Nearly all are, and need not be parsed.
    """
    return raw[:1] == "{" and raw.find("{", 1) < 0 and raw.find("}") == len(raw) - 1


def content(raw: str, macros: Mapping[str, str]) -> str:
    """Return what an expression evaluates to.

    An undefined macro, and one for a month, evaluates to its name. `{a} # x → ab` with `{"x": "b"}`, `jan # "~5" → jan~5`

    Raises ValueError, with the reason, where macros stand for too much text: a few of them can stand for gigabytes.
    """
    if is_simple(raw):
        return raw[1:-1]
    parts = tokens(raw)
    if parts is None:
        return raw.strip('{}"')
    stand_for = sum(len(macros.get(part.text.lower(), "")) for part in parts if not part.literal)
    if stand_for > LONGEST:
        names = ", ".join(dict.fromkeys(part.text for part in parts if not part.literal))
        raise ValueError(f"its macros stand for more than {LONGEST:,} characters: {names[:99]}")
    if isinstance(macros, MacrosOfPiece):
        macros.stood_for += stand_for
        if macros.stood_for > _MOST_OF_PIECE:
            raise ValueError(f"the macros of the file stand for more than {_MOST_OF_PIECE:,} characters up to here")
    return "".join(part.text if part.literal else macros.get(part.text.lower(), part.text) for part in parts)


def define(macros: dict[str, str], name: str, raw: str) -> None:
    """Add what a macro stands for, by its lower-case name; one that is too long makes every expression with it so."""
    try:
        macros[name.lower()] = content(raw, macros)
    except ValueError:
        macros[name.lower()] = _TOO_LONG


def names_of_macros(raw: str) -> list[str]:
    """Return the macros that an expression uses, as written."""
    if raw[:1] == "{" and raw[-1:] == "}" and "#" not in raw:
        return []
    return [part.text for part in tokens(raw) or () if not part.literal]


def is_balanced(text: str) -> bool:
    """Whether the braces of a text are balanced, as BibTeX counts them."""
    depth = 0
    for found in _BRACE.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def enclosed(text: str) -> str:
    r"""Return content in braces.

    Braces that are not balanced become commands.
    `a {b} → {a {b}}`, `a { b → {a \textbraceleft  b}`, `a \{ b → {a \lbrace{} b}`
    """
    if is_balanced(text):
        return f"{{{text}}}"
    text = text.replace("\\{", "\\lbrace{}").replace("\\}", "\\rbrace{}")
    if not is_balanced(text):
        text = text.replace("{", "\\textbraceleft ").replace("}", "\\textbraceright ")
    return f"{{{text}}}"
