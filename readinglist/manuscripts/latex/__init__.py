r"""LaTeX: which keys a document cites, and which files it includes.

The commands of natbib (manual, «Commands for citations»), of biblatex (manual, «Citation Commands») and of packages
like them, those that the document defines, and the files that it includes.

    \citep[see][p.~3]{doe,roe}                    → doe, roe
    \cites(a)(b)[3]{doe}[4]{roe}                  → doe, roe
    \volcite{2}[5]{doe}                           → doe
    \textcquote[3]{doe}{words}                    → doe
    \newcommand{\see}[1]{\cite{#1}} \see{doe}   → doe
    \nocite{*}                                    → *, which is every source
    % \cite{doe}                                  → nothing
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.manuscripts.latex import blank
from readinglist.manuscripts.latex.commands import ENVIRONMENTS, FIELD, FIELDS, Macros, Shape
from readinglist.manuscripts.latex.groups import Groups, GroupSpan
from readinglist.manuscripts.latex.macros import Definitions
from readinglist.manuscripts.walk import BibFile, CitedKey, Event, Include, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "latex"
SUFFIXES = (".tex", ".ltx", ".rnw", ".snw", ".sty", ".cls")

_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_PIECE = re.compile(r"[^,]+")
_KEY = re.compile(r"(?:[^\\{}#,\x00]|\\_)+")
_BARE = re.compile(r"[ \t]*([^\s\\{}\[\]#%]+)")
_CHILD = re.compile(r"\bchild\s*=\s*(?:c\()?(['\"])(?P<name>[^'\"]+)\1")
_CLASS = re.compile(r"\\documentclass\s*(?:\[([^\]]*)\])?\s*\{\s*subfiles\s*\}")
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_MACRO = re.compile(r"\\([a-zA-Z@]+)(?:\{\}|[ \t]+)?")
# Files of TeX itself that documents include.
_OF_TEX = frozenset(
    "glyphtounicode xy xypic epsf tikz pgf random supp-pdf supp-mis insbox btxmac multido pstricks".split()
)
_INPUTS = frozenset("input include subfile subfileinclude InputIfFileExists @input loadglsentries".split())
_IMPORTS = frozenset("import includefrom inputfrom subimport subincludefrom subinputfrom".split())
_PACKAGES = {"usepackage": ".sty", "RequirePackage": ".sty", "documentclass": ".cls", "LoadClass": ".cls"}
_BIBLIOGRAPHIES = frozenset("bibliography nobibliography addbibresource addglobalbib addsectionbib".split())


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites and includes, in order."""
    macros = source.document.of(Macros)
    if source.path.suffix.lower() not in (".rnw", ".snw"):
        return _Scan(source, macros, source.text).events()
    heads: list[re.Match[str]] = []
    text = blank.blank_chunks(source.text, heads.append)
    children = [child for head in heads for child in _children(source, head)]
    return _Scan(source, macros, text).events(children)


def _children(source: ScannedFile, head: re.Match[str]) -> Iterator[Event]:
    for match in _CHILD.finditer(source.text, *head.span("options")):
        paths = _candidates(source, match["name"], "")
        yield Include(match["name"], *match.span("name"), paths)


def embedded_commands(source: ScannedFile, blanked: str) -> Iterator[Event]:
    """Return what the LaTeX in another kind of document cites."""
    return _Scan(source, source.document.of(Macros), source.text).commands(blanked)


class _Scan:
    """One pass over a file.

    An event waits until the pass is beyond it, so that events come in the order of the text.
    """

    def __init__(self, source: ScannedFile, macros: Macros, text: str) -> None:
        self._source = source
        self._macros = macros
        self._original = text
        self._waiting: list[Event] = []
        self._quiet = source.path.suffix.lower() in (".sty", ".cls")

    def events(self, children: list[Event] | None = None) -> Iterator[Event]:
        """Return the events of a LaTeX file."""
        self._waiting += children or ()
        if match := _CLASS.search(self._original, 0, 10_000):
            yield from self._main_file(match)
        yield from self.commands(blank.blanked(self._original, self._macros), again=True)

    def commands(self, blanked: str, *, again: bool = False) -> Iterator[Event]:
        """Return the events of the commands in a blanked text.

        With `again`, the text is blanked anew after each definition that changes what is verbatim.
        """
        self._parse(blanked)
        position, stop = self._range(blanked)
        layout = self._macros.layout()
        while match := _COMMAND.search(self._text, position, stop):
            yield from self._passed(match.start())
            if again and layout != self._macros.layout():
                self._parse(blank.blanked(self._original, self._macros))
                layout = self._macros.layout()
                position = match.start() if self._text[match.start()] == "\\" else match.end()
                continue
            position = self._command(match[1], match.end())
        yield from self._passed(len(self._text) + 1)

    def _parse(self, blanked: str) -> None:
        self._text = blanked
        self._groups = Groups(blanked)
        self._definitions = Definitions(self._groups, self._macros)

    def _range(self, blanked: str) -> tuple[int, int]:
        """Return the range of a file that is read.

        Of a subfile, all but its preamble; of its main file, the preamble alone.
        """
        match = _BEGIN.search(blanked) if self._source.part else None
        if match is None:
            return 0, len(blanked)
        return (0, match.start()) if self._source.part == "preamble" else (match.end(), len(blanked))

    def _passed(self, position: int) -> Iterator[Event]:
        """Return the events before a position, in order."""
        if self._waiting:
            ready = [event for event in self._waiting if _start(event) < position]
            self._waiting = [event for event in self._waiting if _start(event) >= position]
            yield from sorted(ready, key=_start)

    def _command(self, name: str, position: int) -> int:
        after = self._definitions.read(name, position)
        if after is not None:
            return after
        handler = _HANDLERS.get(name)
        if handler:
            handler(self, name, position)
        elif name.startswith("bibliography") and name not in ("bibliographystyle", "bibliographyunit"):
            self._bibliography(name, position)
        elif shape := self._macros.shape(name):
            self._cite(shape, position)
        return position

    def _cite(self, shape: Shape, position: int) -> None:
        spans = self._groups.arguments(shape, position)
        if shape == FIELD and spans and self._text[spans[0].start : spans[0].end].strip() in FIELDS:
            second = self._groups.brace(spans[0].after)
            spans = [second] if second else spans
        for span in spans:
            self._cite_keys(span)

    def _cite_keys(self, span: GroupSpan) -> None:
        for match in _PIECE.finditer(self._text, span.start, span.end):
            key = match[0].strip()
            if key and _KEY.fullmatch(key) and not self._quiet:
                start = match.start() + match[0].index(key)
                self._waiting.append(CitedKey(" ".join(key.split()), start, start + len(key)))

    def _environment(self, _name: str, position: int) -> None:
        group = self._groups.brace(position)
        name = self._text[group.start : group.end].strip() if group else ""
        if group and name in ENVIRONMENTS:
            self._cite(ENVIRONMENTS[name], group.after)
        elif group and name == "refsection" and (option := self._groups.option(group.after)):
            self._bib_files(option)

    def _bibliography(self, _name: str, position: int) -> None:
        while option := self._groups.option(position):
            position = option.after
        group = self._groups.brace(position)
        if group and "://" not in self._text[group.start : group.end]:
            self._bib_files(group)

    def _bib_files(self, span: GroupSpan) -> None:
        for match in _PIECE.finditer(self._text, span.start, span.end):
            name = self._expanded(match[0].strip())
            if name and "\\" not in name and "#" not in name:
                self._waiting.append(BibFile(match.start(), _candidates(self._source, name, ".bib")))

    def _input(self, name: str, position: int) -> None:
        group = self._groups.brace(position)
        match = None if group else _BARE.match(self._text, position)
        start, end = (group.start, group.end) if group else match.span(1) if match and name == "input" else (0, 0)
        part = "body" if name.startswith("subfile") else ""
        if asked := self._text[start:end].strip():
            paths = _candidates(self._source, self._expanded(asked.strip('"')), ".tex")
            folder = paths[0].parent if part else None
            self._include(asked, start, paths, folder, part, absent=name == "InputIfFileExists")

    def _import(self, name: str, position: int) -> None:
        position += self._text.startswith("*", position)
        folder = self._groups.brace(position)
        file = self._groups.brace(folder.after) if folder else None
        if folder and file:
            asked = self._expanded(self._text[folder.start : folder.end].strip())
            base = (self._source.folder if name.startswith("sub") else self._source.document.main.parent) / asked
            called = self._text[file.start : file.end].strip()
            paths = tuple(base / Path(path) for path in _file_names(self._expanded(called), ".tex"))
            self._include(called, file.start, paths, base, absent=False)

    def _include(
        self, asked: str, start: int, paths: tuple[Path, ...], folder: Path | None, part: str = "", *, absent: bool
    ) -> None:
        start = self._text.index(asked, start)
        needed = not absent and not self._quiet and asked.removesuffix(".tex") not in _OF_TEX
        if "#" not in asked:
            self._waiting.append(Include(asked, start, start + len(asked), paths, needed, folder, part))

    def _package(self, name: str, position: int) -> None:
        """Include a package or class beside the document.

        It is read for what it defines.
        """
        while option := self._groups.option(position):
            position = option.after
        group = self._groups.brace(position)
        for match in _PIECE.finditer(self._text, group.start, group.end) if group else ():
            called = match[0].strip()
            if called and "\\" not in called and "#" not in called:
                path = self._source.document.main.parent / f"{called}{_PACKAGES[name]}"
                self._waiting.append(Include(called, match.start(), match.end(), (path,), needed=False))

    def _main_file(self, match: re.Match[str]) -> Iterator[Event]:
        """Return the main file of a subfile that is read by itself.

        The preamble of the main file holds for the subfile too.
        """
        if match[1] and self._source.path == self._source.document.main:
            path = self._source.folder / match[1].strip()
            paths = (path, path.with_name(f"{path.name}.tex"))
            yield Include(match[1].strip(), match.start(1), match.end(1), paths, folder=path.parent, part="preamble")

    def _expanded(self, name: str) -> str:
        words = {**self._macros.words, "jobname": self._source.document.main.stem}
        return _MACRO.sub(lambda match: words.get(match[1], match[0]), name)


def _start(event: Event) -> int:
    return event.start


def _file_names(name: str, suffix: str) -> tuple[str, ...]:
    return (name,) if name.endswith(suffix) else (f"{name}{suffix}", name)


def _candidates(source: ScannedFile, name: str, suffix: str) -> tuple[Path, ...]:
    """Return the paths that a file name may mean.

    In the folder where names begin here, in that of the main file, or beside this file.
    """
    folders = dict.fromkeys((source.folder, source.document.main.parent, source.path.parent))
    return tuple(folder / path for folder in folders for path in _file_names(os.fsdecode(name), suffix))


_HANDLERS: dict[str, Callable[[_Scan, str, int], None]] = {
    "begin": _Scan._environment,  # noqa: SLF001 - the table of the class's own methods
    "newrefsection": _Scan._bibliography,  # noqa: SLF001
    **dict.fromkeys(_INPUTS, _Scan._input),  # noqa: SLF001
    **dict.fromkeys(_IMPORTS, _Scan._import),  # noqa: SLF001
    **dict.fromkeys(_PACKAGES, _Scan._package),  # noqa: SLF001
    **dict.fromkeys(_BIBLIOGRAPHIES, _Scan._bibliography),  # noqa: SLF001
}
