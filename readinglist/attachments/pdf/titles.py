"""The title of a paper, by the size of its type: on most first pages nothing is larger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UPPER = 0.65  # of a page, from the top
_NEAR = 0.88  # of the largest size: small capitals, and what was rounded
_FEWEST_WORDS, _FEWEST_LETTERS, _MOST_LETTERS = 2, 10, 400
_LARGER = 1.1  # times the size in which most is set; what is no larger is no title
_LITTLE = 3  # letters of another size within a title: a mark of a footnote, an exponent
_MARKS = re.compile(r"(?:\s*[*∗†‡§¶⋆✩☆✝]|(?<=\w)[∗*†‡]\d?)+\s*$")
_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*(?=[^\W\d_])")
_NO_TITLE = re.compile(
    r"(?i)@\w+\s*\{.*|\W*(?:arxiv\s*:.*|https?://.*|(?:table of )?contents|references|bibliography|abstract|(?:\d+|[ivx]+)\.?\s+introduction|introduction)\W*"
)
_OF_FILES = re.compile(
    r"(?i)\.(?:docx?|tex|dvi|ps|eps|pdf|indd|pmd|qxd|rtf|odt|txt|html?|fm|xml)\W*$|^(?:microsoft \w+ - |file:|untitled\b|slide \d)|^\W*$"
)


class Run(NamedTuple):
    """Words of one size on one line; `top` is the distance from the top of the page, from 0 to 1."""

    size: float
    top: float
    text: str


def by_size(runs: Sequence[Run]) -> str:
    """Return what is set largest in the upper part of a page, if it reads like a title; empty for none.

    Runs within 12 % of the largest size belong together. What is no larger than the most of the page is none.
    """
    body = _body(runs)
    upper = [run for run in runs if run.top <= _UPPER]
    for size in sorted({run.size for run in upper if run.size >= _LARGER * body}, reverse=True):
        for found in _groups(upper, size):
            title = joined(found) if sum(map(len, found)) <= 2 * _MOST_LETTERS else ""
            if is_title(title):
                return title
    return ""


def is_title(text: str) -> bool:
    """Whether a text has words and letters enough for a title, and is no name of a file."""
    letters = sum(c.isalpha() for c in text)
    # Where words are not parted by spaces, half as many characters say as much.
    east = sum("\u2e80" <= c <= "\uffee" for c in text)
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    enough = (words >= _FEWEST_WORDS and letters >= _FEWEST_LETTERS) or east * 2 >= _FEWEST_LETTERS
    return enough and len(text) <= _MOST_LETTERS and not _OF_FILES.search(text) and not _NO_TITLE.fullmatch(text)


def joined(parts: Sequence[str]) -> str:
    """Return the lines of a title as one, without a hyphen that only divides a word, and without marks of footnotes behind it."""
    whole = "\n".join(part.strip() for part in parts)
    whole = _HYPHEN.sub(lambda found: "" if whole[found.end()].islower() else "-", whole)
    return _MARKS.sub("", " ".join(whole.split()))


def _body(runs: Sequence[Run]) -> float:
    """Return the size in which most of a page is set, 0 where there is only one line."""
    letters: dict[float, int] = {}
    for run in runs:
        letters[run.size] = letters.get(run.size, 0) + len(run.text)
    return max(letters, key=lambda size: letters[size], default=0)


def _groups(runs: Sequence[Run], size: float) -> Iterator[list[str]]:
    """Yield the texts of runs of about a size that stand one after the other."""
    found: list[str] = []
    for run in runs:
        if _NEAR * size <= run.size <= size:
            found.append(run.text)
        elif found and len(run.text.strip()) > _LITTLE:
            yield found
            found = []
    if found:
        yield found
