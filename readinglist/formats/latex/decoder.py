"""LaTeX to plain text: one regular expression over tables.

For rare commands that the tables do not have, pylatexenc is asked.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from readinglist.formats.latex.patterns import CODE, FORMULA_TOKEN
from readinglist.formats.latex.tables import (
    ACCENTS,
    BARE,
    BOARD,
    HATS,
    JOURNALS,
    LETTERS,
    LOGOS,
    LOWERED,
    MATHS,
    OTHER,
    RAISED,
    SPACES,
    TEXT,
    UNSEEN,
    WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SYMBOLS = {**OTHER, **MATHS, **TEXT}


def resolve(raw: str) -> str:
    r"""Return LaTeX as plain text.

    Braces are dropped, white space is kept.
    Any text is accepted: an unknown command becomes its name, or nothing before an argument, which is kept.

    `G{\"o}del's \emph{proof} -- $x^2$ \& more → Gödel's proof – x² & more`
    """
    return CODE.sub(_convert, raw)


def _convert(found: re.Match[str]) -> str:
    return _KINDS[found.lastgroup or ""](found)


def _convert_argument(braced: str) -> str:
    return CODE.sub(_convert, braced[1:-1])


def _convert_accent(found: re.Match[str]) -> str:
    written = found[0]
    # Only what may come again is kept: an accent and its letter are some ten characters, and a file may hold long rows of
    # braces that would fill the memory.
    return _accented(written) if len(written) < 40 else _accented.__wrapped__(written)  # noqa: PLR2004


_PART = re.compile(r"\\([A-Za-z]+|.)|([^\s{}])")


# A guess: more than the accented letters that a library has, each as it is written there, and little memory.
@lru_cache(4096)
def _accented(written: str) -> str:
    r"""Return the letter with its accents, the inner first.

    Without a letter these are the accents alone.
    The result is in NFC: `\'e → é`, `\v{C} → Č`, `\"{\i} → ï`, `\~{} → ~`
    """
    letter, marks = "", []
    for command, character in _PART.findall(written):
        if command in ACCENTS:
            marks.append(command)
        else:
            letter = character or LETTERS[command]
    if not letter:
        bare = "".join([BARE.get(mark, "") for mark in marks])
        return f"{bare} " if written[-1].isspace() else bare
    # Under an accent, ı and ȷ are how LaTeX writes i and j; and a dot over them is the one that they have anyway.
    dotless = letter in "ıȷ" and marks[0] != "."
    if dotless or letter in "ıȷ":
        letter = "i" if letter == "ı" else "j"
        marks = marks if dotless else marks[1:]
    return normalize("NFC", letter + "".join([ACCENTS[mark] for mark in reversed(marks)]))


def _convert_call(found: re.Match[str]) -> str:
    verb, argument = found["verb"], found["argument"]
    if verb in ("url", "path", "nolinkurl"):
        # In an address a tilde is a tilde, and two hyphens are no dash. Twice, as matches of `---` would overlap.
        return _convert_argument(
            argument.replace("~", r"{\textasciitilde}").replace("--", "-{}-").replace("--", "-{}-")
        )
    plain = _convert_argument(argument)
    if verb.endswith("case"):
        return plain.upper() if "upp" in verb.lower() else plain.lower()
    if "script" in verb:
        # Words stay as they are: 1\textsuperscript{st} is read better as 1st than with raised letters.
        return plain if plain.isalpha() else _script(RAISED if "super" in verb else LOWERED, "", plain)
    return f"“{plain}”"


def _convert_name(found: re.Match[str]) -> str:
    name, gap = found["name"], found["gap"]
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if name in UNSEEN:
        return ""
    if name in SPACES:
        return " "
    word = LOGOS.get(name) or JOURNALS.get(name) or _from_pylatexenc(name)
    return (name if name in WORDS else _unknown_command(found)) + gap if word is None else word + gap


def _unknown_command(found: re.Match[str]) -> str:
    r"""Return what is kept of an unknown command itself.

    Nothing before an argument, which is kept; else its name: `\unknown{x} → x`, `\unknown x → unknown x`. In what looks
    like a path, as `C:\temp`, the backslash is kept too.
    """
    start, end = found.span()
    before, after = found.string[max(0, start - 1) : start], found.string[end : end + 2]
    if after.startswith("{") and after != "{}":
        return ""
    return f"\\{found['name']}" if before.isalnum() or before in (":", ".") else found["name"]


@cache
def _from_pylatexenc(name: str) -> str | None:
    """Return what pylatexenc has for a command.

    None if it does not know it.
    Empty where that is only the argument of the command.
    """
    if name.startswith("text") and name[4:] in _SYMBOLS:
        return _SYMBOLS[name[4:]]
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - seldom needed, and slow to load

    known = get_default_latex_context_db().get_macro_spec(name)
    if known is None or not known.macroname:
        return None
    replacement = known.simplify_repl
    # A per cent sign stands for an argument in it, and angle brackets for what pylatexenc has no text for.
    return replacement if isinstance(replacement, str) and "%" not in replacement and "<" not in replacement else ""


_ESCAPED = {**dict.fromkeys("\\,;:> \n\r\t\f\v", " "), **dict.fromkeys("-/!@", "")}


def _convert_escape(found: re.Match[str]) -> str:
    escaped = found["escape"]
    if escaped in _ESCAPED:
        return _ESCAPED[escaped]
    # A digit or a foreign letter needs no backslash: so this is a path.
    return f"\\{escaped}" if escaped.isdigit() or not escaped.isascii() else escaped


# Formulae


def _convert_formula(found: re.Match[str]) -> str:
    r"""Return a formula in Unicode, with brackets where they are needed.

    `$x^{2}$ → x²`, `$x^{a,b}$ → x^(a,b)`, `$\frac{a+b}{2}$ → (a+b)/2`
    """
    source = found[0]
    # Two characters enclose it on each side, or one, or none.
    fence = 2 if source[:2] in ("$$", r"\(", r"\[") else int(source[0] == "$")
    reading = _Reading()
    for token in FORMULA_TOKEN.finditer(normalize("NFC", source[fence : len(source) - fence])):
        _READERS[token.lastgroup or ""](reading, token)
    return reading.end()


class _Reading:
    """A formula while it is read.

    For each open brace it holds the parts so far, and the functions that wait for the next part, such as that of `^`.
    """

    def __init__(self) -> None:
        self._groups: list[tuple[list[str], list[Callable[[str], str]]]] = [([], [])]

    def put(self, part: str) -> None:
        parts, waiting = self._groups[-1]
        if part.isspace() and waiting:
            return
        while waiting:
            shape = waiting.pop()
            part = shape(part)
            if shape in _FIRST:
                waiting.append(_enclosed)
                break
        parts.append(part)

    def wait(self, shape: Callable[[str], str]) -> None:
        self._groups[-1][1].append(shape)

    def open(self) -> None:
        if len(self._groups) < 50:  # noqa: PLR2004 - a formula of braces alone takes no more memory; no title is as deep
            self._groups.append(([], []))

    def close(self) -> None:
        if len(self._groups) > 1:
            self.put("".join(self._groups.pop()[0]))

    def last(self) -> str:
        """Return the last character so far in this group."""
        parts = self._groups[-1][0]
        return parts[-1][-1:] if parts else ""

    def end(self) -> str:
        while len(self._groups) > 1:
            self.close()
        return "".join(self._groups[0][0])


def _script(table: dict[str, str], sign: str, part: str) -> str:
    """Return a part in raised or lowered characters.

    Where Unicode lacks one, it stands behind ^ or _.
    `2 → ²`, `ab+Q → ^(ab+Q)`; `st` and the like of ordinals stay as they are.
    """
    if part in ("st", "nd", "rd", "th") and table is RAISED:
        return part
    if all(c in table for c in part):
        return "".join([table[c] for c in part])
    return f"{sign}{part}" if part.isalnum() or len(part) == 1 or not sign else f"{sign}({part})"


def _raised(part: str) -> str:
    return _script(RAISED, "^", part)


def _lowered(part: str) -> str:
    return _script(LOWERED, "_", part)


def _enclosed(part: str) -> str:
    # One character, or a word or number, needs no brackets.
    return part if part.isalnum() or len(part) < 2 else f"({part})"  # noqa: PLR2004


def _root(part: str) -> str:
    return f"√{_enclosed(part)}"


def _numerator(part: str) -> str:
    return f"{_enclosed(part)}/"


def _chosen(part: str) -> str:
    return f"{_enclosed(part)} choose "


def _board(part: str) -> str:
    return "".join([BOARD.get(c, c) for c in part])


def _with_mark(mark: str) -> Callable[[str], str]:
    def marked(part: str) -> str:
        return normalize("NFC", part + mark) if part and all(map(combining, part[1:])) else part

    return marked


# The shapes of commands with two arguments: these are of the first, and the second is enclosed.
_FIRST = (_numerator, _chosen)
_SHAPES: dict[str, Callable[[str], str]] = {
    **{name: _with_mark(mark) for name, mark in HATS.items()},
    **dict.fromkeys(("sqrt",), _root),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "cfrac"), _numerator),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _chosen),
    **dict.fromkeys(("mathbb", "Bbb", "mathds"), _board),
    **dict.fromkeys(("sp", "textsuperscript"), _raised),
    **dict.fromkeys(("sb", "textsubscript"), _lowered),
}


def _read_words(reading: _Reading, token: re.Match[str]) -> None:
    reading.put(CODE.sub(_convert, token[0]))


def _read_root(reading: _Reading, token: re.Match[str]) -> None:
    reading.put(_raised(token["root"]))
    reading.wait(_root)


def _read_accent(reading: _Reading, token: re.Match[str]) -> None:
    reading.put(_accented(token[0]))


def _read_name(reading: _Reading, token: re.Match[str]) -> None:
    name, gap = token["name"], token["gap"]
    if name in _SHAPES:
        reading.wait(_SHAPES[name])
    elif name in _SYMBOLS:
        sign = _SYMBOLS[name]
        reading.put(sign)
        if gap and not (sign.isalpha() and token["letter"] is not None):
            reading.put(" ")
    elif name in SPACES:
        reading.put(" ")
    elif name not in UNSEEN:
        _read_word(reading, token, name if name in WORDS else _from_pylatexenc(name))


def _read_word(reading: _Reading, token: re.Match[str], word: str | None) -> None:
    """Put a word, with spaces between it and letters before and behind."""
    after = token.string[token.end() : token.end() + 1]
    apart = token["gap"] or after.isalnum() or after in ("{", "\\") or not after.isascii()
    before = " " if reading.last().isalnum() else ""
    shown = token["name"] if word is None else word
    if shown:
        reading.put(f"{before}{shown}{' ' if apart else ''}")


def _read_escape(reading: _Reading, token: re.Match[str]) -> None:
    escaped = token["escape"]
    reading.put("‖" if escaped == "|" else _ESCAPED.get(escaped, escaped))


def _read_sign(reading: _Reading, token: re.Match[str]) -> None:
    sign = token["sign"]
    if sign in _SIGNS:
        _SIGNS[sign](reading)
    else:
        reading.put(" " if sign == "~" else sign)


_SIGNS: dict[str, Callable[[_Reading], None]] = {
    "{": _Reading.open,
    "}": _Reading.close,
    "^": lambda reading: reading.wait(_raised),
    "_": lambda reading: reading.wait(_lowered),
}
# By the group that was closed last, as for `CODE`: behind a name come `gap`, always, and `letter`, sometimes.
_READERS: dict[str, Callable[[_Reading, re.Match[str]], None]] = {
    "words": _read_words,
    "root": _read_root,
    "accent": _read_accent,
    "name": _read_name,
    "gap": _read_name,
    "letter": _read_name,
    "escape": _read_escape,
    "sign": _read_sign,
}
_KINDS: dict[str, Callable[[re.Match[str]], str]] = {
    "accent": _convert_accent,
    "unprinted": lambda _: "",
    "call": _convert_call,
    "formula": _convert_formula,
    "maths": _convert_formula,
    "literal": lambda found: found["within"],
    "name": _convert_name,
    "gap": _convert_name,
    "escape": _convert_escape,
    "dash": lambda found: "–" if len(found[0]) == 2 else "—",  # noqa: PLR2004
    "quote": lambda found: "“" if found[0] == "``" else "”",
    "tie": lambda _: " ",
    "brace": lambda _: "",
}
