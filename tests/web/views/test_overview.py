"""The overview of the room: plots with their numbers, and what is left to work on as ways to it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran
    from tests.web.client import Client
    from tests.web.conftest import Visit


def test_it_has_a_plot_with_its_numbers_for_each_kind(client: Client, seeded: Callable[..., Ran]) -> None:
    page = client.get("/overview")
    titles = re.findall(r"<figcaption>([^<]+)</figcaption>", page.text)
    assert titles == [
        "Sources and evidence", "Gaps between claims and evidence", "Added and read, by month", "Sources by tag and year", "By status",
        "By year, the latest first", "By tag", "By type",
    ]  # fmt: skip
    stats = seeded("stats", "--json").json
    for status, number in stats["status"].items():
        assert f'<th scope="row">{status}</th><td>{number}</td>' in page.text
    assert page.text.count("<desc ") == len(titles)
    assert "<style" not in page.text


def test_what_is_left_to_work_on_leads_to_where_it_is_found(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("add", "10.1000/stub", "--offline")
    page = client.get("/overview").text
    addresses = [html.unescape(one) for one in re.findall(r'<a href="([^"]+)"><text', page)]
    assert "/?q=is%3Astub" in addresses
    assert "/claims?gap=unchecked" in addresses
    assert "/?q=tag%3Amoe" in addresses
    for address in dict.fromkeys(addresses):
        answer = client.get(address)
        assert answer.status == 200, address
        assert 'role="alert"' not in answer.text, address


def test_each_way_leads_to_as_many_as_it_says(client: Client, seeded: Callable[..., Ran]) -> None:
    stats = seeded("stats", "--json").json
    page = client.get("/overview").text
    for field, kind in (("status", "status"), ("type", "type"), ("tag", "tag"), ("year", "year")):
        ways = dict(re.findall(rf'<a href="/\?q=({field}%3A[^"]+)"><text[^>]*>([^<]+)</text>', page))
        assert ways
        for query, name in ways.items():
            if name in stats[kind]:
                found = seeded(
                    "list", html.unescape(query).replace("%3A", ":").replace("%2F", "/"), "--keys-only"
                ).lines
                assert len(found) == stats[kind][name], query


def test_a_query_narrows_it_and_a_wrong_one_is_said(client: Client, seeded: Callable[..., Ran]) -> None:
    number = len(seeded("list", "tag:moe", "--keys-only").lines)
    assert f"{number} sources." in client.get("/overview?q=tag%3Amoe").words
    assert "this bracket is not closed" in client.get("/overview?q=(x").words


def test_an_empty_library_says_so_and_draws_nothing(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("undo")
    page = client.get("/overview")
    assert "The library is empty. Add the first source" in page.words
    assert "<svg" not in page.text


def test_a_query_that_finds_nothing_draws_nothing(client: Client) -> None:
    page = client.get("/overview?q=zzzz")
    assert "No source fits." in page.words
    assert "<svg" not in page.text


def test_numbers_are_printed_though_they_are_folded_on_the_screen(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page("/overview")
    assert not page.locator(".numbers").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".numbers table").first.bounding_box()
