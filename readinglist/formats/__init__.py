"""The only door to bibliography files: a module for each format, found by name or by the suffix of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import biblatex, bibtex, csl
from readinglist.util.encoding import Decoded, decoded
from readinglist.util.errors import UnknownFormat

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

__all__ = ["NAMES", "Decoded", "by_content", "by_name", "by_suffix", "decoded"]

_MODULES: dict[str, ModuleType] = {module.NAME: module for module in (bibtex, biblatex, csl)}
NAMES = tuple(_MODULES)
_ENTRY = re.compile(r"@\s*[\w-]+\s*[{(]")


def by_name(name: str) -> ModuleType:
    """Return the module of a format. Raises UnknownFormat."""
    if name.lower() not in _MODULES:
        raise UnknownFormat(name, NAMES)
    return _MODULES[name.lower()]


def by_content(text: str, path: Path) -> ModuleType:
    """Return the module of the format that a text begins like, else of that which the suffix names. Raises UnknownFormat."""
    if csl.looks_like(text):
        return csl
    return bibtex if _ENTRY.search(text) or not text.strip() else by_suffix(path)


def by_suffix(path: Path) -> ModuleType:
    """Return the module of the format that a file's suffix names. Raises UnknownFormat."""
    for module in _MODULES.values():
        if path.suffix.lower() in module.SUFFIXES:
            return module
    raise UnknownFormat(path, tuple(suffix for module in _MODULES.values() for suffix in module.SUFFIXES))
