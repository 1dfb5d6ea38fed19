"""The queue, the log, writing and adding in a real browser: by mouse, by keyboard alone, and with words that would like to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    page = visit.page("/queue")
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
    page = visit.page("/queue")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("the method")
    page.keyboard.press("Enter")
    expect(page.locator(".why")).to_contain_text("the method")
    assert rl("show", "a", "--json").json[0]["why"] == "the method"


def test_the_queue_works_without_the_script(queued: Callable[..., Visit]) -> None:
    visit = queued()
    page = visit.page("/queue", script=False)
    page.get_by_role("button", name="Move b up").click()
    expect_order(page, "bacd")
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect_order(page, "abcd")


def test_a_tab_sees_the_order_of_another(queued: Callable[..., Visit], rl: Callable[..., Ran]) -> None:
    visit = queued()
    page = visit.page("/queue")
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


BIB = """@article{doe2020, author={Doe, Jane}, title={On Keys}, year=2020, doi={10.1000/keys}}
@book{roe2001, author={Roe, Ann}, title={On Locks and Other Things}, year=2001}
"""


def test_something_is_pasted_seen_and_kept_by_keyboard_alone(
    visit: Callable[..., Visit], rl: Callable[..., Ran]
) -> None:
    served = visit()
    page = served.page()
    page.keyboard.press("a")
    expect(page.locator("#what")).to_be_focused()
    page.keyboard.insert_text(BIB)
    page.keyboard.press("Control+Enter")
    expect(page.locator("main h1")).to_have_text("What was understood")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("t")
    page.keyboard.type("moe")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Done: add doe2020")
    expect(page.locator("main h1")).to_have_text("On Keys")
    assert rl("list", "--keys-only").lines == ["doe2020"]
    page.wait_for_load_state("networkidle")  # no part of the page of the source is asked for when it goes
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Undone")
    assert rl("list", "--keys-only").lines == []


def test_a_file_is_chosen_with_the_mouse_and_a_duplicate_shown_beside_it(
    visit: Callable[..., Visit], rl: Callable[..., Ran], tmp_path: Path
) -> None:
    rl("import", "-", input=BIB)
    tmp_path.joinpath("more.bib").write_text(BIB.replace("year=2001", "year=2001, publisher={Press}"))
    served = visit()
    page = served.page()
    page.get_by_role("link", name="Add", exact=True).click()
    page.locator('#look input[type="file"]').set_input_files(tmp_path / "more.bib")
    page.get_by_role("button", name="Look").click()
    expect(page.locator(".compared")).to_have_count(2)
    expect(page.locator(".differs")).to_have_count(1)
    page.get_by_role("button", name="Keep what is ticked").click()
    expect(page.locator("#said")).to_contain_text("Done: add doe2020, roe2001")
    assert rl("show", "roe2001", "--json").json[0]["fields"]["publisher"] == "Press"


def test_a_file_is_dropped(visit: Callable[..., Visit], rl: Callable[..., Ran]) -> None:
    served = visit()
    page = served.page("/add")
    page.evaluate(
        "text => { const given = new DataTransfer(); given.items.add(new File([text], 'refs.bib'));"
        " document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true })); }",
        BIB,
    )
    expect(page.locator("main h1")).to_have_text("What was understood")
    page.keyboard.press("s")
    expect(page.locator("#said")).to_contain_text("Done: add")
    assert len(rl("list", "--keys-only").lines) == 2


def test_what_is_nothing_known_is_said_and_stays_in_its_field(visit: Callable[..., Visit]) -> None:
    served = visit()
    page = served.page("/add")
    page.locator("#what").fill("978-0-306-40615-8")
    page.get_by_role("button", name="Look").click()
    expect(page.locator("#trouble")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.locator("#what").input_value() == "978-0-306-40615-8"
    expect(page.locator("#looking")).to_have_text("")
    served.troubles.clear()  # the browser writes a refused form to its console


def test_a_missing_key_of_a_document_is_added_under_that_key(
    visit: Callable[..., Visit], rl: Callable[..., Ran], tmp_path: Path
) -> None:
    tmp_path.joinpath("paper.md").write_text("One.\nAs [@doe2020missing] says.\n")
    served = visit()
    page = served.page()
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.get_by_role("link", name="paper.md").click()
    expect(page.locator("mark")).to_have_text("doe2020missing")
    page.get_by_role("link", name="Add doe2020missing").click()
    page.locator("#what").fill("10.1000/182")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name="Keep what is ticked").click()
    expect(page.locator("#said")).to_contain_text("Done: add")
    assert rl("list", "--keys-only").lines == ["doe2020missing"]
    page.goto(f"{served.origin}/write?document=paper.md")
    expect(page.locator(".kinds")).not_to_contain_text("missing")


def test_a_text_is_pasted_and_checked(visit: Callable[..., Visit]) -> None:
    served = visit()
    page = served.page("/write")
    page.keyboard.press("n")
    page.keyboard.type("As [@nobody1999] says.")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("mark")).to_have_text("nobody1999")
    page.reload()
    expect(page.locator("mark")).to_have_text("nobody1999")


def test_hostile_words_and_names_run_nothing(
    visit: Callable[..., Visit], rl: Callable[..., Ran], tmp_path: Path
) -> None:
    rl("add", "--title", HOSTILE, "--key", "bad")
    rl("queue", "bad", "--why", HOSTILE)
    rl("tag", "bad", "+<script>document.title='owned'<")
    name = "<img src=x onerror=document.title='owned'>.md"
    tmp_path.joinpath(name).write_text(f"{HOSTILE} [@bad; @{HOSTILE}]")
    served = visit()
    page = served.page()
    for address in (
        "/queue",
        "/log",
        "/write",
        "/add?text=%3C/textarea%3E%3Cscript%3Edocument.title=1%3C/script%3E&key=%22%3E%3Cimg%20src=x%3E",
    ):
        page.goto(served.origin + address)
        page.keyboard.press("j")
        assert page.title() != "owned"
        assert page.locator("main img, main script").count() == 0
    page.goto(f"{served.origin}/write")
    page.get_by_role("link", name=name).click()
    expect(page.locator(".findings")).to_be_visible()
    page.goto(f"{served.origin}/add")
    page.locator('#look input[type="file"]').set_input_files(
        {"name": name, "mimeType": "text/html", "buffer": f"@misc{{x, title={{{HOSTILE}}}}}".encode()}
    )
    page.get_by_role("button", name="Look").click()
    expect(page.locator("main h1")).to_have_text("What was understood")
    assert page.title() != "owned"
    assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1400])
def test_axe_finds_nothing_wrong(
    visit: Callable[..., Visit],
    seeded: Callable[..., Ran],
    tmp_path: Path,
    width: int,
    dark: bool,  # noqa: FBT001
) -> None:
    seeded("queue", "vaswani2017attention", "howdeepseek", "--why", "the method", "--via", "erdil2025how")
    tmp_path.joinpath("paper.md").write_text("As [@erdil2025how; @nobody1999] says.\n")
    served = visit()
    page = served.page(width=width, dark=dark)
    for address in ("/queue", "/log", "/write", "/write?document=paper.md", "/add", "/add?key=x"):
        page.goto(served.origin + address)
        expect(page.locator("main h1").first).to_be_attached()
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.locator("#what").fill(
        BIB + "@misc{v, title={Attention Is All You Need}, eprint={1706.03762}, eprinttype={arxiv}}"
    )
    page.get_by_role("button", name="Look").click()
    expect(page.locator(".understood")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
