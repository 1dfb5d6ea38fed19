"""Files and pages from the web, and whether addresses still lead somewhere."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.services import Services

PAGE = "<html><head><title>News</title></head><body><p>The failed runs are many.</p><script>alert(1)</script></body></html>"


@pytest.fixture
def web(rl: Callable[..., Ran], services: Services) -> Callable[..., Ran]:
    services.says("/news", PAGE, kind="text/html; charset=utf-8")
    services.says("/paper.pdf", pdfs.made(["A paper from the web."]), kind="application/pdf")
    rl("import", "-", input=f"@online{{doe2026, title={{News}}, url={{{services.base}/news}}}}")
    return rl


def archive(services: Services, page: str, found: object) -> None:
    path = f"/archive/wayback/available?url={services.base}{page}"

    def otherwise(asked: str) -> tuple[int, str, bytes] | None:
        return (200, "application/json", json.dumps(found).encode()) if asked.startswith(path) else None

    services.otherwise = otherwise


def test_a_page_is_kept_as_one_file_with_its_words(web: Callable[..., Ran], services: Services, tmp_path: Path) -> None:
    copy = {"available": True, "url": f"http://web.archive.org/web/20261101/{services.base}/news", "status": "200"}
    archive(services, "/news", {"archived_snapshots": {"closest": copy}})
    ran = web("snapshot", "doe2026", "--allow-local")
    assert ran.code == 0, ran.err
    kept = tmp_path.joinpath("library.db.files", "doe2026.html").read_text("utf-8")
    assert "The failed runs are many." in kept
    assert "script" not in kept.partition("<body>")[2]
    assert web("search", "failed runs", "--in", "text", "-k").lines == ["doe2026"]
    (listed,) = web("attachments", "--json").json
    assert (listed["kind"], listed["url"]) == ("snapshot", f"{services.base}/news")
    assert listed["archived"].startswith("https://web.archive.org/web/20261101/")
    exported = web("export", "--format", "biblatex").out
    assert "addendum = {Archived at \\url{https://web.archive.org/web/20261101/" in exported
    assert "urldate" in exported
    web("undo")
    assert "addendum" not in web("export").out
    assert web("attachments", "--json").json == []


def test_where_no_archive_answers_the_page_is_kept_all_the_same(web: Callable[..., Ran]) -> None:
    assert web("snapshot", "doe2026", "--allow-local").code == 0
    assert web("attachments", "--json").json[0]["archived"] is None


def test_a_file_is_attached_from_its_address(web: Callable[..., Ran], services: Services, tmp_path: Path) -> None:
    assert web("attach", "doe2026", f"{services.base}/paper.pdf", "--allow-local").code == 0
    assert tmp_path.joinpath("library.db.files", "doe2026.pdf").read_bytes().startswith(b"%PDF")
    assert web("attachments", "--json").json[0]["url"] == f"{services.base}/paper.pdf"
    assert web("attach", "doe2026", f"{services.base}/paper.pdf", "--link").code == 2


@pytest.mark.parametrize("path", ["/nothing", "/empty"])
def test_an_address_that_gives_nothing_attaches_nothing(web: Callable[..., Ran], services: Services, path: str) -> None:
    services.says("/empty", " ", kind="text/html")
    assert web("attach", "doe2026", f"{services.base}{path}", "--allow-local").code == 5
    assert web("attachments", "--json").json == []


def test_the_local_network_is_asked_for_no_file_unless_it_is_allowed(
    web: Callable[..., Ran], services: Services
) -> None:
    assert web("attach", "doe2026", f"{services.base}/paper.pdf").code == 5
    assert web("snapshot", "doe2026").code == 5


def test_dead_and_moved_addresses_are_named(web: Callable[..., Ran], services: Services) -> None:
    services.says("/closed", "no", status=403, kind="text/plain")
    for key, path in (("gone", "/gone"), ("closed", "/closed")):
        web("import", "-", input=f"@online{{{key}, title={{X}}, url={{{services.base}{path}}}}}")
    ran = web("links", "check", "--allow-local")
    assert ran.code == 10
    assert ran.lines == [
        f"gone  dead: {services.base}/gone (HTTP status 404)",
        f"closed  unknown: {services.base}/closed (it does not let programs in (HTTP status 403))",
    ]
    assert "3 addresses: 1 alive, 1 dead, 1 unknown." in ran.err
    assert web("links", "check", "doe2026", "--allow-local").code == 0
    states = {one["key"]: one["state"] for one in web("links", "check", "--allow-local", "--json").json}
    assert states == {"doe2026": "alive", "gone": "dead", "closed": "unknown"}


def test_another_program_may_save_the_page_and_still_nothing_in_it_runs(
    web: Callable[..., Ran], tmp_path: Path
) -> None:
    program = tmp_path / "monolith"
    page = "<p>Made by scripts.</p><script>alert(1)</script><img src=data:image/png;base64,AAAA onerror=x>"
    program.write_text(f'#!/bin/sh\nprintf "%s" "{page}" > "$5"\n', "utf-8")
    program.chmod(0o755)
    assert web("snapshot", "doe2026", "--with", str(program)).code == 0
    kept = tmp_path.joinpath("library.db.files", "doe2026.html").read_text("utf-8").partition("<body>")[2]
    assert "Made by scripts." in kept
    assert "script>" not in kept
    assert "onerror" not in kept
    program.write_text('#!/bin/sh\necho "no page" >&2\nexit 1\n', "utf-8")
    ran = web("snapshot", "doe2026", "--with", str(program))
    assert (ran.code, "no page" in ran.err) == (1, True)
    assert web("snapshot", "doe2026", "--with", "rm").code == 2


def test_a_page_that_is_as_it_was_is_not_kept_again(web: Callable[..., Ran], services: Services) -> None:
    assert web("snapshot", "doe2026", "--allow-local").code == 0
    ran = web("snapshot", "doe2026", "--allow-local")
    assert (ran.code, f"{services.base}/news is attachment 1 of doe2026 already" in ran.err) == (4, True)
    services.says("/news", PAGE.replace("</", " More. </", 1), kind="text/html; charset=utf-8")
    assert web("snapshot", "doe2026", "--allow-local").code == 0
    ran = web("search", "failed runs", "--in", "text")
    assert ["news.html [1]: " in ran.out, "news.html [2]: " in ran.out] == [True, True]


def test_an_address_whose_file_is_there_is_named_by_it(web: Callable[..., Ran], services: Services) -> None:
    web("attach", "doe2026", f"{services.base}/paper.pdf", "--allow-local")
    ran = web("attach", "doe2026", f"{services.base}/paper.pdf", "--allow-local")
    assert (ran.code, ran.err.endswith(f"{services.base}/paper.pdf is attachment 1 of doe2026 already.\n")) == (4, True)


@pytest.mark.parametrize(
    ("status", "why"),
    [(404, "nothing there"), (410, "nothing there"), (403, "let programs in"), (401, "let programs in")],
)
def test_what_an_address_answers_is_said_and_nobody_is_told_to_wait(
    web: Callable[..., Ran], services: Services, status: int, why: str
) -> None:
    services.says("/a.pdf", "no", status=status, kind="text/plain")
    ran = web("attach", "doe2026", f"{services.base}/a.pdf", "--allow-local")
    assert (ran.code, f"(HTTP status {status})" in ran.err, "try again" in ran.err) == (5, True, False)
    assert why in ran.err


def test_without_a_network_no_address_is_called_dead(web: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"127.0.0.1"}
    find = socket.getaddrinfo

    def found(host: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if host not in there:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return find(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    web("import", "-", input="@online{far, title={Far}, url={https://far.example.org/a}}")
    ran = web("links", "check", "far")
    assert ran.lines == ["far  dead: https://far.example.org/a (its host has no address any more)"]
    there.clear()
    ran = web("links", "check", "far")
    assert (ran.code, ran.lines) == (0, ["far  unknown: https://far.example.org/a (there is no network)"])


def test_a_program_that_is_not_there_and_a_source_without_an_address_are_said(web: Callable[..., Ran]) -> None:
    assert "single-file did not save" in (err := web("snapshot", "doe2026", "--with", "single-file").err)
    assert "it is not installed" in err
    web("add", "--title", "No page", "--key", "roe2025")
    assert "roe2025 has no attachment and no address; " in web("snapshot", "roe2025").err
    web("attach", "roe2025", "-", input="Words.")
    ran = web("snapshot", "roe2025")
    assert ran.err.endswith("roe2025 has no address; `readinglist set roe2025 url=ADDRESS` gives it an address.\n")
    assert "no source that is meant has an address" in web("links", "check", "roe2025").err


def test_an_address_is_said_once(web: Callable[..., Ran], services: Services) -> None:
    (line,) = web("links", "check", "doe2026").lines
    assert line.count(f"{services.base}/news") == 1
