"""Which file is the library.

An option, the environment, `readinglist.toml` above the working folder, or the default.
"""

from __future__ import annotations

import itertools
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import errors
from readinglist.library import setting_names
from readinglist.util import nesting, notices, user_folders
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "READINGLIST_LIBRARY"
CONFIG = "readinglist.toml"
_OWN = "config.toml"
_MOST = 1_000_000  # bytes of a file of settings; a guess, beyond any
_DEEPEST = 20  # levels of values; settings have two
_MOST_UNKNOWN = 10  # names that are no settings, and are told; a guess, as many as one reads
_LARGEST = 2**63  # of a number; TOML 1.0 has 64 bits
# A name with more parts than there are levels, outside quotation marks: Python's reader takes quadratic time for it.
_QUOTED = re.compile(rb"\"[^\"\n]*\"|'[^'\n]*'")
_DOT = re.compile(rb"(?<![ \t])[ \t]*\.[ \t]*")
_DEEP_NAME = re.compile(rb"(?:\.[^\s=,.\[\]{}]*){%d}" % _DEEPEST)
_TRUSTED_USERS = (0,)  # root, who can do all things anyway


class Location(NamedTuple):
    """The library file that is used, and why this one.

    The folder of the default is made on first use.

    `folder` is where settings are looked for, there and above; without one there are none.
    """

    path: Path
    why: str
    is_default: bool = False
    folder: Path | None = None

    @classmethod
    def at(cls, path: str | Path) -> Location:
        """Return the library in a file, which need not be there yet."""
        return cls(Path(path).expanduser().absolute(), "named by the program")


def locate(option: str | None, environ: Mapping[str, str], folder: Path) -> Location:
    """Return the library that is meant.

    `folder` is the working folder.

    Raises UnreadableFile for a `readinglist.toml` that is no TOML, and InvalidValue for one whose `library` is no path.
    """
    if option:
        return Location(_absolute(option, folder), "given by --library", folder=folder)
    if environ.get(VARIABLE):
        return Location(_absolute(environ[VARIABLE], folder), f"given by {VARIABLE}", folder=folder)
    for config in configs(folder):
        named = _named_in(config)
        if named:
            return Location(_absolute(named, config.parent), f"named in {config}", folder=folder)
    own = user_config()
    named = _named_in(own) if own.is_file() else ""
    if named:
        return Location(_absolute(named, own.parent), f"named in {own}", folder=folder)
    return default()._replace(folder=folder)


def user_config() -> Path:
    """Return where the user's own settings are, which hold everywhere and need no trust."""
    return user_folders.config() / _OWN


def default() -> Location:
    """Return the library below the platform's user data folder."""
    return Location(user_folders.data() / "library.db", "the default below the user's data folder", is_default=True)


def cache() -> Path:
    """Return the folder for answers from the network, below the platform's user cache folder; it may not be there yet."""
    return user_folders.cache() / "http"


def make_default_folder(library: Location) -> None:
    """Make the folder of the default library on first use.

    No other folder is ever made. Raises NoFolder.
    """
    if library.is_default:
        try:
            library.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            from readinglist.library.errors import NoFolder  # noqa: PLC0415 - every command loads this module

            raise NoFolder(library.path.parent, error.strerror or str(error)) from error


def configs(folder: Path) -> list[Path]:
    """Return the `readinglist.toml` of a folder and of those above it, the nearest first."""
    return [
        path for parent in (folder, *folder.parents) if (path := parent / CONFIG).is_file() and not _is_planted(path)
    ]


def _is_planted(config: Path) -> bool:
    """Whether another user put a file into a folder that all may write to, such as /tmp: it is told, and left out."""
    if os.name == "nt":
        return False
    found = config.stat()
    planted = found.st_uid not in (os.geteuid(), *_TRUSTED_USERS) and bool(config.parent.stat().st_mode & stat.S_IWOTH)
    if planted:
        notices.tell(f"{config} belongs to another user, in a folder that all may write to; it is ignored.")
    return planted


def read(config: Path) -> dict[str, Any]:
    """Return what a `readinglist.toml` says. Raises UnreadableFile."""
    return said(config, content(config))


def content(config: Path) -> bytes:
    """Return what a `readinglist.toml` holds. Raises UnreadableFile."""
    try:
        with config.open("rb") as file:
            found = file.read(_MOST + 1)
    except OSError as error:
        raise UnreadableFile(config, str(error)) from error
    if len(found) > _MOST:
        raise UnreadableFile(config, f"it is longer than {_MOST:,} bytes, which no settings are")
    return found


def said(config: Path, content: bytes) -> dict[str, Any]:
    """Return what a `readinglist.toml` says that holds this. Raises UnreadableFile."""
    import tomllib  # noqa: PLC0415 - only a folder with a readinglist.toml needs it

    if _DEEP_NAME.search(_DOT.sub(b".", _QUOTED.sub(b"", content))):
        raise UnreadableFile(config, "it is nested too deeply")
    try:
        values = tomllib.loads(content.decode("utf-8"))
    except ValueError as error:  # UnicodeDecodeError, TOMLDecodeError, and a number with too many digits
        raise UnreadableFile(config, str(error)) from error
    except RecursionError as error:
        raise UnreadableFile(config, "it is nested too deeply") from error
    if problem := _problem(values):
        raise UnreadableFile(config, problem)
    _tell_unknown(config, values)
    return values


def _tell_unknown(config: Path, values: dict[str, Any]) -> None:
    """Tell the names in a file that are no settings; of very many the first."""
    unknown = setting_names.unknown(values)
    for name, nearest in itertools.islice(unknown, _MOST_UNKNOWN):
        meant = f"; did you mean {nearest}?" if nearest else "; docs/settings.md lists the settings."
        notices.tell(f"{config}: {errors.quoted(name)} is no setting, and is ignored{meant}")
    if next(unknown, None):
        notices.tell(
            f"{config}: more names in it are no settings, and are ignored; docs/settings.md lists the settings."
        )


def _problem(values: dict[str, Any]) -> str:
    """Return what no settings have: something that lies deeper than any, or a number that TOML has not; empty for nothing."""
    for depth, level in enumerate(nesting.levels(values)):
        if depth == _DEEPEST:
            return "it is nested too deeply"
        if any(isinstance(value, int) and abs(value) > _LARGEST for value in level):
            return "a number in it has more than 64 bits"
    return ""


def _named_in(config: Path) -> str:
    value = read(config).get("library", "")
    if not isinstance(value, str):
        raise errors.InvalidValue(f"{config}, library", str(value), "it must be a path in quotation marks")
    return value


def _absolute(path: str, folder: Path) -> Path:
    return folder / Path(path).expanduser()
