"""The user's own folders, by the rules of the platform (XDG's on Linux); none is made here."""

from __future__ import annotations

import os
import sys
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


# The XDG Base Directory Specification, by which Linux has them. Every command asks for one or two, and platformdirs, which
# knows the other platforms too, takes as long to load as all the rest.
_XDG = {
    "user_data_path": ("XDG_DATA_HOME", ".local/share"),
    "user_config_path": ("XDG_CONFIG_HOME", ".config"),
    "user_state_path": ("XDG_STATE_HOME", ".local/state"),
    "user_cache_path": ("XDG_CACHE_HOME", ".cache"),
}


def _folder(name: str) -> Path:
    if str(sys.platform) == "linux":  # mypy would take the rest for unreachable there
        variable, usual = _XDG[name]
        given = os.environ.get(variable, "").strip()
        return Path(given if os.path.isabs(given) else os.path.join(os.path.expanduser("~"), usual), "readinglist")  # noqa: PTH111, PTH117, PTH118
    import platformdirs  # noqa: PLC0415 - see above

    found = getattr(platformdirs, name)("readinglist", appauthor=False)
    return found if isinstance(found, Path) else Path(found)
