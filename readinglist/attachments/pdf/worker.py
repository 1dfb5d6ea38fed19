"""Reads PDFs in a process of its own, which a hostile file may crash, fill or delay, and nothing else.

In come lines of JSON, each with `what` is wanted of a file at `path`, and in how many `seconds` of the processor; out go lines of JSON, the last of each answer `{"end": true}`.
Nothing in a file is run: PDFium comes without JavaScript and forms, and the process has limits on memory and time.
"""

from __future__ import annotations

import json
import math
import re
import sys
from contextlib import closing, suppress
from ctypes import byref
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from readinglist.attachments import limits
from readinglist.attachments.pdf import letters, marked, raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Piece = dict[str, Any]

SECONDS_A_PAGE = 0.5  # beside those of the answer; hundreds of times what a page of text takes
MOST_PAGES, MOST_LETTERS_A_PAGE, MOST_LETTERS = 5_000, 200_000, 50_000_000
_MOST_ENTRIES, _DEEPEST = 10_000, 20  # of an outline, whose circles PDFium does not notice
_FEW = 10  # letters on a page that is a picture: a stamp or a number of the page
_LOOKED_AT = 10  # pages that are looked at for pictures
_HEAD_LETTERS, _COVER = (
    12_000,
    2_000,
)  # letters of a page that are looked at for a title; those of one that may be a cover
_UPRIGHT = 0.1  # slope of a line of text, above which it is turned


def main() -> None:
    """Answer every line that comes in, until no more do."""
    limits.memory()
    for line in sys.stdin:
        asked = json.loads(line)
        limits.time(asked["seconds"])
        try:
            with closing(pdfium.PdfDocument(asked["path"])) as document:
                limits.time(asked["seconds"] + SECONDS_A_PAGE * min(len(document), MOST_PAGES))
                for piece in ANSWERS[asked["what"]](document):
                    limits.put(piece)
            limits.put({"end": True})
        except (pdfium.PdfiumError, MemoryError, RecursionError, OSError, ValueError) as error:
            limits.put({"end": True, "error": str(error)[:500] or type(error).__name__})


def text(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """Yield each page's text, and whether it is a picture."""
    count = 0
    yield {"pages": len(document)}
    for number in range(min(len(document), MOST_PAGES)):
        words, picture = "", False
        with suppress(pdfium.PdfiumError):  # a page that cannot be loaded is an empty one
            page = document[number]
            words = words_of(page)
            picture = number < _LOOKED_AT and len(words.strip()) <= _FEW and _is_picture(page)
            page.close()
        count += len(words)
        if count > MOST_LETTERS:
            return
        yield {"page": number, "text": words, "picture": picture}


def words_of(page: pdfium.PdfPage) -> str:
    """Return the text of a page, with a line break wherever one is."""
    layer = page.get_textpage()
    try:
        found: str = layer.get_text_range(0, min(layer.count_chars(), MOST_LETTERS_A_PAGE))
        return letters.plain(raised.written(layer.raw, found))
    finally:
        layer.close()


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture takes more than half of a page."""
    width, height = page.get_size()
    for found in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2):
        left, bottom, right, top = found.get_bounds()
        if (right - left) * (top - bottom) > width * height / 2:
            return True
    return False


def labels(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """Yield the labels of the pages that the file gives them (ISO 32000-1, 12.4.2), and its outline."""
    for number in range(min(len(document), MOST_PAGES)):
        yield {"page": number, "label": document.get_page_label(number)[:40]}
    for count, entry in enumerate(document.get_toc(max_depth=_DEEPEST)):
        if count == _MOST_ENTRIES:
            return
        target = entry.get_dest()
        page = target.get_index() if target else None
        yield {"title": entry.get_title()[:300], "level": entry.level, "to": page}


def head(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """Yield the dictionary of document information (ISO 32000-1, 14.3.3), and the runs of text of the first page, and of the second behind a cover.

    A run is words of one size on one line: the size in points, how far from the top of the page it is, from 0 to 1, and the words.
    """
    yield {"info": {name: letters.plain(value[:1000]) for name, value in document.get_metadata_dict().items()}}
    for number in range(min(len(document), 2)):
        runs = []
        with suppress(pdfium.PdfiumError):
            page = document[number]
            runs = _runs(page)
            page.close()
        yield {"page": number, "runs": runs}
        if sum(len(words) for _, _, words in runs) > _COVER:
            return


def _runs(page: pdfium.PdfPage) -> list[tuple[float, float, str]]:
    layer = page.get_textpage()
    height = page.get_height() or 1
    try:
        words = list(_sized(layer, height))
    finally:
        layer.close()
    found = []
    for (_, size), each in groupby(words, lambda word: word[:2]):
        run = list(each)
        found.append((size, run[0][2], letters.plain("".join(word[3] for word in run))))
    return [run for run in found if run[2].strip() and run[0] > 0]


def _sized(layer: pdfium.PdfTextPage, height: float) -> Iterator[tuple[int, float, float, str]]:
    """Yield the words of a page: the number of the line, size, distance from the top, and the letters with the space behind them.

    The size of a word is that of its first letter, as it is drawn, and 0 where it is turned.
    """
    count = min(layer.count_chars(), _HEAD_LETTERS)
    letters = layer.get_text_range(0, count)
    if len(letters) != count:  # letters beyond the first plane, or some that are not shown
        letters = "".join(chr(raw.FPDFText_GetUnicode(layer, index)) for index in range(count))
    line = 0
    for word in re.finditer(r"\S+[^\S\r\n]*|[\r\n]+|\s+", letters):
        if word[0].isspace():
            line += "\n" in word[0]
        else:
            yield (line, *_drawn(layer, word.start(), height), word[0])


def _drawn(layer: pdfium.PdfTextPage, index: int, height: float) -> tuple[float, float]:
    """Return the size of a letter, and how far from the top it is."""
    matrix, x, y = raw.FS_MATRIX(), raw.c_double(), raw.c_double()
    turned = not raw.FPDFText_GetMatrix(layer, index, byref(matrix)) or abs(matrix.b) > _UPRIGHT * matrix.a
    if turned:
        return 0.0, 0.0
    raw.FPDFText_GetCharOrigin(layer, index, byref(x), byref(y))
    return (
        round(raw.FPDFText_GetFontSize(layer, index) * math.hypot(matrix.c, matrix.d), 1),
        round(1 - y.value / height, 3),
    )


def whole(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """Yield the text, and behind it, after a piece that says that it is over, labels, outline and head."""
    yield from text(document)
    yield {"read": True}
    yield from labels(document)
    yield from head(document)


ANSWERS: dict[str, Callable[[pdfium.PdfDocument], Iterator[Piece]]] = {
    "whole": whole,
    "text": text,
    "labels": labels,
    "head": head,
    "marks": marked.marks,
}


if __name__ == "__main__":
    main()
