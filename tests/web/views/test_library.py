"""The list of the room: what a query finds, page by page, and several sources at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.web.client import Client
    from tests.web.conftest import Visit


def listed(page: str) -> list[str]:
    """Return the keys of a list, in its order."""
    return re.findall(r'name="key" value="([^"]+)"', page)


def test_a_query_of_the_command_line_finds_what_it_finds_there(client: Client, seeded: Callable[..., Ran]) -> None:
    assert set(listed(client.get("/?q=tag%3Amoe").text)) == set(seeded("list", "tag:moe", "--keys-only").lines)
    assert set(listed(client.get("/?q=attention").text)) == set(seeded("list", "attention", "--keys-only").lines)


def test_a_word_finds_what_begins_so_while_it_is_typed(client: Client) -> None:
    assert "vaswani2017attention" in listed(client.get("/?q=attent").text)


def test_a_wrong_query_is_said_and_nothing_breaks(client: Client) -> None:
    answer = client.get("/?q=(attention")
    assert answer.status == 200
    assert "this bracket is not closed" in answer.words


def test_every_source_is_on_one_page_of_the_list(client: Client, seeded: Callable[..., Ran]) -> None:
    first = client.get("/").text
    (further,) = re.findall(r'href="([^"]+)" data-more', first)
    found = listed(first) + listed(client.get(further.replace("&amp;", "&")).text)
    assert sorted(found) == sorted(seeded("list", "--keys-only").lines)


def test_strange_numbers_and_sorts_are_the_usual_ones(client: Client) -> None:
    usual = listed(client.get("/").text)
    for address in (
        "/?start=-1",
        "/?start=9999999999999999",
        "/?start=x",
        f"/?start={'9' * 5000}",
        "/?sort=nothing",
        "/?start=%F0%9F%98%80",
    ):
        assert listed(client.get(address).text) == usual


def test_several_sources_are_tagged_and_queued_at_once(client: Client, seeded: Callable[..., Ran]) -> None:
    keys = ["vaswani2017attention", "howdeepseek"]
    answer = client.post("/chosen/tag", {"key": keys, "tags": "+chosen -seed", "back": "/?q=tag%3Amoe"})
    assert answer.to.startswith("/?q=tag%3Amoe&done=")
    assert set(seeded("list", "tag:chosen", "--keys-only").lines) == set(keys)
    client.post("/chosen/queue", {"key": keys})
    assert {one["status"] for one in seeded("show", *keys, "--json").json} == {"queued"}
    assert client.post("/chosen/queue", {}).status == 400


def test_what_is_chosen_is_cited_and_exported(client: Client) -> None:
    cited = client.get("/chosen/cite?key=vaswani2017attention&key=howdeepseek&style=ieee")
    assert "Citation of 2 sources" in cited.words
    exported = client.get("/chosen/references.bib?key=vaswani2017attention")
    assert exported.text.lstrip().startswith("@")
    assert exported.text.count("\n@") + 1 == 1
    assert exported.headers["content-disposition"] == 'attachment; filename="references.bib"'


def test_what_narrows_the_list_says_how_many_and_leads_there(client: Client, seeded: Callable[..., Ran]) -> None:
    page = client.get("/?part=facets").text
    (address, count) = re.findall(r'href="([^"]+)"[^>]*>moe</a> <span class="soft">(\d+)<', page)[0]
    found = seeded("list", "tag:moe", "--keys-only").lines
    assert int(count) == len(found)
    assert set(listed(client.get(address.replace("&amp;", "&")).text)) == set(found)


def test_keys_are_completed(client: Client) -> None:
    assert client.get("/keys?q=vaswani").text.startswith("vaswani2017attention\tAttention")


def test_an_empty_library_says_where_to_begin(client: Client, seeded: Callable[..., Ran]) -> None:
    assert seeded("undo").code == 0
    page = client.get("/")
    assert "The library is empty. Add the first source" in page.words
    assert '<input type="search"' not in page.text


def test_a_list_without_sources_says_why(client: Client) -> None:
    assert "Write what to look for" in client.get("/?in=passages").words
    assert "No passage has these words." in client.get("/?q=zzzz&in=passages").words
    assert "The list ends before this." in client.get("/?start=5000").words
    wrong = client.get("/?q=(((").words
    assert "missing here" in wrong
    assert "No source fits" not in wrong
    assert "0 sources" not in wrong


@pytest.mark.parametrize("word", ["sort", "limit"])
def test_the_order_is_chosen_in_the_room_and_by_no_option(client: Client, word: str) -> None:
    words = client.get(f"/?q={word}:year").words
    assert "is no field" in words
    assert "--" not in words


def test_tags_that_are_not_given_and_sources_that_are_not_chosen_are_said(client: Client) -> None:
    answer = client.post("/chosen/tag", {"key": "howdeepseek", "tags": " , "})
    assert (answer.status, "there is no tag in the field" in answer.words.casefold()) == (400, True)
    assert "No source is chosen" in client.get("/chosen/cite").words


def test_passages_are_found_in_notes_and_in_files_and_lead_to_their_page(
    client: Client, seeded: Callable[..., Ran], tmp_path: Path
) -> None:
    seeded("note", "vaswani2017attention", "a <b>zebra</b> of a thought")
    tmp_path.joinpath("paper.txt").write_text("one page\fanother page with a <i>zebra</i> in it", "utf-8")
    seeded("attach", "howdeepseek", "paper.txt")
    page = client.get("/?q=zebra&in=passages").text
    assert "<mark>zebra</mark>" in page
    assert "<b>zebra" not in page
    assert 'href="/s/howdeepseek/read?attachment=1#page=2"' in page
    assert "the 2 sources that fit best" in page
    assert client.get("/?q=&in=passages").status == 200
    assert client.get("/?q=%22(&in=passages").status == 200


@pytest.mark.parametrize("number", ["-1", "1.5", "²", "٣", "10000001", "9" * 5000, "x", ""], ids=lambda one: one[:9])
def test_an_address_with_no_number_shows_the_first_page(client: Client, number: str) -> None:
    for address in ("/?start={}", "/matrix?of=howdeepseek&start={}", "/log?n={}"):
        asked, first = (client.get(address.format(quote(one))) for one in (number, "0"))
        assert (asked.status, asked.words) == (200, first.words), address


@pytest.mark.parametrize(
    "path",
    [
        "/log/{}",
        "/s/howdeepseek/notes/{}",
        "/claims/howdeepseek%2523c1/evidence/{}",
        "/s/howdeepseek/files/{}",
        "/s/howdeepseek/pages/{}",
    ],
)
@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000], ids=["beyond SQLite", "beyond Python"])
def test_a_number_beyond_all_numbers_names_nothing(client: Client, path: str, number: str) -> None:
    address = path.format(number)
    assert client.get(address).status in (404, 405)
    assert client.post(address, {"text": "x"}).status in (404, 405, 409)


def test_what_was_tagged_is_queued_without_being_chosen_again(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page("/?q=tag:mla")
    for place in (0, 2):
        page.locator(".tick input").nth(place).check()
    page.locator('[name="tags"]').fill("now")
    page.get_by_role("button", name="Tag", exact=True).click()
    page.locator("#said >> text=Done: tag").wait_for()
    assert page.locator(".tick input:checked").count() == 2
    page.locator('[formaction="/chosen/queue"]').click()
    page.locator("#said >> text=Done: queue").wait_for()
