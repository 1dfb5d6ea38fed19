"""Characters that LaTeX does not print, or stops at, where they stand raw in a text.

The ten special characters are those of "LaTeX: a document preparation system", 2.1; the four that begin a command, a group, a
space or maths are meant where they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands between two of any character, as it is: `\verb|a_b|`.
_LITERAL = r"\\(?:[vV]erb\*?|url|path|nolinkurl|(?:lstinline|mintinline)(?:\[[^\]]*\])?(?:\{\w+\})?)(?P<fence>[^\sA-Za-z*{\[])[^\n]{0,500}?(?P=fence)"
# What is passed over: an escaped character, maths, and what is read verbatim or as an address.
_PASSED = (
    _LITERAL + r"|\\\([^$]{0,999}?\\\)|\\ensuremath\s*\{[^{}]*\}"
    r"|\\(?:url|nolinkurl|path|href|hyperref|verb|label|ref|cite\w*|begin|end|includegraphics)\b\s*(?:\[[^\]]*\])?\s*"
    r"(?:\{[^{}]*\})?|\\[^a-zA-Z]|\\[a-zA-Z]+|\$\$.*?\$\$|\$.*?(?<!\\)\$"
)
_TOKEN = re.compile(rf"(?s)(?P<passed>{_PASSED})|(?P<raw>[&%#_^])")
_DOLLAR = re.compile(rf"{_LITERAL}|\\.|\$", re.DOTALL)


def raw(content: str) -> str:
    r"""Return the special characters that stand raw in the content of a field, each once: `R&D \& 5 % of $a_1$ → &%`."""
    return "".join(dict.fromkeys(_found(content)))


def _found(content: str) -> Iterator[str]:
    if not re.search(r"[&%#_^]", content):
        return
    for token in _TOKEN.finditer(content):
        if token["raw"]:
            yield token["raw"]


def escaped(content: str) -> str:
    r"""Return a content with these characters escaped: `R&D 5 % → R\&D 5 \%`, `a^b → a\textasciicircum{}b`."""
    return _TOKEN.sub(lambda token: token["passed"] or _ESCAPES[token["raw"]], content)


_ESCAPES = {**{mark: f"\\{mark}" for mark in "&%#_"}, "^": "\\textasciicircum{}"}


def maths_is_open(content: str) -> bool:
    r"""Whether a `$` opens maths that nothing closes: `costs $5` but not `\$5` or `$x$`."""
    return sum(found[0] == "$" for found in _DOLLAR.finditer(content)) % 2 == 1
