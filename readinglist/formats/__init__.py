"""The only door to bibliography files: a module for each format, found by name or by the suffix of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.formats import biblatex, bibtex

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

_MODULES: dict[str, ModuleType] = {module.NAME: module for module in (bibtex, biblatex)}
NAMES = tuple(_MODULES)

_BINARY = (
    (b"%PDF", "it is a PDF"),
    (b"PK\x03\x04", "it is a zip archive"),
    (b"\x1f\x8b", "it is compressed with gzip"),
    (b"SQLite format 3", "it is an SQLite database"),
    (b"\x7fELF", "it is a program"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})


def by_name(name: str) -> ModuleType:
    """Return the module of a format. Raises UnknownFormat."""
    if name.lower() not in _MODULES:
        raise errors.UnknownFormat(name, NAMES)
    return _MODULES[name.lower()]


def by_suffix(path: Path) -> ModuleType:
    """Return the module of the format that a file's suffix names. Raises UnknownFormat."""
    for module in _MODULES.values():
        if path.suffix.lower() in module.SUFFIXES:
            return module
    raise errors.UnknownFormat(path, tuple(suffix for module in _MODULES.values() for suffix in module.SUFFIXES))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and a sentence where it was not UTF-8; line ends become newlines, NULs go.

    Raises ValueError, with the reason, for what is no text.
    """
    for head, reason in _BINARY:
        if data.startswith(head):
            raise ValueError(reason)
    text, notice = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""), notice


def _decoded(data: bytes) -> tuple[str, str]:
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace"), ""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "it was read as UTF-16"
    half = data[:2000]
    if half.count(b"\x00") * 3 > len(half):
        order = "utf-16-be" if half[:1] == b"\x00" else "utf-16-le"
        return data.decode(order, "replace"), "it was read as UTF-16"
    if len(half.translate(None, _CONTROLS)) < len(half.replace(b"\x00", b"")) * 0.95:
        raise ValueError("it is no text")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "it is not UTF-8; it was read as Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "it is not UTF-8; it was read as Latin-1"
