"""Org: its citations, the links of org-ref, and LaTeX in between.

The syntax of citations is that of Org 9.5 (manual, «Citations»); that of links is org-ref's, versions 2 and 3.

    [cite/t:see @doe p. 3; @roe]     → doe, roe
    cite:doe,roe                     → doe, roe (org-ref 2)
    [[cite:&doe;&roe]]               → doe, roe (org-ref 3)
    =@code=                          → nothing: verbatim
"""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING

from readinglist.manuscripts import latex
from readinglist.manuscripts.latex.commands import by_name
from readinglist.manuscripts.mask import Mask
from readinglist.manuscripts.walk import BibFile, CitedKey, Event, Include, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "org"
SUFFIXES = (".org",)

_CHARACTERS = r"[\w\-.:?!`'/*@+|(){}<>&^$#%~]"
_LINE = re.compile(
    r"""^[ \t]*(?:
      (?P<comment>\#(?:[ \t][^\n]*)?$)
    | (?P<fixed>:(?:[ \t][^\n]*)?$)
    | (?P<drawer>:(?:PROPERTIES|LOGBOOK):[ \t]*$)
    | \#\+begin_(?P<block>src|example|comment|export)\b[ \t]*(?P<language>\w*)[^\n]*$
    | \#\+(?P<keyword>[\w-]+)(?:\[[^\]\n]*\])?:[ \t]*(?P<value>[^\n]*)$
    )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(r"^(\*+)[ \t]+([^\n]*)$", re.MULTILINE)
_HIDDEN = re.compile(r"(?:(?:TODO|DONE|\[#.\])[ \t]+)*COMMENT(?:[ \t]|$)|.*:noexport:")
_VERBATIM = re.compile(
    r"(?:(?<=[\s\-({'\"])|^)([=~])(?=\S)[^\n]{0,300}?(?:\n[^\n]{1,300}?)?(?<=\S)\1(?=[\s\-.,;:!?'\")}\\\[]|\Z)",
    re.MULTILINE,
)
_SOURCE = re.compile(r"\bsrc_\w+(?:\[[^\]\n]{0,200}\])?\{[^}\n]{0,500}\}")
_CITE = re.compile(r"\[cite(?:/[\w/-]*)?:")
_EDGE = re.compile(r"[\[\]]|\n[ \t]*\n")
_KEY = re.compile(rf"@({_CHARACTERS}+)")
_LINK = re.compile(r"(?<![\w/@:\\\[])(?P<kind>[A-Za-z]+)\*?:(?P<path>[^\s\[\]]+)")
_BRACKETED = re.compile(r"\[\[(?P<kind>[A-Za-z]+)\*?:(?P<path>[^\[\]\n]{1,2000})\]")
_OLD_KEY = re.compile(r"[\w\-:./+*]+")
_NEW_KEY = re.compile(rf"&({_CHARACTERS.replace('&', '')}+)")
_INCLUDE = re.compile(r"(?:\"([^\"\n]+)\"|(\S+))[ \t]*(src|example)?", re.IGNORECASE)
_BIBLIOGRAPHIES = frozenset("bibliography nobibliography addbibresource".split())
_PROSE = frozenset("title subtitle author date caption description".split())
_TEX = frozenset("latex latex_header latex_header_extra beamer_header".split())


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites and includes, in order."""
    reader = _Reader(source)
    events = sorted(reader.events(), key=lambda event: event.start)
    return heapq.merge(events, latex.embedded_commands(source, reader.tex), key=lambda event: event.start)


class _Reader:
    """One pass over the lines, then one over the remaining text."""

    def __init__(self, source: ScannedFile) -> None:
        self._source = source
        self._text = _without_hidden(source.text)
        self._keywords: list[re.Match[str]] = []
        self._unclosed: set[str] = set()  # ends of blocks that do not come any more
        self._prose, self.tex = self._blanked()

    def _blanked(self) -> tuple[str, str]:
        """Return the text for citations, and the text for LaTeX."""
        prose, tex = Mask(self._text), Mask(self._text)
        position = 0
        while match := _LINE.search(self._text, position):
            position = max(match.end(), self._end(match))
            keyword = (match["keyword"] or "").lower()
            if keyword:
                self._keywords.append(match)
            if keyword not in _PROSE:
                prose.hide(match.start(), position)
            if keyword not in _PROSE | _TEX and (match["language"] or "").lower() not in ("latex", "beamer"):
                tex.hide(match.start(), position)
        return _inline(prose.text()), _inline(tex.text())

    def _end(self, match: re.Match[str]) -> int:
        closing = f"#+end_{match['block']}" if match["block"] else ":END:" if match["drawer"] else ""
        if not closing or closing.lower() in self._unclosed:
            return match.end()
        found = re.compile(rf"^[ \t]*{re.escape(closing)}[^\n]*$", re.MULTILINE | re.IGNORECASE).search(
            self._text, match.end()
        )
        if found is None:
            self._unclosed.add(closing.lower())
        return found.end() if found else match.end()

    def events(self) -> Iterator[Event]:
        """Return what is cited and included."""
        for match in self._keywords:
            yield from self._keyword(match)
        closings = _closings(self._prose)
        for match in _CITE.finditer(self._prose):
            for key in _KEY.finditer(self._prose, match.end(), closings.get(match.start(), match.end())):
                yield CitedKey(key[1], key.start(1), key.end(1))
        for pattern in (_LINK, _BRACKETED):
            for match in pattern.finditer(self._prose):
                yield from self._linked(match, bare=pattern is _LINK)

    def _keyword(self, match: re.Match[str]) -> Iterator[Event]:
        keyword, value, start = match["keyword"].lower(), match["value"], match.start("value")
        if keyword == "bibliography" and value.strip():
            yield BibFile(start, self._paths(value.strip().strip('"')))
        elif keyword in ("include", "setupfile") and (found := _INCLUDE.match(value)) and not found[3]:
            name = (found[1] or found[2]).partition("::")[0]
            at = start + value.index(name)
            if "://" not in name:
                yield Include(name, at, at + len(name), self._paths(name))

    def _linked(self, match: re.Match[str], *, bare: bool) -> Iterator[Event]:
        kind, path, start = match["kind"], match["path"], match.start("path")
        path = path.rstrip(".,:;?!'\")") if bare else path
        if kind in _BIBLIOGRAPHIES:
            for name in path.split(","):
                yield BibFile(start, self._paths(name if name.endswith(".bib") else f"{name}.bib"))
        elif by_name(kind):
            # Version 3 of org-ref marks each key with &; version 2 separates keys with commas.
            new = "&" in path
            for key in (_NEW_KEY if new else _OLD_KEY).finditer(path):
                yield CitedKey(key[int(new)], start + key.start(int(new)), start + key.end(int(new)))

    def _paths(self, name: str) -> tuple[Path, ...]:
        return (self._source.path.parent / name, self._source.document.main.parent / name)


def _closings(text: str) -> dict[int, int]:
    """Return the closing bracket of each, within its paragraph."""
    closings: dict[int, int] = {}
    stack: list[int] = []
    for match in _EDGE.finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif match[0] != "]":
            stack.clear()
        elif stack:
            closings[stack.pop()] = match.start()
    return closings


def _inline(text: str) -> str:
    mask = Mask(text)
    for match in re.compile(f"(?:{_VERBATIM.pattern})|(?:{_SOURCE.pattern})", re.MULTILINE).finditer(text):
        mask.hide(*match.span())
    return mask.text()


def _without_hidden(text: str) -> str:
    """Return a text without subtrees that are not exported.

    Those marked COMMENT or `:noexport:`.
    """
    mask = Mask(text)
    level, start = 0, 0
    for match in _HEADING.finditer(text):
        if level and len(match[1]) <= level:
            mask.hide(start, match.start())
            level = 0
        if not level and _HIDDEN.match(match[2]):
            level, start = len(match[1]), match.start()
    if level:
        mask.hide(start, len(text))
    return mask.text()
