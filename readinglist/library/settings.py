"""What `readinglist.toml` says beside which library to use.

It is looked for in the working folder and above.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import errors
from readinglist.library import location
from readinglist.library.output import leaving
from readinglist.manuscripts import check as gate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.library.location import Location

OFFLINE = "READINGLIST_OFFLINE"
_PATTERN = frozenset("*?[")
_MOST_DOCUMENTS = 10_000  # files that a pattern may name; a guess, beyond any project
_NO = ("", "0", "no", "false", "off")


class Network(NamedTuple):
    """How the network is used.

    Base addresses of services, who asks, requests a second to one host, seconds to wait.

    A rate of 0 is the usual one of each service. `allow_local` lets pages of the local network be read.
    """

    services: Mapping[str, str] = {}
    email: str = ""
    rate: float = 0
    timeout: float = 20
    offline: bool = False
    allow_local: bool = False


class Access(NamedTuple):
    """What one command says of the network beside the settings."""

    offline: bool = False
    allow_local: bool = False


DEFAULT = Access()


class Check(NamedTuple):
    """What `check` does unless it is told.

    The tag of what was read for the documents, and kinds of findings (`gate`).
    """

    tag: str = ""
    fail_on: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Writing(NamedTuple):
    """The documents of a project, and the bibliography that `sync` writes for them."""

    documents: tuple[Path, ...] = ()
    output: Path | None = None
    format: str = ""


class BibliographyFile(NamedTuple):
    """What `export` and `sync` write unless they are told: fields to omit, the only fields, the order."""

    omit: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    sort: str = ""


class Settings(NamedTuple):
    """The settings that hold for a library in a folder."""

    key_pattern: str = ""
    network: Network = Network()
    check: Check = Check()
    templates: Path | None = None
    writing: Writing = Writing()
    bibliography: BibliographyFile = BibliographyFile()


def of(library: Location) -> Settings:
    """Return the settings.

    Of two files that set one thing, the nearer counts.

    Raises UnreadableFile for a file that is no TOML, and InvalidValue for an invalid setting.
    """
    settings = Settings()
    for config in reversed(location.configs(library.folder) if library.folder else []):
        file = _File(config)
        settings = Settings(
            key_pattern=_pattern(file) or settings.key_pattern,
            network=_network(file, settings.network),
            check=_check(file, settings.check),
            templates=file.folder("bibliography", "templates") or settings.templates,
            writing=_writing(file, settings.writing),
            bibliography=_bibliography(file, settings.bibliography),
        )
    if os.environ.get(OFFLINE, "").lower() not in _NO:
        return settings._replace(network=settings.network._replace(offline=True))
    return settings


def _pattern(file: _File) -> str:
    pattern = file.text("keys", "pattern")
    if not pattern:
        return ""
    from readinglist.citekeys import patterns  # noqa: PLC0415 - most commands make no keys

    return patterns.check(pattern)


def _network(file: _File, above: Network) -> Network:
    return Network(
        services={**above.services, **file.services()},
        email=file.text("network", "email") or above.email,
        rate=file.number("network", "rate", above.rate),
        timeout=file.number("network", "timeout", above.timeout) or above.timeout,
        offline=file.switch("network", "offline", above=above.offline),
        allow_local=file.switch("network", "allow_local", above=above.allow_local),
    )


def _check(file: _File, above: Check) -> Check:
    return Check(
        tag=file.text("check", "tag") or above.tag,
        fail_on=file.kinds("check", "fail-on") or above.fail_on,
        ignore=file.kinds("check", "ignore") or above.ignore,
    )


def _writing(file: _File, above: Writing) -> Writing:
    return Writing(
        documents=file.documents() or above.documents,
        output=file.output("sync", "output") or above.output,
        format=file.text("sync", "format") or above.format,
    )


def _bibliography(file: _File, above: BibliographyFile) -> BibliographyFile:
    return BibliographyFile(
        omit=file.names("export", "omit") or above.omit,
        only=file.names("export", "only") or above.only,
        sort=file.word("export", "sort", leaving.SORTS) or above.sort,
    )


class _File:
    """The values of one `readinglist.toml`, each checked when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values = location.read(path)

    def section(self, name: str) -> dict[str, Any]:
        found = self.values.get(name, {})
        if not isinstance(found, dict):
            raise errors.InvalidValue(f"{self.path}, {name}", str(found), f"it must be a section, [{name}]")
        return found

    def text(self, section: str, name: str) -> str:
        value = self.section(section).get(name, "")
        if not isinstance(value, str):
            raise self._wrong(section, name, value, "it must be a text in quotation marks")
        return value

    def folder(self, section: str, name: str) -> Path | None:
        """Return a folder, as seen from that of the file."""
        value = self.text(section, name)
        return self.path.parent / Path(value).expanduser() if value else None

    def number(self, section: str, name: str, above: float) -> float:
        value = self.section(section).get(name, above)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
            raise self._wrong(section, name, value, "it must be a number, 0 or more")
        return value

    def switch(self, section: str, name: str, *, above: bool) -> bool:
        value = self.section(section).get(name, above)
        if not isinstance(value, bool):
            raise self._wrong(section, name, value, "it must be true or false")
        return value

    def word(self, section: str, name: str, allowed: Sequence[str]) -> str:
        value = self.text(section, name)
        if value and value not in allowed:
            raise self._wrong(section, name, value, f"choose from {', '.join(allowed)}")
        return value

    def names(self, section: str, name: str) -> tuple[str, ...]:
        value = self.section(section).get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(section, name, value, 'it must be a list such as ["abstract", "keywords"]')
        return tuple(value)

    def kinds(self, section: str, name: str) -> tuple[str, ...]:
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
        found = (self._matching(folder, name) if _PATTERN & set(name) else [self._file(folder, name)] for name in names)
        return tuple(dict.fromkeys(itertools.chain.from_iterable(found)))

    def _file(self, folder: Path, name: str) -> Path:
        """Return a document; a pipe or a device, which may never end, is none."""
        path = folder / name
        if path.exists() and not path.is_file():
            raise errors.InvalidValue(f"{self.path}, documents", name, "it must be a file")
        return path

    def _matching(self, folder: Path, pattern: str) -> list[Path]:
        if ".." in Path(pattern).parts or Path(pattern).is_absolute():
            hint = "a pattern names files in the folder of readinglist.toml or below it"
            raise errors.InvalidValue(f"{self.path}, documents", pattern, hint)
        return sorted(path for path in itertools.islice(folder.glob(pattern), _MOST_DOCUMENTS) if path.is_file())

    def output(self, section: str, name: str) -> Path | None:
        """Return the bibliography to write; a file that another person made can name none elsewhere."""
        value = self.text(section, name)
        path = _shown(self.path.parent) / value
        inside = path.resolve().is_relative_to(self.path.parent.resolve())
        if value and not (inside and path.suffix.lower() == ".bib"):
            raise self._wrong(section, name, value, "it must be a .bib in the folder of readinglist.toml or below it")
        return path if value else None

    def services(self) -> dict[str, str]:
        given = {name: self.text("services", name) for name in self.section("services")}
        if not given:
            return {}
        from readinglist.resolvers import Services  # noqa: PLC0415 - most commands ask no service

        for name, base in given.items():
            if name not in Services._fields:
                raise self._wrong("services", name, base, f"there are {', '.join(Services._fields)}")
            if not base.lower().startswith(("http://", "https://")):
                raise self._wrong("services", name, base, "an address begins with http:// or https://")
        return given

    def _wrong(self, section: str, name: str, value: object, hint: str) -> errors.InvalidValue:
        return errors.InvalidValue(f"{self.path}, {section}.{name}", str(value), hint)


def _shown(folder: Path) -> Path:
    """Return a folder as it is called from the working folder, which it is or which is below it."""
    here = Path.cwd()
    return Path(os.path.relpath(folder, here)) if here.is_relative_to(folder) else folder
