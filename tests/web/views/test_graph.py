"""The graph of the room: what is near a source, narrowed, opened, gone through by keys, and all of it in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.web.client import Client
    from tests.web.conftest import Visit


def boxes(page: str) -> int:
    return len(re.findall(r'<rect class="box"', page))


def test_of_a_source_it_shows_what_is_near_as_the_command_does(client: Client, seeded: Callable[..., Ran]) -> None:
    expected = len(seeded("graph", "shazeer2019fast", "--json").json["@graph"])
    page = client.get("/graph?of=shazeer2019fast")
    assert boxes(page.text) <= expected
    assert 'class="source root"' in page.text
    assert "<style" not in page.text
    assert 'style="' not in page.text


def test_without_a_wish_the_busiest_source_is_shown_where_the_whole_is_too_large(client: Client) -> None:
    page = client.get("/graph")
    assert "near howdeepseek" in page.words
    assert boxes(page.text) <= 70


def test_a_bundle_opens(client: Client) -> None:
    page = client.get("/graph?of=howdeepseek").text
    address = next(one for one in re.findall(r'<a href="([^"]+)"', page) if "open=" in one).replace("&amp;", "&")
    opened = client.get(address).text
    assert "howdeepseek#c1" in opened
    assert boxes(opened) > boxes(page)


def test_it_is_narrowed_to_some_kinds_of_connections(client: Client) -> None:
    page = client.get("/graph?of=howdeepseek&with=contradicts")
    assert "contradicts" in page.words
    assert "follows-up" not in re.sub(r"<form.*?</form>", "", page.text, flags=re.DOTALL)
    assert client.get("/graph?of=howdeepseek&with=nothing").status == 200


def test_every_connection_stands_in_words(client: Client, seeded: Callable[..., Ran]) -> None:
    page = client.get("/graph?of=yang2025how").text
    words = re.findall(r'<li id="yang2025how".*?</ul></li>', page, re.DOTALL)[0]
    links = seeded("show", "yang2025how", "--json").json[0]["links"]
    assert all(link["key"] in words for link in links)


def test_a_claim_a_query_and_what_is_not_there(client: Client) -> None:
    assert 'class="claim root"' in client.get("/graph?of=howdeepseek%23c6").text
    assert boxes(client.get("/graph?of=tag%3Amla").text) > 3
    assert "Nothing is linked here" in client.get("/graph?of=tag%3Anone").words
    for wrong in ("(x", "howdeepseek%23c99"):
        assert 'role="alert"' in client.get(f"/graph?of={wrong}").text


def test_three_hundred_sources_around_one_are_few_boxes(rl: Callable[..., Ran], client: Client, tmp_path: Path) -> None:
    entries = "".join(f"@book{{b{n}, title = {{Book {n}}}, crossref = {{whole}}}}\n" for n in range(300))
    tmp_path.joinpath("refs.bib").write_text(f"{entries}@collection{{whole, title = {{Whole}}}}\n", "utf-8")
    rl("import", "refs.bib")
    for number in range(4):
        rl("link", "whole", "cites", f"b{number}")
    page = client.get("/graph?of=whole").text
    assert 3 <= boxes(page) <= 70


@pytest.mark.parametrize(("width", "dark"), [(390, True), (800, False), (1400, False), (1400, True)])
def test_axe_finds_nothing_wrong(
    seeded: Callable[..., Ran], visit: Callable[..., Visit], width: int, *, dark: bool
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page(width=width, dark=dark)
    for address in ("/graph", "/graph?of=deepseek2024v3&steps=2", "/overview", "/overview?q=tag%3Amoe"):
        page.goto(room.origin + address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_keys_and_the_pointer_make_the_connections_of_a_box_stand_out(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    room = visit()
    page = room.page()
    page.keyboard.press("g")
    page.keyboard.press("g")
    expect(page.locator("h1")).to_have_text("Graph")
    page.locator("g.root a").focus()
    assert page.locator("path.edge.faded").count() > 0
    page.keyboard.press("ArrowRight")
    assert page.evaluate("!!document.activeElement.closest('g.source, g.folded, g.claim')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("path.edge.faded")).to_have_count(0)
    page.goto(f"{room.origin}/graph?of=tag%3Amla")
    page.locator("g.source").first.hover()
    assert page.locator("path.edge.faded").count() > 0


def test_every_text_of_the_picture_stays_in_its_box(seeded: Callable[..., Ran], visit: Callable[..., Visit]) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page("/graph?of=howdeepseek&open=howdeepseek+states")
    outside = page.evaluate(
        "[...document.querySelectorAll('.picture-svg g')].filter(g => g.querySelector('rect')).filter(g => { const box = g.querySelector('rect').getBBox();"
        " return [...g.querySelectorAll('text')].some(t => t.getBBox().x + t.getBBox().width > box.x + box.width); }).length"
    )
    assert outside == 0
