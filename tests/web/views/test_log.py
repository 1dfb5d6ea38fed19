"""The log in the room: what was done, by day, and its undo guarded by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.render.room import addresses
from tests.web.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran
    from tests.web.conftest import Visit


def test_it_shows_what_was_done_newest_first(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("tag", "howdeepseek", "+one")
    seeded("tag", "howdeepseek", "+two")
    words = client.get("/log").words
    assert words.index("tag howdeepseek +two") < words.index("tag howdeepseek +one") < words.index("seed")


def test_only_the_last_has_an_undo_and_what_was_undone_a_redo(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("tag", "howdeepseek", "+one")
    assert client.get("/log").text.count('form="undo"') == 1
    answer = client.post("/undo", {"number": "2", "back": "/log"})
    words = client.get(answer.to).words
    assert "Undone: tag howdeepseek +one" in words
    page = client.get("/log").text
    assert 'aria-label="Redo 2"' in page
    assert 'aria-label="Undo 1"' in page


def test_an_operation_that_came_after_what_was_seen_is_left_alone(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("tag", "howdeepseek", "+one")
    client.get("/log")
    seeded("tag", "howdeepseek", "+two")
    answer = client.post("/undo", {"number": "2", "back": "/log"})
    assert answer.status == 409
    assert "after it came 3" in answer.words
    assert "two" in seeded("show", "howdeepseek").out


@pytest.mark.parametrize("given", ["", "x", "-1", "99999999999999999999", "%F0%9F%98%80", "٣"])
def test_strange_numbers_show_the_last(client: Client, given: str) -> None:
    from urllib.parse import quote  # noqa: PLC0415

    assert "seed" in client.get(f"/log?n={quote(given, safe='%')}").words


def test_older_operations_are_on_further_pages(client: Client, seeded: Callable[..., Ran]) -> None:
    for number in range(3):
        seeded("tag", "howdeepseek", f"+t{number}")
    page = client.get("/log?n=2")
    assert ("+t2" in page.words, "+t0" in page.words) == (True, False)
    assert 'href="/log?n=102"' in page.text


def test_a_log_with_nothing_says_so(library: Location, tmp_path: Path) -> None:
    assert "Nothing was done yet." in Client.of(library, tmp_path).get("/log").words


def test_a_room_that_only_shows_has_no_undo_in_its_log(client: Client, library: Location, tmp_path: Path) -> None:
    assert client.get("/log").status == 200
    assert (
        "<button"
        not in Client.of(library, tmp_path, read_only=True)
        .get("/log")
        .text.partition("<main")[2]
        .partition("</main>")[0]
    )


@pytest.mark.parametrize("key", ["new", "x/y"])
def test_an_undo_on_the_page_of_what_was_added_leads_to_the_list(
    client: Client, seeded: Callable[..., Ran], key: str
) -> None:
    seeded("add", "--title", "New", "--key", key)
    page = client.get(addresses.source(key))
    assert page.status == 200
    answer = client.post("/undo", {"number": "2", "back": addresses.source(key)})
    assert answer.to == "/?done=2"
    assert client.post("/redo", {"number": "2", "back": addresses.source(key)}).to == f"{addresses.source(key)}?done=2"


def test_an_older_operation_is_taken_back_by_itself(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("tag", "howdeepseek", "+one")
    seeded("tag", "vaswani2017attention", "+two")
    assert 'aria-label="Take back 2 by itself"' in client.get("/log").text
    answer = client.post("/log/2", {"back": "/log"})
    assert answer.to == "/log?done=4"
    assert "Done: revert 2: tag howdeepseek +one Undo" in client.get(answer.to).words
    assert "one" not in seeded("tags").out.split()
    assert "two" in seeded("tags").out.split()


def test_what_something_later_touched_is_not_taken_back_by_itself(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("tag", "howdeepseek", "+one")
    seeded("tag", "howdeepseek", "+two")
    answer = client.post("/log/2", {"back": "/log"})
    assert answer.status == 409
    assert "3, 'tag howdeepseek +two', changed the same" in answer.words
    for number in ("0", "99", "9" * 18):
        assert client.post(f"/log/{number}", {}).status == 409
    for number in ("-1", "x", "", "9" * 30):
        assert client.post(f"/log/{number}", {}).status in (404, 405)


def test_the_log_is_walked_by_keyboard_through_what_was_undone_too(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    for number in range(3):
        seeded("tag", "howdeepseek", f"+t{number}")
    seeded("undo")
    room = visit()
    page = room.page("/log")
    for name in ("+t2", "+t1", "+t0"):
        page.keyboard.press("j")
        assert name in page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30])
@pytest.mark.parametrize("way", ["/undo", "/redo"])
def test_what_names_no_operation_takes_none_back(
    client: Client, seeded: Callable[..., Ran], way: str, number: str
) -> None:
    answer = client.post(way, {"number": number, "back": "/log"})
    assert answer.status == 400
    assert "the Log numbers the operations" in answer.words
    assert [one["state"] for one in seeded("log", "--json").json] == ["done"]
