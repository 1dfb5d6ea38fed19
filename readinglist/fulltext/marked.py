"""Words that were marked in a text over several lines, as a quote on one line.

A highlight of a PDF becomes one, and a selection in the room, whose script (`web/static/folding.js`) has the same rules.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Callable

_LIGATURES = re.compile("[\ufb00-\ufb06]")
_HYPHEN = re.compile(r"(\w+(?:-\w+)*)-\n(\w+)")
_SOFT = re.compile("\u00ad\n?")
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def joined(words: str, has: Callable[[str], bool] = lambda _: False) -> str:
    r"""Return marked words on one line, without the hyphens at the ends of lines.

    A hyphen stays in a word that has another, and in one that the text `has` with it elsewhere: `sub-\nstance` → `substance`.
    """

    def one(found: re.Match[str]) -> str:
        before, after = found[1], found[2]
        keeps = "-" in before or not after[0].islower() or has(f"{before}-{after}")
        return f"{before}-{after}" if keeps else before + after

    whole = _HYPHEN.sub(one, _SOFT.sub("", words))
    words = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), whole)
    words = plain.squeeze(_CONTROLS.sub("", words))
    return _SPACES.sub(lambda found: _between(words, found), words).removesuffix("-") if words else ""


def _between(words: str, found: re.Match[str]) -> str:
    """Return what stays of a space: nothing between two characters of a script that has none."""
    around = words[found.start() - 1], words[found.end()]
    return "" if all(map(plain.is_east_asian, around)) else " "
