r"""What a LaTeX document defines.

Commands that wrap \cite, other names for it, and words that stand for text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.manuscripts.latex import inputs
from readinglist.manuscripts.latex.commands import MANY, ONE, Inclusion, Macros, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readinglist.manuscripts.latex.groups import Groups, GroupSpan

_NAME = re.compile(r"\*?[ \t]*\n?[ \t]*(?:\{\s*\\([a-zA-Z@]+)\s*\}|\\([a-zA-Z@]+))")
_COUNT = re.compile(r"\s*\[\s*([0-9])\s*\]")
_PARAMETERS = re.compile(r"[^{}]{0,500}")
_PARAMETER = re.compile(r"\[#([1-9])\]|#([1-9])")
_SPECIFIER = re.compile(r"[+!>]*([mvbslotgrRdDOGeEtu])(?:\{[^{}]*\}|[^\sa-zA-Z{}\\]{1,2}(?=\s|$|[a-zA-Z{]))*")
_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_HOLDER = re.compile(r"\s*#([1-9])\s*")
_WORD = re.compile(r"[^{}#\x00]{0,200}")
_MACRO = re.compile(r"\\([a-zA-Z@]+)(?:\{\}|[ \t]+)?")
_WRAPPED_NAME = re.compile(r"\\(?:subfix|detokenize|string|normalfont)[ \t]*(?:\{([^{}]*)\})?")
_IN = re.compile(r"(?:/\\[a-zA-Z]+)*\s*(?:\[[^\]]{0,200}\])?\s*in\s*(?=\{)")
_ASSIGNED = re.compile(r"\s*:=\s*([^\\{}]{0,2000})\\do(?![a-zA-Z])")
_FOLDER = re.compile(r"\{([^{}]+)\}")
# Guesses, beyond what documents have: characters of a definition in which files are looked for, files, and folders.
_LONGEST_BODY = 5_000
_MOST_FILES = 20
_MOST_FOLDERS = 50
_EQUALS = re.compile(r"\s*=?[ \t]?\\([a-zA-Z@]+)")


_BRACKETED = {"[": "o", "(": "p", "<": "a"}


class _Parameters(NamedTuple):
    """The arguments of a new command as in `Inclusion`; `is_sure` where nothing else stands between them."""

    letters: str
    defaults: tuple[str, ...] = ()
    is_sure: bool = True


def _letter(specifier: re.Match[str]) -> str:
    """Return how an argument is written: `m`, `o`, `O{x}`, `s`, `r()`, `D<>{x}`."""
    kind, rest = specifier[1], specifier[0].partition(specifier[1])[2]
    if kind in "rdRD":
        return _BRACKETED.get(rest[:1], "m")
    return {"o": "o", "O": "o", "s": "s", "t": "s"}.get(kind, "m")


def _default(specifier: re.Match[str]) -> str:
    return specifier[0].rpartition("{")[2].rstrip("}") if specifier[1] in "ODR" and "{" in specifier[0] else ""


class Definitions:
    r"""Reads definitions in a blanked text, and records them.

    Each method returns the offset where reading continues.

        \newcommand{\see}[2][]{\cite[#1]{#2}}     \see has the shape `ok`
        \let\ct=\citet                            \ct has the shape of \citet
        \def\mc#1#2{\cite[#1]{#2}}                 \mc has the shape `mk`
    """

    def __init__(self, groups: Groups, macros: Macros) -> None:
        self._groups = groups
        self._text = groups.text
        self._macros = macros

    def read(self, command: str, position: int) -> int | None:
        """Read the definition that a command makes.

        None where it makes none.
        """
        reader = _READERS.get(command)
        match = _NAME.match(self._text, position) if reader else None
        if reader is None or match is None:
            return None
        name = match[1] or match[2]
        # What is only provided does not replace what is there, such as the folder of a main file in its subfiles.
        kept = command.lower().startswith("provide") and self._macros.defines(name)
        return match.end() if kept else reader(self, name, match.end())

    def new_command(self, name: str, position: int) -> int:
        r"""Read `\newcommand{\name}[2][default]{body}`."""
        count, letters, default = 0, "", ""
        if match := _COUNT.match(self._text, position):
            count, position = int(match[1]), match.end()
        while (group := self._groups.option(position)) and len(letters) < count:
            default = default or self._text[group.start : group.end]
            letters, position = letters + "o", group.after
        letters = letters[:1] + "m" * (count - len(letters[:1]))
        return self._body(name, letters, position, _Parameters(letters, (default,)))

    def document_command(self, name: str, position: int) -> int:
        r"""Read `\NewDocumentCommand{\name}{s o m}{body}`."""
        group = self._groups.brace(position)
        if group is None:
            return position
        kinds = list(_SPECIFIER.finditer(self._text[group.start : group.end]))
        letters = "".join({"m": "m", "v": "m", "o": "o", "O": "o"}.get(kind[1], "s") for kind in kinds)
        given = _Parameters("".join(map(_letter, kinds)), tuple(map(_default, kinds)))
        return self._body(name, letters, group.after, given)

    def define(self, name: str, position: int) -> int:
        r"""Read `\def\name#1#2{body}`."""
        match = _PARAMETERS.match(self._text, position)
        end = match.end() if match else position
        written = self._text[position:end]
        letters = "".join("o" if parameter[1] else "m" for parameter in _PARAMETER.finditer(written))
        bracketed = "".join(_BRACKETED.get(match[1], "m") for match in re.finditer(r"([\[(<]?)#[1-9]", written))
        is_sure = re.fullmatch(r"\s*(?:\[#[1-9]\]|\(#[1-9]\)|<#[1-9]>|#[1-9]\s*)*", written) is not None
        return self._body(name, letters, end, _Parameters(bracketed, is_sure=is_sure))

    def let(self, name: str, position: int) -> int:
        r"""Read `\let\name=\other`."""
        match = _EQUALS.match(self._text, position) or _NAME.match(self._text, position)
        if match is None:
            return position
        other = match[1] or match[2]
        self._define(name, self._macros.shape(other))
        self._macros.words.pop(name, None)
        files = inputs.of(other, self._macros.inputs)
        if files is not None:
            self._macros.inputs[name] = files
        return match.end()

    def cite_command(self, name: str, position: int) -> int:
        r"""Read `\DeclareCiteCommand{\name}`."""
        self._macros.shapes[name] = ONE
        return position

    def multicite_command(self, name: str, position: int) -> int:
        r"""Read `\DeclareMultiCiteCommand{\name}`."""
        self._macros.shapes[name] = MANY
        return position

    def loop(self, name: str, position: int) -> int:
        r"""Read `\foreach \name in {one,two}` or `\@for\name:=one,two\do`."""
        inside = _IN.match(self._text, position)
        group = self._groups.brace(inside.end()) if inside else None
        match = None if inside else _ASSIGNED.match(self._text, position)
        words = self._text[group.start : group.end] if group else match[1] if match else ""
        found = [word.strip().partition("/")[0] for word in words[:_LONGEST_BODY].split(",")]
        self._macros.loops[name] = [word for word in found if word and "\\" not in word]
        return position

    def _define(self, name: str, shape: Shape | None) -> None:
        self._macros.shapes[name] = shape

    def _body(self, name: str, letters: str, position: int, given: _Parameters) -> int:
        body = self._groups.brace(position)
        if body is None:
            return position
        self._define_files(name, given, body)
        holders, alias = self._key_parameters(body, letters)
        if holders:
            shape = (_as_keys(letter) if place in holders else letter for place, letter in enumerate(letters, 1))
            self._define(name, Shape("".join(shape).replace("s", "")))
        else:
            self._define(name, Shape(letters.replace("s", "") + alias.once, alias.again) if alias else None)
        self._define_word(name, letters, body)
        return body.start

    def _define_word(self, name: str, letters: str, body: GroupSpan) -> None:
        word = _WORD.fullmatch(self._text, body.start, body.end)
        text = expanded(word[0], self._macros.words) if word and not letters else "\\"
        if "\\" not in text:
            self._macros.words[name] = text

    def _define_files(self, name: str, given: _Parameters, body: GroupSpan) -> None:
        """Record the files that a new command includes."""
        if name == "input@path":
            found = _FOLDER.findall(self._text, body.start, min(body.end, body.start + _LONGEST_BODY))
            self._macros.folders += found[: _MOST_FOLDERS - len(self._macros.folders)]
            return
        files = self._files(given, body)
        standard = name in inputs.INPUTS or name in inputs.IMPORTS
        if standard and not files and (not given.letters or "#" in self._text[body.start : body.end]):
            # It does what is not known here, with a file that may not be there as it is written.
            usual = (inputs.of(name, {}) or ())[0]
            first = given.letters.find("m") + 1
            names = (f"#{first}",) if first and len(usual.names) == 1 else usual.names
            files = [usual._replace(letters=given.letters or usual.letters, names=names, needed=False)]
        if files or standard:
            self._macros.inputs[name] = tuple(files)

    def _files(self, parameters: _Parameters, body: GroupSpan) -> list[Inclusion]:
        found: list[Inclusion] = []
        end = min(body.end, body.start + _LONGEST_BODY)
        asked = self._text.find("\\IfFileExists", body.start, end) >= 0
        for match in _COMMAND.finditer(self._text, body.start, end):
            for inner in inputs.of(match[1], self._macros.inputs) or ():
                given = inputs.arguments(self._groups, inner, match.end(), body.end)
                names = tuple(inputs.filled(name, given) for name in inner.names) if given else ()
                if "#" in "".join(names):
                    needed = inner.needed and not asked and parameters.is_sure
                    found.append(Inclusion(inner.command, parameters.letters, names, parameters.defaults, needed))
            if len(found) >= _MOST_FILES:
                break
        return found

    def _key_parameters(self, body: GroupSpan, letters: str) -> tuple[set[int], Shape | None]:
        """Return which parameters of a new command hold keys.

        And the shape of a citing command that its body ends with.
        """
        holders: set[int] = set()
        cites, alias = False, None
        for match in _COMMAND.finditer(self._text, body.start, body.end):
            shape = self._macros.shape(match[1])
            if shape is None:
                continue
            cites = True
            spans = [span for span in self._groups.arguments(shape, match.end()) if span.end <= body.end]
            holders |= {number for span in spans for number in self._parameters_in(span)}
            alias = shape if not self._text[match.end() : body.end].strip("* \t\n") else None
        if cites and not holders and not alias:
            holders = self._last_parameter(body, letters)
        return holders, alias

    def _parameters_in(self, span: GroupSpan) -> list[int]:
        pieces = self._text[span.start : span.end].split(",")
        return [int(match[1]) for piece in pieces if (match := _HOLDER.fullmatch(piece))]

    def _last_parameter(self, body: GroupSpan, letters: str) -> set[int]:
        r"""Return the last parameter in braces, which holds keys.

        As in `\IfBooleanTF{#1}{\citet}{\citep}{#2}`.
        """
        found = re.findall(r"\{#([1-9])\}", self._text[body.start : body.end])
        return {int(found[-1])} if found and letters else set()


def expanded(name: str, words: Mapping[str, str]) -> str:
    """Return a file's name with its macros replaced by the words for which they stand."""
    name = _WRAPPED_NAME.sub(lambda match: match[1] or "", name)
    return _MACRO.sub(lambda match: words.get(match[1], match[0]), name)


def _as_keys(letter: str) -> str:
    """Return the letter of a parameter that holds keys."""
    return "q" if letter == "o" else "k"


_KINDS: dict[Callable[[Definitions, str, int], int], str] = {
    Definitions.new_command: """
        newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd renewrobustcmd providerobustcmd
        newcommandx renewcommandx providecommandx DeclareRobustCommandx
        """,
    Definitions.document_command: """
        NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand
        NewExpandableDocumentCommand DeclareExpandableDocumentCommand
        """,
    Definitions.define: "def gdef edef xdef",
    Definitions.let: "let LetLtxMacro GlobalLetLtxMacro NewCommandCopy RenewCommandCopy DeclareCommandCopy",
    Definitions.loop: "foreach @for",
    Definitions.cite_command: "DeclareCiteCommand",
    Definitions.multicite_command: "DeclareMultiCiteCommand",
}
_READERS = {name: reader for reader, names in _KINDS.items() for name in names.split()}
