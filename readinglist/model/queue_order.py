"""The order of the queue: which priorities put sources into a wanted order, with as few of them changed as can be."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from readinglist import errors

if TYPE_CHECKING:
    from collections.abc import Sequence

LOWEST, HIGHEST = -1000, 1000  # more than a person can tell apart, and few enough digits for a column of a list


def priorities(wanted: Sequence[tuple[int, int]]) -> list[int]:
    """Return the priorities that put sources into the order in which they are given, each as (priority, place).

    A higher priority comes first, and of two that are the same the lower place. Raises UsageError where there are not enough priorities.

    `[(0, 2), (0, 0), (0, 1)]` → `[1, 0, 0]`
    """
    if not wanted:
        return []
    # A priority can be the same as the one before only where the places rise, so that so many lower ones are needed up to each.
    falls = [0, *accumulate(int(one[1] > other[1]) for one, other in pairwise(wanted))]
    if falls[-1] > HIGHEST - LOWEST:
        raise errors.UsageError(
            f"{len(wanted):,} sources cannot be put into an order of their own; order fewer of them."
        )
    kept = _kept([priority + fall for (priority, _), fall in zip(wanted, falls, strict=True)], falls[-1])
    if not kept:
        return [min(HIGHEST, falls[-1]) - fall for fall in falls]
    found, last = [], kept[0]
    standing = set(kept)
    for place, fall in enumerate(falls):
        last = place if place in standing else last
        found.append(wanted[last][0] + falls[last] - fall)
    return found


def _kept(levels: Sequence[int], falls: int) -> list[int]:
    """Return the places of the most priorities that can stay, between which there are enough for the others.

    That is the longest subsequence that never rises of priorities with the falls before each added, within what is allowed.
    """
    ends: list[int] = []  # of the subsequences of each length, the negated last level that leaves most room
    places: list[int] = []
    before: list[int] = []
    for place, level in enumerate(levels):
        before.append(-1)
        if not LOWEST + falls <= level <= HIGHEST:
            continue
        length = bisect_right(ends, -level)
        before[place] = places[length - 1] if length else -1
        ends[length : length + 1] = [-level]
        places[length : length + 1] = [place]
    found = [places[-1]] if places else []
    while found and before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found[::-1]
