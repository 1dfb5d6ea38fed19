r"""Commands that include files, and those that a document wraps around them.

    \newcommand{\chap}[1]{\input{chapters/#1}}     \chap{one} includes chapters/one
    \let\old\input \renewcommand{\input}[1]{\old{text/#1}}

What a new command does beside including is not looked at here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.manuscripts.latex.commands import Inclusion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.manuscripts.latex.groups import Groups

INPUTS = frozenset(
    "input include subfile subfileinclude InputIfFileExists @input @@input loadglsentries includestandalone SweaveInput".split()
)
IMPORTS = frozenset("import includefrom inputfrom subimport subincludefrom subinputfrom".split())
_BARE = re.compile(r"[ \t]*([^\s\\{}\[\]%]+)")
_EXPANDING = re.compile(r"(?:\s*+\\(?:expandafter|noexpand)(?![a-zA-Z@]))*+")
_OPENING = {"o": "[", "p": "(", "a": "<"}
_PARAMETER = re.compile(r"#([1-9])")
_LONGEST = 500  # characters of a file's name; a guess, which ends macros that double it


class Argument(NamedTuple):
    """An argument, and where it stands."""

    text: str
    start: int
    end: int


def of(name: str, defined: Mapping[str, tuple[Inclusion, ...]]) -> tuple[Inclusion, ...] | None:
    """Return what a command includes; None where it includes nothing that is known."""
    if name in defined:
        return defined[name]
    if name in IMPORTS:
        return (Inclusion(name, "mm", ("#1", "#2")),)
    return (Inclusion(name, "m", ("#1",)),) if name in INPUTS else None


def arguments(groups: Groups, inclusion: Inclusion, position: int, limit: int | None = None) -> list[Argument]:
    """Return the arguments of a command; an empty list where one is absent."""
    has_star = "s" not in inclusion.letters and groups.text.startswith("*", position)
    position = _unexpanded(groups.text, position + has_star)
    if "o" not in inclusion.letters:
        while option := groups.option(position):
            position = option.after
    found: list[Argument] = []
    for number, letter in enumerate(inclusion.letters):
        position = _unexpanded(groups.text, position)
        if letter == "s":
            after = position + groups.text.startswith("*", position)
            found.append(Argument(groups.text[position:after], position, after))
            position = after
            continue
        group = groups.brace(position) if letter == "m" else groups.option(position, _OPENING[letter])
        bare = _BARE.match(groups.text, position) if letter == "m" and group is None else None
        if group and (limit is None or group.after <= limit):
            found.append(_argument(groups.text, group.start, group.end))
            position = group.after
        elif bare and inclusion.letters == "m" and inclusion.command == "input":
            found.append(_argument(groups.text, *bare.span(1)))
        elif letter == "m":
            return []
        else:
            found.append(Argument("".join(inclusion.defaults[number : number + 1]), position, position))
    return found


def _unexpanded(text: str, position: int) -> int:
    r"""Return the offset after `\expandafter`, which changes when a command is carried out, and nothing else."""
    match = _EXPANDING.match(text, position)
    return match.end() if match else position


def _argument(text: str, start: int, end: int) -> Argument:
    stripped = text[start:end].strip()
    start = text.index(stripped, start)
    return Argument(stripped, start, start + len(stripped))


def filled(template: str, given: Sequence[Argument]) -> str:
    """Return a file's name with its parameters replaced: `chapters/#1` → chapters/one."""
    return _PARAMETER.sub(lambda match: _given(match, given), template)[:_LONGEST]


def _given(match: re.Match[str], given: Sequence[Argument]) -> str:
    number = int(match[1])
    return given[number - 1].text if number <= len(given) else match[0]


def place(template: str, given: Sequence[Argument]) -> Argument:
    """Return the argument that a file's name is made of."""
    match = _PARAMETER.search(template)
    number = int(match[1]) if match else 1
    return given[min(number, len(given)) - 1]
