"""Word's .docx (ECMA-376): paragraphs, fields, content controls, bookmarks and notes."""

from __future__ import annotations

import re
from typing import Any

from readinglist.manuscripts.office import fields
from readinglist.manuscripts.office.properties import Properties
from readinglist.manuscripts.office.rendition import LISTED, UNREAD, Rendition
from readinglist.util.archive import Archive, Handlers

_MAIN = re.compile(r"word/document\d*\.xml")
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")
_SOURCES = re.compile(r"customXml/item\d+\.xml")
_PROPERTIES = "docProps/custom.xml"
# What was deleted or moved away, and what is there for older programs only.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback"))


def rendered(archive: Archive) -> str:
    """Return a document as text. Raises ValueError."""
    main = archive.names(_MAIN)
    if not main:
        raise ValueError("it is no document of Word or OpenDocument")
    properties = Properties("property")
    archive.parse_if_sound(_PROPERTIES, properties)
    sources = _Sources()
    for name in archive.names(_SOURCES):
        archive.parse_if_sound(name, sources)
    reader = _Reader(sources.by_tag, properties.citations())
    for name in (main[0], *archive.names(_NOTES)):
        archive.parse(name, reader)
    return reader.rendition.text()


class _Field:
    """A field that is open: its code, and whether what follows is its result."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self.is_result = False


class _Reader(Handlers):
    """Goes through the elements of a part."""

    def __init__(self, sources: dict[str, dict[str, Any]], marked: dict[str, str]) -> None:
        self.rendition = Rendition()
        self._sources = sources
        self._marked = marked  # the codes of fields that are kept as bookmarks, by their names
        self._fields: list[_Field] = []
        self._inside = ""  # the element whose text is read
        self._unread = 0  # how many elements are open that are not read
        self._has_entries = False  # whether the bibliography of pandoc has begun

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in _SKIPPED or self._unread:
            self._unread += 1
        elif name in ("t", "instrText"):
            self._inside = name
        elif name in ("tab", "br", "cr"):
            self.rendition.add(" ")
        elif name == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif name == "fldSimple":
            self._cite(attributes.get("instr", ""))
        elif name == "tag":
            self.rendition.cite(fields.of_control(attributes.get("val", "")))
        elif name == "hyperlink":
            self.rendition.cite(fields.of_anchor(attributes.get("anchor", "")))
        elif name == "bookmarkStart":
            self._bookmark(attributes.get("name", ""))

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._unread:
            self._unread -= 1
        elif name == self._inside:
            self._inside = ""
        elif name == "p":
            self.rendition.end_line()

    def words(self, text: str) -> None:
        """Take text, or the code of a field."""
        if self._unread:
            return
        if self._inside == "instrText":
            if self._fields and not self._fields[-1].is_result:
                self._fields[-1].code.append(text)
        elif self._inside == "t":
            self.rendition.add(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._read_code(self._fields[-1])
        elif kind == "end" and self._fields:
            self._read_code(self._fields.pop())

    def _read_code(self, field: _Field) -> None:
        if not field.is_result:
            field.is_result = True
            self._cite("".join(field.code))

    def _cite(self, code: str) -> None:
        self.rendition.cite(fields.works(code, self._sources))
        self.rendition.cite(fields.unread(code), UNREAD)

    def _bookmark(self, name: str) -> None:
        self._has_entries = self._has_entries or name == "refs"
        if name in self._marked:
            self._cite(self._marked[name])
        elif self._has_entries:
            self.rendition.cite(fields.of_anchor(name), LISTED)


# What Word calls its fields, as CSL-JSON does; other types are no matter.
_NAMES = {"Title": "title", "DOI": "DOI", "StandardNumber": "ISBN", "URL": "URL", "Volume": "volume", "Pages": "page",
          "JournalName": "container-title", "BookTitle": "container-title", "Publisher": "publisher"}  # fmt: skip
_TYPES = {"Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal", "Report": "report",
          "ConferenceProceedings": "paper-conference", "ArticleInAPeriodical": "article-magazine", "Patent": "patent",
          "InternetSite": "webpage", "DocumentFromInternetSite": "webpage"}  # fmt: skip


class _Sources(Handlers):
    """The sources that Word keeps in a document, as items of CSL-JSON by their tags."""

    def __init__(self) -> None:
        self.by_tag: dict[str, dict[str, Any]] = {}
        self._values: dict[str, list[str]] = {}
        self._path: list[str] = []

    def opened(self, name: str, _attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self._path.append(name)
        if name == "Source":
            self._values = {}

    def words(self, text: str) -> None:
        """Take the value of a field."""
        if "Source" in self._path[:3]:
            self._values.setdefault(self._path[-1], []).append(text)

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._path:
            self._path.pop()
        if name == "Source" and "Tag" in self._values:
            self.by_tag["".join(self._values["Tag"]).strip()] = self._item()
            self._values = {}
        elif name in ("Last", "Corporate") and name in self._values:
            self._values.setdefault("People", self._values.pop(name))  # of several people, the first

    def _item(self) -> dict[str, Any]:
        found = {name: "".join(words).strip() for name, words in self._values.items()}
        item: dict[str, Any] = {csl: found[name] for name, csl in _NAMES.items() if found.get(name)}
        item["type"] = _TYPES.get(found.get("SourceType", ""), "document")
        if found.get("Year", "").isascii() and found.get("Year", "").isdigit():
            item["issued"] = {"date-parts": [[int(found["Year"][:4])]]}
        if found.get("People"):
            item["author"] = [{"family": found["People"]}]
        return item
