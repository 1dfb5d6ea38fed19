"""The parts of a file that is a ZIP archive, read to a limit and without harm.

Nothing is unpacked to the disk, and names in the archive are compared with those that are wanted, never used as paths. XML with
a document type is refused, so that no entity can be expanded.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

# Guesses, some ten times a thesis with all its references: what the parts of a file hold unpacked, and elements in them.
_MOST_BYTES = 100_000_000
_MOST_ELEMENTS = 5_000_000
# Both formats know no other (ECMA-376-2, Annex C; OpenDocument 1.3, part 2); of others a few bytes may ask for gigabytes.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    expat.ExpatError,
)


class Handlers:
    """What is done with an XML file; names come without their namespaces."""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def closed(self, name: str) -> None:
        """Take the end of an element."""

    def words(self, text: str) -> None:
        """Take text."""


class Archive:
    """A ZIP archive in memory, which is to be a file of a kind. Raises ValueError where it is none."""

    def __init__(self, data: bytes, kind: str = "document of Word or OpenDocument") -> None:
        self._kind = kind
        self._bytes = self._elements = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAILURES as error:
            raise ValueError(f"it is no {kind}: {error}") from error

    def has(self, name: str) -> bool:
        """Whether there is a part of a name."""
        return name in self._zip.NameToInfo

    def names(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the names of the parts that match a pattern as a whole, in order."""
        return sorted(name for name in self._zip.NameToInfo if pattern.fullmatch(name))

    def read(self, name: str) -> bytes:
        """Return what a part holds, unpacked. Raises ValueError."""
        try:
            if self._zip.getinfo(name).compress_type not in _PACKED:
                raise ValueError(f"its {name} is packed in another way than a {self._kind} is")
            with self._zip.open(name) as part:
                data = part.read(_MOST_BYTES - self._bytes + 1)
        except _FAILURES as error:
            raise ValueError(f"its {name} cannot be read: {error}") from error
        self._bytes += len(data)
        if self._bytes > _MOST_BYTES:
            raise ValueError(f"unpacked, it is longer than {_MOST_BYTES:,} bytes")
        return data

    def parse(self, name: str, handlers: Handlers) -> None:
        """Read a part as XML. Raises ValueError."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._counted(handlers.opened)
        parser.EndElementHandler = lambda element: handlers.closed(_local(element))
        parser.CharacterDataHandler = handlers.words
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            data = self.read(name)
            # At once: of a long value that comes in pieces, expat would read the beginning again with each.
            parser.Parse(data, True)  # noqa: FBT003 - the parser takes it by position only
        except _FAILURES as error:
            raise ValueError(f"its {name} cannot be read: {error}") from error

    def parse_if_sound(self, name: str, handlers: Handlers) -> None:
        """Read a part without which a document can be read, and take what there is of it."""
        if self.has(name):
            with suppress(ValueError):
                self.parse(name, handlers)

    def _refuse(self, *_: object) -> NoReturn:
        raise ValueError(f"it declares a document type, which no {self._kind} has")

    def _counted(self, opened: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
        def count(element: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                raise ValueError(f"it has more than {_MOST_ELEMENTS:,} elements")
            opened(_local(element), {_local(name): value for name, value in attributes.items()})

        return count


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
