"""Who may ask the room, and what its answers allow."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from readinglist.web import app, safety
from tests.web.client import OWN, PORT, SECRETS, Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

TAGGED = {"csrf": SECRETS.csrf, "add": "x"}
TAGS = "/s/howdeepseek/tags"


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", f"127.0.0.1.evil.example:{PORT}", f"localhost.evil.com:{PORT}", "127.0.0.1",
     "127.0.0.1:80", f"[::1]:{PORT}", f"0.0.0.0:{PORT}", ""],
)  # fmt: skip
def test_a_name_that_is_not_the_rooms_own_is_refused_even_with_the_cookie(client: Client, host: str) -> None:
    answer = client.get("/", host=host)
    assert answer.status == 400
    assert "howdeepseek" not in answer.text


def test_the_token_opens_the_room_once_for_a_cookie_and_leaves_the_address(client: Client) -> None:
    client.cookies = {}
    answer = client.get(f"/s/howdeepseek?t={SECRETS.token.replace(' ', '+')}&edit=1")
    assert (answer.status, answer.to) == (303, "/s/howdeepseek?edit=1")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"readinglist_{PORT}=")
    assert {"httponly", "samesite=strict", "path=/"} <= set(cookie.split("; "))


def test_a_browser_is_let_in_once_by_the_address_that_it_was_started_with(client: Client) -> None:
    client.cookies = {}
    asked = app.make(client.room, PORT)
    address = f"/?t={SECRETS.once.replace(' ', '+')}"
    let_in = client.ask("GET", address, of=asked)
    assert SECRETS.once not in let_in.headers["set-cookie"]
    assert [let_in.status, client.ask("GET", address, of=asked).status] == [303, 403]
    assert client.get(f"/?t={SECRETS.token.replace(' ', '+')}").status == 303


@pytest.mark.parametrize("once", ["", "the token for once"])
def test_no_token_is_none(client: Client, once: str) -> None:
    client.cookies = {}
    client.room = dataclasses.replace(client.room, secrets=SECRETS._replace(once=once))
    assert client.get("/?t=").status == 403


@pytest.mark.parametrize("address", ["/s/a%252Fb%2523c?edit=1", "/s/what%253F", "/s/%25E4", "/claims/a%252523c1"])
def test_the_way_in_keeps_an_address_as_it_was_sent(client: Client, address: str) -> None:
    token = SECRETS.token.replace(" ", "+")
    assert client.get(f"{address}{'&' if '?' in address else '?'}t={token}").to == address


@pytest.mark.parametrize(
    "others",
    [
        'prefs={"a": [1, 2]}',
        "a[b]=c",
        "=x",
        "no equals sign",
        "name=\xc3\xa9",
        "a=1;;;b",
        f"readinglist_{PORT}=an older one",
        '"',
    ],
)
def test_cookies_that_other_programs_of_this_machine_set_lock_nobody_out(client: Client, others: str) -> None:
    own = f'readinglist_{PORT}="{SECRETS.token}"'
    for sent in (f"{others}; {own}", f"{own}; {others}"):
        assert client.get("/", cookie=sent).status == 200
    assert client.get("/", cookie=others).status == 403
    assert client.get("/", cookie=f"x{own}").status == 403


def test_the_way_in_leads_to_no_other_host(client: Client) -> None:
    answer = client.get(f"//evil.example/?t={SECRETS.token.replace(' ', '+')}")
    assert not re.match(r"//|https?:", answer.to)


@pytest.mark.parametrize(
    "address", ["/", "/?t=guess", "/s/howdeepseek", "/version", "/static/room.js", "/static/../app.py"]
)
def test_nothing_is_shown_without_the_token_not_even_a_script(client: Client, address: str) -> None:
    client.cookies = {}
    assert client.get(address).status == 403


def test_a_cookie_of_another_start_is_refused(client: Client) -> None:
    client.cookies = {f"readinglist_{PORT}": "an older token"}
    assert client.get("/").status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "same-origin", "origin": "http://evil.example"},
        {"sec_fetch_site": "same-origin", "origin": "null"},
        {"sec_fetch_site": "", "origin": "http://127.0.0.1:9999"},
        {"sec_fetch_site": "", "origin": ""},
    ],
    ids=str,
)
def test_a_form_of_another_page_changes_nothing(client: Client, headers: dict[str, str]) -> None:
    assert client.post(TAGS, {"add": "planted"}, **headers).status == 403
    assert "planted" not in client.get("/s/howdeepseek").text


def test_a_form_without_the_rooms_mark_changes_nothing(client: Client) -> None:
    for mark in ("", "guess", SECRETS.token):
        assert client.post(TAGS, {"add": "planted", "csrf": mark}).status == 403
    assert "planted" not in client.get("/s/howdeepseek").text


def test_an_old_browser_that_tells_only_where_a_form_came_from_may_change(client: Client) -> None:
    body = f"csrf={SECRETS.csrf.replace(' ', '+')}&add=kept"
    headers = {"content_type": "application/x-www-form-urlencoded", "origin": OWN}
    assert client.ask("POST", TAGS, body.encode(), headers).status == 303
    assert "kept" in client.get("/s/howdeepseek").text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_may_neither_read_nor_embed(client: Client, site: str) -> None:
    assert client.get("/", sec_fetch_site=site, sec_fetch_mode="no-cors").status == 403
    assert client.get("/", sec_fetch_site=site, sec_fetch_mode="navigate").status == 200


@pytest.mark.parametrize("address", ["/", "/nothing-here", "/static/room.js", "/version"])
def test_every_answer_has_the_headers_that_keep_it_apart(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not [name for name in headers if name.startswith("access-control")]


def test_a_policy_may_have_more_sources_for_a_page_and_never_less() -> None:
    made = safety.policy(worker_src="'self'", script_src="'wasm-unsafe-eval'")
    assert "script-src 'self' 'wasm-unsafe-eval'" in made
    assert "worker-src 'self'" in made
    assert made.startswith("default-src 'none';")


def test_a_room_to_read_in_has_no_route_that_writes(
    seeded: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    assert seeded("config").code == 0
    reader = Client.of(library, tmp_path, read_only=True)
    for address in (TAGS, "/s/howdeepseek/remove", "/undo", "/chosen/tag"):
        assert reader.post(address, {"add": "planted", "key": "howdeepseek", "number": "1"}).status in (404, 405)
    page = reader.get("/s/howdeepseek")
    assert page.status == 200
    assert 'method="post"' not in page.text
    assert "planted" not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/vendor/../../app.py",
    ],
)
def test_no_other_file_is_served_as_one_of_the_rooms_own(client: Client, address: str) -> None:
    assert client.get(address).status == 404


def test_a_form_is_read_to_a_limit(client: Client) -> None:
    answer = client.post("/s/howdeepseek/notes", {"text": "x" * 1_100_000})
    assert answer.status == 413
    lying = client.post("/s/howdeepseek/notes", {"text": "x" * 1_100_000}, content_length="10")
    assert lying.status == 413


_CSRF = f'content-disposition: form-data; name="csrf"\r\n\r\n{SECRETS.csrf}\r\n'
_MULTIPART = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", f"--b\r\n{_CSRF}--b--"),
        ("multipart/form-data; boundary=c", f"--b\r\n{_CSRF}--b--"),
        (_MULTIPART, "nothing of a form"),
        (_MULTIPART, f"--b\r\n{_CSRF}" * 3_000 + "--b--"),
        (_MULTIPART, f'--b\r\n{_CSRF}--b\r\ncontent-disposition: form-data; name="add"; filename="x"\r\n\r\nx\r\n--b--'),
        (_MULTIPART, f"--b\r\n{_CSRF}--b\r\nx: {'y' * 100_000}\r\n\r\n--b--"),
        ("application/x-www-form-urlencoded", f"csrf={SECRETS.csrf.replace(' ', '+')}" + "&add=x" * 3_000),
    ],
    ids=["no-boundary", "another-boundary", "no-form", "many-parts", "a-file-where-none-is", "a-long-head", "many-fields"],
)  # fmt: skip
def test_a_form_that_is_none_is_said_to_be_none(client: Client, kind: str, body: str) -> None:
    headers = {"content_type": kind, "sec_fetch_site": "same-origin", "origin": OWN}
    answer = client.ask("POST", TAGS, body.encode(), headers)
    assert answer.status == 400
    assert "The form could not be read" in answer.words


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"]
)
def test_a_form_leads_back_into_the_room_alone(client: Client, back: str) -> None:
    answer = client.post(TAGS, {"add": "x", "back": back})
    assert answer.status == 303
    assert answer.to.startswith("/?done=")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(client: Client, method: str) -> None:
    answer = client.ask(method, "/s/howdeepseek", b"", {"sec_fetch_site": "same-origin", "origin": OWN})
    assert answer.status in (403, 404, 405)


@pytest.mark.parametrize("style", ["../../../../etc/passwd", "/etc/passwd", "own.csl"])
def test_no_file_is_opened_as_a_citation_style(client: Client, tmp_path: Path, style: str) -> None:
    tmp_path.joinpath("own.csl").write_text("<style/>", "utf-8")
    for address in ("/s/howdeepseek?part=citation&style=", "/chosen/cite?key=howdeepseek&style="):
        answer = client.get(address + style)
        assert answer.status == 200
        assert "cannot be used as a citation style" not in answer.words


@pytest.mark.parametrize("address", ["/nothing-here", "/s/no-such-key", "/log?n=x", "/s/howdeepseek/read?attachment=x"])
def test_a_library_that_is_gone_or_no_more_one_is_said_by_every_address(
    client: Client, library: Location, address: str
) -> None:
    content = library.path.read_bytes()
    for spoil in (library.path.unlink, lambda: library.path.write_bytes(b"no library" * 500)):
        spoil()
        answer = client.get(address)
        assert answer.status == 503
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert library.path.name in answer.words
        library.path.write_bytes(content)


def test_no_new_library_is_made_in_the_place_of_one_that_is_gone(client: Client, library: Location) -> None:
    library.path.rename(library.path.with_name("elsewhere.db"))
    for answer in (client.get("/"), client.post(TAGS, {"add": "x"}), client.get("/version")):
        assert answer.status == 503
        assert "is no longer there" in answer.words
    assert not library.path.exists()
    library.path.with_name("elsewhere.db").rename(library.path)
    assert client.get("/s/howdeepseek").status == 200
