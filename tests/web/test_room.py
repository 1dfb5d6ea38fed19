"""The room in a real browser: by mouse, by keyboard alone, in two tabs, and with words that would like to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page

    from tests.conftest import Ran
    from tests.web.conftest import Visit

expect = pytest.importorskip("playwright.sync_api", reason="needs a browser: pip install playwright").expect

HOSTILE = "On <img src=x onerror=document.title='owned'> </script><script>document.title='owned'</script> keys"
SOURCE = "vaswani2017attention"


@pytest.fixture
def begin(visit: Callable[..., Visit], seeded: Callable[..., Ran]) -> Callable[..., Visit]:
    """Serves the seed collection."""
    assert seeded("config").code == 0
    return visit


def focused(page: Page) -> str:
    """Return what has the focus, in a few words."""
    found: str = page.evaluate(
        "() => { const a = document.activeElement; return a.id || a.getAttribute('href') || a.getAttribute('name') || a.textContent.trim() }"
    )
    return found


def test_the_token_is_gone_from_the_address_once_it_has_opened_the_room(begin: Callable[..., Visit]) -> None:
    page = begin().page()
    assert page.url.endswith("/")
    expect(page).to_have_title("Library · library.db")


def test_a_search_narrows_the_list_while_it_is_typed_and_stays_in_the_address(begin: Callable[..., Visit]) -> None:
    page = begin().page()
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.type('title:"attention is all', delay=5)
    page.keyboard.type('"')
    expect(page.locator("[data-item]")).to_have_count(2)
    assert page.url.endswith("?q=title%3A%22attention+is+all%22")
    assert focused(page) == "q"
    page.reload()
    expect(page.locator("[data-item]")).to_have_count(2)


def test_the_list_is_walked_opened_and_left_by_keyboard_alone(begin: Callable[..., Visit]) -> None:
    page = begin().page()
    links = page.locator("[data-preview]")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    expect(page.locator("#preview h2")).to_have_text(links.nth(0).locator(".title").inner_text())
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("#chosen-count")).to_have_text("(1)")
    title = links.nth(1).locator(".title").inner_text()
    page.keyboard.press("o")
    expect(page.locator("main h1")).to_have_text(title)
    page.go_back()
    expect(page.locator("form.search")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page.locator("form.search")).to_be_visible()


def test_tab_reaches_everything_with_a_visible_focus(begin: Callable[..., Visit]) -> None:
    page = begin().page()
    assert page.evaluate("document.activeElement === document.body || document.activeElement.id === 'main'")
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(18):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", seen[-1]
    assert seen[0] == "#main"
    assert {"/claims", "/queue", "q", "sort"} <= set(seen)


def test_letters_typed_into_a_field_are_no_keys(begin: Callable[..., Visit]) -> None:
    page = begin().page()
    page.keyboard.press("/")
    page.keyboard.type("jux?g")
    assert page.locator("#q").input_value() == "jux?g"
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_keys_are_listed_and_single_letters_can_be_switched_off(begin: Callable[..., Visit]) -> None:
    page = begin().page()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("next and previous in a list")
    page.locator("#single").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-preview]").first).not_to_be_focused()


def test_a_note_is_written_and_taken_back_and_done_again_by_keyboard_alone(
    begin: Callable[..., Visit], seeded: Callable[..., Ran]
) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("a thought")
    page.locator("#new-note button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text(f"Done: note {SOURCE}")
    expect(page.locator("#notes")).to_contain_text("a thought")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Undone")
    expect(page.locator("#notes")).not_to_contain_text("a thought")
    page.keyboard.press("U")
    expect(page.locator("#notes")).to_contain_text("a thought")
    assert "a thought" in seeded("show", SOURCE).out


def test_after_each_change_the_keyboard_goes_on_where_it_was(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("a thought")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notes")).to_contain_text("a thought")
    expect(page.locator("#new-note > summary")).to_be_focused()
    note = page.locator("#notes .note").last
    note.locator("summary").click()
    note.locator('input[name="locator"]').fill("p. 3")
    page.keyboard.press("Enter")
    expect(note.locator(".soft.small")).to_contain_text("p. 3")
    expect(note.locator("summary")).to_be_focused()
    note.locator("summary").click()
    note.get_by_role("button", name="Remove the note").click()
    expect(page.locator("#notes")).not_to_contain_text("a thought")
    expect(page.locator("#notes")).to_be_focused()


def test_esc_leaves_a_field_where_it_is(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("t")
    before = page.evaluate("scrollY")
    page.keyboard.press("Escape")
    expect(page.locator('#tags input[name="add"]')).not_to_be_focused()
    assert page.evaluate("scrollY") == before
    page.goto(f"{visit.origin}/?q=moe")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("[data-preview]").first).to_be_focused()


def test_a_refused_form_without_the_script_shows_what_was_written(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}?edit=1", script=False)
    changed = page.locator('form:has(input[name="name"][value="date"])')
    changed.locator("textarea").fill("when </textarea> it rained")
    changed.get_by_role("button", name="Save").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.get_by_label("What you wrote (value), to copy")).to_have_value("when </textarea> it rained")
    visit.troubles.clear()  # the browser writes a refused form to its console


def test_tags_are_added_and_removed_in_place(begin: Callable[..., Visit], seeded: Callable[..., Ran]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("t")
    page.keyboard.type("in-place")
    page.keyboard.press("Enter")
    expect(page.locator("#tags")).to_contain_text("in-place")
    page.get_by_role("button", name="Remove the tag in-place").click()
    expect(page.locator("#tags")).not_to_contain_text("in-place")
    assert "in-place" not in seeded("tags").out


def test_a_change_of_another_tab_or_of_the_shell_is_seen_within_moments(
    begin: Callable[..., Visit], seeded: Callable[..., Ran]
) -> None:
    visit = begin()
    one, other = visit.page(), visit.page()
    for page in (one, other):
        page.goto(f"{visit.origin}/s/{SOURCE}")
    one.bring_to_front()
    one.keyboard.press("t")
    one.keyboard.type("of-a-tab")
    one.keyboard.press("Enter")
    other.bring_to_front()
    expect(other.locator("#tags")).to_contain_text("of-a-tab")
    seeded("tag", SOURCE, "+of-the-shell")
    expect(other.locator("#tags")).to_contain_text("of-the-shell")


def test_what_is_being_written_is_not_taken_from_under_the_hands(
    begin: Callable[..., Visit], seeded: Callable[..., Ran]
) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("half a tho")
    seeded("tag", SOURCE, "+meanwhile")
    expect(page.locator("#notice")).to_contain_text("changed elsewhere")
    assert page.locator('#new-note textarea[name="text"]').input_value() == "half a tho"
    page.locator("#new-note button").click()
    expect(page.locator("#notes")).to_contain_text("half a tho")
    expect(page.locator("#tags")).to_contain_text("meanwhile")


def test_what_goes_wrong_is_said_and_what_was_typed_stays(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("t")
    page.keyboard.type("{no}")
    page.keyboard.press("Enter")
    expect(page.locator("#trouble")).to_contain_text("a tag has no comma")
    page.keyboard.press("Escape")
    assert page.locator('#tags input[name="add"]').input_value() == "{no}"
    visit.troubles.clear()  # the browser writes a refused form to its console


def test_hostile_words_run_nothing(visit: Callable[..., Visit], rl: Callable[..., Ran]) -> None:
    rl("add", "--title", HOSTILE, "--author", HOSTILE, "--key", "bad")
    rl("note", "bad", HOSTILE, "--quote", HOSTILE, "--force")
    rl("claim", "bad", HOSTILE, "--verdict", HOSTILE)
    served = visit()
    page = served.page()
    for address in ("/", "/s/bad", "/s/bad?edit=1", "/?q=%3Cscript%3Edocument.title%3D1%3C/script%3E"):
        page.goto(served.origin + address)
        page.keyboard.press("j")
        expect(page.locator("h1").first).to_be_attached()
        assert page.title() != "owned"
        assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1400])
def test_axe_finds_nothing_wrong(begin: Callable[..., Visit], width: int, dark: bool) -> None:  # noqa: FBT001
    visit = begin()
    page = visit.page(width=width, dark=dark)
    for address in ("/", "/?q=nothing-fits-this", "/s/howdeepseek", "/s/howdeepseek?edit=1", "/nothing"):
        page.goto(visit.origin + address)
        expect(page.locator("main h1").first).to_be_attached()
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    visit.troubles[:] = [one for one in visit.troubles if "404" not in one]


def test_a_copy_of_the_citation_lies_in_the_clipboard(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("y")
    expect(page.locator("#notice")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == SOURCE


def test_everything_works_without_the_script(begin: Callable[..., Visit], seeded: Callable[..., Ran]) -> None:
    visit = begin()
    page = visit.page(script=False)
    page.locator("#q").fill('title:"attention is all"')
    page.get_by_role("button", name="Search").click()
    page.locator("[data-preview]").first.click()
    page.locator('#tags input[name="add"]').fill("by-hand")
    page.get_by_role("button", name="Tag", exact=True).click()
    expect(page.locator("#said")).to_contain_text("Done: tag")
    page.locator("#said").get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Undone: tag")
    assert "by-hand" not in seeded("tags").out


def test_print_has_the_words_and_pictures_and_no_controls(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page()
    page.emulate_media(media="print")
    for address, shown in (("/", ".list .title"), (f"/s/{SOURCE}", "h1"), ("/queue", "h1"), ("/overview", "svg .bar")):
        page.goto(visit.origin + address)
        expect(page.locator(shown).first).to_be_visible()
        for control in page.locator("main button, main input:not([type=hidden]), header.top").all():
            expect(control).not_to_be_visible()


def test_words_that_were_not_sent_stay_when_another_form_is_and_when_changes_of_others_are_shown(
    begin: Callable[..., Visit], seeded: Callable[..., Ran]
) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("half a tho")
    page.locator('#tags input[name="add"]').fill("beside")
    page.keyboard.press("Enter")
    expect(page.locator("#tags")).to_contain_text("beside")
    written = page.locator('#new-note textarea[name="text"]')
    expect(written).to_have_value("half a tho")
    expect(written).to_be_visible()
    seeded("tag", SOURCE, "+meanwhile")
    page.locator("#notice button").click()
    expect(page.locator("#tags")).to_contain_text("meanwhile")
    expect(written).to_have_value("half a tho")


def test_leaving_a_page_with_words_that_were_not_sent_asks_first(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("half a tho")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Queue").click()
    expect(page.locator('#new-note textarea[name="text"]')).to_have_value("half a tho")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Queue").click()
    expect(page.locator("main h1")).to_have_text("Queue")
    assert len(asked) == 1


def test_what_another_program_answers_at_the_address_of_a_room_that_ended_is_not_shown(
    begin: Callable[..., Visit],
) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("half a tho")
    page.evaluate("document.querySelector('meta[name=room]').content = 'the mark of another start'")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Queue").click()
    expect(page.locator("#notice")).to_contain_text("has ended")
    expect(page.locator('#new-note textarea[name="text"]')).to_have_value("half a tho")


def test_a_form_that_is_sent_twice_is_kept_once(begin: Callable[..., Visit], seeded: Callable[..., Ran]) -> None:
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    page.keyboard.press("n")
    page.keyboard.type("only once")
    page.locator("#new-note button").dblclick()
    expect(page.locator("#notes")).to_contain_text("only once")
    notes = seeded("show", SOURCE, "--json").json[0]["notes"]
    assert [note["text"] for note in notes].count("only once") == 1


def test_of_two_who_change_a_note_the_second_sees_both_and_loses_nothing(
    begin: Callable[..., Visit], seeded: Callable[..., Ran]
) -> None:
    seeded("note", SOURCE, "first")
    visit = begin()
    page = visit.page(f"/s/{SOURCE}")
    note = page.locator("#notes .note").last
    note.locator("summary").click()
    note.locator('textarea[name="text"]').fill("mine")
    seeded("note", SOURCE, "theirs", "--edit", str(seeded("show", SOURCE, "--json").json[0]["notes"][-1]["id"]))
    note.get_by_role("button", name="Save").click()
    expect(page.locator("#trouble")).to_contain_text("theirs")
    page.get_by_role("button", name="Show what is there now").click()
    expect(note.locator(".prose")).to_have_text("theirs")
    expect(note.locator('textarea[name="text"]')).to_have_value("mine")
    note.get_by_role("button", name="Save").click()
    expect(note.locator(".prose")).to_have_text("mine")
    visit.troubles.clear()  # the browser writes a refused form to its console
