"""The documents that a pattern in `readinglist.toml` names: `*.tex`, `chapters/*.md`, `**/*.typ`.

The folder may be somebody else's, or one with everything in it, so the search is bounded: no link is followed that leads out or
back, no folder is entered that holds the files of programs, and after so many files it ends, which is told.
"""

from __future__ import annotations

import fnmatch
import os
from pathlib import Path
from typing import NamedTuple

_MOST_SEEN = 100_000  # files and folders that are looked at; a guess, some hundred times a thesis with its pictures
_MOST_DOCUMENTS = 10_000  # a guess, beyond any project
_LONGEST, _DEEPEST = 1000, 30  # characters and folders of a pattern; guesses, beyond any that is typed
_EVERYWHERE = "**"
_WILD = frozenset("*?[")
# Where programs keep what they fetched or made; who has a manuscript there names the folder. Hidden folders are left out too.
_OF_PROGRAMS = frozenset(("node_modules", "bower_components", "site-packages", "venv", "__pycache__"))


class DocumentsFound(NamedTuple):
    """The documents that a pattern names, in order, and whether a limit ended the search."""

    paths: list[Path]
    is_cut: bool = False


def is_one(name: str) -> bool:
    """Whether a name is a pattern."""
    return bool(_WILD & set(name))


def problem(pattern: str) -> str:
    """Return what is wrong with a pattern; empty for nothing."""
    parts = Path(pattern).parts
    if "\0" in pattern or len(pattern) > _LONGEST or len(parts) > _DEEPEST:
        return f"a pattern has at most {_LONGEST} characters and {_DEEPEST} folders"
    if ".." in parts or Path(pattern).is_absolute():
        return "a pattern names files in the folder of readinglist.toml or below it"
    return ""


def found(folder: Path, pattern: str) -> DocumentsFound:
    """Return the files in a folder and below it that a pattern names, in which `**` stands for any folders."""
    search = _Search(folder, Path(pattern).parts)
    search.run()
    return DocumentsFound(sorted(search.found), search.is_cut)


class _Search:
    """A search that is under way: the folders that are waiting, each with the place in the pattern that it is looked at for."""

    def __init__(self, folder: Path, parts: tuple[str, ...]) -> None:
        self.found: set[Path] = set()
        self.is_cut = False
        self._parts = parts
        self._top = os.path.realpath(folder)
        self._looked_at = 0
        self._waiting = [(folder, 0)]
        self._seen = {(folder, 0)}

    def run(self) -> None:
        """Look until nothing is waiting, or a limit is reached."""
        while self._waiting and not self.is_cut:
            folder, place = self._waiting.pop()
            part = self._parts[place]
            if part == _EVERYWHERE:
                self._everywhere(folder, place)
            elif is_one(part):
                self._matching(folder, place)
            else:
                self._named(folder / part, place)

    def _everywhere(self, folder: Path, place: int) -> None:
        if place + 1 < len(self._parts):
            self._wait(folder, place + 1)
        for entry in self._entries(folder):
            if _is_entered(entry, _EVERYWHERE):
                self._wait(folder / entry.name, place)

    def _matching(self, folder: Path, place: int) -> None:
        part = self._parts[place]
        for entry in self._entries(folder):
            if not fnmatch.fnmatch(entry.name, part):
                continue
            if place + 1 == len(self._parts):
                self._take(folder / entry.name, is_link=entry.is_symlink())
            elif _is_entered(entry, part):
                self._wait(folder / entry.name, place + 1)

    def _named(self, path: Path, place: int) -> None:
        """Take a part of the pattern that is a name, which may be that of a link or of a hidden folder."""
        if place + 1 == len(self._parts):
            self._take(path, is_link=True)
        elif path.is_dir() and self._is_inside(path):
            self._wait(path, place + 1)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        entries: list[os.DirEntry[str]] = []
        try:
            with os.scandir(folder) as listing:
                for entry in listing:
                    self._looked_at += 1
                    if self._looked_at > _MOST_SEEN:
                        self.is_cut = True
                        break
                    entries.append(entry)
        except OSError:
            return []
        return entries

    def _wait(self, folder: Path, place: int) -> None:
        if (folder, place) not in self._seen:
            self._seen.add((folder, place))
            self._waiting.append((folder, place))

    def _take(self, path: Path, *, is_link: bool) -> None:
        if not path.is_file() or (is_link and not self._is_inside(path)):
            return
        if len(self.found) < _MOST_DOCUMENTS:
            self.found.add(path)
        else:
            self.is_cut = True

    def _is_inside(self, path: Path) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(self._top)


def is_entered(name: str) -> bool:
    """Whether documents are looked for in a folder of this name, where nobody names it."""
    return name not in _OF_PROGRAMS and not name.startswith(".")


def _is_entered(entry: os.DirEntry[str], part: str) -> bool:
    """Whether a folder is entered for a part of a pattern that is no name."""
    is_left_out = entry.name in _OF_PROGRAMS or (entry.name.startswith(".") and not part.startswith("."))
    return not is_left_out and entry.is_dir(follow_symlinks=False)
