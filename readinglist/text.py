"""Plain text: folding it for comparison, making it safe for a terminal, and measuring its columns."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
# Escape sequences whole; then control characters, bidi overrides, and marks that hide or reorder text.
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNSAFE_BLOCK = re.compile(_UNSAFE.pattern.replace(r"\x00-\x1f", r"\x00-\x08\x0b-\x1f"))
_EAST_ASIAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_NEXT_TO = re.compile(f"(?<=[{_EAST_ASIAN}])(?=\\w)|(?<=\\w)(?=[{_EAST_ASIAN}])")
_JOINER = "\u200b"


def squeeze(text: str) -> str:
    """Return a text with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return a text as it is compared: without accents and case, white space squeezed."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return squeeze("".join(c for c in plain if not unicodedata.combining(c)))


def printable(text: str) -> str:
    """Return a text that does nothing to a terminal but stand there, on one line."""
    if text.isprintable():
        return text
    clean = _ESCAPE.sub("", text)
    return _UNSAFE.sub(lambda found: " " if found[0] in "\t\n\r\x0b\x0c\u2028\u2029" else "", clean)


def printable_block(text: str) -> str:
    """Return a text that does nothing to a terminal but stand there; its lines stay."""
    if text.isprintable():
        return text
    return _UNSAFE_BLOCK.sub("", _ESCAPE.sub("", text.replace("\r\n", "\n"))).replace("\t", "    ")


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, columns: int) -> str:
    """Return a text cut to a number of columns, with an ellipsis where something was cut."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for character in text:
        used += _width(character)
        if used > columns - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if columns > 0 else ""


def pad(text: str, columns: int) -> str:
    """Return a text of exactly so many columns."""
    cut = fit(text, columns)
    return cut + " " * (columns - width(cut))


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Return a text as lines of at most so many columns, each after the indent; a longer word stands alone."""
    lines, line = [], ""
    for word in text.split():
        if line and width(indent + line) + 1 + width(word) > columns:
            lines.append(indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, indent + line] if line else lines


def segment(text: str) -> str:
    """Return a text in which every East Asian character is a word by itself, set off by zero-width spaces."""
    if text.isascii():
        return text
    return _NEXT_TO.sub(_JOINER, text.replace(_JOINER, ""))


def unsegment(text: str) -> str:
    """Take the zero-width spaces of `segment` off again."""
    return text.replace(_JOINER, "")
