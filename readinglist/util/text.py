"""Plain text.

Folding for comparison, printing on a terminal, measuring columns.

Standards: the Unicode normal forms (UAX #15), East Asian Width (UAX #11), and ECMA-48 for escape sequences.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The private use area, which this program uses for marks of its own (`model.views`, `formats.csl.text`).
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# Letters that have no decomposition in Unicode, typographic marks as they are typed, and invisible characters.
# Characters; guesses: a path that is longer has to be read elsewhere, and nobody reads more of a message.
_LONGEST_WORD, _LONGEST_MESSAGE = 400, 4000
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
    }
)  # fmt: skip
_VOICED = "\u3099\u309a"  # the marks of voiced kana: が is another letter than か, and not か with an accent
# Escape sequences (ECMA-48) are removed whole. Then control characters, overrides of direction (UAX #9), and other
# characters that hide or reorder text.
_ESCAPE = r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]"
_UNSAFE = (
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff]"
)
_KEPT = r"(\t|\x1b\[[0-9;]*m)"
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
# What stays together on a line: an East Asian character with the marks that may not begin or end a line, or a word. This is
# a small part of UAX #14.
_PIECE = f"(\\s*)((?:[“‘（《〈「『【〔]*[{EAST}](?:[{_MARKS}、。，．！？；：）》〉」』】〕”’ー…])*)|[^\\s{EAST}]+)"

_EMOJI = 2  # columns of one
_SKIN = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_JOINS = "[\u200d\ufe0f\U0001f3fb-\U0001f3ff]"

_NO_LETTER = re.compile(r"[\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def squeeze(text: str) -> str:
    r"""Return a text with runs of white space as one space.

    `" a\n b" → "a b"`.
    """
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return a text as it is compared.

    Without accents and case, squeezed.

    The compatibility decomposition NFKD takes accents off; ø, ł, ß, æ and the like, quotes and dashes become the characters
    that a reader without them types. `Łódź – “Øst” → lodz - "ost"`, `STRASSE → strasse`, `Straße → strasse`
    """
    low = text.lower()
    return squeeze(low if low.isascii() else _NOT_ASCII.sub(_folded, low))


def _folded(found: re.Match[str]) -> str:
    return _bare(found[0])


@functools.lru_cache(4096)
def _bare(run: str) -> str:
    """Return a run of characters outside ASCII as it is compared; a text has the same few over and over."""
    # Folding case may make characters that have a decomposition again: hence twice, in the manner of the
    # compatibility caseless matching of the Unicode Standard (3.13, D146).
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold()).translate(_LETTERS)
    bare = "".join(c for c in plain if c < "\u0300" or c in _VOICED or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def clean(foreign: str) -> str:
    """Return a text on one line, without control and private characters."""
    return squeeze(printable(_PRIVATE.sub("", foreign)))


def printable(text: str) -> str:
    r"""Return a text that is safe on a terminal, on one line.

    Each line break and tab becomes a space. Control characters, escape sequences and characters that reorder or hide text
    are removed; a lone surrogate becomes U+FFFD. `\x1b[31mred\x1b[0m → red`
    """
    return text if text.isprintable() else printable_block(text).replace("\n", " ")


def printable_block(text: str) -> str:
    """Return a text that is safe on a terminal, as `printable`.

    Lines are kept.
    """
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, _instead, re.sub(_BREAK, "\n", re.sub(_ESCAPE, "", text)))


def printable_line(line: str) -> str:
    """Return a line, or some, of a program's output that is safe on a terminal, as `printable_block`.

    Colours and tabs between columns are kept.
    """
    if line.replace("\n", "").replace("\t", "").isprintable():
        return line
    return "".join(
        piece if number % 2 else printable_block(piece) for number, piece in enumerate(re.split(_KEPT, line))
    )


def counted(number: int, noun: str) -> str:
    """Return `1 source`, `2 sources`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_json(written: str) -> str:
    r"""Return JSON in which characters that would control a terminal are numbers, which mean the same.

    Letters of all scripts stay as they are. `json` itself writes only U+0000 to U+001F as numbers: U+009B → `\u009b`
    """
    return written if written.isascii() else re.sub(_UNSAFE, _as_number, written)


def _as_number(found: re.Match[str]) -> str:
    return re.sub("(....)", r"\\u\1", found[0].encode("utf-16-be", "surrogatepass").hex())


def _instead(found: re.Match[str]) -> str:
    if found[0] == "\t":
        return " "
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else ""


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes (UAX #11).

    Wide East Asian characters and emoji take two, marks none. `abc → 3`, `中文 → 4`
    """
    return len(text) if text.isascii() else sum(_widths(text))


def _widths(text: str) -> Iterator[int]:
    """Return the columns of each character.

    U+FE0F makes an emoji, which is wide, of a narrow character before it. Emoji that are joined, or have a colour of skin,
    are one (UTS #51): 👩‍💻 → 2
    """
    now = base = 0
    joined = False
    for character in text:
        if character < "\u0300":
            now = 1
        elif character == "\ufe0f":
            now = int(now == 1)
        elif base == _EMOJI and (character in _SKIN or (joined and _is_picture(character))):
            now = 0
        else:
            now = _width(character)
        joined = character == "\u200d"
        base = _EMOJI if character == "\ufe0f" and now else now or base
        yield now


def has_joins(text: str) -> bool:
    """Whether a text has characters whose width depends on those before them."""
    return bool(re.search(_JOINS, text))


def _is_picture(character: str) -> bool:
    return "\u2190" <= character <= "\u2bff" or character >= "\U0001f000"


def _width(character: str) -> int:
    # Formats and marks take no column, and the vowels and finals of Korean join the consonant before them.
    if unicodedata.category(character) in ("Cf", "Me", "Mn") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, columns: int) -> str:
    """Return a text cut to some columns, with an ellipsis.

    `abcdef`, 4 → `abc…`.
    """
    if width(text) <= columns:
        return text
    if text.isascii() and columns > 0:
        return text[: columns - 1].rstrip(" ") + "…"
    used = accumulate(_widths(text))
    kept = sum(1 for _ in takewhile(lambda columns_: columns_ < columns, used))
    return text[:kept].rstrip(" \u200d") + "…" if columns > 0 else ""


def shortened(message: str) -> str:
    """Return a message in which no word is longer than some lines, and the whole not than a page.

    What somebody typed may be as long as the system lets a command be.
    """
    words = re.sub(rf"(\S{{{_LONGEST_WORD}}})\S+", r"\1…", message)
    return words if len(words) <= _LONGEST_MESSAGE else f"{words[:_LONGEST_MESSAGE]}…"


def pad(text: str, columns: int) -> str:
    """Return a text of exactly so many columns.

    Cut, or filled with spaces.
    """
    cut = fit(text, columns)
    return cut + " " * (columns - width(cut))


def wrap(text: str, columns: int, indent: str = "", *, breaking: bool = False) -> list[str]:
    """Return a text as lines of at most so many columns, indent included.

    Lines break at white space and between East Asian characters; a word that is longer than a line is not broken, so that
    it can be copied, unless `breaking` says so, for a cell of a table.
    """
    lines, line, room = [], "", columns - width(indent)
    for space, piece in _pieces(text):
        gap = " " if space and line else ""
        if line and width(line) + len(gap) + width(piece) > room:
            lines.append(indent + line)
            line = piece
        else:
            line += gap + piece
        while breaking and width(line) > room:
            kept = max(1, sum(1 for _ in takewhile(lambda used: used <= room, accumulate(_widths(line)))))
            if kept == len(line):
                break
            lines.append(indent + line[:kept])
            line = line[kept:]
    return [*lines, indent + line] if line else lines


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces that are not broken, with the white space before each."""
    if text.isascii():
        return [(" ", word) for word in text.split()]
    return re.findall(_PIECE, text)


def segment(text: str) -> str:
    """Return a text with zero-width spaces between East Asian characters.

    So each is a word for the full-text index. A text without such characters is returned as it is; in one with them, other
    zero-width spaces are removed.
    """
    if text.isascii() or not re.search(_EAST_ASIAN, text):
        return text
    return re.sub(_NEXT_TO, _JOINER, text.replace(_JOINER, ""))


def unsegment(text: str) -> str:
    """Remove the zero-width spaces that `segment` added."""
    return text.replace(_JOINER, "")


def listed(names: Iterable[str], most: int = 4) -> str:
    """Return names with commas, each once.

    `a, b, c, d and 2 more`.
    """
    known = list(dict.fromkeys(names))
    shown = ", ".join(known[:most])
    return f"{shown} and {len(known) - most} more" if len(known) > most else shown


def letters(value: str) -> str:
    """Return a folded text without white space and punctuation.

    Titles are compared by it. `On Keys! → onkeys`
    """
    return _NO_LETTER.sub("", fold(value))


def is_east_asian(value: str) -> bool:
    """Whether a text has Chinese or Japanese characters, or Korean syllables."""
    return bool(re.search("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]", value))


def is_web_address(written: str) -> bool:
    """Whether a text is an address of the web."""
    return written.lower().startswith(("http://", "https://"))
