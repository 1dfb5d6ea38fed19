"""The page that is handed over, in a real browser: by mouse, by keyboard alone, on a phone and in the dark; nothing is asked of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Ran

HOSTILE = "<img src=x onerror=document.title='owned'> </script><script>document.title='owned'</script> \" onmouseover=\"document.title='owned'"
VIEWS = ("", "howdeepseek", "howdeepseek#c3", "view=claims", "view=matrix", "view=graph", "view=graph&of=deepseek2024v3", "view=overview", "q=routing&tag=moe")  # fmt: skip


@pytest.fixture
def opened(browser: Browser, seeded: Callable[..., Ran], tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """The page of the seed collection, and of a hostile source, at an address within it."""
    seeded("add", "--title", HOSTILE, "--author", HOSTILE, "--key", "bad", "--tag", "moe")
    seeded("claim", "bad", HOSTILE)
    seeded("evidence", "bad#c1", "supports", "howdeepseek", "--quote", HOSTILE, "--force")
    assert seeded("page", "--output", "page.html").code == 0
    troubles: list[str] = []
    contexts = []

    def open_(at: str = "", *, width: int = 1400, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request", lambda asked: None if asked.url.startswith(("file:", "data:")) else troubles.append(asked.url)
        )
        page.goto(f"{tmp_path.joinpath('page.html').as_uri()}#{at}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (800, False), (1400, False), (1400, True)])
def test_axe_finds_nothing_wrong_with_any_view(opened: Callable[..., Page], width: int, *, dark: bool) -> None:
    page = opened(width=width, dark=dark)
    for view in VIEWS:
        page.evaluate("at => { location.hash = at; }", view)
        page.wait_for_timeout(50)
        assert violations(page) == [], view
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_hostile_words_run_nothing_in_any_view(opened: Callable[..., Page]) -> None:
    page = opened()
    for view in (*VIEWS, "bad", "bad#c1", "view=graph&of=bad", "view=matrix&of=bad", "%3Cscript%3E", "view=graph&of=%3Cb%3E&kinds=%22&open=%3Ci%3E"):  # fmt: skip
        page.evaluate("at => { location.hash = at; }", view)
        page.wait_for_timeout(30)
        assert page.title() == "Reading list", view
        assert page.locator("img").count() == 0, view


def test_by_the_keyboard_alone_a_source_is_searched_for_and_opened(opened: Callable[..., Page]) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("vaswani attention")
    page.keyboard.press("Enter")
    expect(page.locator("#list a").first).to_contain_text("Attention Is All You Need")
    assert page.evaluate("document.activeElement.closest('#list') !== null")
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#search").blur()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()


def test_arrow_keys_move_in_the_matrix_and_a_cell_says_what_was_quoted(opened: Callable[..., Page]) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    page = opened("view=matrix")
    page.locator("td button").first.focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    page.keyboard.press("Enter")
    expect(page.locator(".told li").first).to_be_visible()


def test_the_graph_is_gone_through_by_mouse_and_keyboard(opened: Callable[..., Page]) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    page = opened("view=graph&of=howdeepseek")
    assert page.locator("rect.box").count() <= 71
    page.locator("g.folded a").first.focus()
    assert page.locator("path.edge.faded").count() > 0
    before = page.locator("rect.box").count()
    page.keyboard.press("Enter")
    expect(page.locator("rect.box")).not_to_have_count(before)
    page.locator("g.source:not(.root) a").first.click()
    expect(page.locator("g.root")).to_be_visible()
    assert "of=" in page.evaluate("location.hash")
    page.select_option("select >> nth=-1", index=1)
    expect(page.locator("g.root")).to_be_visible()
    outside = page.evaluate(
        "[...document.querySelectorAll('.picture-svg g')].filter(g => g.querySelector('rect')).filter(g => { const box = g.querySelector('rect').getBBox();"
        " return [...g.querySelectorAll('text')].some(t => t.getBBox().x + t.getBBox().width > box.x + box.width); }).length"
    )
    assert outside == 0


def test_numbers_of_plots_are_printed(opened: Callable[..., Page]) -> None:
    page = opened("view=overview")
    page.emulate_media(media="print")
    assert page.locator(".numbers").first.is_visible()
    assert not page.locator("nav").is_visible()


def test_the_file_of_a_picture_is_one_by_itself(browser: Browser, seeded: Callable[..., Ran], tmp_path: Path) -> None:
    assert seeded("graph", "tag:mla", "--output", "graph.html").code == 0
    page = browser.new_page()
    page.goto(tmp_path.joinpath("graph.html").as_uri())
    page.locator("g.source a").first.focus()
    faded = "[...document.querySelectorAll('path.edge')].filter(one => getComputedStyle(one).opacity < 0.1).length"
    assert page.evaluate(faded) > 0
    page.locator("g.source a").first.click()
    assert page.locator("li:target").is_visible()
    page.close()


def test_the_list_is_printed_and_has_the_whole_of_a_phone_until_a_source_is_chosen(
    opened: Callable[..., Page],
) -> None:
    page = opened(width=390)
    rows = page.locator("#list li")
    last = rows.last.bounding_box()
    assert last
    assert last["y"] > 3000
    page.emulate_media(media="print")
    assert rows.last.is_visible()
    assert not page.get_by_text("Choose a source.").is_visible()
    page = opened("howdeepseek", width=390)
    place = page.locator("nav").bounding_box()
    assert place
    assert place["height"] < 400
