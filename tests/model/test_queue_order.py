"""The order of the queue: any order is reached, with the fewest priorities changed."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.errors import UsageError
from readinglist.model.queue_order import HIGHEST, LOWEST, priorities

ORDERS = st.lists(st.sampled_from([0, 0, 0, 1, 2, -1, HIGHEST, LOWEST]), max_size=6).flatmap(
    lambda found: st.permutations(range(len(found))).map(lambda places: list(zip(found, places, strict=True)))
)


def in_order(wanted: list[tuple[int, int]], found: list[int]) -> bool:
    pairs = pairwise(zip(found, (place for _, place in wanted), strict=True))
    return all(-one[0] < -other[0] or (one[0] == other[0] and one[1] < other[1]) for one, other in pairs)


def fewest(wanted: list[tuple[int, int]]) -> int:
    """Return how few priorities can be changed, by trying each choice."""
    whole = range(len(wanted))
    return next(
        n for n in range(len(wanted) + 1) if any(can_change(wanted, set(one)) for one in combinations(whole, n))
    )


def can_change(wanted: list[tuple[int, int]], changed: set[int]) -> bool:
    highest = HIGHEST
    for place, (priority, _) in enumerate(wanted):
        if place and wanted[place - 1][1] > wanted[place][1]:
            highest -= 1
        if place not in changed:
            if priority > highest:
                return False
            highest = priority
    return highest >= LOWEST


@given(ORDERS)
def test_any_order_is_reached_with_the_fewest_changes(wanted: list[tuple[int, int]]) -> None:
    found = priorities(wanted)
    assert in_order(wanted, found)
    assert all(LOWEST <= one <= HIGHEST for one in found)
    assert sum(one != old for one, (old, _) in zip(found, wanted, strict=True)) == fewest(wanted)


def test_what_is_moved_to_the_top_alone_gets_another_priority() -> None:
    assert priorities([(0, 9), *((0, place) for place in range(9))]) == [1, *[0] * 9]


def test_what_is_moved_to_the_end_alone_gets_another_priority() -> None:
    assert priorities([*((0, place) for place in range(1, 10)), (0, 0)]) == [*[0] * 9, -1]


def test_more_than_there_are_priorities_for_are_refused() -> None:
    turned = [(0, place) for place in range(3000, 0, -1)]
    assert in_order(turned[:2001], priorities(turned[:2001]))
    with pytest.raises(UsageError, match="3,000 sources cannot be put into an order"):
        priorities(turned)
