"""The queue in the room: what is read and what comes next, moved, explained, started and finished."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from readinglist.library import lookup
from tests.web.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

HOSTILE = "<script>document.title='owned'</script>\"onmouseover=\"document.title='owned' \u202egpj.exe"
ENTRIES = "".join(f"@misc{{{key}, title={{Title {key.upper()}}}}}\n" for key in ("a", "b", "c", "d", "x/y"))


@pytest.fixture
def queued(rl: Callable[..., Ran], library: Location, tmp_path: Path) -> Client:
    """A room with four sources in the queue, of which one is being read."""
    rl("import", "-", input=ENTRIES)
    rl("queue", "a", "b", "c", "d")
    rl("start", "d")
    rl("queue", "b", "--why", "the method", "--via", "a")
    return Client.of(library, tmp_path)


def keys(client: Client) -> list[str]:
    """Return the keys that the page shows, in its order."""
    return re.findall(r'name="key" value="([^"]+)" form="order"', client.get("/queue").text)


def test_it_shows_what_is_being_read_then_what_comes_next_with_why_and_from_where(queued: Client) -> None:
    assert keys(queued) == ["d", "a", "b", "c"]
    words = queued.get("/queue").words
    assert words.index("You are reading") < words.index("Title D") < words.index("To read") < words.index("Next")
    assert "the method from a" in words
    assert "Read: 0" in words


def test_what_is_next_is_what_the_command_says(queued: Client, rl: Callable[..., Ran]) -> None:
    queued.post("/queue/order", {"key": ["c", "b", "a"], "back": "/queue"})
    assert rl("next", "--json").json[0]["key"] == keys(queued)[1] == "c"


@pytest.mark.parametrize(
    ("name", "key", "wanted"),
    [("up", "b", "dbac"), ("down", "a", "dbac"), ("up", "d", "dabc"), ("down", "c", "dabc"), ("up", "nothing", "dabc")],
)
def test_one_is_moved_a_place_up_or_down(queued: Client, name: str, key: str, wanted: str) -> None:
    answer = queued.post("/queue/order", {"key": ["d", "a", "b", "c"], name: key, "back": "/queue"})
    assert answer.status == 303
    assert answer.to.startswith("/queue")
    assert "".join(keys(queued)) == wanted


def test_an_order_is_one_operation_that_the_page_undoes(queued: Client, library: Location) -> None:
    answer = queued.post("/queue/order", {"key": ["c", "b", "a", "d"], "back": "/queue"})
    assert "Done: reorder the queue Undo" in queued.get(answer.to).words
    assert keys(queued) == ["d", "c", "b", "a"]
    queued.post("/undo", {"number": str(lookup.log(library)[0].id), "back": "/queue"})
    assert keys(queued) == ["d", "a", "b", "c"]


def test_why_and_from_where_are_changed(queued: Client, rl: Callable[..., Ran]) -> None:
    fields = {"key": "b", "why": "the data", "via": "", "was_why": "the method", "was_via": "a", "back": "/queue"}
    assert queued.post("/queue/why", fields).status == 303
    shown = rl("show", "b", "--json").json[0]
    assert (shown["why"], shown["via"]) == ("the data", None)


def test_why_that_was_changed_elsewhere_is_not_overwritten(queued: Client, rl: Callable[..., Ran]) -> None:
    rl("queue", "b", "--why", "another")
    fields = {"key": "b", "why": "the data", "via": "a", "was_why": "the method", "was_via": "a"}
    answer = queued.post("/queue/why", fields)
    assert answer.status == 409
    assert "another" in answer.words
    assert "the data" in answer.words
    assert rl("show", "b", "--json").json[0]["why"] == "another"


def test_a_source_is_put_into_the_queue_by_its_key(queued: Client) -> None:
    assert queued.post("/queue", {"key": "x/y", "why": "late", "back": "/queue"}).status == 303
    assert keys(queued)[-1] == "x/y"
    assert queued.post("/queue", {"key": "nothing"}).status == 404
    assert queued.post("/queue", {"key": ""}).status == 404


def test_it_is_started_done_and_dropped_from_the_queue(queued: Client, rl: Callable[..., Ran]) -> None:
    for key, action, status in (("a", "start", "reading"), ("b", "done", "read"), ("c", "drop", "dropped")):
        assert queued.post(f"/s/{key}/status", {"action": action, "back": "/queue"}).to.startswith("/queue")
        assert rl("show", key, "--json").json[0]["status"] == status
    assert "Read: 1" in queued.get("/queue").words


def test_a_key_that_is_no_key_moves_nothing(queued: Client) -> None:
    assert queued.post("/queue/order", {"key": ["nothing", "a"]}).status == 404
    assert queued.post("/queue/order", {}).status == 303
    assert keys(queued) == ["d", "a", "b", "c"]


def test_a_room_that_only_shows_has_no_form_in_its_queue(queued: Client, library: Location, tmp_path: Path) -> None:
    assert keys(queued)
    shown = Client.of(library, tmp_path, read_only=True)
    page = shown.get("/queue").text.partition("<main")[2].partition("</main>")[0]
    assert "Title A" in page
    assert "<form" not in page
    assert "<button" not in page
    assert shown.post("/queue/order", {"key": ["c"]}).status in (404, 405)
    assert shown.post("/queue", {"key": "x/y"}).status in (404, 405)


def test_hostile_reasons_and_titles_are_text(client: Client, rl: Callable[..., Ran]) -> None:
    rl("add", "--title", HOSTILE, "--key", "bad")
    rl("queue", "bad", "--why", HOSTILE)
    page = client.get("/queue").text
    assert "<script>document" not in page
    assert '"onmouseover="' not in page
    assert "\u202e" not in page


def test_an_empty_queue_says_so(rl: Callable[..., Ran], library: Location, tmp_path: Path) -> None:
    rl("import", "-", input=ENTRIES)
    assert "The queue is empty. 5 in the inbox" in Client.of(library, tmp_path).get("/queue").words
