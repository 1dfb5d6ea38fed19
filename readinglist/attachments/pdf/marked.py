"""Reads what readers marked in a PDF: annotations (ISO 32000-1, 12.5) with the words under them; runs where `worker` does.

The words under a mark are the letters whose centre is in one of its quadrilaterals: of 47 marks by six programs, all came out
so, where taking what touches them gave letters of neighbours for three.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from readinglist.attachments.pdf.letters import GLYPHS, HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Piece = dict[str, Any]
    Box = tuple[float, float, float, float]

_MOST_PAGES, _MOST_MARKS, _MOST_QUADS, _MOST_LETTERS = 5_000, 20_000, 1_000, 200_000
_LONGEST = 20_000  # letters of a string, as of a comment
_HIDDEN = 1 << 1  # ISO 32000-1, table 165
_KINDS = {
    raw.FPDF_ANNOT_TEXT: "text",
    raw.FPDF_ANNOT_FREETEXT: "free text",
    raw.FPDF_ANNOT_LINE: "line",
    raw.FPDF_ANNOT_SQUARE: "square",
    raw.FPDF_ANNOT_CIRCLE: "circle",
    raw.FPDF_ANNOT_POLYGON: "polygon",
    raw.FPDF_ANNOT_POLYLINE: "polyline",
    raw.FPDF_ANNOT_HIGHLIGHT: "highlight",
    raw.FPDF_ANNOT_UNDERLINE: "underline",
    raw.FPDF_ANNOT_SQUIGGLY: "squiggly",
    raw.FPDF_ANNOT_STRIKEOUT: "strike-out",
    raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_CARET: "caret",
    raw.FPDF_ANNOT_INK: "ink",
}
_STRINGS = {
    "author": "T",
    "text": "Contents",
    "at": "M",
    "name": "NM",
    "reply": "RT",
    "state": "StateModel",
    "zotero": "Zotero:Key",
    "zotero author": "Zotero:AuthorName",
    "zotero tags": "Zotero:Tags",
}


class _Letter(NamedTuple):
    """The centre of a letter, and its number on the page."""

    y: float
    x: float
    number: int


def marks(document: pdfium.PdfDocument) -> Iterator[Piece]:
    """Yield what is marked on each page, in the order of the file; `to` is the number on its page of what a reply answers."""
    count = 0
    for number in range(min(len(document), _MOST_PAGES)):
        with suppress(pdfium.PdfiumError):  # a page that cannot be loaded has no marks
            page = document[number]
            for piece in _marks_of(page):
                yield {"page": number, **piece}
                count += 1
                if count == _MOST_MARKS:
                    return
            page.close()


def _marks_of(page: pdfium.PdfPage) -> Iterator[Piece]:
    total = min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_MARKS)
    layer: _Words | None = None
    for number in range(total):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(annotation))
            if kind is None:
                continue
            piece = _piece(page, annotation)
            if piece["boxes"] and layer is None:
                layer = _Words(page)
            words = layer.under(piece["boxes"]) if layer and piece["boxes"] else ""
            boxes = piece["boxes"] or [_rectangle(annotation)]
            yield {"number": number, "kind": kind, **piece, "boxes": boxes, "words": words}
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _piece(page: pdfium.PdfPage, annotation: Any) -> Piece:  # noqa: ANN401 - a pointer of PDFium's
    piece: Piece = {ours: _string(annotation, theirs) for ours, theirs in _STRINGS.items()}
    piece["boxes"] = _quadrilaterals(annotation)
    piece["to"] = _answered(page, annotation)
    piece["hidden"] = bool(raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN)
    piece["colour"] = _colour(annotation)
    return piece


def _string(annotation: Any, key: str) -> str:  # noqa: ANN401 - as above
    name = key.encode()
    size = raw.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if size <= 2:  # noqa: PLR2004 - its end alone, in UTF-16
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, name, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")[:_LONGEST]


def _quadrilaterals(annotation: Any) -> list[Box]:  # noqa: ANN401 - as above
    """Return the boxes of the four points of each quadrilateral, which programs write in any order."""
    boxes, quad = [], raw.FS_QUADPOINTSF()
    if not raw.FPDFAnnot_HasAttachmentPoints(annotation):
        return []
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_QUADS)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, number, quad):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append(_rounded(min(across), min(up), max(across), max(up)))
    return boxes


def _rectangle(annotation: Any) -> Box:  # noqa: ANN401 - as above
    found = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, found)
    return _rounded(
        min(found.left, found.right),
        min(found.bottom, found.top),
        max(found.left, found.right),
        max(found.bottom, found.top),
    )


def _rounded(*values: float) -> Box:
    left, bottom, right, top = (round(value, 2) if abs(value) < 1e7 else 0.0 for value in values)  # noqa: PLR2004 - no page is so large, and NaN is none
    return left, bottom, right, top


def _answered(page: pdfium.PdfPage, annotation: Any) -> int:  # noqa: ANN401 - as above
    """Return the number of the annotation that this one answers, or belongs to; -1 for none."""
    other = raw.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
    if not other:
        return -1
    try:
        return int(raw.FPDFPage_GetAnnotIndex(page.raw, other))
    finally:
        raw.FPDFPage_CloseAnnot(other)


def _colour(annotation: Any) -> str:  # noqa: ANN401 - as above
    """Return the colour as `#rrggbb`, empty where none is given.

    It is hidden behind the stream that draws the mark, which is taken off the copy in memory, and nothing is written.
    """
    if not raw.FPDFAnnot_HasKey(annotation, b"C"):
        return ""
    raw.FPDFAnnot_SetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)
    parts = [ctypes.c_uint() for _ in range(4)]
    kind = raw.FPDFANNOT_COLORTYPE_Color
    if not raw.FPDFAnnot_GetColor(annotation, kind, *parts):
        return ""
    return "#" + "".join(f"{min(part.value, 255):02x}" for part in parts[:3])


class _Words:
    """The letters of a page, by where they are."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        with closing(page.get_textpage()) as layer:
            count = min(layer.count_chars(), _MOST_LETTERS)
            self._letters = [_letter(layer.raw, n) for n in range(count)]
            self._centres = sorted(_centres(layer.raw, self._letters))

    def under(self, boxes: Sequence[Box]) -> str:
        """Return the letters whose centre is in a box, in their order on the page, with a space wherever one is between them."""
        taken: set[int] = set()
        for left, bottom, right, top in boxes:
            first = bisect_left(self._centres, bottom, key=lambda one: one.y)
            last = bisect_right(self._centres, top, key=lambda one: one.y)
            taken.update(one.number for one in self._centres[first:last] if left <= one.x <= right)
        words, before = "", -1
        for number in sorted(taken):
            between = self._letters[before + 1 : number] if before >= 0 else []
            if between and all(c in HYPHENS for c in between):
                words += "-\n"
            elif between:
                words += " "
            words += self._letters[number]
            before = number
        return words


def _letter(layer: Any, number: int) -> str:  # noqa: ANN401 - as above
    code = raw.FPDFText_GetUnicode(layer, number)
    if code < ord(" ") and raw.FPDFText_IsGenerated(layer, number) == 0:
        return "fl" if code == ord("\r") else GLYPHS.get(chr(code), chr(code))
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "  # noqa: PLR2004 - Unicode's own bounds


def _centres(layer: Any, letters: Sequence[str]) -> Iterator[_Letter]:  # noqa: ANN401 - as above
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for number, letter in enumerate(letters):
        if letter.isspace() or letter in HYPHENS or letter < " ":
            continue
        if raw.FPDFText_GetCharBox(layer, number, left, right, bottom, top):
            yield _Letter((bottom.value + top.value) / 2, (left.value + right.value) / 2, number)
