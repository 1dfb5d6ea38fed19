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

from readinglist.manuscripts.latex import blank, inputs, keys
from readinglist.manuscripts.latex.commands import ENVIRONMENTS, FIELD, FIELDS, Macros, Shape
from readinglist.manuscripts.latex.groups import Groups, GroupSpan
from readinglist.manuscripts.latex.macros import Definitions, expanded
from readinglist.manuscripts.projects import Projects
from readinglist.manuscripts.walk import BibFile, CitedKey, Event, Include, OwnReference, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readinglist.manuscripts.latex.commands import Inclusion
    from readinglist.manuscripts.latex.inputs import Argument

NAME = "latex"
SUFFIXES = (".tex", ".ltx", ".rnw", ".snw", ".sty", ".cls")

_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_PIECE = re.compile(r"[^,]+")
_CHILD = re.compile(r"\bchild\s*=\s*(?:c\()?(['\"])(?P<name>[^'\"]+)\1")
_CLASS = re.compile(r"\\documentclass\s*(?:\[([^\]]*)\])?\s*\{\s*subfiles\s*\}")
_BEGIN = re.compile(r"\\begin\s*\{document\}")
# Files of TeX itself that documents include.
_OF_TEX = frozenset(
    "glyphtounicode xy xypic epsf tikz pgf random supp-pdf supp-mis insbox btxmac multido pstricks".split()
)
_PACKAGES = {"usepackage": ".sty", "RequirePackage": ".sty", "documentclass": ".cls", "LoadClass": ".cls"}
_MOST_TURNS = 10_000  # files that loops of one file may name; a guess, beyond any document
_BIBLIOGRAPHIES = frozenset("bibliography nobibliography addbibresource addglobalbib addsectionbib".split())


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites and includes, in order."""
    macros = source.document.of(Macros)
    if source.path.suffix.lower() not in (".rnw", ".snw"):
        return _Scan(source, macros, source.text).events()
    heads: list[re.Match[str]] = []
    text = blank.blank_chunks(source.text, heads.append)
    children = [event for head in heads for event in (*_children(source, head), *_captions(source, head))]
    return _Scan(source, macros, text).events(children)


def _children(source: ScannedFile, head: re.Match[str]) -> Iterator[Event]:
    for match in _CHILD.finditer(source.text, *head.span("options")):
        projects = source.document.of(Projects).folders(source.document.main.parent)
        paths = _candidates(source, match["name"], "") + tuple(folder / match["name"] for folder in projects)
        yield Include(match["name"], *match.span("name"), paths)


def _captions(source: ScannedFile, head: re.Match[str]) -> Iterator[Event]:
    r"""Return what the options of a chunk cite, where R writes each backslash twice: `fig.cap = "By \\cite{doe}"`."""
    start, end = head.span("options")
    options = source.text[start:end].replace(r"\\", " \\")
    scan = _Scan(source, source.document.of(Macros), options)
    yield from (_moved(event, start) for event in scan.commands(options) if isinstance(event, CitedKey))


def _moved(event: CitedKey, by: int) -> CitedKey:
    return event._replace(start=event.start + by, end=event.end + by)


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
        self._turns = 0  # of loops over files
        self._perhaps: set[str] = set()  # files of which the document asks whether they are there
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
        for inclusion in inputs.of(name, self._macros.inputs) or ():
            self._include(inclusion, position)
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
        if not self._quiet:
            self._waiting += keys.cited(self._groups, span)

    def _reference(self, name: str, position: int) -> None:
        r"""Take the key that a document gives a reference of its own, as in `\bibitem[Doe]{doe}`."""
        span: GroupSpan | None = None
        for _ in range(3 if name == "harvarditem" else 1):
            while option := self._groups.option(position):
                position = option.after
            span = self._groups.brace(position)
            position = span.after if span else position
        for key in keys.cited(self._groups, span) if span and not self._quiet else ():
            self._waiting.append(OwnReference(key.key, key.start, key.end))

    def _amsrefs(self, name: str, position: int) -> None:
        r"""Take the key of a reference of amsrefs: `\bib{doe}{book}{title={X}}`."""
        key = self._groups.brace(position)
        kind = self._groups.brace(key.after) if key else None
        if kind and self._groups.brace(kind.after):
            self._reference(name, position)

    def _entry_set(self, name: str, position: int) -> None:
        """Take the sources of a set, and its name."""
        self._reference(name, position)
        self._cite(Shape("mk"), position)

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

    def _file_test(self, _name: str, position: int) -> None:
        group = self._groups.brace(position)
        if group:
            self._perhaps.add(self._expanded(self._text[group.start : group.end].strip()).removesuffix(".tex"))

    def _include(self, inclusion: Inclusion, position: int) -> None:
        given = inputs.arguments(self._groups, inclusion, position)
        if not given:
            return
        at = inputs.place(inclusion.names[-1], given)
        names = [self._expanded(inputs.filled(name, given)).strip().strip('"') for name in inclusion.names]
        for one in self._looped(names):
            self._include_file(inclusion, one, at)

    def _looped(self, names: list[str]) -> list[list[str]]:
        """Return the names of files in a loop, for each word through which it goes."""
        macro = _COMMAND.search(names[-1]) if self._macros.loops else None
        words = self._macros.loops.get(macro[1], []) if macro else []
        if macro is None or not words or self._turns >= _MOST_TURNS:
            return [names]
        self._turns += len(words)
        return [[name.replace(macro[0], word) for name in names] for word in words]

    def _include_file(self, inclusion: Inclusion, names: list[str], at: Argument) -> None:
        name = names[-1]
        if name and name[0] != "|" and not any("#" in part for part in names):
            part = "body" if inclusion.command.startswith("subfile") else ""
            paths, folder = self._included(inclusion.command, names, part)
            self._waiting.append(Include(name, at.start, at.end, paths, self._needed(inclusion, name), folder, part))

    def _included(self, command: str, names: list[str], part: str) -> tuple[tuple[Path, ...], Path | None]:
        """Return the paths that a file may have, and the folder where names in it begin."""
        if command not in inputs.IMPORTS:
            paths = _candidates(self._source, names[0], ".tex", self._macros.folders)
            return paths, paths[0].parent if part else None
        main = self._source.document.main.parent
        folder = (self._source.folder if command.startswith("sub") else main) / names[0]
        return tuple(folder / Path(path) for path in _file_names(names[1], ".tex")), folder

    def _needed(self, inclusion: Inclusion, name: str) -> bool:
        """Whether a file must be there that is included."""
        optional = inclusion.command in ("InputIfFileExists", "includestandalone") or not inclusion.needed
        plain = name.removesuffix(".tex")
        return not (self._quiet or optional or plain in self._perhaps or plain in _OF_TEX)

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
            self._parse(blank.blanked(self._original[: match.start()], self._macros))
            for command in _COMMAND.finditer(self._text):
                self._definitions.read(command[1], command.end())
            name = self._expanded(match[1].strip())
            path = self._source.folder / name
            paths = (path, path.with_name(f"{path.name}.tex"))
            yield Include(name, match.start(1), match.end(1), paths, folder=path.parent, part="preamble")

    def _expanded(self, name: str) -> str:
        return expanded(name, {**self._macros.words, "jobname": self._source.document.main.stem})


def _start(event: Event) -> int:
    return event.start


def _file_names(name: str, suffix: str) -> tuple[str, ...]:
    return (name,) if name.endswith(suffix) else (f"{name}{suffix}", name)


def _candidates(source: ScannedFile, name: str, suffix: str, others: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the paths that a file name may mean.

    In the folder where names begin here, in that of the main file, beside this file, or in other folders.
    """
    main = source.document.main.parent
    folders = dict.fromkeys((source.folder, main, source.path.parent, *(main / other for other in others)))
    return tuple(folder / path for folder in folders for path in _file_names(os.fsdecode(name), suffix))


_HANDLERS: dict[str, Callable[[_Scan, str, int], None]] = {
    "begin": _Scan._environment,  # noqa: SLF001 - the table of the class's own methods
    "newrefsection": _Scan._bibliography,  # noqa: SLF001
    "IfFileExists": _Scan._file_test,  # noqa: SLF001
    "bib": _Scan._amsrefs,  # noqa: SLF001
    "defbibentryset": _Scan._entry_set,  # noqa: SLF001
    **dict.fromkeys(("bibitem", "harvarditem"), _Scan._reference),  # noqa: SLF001
    **dict.fromkeys(_PACKAGES, _Scan._package),  # noqa: SLF001
    **dict.fromkeys(_BIBLIOGRAPHIES, _Scan._bibliography),  # noqa: SLF001
}
