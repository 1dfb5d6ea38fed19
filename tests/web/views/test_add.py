"""Adding in the room: first what was understood is shown, then what is ticked is kept, in one operation."""

from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING

import pytest

from readinglist.library import lookup
from readinglist.web.views import add
from tests import pdfs
from tests.web.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

HOSTILE = "<script>document.title='owned'</script>\"onmouseover=\"document.title='owned'"
BIB = """@article{doe2020, author={Doe, Jane}, title={On Keys}, year=2020, doi={10.1000/keys}}
@book{roe2001, author={Roe, Ann}, title={On Locks and Other Things}, year=2001}
"""


@pytest.fixture
def room(rl: Callable[..., Ran], library: Location, tmp_path: Path) -> Client:
    """An empty room in which nobody is asked."""
    assert rl("config").code == 0
    return Client.of(library, tmp_path)


def looked(room: Client, text: str, **more: str) -> str:
    """Paste a text, and return the name under which what was understood is held."""
    answer = room.post("/add", {"text": text, **more})
    assert answer.status == 303, answer.words
    return answer.to.partition("shown=")[2]


def keys(library: Location) -> list[str]:
    return [one.key for one in lookup.summaries(library)]


def test_a_text_that_is_longer_than_a_bibliography_is_refused(room: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add, "_LARGEST_BIBLIOGRAPHY", 20)
    assert room.post("/add", {"text": "10.1000/1\n" * 3}).status == 413


def test_what_was_understood_is_shown_and_nothing_kept(room: Client, library: Location) -> None:
    name = looked(room, BIB)
    page = room.get(f"/add?shown={name}")
    assert re.findall(r'name="tick" value="(\d)"[^>]*checked', page.text) == ["0", "1"]
    assert "On Keys Doe · 2020" in page.words
    assert "key roe2001" in page.words
    assert (keys(library), lookup.log(library)) == ([], [])


def test_what_is_ticked_is_kept_with_tags_and_in_the_queue_as_one_operation(room: Client, library: Location) -> None:
    name = looked(room, BIB)
    fields = {"shown": name, "tick": ["0", "1"], "tags": "moe, to read", "queue": "1", "why": "the method"}
    answer = room.post("/add/keep", fields)
    assert answer.status == 303
    assert "done=1" in answer.to
    words = room.get(answer.to).words
    assert "Done: add doe2020, roe2001 Undo" in words
    assert "2 sources" in words
    (first, second) = lookup.show(library, ["doe2020", "roe2001"])
    assert first.tags == second.tags == ("moe", "to read")
    assert (first.status, first.why) == ("queued", "the method")
    assert len(lookup.log(library)) == 1


def test_one_that_is_not_ticked_is_not_kept(room: Client, library: Location) -> None:
    answer = room.post("/add/keep", {"shown": looked(room, BIB), "tick": ["1"]})
    assert answer.to.startswith("/s/roe2001")
    assert keys(library) == ["roe2001"]
    assert room.post("/add/keep", {"shown": looked(room, BIB)}).status == 400


def test_an_identifier_is_kept_as_a_stub_where_nobody_is_asked(room: Client, library: Location) -> None:
    name = looked(room, "10.1000/182")
    assert "It is kept as a stub: nobody was asked." in room.get(f"/add?shown={name}").words
    room.post("/add/keep", {"shown": name, "tick": ["0"], "key": "my_key"})
    assert keys(library) == ["my_key"]


@pytest.mark.parametrize(
    ("how", "wanted", "volume"), [("skip", ["mine"], "7"), ("update", ["mine"], "7"), ("new", ["mine", "doe2020"], "")]
)
def test_a_duplicate_is_shown_beside_what_is_there_and_merged_or_kept_besides(
    room: Client, library: Location, rl: Callable[..., Ran], how: str, wanted: list[str], volume: str
) -> None:
    rl("import", "-", input="@article{mine, author={Doe, Jane}, title={On Keys}, year=2020, doi={10.1000/keys}}")
    text = BIB.replace("year=2020", "year=2020, volume=7").partition("@book")[0]
    name = looked(room, text)
    words = room.get(f"/add?shown={name}").words
    assert "In the library as mine" in words, words
    assert "volume — 7" in words
    assert "title On Keys the same" in words
    room.post("/add/keep", {"shown": name, "tick": ["0"], "how-0": how})
    assert keys(library) == wanted
    assert lookup.show(library, ["mine"])[0].plain("volume") == volume


def test_what_is_similar_can_be_merged_too(room: Client, library: Location, rl: Callable[..., Ran]) -> None:
    rl("import", "-", input="@article{mine, author={Doe, Jane}, title={On Keys}, year=2020, doi={10.1000/other}}")
    name = looked(room, BIB.partition("@book")[0])
    assert "Similar to mine" in room.get(f"/add?shown={name}").words
    room.post("/add/keep", {"shown": name, "tick": ["0"], "how-0": "merge"})
    assert keys(library) == ["mine"]


def test_files_are_sent_and_each_says_what_it_is(room: Client, library: Location, tmp_path: Path) -> None:
    first = [pdfs.Run("On the Price of Keys", 20, y=780), pdfs.Run("Jane Doe", y=740)]
    words = [pdfs.Run(f"Words that go on and on, line {n}.", y=600 - 14 * n) for n in range(25)]
    sent = room.send("/add", {"text": ""}, "../../On Keys <script>.pdf", pdfs.made([[*first, *words]]))
    name = sent.to.partition("shown=")[2]
    page = room.get(f"/add?shown={name}")
    assert "On the Price of Keys" in page.words
    assert "<script>." not in page.text
    answer = room.post("/add/keep", {"shown": name, "tick": ["0"]})
    assert answer.status == 303
    (key,) = keys(library)
    (file,) = lookup.show(library, [key])[0].attachments
    assert "/" not in file.name
    assert not list(tmp_path.parent.glob("On Keys*"))


def test_a_bibliography_is_sent_as_a_file(room: Client, library: Location) -> None:
    sent = room.send("/add", {"text": ""}, "refs.bib", BIB.encode())
    room.post("/add/keep", {"shown": sent.to.partition("shown=")[2], "tick": ["0", "1"]})
    assert keys(library) == ["doe2020", "roe2001"]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03", b"%PDF-1.4 nothing", b"", b"just words", b"PK\x03\x04 broken", b"%PDF-" * 1000]
)
def test_a_file_that_is_nothing_known_says_so_and_is_not_kept(room: Client, library: Location, data: bytes) -> None:
    sent = room.send("/add", {"text": ""}, "x.bin", data)
    answer = room.get(sent.to) if sent.status == 303 else sent
    assert "Keep what is ticked" not in answer.words
    assert "x.bin" in answer.words
    assert tempfile.gettempdir() not in answer.words
    assert keys(library) == []


@pytest.mark.parametrize("text", ["what is this", "978-0-306-40615-8", "{", "\x00"])
def test_what_is_nothing_known_is_told_in_a_sentence(room: Client, text: str) -> None:
    answer = room.post("/add", {"text": text})
    assert answer.status in (303, 400)
    if answer.status == 303:
        assert "There is no source in it" in room.get(answer.to).words


def test_nothing_is_refused(room: Client) -> None:
    assert room.post("/add", {"text": "  "}).status == 400
    assert room.post("/add/keep", {"shown": "gone", "tick": ["0"]}).status == 400
    assert "shown too long ago" in room.get("/add?shown=gone").words


def test_more_than_can_be_looked_through_is_left_to_the_command_line(room: Client) -> None:
    many = "".join(f"@misc{{k{number}, title={{Number {number}}}}}\n" for number in range(501))
    answer = room.post("/add", {"text": many})
    assert answer.status == 400
    assert "`readinglist import` takes so many" in answer.words


def test_only_the_last_that_were_shown_are_held_with_their_files(room: Client) -> None:
    first = looked(room, BIB)
    folder = room.room.state["add.shown"][first].files.path
    for _ in range(8):
        looked(room, BIB)
    assert first not in room.room.state["add.shown"]
    assert not folder.exists()


def test_a_key_that_a_document_cites_is_given_to_what_is_added(room: Client, library: Location) -> None:
    page = room.get("/add?key=doe2020missing&text=10.1000/182")
    assert 'value="doe2020missing"' in page.text
    assert "10.1000/182</textarea>" in page.text
    name = looked(room, "10.1000/182", key="doe2020missing")
    assert 'name="key" value="doe2020missing"' in room.get(f"/add?shown={name}").text
    room.post("/add/keep", {"shown": name, "tick": ["0"], "key": "doe2020missing"})
    assert keys(library) == ["doe2020missing"]


def test_hostile_words_are_text(room: Client) -> None:
    name = looked(room, f"@misc{{k, title={{{HOSTILE} \u202e}}, author={{{HOSTILE}}}}}")
    for address in (f"/add?shown={name}", "/add?text=%3C/textarea%3E%3Cscript%3E&key=%22%3E%3Cscript%3E"):
        page = room.get(address).text
        assert "<script>document" not in page
        assert "<script>&" not in page
        assert '"onmouseover="' not in page
        assert "</textarea><script>" not in page


def test_a_room_that_only_shows_adds_nothing(room: Client, library: Location, tmp_path: Path) -> None:
    assert room.get("/add").status == 200
    shown = Client.of(library, tmp_path, read_only=True)
    assert shown.get("/add").status == 404
    assert shown.post("/add", {"text": BIB}).status in (404, 405)
    assert shown.post("/add/keep", {"shown": "x", "tick": ["0"]}).status in (404, 405)


@pytest.mark.parametrize("wrong", ["nonsense here", "978-0-262-03384-1"])
def test_of_a_list_each_line_is_understood_by_itself_and_what_is_wrong_is_said(room: Client, wrong: str) -> None:
    text = f"10.1145/3600006.3613165\n{wrong}\nhttps://arxiv.org/abs/2205.14135\n978-0-262-03384-8\n"
    words = room.get(room.post("/add", {"text": text}).to).words
    for shown in ("10.1145/3600006.3613165", "2205.14135", "9780262033848", wrong):
        assert shown in words
    assert "is no identifier" in words or "not valid" in words


def test_what_the_library_has_without_a_title_is_named_by_its_key(room: Client) -> None:
    first = room.get(room.post("/add", {"text": "10.1145/3600006.3613165"}).to).text
    name = first.partition('name="shown" value="')[2].partition('"')[0]
    room.post("/add/keep", {"shown": name, "tick": "0"})
    page = room.get(room.post("/add", {"text": "10.1145/3600006.3613165"}).to).text
    assert ">doi10.1145-3600006.3613165</a></p>" in page
