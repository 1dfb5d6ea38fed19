"""The reading workflow: transitions, and what is no status or priority."""

from __future__ import annotations

import pytest

from readinglist import errors
from readinglist.model import status as reading
from readinglist.model.record import STATUSES

AFTER = {
    ("", "queue"): "queued",
    ("inbox", "queue"): "queued",
    ("reading", "queue"): "reading",
    ("read", "queue"): "queued",
    ("dropped", "queue"): "queued",
    ("queued", "start"): "reading",
    ("read", "start"): "reading",
    ("reading", "done"): "read",
    ("queued", "done"): "read",
    ("inbox", "drop"): "dropped",
    ("reading", "drop"): "dropped",
}


@pytest.mark.parametrize(("status", "action"), AFTER)
def test_an_action_leads_to_its_status(status: str, action: str) -> None:
    assert reading.transition(status, action) == AFTER[status, action]


@pytest.mark.parametrize("status", ["", *STATUSES])
@pytest.mark.parametrize("action", reading.ACTIONS)
def test_doing_a_thing_twice_is_doing_it_once(status: str, action: str) -> None:
    once = reading.transition(status, action)
    assert once in STATUSES
    assert reading.transition(once, action) == once


def test_an_unknown_action_is_refused_with_the_list() -> None:
    with pytest.raises(errors.InvalidValue, match="queue, start, done, drop"):
        reading.transition("queued", "burn")


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_taken_without_regard_to_case(status: str) -> None:
    assert reading.check_status(f" {status.title()} ") == status


@pytest.mark.parametrize("text", ["", "reed", "to read"])
def test_what_is_no_status_is_refused_with_the_list(text: str) -> None:
    with pytest.raises(errors.InvalidValue, match="inbox, queued, reading, read, dropped"):
        reading.check_status(text)


@pytest.mark.parametrize("number", [-1000, 0, 1000])
def test_a_priority_lies_between_its_bounds(number: int) -> None:
    assert reading.check_priority(number) == number


@pytest.mark.parametrize("number", [-1001, 1001])
def test_a_priority_beyond_its_bounds_is_refused(number: int) -> None:
    with pytest.raises(errors.InvalidValue, match="between -1000 and 1000"):
        reading.check_priority(number)
