"""The text of a source, its pages and lines.

How it is read from a file, and on which page and line a character is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.fulltext import printed
from readinglist.fulltext.written import Heading, WrittenText
from readinglist.util.encoding import lenient
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAK = "\f"
# Possessive quantifiers, so that a long file that only begins like HTML is not read again and again.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]++(.*+)")
_CLOSED = re.compile(r"(?<![^ \t])#++[ \t]*+$")
_ZIP = b"PK\x03\x04"
_NUMERAL = r"([0-9]{1,9}|[ivxlcdm]{1,20}|[IVXLCDM]{1,20})"
_RANGE = re.compile(rf"\s*{_NUMERAL}\s*(?:([-–])\s*{_NUMERAL}?)?\s*")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Pages:
    """A text as pages, which form feeds separate, and lines.

    `labels` names the pages in order: `i-iii,113-` → i, ii, iii, 113, 114 …, and `names` one by one; without either they count
    from 1. A text without form feeds and labels has no pages.
    """

    def __init__(self, text: str, labels: str = "", names: Sequence[str] = ()) -> None:
        self._text = text
        self._labels = labels
        self._given = names
        self._starts = [0] + [found.end() for found in re.finditer(BREAK, text)]
        if self._starts[-1] == len(text) and len(self._starts) > 1:
            self._starts.pop()  # a form feed at the end closes the last page, as pdftotext writes it

    @property
    def count(self) -> int:
        """The number of pages; 0 where the text has none."""
        return len(self._starts) if len(self._starts) > 1 or self._labels or self._given else 0

    def place(self, start: int) -> tuple[str, int]:
        """Return the page label and the line of a character.

        The label is empty where the text has no pages; the line counts from 1 on its page.
        """
        page = bisect_right(self._starts, start) - 1
        line = self._text.count("\n", self._starts[page], start) + 1
        return (self.names[page] if self.count else ""), line

    @cached_property
    def names(self) -> list[str]:
        """Return the labels of the pages."""
        if self._given:
            return [*self._given, *[""] * (len(self._starts) - len(self._given))]
        if not self._labels:
            return [str(number + 1) for number in range(len(self._starts))]
        named = _in_order(self._labels)
        return [next(named) for _ in self._starts]


def check_labels(labels: str) -> str:
    """Return the labels of pages as they are kept, without spaces.

    ` i - iv, 1-20 ` → `i-iv,1-20`; `113-` → `113-`; `a-b` is invalid, and so is `20-1`. Raises InvalidValue.
    """
    parts = labels.split(",") if labels.strip() else []
    for place, part in enumerate(parts, 1):
        found = _RANGE.fullmatch(part)
        if not found or (found[2] and not found[3] and place < len(parts)):
            raise errors.InvalidValue("pages", labels, "write them as '113-', 'i-iv,1-20' or '1,3,5'")
        if found[3] and found[1].isdecimal() != found[3].isdecimal():
            raise errors.InvalidValue("pages", labels, f"{found[1]} and {found[3]} are numerals of two kinds")
        if found[3] and _number_of(found[3]) < _number_of(found[1]):
            raise errors.InvalidValue("pages", labels, f"{part.strip()} ends before it begins")
    return re.sub(r"\s", "", labels)


def _in_order(labels: str) -> Iterator[str]:
    """Yield the labels one by one; the last range continues.

    `1,3,5` → 1, 3, 5, 6, 7 …; `i-iii,113-` → i, ii, iii, 113, 114 ….
    """
    number, roman = 0, ""
    for part in labels.split(","):
        first, dash, last = (_RANGE.fullmatch(part) or _RANGE.fullmatch("1-")).groups()  # type: ignore[union-attr]
        roman = "" if first.isdecimal() else first
        number = _number_of(first)
        end = _number_of(last) if last else number
        while number < end or (dash and not last):
            yield _label_of(number, roman)
            number += 1
        yield _label_of(number, roman)
    while True:
        number += 1
        yield _label_of(number, roman)


def _number_of(label: str) -> int:
    if label.isdecimal():
        return int(label)
    # A smaller numeral before a larger one is subtracted: iv is 5 - 1.
    values = [next(value for value, letters in _ROMAN if letters == letter) for letter in label.lower()]
    after = [*values[1:], 0]
    return sum(-value if value < following else value for value, following in zip(values, after, strict=True))


def _label_of(number: int, roman: str) -> str:
    if not roman:
        return str(number)
    letters = ""
    for value, numeral in _ROMAN:
        while number >= value:
            letters += numeral
            number -= value
    return letters.upper() if roman.isupper() else letters


def read(name: str, data: bytes) -> tuple[str, str]:
    """Return the text in a file of plain text, HTML, Word, OpenDocument or EPUB, and a notice.

    Lines end with a newline alone. The notice, else empty, says that the file was not UTF-8. The tags of HTML are
    removed. Raises UnreadableFile for anything that is not text.
    """
    found, notice = written(name, data)
    return found.text, notice


def written(name: str, data: bytes) -> tuple[WrittenText, str]:
    """Return what `read` does, with the headings in the text and the beginnings of printed pages. Raises UnreadableFile."""
    found, notice = _written(name, data)
    if not found.text.strip():
        raise UnreadableFile(name, "there is no text in it")
    return found, notice


def _written(name: str, data: bytes) -> tuple[WrittenText, str]:
    if data.startswith(_ZIP):
        from readinglist.fulltext import zipped  # noqa: PLC0415 - only a book or a document needs what unpacks it

        try:
            return zipped.read(data), ""
        except ValueError as error:
            raise UnreadableFile(name, str(error)) from error
    if data.startswith(b"%PDF"):
        raise UnreadableFile(name, "it is a PDF; `readinglist attach KEY FILE` keeps it and reads its text")
    text, notice = lenient(data)
    if "\x00" in text:
        raise UnreadableFile(name, "it is no text")
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML.match(text):
        from readinglist.fulltext import html  # noqa: PLC0415 - only a page of the web needs the parser

        page = html.read(text)
        return WrittenText(page.text, page.headings, page.openings), notice
    # Offsets of quotes are kept, so that lines must end in one way from the beginning.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_markdown = name.lower().endswith((".md", ".markdown"))
    return WrittenText(text, tuple(_markdown(text)) if is_markdown else ()), notice


def _markdown(text: str) -> Iterator[Heading]:
    """Yield the headings of a text in Markdown that begin with `#` (CommonMark 0.31, 4.2), none within code."""
    at, fence = 0, ""
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        mark = bare[:3]
        if fence or mark in ("```", "~~~"):
            fence = "" if fence and mark == fence else fence or mark
        elif (found := _ATX.match(line)) and (title := printed.title(_CLOSED.sub("", found[2]))):
            yield Heading(title, len(found[1]), at)
        at += len(line) + 1
