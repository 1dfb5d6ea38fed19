"""Which folders may change who is asked: the settings of a project count there only after the user has read them.

A file is trusted by its place and its content, as direnv does it: after each change it is untrusted again. What was trusted
is kept in the user's state folder.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import errors
from readinglist.library import location
from readinglist.util import files, user_folders
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# What a project's file cannot set unless it is trusted: whom the program asks, as whom and how often, what it runs, and where it
# writes.
# Of these, `network.offline = true` only takes something away.
_SECTIONS = ("services", "network", "files")
_SETTINGS = (("bibliography", "templates"),)
_HARMLESS = (("network", "offline", True),)

_MOST = 10_000_000  # bytes of what is kept; a guess, for a hundred thousand folders


class Trusted(NamedTuple):
    """A file of settings, what it holds, what of this needs trust, and whether it has it."""

    path: Path
    content: bytes
    guarded: tuple[tuple[str, Any], ...]
    trusted: bool


def guarded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the settings of a file needs trust, by name: `{"network.email": "me@example.org"}`."""
    found = {}
    for section, content in values.items():
        for name, value in content.items() if isinstance(content, dict) else ():
            wide = section in _SECTIONS or (section, name) in _SETTINGS
            if wide and not any((section, name, value) == one and value is one[2] for one in _HARMLESS):
                found[f"{section}.{name}"] = value
    return found


def is_trusted(config: Path, content: bytes) -> bool:
    """Whether the user has trusted a file that holds this, which is what was read of it and not what it may hold by now."""
    return _kept().get(_name(config), "") == _digest(content)


def state(folder: Path) -> Trusted:
    """Return what the `readinglist.toml` of a folder sets that needs trust. Raises UnreadableFile and InvalidValue."""
    config = folder / location.CONFIG
    if not config.is_file():
        raise errors.InvalidValue("FOLDER", str(folder), f"there is no {location.CONFIG} in it")
    content = location.content(config)
    return Trusted(config, content, tuple(guarded(location.said(config, content)).items()), is_trusted(config, content))


def trust(found: Trusted) -> None:
    """Trust a file as it was when the user was shown what it says. Raises UnwritableFile."""
    _keep(_kept() | {_name(found.path): _digest(found.content)})


def revoke(found: Trusted) -> None:
    """Trust a file no more. Raises UnwritableFile."""
    _keep({name: digest for name, digest in _kept().items() if name != _name(found.path)})


def _kept() -> dict[str, str]:
    with contextlib.suppress(UnreadableFile, ValueError, RecursionError):
        found = json.loads(files.read_own(_place(), _MOST))
        if isinstance(found, dict):
            return {str(name): str(digest) for name, digest in found.items()}
    return {}


def _keep(trusted: dict[str, str]) -> None:
    files.keep_private(_place(), json.dumps(trusted, indent=1, sort_keys=True).encode())


def _place() -> Path:
    return user_folders.state() / "trusted.json"


def _name(config: Path) -> str:
    return str(config.resolve()).encode("utf-8", "backslashreplace").decode()


def _digest(content: bytes) -> str:
    import hashlib  # noqa: PLC0415 - few files set anything that needs trust

    return hashlib.sha256(content).hexdigest()
