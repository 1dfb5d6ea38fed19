"""The letters that the reader of PDFs gives, as they are meant: hyphens at the ends of lines, and ligatures of TeX's fonts."""

from __future__ import annotations

import re

HYPHENS = ("\x02", "\ufffe")  # what PDFium writes for the hyphen at the end of a line, without the break after it
# Fonts that TeX draws point by point do not say what their letters mean, so that the places in the font come out: ligatures of the encoding
# OT1 (Knuth, The TeXbook, appendix F), and of T1 ligatures, quotation marks and dashes (the Cork encoding, TUGboat 11, 1990).
GLYPHS = {
    "\x0b": "ff",
    "\x0c": "fi",
    "\x0e": "ffi",
    "\x0f": "ffl",
    "\x10": "“",
    "\x11": "”",
    "\x12": "„",
    "\x13": "«",
    "\x14": "»",
    "\x15": "–",
    "\x16": "—",
    "\x17": "",
    "\x1b": "ff",
    "\x1c": "fi",
    "\x1d": "fl",
    "\x1e": "ffi",
    "\x1f": "ffl",
}
_ALONE = re.compile(r"\r(?!\n)")  # a break is never one alone, and the place of `fl` in OT1 is
_MEANT = str.maketrans({**dict.fromkeys(HYPHENS, "-\n"), "\r": None, "\x00": None, **GLYPHS})


def plain(text: str) -> str:
    """Return the text of a page as PDFium gives it with breaks, hyphens and ligatures as they are meant."""
    return _ALONE.sub("fl", text).translate(_MEANT)
