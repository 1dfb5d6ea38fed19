"""What is printed on each page of a PDF as its number.

Few files give their pages labels, and some give wrong ones; most articles print numbers at the head or the foot, so that these vote.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LABELS, PRINTED = "labels", "printed"
_LINES = 3  # at the head, and as many at the foot
_FEWEST, _SHARE = 4, 0.6  # pages, and of them those that must agree: among 252 files none was wrong with these
_FIRST = re.compile(r"\s*(\d{1,5})(?:/\d{1,5})?(?![\d.,:/%])(?=\s|$)")
_LAST = re.compile(r"(?:^|(?<=\s))(\d{1,5})(?:/\d{1,5})?\s*$")


def choose(texts: Sequence[str], declared: Sequence[str]) -> tuple[list[str], str]:
    """Return the label of each page, and where they are from: LABELS, PRINTED, or empty where pages only count.

    Labels that a file declares count where they are distinct and what is printed does not speak against them.
    """
    offset = printed(texts)
    distinct = len(set(declared)) == len(texts) and all(declared) and list(declared) != _counting(len(texts))
    if distinct and (offset is None or _agrees(declared, offset)):
        return list(declared), LABELS
    if offset is not None:
        front = declared if distinct else [""] * len(texts)
        return [str(n + offset) if n + offset > 0 else front[n] for n in range(len(texts))], PRINTED
    return [""] * len(texts), ""


def printed(texts: Sequence[str]) -> int | None:
    """Return what is to be added to the number of a page, from 0, for the number printed on it; None where too few agree."""
    if len(texts) < _FEWEST:
        return None
    votes: Counter[int] = Counter()
    for number, text in enumerate(texts):
        votes.update({found - number for found in _candidates(text)})
    if not votes:
        return None
    offset, count = votes.most_common(1)[0]
    return offset if count >= _SHARE * len(texts) else None


def _candidates(text: str) -> Iterator[int]:
    lines = [line for line in text.split("\n") if line.strip()]
    for line in (*lines[:_LINES], *lines[-_LINES:]):
        for pattern in (_FIRST.match, _LAST.search):
            if found := pattern(line[:40] if pattern == _FIRST.match else line[-40:]):
                yield int(found[1])


def _agrees(declared: Sequence[str], offset: int) -> bool:
    numbers = [(n, int(label)) for n, label in enumerate(declared) if label.isascii() and label.isdecimal()]
    return sum(number == n + offset for n, number in numbers) >= len(numbers) / 2


def _counting(count: int) -> list[str]:
    return [str(number + 1) for number in range(count)]
