"""The reader as plain pages and forms: what is shown, which files are given, and what is kept with its page."""

from __future__ import annotations

import html
import json
import os
import re
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.manuscripts import office_files
from tests.web.client import Client
from tests.web.documents import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

READ = "/s/doe2024/read"


@pytest.fixture
def room(shelf: Location, tmp_path: Path) -> Client:
    return Client.of(shelf, tmp_path)


def notes(rl: Callable[..., Ran], key: str = "doe2024") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rl("show", key, "--json").json[0]["notes"]
    return found


def test_a_pdf_is_shown_with_the_labels_that_the_library_has(room: Client) -> None:
    page = room.get(READ)
    assert page.status == 200
    assert 'data-pdf="/s/doe2024/files/1"' in page.text
    assert 'data-labels=\'["i", "4895"]\'' in page.text
    assert "Nothing is quoted from it yet." in page.words


def test_the_labels_are_those_that_the_user_set(room: Client, rl: Callable[..., Ran]) -> None:
    assert rl("attach", "roe2025", "--pages", "113-", "article.pdf").code == 0
    assert '["113", "114"]' in room.get("/s/roe2025/read").text
    assert room.post("/s/roe2025/read", {"as": "quote", "quote": "compresses the cache"}).status == 303
    assert notes(rl, "roe2025")[0]["locator"] == "page 114"


def test_without_a_script_the_file_and_its_text_are_a_link_away(room: Client) -> None:
    page = room.get(READ)
    assert "Download the file" in page.words
    text = room.get(f"{READ}?attachment=1&as=text")
    assert "Multi-query atten- tion reduces memory" in text.words
    assert 'id="page=4895"' in text.text


def test_a_saved_page_is_shown_as_text_and_its_looks_in_a_sandbox(room: Client) -> None:
    page = room.get(f"{READ}?attachment=2")
    assert "Words of the saved page stand here." in page.words
    assert '<iframe sandbox src="/s/doe2024/pages/2"' in page.text
    assert "frame-src 'self'" in page.headers["content-security-policy"]


def test_the_looks_of_a_saved_page_have_nothing_in_them_that_runs_or_asks(room: Client) -> None:
    page = room.get("/s/doe2024/pages/2")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"].split("; ")
    assert policy[:3] == ["sandbox", "frame-ancestors 'self'", "default-src 'none'"]
    assert not {part for part in policy if "http" in part or "'self'" in part} - {"frame-ancestors 'self'"}
    assert "Words of the saved page stand here." in page.text
    for gone in (
        "owned",
        "refresh",
        "preconnect",
        "stylesheet",
        "iframe",
        "<base",
        "d.png",
        "e.html",
        "javascript:",
        "action",
    ):
        assert gone not in page.text.replace("form-action", "")


def test_what_is_no_page_is_not_shown_as_one(room: Client) -> None:
    answer = room.get("/s/doe2024/pages/1")
    assert (answer.status, "it is no page of the web" in answer.words) == (400, True)


def test_a_source_without_a_file_says_so(room: Client) -> None:
    page = room.get("/s/poe2023/read")
    assert page.status == 200
    assert "It has no file and no text" in page.words
    assert "Quote these words" not in page.words


def test_a_text_that_was_given_by_itself_is_read(room: Client, rl: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "poe.txt").write_text("Once upon a midnight dreary,\nwhile I pondered.\fOver many a quaint volume.\n")
    assert rl("text", "poe2023", "poe.txt", "--pages", "7-").code == 0
    page = room.get("/s/poe2023/read")
    assert "Over many a quaint volume." in page.words
    assert 'id="page=8"' in page.text
    assert room.get("/s/poe2023/read?attachment=0").status == 200
    kept = room.post("/s/poe2023/read", {"as": "quote", "quote": "many a quaint volume"})
    assert kept.status == 303
    assert notes(rl, "poe2023")[0]["locator"] == "page 8"


BODY = "<w:p><w:r><w:t>Words of a document.</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("d.docx", office_files.docx(BODY), "Words of a document."),
        ("t.txt", b"Words of <b>a</b> text.\n", "Words of <b>a</b> text."),
        ("u.txt", "Wörter – 混合专家".encode(), "Wörter – 混合专家"),
    ],
)
def test_documents_and_texts_are_read_as_text_and_quoted(
    room: Client, rl: Callable[..., Ran], tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert rl("attach", "poe2023", name).code == 0
    page = room.get("/s/poe2023/read").text
    assert html.escape(words) in page
    assert "iframe" not in page
    assert room.post("/s/poe2023/read", {"as": "quote", "quote": words}).status == 303
    assert notes(rl, "poe2023")[0]["quote"] == words


def test_what_has_no_text_and_is_no_pdf_is_a_link(room: Client) -> None:
    page = room.get(f"{READ}?attachment=3")
    assert "has no text that can be read here" in page.words or "a,b 1,2" in page.words
    assert "Download the file" in page.words


# Files


def test_a_file_is_sent_in_ranges(room: Client, tmp_path: Path) -> None:
    whole = (tmp_path / "article.pdf").read_bytes()
    answer = room.get("/s/doe2024/files/1")
    assert (answer.status, answer.body) == (200, whole)
    part = room.get("/s/doe2024/files/1", range="bytes=10-19")
    assert (part.status, part.body) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert room.get("/s/doe2024/files/1", range="bytes=-5").body == whole[-5:]
    assert room.get("/s/doe2024/files/1", range="bytes=99999999-").status == 416


def test_no_file_is_opened_by_the_browser_itself_which_would_run_the_scripts_of_a_pdf(room: Client) -> None:
    kinds = {1: "application/pdf", 2: "application/octet-stream", 3: "application/octet-stream"}
    for number, kind in kinds.items():
        answer = room.get(f"/s/doe2024/files/{number}")
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "name", ['a"; filename=x.exe', "a\r\nset-cookie: x=1", "../../etc/passwd", "\u202efdp.exe", "ü.pdf"]
)
def test_the_name_of_a_file_says_nothing_else_to_the_browser(room: Client, library: Location, name: str) -> None:
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE attachment SET name = ?, label = '' WHERE number = 1", (name,))
    answer = room.get("/s/doe2024/files/1")
    said = answer.headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename(?:\*=utf-8''[A-Za-z0-9%_.~/-]+|=\"[^\"\r\n]+\")", said), said
    assert "set-cookie" not in answer.headers
    assert room.get(READ).status == 200


@pytest.mark.parametrize("number", ["0", "4", "99", "1000000000000000000000"])
def test_a_number_that_the_source_has_not_is_not_found(room: Client, number: str) -> None:
    assert room.get(f"/s/doe2024/files/{number}").status == 404
    assert room.get(f"/s/doe2024/pages/{number}").status == 404
    assert room.get(f"/s/poe2023/files/{number}").status == 404
    assert room.get(f"{READ}?attachment={number}").status in (400, 404)


@pytest.mark.parametrize("number", ["-1", "x", "1/../../..", "%2e%2e", "1%00", "²"])
def test_what_is_no_number_is_not_found_or_refused(room: Client, number: str) -> None:
    given = number.encode("ascii", "ignore").decode() or "%C2%B2"
    assert room.get(f"/s/doe2024/files/{given}").status == 404
    assert room.get(f"{READ}?attachment={given}").status in (400, 404)


def test_a_file_of_another_source_is_not_given(room: Client) -> None:
    assert room.get("/s/roe2025/files/1").status == 404
    assert room.get("/s/nobody/files/1").status == 404


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "..\\secret.txt"])
def test_a_path_in_the_library_that_leads_out_of_its_folder_is_refused(
    room: Client, library: Location, tmp_path: Path, path: str
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE attachment SET path = ? WHERE number = 1", (path,))
    answer = room.get("/s/doe2024/files/1")
    assert answer.status == 404
    assert b"secret" not in answer.body.replace(b"secret.txt", b"")
    assert b"root:" not in answer.body


def test_a_link_in_the_folder_that_leads_out_of_it_is_refused(room: Client, library: Location, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    place = library.path.with_name(library.path.name + ".files") / "doe2024.pdf"
    place.unlink()
    place.symlink_to(tmp_path / "secret.txt")
    assert room.get("/s/doe2024/files/1").status == 404


def test_a_folder_of_files_that_is_a_link_itself_is_followed(room: Client, library: Location, tmp_path: Path) -> None:
    folder = library.path.with_name(library.path.name + ".files")
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert room.get("/s/doe2024/files/1").status == 200


def test_a_library_that_names_a_file_of_yours_as_linked_does_not_get_it_shown(
    room: Client, rl: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("words")
    (tmp_path / "secret.txt").write_text("root:secret")
    assert rl("attach", "roe2025", "notes.txt", "--link").code == 0
    assert room.get("/s/roe2025/files/1").body == b"words"
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE attachment SET path = ? WHERE linked", (str(tmp_path / "secret.txt"),))
    answer = room.get("/s/roe2025/files/1")
    assert answer.status == 404
    assert b"root:secret" not in answer.body


def test_a_linked_file_that_became_a_pipe_is_not_waited_for(
    room: Client, rl: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "linked.pdf").write_bytes((tmp_path / "article.pdf").read_bytes() + b"\n")
    assert rl("attach", "roe2025", "linked.pdf", "--link").code == 0
    assert room.get("/s/roe2025/files/1").status == 200
    (tmp_path / "linked.pdf").unlink()
    os.mkfifo(tmp_path / "linked.pdf")
    assert room.get("/s/roe2025/files/1").status == 404
    assert (
        "is not there any more" in room.get("/s/roe2025/read?as=text").words
        or room.get("/s/roe2025/read").status == 200
    )


def test_who_has_not_entered_is_given_no_file(room: Client) -> None:
    stranger = Client(room.room)
    for address in ("/s/doe2024/files/1", "/s/doe2024/pages/2", READ):
        assert stranger.get(address).status == 403


def test_the_script_that_reads_pdfs_may_decode_pictures_and_nothing_else_may(room: Client) -> None:
    worker = room.get("/reader/worker.mjs")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert "'wasm-unsafe-eval'" in worker.headers["content-security-policy"]
    page = room.get(READ).headers["content-security-policy"]
    assert "unsafe" not in page
    assert "worker-src 'self'" in page


@pytest.mark.parametrize(
    ("name", "kind"),
    [("pdf.min.mjs", "text/javascript"), ("wasm/openjpeg.wasm", "application/wasm"), ("cmaps/78-H.bcmap", "")],
)
def test_what_shows_pdfs_is_sent_as_what_it_is(room: Client, name: str, kind: str) -> None:
    answer = room.get(f"/static/vendor/pdfjs-6.5.438/{name}")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(kind)


# Keeping


def test_a_quote_is_kept_with_its_printed_page(room: Client, rl: Callable[..., Ran]) -> None:
    answer = room.post(READ, {"as": "quote", "quote": "latent attention compresses the cache of keys", "back": READ})
    assert answer.status == 303
    assert "Done: note doe2024" in room.get(answer.to).words
    (note,) = notes(rl)
    assert (note["quote"], note["locator"]) == ("latent attention compresses the cache of keys", "page 4895")


def test_a_quote_over_the_end_of_a_line_is_found(room: Client, rl: Callable[..., Ran]) -> None:
    words = "Multi-query attention reduces memory bandwidth"
    assert room.post(READ, {"as": "quote", "quote": words, "text": "so?", "public": "1"}).status == 303
    (note,) = notes(rl)
    assert (note["quote"], note["locator"], note["text"], note["public"]) == (words, "page i", "so?", True)


def test_words_become_evidence_for_a_claim(room: Client, rl: Callable[..., Ran]) -> None:
    given = {"as": "evidence", "quote": "compresses the cache", "claim": "roe2025#c1", "stance": "supports"}
    assert room.post(READ, given).status == 303
    (piece,) = rl("claims", "roe2025", "--json").json[0]["evidence"]
    assert (piece["source"], piece["stance"], piece["locator"]) == ("doe2024", "supports", "page 4895")
    page = room.get(f"{READ}?quote=roe2025%23c1-1")
    assert 'data-quote="roe2025#c1-1"' in page.text
    assert "Latent attention saves memory" in page.words


def test_words_become_a_claim(room: Client, rl: Callable[..., Ran]) -> None:
    given = {"as": "claim", "quote": "compresses the cache", "statement": "It compresses"}
    assert room.post(READ, given).status == 303
    (claim,) = rl("claims", "doe2024", "--json").json
    assert (claim["statement"], claim["quote"], claim["locator"]) == (
        "It compresses",
        "compresses the cache",
        "page 4895",
    )


def test_a_quote_that_the_text_has_otherwise_is_said_with_both(room: Client, rl: Callable[..., Ran]) -> None:
    given = {"as": "quote", "quote": "latent attention compresses the store of keys", "text": "my words"}
    answer = room.post(READ, given)
    assert answer.status == 409
    assert "Your words latent attention compresses the store of keys" in answer.words
    assert "The text, page 4895 latent attention compresses the cache of keys" in answer.words
    assert "my words" in answer.text
    assert notes(rl) == []


def test_a_quote_that_was_not_found_is_corrected_or_kept_on_purpose(room: Client, rl: Callable[..., Ran]) -> None:
    given = {"as": "quote", "quote": "latent attention compresses the store of keys"}
    there = "latent attention compresses the cache of keys"
    assert room.post(READ, {**given, "instead": "1", "there": there}).status == 303
    assert room.post(READ, {**given, "force": "1"}).status == 303
    assert [(note["quote"], note["locator"]) for note in notes(rl)] == [(there, "page 4895"), (given["quote"], "")]


def test_a_quote_on_another_page_is_said_and_moved(room: Client, rl: Callable[..., Ran]) -> None:
    given = {"as": "quote", "quote": "compresses the cache", "locator": "page i"}
    answer = room.post(READ, given)
    assert answer.status == 409
    assert "These words are on page 4895, not on page i." in answer.words
    assert room.post(READ, {**given, "moved": "1", "moved_to": "page 4895"}).status == 303
    assert [note["locator"] for note in notes(rl)] == ["page 4895"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"as": "quote"}, "note"),
        ({"as": "claim", "quote": "compresses the cache"}, "claim"),
        ({"as": "evidence", "quote": "compresses the cache", "claim": "roe2025#c1", "stance": "proves"}, "stance"),
    ],
)
def test_what_is_incomplete_is_said_in_the_form(room: Client, given: dict[str, str], said: str) -> None:
    answer = room.post(READ, given)
    assert answer.status == 400
    assert "Quote these words" in answer.words
    assert said in answer.words


def test_a_claim_that_is_gone_is_said(room: Client) -> None:
    given = {"as": "evidence", "quote": "compresses the cache", "claim": "roe2025#c9", "stance": "supports"}
    assert room.post(READ, given).status == 404


def test_hostile_words_are_words(room: Client, rl: Callable[..., Ran]) -> None:
    assert room.post(READ, {"as": "quote", "quote": HOSTILE, "text": HOSTILE, "force": "1"}).status == 303
    assert room.post(READ, {"as": "claim", "statement": HOSTILE}).status == 303
    for address in (READ, f"{READ}?attachment=2", f"{READ}?quote=note-1", f"{READ}?quote={'%22%3E%3Cscript%3E'}"):
        page = room.get(address).text
        assert "<script>document" not in page
        assert '"onmouseover=' not in page
        assert "\u202e" not in page
    assert notes(rl)[0]["quote"] == HOSTILE


def test_a_room_that_only_shows_has_no_route_that_keeps(shelf: Location, tmp_path: Path) -> None:
    shown = Client.of(shelf, tmp_path, read_only=True)
    assert shown.post(READ, {"as": "quote", "quote": "compresses the cache"}).status in (404, 405)
    page = shown.get(READ)
    assert "Quote these words" not in page.words
    assert "data-take" not in page.text


def test_a_form_without_the_mark_of_the_room_keeps_nothing(room: Client, rl: Callable[..., Ran]) -> None:
    assert room.post(READ, {"as": "quote", "quote": "compresses the cache", "csrf": "x"}).status == 403
    assert notes(rl) == []


# Quotes


def test_quotes_come_in_the_order_of_the_pages_with_their_places(room: Client, rl: Callable[..., Ran]) -> None:
    for words in ("compresses the cache", "first page of an article", "A thought without words"):
        arguments = ["--quote", words] if "without" not in words else [words]
        assert rl("note", "doe2024", *arguments).code == 0
    page = room.get(READ).text
    assert re.findall(r'data-quote="([^"]+)" data-kind="note" data-words="[^"]*" data-place="(-?\d)"', page) == [
        ("note-2", "0"),
        ("note-1", "1"),
        ("note-3", "-1"),
    ]


def test_a_quote_opens_the_file_that_has_it(room: Client, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", "--quote", "Words of the saved page").code == 0
    page = room.get(f"{READ}?quote=note-1")
    assert "data-pdf" not in page.text
    assert "A page that was saved" in page.words
    assert 'data-quote="note-1"' in page.text


def test_a_note_is_edited_where_it_is_read(room: Client, rl: Callable[..., Ran]) -> None:
    assert rl("note", "doe2024", "first words").code == 0
    page = room.get(READ).text
    assert 'action="/s/doe2024/notes/1"' in page
    given = {"text": "second words", "quote": "", "was": "first words", "was_quote": "", "public": "1", "back": READ}
    answer = room.post("/s/doe2024/notes/1", given)
    assert answer.status == 303
    assert answer.to.startswith(READ)
    assert [(note["text"], note["public"]) for note in notes(rl)] == [("second words", True)]


def test_labels_are_data_that_ends_no_attribute(room: Client, library: Location) -> None:
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE attachment_page SET label = ? WHERE label = 'i'", ("\"><script>'&",))
    found = re.search(r"data-labels='([^']*)'", room.get(READ).text)
    assert found
    assert json.loads(html.unescape(found[1])) == ["\"><script>'&", "4895"]
    assert "<script>'" not in room.get(f"{READ}?as=text").text
