"""The text of documents of Word and OpenDocument, with their headings.

ECMA-376, OpenDocument 1.3. Neither has pages: where theirs end depends on who shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.fulltext import printed
from readinglist.fulltext.written import Heading, WrittenText
from readinglist.util.archive import Handlers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.util.archive import Archive

WORD = re.compile(r"word/document\d*\.xml")
OPEN_DOCUMENT = "content.xml"
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")
_STYLES = "word/styles.xml"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DEEPEST = 9  # levels of an outline (ECMA-376-1, 17.3.1.20)
_MOST_SPACES = 100  # that one element stands for; a guess
# What was deleted or moved away, and what is there for older programs only.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback"))
_SKIPPED_OPEN = frozenset(("tracked-changes", "annotation", "note-citation", "forms", "bibliography-source"))
_BEHIND = "Notes"  # what stands behind the text is of none of its sections


def word(archive: Archive, main: str) -> WrittenText:
    """Return the text of a document of Word: a line for each paragraph, its notes behind them. Raises ValueError."""
    styles = _Styles()
    archive.parse_if_sound(_STYLES, styles)
    words = _Words(styles.levels())
    archive.parse(main, words)
    end = words.length
    for name in archive.names(_NOTES):
        archive.parse(name, words)
    return _with_notes("".join(words.pieces), words.headings, end)


def open_document(archive: Archive) -> WrittenText:
    """Return the text of a document in OpenDocument: a line for each paragraph, its notes behind them. Raises ValueError."""
    words = _OpenWords()
    archive.parse(OPEN_DOCUMENT, words)
    body, notes = words.body, "".join(words.notes.pieces)
    return _with_notes("".join(body.pieces) + notes, body.headings, body.length)


def _with_notes(text: str, headings: list[Heading], end: int) -> WrittenText:
    found = sorted(headings, key=lambda one: one.at)
    if found and text[end:].strip():
        found = [*[one for one in found if one.at < end], Heading(_BEHIND, min(one.level for one in found), end)]
    return WrittenText(text, tuple(found))


class _Styles(Handlers):
    """The levels that styles of paragraphs have in the outline."""

    def __init__(self) -> None:
        self._own: dict[str, int] = {}
        self._based: dict[str, str] = {}
        self._style = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        value = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "name" and (found := _HEADING.fullmatch(value)):
            self._own[self._style] = int(found[1])
        elif name == "outlineLvl":
            self._own.setdefault(self._style, _level(value))
        elif name == "basedOn":
            self._based[self._style] = value

    def levels(self) -> Mapping[str, int]:
        """Return the level of each style: its own, or that of one that it is based on."""
        found = dict(self._own)
        for style in self._based:
            at, seen = style, list[str]()
            while at not in found and at in self._based and len(seen) < _DEEPEST:
                seen.append(at)
                at = self._based[at]
            found |= {one: found[at] for one in seen if at in found}
        return found


class _Paragraphs:
    """Paragraphs as lines, and headings among them; one may stand within another, as in a box."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.headings: list[Heading] = []
        self.length = 0
        self._open: list[_Paragraph] = []

    def put(self, words: str) -> None:
        """Take words."""
        self.pieces.append(words)
        self.length += len(words)

    def begin(self, level: int = 0) -> None:
        """Begin a paragraph; one with a level is a heading."""
        self._open.append(_Paragraph(level, len(self.pieces), self.length))

    def is_heading(self, level: int) -> None:
        """Say of the paragraph that was begun last that it is a heading, unless that was said."""
        if self._open and not self._open[-1].level:
            self._open[-1].level = level

    def end(self) -> None:
        """End a paragraph."""
        if self._open:
            one = self._open.pop()
            title = printed.title("".join(self.pieces[one.piece :])) if 0 < one.level <= _DEEPEST else ""
            self.headings += [Heading(title, one.level, one.at)] if title else []
        self.put("\n")


class _Paragraph:
    def __init__(self, level: int, piece: int, at: int) -> None:
        self.level, self.piece, self.at = level, piece, at


class _Words(Handlers):
    """The paragraphs of the parts of a document of Word."""

    def __init__(self, levels: Mapping[str, int]) -> None:
        self._levels = levels
        self._paragraphs = _Paragraphs()
        self._takes = False
        self._skipped = 0  # elements that are open of what is not read
        self.pieces, self.headings = self._paragraphs.pieces, self._paragraphs.headings

    @property
    def length(self) -> int:
        """How many letters there are."""
        return self._paragraphs.length

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in _SKIPPED or self._skipped:
            self._skipped += 1
        elif name == "t":
            self._takes = True
        elif name in ("tab", "br", "cr"):
            self._paragraphs.put("\t" if name == "tab" else "\n")
        elif name == "noBreakHyphen":
            self._paragraphs.put("-")
        elif name == "p":
            self._paragraphs.begin()
        elif name == "outlineLvl":
            self._paragraphs.is_heading(_level(attributes.get("val", "")))
        elif name == "pStyle":
            self._paragraphs.is_heading(self._levels.get(attributes.get("val", ""), 0))

    def words(self, text: str) -> None:
        """Take text; line ends of the file are none of the document."""
        if self._takes and not self._skipped:
            self._paragraphs.put(_on_one_line(text))

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
        elif name == "t":
            self._takes = False
        elif name == "p":
            self._paragraphs.end()


class _OpenWords(Handlers):
    """The paragraphs of a document in OpenDocument (1.3, part 3, 5.1), its notes apart, so that they part no sentence."""

    def __init__(self) -> None:
        self.body, self.notes = _Paragraphs(), _Paragraphs()
        # Paragraphs, what is not read, and bodies of notes that are open.
        self._depth = self._skipped = self._within = 0

    @property
    def _here(self) -> _Paragraphs:
        return self.notes if self._within else self.body

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in _SKIPPED_OPEN or self._skipped:
            self._skipped += 1
        elif name in ("p", "h"):
            self._depth += 1
            self._here.begin(_number(attributes.get("outline-level", "1"), _DEEPEST) if name == "h" else 0)
        elif name == "note-body":
            self._within += 1
        elif name == "s":
            self._here.put(" " * _number(attributes.get("c", "1"), _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._here.put("\t" if name == "tab" else "\n")

    def words(self, text: str) -> None:
        """Take text; what stands between paragraphs is none."""
        if self._depth and not self._skipped:
            self._here.put(re.sub(r" {2,}", " ", _on_one_line(text)))

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
        elif name in ("p", "h"):
            self._depth -= 1
            self._here.end()
        elif name == "note-body":
            self._within -= 1


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\f", " ")


def _level(value: str) -> int:
    """Return the level of an outline, which Word counts from 0; 0 for body text (17.3.1.20)."""
    return int(value) + 1 if len(value) == 1 and value.isascii() and value.isdecimal() and value != "9" else 0


def _number(value: str, most: int) -> int:
    return min(most, int(value)) if value.isascii() and value.isdecimal() and len(value) < _DEEPEST else 1
