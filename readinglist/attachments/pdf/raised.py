"""Numbers that are raised on a page, as the marks of notes are, written as raised: `models¹²` is no word with a number in it."""

from __future__ import annotations

import ctypes
import re
from typing import Any

from pypdfium2 import raw

_MOST = 1_000  # of a page; a page of text has some dozens
_SHARE = 0.2  # of its height, by which the foot of a digit is above that of the letter beside it
# A number behind a word, or behind what ends a part of a sentence, and one that begins a line and has a word behind it.
_BEHIND = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,;:!?)\]”’\"]))\d{1,3}(?![\w.,]\d|\w)|(?:^|(?<=[\x02\ufffe]))\d{1,3}(?=[^\W\d_])",
    re.MULTILINE,
)
_DIGITS = re.compile(r"\d+")  # each begins where one of the others may, which takes far longer to look for
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(layer: Any, text: str) -> str:  # noqa: ANN401 - a pointer of PDFium's
    """Return the text of a page, as PDFium gives it for this layer, with raised numbers written as such."""
    pieces, done = [], 0
    behind = (found for digits in _DIGITS.finditer(text) if (found := _BEHIND.match(text, digits.start())))
    for found, _ in zip(behind, range(_MOST), strict=False):
        start, end = found.span()
        beside = start - 1 if start and text[start - 1] not in "\r\n\x02\ufffe" else end
        if found[0].isascii() and _is_raised(layer, start, beside):
            pieces += [text[done:start], found[0].translate(_RAISED)]
            done = end
    return "".join([*pieces, text[done:]])


def _is_raised(layer: Any, digit: int, letter: int) -> bool:  # noqa: ANN401 - as above
    """Whether a digit stands above the line of a letter beside it, and no line of text goes upwards there."""
    places = [_place(layer, number) for number in (digit, letter)]
    if None in places:
        return False
    (x, y, height), (other_x, other_y, _) = places  # type: ignore[misc] # neither is None
    up = y - other_y
    return up > _SHARE * height and abs(x - other_x) > up / 2


def _place(layer: Any, number: int) -> tuple[float, float, float] | None:  # noqa: ANN401 - as above
    """Return where a letter stands on its line, and its height."""
    index = raw.FPDFText_GetCharIndexFromTextIndex(layer, number)
    x, y = ctypes.c_double(), ctypes.c_double()
    if index < 0 or not raw.FPDFText_GetCharOrigin(layer, index, x, y):
        return None
    box = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(layer, index, *box)
    return x.value, y.value, box[3].value - box[2].value
