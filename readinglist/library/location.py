"""Which file is the library, and why this one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Location(NamedTuple):
    """The library file that is used, and why this one; the folder of the default is made on first use.

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
