"""The queue, the log, writing and adding in a real browser: by mouse, by keyboard alone, and with words that would like to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.conftest import Ran
    from tests.web.conftest import Visit

expect = pytest.importorskip("playwright.sync_api", reason="needs a browser: pip install playwright").expect

HOSTILE = "On <img src=x onerror=document.title='owned'> </script><script>document.title='owned'</script> keys"
KEYS = ["a", "b", "c", "d"]


@pytest.fixture
def queued(visit: Callable[..., Visit], rl: Callable[..., Ran]) -> Callable[..., Visit]:
    """Serves a library with four sources in the queue."""
    rl("import", "-", input="".join(f"@misc{{{key}, title={{Title {key.upper()}}}}}\n" for key in KEYS))
    rl("queue", *KEYS)
    return visit


def order(page: Page) -> list[str]:
    return [one.get_attribute("value") or "" for one in page.locator('[name="key"][form="order"]').all()]


def expect_order(page: Page, wanted: str) -> None:
    for place, key in enumerate(wanted):
        expect(page.locator('[name="key"][form="order"]').nth(place)).to_have_attribute("value", key)


def test_a_source_is_dragged_to_its_place_with_the_mouse(queued: Callable[..., Visit], rl: Callable[..., Ran]) -> None:
    visit = queued()
    page = visit.page()
    page.goto(f"{visit.origin}/queue")
    handle, target = (
        page.locator("[data-handle]").nth(3).bounding_box(),
        page.locator("[data-item]").nth(0).bounding_box(),
    )
    assert handle
    assert target
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(handle["x"] + 5, target["y"] + target["height"], steps=5)
    page.mouse.move(handle["x"] + 5, target["y"] + 2, steps=5)
    page.mouse.up()
    expect(page.locator("#said")).to_contain_text("Done: reorder the queue")
    expect_order(page, "dabc")
    assert rl("next", "--json").json[0]["key"] == "d"


def test_a_source_is_moved_started_and_finished_by_keyboard_alone(
    queued: Callable[..., Visit], rl: Callable[..., Ran]
) -> None:
    visit = queued()
    page = visit.page()
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page.locator("main h1")).to_have_text("Queue")
    page.keyboard.press("j")
    page.keyboard.press("J")
    expect_order(page, "bacd")
    expect(page.locator("#source-a")).to_be_focused()
    page.keyboard.press("J")
    expect_order(page, "bcad")
    page.keyboard.press("K")
    expect_order(page, "bacd")
    page.keyboard.press("s")
    expect(page.locator("#h-reading")).to_be_visible()
    expect_order(page, "abcd")
    page.keyboard.press("d")
    expect_order(page, "bcd")
    assert rl("show", "a", "--json").json[0]["status"] == "read"
    page.keyboard.press("u")
    expect_order(page, "abcd")


def test_why_is_said_by_keyboard_alone(queued: Callable[..., Visit], rl: Callable[..., Ran]) -> None:
    visit = queued()
    page = visit.page()
    page.goto(f"{visit.origin}/queue")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("the method")
    page.keyboard.press("Enter")
    expect(page.locator(".why")).to_contain_text("the method")
    assert rl("show", "a", "--json").json[0]["why"] == "the method"


def test_the_queue_works_without_the_script(queued: Callable[..., Visit]) -> None:
    visit = queued()
    page = visit.page(script=False)
    page.goto(f"{visit.origin}/queue")
    page.get_by_role("button", name="Move b up").click()
    expect_order(page, "bacd")
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect_order(page, "abcd")


def test_a_tab_sees_the_order_of_another(queued: Callable[..., Visit], rl: Callable[..., Ran]) -> None:
    visit = queued()
    page = visit.page()
    page.goto(f"{visit.origin}/queue")
    rl("queue", "d", "--priority", "9")
    expect_order(page, "dabc")


def test_the_log_undoes_and_redoes(queued: Callable[..., Visit]) -> None:
    visit = queued()
    page = visit.page()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.locator("main h1")).to_have_text("Log")
    page.get_by_role("button", name="Undo 2").click()
    expect(page.locator("#said")).to_contain_text("Undone: queue a b c d")
    page.get_by_role("button", name="Redo 2").click()
    expect(page.locator("#said")).to_contain_text("Done: queue a b c d")
