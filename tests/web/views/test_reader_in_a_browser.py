"""The reader in Chromium: words are selected and kept, painted where they stand, and found again; nothing in a document runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import pdfs
from tests.web.conftest import Visit, violations
from tests.web.documents import HOSTILE, scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from readinglist.library.location import Location
    from tests.conftest import Ran

READ = "/s/doe2024/read"
PLACE = """([words, last]) => {
  for (const holder of document.querySelectorAll('.textLayer span, .words, .words p')) {
    const node = holder.firstChild, at = node && node.nodeType === 3 ? node.data.indexOf(words) : -1;
    if (at < 0) continue;
    const range = new Range();
    range.setStart(node, last ? at + words.length - 1 : at);
    range.setEnd(node, last ? at + words.length : at + 1);
    const box = range.getBoundingClientRect();
    return [last ? box.right - 1 : box.left + 1, box.top + box.height / 2];
  }
  return null;
}"""
PAINTED = "() => Object.fromEntries([...CSS.highlights].map(([name, found]) => [name, [...found].map(String)]))"


@pytest.fixture
def served(shelf: Location, visit: Callable[..., Visit]) -> Visit:  # noqa: ARG001 - what is served
    return visit()


def opened(
    served: Visit, address: str = READ, *, selector: str = ".textLayer br, .textLayer span, .words", **how: bool | int
) -> Page:
    page = served.page(**how)  # type: ignore[arg-type]
    page.goto(served.origin + address)
    page.locator(selector).first.wait_for(state="attached")
    return page


def point(page: Page, words: str, *, last: bool = False) -> tuple[float, float]:
    for _ in range(50):
        if found := page.evaluate(PLACE, [words, last]):
            return found[0], found[1]
        page.wait_for_timeout(100)
    raise AssertionError(words)


def select(page: Page, first: str, last: str) -> None:
    """Drag the mouse from the first words to the end of the last."""
    page.mouse.move(*point(page, first))
    page.mouse.down()
    page.mouse.move(*point(page, last, last=True), steps=5)
    page.mouse.up()


def painted(page: Page, name: str, *, count: int = 1) -> list[str]:
    """Return what is painted in a colour, once so much is."""
    found: list[str] = []
    for _ in range(50):
        found = page.evaluate(PAINTED).get(name, [])
        if len(found) == count:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(found)


def focused(page: Page) -> str:
    """Return the class of what has the focus."""
    found: str = page.evaluate("document.activeElement.className")
    return found


def done(page: Page, summary: str) -> None:
    page.locator("#said", has_text=summary).wait_for()


def test_selected_words_are_kept_by_a_key_with_their_printed_page(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    select(page, "query", "reduces memory")
    assert "Selected on page i: “query attention reduces memory”" in page.locator("[data-selected]").inner_text()
    page.keyboard.press("q")
    done(page, "note doe2024")
    (note,) = rl("show", "doe2024", "--json").json[0]["notes"]
    assert (note["quote"], note["locator"]) == ("query attention reduces memory", "page i")
    assert painted(page, "quote-note") == ["query atten-tion reduces memory"]
    page.reload()
    assert painted(page, "quote-note") == ["query atten-tion reduces memory"]


def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    select(page, "on with a long-", "term plan")
    page.keyboard.press("q")
    done(page, "note doe2024")
    assert rl("show", "doe2024", "--json").json[0]["notes"][0]["quote"] == "on with a long-term plan"


def test_the_page_is_that_of_the_selection_and_not_the_first_that_has_the_words(
    served: Visit, rl: Callable[..., Ran]
) -> None:
    page = opened(served)
    page.keyboard.press("]")
    select(page, "page begins", "page begins")
    page.keyboard.press("q")
    done(page, "note doe2024")
    assert rl("show", "doe2024", "--json").json[0]["notes"][0]["locator"] == "page 4895"


def test_selected_words_become_evidence_for_the_chosen_claim(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    page.keyboard.press("]")
    select(page, "latent", "cache")
    page.keyboard.press("e")
    assert page.locator(":focus").get_attribute("name") == "claim"
    page.keyboard.press("Tab")
    page.keyboard.press("q")  # a letter typed in a field is no key
    page.select_option("#keep [name=stance]", "qualifies")
    page.locator("#keep [data-keep]").click()
    done(page, "evidence roe2025#c1 qualifies doe2024")
    (piece,) = rl("claims", "roe2025", "--json").json[0]["evidence"]
    assert (piece["quote"], piece["locator"]) == ("latent attention compresses the cache", "page 4895")
    assert painted(page, "quote-evidence") == ["latent attention compresses the cache"]


def test_selected_words_become_a_note_and_a_claim(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    select(page, "bandwidth", "decoding")
    page.keyboard.press("n")
    page.keyboard.type("is that so?")
    page.locator("#keep [data-keep]").click()
    done(page, "note doe2024")
    select(page, "bandwidth", "decoding")
    page.keyboard.press("c")
    page.keyboard.type("It saves bandwidth")
    page.locator("#keep [data-keep]").click()
    done(page, "claim doe2024")
    shown = rl("show", "doe2024", "--json").json[0]
    assert [(one["quote"], one["text"]) for one in shown["notes"]] == [("bandwidth in decoding", "is that so?")]
    assert [one["statement"] for one in rl("claims", "doe2024", "--json").json] == ["It saves bandwidth"]


def test_what_is_written_about_words_does_not_come_to_stand_on_others(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    select(page, "bandwidth", "decoding")
    page.keyboard.press("n")
    page.keyboard.type("about the bandwidth")
    page.keyboard.press("Escape")
    select(page, "memory", "memory")
    page.keyboard.press("q")
    page.get_by_text("What you wrote below is about other words").wait_for(state="attached")
    assert page.locator("#keep [name=quote]").input_value() == "bandwidth in decoding"
    assert page.locator("#keep [name=text]").input_value() == "about the bandwidth"
    assert rl("show", "doe2024", "--json").json[0]["notes"] == []


def test_words_are_kept_by_a_button_as_well(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    select(page, "bandwidth", "decoding")
    page.get_by_role("button", name="Quote", exact=True).click()
    done(page, "note doe2024")
    assert rl("show", "doe2024", "--json").json[0]["notes"][0]["quote"] == "bandwidth in decoding"


def test_a_selection_does_not_jump_where_the_page_is_empty(served: Visit) -> None:
    page = opened(served)
    right, line = point(page, "reduces memory", last=True)
    page.mouse.move(*point(page, "query"))
    page.mouse.down()
    page.mouse.move(right, line, steps=4)
    page.mouse.move(right + 200, line + 2, steps=4)
    page.mouse.up()
    assert "“query attention reduces memory”" in page.locator("[data-selected]").inner_text()


def test_the_document_stays_where_it_is_while_something_is_kept(served: Visit) -> None:
    page = opened(served)
    page.evaluate("document.querySelector('.textLayer').dataset.mine = '1'")
    select(page, "bandwidth", "decoding")
    page.keyboard.press("q")
    painted(page, "quote-note")
    assert page.locator(".textLayer[data-mine]").count() == 1


def test_a_selection_ends_at_the_end_of_its_page(served: Visit) -> None:
    page = opened(served, f"{READ}?attachment=1&as=text")
    select(page, "as the long-term", "second page begins")
    said = page.locator("[data-selected]").inner_text()
    assert "“as the long-term view has it.” (up to the end of the page)" in said


def test_a_quote_in_the_panel_leads_to_its_place_and_back(served: Visit, rl: Callable[..., Ran]) -> None:
    for words in ("first page of an article", "keys and values into one"):
        assert rl("note", "doe2024", "--quote", words).code == 0
    page = opened(served)
    painted(page, "quote-note", count=2)
    page.locator("[data-quote=note-2] [data-show]").click()
    assert painted(page, "quote-now") == ["keys and values into one"]
    assert page.url.endswith("?quote=note-2")
    assert page.locator("[data-page]").input_value() == "4895"
    page.keyboard.press("[")
    page.mouse.click(*point(page, "first page of"))
    assert painted(page, "quote-now") == ["first page of an article"]
    assert page.locator("[data-quote=note-1]").get_attribute("data-now") == ""
    assert page.locator(":focus").inner_text() == "page i"


@pytest.mark.parametrize("address", ["?quote=note-1", "#page=4895"])
def test_an_address_opens_the_reader_at_its_place(served: Visit, rl: Callable[..., Ran], address: str) -> None:
    assert rl("note", "doe2024", "--quote", "keys and values into one").code == 0
    page = opened(served, READ + address)
    page.locator(".textLayer", has_text="latent").wait_for(state="attached")
    painted(page, "quote-note")
    frame, words = page.locator(".pages").bounding_box(), point(page, "keys and values")
    assert frame
    assert frame["y"] < words[1] < frame["y"] + frame["height"]


def test_it_is_said_of_each_quote_whether_it_was_found(served: Visit, rl: Callable[..., Ran]) -> None:
    given = [
        ("bandwidth in decoding", "i"),
        ("bandwidth in decoding", "4895"),
        ("no such words at all", "i"),
    ]
    for words, label in given:
        assert rl("note", "doe2024", "--quote", words, "--page", label, "--force").code == 0
    page = opened(served)
    page.locator("[data-quote=note-3][data-state=absent]").wait_for()
    states = {f"note-{n}": page.locator(f"[data-quote=note-{n}]").get_attribute("data-state") for n in (1, 2, 3)}
    assert states == {"note-1": "found", "note-2": "elsewhere", "note-3": "absent"}
    assert "found on page i, not there" in page.locator("[data-quote=note-2]").inner_text()
    assert "not in this file" in page.locator("[data-quote=note-3]").inner_text()


def test_a_quote_that_is_in_another_file_opens_that(served: Visit, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", "--quote", "Words of the saved page").code == 0
    page = opened(served)
    page.locator("[data-quote=note-1][data-state=absent]").wait_for()
    page.locator("[data-quote=note-1] [data-show]").click()
    assert painted(page, "quote-note") == ["Words of the saved page"]
    assert page.locator(".files [aria-current]").inner_text() == "saved.html"


def test_a_quote_with_words_left_out_and_one_over_two_pages_are_painted(served: Visit, rl: Callable[..., Ran]) -> None:
    for words in ("The first page […] reduces memory", "the long-term view has it. The second page begins here"):
        assert rl("note", "doe2024", "--quote", words).code == 0
    page = opened(served)
    assert painted(page, "quote-note", count=4) == [
        "The first page",
        "reduces memory",
        "the long-term view has it",
        "The second page begins here",
    ]


def test_a_quote_that_the_text_has_otherwise_is_corrected(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    page.locator("summary", has_text="Quote these words").click()
    page.fill("#keep [name=quote]", "latent attention compresses the store of keys")
    page.locator("#keep [data-keep]").click()
    assert "compresses the cache of keys" in page.locator(".problem").inner_text()
    page.get_by_role("button", name="Take the words of the text").click()
    done(page, "note doe2024")
    assert [one["quote"] for one in rl("show", "doe2024", "--json").json[0]["notes"]] == [
        "latent attention compresses the cache of keys"
    ]
    served.troubles[:] = [one for one in served.troubles if "409" not in one]  # the browser notes the answer itself


def test_all_of_it_goes_by_keyboard(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served)
    page.keyboard.press("/")
    page.keyboard.type("latent attention")
    page.keyboard.press("Enter")
    page.locator("[data-said]", has_text="1 of 1, page 4895").wait_for()
    page.locator("[data-selected]", has_text="“latent attention”").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("[data-find]").input_value() == "latent attention"
    for _ in range(len(" compresses")):
        page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-selected]", has_text="“latent attention compresses”").wait_for()
    page.keyboard.press("q")
    done(page, "note doe2024")
    (note,) = rl("show", "doe2024", "--json").json[0]["notes"]
    assert (note["quote"], note["locator"]) == ("latent attention compresses", "page 4895")


def test_enter_goes_on_to_the_next_hit_and_esc_to_the_words_that_were_found(served: Visit) -> None:
    page = opened(served)
    page.keyboard.press("/")
    page.keyboard.type("long")
    page.keyboard.press("Enter")
    page.locator("[data-said]", has_text="1 of 2, page i; Esc goes to it").wait_for()
    page.keyboard.press("Enter")
    page.locator("[data-said]", has_text="2 of 2, page i").wait_for()
    page.keyboard.press("Escape")
    assert focused(page) == "pages"
    assert page.evaluate("String(getSelection())") == "long"
    page.keyboard.press("p")
    page.keyboard.type("nowhere")
    page.keyboard.press("Escape")
    assert focused(page) == "pages"
    assert page.locator("[data-page]").input_value() == "i"


@pytest.mark.parametrize(("key", "typed"), [("q", ""), ("n", "Good."), ("e", ""), ("c", "It saves memory.")])
def test_what_was_kept_leads_back_to_the_document(served: Visit, key: str, typed: str) -> None:
    page = opened(served)
    select(page, "tion reduces", "tion reduces")
    page.keyboard.press(key)
    if key != "q":
        page.keyboard.type(typed)
        page.locator("#keep [data-keep]").click()
    page.locator(".quotes li").wait_for()
    assert focused(page) == "pages"
    for _ in range(len(" memory")):
        page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-selected]", has_text="“memory”").wait_for()
    page.keyboard.press("q")
    page.locator(".quotes li").nth(1).wait_for()
    assert focused(page) == "pages"


def test_a_trouble_has_the_focus_and_so_has_a_note_that_was_edited(served: Visit, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", "Good.", "--quote", "keys and values into one").code == 0
    page = opened(served)
    page.keyboard.press("q")
    page.keyboard.type("latent attention compresses the store of keys")
    page.locator("#keep [data-keep]").click()
    page.locator(".problem").wait_for()
    assert focused(page) == "problem"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    done(page, "note doe2024")
    page.locator("[data-quote=note-1] summary").click()
    page.locator("[data-quote=note-1] [name=text]").fill("Better.")
    page.locator("[data-quote=note-1]").get_by_role("button", name="Save").click()
    page.locator("[data-quote=note-1]", has_text="Better.").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Edit note 1"
    served.troubles[:] = [one for one in served.troubles if "409" not in one]  # the browser notes the answer itself


@pytest.mark.parametrize("address", [f"{READ}?quote=note-1", f"{READ}?attachment=1&as=text&quote=note-1"])
def test_on_a_narrow_window_a_quote_is_shown_in_the_document_first(
    served: Visit, rl: Callable[..., Ran], address: str
) -> None:
    for number in range(12):
        assert (
            rl("note", "doe2024", f"Thought {number}.", *(("--quote", "values into one") if not number else ())).code
            == 0
        )
    page = opened(served, address, width=390)
    assert painted(page, "quote-now") == ["values into one"]
    assert 0 < point(page, "values into one")[1] < 900
    page.locator("[data-quote=note-1] [data-show]").scroll_into_view_if_needed()
    page.locator("[data-quote=note-1] [data-show]").click()
    page.wait_for_timeout(100)
    assert 0 < point(page, "values into one")[1] < 900
    page.mouse.click(*point(page, "values into one"))
    page.wait_for_timeout(100)
    item = page.locator("[data-quote=note-1]").bounding_box()
    assert item
    assert 0 <= item["y"] < 900


def test_typed_words_are_looked_up(served: Visit) -> None:
    page = opened(served)
    page.keyboard.press("q")  # nothing is selected: the field for the words is next
    page.keyboard.type("Keys and values INTO one")
    page.get_by_role("button", name="Look up").click()
    page.locator("#looked", has_text="Found on page 4895.").wait_for()
    assert page.locator("#keep [name=locator]").input_value() == "page 4895"
    page.fill("#keep [name=quote]", "no such words")
    page.get_by_role("button", name="Look up").click()
    page.locator("#looked", has_text="Not found in what is shown").wait_for()


def test_a_page_is_gone_to_by_its_label(served: Visit) -> None:
    page = opened(served)
    page.keyboard.press("p")
    page.keyboard.type("4895")
    page.keyboard.press("Enter")
    point(page, "latent")
    page.fill("[data-page]", "9")
    page.locator("[data-page]").press("Enter")
    page.locator("[data-said]", has_text="No page is called 9; the first is i, the last 4895.").wait_for()


def test_zoom_keeps_the_page_and_the_paint(served: Visit, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", "--quote", "keys and values into one").code == 0
    page = opened(served, f"{READ}#page=4895")
    painted(page, "quote-note")
    before = page.locator(".page").last.bounding_box()
    page.keyboard.press("+")
    page.locator(".textLayer", has_text="latent").wait_for(state="attached")
    painted(page, "quote-note")
    after = page.locator(".page").last.bounding_box()
    assert before
    assert after
    assert after["width"] > 1.2 * before["width"]
    assert page.locator("[data-page]").input_value() == "4895"


def test_words_of_a_saved_page_are_kept(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served, f"{READ}?attachment=2")
    select(page, "Words of the", "saved page stand")
    page.keyboard.press("q")
    done(page, "note doe2024")
    assert rl("show", "doe2024", "--json").json[0]["notes"][0]["quote"] == "Words of the saved page stand"
    assert painted(page, "quote-note") == ["Words of the saved page stand"]


def test_nothing_in_a_pdf_or_a_saved_page_runs_or_asks(served: Visit) -> None:
    """What a page asks of anything but the room fails the test (`Visit`)."""
    page = opened(served)
    page.goto(f"{served.origin}{READ}?attachment=2")
    page.locator(".saved summary").click()
    frame = page.frame_locator(".saved iframe")
    frame.get_by_text("Words of the saved page stand here.").wait_for()
    frame.get_by_role("button", name="Send").click()
    frame.get_by_text("press").click()
    page.wait_for_timeout(300)
    assert "owned" not in page.title()
    assert frame.locator("body").inner_text().startswith("A page that was saved")
    page.goto(f"{served.origin}/s/doe2024/pages/2")
    page.wait_for_timeout(300)
    assert page.title() == "Saved"
    # That a form or a script is stopped is what the browser says of it; anything else is a fault.
    stopped = re.compile(r"Blocked (?:form submission|script execution)|sandboxed|Content Security Policy")
    served.troubles[:] = [one for one in served.troubles if not stopped.search(one)]


def test_the_picture_of_a_scan_is_drawn(served: Visit, rl: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan())
    assert rl("attach", "poe2023", "scan.pdf").code == 0
    page = opened(served, "/s/poe2023/read", selector="canvas")
    pixel = "() => [...document.querySelector('canvas').getContext('2d').getImageData(90, 90, 1, 1).data]"
    for _ in range(50):
        if (found := page.evaluate(pixel))[:3] == [254, 0, 0] or found[:3] == [255, 0, 0]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(found)


def test_a_note_is_edited_beside_the_page_and_the_page_stays(served: Visit, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", "first words", "--quote", "keys and values into one").code == 0
    page = opened(served)
    page.evaluate("document.querySelector('.textLayer').dataset.mine = '1'")
    page.get_by_label("Edit note 1").click()
    page.locator("[data-quote=note-1] [name=text]").fill("second words")
    page.locator("[data-quote=note-1]").get_by_label("Public: may be printed and exported").check()
    page.locator("[data-quote=note-1]").get_by_role("button", name="Save").click()
    done(page, "note")
    (note,) = rl("show", "doe2024", "--json").json[0]["notes"]
    assert (note["text"], note["quote"], note["public"]) == ("second words", "keys and values into one", True)
    assert page.locator(".textLayer[data-mine]").count() == 1
    assert painted(page, "quote-note") == ["keys and values into one"]


def test_highlights_of_the_file_itself_are_painted(served: Visit, rl: Callable[..., Ran], tmp_path: Path) -> None:
    mark = pdfs.Marked("Highlight", "errors grow", "/NM (m1) /C [1 1 0] /Contents (really?)")
    (tmp_path / "marked.pdf").write_bytes(pdfs.made(["No page.", "Here errors grow large."], marks={1: [mark]}))
    assert rl("attach", "poe2023", "marked.pdf").code == 0
    assert rl("highlights", "poe2023").code == 0
    page = opened(served, "/s/poe2023/read?quote=note-1")
    assert painted(page, "quote-note") == ["errors grow"]
    assert "really?" in page.locator("[data-quote=note-1]").inner_text()


def test_a_file_that_is_no_pdf_inside_is_said(served: Visit, tmp_path: Path) -> None:
    (tmp_path / "library.db.files" / "doe2024.pdf").write_bytes(b"%PDF-1.7\nnothing")
    page = opened(served, selector=".pages")
    page.locator("[data-said]", has_text="The PDF cannot be shown").wait_for()
    page.get_by_role("link", name="As text").click()
    page.locator(".words", has_text="latent attention").wait_for()


def test_hostile_words_run_nothing(served: Visit, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", HOSTILE, "--quote", HOSTILE, "--force").code == 0
    page = opened(served)
    page.locator("[data-quote=note-1][data-state=absent]").wait_for()
    page.fill("[data-find]", HOSTILE)
    page.locator("[data-find]").press("Enter")
    page.mouse.move(1300, 300)
    assert "owned" not in page.title()


def test_another_tab_sees_what_was_kept(served: Visit) -> None:
    first, second = opened(served), opened(served)
    select(first, "bandwidth", "decoding")
    first.keyboard.press("q")
    assert painted(second, "quote-note") == ["bandwidth in decoding"]
    first.keyboard.press("u")
    first.locator(".panel", has_text="Nothing is quoted from it yet.").wait_for()
    second.locator(".panel", has_text="Nothing is quoted from it yet.").wait_for()


def test_a_long_pdf_is_drawn_near_the_window_only(served: Visit, rl: Callable[..., Ran], tmp_path: Path) -> None:
    pages = [f"Page number {number} has these words." for number in range(200)]
    (tmp_path / "long.pdf").write_bytes(pdfs.made(pages))
    assert rl("attach", "poe2023", "long.pdf").code == 0
    assert rl("note", "poe2023", "--quote", "number 150 has these").code == 0
    page = opened(served, "/s/poe2023/read?quote=note-1")
    assert painted(page, "quote-now") == ["number 150 has these"]
    assert page.locator(".page").count() == 200
    assert page.locator(".page canvas").count() < 12


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1400])
@pytest.mark.parametrize("address", [READ, f"{READ}?attachment=2", "/s/poe2023/read"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    served: Visit, rl: Callable[..., Ran], address: str, width: int, *, dark: bool
) -> None:
    for words, label in (("bandwidth in decoding", "i"), ("not there", "i")):
        assert rl("note", "doe2024", "a thought", "--quote", words, "--page", label, "--force").code == 0
    page = opened(served, address, selector=".textLayer br, .words, .pages", width=width, dark=dark)
    for summary in page.locator(".panel summary").all():
        summary.click()
    page.wait_for_timeout(200)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_words_are_kept(served: Visit, rl: Callable[..., Ran]) -> None:
    page = opened(served, f"{READ}?as=text", selector=".words", script=False)
    page.locator("summary", has_text="Quote these words").click()
    page.fill("#keep [name=quote]", "compresses the cache")
    page.get_by_role("button", name="Keep").click()
    assert "Done: note doe2024" in page.locator("#said").inner_text()
    assert rl("show", "doe2024", "--json").json[0]["notes"][0]["locator"] == "page 4895"
