"""The values of one file of settings, each checked when it is asked for."""

from __future__ import annotations

import copy
import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readinglist import errors
from readinglist.library import document_patterns, location, trust
from readinglist.manuscripts import check as gate
from readinglist.util import files, notices
from readinglist.util.text import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 1_000_000  # of any number: seconds, requests; beyond it something was mistyped


class SettingsFile:
    """The values of a `readinglist.toml`, or of the user's own file. What a project's file may not set is left out, and told."""

    def __init__(self, path: Path, *, is_own: bool = False) -> None:
        self.path = path
        content = location.content(path)
        self._whole = location.said(path, content)
        self.values = copy.deepcopy(self._whole)
        self.ignored: tuple[str, ...] = ()
        wide = {} if is_own else trust.guarded(self.values)
        if wide and not trust.is_trusted(path, content):
            self.ignored = tuple(wide)
            for name in wide:
                section, _, setting = name.partition(".")
                del self.values[section][setting]
            notices.tell(
                f"{path} is not trusted, so these settings of it are ignored: {', '.join(wide)}; "
                f"`readinglist trust {path.parent}` allows them, and {location.user_config()} is yours alone."
            )

    def said(self) -> Iterator[tuple[str, object, bool]]:
        """Yield each setting of the file: its name, its value, and whether it may count."""
        for name, value in self._whole.items():
            for inner, setting in value.items() if isinstance(value, dict) else [("", value)]:
                full = f"{name}.{inner}" if inner else name
                yield full, setting, full not in self.ignored

    def section(self, name: str) -> dict[str, Any]:
        """Return a section, empty where there is none. Raises InvalidValue, as all of these do."""
        found = self.values.get(name, {})
        if not isinstance(found, dict):
            raise errors.InvalidValue(f"{self.path}, {name}", str(found), f"it must be a section, [{name}]")
        return found

    def text(self, section: str, name: str) -> str:
        """Return a text, empty where there is none."""
        value = self.section(section).get(name, "")
        if not isinstance(value, str):
            raise self._wrong(section, name, value, "it must be a text in quotation marks")
        return value

    def folder(self, section: str, name: str) -> Path | None:
        """Return a folder, as seen from that of the file."""
        value = self.text(section, name)
        return self.path.parent / Path(value).expanduser() if value else None

    def number(self, section: str, name: str, above: float) -> float:
        """Return a number, that of the file above where there is none."""
        value = self.section(section).get(name, above)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
            raise self._wrong(section, name, value, f"it must be a number from 0 to {_MOST}")
        return value

    def switch(self, section: str, name: str, *, above: bool) -> bool:
        """Return true or false, that of the file above where there is none."""
        value = self.section(section).get(name, above)
        if not isinstance(value, bool):
            raise self._wrong(section, name, value, "it must be true or false")
        return value

    def word(self, section: str, name: str, allowed: Sequence[str]) -> str:
        """Return one of the words that are allowed, empty where there is none."""
        value = self.text(section, name)
        if value and value not in allowed:
            raise self._wrong(section, name, value, f"choose from {', '.join(allowed)}")
        return value

    def names(self, section: str, name: str) -> tuple[str, ...]:
        """Return a list of names."""
        value = self.section(section).get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(section, name, value, 'it must be a list such as ["abstract", "keywords"]')
        return tuple(value)

    def kinds(self, section: str, name: str) -> tuple[str, ...]:
        """Return a list of kinds of findings."""
        value = self.section(section).get(name, [])
        if not isinstance(value, list) or not all(isinstance(kind, str) for kind in value):
            raise self._wrong(section, name, value, 'it must be a list such as ["missing", "unread"]')
        gate.kinds(value)
        return tuple(value)

    def documents(self) -> tuple[Path, ...]:
        """Return the documents, in the order in which they are named; `chapters/*.tex` are all such files."""
        names = self.values.get("documents", [])
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            hint = 'it must be a list of files such as ["thesis.tex", "chapters/*.md"]'
            raise errors.InvalidValue(f"{self.path}, documents", str(names), hint)
        folder = _shown(self.path.parent)
        found = (
            self._matching(folder, name) if document_patterns.is_one(name) else [self._file(folder, name)]
            for name in names
        )
        return tuple(dict.fromkeys(itertools.chain.from_iterable(found)))

    def _file(self, folder: Path, name: str) -> Path:
        """Return a document; a pipe or a device, which may never end, is none."""
        path = folder / name
        if "\0" in name or (os.path.exists(path) and not files.is_file(path)):  # noqa: PTH110 - a name may be too long
            raise errors.InvalidValue(f"{self.path}, documents", name, "it must be a file")
        return path

    def _matching(self, folder: Path, pattern: str) -> list[Path]:
        if hint := document_patterns.problem(pattern):
            raise errors.InvalidValue(f"{self.path}, documents", pattern, hint)
        found = document_patterns.found(folder, pattern)
        if found.is_cut:
            notices.tell(
                f"{self.path}, documents: {errors.quoted(pattern)} was not looked for to the end, as too many files lie there; "
                "name the folders of the documents."
            )
        return found.paths

    def output(self, section: str, name: str) -> Path | None:
        """Return the bibliography to write; a file that another person made can name none elsewhere."""
        value = self.text(section, name)
        path = _shown(self.path.parent) / value
        if "\0" in value:
            raise self._wrong(section, name, value, "no file can be called so")
        inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.path.parent))
        if value and not (inside and path.suffix.lower() == ".bib"):
            raise self._wrong(section, name, value, "it must be a .bib in the folder of readinglist.toml or below it")
        return path if value else None

    def services(self) -> dict[str, str]:
        """Return the base addresses of services, by their names."""
        given = {name: self.text("services", name) for name in self.section("services")}
        if not given:
            return {}
        from readinglist.resolvers import Services  # noqa: PLC0415 - most commands ask no service

        for name, base in given.items():
            if name not in Services._fields:
                raise self._wrong("services", name, base, f"there are {', '.join(Services._fields)}")
            if not is_web_address(base):
                raise self._wrong("services", name, base, "an address begins with http:// or https://")
        return given

    def _wrong(self, section: str, name: str, value: object, hint: str) -> errors.InvalidValue:
        return errors.InvalidValue(f"{self.path}, {section}.{name}", str(value), hint)


def _shown(folder: Path) -> Path:
    """Return a folder as it is called from the working folder, which it is or which is below it."""
    here = Path.cwd()
    return Path(os.path.relpath(folder, here)) if here.is_relative_to(folder) else folder
