"""The claims of the room: a text with its claims marked, each claim with its evidence for and against, and what changes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.client import Client
from tests.web.conftest import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran
    from tests.web.conftest import Visit

HOSTILE = '<script>document.title="owned"</script> " onmouseover="document.title=1 \x1b[31m \u202e end'
C3 = "/claims/howdeepseek%2523c3"
CLAIM = "/claims/doe%2523c1"


@pytest.fixture
def two(client: Client, seeded: Callable[..., Ran], tmp_path: Path) -> Client:
    """A room with a small article beside the seed collection."""
    tmp_path.joinpath("doe.txt").write_text("Keys are old.\n\nKeys open doors, he said.\n", "utf-8")
    seeded("add", "--title", "On keys", "--key", "doe")
    seeded("text", "doe", "doe.txt")
    seeded("add", "--title", "Locks", "--key", "roe")
    seeded("claim", "doe", "Keys open all doors", "--quote", "Keys open doors")
    return client


def test_articles_that_state_claims_are_listed_with_how_many(client: Client) -> None:
    words = client.get("/claims").words
    assert "howdeepseek · 28 claims, 2 without evidence" in words


def test_a_text_has_its_claims_marked_and_keeps_its_lines(two: Client) -> None:
    page = two.get("/claims?q=doe").text
    (marked,) = re.findall(r"<mark\b.*?</mark>", page, re.DOTALL)
    assert 'data-claims="1"' in marked
    assert ">Keys open doors</a>" in marked
    assert "Keys are old.\n\n" in page


def test_a_claim_whose_words_are_not_in_the_text_is_still_listed(two: Client, seeded: Callable[..., Ran]) -> None:
    seeded("claim", "doe", "Nothing is said", "--quote", "words that are nowhere", "--force")
    words = two.get("/claims?q=doe").words
    assert "Nothing is said c2 · no evidence yet · not found in this text" in words


def test_a_source_without_a_text_shows_its_claims_alone(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("claim", "vaswani2017attention", "Attention is enough")
    page = client.get("/claims?q=vaswani2017attention")
    assert "<mark" not in page.text
    assert "Attention is enough" in page.words


def test_a_query_and_a_gap_list_claims(client: Client, seeded: Callable[..., Ran]) -> None:
    assert "DeepSeek was little known" in client.get("/claims?q=tag%3Ajournalism+OR+howdeepseek").words
    gaps = [gap["claim"] for gap in seeded("gaps", "--json").json if gap["kind"] == "no-evidence"]
    page = client.get("/claims?gap=no-evidence").text
    assert re.findall(r'<span class="soft small">(howdeepseek#c\d+)', page) == gaps
    assert " not checked" in client.get("/claims?gap=not-checked").words
    assert "No claim fits." in client.get("/claims?gap=nothing").words
    assert "this bracket is not closed" in client.get("/claims?q=(x").words


def test_a_claim_shows_its_words_verdict_and_evidence_by_side(client: Client) -> None:
    page = client.get(C3)
    assert "By its own account the model beats" in page.words
    assert "true for some benchmarks" in page.words
    sides = re.findall(r'<h2 id="h-side-\d">(\w+)</h2>', page.text)
    assert sides[:2] == ["For", "Against"]
    assert "~ qualifies" in page.words
    assert 'class="picture-svg"' in page.text
    assert 'style="' not in page.text
    assert "<style" not in page.text


def test_a_verdict_is_given_and_undone_and_never_over_another(two: Client, seeded: Callable[..., Ran]) -> None:
    answer = two.post(CLAIM, {"verdict": "mostly", "was": "", "back": CLAIM})
    assert answer.status == 303
    assert seeded("claims", "doe#c1", "--json").json[0]["verdict"] == "mostly"
    refused = two.post(CLAIM, {"verdict": "no", "was": "", "back": CLAIM})
    assert refused.status == 409
    assert "mostly" in refused.words
    assert "Done: edit claim doe#c1" in two.get(answer.to).words
    two.post("/undo", {"number": answer.to.partition("done=")[2], "back": CLAIM})
    assert seeded("claims", "doe#c1", "--json").json[0]["verdict"] == ""


def test_a_claim_is_recorded_with_its_place_edited_and_removed(two: Client, seeded: Callable[..., Ran]) -> None:
    given = {"key": "doe", "statement": "Keys are ancient", "quote": "Keys are old.", "locator": ""}
    assert two.post("/claims", given | {"back": "/claims?q=doe"}).to.startswith("/claims?q=doe&done=")
    assert "quote found in the text" in two.get("/claims/doe%2523c2").words
    assert seeded("claims", "doe#c2", "--json").json[0]["statement"] == "Keys are ancient"
    refused = two.post("/claims", given | {"quote": "never said"})
    assert refused.status >= 400
    assert "never said" not in two.get("/claims?q=doe").words
    edited = {"statement": "Keys are very old", "was_statement": "Keys are ancient", "quote": "Keys are old.",
              "was_quote": "Keys are old.", "locator": "", "was_locator": ""}  # fmt: skip
    assert two.post("/claims/doe%2523c2", edited).status == 303
    assert two.post("/claims/doe%2523c2", edited).status == 409
    assert two.post("/claims/doe%2523c2", {"remove": "1"}).to.startswith("/claims?q=doe&done=")
    assert two.get("/claims/doe%2523c2").status == 404


def test_evidence_is_added_checked_changed_and_removed(two: Client, seeded: Callable[..., Ran]) -> None:
    def pieces() -> list[dict[str, object]]:
        found: list[dict[str, object]] = seeded("claims", "doe#c1", "--json").json[0]["evidence"]
        return found

    added = {"key": "roe", "stance": "contradicts", "quote": "not so", "locator": "page 4", "note": "", "force": "1"}
    assert two.post(f"{CLAIM}/evidence", added).status == 303
    assert (pieces()[0]["stance"], pieces()[0]["source"], pieces()[0]["checked"]) == ("contradicts", "roe", False)
    assert two.post(f"{CLAIM}/evidence/1", {"checked": "1", "was_checked": ""}).status == 303
    assert pieces()[0]["checked"] is True
    assert two.post(f"{CLAIM}/evidence/1", {"checked": "1", "was_checked": ""}).status == 409
    changed = {"stance": "qualifies", "quote": "not so", "was_quote": "not so", "locator": "page 4", "was_locator": "page 4",
               "note": "only in part", "was_note": ""}  # fmt: skip
    assert two.post(f"{CLAIM}/evidence/1", changed).status == 303
    assert (pieces()[0]["stance"], pieces()[0]["note"], pieces()[0]["checked"]) == ("qualifies", "only in part", True)
    assert two.post(f"{CLAIM}/evidence/1", {"remove": "1"}).status == 303
    assert pieces() == []
    assert two.post(f"{CLAIM}/evidence", added | {"key": ""}).status == 400
    assert two.post(f"{CLAIM}/evidence", added | {"key": "nobody"}).status == 404
    assert two.post(f"{CLAIM}/evidence/9", {"remove": "1"}).status == 404


def test_a_source_shows_what_falls_with_it_and_where_it_comes_from(client: Client) -> None:
    page = client.get("/claims/yang2025how")
    assert "claims fall" in page.words
    assert "if it is wrong or withdrawn" in page.words
    assert page.text.count('class="picture-svg"') == 2
    assert len(re.findall(r'id="([^"]+)"', page.text)) == len(set(re.findall(r'id="([^"]+)"', page.text)))


@pytest.mark.parametrize("address", ["/claims/nobody", "/claims/howdeepseek%2523c99", "/claims/nobody%2523c1"])
def test_what_is_not_there_is_said(client: Client, address: str) -> None:
    assert client.get(address).status == 404


def test_a_room_that_only_shows_has_no_form_that_changes(
    seeded: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    assert seeded("config").code == 0
    client = Client.of(library, tmp_path, read_only=True)
    for address in (C3, "/claims?q=howdeepseek"):
        assert 'method="post"' not in client.get(address).text
    assert client.post(C3, {"verdict": "x", "was": ""}).status in (404, 405)


def test_hostile_words_are_shown_as_words(two: Client, seeded: Callable[..., Ran], tmp_path: Path) -> None:
    seeded("add", "--title", HOSTILE, "--key", "bad")
    tmp_path.joinpath("bad.txt").write_text(f"{HOSTILE} is said here\n", "utf-8")
    seeded("text", "bad", "bad.txt")
    seeded("claim", "bad", HOSTILE, "--verdict", HOSTILE, "--quote", "is said here")
    seeded(
        "evidence", "bad#c1", "supports", "doe", "--quote", HOSTILE, "--locator", HOSTILE, "--note", HOSTILE, "--force"
    )
    for address in ("/claims", "/claims?q=bad", "/claims/bad%2523c1", "/claims/bad", "/claims/doe", "/claims?gap=not-checked", "/matrix?of=bad", "/matrix?of=bad&claim=bad%23c1&by=doe",
                    "/graph?of=bad", "/overview", f"/claims?q={'%3Cscript%3E'}", "/graph?of=%3Cscript%3E&with=%22onx%3D&open=%3Cb%3E", "/matrix?of=%3Cscript%3E&stance=%22x"):  # fmt: skip
        answer = two.get(address)
        assert answer.status == 200, address
        assert "<script>" not in answer.text, address
        assert 'onmouseover="document' not in answer.text, address
        assert "\x1b" not in answer.text, address
        assert "\u202e" not in answer.text, address


@pytest.mark.parametrize(("width", "dark"), [(390, True), (800, False), (1400, False), (1400, True)])
def test_axe_finds_nothing_wrong(
    seeded: Callable[..., Ran], visit: Callable[..., Visit], width: int, *, dark: bool
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page(width=width, dark=dark)
    for address in ("/claims", "/claims?q=howdeepseek", C3, "/claims/yang2025how", "/claims?gap=unchecked"):
        page.goto(room.origin + address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_by_the_keyboard_alone_a_verdict_is_given_and_evidence_checked(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    room = visit()
    page = room.page()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.locator("h1")).to_have_text("Claims")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("mark.here").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("By its own account")
    page.keyboard.press("v")
    expect(page.locator('textarea[name="verdict"]')).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("as it seems")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("as it seems")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#said")).to_contain_text("Done: edit evidence")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Undone: edit evidence")
    assert seeded("claims", "howdeepseek#c3", "--json").json[0]["verdict"] == "as it seems"
