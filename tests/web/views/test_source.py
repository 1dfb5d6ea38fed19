"""One source in the room: everything about it is there, and each change is an operation with the checks of the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran
    from tests.web.client import Client
    from tests.web.conftest import Visit

HOSTILE = "<script>document.title='owned'</script>\"onmouseover=\"document.title='owned' \u202egpj.exe\x1b[31m"


def after(client: Client, address: str, fields: dict[str, str]) -> str:
    """Send a form, and return the words of the page to which it leads."""
    answer = client.post(address, {"back": "/s/vaswani2017attention", **fields})
    assert answer.status == 303, answer.words
    return client.get(answer.to).words


def test_it_shows_fields_people_notes_links_claims_and_files(client: Client) -> None:
    words = client.get("/s/howdeepseek").words
    for shown in (
        "How DeepSeek, a Little-Known Chinese AI Startup",
        "Notes and quotes",
        "Claims",
        "Links",
        "Fields",
        "secondary",
    ):
        assert shown in words
    assert "from Vaswani" not in words


def test_fields_come_with_who_gave_them(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("set", "vaswani2017attention", "volume=30")
    rows = re.findall(r"<tr id=\"field-\d+\">(.*?)</tr>", client.get("/s/vaswani2017attention").text, re.DOTALL)
    (volume,) = (row for row in rows if ">volume<" in row)
    assert "you" in volume
    assert any("the seed collection" in row for row in rows)


def test_a_field_is_set_and_checked_as_set_does(client: Client) -> None:
    words = after(client, "/s/vaswani2017attention/fields", {"name": "volume", "value": "31", "was": ""})
    assert "Done: set vaswani2017attention volume" in words
    refused = client.post("/s/vaswani2017attention/fields", {"name": "date", "value": "soon", "was": "2017-06-12"})
    assert refused.status == 400
    assert "write a date as" in refused.words


def test_a_field_that_was_changed_elsewhere_meanwhile_is_not_overwritten(
    client: Client, seeded: Callable[..., Ran]
) -> None:
    seeded("set", "vaswani2017attention", "volume=30")
    answer = client.post("/s/vaswani2017attention/fields", {"name": "volume", "value": "31", "was": ""})
    assert answer.status == 409
    assert "30" in answer.words
    assert "31" in answer.words
    assert seeded("show", "vaswani2017attention", "--json").json[0]["fields"]["volume"] == "30"


def test_a_note_that_was_changed_elsewhere_meanwhile_is_not_overwritten(
    client: Client, seeded: Callable[..., Ran]
) -> None:
    after(client, "/s/vaswani2017attention/notes", {"text": "first"})
    number = seeded("show", "vaswani2017attention", "--json").json[0]["notes"][-1]["id"]
    seeded("note", "vaswani2017attention", "theirs", "--edit", str(number))
    address = f"/s/vaswani2017attention/notes/{number}"
    assert client.post(address, {"text": "mine", "was": "first"}).status == 409
    assert "theirs" in client.get("/s/vaswani2017attention").words


def test_tags_notes_links_status_and_key_are_changed_and_taken_back(client: Client) -> None:
    one = "/s/vaswani2017attention"
    assert "Done: tag vaswani2017attention +a/b +c" in after(client, f"{one}/tags", {"add": "a/b, c"})
    assert "a thought" in after(client, f"{one}/notes", {"text": "a thought"})
    assert "private" in client.get(one).words
    assert "related" in after(client, f"{one}/links", {"relation": "related", "target": "howdeepseek"})
    assert "reading" in after(client, f"{one}/status", {"action": "start"})
    answer = client.post(f"{one}/key", {"key": "attention"})
    assert answer.to.startswith("/s/attention?done=")
    assert "formerly vaswani2017attention" in client.get("/s/attention").words


def test_undo_takes_back_the_operation_that_it_names_and_no_later_one(
    client: Client, seeded: Callable[..., Ran]
) -> None:
    answer = client.post("/s/vaswani2017attention/tags", {"add": "mine", "back": "/s/vaswani2017attention"})
    number = answer.to.partition("done=")[2]
    seeded("tag", "howdeepseek", "+theirs")
    refused = client.post("/undo", {"number": number})
    assert refused.status == 409
    assert "theirs" in seeded("show", "howdeepseek").out
    seeded("undo")
    undone = client.post("/undo", {"number": number, "back": "/s/vaswani2017attention"})
    words = client.get(undone.to).words
    assert "Undone: tag vaswani2017attention +mine" in words
    redone = client.post("/redo", {"number": number, "back": "/s/vaswani2017attention"})
    assert "mine" in client.get(redone.to).words


def test_hostile_words_are_shown_as_words(client: Client, seeded: Callable[..., Ran]) -> None:
    seeded("add", "--title", HOSTILE, "--author", HOSTILE, "--key", "bad")
    seeded("note", "bad", HOSTILE, "--quote", HOSTILE, "--locator", HOSTILE, "--force")
    seeded("claim", "bad", HOSTILE, "--verdict", HOSTILE)
    seeded("queue", "bad", "--why", HOSTILE)
    for address in (
        "/",
        "/s/bad",
        "/s/bad?edit=1",
        "/s/bad?part=preview",
        "/s/bad?part=citation",
        "/s/bad?part=history",
    ):
        page = client.get(address).text
        assert "<script>document" not in page, address
        assert 'onmouseover="document' not in page, address
        assert "\x1b" not in page, address
        assert "\u202e" not in page, address


@pytest.mark.parametrize(
    "key", ["DBLP:conf/nips/X", "a/read", "..", "...", "./.", "doe+roe", "müller?x", "a&b;c", "x.y"]
)
def test_every_legal_key_has_an_address(client: Client, seeded: Callable[..., Ran], key: str) -> None:
    assert seeded("add", "--title", "A strange key", "--key", key).code == 0
    (address,) = set(re.findall(r'href="(/s/[^"?]+)" data-preview', client.get("/?q=strange").text))
    assert "A strange key" in client.get(address).words
    assert "tagged" in client.get(client.post(f"{address}/tags", {"add": "tagged", "back": address}).to).words


@pytest.mark.parametrize("address", ["/s/nobody", "/nothing", "/s/", "/s/howdeepseek/notes/99999999999999999999"])
def test_what_is_not_there_is_said(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status in (404, 405)


def test_a_file_that_is_sent_is_kept_under_a_name_of_its_own_folder(
    client: Client, library: Location, tmp_path: Path
) -> None:
    answer = client.send("/s/vaswani2017attention/files", {"back": "/"}, "../../<b>evil\x1b.txt", b"words of a file")
    assert answer.status == 303, answer.words
    kept = [path for path in library.path.with_name("library.db.files").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [b"words of a file"]
    assert not tmp_path.parent.joinpath("evil.txt").exists()
    assert "evil" in client.get("/s/vaswani2017attention").words


def test_removing_a_source_leads_to_the_list_and_is_undone(client: Client) -> None:
    answer = client.post("/s/vaswani2017attention/remove", {})
    assert answer.to.startswith("/?done=")
    assert client.get("/s/vaswani2017attention").status == 404
    client.post("/undo", {"number": answer.to.partition("done=")[2]})
    assert client.get("/s/vaswani2017attention").status == 200


def test_what_has_lines_keeps_them_where_it_is_shown_and_where_it_is_edited(
    client: Client, seeded: Callable[..., Ran]
) -> None:
    written = "\n first line\nsecond line\n\nthird"
    client.post("/s/vaswani2017attention/notes", {"text": written})
    kept = seeded("show", "vaswani2017attention", "--json").json[0]["notes"][-1]
    page = client.get("/s/vaswani2017attention").text
    assert f'<textarea name="text" rows="5">\n{kept["text"]}</textarea>' in page
    answer = client.post(
        f"/s/vaswani2017attention/notes/{kept['id']}", {"text": "new", "was": kept["text"].replace("\n", "\r\n")}
    )
    assert answer.status == 303, answer.words
    assert "title = {Attention Is All You Need},\n" in client.get("/s/vaswani2017attention?part=citation").text


def test_a_citation_has_the_italics_of_its_style_and_each_style_is_offered_once(client: Client) -> None:
    page = client.get("/s/vaswani2017attention?part=citation&style=apa").text
    assert "<em>Advances in Neural Information Processing Systems 30</em>" in page
    titles = re.findall(r"<option[^>]*>([^<]+)</option>", page)
    assert len(titles) == len(set(titles)) > 5


@pytest.mark.parametrize(
    "changed", [["--quote", "others' words", "--force"], ["--page", "9"], ["--public"]], ids=lambda words: words[0]
)
def test_no_part_of_a_note_that_was_changed_elsewhere_is_put_back(
    client: Client, seeded: Callable[..., Ran], changed: list[str]
) -> None:
    seeded("note", "vaswani2017attention", "words", "--quote", "quoted", "--page", "3", "--force")
    number = seeded("show", "vaswani2017attention", "--json").json[0]["notes"][-1]["id"]
    shown = {"was": "words", "was_quote": "quoted", "was_locator": "page 3", "was_public": ""}
    assert seeded("note", "vaswani2017attention", "--edit", str(number), *changed).code == 0
    before = seeded("show", "vaswani2017attention", "--json").json[0]["notes"]
    for sent in ({"text": "mine", "quote": "quoted", "locator": "page 3"}, {"remove": "1"}):
        assert client.post(f"/s/vaswani2017attention/notes/{number}", {**shown, **sent}).status == 409
    assert seeded("show", "vaswani2017attention", "--json").json[0]["notes"] == before


def test_where_it_is_cited_is_looked_for_in_the_documents_of_the_folder(client: Client, tmp_path: Path) -> None:
    tmp_path.joinpath("thesis.tex").write_text("\\cite{vaswani2017attention}\n\\input{part}\n", "utf-8")
    tmp_path.joinpath("part.tex").write_text("\n\\cite{vaswani2017attention}\n\\input{../secret}\n", "utf-8")
    tmp_path.joinpath("broken.ipynb").write_text("{", "utf-8")
    page = client.get("/s/vaswani2017attention?part=cited")
    assert page.text.count("thesis.tex:1") == 1
    assert page.text.count("part.tex:2") == 1
    assert 'href="/write?document=part.tex"' in page.text
    assert "In no document of this folder" in client.get("/s/yang2025how?part=cited").words


def test_a_folder_without_documents_says_so(client: Client) -> None:
    assert "There is no document in the folder" in client.get("/s/vaswani2017attention?part=cited").words


def test_many_people_are_folded_and_a_long_note_scrolls_by_keyboard(client: Client, seeded: Callable[..., Ran]) -> None:
    people = " and ".join(f"Last{n}, First" for n in range(40))
    assert seeded("set", "vaswani2017attention", f"author={people}").code == 0
    assert seeded("note", "vaswani2017attention", "word " * 5000).code == 0
    page = client.get("/s/vaswani2017attention")
    assert "First Last4 and 35 more" in page.words
    assert 'class="prose long" tabindex="0"' in page.text
    assert len(client.get("/s/vaswani2017attention?part=preview").words) < 3000


def test_notes_and_fields_are_edited_by_keyboard_alone(seeded: Callable[..., Ran], visit: Callable[..., Visit]) -> None:
    assert seeded("note", "vaswani2017attention", "first").code == 0
    assert seeded("note", "vaswani2017attention", "second").code == 0
    room = visit()
    page = room.page(width=390)
    page.goto(f"{room.origin}/s/vaswani2017attention")
    page.keyboard.press("t")
    page.keyboard.press("Escape")
    assert page.evaluate("scrollY") == 0
    for key in "jje":
        page.keyboard.press(key)
    page.keyboard.press("Control+End")
    page.keyboard.type(" thought")
    page.keyboard.press("Control+Enter")
    page.locator("#said >> text=Done: edit note 2").wait_for()
    assert page.evaluate("document.activeElement.id") == "edit-note-2"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("e")
    page.locator("textarea#value-title").wait_for()
    assert page.evaluate("document.activeElement.id") == "value-entrytype"


@pytest.mark.parametrize("part", ["citation", "history", "cited"])
def test_a_part_of_a_source_is_a_page_that_leads_back(client: Client, part: str) -> None:
    page = client.get(f"/s/vaswani2017attention?part={part}").text
    assert page.count("<h1") == 1
    assert '<noscript><p><a href="/s/vaswani2017attention">Back' in page


def test_without_a_script_there_is_no_button_that_needs_one(
    seeded: Callable[..., Ran], visit: Callable[..., Visit]
) -> None:
    assert seeded("config").code == 0
    room = visit()
    page = room.page(script=False)
    for address in (
        "/s/vaswani2017attention",
        "/s/vaswani2017attention?part=citation",
        "/chosen/cite?key=vaswani2017attention",
    ):
        page.goto(room.origin + address)
        assert page.locator("button[hidden]").count()
        assert not page.locator("button[hidden] >> visible=true").count()
