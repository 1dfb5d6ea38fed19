"""The matrix of the room: narrowed, moved through by arrow keys, each cell opened to what was quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran
    from tests.web.client import Client
    from tests.web.conftest import Visit


def cells(page: str) -> int:
    return page.count("data-cell")


def test_it_has_a_cell_for_each_claim_and_source_with_evidence(client: Client, seeded: Callable[..., Ran]) -> None:
    expected = len(seeded("matrix", "howdeepseek", "--json").json["cells"])
    assert cells(client.get("/matrix?of=howdeepseek").text) == expected
    assert cells(client.get("/matrix").text) == expected
    assert cells(client.get("/matrix?of=howdeepseek%23c6").text) < expected


def test_it_is_narrowed_by_stance_by_what_was_checked_and_by_sources(
    client: Client, seeded: Callable[..., Ran]
) -> None:
    pieces = [
        (claim["id"], piece["source"], piece["stance"], piece["checked"])
        for claim in seeded("claims", "howdeepseek", "--json").json
        for piece in claim["evidence"]
    ]
    against = {one[:2] for one in pieces if one[2] == "contradicts"}
    assert cells(client.get("/matrix?of=howdeepseek&stance=contradicts").text) == len(against)
    unchecked = {one[:2] for one in pieces if not one[3]}
    assert cells(client.get("/matrix?of=howdeepseek&checked=no").text) == len(unchecked)
    of_one = {one[:2] for one in pieces if one[1] == "yang2025how"}
    assert cells(client.get("/matrix?of=howdeepseek&source=yang2025how").text) == len(of_one)
    tagged = set(seeded("list", "tag:moe", "--keys-only").lines)
    of_tag = {one[:2] for one in pieces if one[1] in tagged}
    assert cells(client.get("/matrix?of=howdeepseek&source=tag%3Amoe").text) == len(of_tag) > 0
    assert "No claim has such evidence." in client.get("/matrix?of=howdeepseek&source=tag%3Anone").words


def test_a_cell_opens_to_what_was_quoted(client: Client) -> None:
    page = client.get("/matrix?of=howdeepseek").text
    address = re.findall(r'<a href="([^"]+)" data-cell aria-label="deepseek2025release', page)[0].replace("&amp;", "&")
    opened = client.get(address)
    told = re.findall(r'<div id="told" role="status">(.*?)</div>', opened.text, re.DOTALL)[0]
    assert "Release DeepSeek-R1" in told
    assert 'aria-current="true"' in opened.text


def test_it_has_the_words_for_paper(client: Client) -> None:
    assert '<span class="printed" aria-hidden="true">supports</span>' in client.get("/matrix?of=howdeepseek").text


def test_of_very_many_claims_a_hundred_are_on_a_page(client: Client, seeded: Callable[..., Ran]) -> None:
    for number in range(80):
        seeded("claim", "vaswani2017attention", f"Claim {number}")
    first = client.get("/matrix").text
    (further,) = re.findall(r'href="([^"]+)">Further claims', first)
    second = client.get(further.replace("&amp;", "&")).text
    assert first.count('<th scope="row">') + second.count('<th scope="row">') == 108


@pytest.mark.parametrize("address", ["/matrix?of=(x", "/matrix?source=(x", "/matrix?of=howdeepseek%23c99"])
def test_what_is_wrong_is_said(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status == 200
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("start", ["-1", "x", "99999999999999999999", "٣"])
def test_strange_starts_are_the_first(client: Client, start: str) -> None:
    assert client.get(f"/matrix?start={start.encode().hex() if not start.isascii() else start}").status == 200


@pytest.mark.parametrize(("width", "dark"), [(390, True), (800, False), (1400, False), (1400, True)])
def test_axe_finds_nothing_wrong(
    seeded: Callable[..., Ran], visit: Callable[..., Visit], width: int, *, dark: bool
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page(width=width, dark=dark)
    for address in ("/matrix?of=howdeepseek", "/matrix?of=howdeepseek&claim=howdeepseek%23c1&by=deepseek2025release"):
        page.goto(room.origin + address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_arrow_keys_move_from_cell_to_cell_and_enter_opens_one(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    room = visit()
    page = room.page("/matrix?of=howdeepseek")
    page.locator('[data-cell][tabindex="0"]').focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert second != first
    page.keyboard.press("ArrowDown")
    third = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert third.partition(":")[0] == second.partition(":")[0]
    assert page.locator('[data-cell][tabindex="0"]').count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("#told .stance").first).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == third


def test_a_matrix_that_is_wider_than_paper_is_printed_as_a_list(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page("/matrix?of=howdeepseek")
    assert page.locator("[data-matrix]").is_visible()
    assert not page.locator(".on-paper").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("[data-matrix]").is_visible()
    assert "contradicts: dai2024deepseekmoe" in page.locator(".on-paper").inner_text()
    page.goto(f"{room.origin}/matrix?of=howdeepseek%23c3")
    assert page.locator("td .printed").first.is_visible()
    assert not page.locator("[data-cell]").first.is_visible()
