"""The libraries of other programs that are folders, databases or archives: a registry, each a module of this folder.

A module has `NAME`, `is_one(path)`, which says whether there is a library of it, cheaply and by what is there, and
`load(path, wishes)`, which yields records and problems as the formats do. A record may carry more than its fields: notes, a
status, files with a path and no SHA-256 yet, and what it is called there (`model/counterpart.py`), by which links name others too. What is only text is a format.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.interchange import Interchange

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


class Manager(NamedTuple):
    """A program of the registry: its module, whether its library is a folder, with what bytes a file of it begins, what people call it, and what it brings beside fields."""

    module: str
    folder: bool = False
    magic: bytes = b""
    title: str = ""
    carries: str = ""
    suffixes: tuple[str, ...] = ()


_KNOWN: dict[str, Manager] = {
    "zotero": Manager(
        "zotero",
        folder=True,
        magic=b"SQLite format 3\x00",
        title="Zotero's folder or database",
        carries="keys tags notes files status links dates",
        suffixes=(".sqlite",),
    ),
    "citavi": Manager(
        "citavi",
        magic=b"PK\x03\x04",
        title="Citavi's backup",
        carries="keys tags notes files links dates",
        suffixes=(".ctv6bak",),
    ),
    "xlsx": Manager(
        "xlsx",
        magic=b"PK\x03\x04",
        title="Excel's spreadsheets",
        carries="keys tags notes files status dates",
        suffixes=(".xlsx",),
    ),
    "pubs": Manager("pubs", folder=True, title="pubs' folder", carries="keys tags notes files dates"),
    "papis": Manager("papis", folder=True, title="papis' folder", carries="keys tags notes files dates"),
    "cobib": Manager(
        "cobib", magic=b"---", title="cobib's database", carries="keys tags notes files", suffixes=(".yaml",)
    ),
}
NAMES = tuple(_KNOWN)
FOLDERS = tuple(name for name, known in _KNOWN.items() if known.folder)
_LONGEST = max((len(known.magic) for known in _KNOWN.values()), default=0)


def known() -> list[Interchange]:
    """Return the programs by their names, with what the library of each brings."""
    return [
        Interchange(name, one.title, one.suffixes, carries=tuple(one.carries.split())) for name, one in _KNOWN.items()
    ]


def by_name(name: str) -> ModuleType:
    """Return the module of a program, which must be one of NAMES."""
    return importlib.import_module(f"readinglist.managers.{_KNOWN[name].module}")


def of(path: Path) -> ModuleType | None:
    """Return the module of the program whose library is at a path; None where there is none. Raises OSError."""
    is_folder = path.is_dir()
    head = b"" if is_folder or not path.is_file() else _head(path)
    for name, known in _KNOWN.items():
        may_be = known.folder if is_folder else known.magic and head.startswith(known.magic)
        if may_be and (module := by_name(name)).is_one(path):
            return module
    return None


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST)
