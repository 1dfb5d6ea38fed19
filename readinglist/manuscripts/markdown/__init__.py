r"""Markdown as pandoc, Quarto and R Markdown read it.

Pandoc's citation syntax (manual, «Citation syntax»), the roles of MyST, and LaTeX in between.

    [see @doe, p. 3; -@roe]              → doe, roe
    @doe2020. Then @smith:1999, \@no     → doe2020, smith:1999
    @{https://x.org/a} and a@b.org       → https://x.org/a
    see {cite:p}`doe,roe`                → doe, roe
    @fig-one in Quarto                   → nothing: a label of the document
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from readinglist.manuscripts import front_matter, latex, own_references, rst
from readinglist.manuscripts.markdown import blocks as block_reader
from readinglist.manuscripts.markdown import chunks
from readinglist.manuscripts.mask import Mask
from readinglist.manuscripts.projects import Projects
from readinglist.manuscripts.text import plain, read
from readinglist.manuscripts.walk import BibFile, CitedKey, Event, Include, ScannedFile
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "markdown"
SUFFIXES = (".md", ".markdown", ".qmd", ".rmd")

# A key as pandoc reads it: single punctuation only between letters, but "://" too.
KEY = re.compile(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*")
_ROLE = re.compile(r"\{(?:foot)?cite(?::[a-z]+)?\}\Z")
_EVERYTHING = re.compile(r"\*")
# All repetitions below have a limit, far beyond real text, so that no input makes the pattern slow.
_BRACED = re.compile(r"\{([^\s{}]{1,1000}(?:\{[^\s{}]{0,1000}\}[^\s{}]{0,1000}){0,20})\}")
_INLINE = re.compile(
    r"""
    (?P<escape>\\[^\w\s])
    | (?P<code>`+)
    | (?P<address><[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>]{1,2000}> | <[^\s<>@]{1,200}@[^\s<>]{1,200}>)
    | (?P<tag></?[A-Za-z][^<>]{0,2000}>)
    | (?P<shortcode>\{\{<[^\n]{0,2000}?>\}\})
    | (?P<target>\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000}){0,5}\))
    | (?P<attributes>\{(?:\s*+(?:[#.-][^\s{}"'=]++|[\w.:-]++=(?:"[^"{}]{0,1000}+"|'[^'{}]{0,1000}+'|[^\s{}"']++)))++\s*+\})
    | (?P<definition>^[ ]{0,3}\[[^\]^@\n][^\]\n]{0,500}\]:[ \t]*\S{1,2000})
    | (?P<url>\b(?:https?|ftp|mailto|file|doi)://?[^\s<>)\]}]{1,2000} | \bwww\.[^\s<>)\]}]{1,2000})
    | (?P<math>\$\$[^$]{1,2000}\$\$ | \$(?=[^\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n)){0,500}(?<=\S)\$(?!\d))
    | (?P<at>@)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Attributes that are text, in which Quarto has citations; in all others they are not read.
_TEXT_ATTRIBUTE = re.compile(r"\b(?:(?:fig|tbl|lst)-(?:sub)?cap|title)=([\"'])(?P<text>[^\"']*)\1")
_LONG_RUN = 9  # backticks: of a longer run that is not closed, no part is tried, so that thousands take linear time
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_RAW_TEX = re.compile(r"\{=(?:latex|tex|beamer)\}")
_INCLUDE = re.compile(r"\{\{<\s*include\s+(['\"]?)(?P<name>[^'\"\s>]+)\1\s*>\}\}")
_TO_LABEL = re.compile(r"(?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q|[Ll]st|[Tt]hm)[-:]")
_TO_QUARTO_LABEL = re.compile(
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|prf|tip|nte|wrn|imp|cau)[-:]", re.IGNORECASE
)
_KNITR = (".qmd", ".rmd")
# Metadata that is text, in which citations count.
_PROSE = frozenset("nocite abstract title subtitle caption description thanks summary acknowledgements".split())


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites and includes, in order."""
    if source.path == source.document.main:
        yield from _project_bibliographies(source)
    yield from inside(source, source.text)


def inside(source: ScannedFile, text: str) -> Iterator[Event]:
    """Return the events of a Markdown text, by offset."""
    blocks = block_reader.read(text, knitr=source.path.suffix.lower() in _KNITR)
    inline = _Inline(source, text, blocks)
    events = sorted([*_of_blocks(source, text, blocks), *inline.events()], key=_start)
    return heapq.merge(events, latex.embedded_commands(source, inline.tex()), key=_start)


def _start(event: Event) -> int:
    return event.start


class _Inline:
    """One pass over the text between blocks of code."""

    def __init__(self, source: ScannedFile, text: str, blocks: block_reader.Blocks) -> None:
        self._text = blocks.text
        self._whole = text
        self._source = source
        self._mask = Mask(blocks.text)
        self._tex = list(blocks.tex)
        self._examples = blocks.examples
        self._done = 0  # where the last citation ends: another may follow at once
        self._runs: dict[int, list[int]] = {}
        for run in re.finditer("`+", blocks.text):
            self._runs.setdefault(len(run[0]), []).append(run.start())
        self._breaks = [match.start() for match in _EMPTY_LINE.finditer(blocks.text)]
        self._labels = _TO_QUARTO_LABEL if source.path.suffix.lower() in (".qmd", ".ipynb") else _TO_LABEL

    def events(self) -> Iterator[Event]:
        """Return what is cited and included."""
        position = 0
        while match := _INLINE.search(self._text, position):
            if match["at"]:
                found = self._citation(match.start())
                position = found.end if found else match.end()
                if found and self._is_key(found.key):
                    yield found
            elif match["code"]:
                position = self._code(match)
                yield from self._role(match, position)
                for name, start in chunks.knitted(self._text, match.end(), position):
                    yield _include(self._source, name, start)
            else:
                yield from self._other(match)
                position = match.end()

    def tex(self) -> str:
        """Return the text in which LaTeX commands count.

        Raw blocks of LaTeX are included. Call `events` first.
        """
        text, pieces, done = self._mask.text(), list[str](), 0
        for start, end in sorted(self._tex):
            pieces += (text[done:start], self._whole[start:end])
            done = end
        return "".join(pieces) + text[done:]

    def _citation(self, at: int) -> CitedKey | None:
        # A letter before the @ makes an address of e-mail, unless that letter ends the citation before.
        if at > self._done and self._text[at - 1].isalnum():
            return None
        found = cited(self._text, at)
        self._done = found.end if found else self._done
        return found

    def _is_key(self, key: str) -> bool:
        return key not in self._examples and not self._labels.match(key)

    def _code(self, match: re.Match[str]) -> int:
        """Blank the code that begins with these backticks.

        Only if as many backticks follow before the paragraph ends.
        """
        runs = self._runs.get(len(match[0]), [])
        index = bisect_right(runs, match.start())
        following = bisect_right(self._breaks, match.start())
        limit = self._breaks[following] if following < len(self._breaks) else len(self._text)
        if index == len(runs) or runs[index] > limit:
            return match.start() + 1 if len(match[0]) <= _LONG_RUN else match.end()
        end = runs[index] + len(match[0])
        self._mask.hide(match.start(), end)
        if _RAW_TEX.match(self._text, end):
            self._tex.append((match.end(), runs[index]))
        return end

    def _role(self, match: re.Match[str], end: int) -> Iterator[Event]:
        """Return what a role of MyST cites.

        `{cite:p}`, then keys in backticks.
        """
        if end > match.end() and _ROLE.search(self._text, max(0, match.start() - 20), match.start()):
            yield from rst.keys(self._text, match.end(), end - len(match[0]))

    def _other(self, match: re.Match[str]) -> Iterator[Event]:
        if match["shortcode"] and (include := _INCLUDE.fullmatch(match[0])):
            start = match.start() + include.start("name")
            yield _include(self._source, include["name"], start)
        for attribute in _TEXT_ATTRIBUTE.finditer(match[0]) if match["attributes"] else ():
            start, end = (match.start() + place for place in attribute.span("text"))
            yield from (key for key in _in_text(self._text, start, end) if self._is_key(key.key))
        if match["escape"] or match["url"] or match["address"]:
            self._mask.blank(*match.span())


def cited(text: str, at: int) -> CitedKey | None:
    """Return the citation that begins with an @.

    `at` is the offset of the @: `@doe, p. 3` → doe; `@{https://x.org/a}` → https://x.org/a.
    """
    if braced := _BRACED.match(text, at + 1):
        return CitedKey(braced[1], braced.start(1), braced.end(1))
    match = KEY.match(text, at + 1)
    return CitedKey(match[0], match.start(), match.end()) if match else None


def _of_blocks(source: ScannedFile, text: str, blocks: block_reader.Blocks) -> Iterator[Event]:
    for name, start in blocks.children:
        yield _include(source, name, start)
    yield from (_bibliography(source, *found) for found in blocks.bibliographies)
    for start, end in blocks.rst:
        yield from rst.roles(text, start, end)
    for start, end in blocks.metadata:
        for entry in front_matter.entries(text, start, end):
            if entry.name == "bibliography":
                yield from (_bibliography(source, *found) for found in front_matter.names(text, entry))
            elif entry.name == "references":
                yield from own_references.listed(text, entry.start, entry.end)
            elif entry.name in _PROSE:
                yield from _in_metadata(text, entry)


def _bibliography(source: ScannedFile, name: str, at: int) -> Event:
    """Return a bibliography; one in YAML is read for the references that the document gives itself."""
    paths = _beside(source, name)
    own = name.lower().endswith(own_references.SUFFIXES)
    return Include(name, at, at + len(name), paths, needed=False) if own else BibFile(at, paths)


def in_captions(text: str) -> Iterator[CitedKey]:
    """Return the citations in the captions that the first lines of code give, as in a notebook of Quarto."""
    for start, end in chunks.captions(text, (0, 0), (0, len(text))):
        yield from (key for key in _in_text(text, start, end) if not _TO_QUARTO_LABEL.match(key.key))


def _in_metadata(text: str, entry: front_matter.FrontMatterKey) -> Iterator[CitedKey]:
    return _in_text(text, entry.start, entry.end, everything=entry.name == "nocite")


def _in_text(text: str, start: int, end: int, *, everything: bool = False) -> Iterator[CitedKey]:
    """Return the citations in a range; with `everything`, `@*` is every source."""
    while (at := text.find("@", start, end)) >= 0:
        start = at + 1
        if text[at - 1].isalnum() or text[at - 1] == "\\":
            continue
        every = _EVERYTHING.match(text, at + 1) if everything else None
        found = CitedKey("*", at + 1, at + 2) if every else cited(text, at)
        if found:
            start = found.end
            yield found


def _include(source: ScannedFile, name: str, start: int) -> Include:
    return Include(name, start, start + len(name), _beside(source, name))


def _beside(source: ScannedFile, name: str) -> tuple[Path, ...]:
    """Return the paths that a file name may mean.

    Beside the file, beside the main file, or in the folder of a project.
    """
    main, projects = source.document.main.parent, source.document.of(Projects)
    if name.startswith("/"):
        return ((projects.quarto(main) or main) / name.lstrip("/"),)
    folders = dict.fromkeys((source.path.parent, main, *projects.folders(main)))
    return tuple(folder / name for folder in folders)


def _project_bibliographies(source: ScannedFile) -> Iterator[Event]:
    """Return the bibliographies in the settings of a Quarto project."""
    folder = source.document.of(Projects).quarto(source.path.parent)
    if folder is None:
        return
    try:
        text = plain(read(folder / "_quarto.yml").text)
    except UnreadableFile:
        return
    for name, _ in front_matter.bibliographies(text, 0, len(text)):
        yield _bibliography(source, f"/{name.lstrip('/')}", 0)
