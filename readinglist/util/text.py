"""Plain text: folding it for comparison, making it safe for a terminal, and measuring its columns."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Letters that no decomposition takes apart, typographic marks as they are typed, and what nobody sees.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
    }
)  # fmt: skip
_VOICED = "\u3099\u309a"  # what tells が from か is no accent
# Escape sequences whole; then control characters, bidi overrides, and marks that hide or reorder text.
_ESCAPE = r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]"
_UNSAFE = (
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff]"
)
_BREAK = r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_MARKS = _VOICED + "\u302a-\u302f"
EAST = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3098\u309b-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff"
)
# Big classes take milliseconds to compile: these stay text until a text needs them; `re` keeps what it has compiled.
_EAST_ASIAN = f"[{EAST}]"
_NEXT_TO = f"(?<=[{EAST}{_MARKS}])(?=\\w)|(?<=\\w)(?=[{EAST}])"
_JOINER = "\u200b"
# What a line may hold together: an East Asian character with the marks that may not begin a line, or a word.
_PIECE = f"(\\s*)((?:[“‘（《〈「『【〔]*[{EAST}](?:[{_MARKS}、。，．！？；：）》〉」』】〕”’ー…])*)|[^\\s{EAST}]+)"

_NO_LETTER = re.compile(r"[\W_]+")


def squeeze(text: str) -> str:
    """Return a text with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return a text as it is compared and sorted: without accents and case, white space squeezed.

    ø, ł, ß, æ and the like become the letters that a reader without them types, as do quotes and dashes.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    bare = "".join(c for c in plain if c < "\u0300" or c in _VOICED or not unicodedata.combining(c))
    return squeeze(unicodedata.normalize("NFC", bare))


def printable(text: str) -> str:
    """Return a text that does nothing to a terminal but stand there, on one line: each break and tab is a space.

    Control characters, escape sequences and what reorders or hides text are taken out; a lone surrogate becomes U+FFFD.
    """
    return text if text.isprintable() else printable_block(text).replace("\n", " ")


def printable_block(text: str) -> str:
    """Return a text that does nothing to a terminal but stand there; its lines stay, a tab is a space."""
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, _instead, re.sub(_BREAK, "\n", re.sub(_ESCAPE, "", text)))


def _instead(found: re.Match[str]) -> str:
    if found[0] == "\t":
        return " "
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else ""


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for East Asian characters and emoji, none for marks."""
    return len(text) if text.isascii() else sum(_widths(text))


def _widths(text: str) -> Iterator[int]:
    """Return the columns of each character; U+FE0F widens a narrow one before it to an emoji."""
    now = 0
    for character in text:
        if character < "\u0300":
            now = 1
        elif character == "\ufe0f":
            now = int(now == 1)
        else:
            now = _width(character)
        yield now


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Cf", "Me", "Mn") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, columns: int) -> str:
    """Return a text cut to a number of columns, with an ellipsis where something was cut."""
    if width(text) <= columns:
        return text
    used = accumulate(_widths(text))
    kept = sum(1 for _ in takewhile(lambda columns_: columns_ < columns, used))
    return text[:kept].rstrip(" \u200d") + "…" if columns > 0 else ""


def pad(text: str, columns: int) -> str:
    """Return a text of exactly so many columns: cut, or filled up with spaces."""
    cut = fit(text, columns)
    return cut + " " * (columns - width(cut))


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Return a text as lines of at most so many columns, each after the indent.

    Lines break at white space and between East Asian characters; a longer word stands alone, so that it can be copied.
    """
    lines, line, room = [], "", columns - width(indent)
    for space, piece in _pieces(text):
        gap = " " if space and line else ""
        if line and width(line) + len(gap) + width(piece) > room:
            lines.append(indent + line)
            line = piece
        else:
            line += gap + piece
    return [*lines, indent + line] if line else lines


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return what must stay on one line, each with the white space before it."""
    if text.isascii():
        return [(" ", word) for word in text.split()]
    return re.findall(_PIECE, text)


def segment(text: str) -> str:
    """Return a text in which every East Asian character is a word by itself, set off by zero-width spaces.

    A text without such characters comes back as it is; zero-width spaces that were among them do not.
    """
    if text.isascii() or not re.search(_EAST_ASIAN, text):
        return text
    return re.sub(_NEXT_TO, _JOINER, text.replace(_JOINER, ""))


def unsegment(text: str) -> str:
    """Take the zero-width spaces of `segment` off again."""
    return text.replace(_JOINER, "")


def listed(names: Iterable[str], most: int = 4) -> str:
    """Return names with commas, each once: `a, b, c, d and 2 more`."""
    known = list(dict.fromkeys(names))
    shown = ", ".join(known[:most])
    return f"{shown} and {len(known) - most} more" if len(known) > most else shown


def letters(value: str) -> str:
    """Return a folded text without white space and punctuation, by which titles are compared."""
    return _NO_LETTER.sub("", fold(value))
