"""reStructuredText: the roles of sphinxcontrib-bibtex.

And the directives `bibliography` and `include`, which name files.

    :cite:t:`doe,roe`           → doe, roe
    :cite:p:`{see}doe{p. 3}`    → doe
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts.mask import Mask
from readinglist.manuscripts.walk import BibFile, CitedKey, Event, Include, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "rst"
SUFFIXES = (".rst",)

_ROLE = re.compile(r":(?:foot)?cite(?::[a-z]+)?:`(?P<keys>[^`]{1,2000})`")
_DIRECTIVE = re.compile(
    r"^[ \t]*\.\.[ \t]+(?P<name>(?:foot)?bibliography|include)::[ \t]*(?P<value>[^\n]*)$", re.MULTILINE
)
_CODE = re.compile(r"``(?=\S)[^\n]{1,500}?``|\\.")
_LITERAL = re.compile(
    r"^(?P<indent>[ \t]*+)(?:\.\.[ \t]+(?:code|code-block|sourcecode|highlight|math|raw)::[^\n]*|(?P<comment>\.\.(?!\s[\w-]+::|\s\[|\s_|\s\|)[^\n]*)|[^\n]*::[ \t]*)$",
    re.MULTILINE,
)
_PIECE = re.compile(r"\{[^{}]*\}|[^,{}]+")
_LINE = re.compile(r"[ \t]*+(\S)?[^\n]*(?:\n|\Z)")


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites and includes, in order."""
    text = _without_code(source.text)
    found = [*roles(text, 0, len(text)), *_directives(source, text)]
    return iter(sorted(found, key=lambda event: event.start))


def _without_code(text: str) -> str:
    mask = Mask(text)
    position = 0
    while match := _LITERAL.search(text, position):
        position = _block_end(text, match.end() + 1, len(match["indent"]))
        mask.hide(match.start() if match["comment"] else match.end(), position)
        position = max(position, match.end() + 1)
    text = mask.text()
    mask = Mask(text)
    for match in _CODE.finditer(text):
        mask.blank(*match.span())
    return mask.text()


def _block_end(text: str, position: int, indent: int) -> int:
    """Return where the lines end that are indented deeper."""
    while position < len(text) and (match := _LINE.match(text, position)):
        if match[1] and match.start(1) - match.start() <= indent:
            break
        position = match.end()
    return min(position, len(text))


def roles(text: str, start: int, end: int) -> Iterator[Event]:
    """Return what the roles in a range cite."""
    for match in _ROLE.finditer(text, start, end):
        yield from keys(text, *match.span("keys"))


def keys(text: str, start: int, end: int) -> Iterator[CitedKey]:
    """Return the keys of a role.

    They are separated by commas; braces hold the words before and after a key: `{see}doe{p. 3},roe` → doe, roe.
    """
    for match in _PIECE.finditer(text, start, end):
        key = match[0].strip()
        if key and key[0] != "{":
            begin = match.start() + match[0].index(key)
            yield CitedKey(key, begin, begin + len(key))


def _directives(source: ScannedFile, text: str) -> Iterator[Event]:
    for match in _DIRECTIVE.finditer(text):
        start, names = match.start("value"), match["value"].split()
        if match["name"] == "include" and names:
            paths = (source.path.parent / names[0],)
            yield Include(names[0], start, start + len(names[0]), paths)
        elif match["name"] == "bibliography":
            yield from (BibFile(start, (source.path.parent / name,)) for name in names)
