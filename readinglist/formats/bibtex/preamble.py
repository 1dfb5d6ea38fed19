"""The preambles of a file.

LaTeX that its entries need, such as commands.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from readinglist.formats.bibtex import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COMMAND = re.compile(r"@[ \t]*(string|preamble)[ \t]*([{(])", re.IGNORECASE)
_DEFINITION = re.compile(r"\s*([^\s=,{}\"#%()]+)\s*=(.*)", re.DOTALL)


def preambles(texts: Iterable[str]) -> Iterator[str]:
    """Yield each preamble between entries once, its macros resolved."""
    macros: dict[str, str] = {}
    yielded = set()
    for text in texts:
        for kind, inner in _commands(text):
            definition = _DEFINITION.fullmatch(inner)
            if kind == "string" and definition:
                expressions.define(macros, definition[1], definition[2].strip())
            elif kind == "preamble" and expressions.tokens(inner.strip()) and inner.strip() not in yielded:
                yielded.add(inner.strip())
                with contextlib.suppress(ValueError):  # macros that stand for too much
                    yield f"@preamble{{{_resolved(inner.strip(), macros)}}}\n\n"


def _commands(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while found := _COMMAND.search(text, position):
        position = found.end()
        end = expressions.closing(text, position - 1) if found[2] == "{" else text.find(")", position)
        if end >= 0:
            yield found[1].lower(), text[position:end]
            position = end


def _resolved(expression: str, macros: dict[str, str]) -> str:
    if expressions.names_of_macros(expression):
        return expressions.enclosed(expressions.content(expression, macros))
    return expression
