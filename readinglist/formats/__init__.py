"""A registry of the formats, each a module of this folder.

A format has `NAME`, `SUFFIXES`, `sniff(text)`, which says whether a text begins like a file of it, `dump(records, ascii_only=)`
and `differences(records, text)`, and if it can be read `load(text, parallel=)`. `INHERITS` says that an entry may inherit
fields from its parent. One that is `LOSSY` has no place for some fields, which `losses.of` names. A format that is `WHOLE` is given all that the library has of a source, not the entry alone, and
`dump(records, private=)` decides what of it is written. A format with `listed(text)` can be synchronised with documents.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from readinglist.util.encoding import Decoded, decoded
from readinglist.util.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

__all__ = ["NAMES", "Decoded", "by_content", "by_name", "by_suffix", "decoded", "written_to"]

# The module of each format by its name, loaded when it is asked for. A later one is more particular: it is asked first
# whether a text is in it, and writes the files of a suffix that an earlier one has too.
_MODULES = {
    "bibtex": "bibtex",
    "biblatex": "biblatex",
    "csl-json": "csl",
    "ris": "ris",
    "json": "json",
}
NAMES = tuple(_MODULES)


def by_name(name: str) -> ModuleType:
    """Return the module of a format. Raises UnknownFormat."""
    if name.lower() not in _MODULES:
        raise UnknownFormat(name, NAMES)
    return importlib.import_module(f"readinglist.formats.{_MODULES[name.lower()]}")


def by_content(text: str, path: Path) -> ModuleType:
    """Return the module of a format by text or suffix.

    Raises UnknownFormat.
    """
    found = next((module for module in reversed([*_readable()]) if module.sniff(text)), None)
    return found or by_suffix(path)


def by_suffix(path: Path) -> ModuleType:
    """Return the module that reads files of a suffix.

    Raises UnknownFormat.
    """
    for module in _readable():
        if path.suffix.lower() in module.SUFFIXES:
            return module
    raise UnknownFormat(path, tuple(suffix for module in _readable() for suffix in module.SUFFIXES))


def written_to(path: Path, names: Iterable[str] = NAMES) -> str:
    """Return the name of the format for a written file.

    It is known by its suffix.
    `names` are the formats to choose from; empty for none. `refs.bib → bibtex`
    """
    return next((name for name in reversed([*names]) if path.suffix.lower() in by_name(name).SUFFIXES), "")


def _readable() -> Iterator[ModuleType]:
    return (module for module in map(by_name, NAMES) if hasattr(module, "load"))
