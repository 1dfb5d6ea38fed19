"""What the user's own settings and `readinglist.toml` say beside which library to use.

The latter is looked for in the working folder and above; what it may not set is in `trust.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.library import location, setting_names
from readinglist.library.output import leaving
from readinglist.library.settings_file import SettingsFile
from readinglist.util import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from readinglist.library.location import Location

OFFLINE = "READINGLIST_OFFLINE"


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


class FileSettings(NamedTuple):
    """The folder of attachments, unless it is beside the library, and the command that opens a PDF."""

    folder: Path | None = None
    open: str = ""


class Settings(NamedTuple):
    """The settings that hold for a library in a folder."""

    key_pattern: str = ""
    network: Network = Network()
    check: Check = Check()
    templates: Path | None = None
    writing: Writing = Writing()
    bibliography: BibliographyFile = BibliographyFile()
    files: FileSettings = FileSettings()


def of(library: Location) -> Settings:
    """Return the settings.

    Of two files that set one thing, the nearer counts.

    Raises UnreadableFile for a file that is no TOML, and InvalidValue for an invalid setting.
    """
    settings = Settings()
    for file in of_folder(library.folder):
        settings = Settings(
            key_pattern=_pattern(file) or settings.key_pattern,
            network=_network(file, settings.network),
            check=_check(file, settings.check),
            templates=file.folder("bibliography", "templates") or settings.templates,
            writing=_writing(file, settings.writing),
            bibliography=_bibliography(file, settings.bibliography),
            files=FileSettings(
                folder=file.folder("files", "folder") or settings.files.folder,
                open=file.text("files", "open") or settings.files.open,
            ),
        )
    if environment.is_on(OFFLINE):
        return settings._replace(network=settings.network._replace(offline=True))
    return settings


class Setting(NamedTuple):
    """A setting as a file says it: whether it counts, or another file or its want of trust stands above it, or it is none."""

    name: str
    value: object
    file: str
    counts: bool
    known: bool


def listed(library: Location) -> list[Setting]:
    """Return every setting of the files that hold for a library, the nearest file first. Raises UnreadableFile."""
    found: dict[tuple[str, str], Setting] = {}
    taken: set[str] = set()
    for file in reversed(list(of_folder(library.folder))):
        for name, value, may_count in file.said():
            known = setting_names.is_known(name)
            counts = may_count and known and name not in taken
            found[name, str(file.path)] = Setting(name, value, str(file.path), counts, known)
            taken |= {name} if may_count else set()
    return list(found.values())


def of_folder(folder: Path | None) -> Iterator[SettingsFile]:
    """Yield the files that hold for a folder: the user's own, and those of the folders above it, the nearest last.

    Without a folder there are none.
    """
    if folder is None:
        return
    own = location.user_config()
    if own.is_file():
        yield SettingsFile(own, is_own=True)
    for config in reversed(location.configs(folder)):
        yield SettingsFile(config)


def _pattern(file: SettingsFile) -> str:
    pattern = file.text("keys", "pattern")
    if not pattern:
        return ""
    from readinglist.citekeys import patterns  # noqa: PLC0415 - most commands make no keys

    return patterns.check(pattern)


def _network(file: SettingsFile, above: Network) -> Network:
    return Network(
        services={**above.services, **file.services()},
        email=file.text("network", "email") or above.email,
        rate=file.number("network", "rate", above.rate),
        timeout=file.number("network", "timeout", above.timeout) or above.timeout,
        offline=file.switch("network", "offline", above=above.offline),
        allow_local=file.switch("network", "allow_local", above=above.allow_local),
    )


def _check(file: SettingsFile, above: Check) -> Check:
    return Check(
        tag=file.text("check", "tag") or above.tag,
        fail_on=file.kinds("check", "fail-on") or above.fail_on,
        ignore=file.kinds("check", "ignore") or above.ignore,
    )


def _writing(file: SettingsFile, above: Writing) -> Writing:
    return Writing(
        documents=file.documents() or above.documents,
        output=file.output("sync", "output") or above.output,
        format=file.text("sync", "format") or above.format,
    )


def _bibliography(file: SettingsFile, above: BibliographyFile) -> BibliographyFile:
    return BibliographyFile(
        omit=file.names("export", "omit") or above.omit,
        only=file.names("export", "only") or above.only,
        sort=file.word("export", "sort", leaving.SORTS) or above.sort,
    )
