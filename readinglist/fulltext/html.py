"""The text of a page of HTML.

Its tags are removed, and its blocks are put on lines of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext import printed
from readinglist.fulltext.written import Heading, Opening
from readinglist.util.html import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.util.html import HtmlToken

# Elements whose content a browser does not show as text of the page.
_SILENT = frozenset(
    "script style noscript template title iframe object svg math select textarea noembed noframes".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"\s*[0-9]{1,3}(?:\s*[,–-]\s*[0-9]{1,3})*\s*")
_VOID = frozenset("br hr".split())
_SPACES = re.compile(r"[^\S\n]+")
_MARK = "\x00"  # stands for a place in the text until its lines are made; pages have no such character (HTML Standard, 13.2.3.5)


class HtmlText(NamedTuple):
    """The text of a page with the places in it: of headings, of the beginnings of printed pages, and of elements by their `id`."""

    text: str
    headings: tuple[Heading, ...] = ()
    openings: tuple[Opening, ...] = ()
    anchors: Mapping[str, int] = {}


def stripped(page: str) -> str:
    """Return the text of a page.

    What is not shown, such as scripts, is left out.
    """
    return read(page).text


def read(page: str, labels: Mapping[str, str] | None = None, anchors: Iterable[str] = ()) -> HtmlText:
    """Return the text of a page and the places in it.

    `labels` are those of printed pages by the `id` of the element at which each begins, beside those that elements say themselves (EPUB 3.3, D.6.3);
    `anchors` are the ids that are looked for.
    """
    reader = _Reader(labels or {}, frozenset(anchors))
    for token in tokens(page, xml=True):
        reader.take(token)
    reader.flush()
    text, places = _lines("".join(reader.pieces).split("\n"))
    headings, openings, found = list[Heading](), list[Opening](), dict[str, int]()
    for mark, at in zip(reader.marks, places, strict=True):
        if isinstance(mark, _OpenHeading):
            headings += [Heading(title, mark.level, at)] if (title := mark.title) else []
        elif isinstance(mark, Opening):
            openings += [mark._replace(at=at)] if mark.label else []
        else:
            found.setdefault(mark, at)
    return HtmlText(text, tuple(headings), tuple(openings), found)


class _OpenHeading:
    def __init__(self, level: int) -> None:
        self.level = level
        self.words: list[str] = []

    @property
    def title(self) -> str:
        """Its words on one line."""
        return printed.title("".join(self.words))


class _Reader:
    """Takes the tags and texts of a page, and gives its text with the breaks of blocks.

    Line breaks in the text itself become spaces, as a browser shows them.
    """

    def __init__(self, labels: Mapping[str, str], anchors: frozenset[str]) -> None:
        self.pieces: list[str] = []
        self.marks: list[_OpenHeading | Opening | str] = []  # in the order of their places
        self._labels, self._anchors = labels, anchors
        self._silent: dict[str, None] = {}  # what is open of what is not shown, the outermost of each name, in order
        self._is_raised = False
        self._heading: _OpenHeading | None = None
        # A printed page that just began: the number of its mark, and whether its element is for it alone.
        self._page: tuple[int, bool] | None = None
        self._held = ""  # what may be the number of that page and no text of the book

    def take(self, token: HtmlToken) -> None:
        """Take a tag or a text."""
        name = token.name.removeprefix("/")
        if token.name in _SILENT:
            self._silent.setdefault(name)
        elif token.name != name and name in self._silent:
            self._close(name)
        if self._silent:
            return
        if not name:
            self._text(token.text)
        elif token.name == name:
            self.flush()
            self._opened(name, token.attributes)
        else:
            self._closed(name)

    def flush(self) -> None:
        """Take what was held as text, as it was no number of a page."""
        held, self._held, self._page = self._held, "", None
        if held:
            self._words(held)

    def _text(self, text: str) -> None:
        if self._page and not self._held and self._is_label(text):
            self._held = text
            return
        if not self._page or self._held or text.strip():
            self.flush()
        self._words(text)

    def _is_label(self, text: str) -> bool:
        assert self._page is not None  # noqa: S101 - it is asked of a page that began
        number, is_for_it = self._page
        mark = self.marks[number]
        said = printed.label(text.strip().strip("[](){}"))
        return (
            isinstance(mark, Opening)
            and bool(said)
            and (said == mark.label or (is_for_it and len(text) <= printed.LONGEST))
        )

    def _words(self, text: str) -> None:
        text = text.replace("\r", " ").replace("\n", " ").replace(_MARK, "")
        # A raised number stays one, so that it is told from the word before it; `[1]` tells itself.
        self._is_raised = self._is_raised and "[" not in text
        text = text.translate(_RAISED) if self._is_raised and _NUMBER.fullmatch(text) else text
        self.pieces.append(text)
        if self._heading:
            self._heading.words.append(text)

    def _opened(self, name: str, attributes: Mapping[str, str]) -> None:
        self._break(name)
        if name == "sup":
            self._is_raised = True
        elif name in _HEADINGS:
            self._heading = _OpenHeading(int(name[1]))
            self._mark(self._heading)
        anchor = attributes.get("id", "") or (attributes.get("name", "") if name == "a" else "")
        if anchor in self._anchors:
            self._mark(anchor)
        is_for_it = printed.begins(attributes)
        if is_for_it or anchor in self._labels:
            label = self._labels.get(anchor) or printed.label(
                attributes.get("title", "") or attributes.get("aria-label", "")
            )
            self._page = (len(self.marks), is_for_it)
            self._mark(Opening(label))

    def _closed(self, name: str) -> None:
        if self._page and self._held:
            mark = self.marks[self._page[0]]
            if isinstance(mark, Opening) and not mark.label:
                self.marks[self._page[0]] = Opening(printed.label(self._held))
            self._held, self._page = "", None
        self.flush()
        if name == "sup":
            self._is_raised = False
        elif name in _HEADINGS:
            self._heading = None
        if name not in _VOID:
            self._break(name)

    def _break(self, name: str) -> None:
        if name in _BLOCKS:
            self.pieces.append("\n\n" if name == "p" else "\n")
            if self._heading:
                self._heading.words.append(" ")

    def _mark(self, mark: _OpenHeading | Opening | str) -> None:
        self.marks.append(mark)
        self.pieces.append(_MARK)

    def _close(self, name: str) -> None:
        """Close an element whose content is not shown.

        One inside it that was never closed ends with it.
        """
        while self._silent.popitem()[0] != name:
            pass


def _lines(raw: Iterable[str]) -> tuple[str, list[int]]:
    """Return lines as a text with one space between words and at most one empty line between others, and the places of its marks."""
    lines, places, at = list[str](), list[int](), 0
    for one in raw:
        line, marks = _line(one)
        places += [at + mark for mark in marks]
        if line or (lines and lines[-1]):
            lines.append(line)
            at += len(line) + 1
    text = "\n".join(lines).strip() + "\n"
    return text, [min(place, len(text) - 1) for place in places]


def _line(raw: str) -> tuple[str, list[int]]:
    if _MARK not in raw:
        return _SPACES.sub(" ", raw).strip(), []
    pieces, places, length, is_spaced = list[str](), list[int](), 0, True
    for piece in raw.split(_MARK):
        words = _SPACES.sub(" ", piece)
        words = words[1:] if is_spaced and words.startswith(" ") else words
        pieces.append(words)
        length += len(words)
        is_spaced = words.endswith(" ") if words else is_spaced
        places.append(length)
    line = "".join(pieces).rstrip()
    return line, [min(place, len(line)) for place in places[:-1]]
