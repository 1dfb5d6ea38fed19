"""The columns that the settings choose for a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist import errors
from readinglist.library import location
from readinglist.model import named_values
from readinglist.model.errors import UnknownField

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library.location import Location

_HINT = 'it must be a list such as ["key", "year", "title"]'


def configured(library: Location) -> tuple[str, ...]:
    """Return the columns that the nearest file of settings names; empty where none does.

    It changes only what is shown, so that a folder's file needs no trust. Raises UnreadableFile, and InvalidValue with the file.
    """
    for file in _files(library):
        section = location.read(file).get("list", {})
        if not isinstance(section, dict):
            raise errors.InvalidValue(f"{file}, list", str(section), "it must be a section, [list]")
        if names := section.get("columns", []):
            return _checked(file, names)
    return ()


def _files(library: Location) -> list[Path]:
    """Return the files of settings that there are, the nearest first, as most often there is none."""
    if library.folder is None:
        return []
    own = location.user_config()
    return [*location.configs(library.folder), *([own] if own.is_file() else [])]


def _checked(file: Path, names: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever a file says
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise errors.InvalidValue(f"{file}, list.columns", str(names), _HINT)
    try:
        return tuple(dict.fromkeys(named_values.check(name, "column") for name in names))
    except UnknownField as error:
        raise errors.UsageError(f"{file}, list.columns: {error}") from error
