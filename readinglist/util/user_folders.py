"""The user's own folders, by the rules of the platform (XDG's on Linux); none is made here."""

from __future__ import annotations

from pathlib import Path


def data() -> Path:
    """Return the folder of the default library."""
    return _folder("user_data_path")


def config() -> Path:
    """Return the folder of the user's own settings."""
    return _folder("user_config_path")


def state() -> Path:
    """Return the folder of what the program remembers on this machine and believes nobody else."""
    return _folder("user_state_path")


def cache() -> Path:
    """Return the folder of what can be had again."""
    return _folder("user_cache_path")


def _folder(name: str) -> Path:
    import platformdirs  # noqa: PLC0415 - it takes as long to load as all the rest, and is seldom needed

    found = getattr(platformdirs, name)("readinglist", appauthor=False)
    return found if isinstance(found, Path) else Path(found)
