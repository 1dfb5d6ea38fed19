"""The use cases, and the public Python API: a `Library` says which file, and each module here does one kind of thing.

from readinglist.library import Library, adding, looking

library = Library.at("refs.db")
for source in looking.records(library, "tag:moe"):
    print(source.key, source.title)
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Library(NamedTuple):
    """The library file that is used, and why this one; the folder of the default is made on first use.

    `folder` is where settings are looked for, there and above; without one there are none.
    """

    path: Path
    why: str
    is_default: bool = False
    folder: Path | None = None

    @classmethod
    def at(cls, path: str | Path) -> Library:
        """Return the library in a file, which need not be there yet."""
        return cls(Path(path).expanduser().absolute(), "named by the program")
