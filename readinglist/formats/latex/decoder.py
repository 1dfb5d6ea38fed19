"""LaTeX to plain text: one regular expression over tables, and pylatexenc behind it for what is rare."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from readinglist.formats.latex.tables import (
    ACCENTS,
    BARE,
    BOARD,
    HATS,
    JOURNALS,
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
_LETTERS = {name: sign for name, sign in {**OTHER, **TEXT}.items() if sign.isalpha()}


def _argument(depth: int) -> str:
    """Return the pattern of braces with balanced braces inside, so many deep; no two ways to match, so linear."""
    inner = rf"|{_argument(depth - 1)}" if depth else ""
    return rf"\{{(?:[^{{}}]++{inner})*+\}}"


_BRACED = _argument(4)
_LATIN = "A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0400-\u052f\u1e00-\u1eff"
_LONG = "|".join(name for name in ACCENTS if len(name) > 1)
_ACCENT = rf"(?:[\"'`^~=.]|(?:[bcdfGhHkrtuUv]|{_LONG})(?![A-Za-z]))[\s{{]*+"
# Accents with the letter under them, in whatever braces: as all braces go in the end, which opens which is no matter.
_ACCENTED = rf"{_ACCENT}(?:\\{_ACCENT})*+(?:[{_LATIN}]|\\(?:{'|'.join(_LETTERS)})(?![A-Za-z]))?+\}}*+"
# A number behind the second dollar: prices, not maths.
FORMULA = r"(?!\d[^$]*+\$\d)(?:\$(?:[^$\\]|\\.)++\$\$|(?:[^$\\]|\\.)++\$)"
_UNPRINTED = (
    r"(?i:noopsort|sortnoop|noop)|[hv]space\*?|label|color|begin|end|selectlanguage|href(?:@noop)?|textcolor|fontsize"
    r"|foreignlanguage|bibinfo|bibfield|hyperlink|hypertarget|raisebox|Eprint|phantom|vphantom|hphantom"
)
_CALLS = (
    r"(?P<verb>(?:Make)?(?:upp|low)ercase|text(?:super|sub)script|enquote\*?|mkbibquote|textquote|url|path|nolinkurl)"
)
FORMULAE = (
    rf"(?:ensuremath|sqrt|{'|'.join(HATS)})\s*+{_BRACED}|[dt]?frac\s*+{_BRACED}\s*+{_BRACED}"
    r"|\((?:[^\\]|\\[^()])*+\\\)|\[(?:[^\\]|\\[^][])*+\\\]"
)
# The first character stands alone before all branches, so that the search runs over plain text at full speed.
_CODE = re.compile(
    rf"""
    [\\{{}}$~`'-](?:
        (?P<accent>(?:(?<=\{{)\{{*+\\|(?<=\\)){_ACCENTED})
        |(?<=\\)(?:
            (?P<unprinted>(?:{_UNPRINTED})\s*+{_BRACED})
            |(?P<call>{_CALLS}\s*+(?P<argument>{_BRACED}))
            |(?P<formula>{FORMULAE})
            |(?P<literal>verb(?P<fence>[^\sA-Za-z*])(?P<within>.{{0,500}}?)(?P=fence))
            |(?P<name>[A-Za-z]+)(?P<gap>\s*+)
            |(?P<escape>[^A-Za-z])
        )
        |(?<=\$)(?P<maths>{FORMULA})
        |(?P<dash>(?<=-)--?)
        |(?P<quote>(?<=`)`|(?<=')')
        |(?P<tie>(?<=~))
        |(?P<brace>(?<=[{{}}])[{{}}]*+)
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def resolve(raw: str) -> str:
    """Return LaTeX as plain text; braces are dropped, white space stays.

    Any text comes through: a command that nobody knows stays as its name, and what it was given stays.
    """
    return _CODE.sub(_plain, raw)


def _plain(found: re.Match[str]) -> str:
    return _KINDS[found.lastgroup or ""](found)


def _inner(braced: str) -> str:
    return _CODE.sub(_plain, braced[1:-1])


def _accent(found: re.Match[str]) -> str:
    written = found[0]
    return _accented(written) if len(written) < 40 else _accented.__wrapped__(written)  # noqa: PLR2004 - worth keeping


_PART = re.compile(r"\\([A-Za-z]+|.)|([^\s{}])")


@lru_cache(4096)
def _accented(written: str) -> str:
    """Return the letter with its accents, the inmost first; or the accents alone."""
    letter, marks = "", []
    for command, character in _PART.findall(written):
        if command in ACCENTS:
            marks.append(command)
        else:
            letter = character or _LETTERS[command]
    if not letter:
        bare = "".join([BARE.get(mark, "") for mark in marks])
        return f"{bare} " if written[-1].isspace() else bare
    dotless = letter in "ıȷ" and marks[0] != "."
    if dotless or letter in "ıȷ":
        letter = "i" if letter == "ı" else "j"
        marks = marks if dotless else marks[1:]
    return normalize("NFC", letter + "".join([ACCENTS[mark] for mark in reversed(marks)]))


def _call(found: re.Match[str]) -> str:
    verb, argument = found["verb"], found["argument"]
    if verb in ("url", "path", "nolinkurl"):
        return _inner(argument.replace("~", r"{\textasciitilde}").replace("--", "-{}-").replace("--", "-{}-"))
    said = _inner(argument)
    if verb.endswith("case"):
        return said.upper() if "upp" in verb.lower() else said.lower()
    if "script" in verb:
        return said if said.isalpha() else _script(RAISED if "super" in verb else LOWERED, "", said)
    return f"“{said}”"


def _named(found: re.Match[str]) -> str:
    name, gap = found["name"], found["gap"]
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if name in UNSEEN:
        return ""
    if name in SPACES:
        return " "
    word = LOGOS.get(name) or JOURNALS.get(name) or _rare(name)
    return (name if name in WORDS else _unknown(found)) + gap if word is None else word + gap


def _unknown(found: re.Match[str]) -> str:
    """Leave a command out if it has an argument, which stays; name it else; leave what looks like a path."""
    start, end = found.span()
    before, after = found.string[max(0, start - 1) : start], found.string[end : end + 2]
    if after.startswith("{") and after != "{}":
        return ""
    return f"\\{found['name']}" if before.isalnum() or before in (":", ".") else found["name"]


@cache
def _rare(name: str) -> str | None:
    """Return what pylatexenc has for a command, empty if that is only an argument; None if it does not know it."""
    if name.startswith("text") and name[4:] in _SYMBOLS:
        return _SYMBOLS[name[4:]]
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - seldom needed, and slow to load

    known = get_default_latex_context_db().get_macro_spec(name)
    if known is None or not known.macroname:
        return None
    said = known.simplify_repl
    return said if isinstance(said, str) and "%" not in said and "<" not in said else ""


_ESCAPED = {**dict.fromkeys("\\,;:> \n\r\t\f\v", " "), **dict.fromkeys("-/!@", "")}


def _escape(found: re.Match[str]) -> str:
    escaped = found["escape"]
    if escaped in _ESCAPED:
        return _ESCAPED[escaped]
    # No one escapes digits and letters: this is a path.
    return f"\\{escaped}" if escaped.isdigit() or not escaped.isascii() else escaped


# Formulae

WORDS_IN_MATHS = rf"\\(?:[mhf]box|text(?:rm|it|bf|sf|tt|sc|normal)?)\s*+{_BRACED}"
_TOKEN = re.compile(
    rf"""
    (?P<words>{WORDS_IN_MATHS})
    |\\sqrt\s*+\[(?P<root>[^][{{}}$\\]{{1,9}})\]
    |(?P<accent>\\(?=[^A-Za-z]){_ACCENTED})
    |\\(?P<name>[A-Za-z]+)(?P<gap>\s*+)(?P<letter>(?=[A-Za-z0-9]))?
    |\\(?P<escape>.)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def _formula(found: re.Match[str]) -> str:
    """Return a formula in Unicode, with brackets for the braces that a reader needs."""
    source = found[0]
    fence = 2 if source[:2] in ("$$", r"\(", r"\[") else int(source[0] == "$")
    reading = _Reading()
    for token in _TOKEN.finditer(normalize("NFC", source[fence : len(source) - fence])):
        _READERS[token.lastgroup or ""](reading, token)
    return reading.end()


class _Reading:
    """A formula in the course of being read: for each open brace, what was said so far and what waits for its part."""

    def __init__(self) -> None:
        self._groups: list[tuple[list[str], list[Callable[[str], str]]]] = [([], [])]

    def put(self, part: str) -> None:
        said, waiting = self._groups[-1]
        if part.isspace() and waiting:
            return
        while waiting:
            shape = waiting.pop()
            part = shape(part)
            if shape in _FIRST:
                waiting.append(_enclosed)
                break
        said.append(part)

    def wait(self, shape: Callable[[str], str]) -> None:
        self._groups[-1][1].append(shape)

    def open(self) -> None:
        if len(self._groups) < 50:  # noqa: PLR2004 - no one reads deeper, and memory is finite
            self._groups.append(([], []))

    def close(self) -> None:
        if len(self._groups) > 1:
            self.put("".join(self._groups.pop()[0]))

    def last(self) -> str:
        """Return the last character said in this group."""
        said = self._groups[-1][0]
        return said[-1][-1:] if said else ""

    def end(self) -> str:
        while len(self._groups) > 1:
            self.close()
        return "".join(self._groups[0][0])


def _script(table: dict[str, str], sign: str, part: str) -> str:
    """Return what is raised or lowered: in Unicode if that has all of it, else behind ^ or _."""
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
    return part if part.isalnum() or len(part) < 2 else f"({part})"  # noqa: PLR2004


def _root(part: str) -> str:
    return f"√{_enclosed(part)}"


def _numerator(part: str) -> str:
    return f"{_enclosed(part)}/"


def _chosen(part: str) -> str:
    return f"{_enclosed(part)} choose "


def _board(part: str) -> str:
    return "".join([BOARD.get(c, c) for c in part])


def _wearing(mark: str) -> Callable[[str], str]:
    def wear(part: str) -> str:
        return normalize("NFC", part + mark) if part and all(map(combining, part[1:])) else part

    return wear


_FIRST = (_numerator, _chosen)
_SHAPES: dict[str, Callable[[str], str]] = {
    **{name: _wearing(mark) for name, mark in HATS.items()},
    **dict.fromkeys(("sqrt",), _root),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "cfrac"), _numerator),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _chosen),
    **dict.fromkeys(("mathbb", "Bbb", "mathds"), _board),
    **dict.fromkeys(("sp", "textsuperscript"), _raised),
    **dict.fromkeys(("sb", "textsubscript"), _lowered),
}


def _read_words(reading: _Reading, token: re.Match[str]) -> None:
    reading.put(_CODE.sub(_plain, token[0]))


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
        _read_word(reading, token, name if name in WORDS else _rare(name))


def _read_word(reading: _Reading, token: re.Match[str], word: str | None) -> None:
    """Set a word off from letters before and behind it."""
    after = token.string[token.end() : token.end() + 1]
    apart = token["gap"] or after.isalnum() or after in ("{", "\\") or not after.isascii()
    before = " " if reading.last().isalnum() else ""
    said = token["name"] if word is None else word
    if said:
        reading.put(f"{before}{said}{' ' if apart else ''}")


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
    "accent": _accent,
    "unprinted": lambda _: "",
    "call": _call,
    "formula": _formula,
    "maths": _formula,
    "literal": lambda found: found["within"],
    "name": _named,
    "gap": _named,
    "escape": _escape,
    "dash": lambda found: "–" if len(found[0]) == 2 else "—",  # noqa: PLR2004
    "quote": lambda found: "“" if found[0] == "``" else "”",
    "tie": lambda _: " ",
    "brace": lambda _: "",
}
