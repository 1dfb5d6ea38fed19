"""What `readinglist.toml` says beside which library to use: it is looked for in the working folder and above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import errors, keypatterns
from readinglist.library import places

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library import Library


class Settings(NamedTuple):
    """The settings that hold for a library in a folder."""

    key_pattern: str = ""


def of(library: Library) -> Settings:
    """Return the settings; of two files that set one thing, the nearer counts.

    Raises UnreadableFile for a file that is no TOML, and InvalidValue for a setting that is none.
    """
    settings = Settings()
    for config in reversed(places.configs(library.folder) if library.folder else []):
        values = places.read(config)
        pattern = _text(config, values, "keys", "pattern")
        settings = settings._replace(key_pattern=keypatterns.check(pattern) if pattern else settings.key_pattern)
    return settings


def _text(config: Path, values: dict[str, Any], section: str, name: str) -> str:
    value = values.get(section, {})
    value = value.get(name, "") if isinstance(value, dict) else ""
    if not isinstance(value, str):
        raise errors.InvalidValue(f"{config}, {section}.{name}", str(value), "it must be a text in quotation marks")
    return value
