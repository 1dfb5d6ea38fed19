r"""What a chunk of code says in its head and its options: captions, which are text, and files that it includes.

knitr's options (yihui.org, «Chunk options») and those of Quarto («Cell options»).

    ```{r, fig.cap = "By @doe", child = here::here("text", "one.Rmd")}
    #| fig-cap:
    #|   - "By @doe"
    #|   - "And by @roe"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = r"(?:'[^'\n]*+'|\"[^\"\n]*+\")"
_QUOTED = re.compile(r"'([^'\n]+)'|\"([^\"\n]+)\"")
_STRINGS = rf"(?:[\w.:]{{1,30}}\(\s*)?(?P<strings>{_STRING}(?:\s*,\s*{_STRING})*+)"
_HEAD_CAPTION = re.compile(rf"\b(?:fig|tbl|tab|lst)[.-](?:sub|s)?cap\s*=\s*{_STRINGS}")
_HEAD_CHILD = re.compile(r"\bchild\s*=\s*")
_KNIT_CHILD = re.compile(r"\bknit_child\(\s*(?:input\s*=\s*)?")
_JOINED = re.compile(r"(?:here|file\.path)\([^()\n]*\)|" + _STRING)
_EDGE = re.compile(r"[(),]|" + _STRING)
_OPTION = re.compile(r"^[ \t]*(?:#|//|%%?|--)\|(?P<text>[ \t]?[^\n]*)(?:\n|\Z)", re.MULTILINE)
_NAME = re.compile(r"[ \t]?(?P<name>[A-Za-z][\w.-]*)[ \t]*:")
_IS_CAPTION = re.compile(r"(?:fig|tbl|tab|lst)[.-](?:sub|s)?cap")
_EXPRESSION = re.compile(r"\s*!expr\b")
_ITEM = re.compile(r"'([^'\n]+)'|\"([^\"\n]+)\"|([^\s,\[\]\"'!#|>-][^,\[\]\"'\n#]*)")
_BLANK = re.compile(r"\s*")


class Option(NamedTuple):
    """An option of a chunk, and the ranges of its value: one in each line."""

    name: str
    spans: list[tuple[int, int]]


def captions(text: str, head: tuple[int, int], body: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the ranges of a chunk's captions, in the order of the text."""
    found = [match.span("strings") for match in _HEAD_CAPTION.finditer(text, *head)]
    for option in _options(text, *body):
        if _IS_CAPTION.fullmatch(option.name):
            found += option.spans
    return found


def children(text: str, head: tuple[int, int], body: tuple[int, int]) -> Iterator[tuple[str, int]]:
    """Return the files that a chunk includes, and where their names begin."""
    yield from _named_by(_HEAD_CHILD, text, *head)
    yield from knitted(text, *body)
    for option in _options(text, *body):
        for span in option.spans if option.name == "child" else ():
            if _EXPRESSION.match(text, *span):
                yield from _files(text, *span)
            else:
                yield from (_name(match) for match in _ITEM.finditer(text, *span))


def _name(match: re.Match[str]) -> tuple[str, int]:
    group = next(number for number in (1, 2, 3) if match[number])
    return match[group].rstrip(), match.start(group)


def knitted(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Return the files that code in R includes: `knit_child("text/one.Rmd")`."""
    return _named_by(_KNIT_CHILD, text, start, end)


def _named_by(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    while match := pattern.search(text, start, end):
        start = _expression_end(text, match.end(), end)
        yield from _files(text, match.end(), start)


def _options(text: str, start: int, end: int) -> Iterator[Option]:
    """Return the options in the first lines of a chunk."""
    blank = _BLANK.match(text, start, end)
    position, option = blank.end() if blank else start, None
    position = text.rfind("\n", start, position) + 1 or position
    while line := _OPTION.match(text, position, end):
        position = line.end()
        name = _NAME.match(text, *line.span("text"))
        if name:
            if option:
                yield option
            option = Option(name["name"], [(name.end(), line.end("text"))])
        elif option:
            option.spans.append(line.span("text"))
    if option:
        yield option


def _expression_end(text: str, start: int, end: int) -> int:
    """Return where an expression of R ends: at a comma, or at the bracket that closes what it is in."""
    depth = 0
    for match in _EDGE.finditer(text, start, end):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth < 0 or (match[0] == "," and depth == 0):
            return match.start()
    return end


def _files(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Return the names in an expression of R: strings, and paths that are put together of strings."""
    for match in _JOINED.finditer(text, start, end):
        if parts := list(_QUOTED.finditer(text, *match.span())):
            yield "/".join(part[1] or part[2] for part in parts), parts[0].start() + 1
