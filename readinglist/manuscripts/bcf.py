"""The .bcf file that biblatex writes for biber.

It is XML, read without a document type, so that no entity can be expanded.

`<bcf:citekey order="1">doe</bcf:citekey>` → doe
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from readinglist.manuscripts.walk import BibFile, CitedKey, Event, ScannedFile
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "bcf"
SUFFIXES = (".bcf",)

_CITED, _LISTED = "bcf:citekey", "bcf:datasource"


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites.

    Raises UnreadableFile where it is no XML, or has a document type.
    """
    return iter(_Reader(source).events())


class _Refused(ValueError):
    """A document type, which no file of biblatex has."""


class _Reader:
    """Collects the text of two kinds of elements."""

    def __init__(self, source: ScannedFile) -> None:
        self._source = source
        self._data = source.text.encode("utf-8", "surrogatepass")
        self._found: list[Event] = []
        self._inside = ""  # the element whose text is read
        self._words: list[str] = []
        self._bytes = self._characters = 0  # the same place, counted both ways
        self._start = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._open
        self._parser.CharacterDataHandler = self._collect
        self._parser.EndElementHandler = self._close
        self._parser.StartDoctypeDeclHandler = self._refuse

    def events(self) -> list[Event]:
        """Return what was collected."""
        try:
            self._parser.Parse(self._data, True)  # noqa: FBT003 - the parser takes it by position only
        except (expat.ExpatError, _Refused) as error:
            raise UnreadableFile(self._source.path, str(error)) from error
        return self._found

    def _refuse(self, *_: object) -> NoReturn:
        raise _Refused("it declares a document type, which no .bcf file has")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        local = attributes.get("type", "file") == "file" and attributes.get("datatype", "bibtex") == "bibtex"
        self._inside = name if name == _CITED or (name == _LISTED and local) else ""
        self._words = []

    def _collect(self, words: str) -> None:
        if self._inside:
            if not self._words:
                self._start = self._offset()
            self._words.append(words)

    def _offset(self) -> int:
        """Return the place of the parser, in characters."""
        # Expat counts bytes, and offsets here are characters; only the part since the last call is decoded.
        place = self._parser.CurrentByteIndex
        self._characters += len(self._data[self._bytes : place].decode("utf-8", "surrogatepass"))
        self._bytes = place
        return self._characters

    def _close(self, _name: str) -> None:
        text = "".join(self._words).strip()
        if self._inside == _CITED and text:
            self._found.append(CitedKey(text, self._start, self._offset()))
        elif self._inside == _LISTED and text and "://" not in text:
            self._found.append(BibFile(self._start, (self._source.document.main.parent / text,)))
        self._inside = ""
