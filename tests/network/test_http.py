"""Holds the HTTP door to being polite, patient within limits, and safe against any server and address."""

from __future__ import annotations

import gzip
import itertools
import os
import socket
import threading
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from readinglist import __version__, errors
from readinglist.network import compression, guard
from readinglist.network.addresses import is_public
from readinglist.network.errors import BadAnswer, NoNetwork, RefusedAddress, ServiceFailed, TooLarge
from readinglist.network.http import Door
from readinglist.network.pace import Clock, Pace
from readinglist.resolvers import Options, Services
from readinglist.resolvers import door as open_door
from tests.services import START

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.doors import Doors, Handler, Web
    from tests.services import Time


def fine(handler: Handler) -> None:
    handler.say(200, "grüße".encode("latin-1"), 'text/html; charset="ISO-8859-1"')


def status(number: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(number, b"no", **headers)


def to(location: str, number: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.say(number, Location=location)


def after(*answers: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """Answer one way after the other; the last goes on."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        now(handler)

    return answer


# What comes back


def test_an_answer_is_given_with_its_headers_type_and_text(web: Web, door: Doors) -> None:
    web.routes["/a"] = fine
    answer = door()(f"{web.base}/a")
    assert (answer.status, answer.media_type, answer.charset) == (200, "text/html", "iso-8859-1")
    assert answer.text == "grüße"
    assert answer.headers["content-length"] == "5"
    assert answer.url == f"{web.base}/a"


def test_a_charset_that_nobody_knows_is_read_as_utf_8(web: Web, door: Doors) -> None:
    web.routes["/a"] = lambda handler: handler.say(200, "ü\xff".encode(), "text/plain; charset=klingon")
    assert door()(f"{web.base}/a").text == "ü\xff"


def test_what_is_not_found_is_for_the_caller_to_judge(web: Web, door: Doors) -> None:
    assert door()(f"{web.base}/nowhere").status == 404
    assert len(web.asked) == 1


def test_a_compressed_answer_is_unpacked(web: Web, door: Doors) -> None:
    packed = gzip.compress(b"hello " * 1000)
    web.routes["/a"] = lambda handler: handler.say(200, packed, Content_Encoding="gzip")
    assert door()(f"{web.base}/a").content == b"hello " * 1000


def test_a_broken_compression_is_said_in_a_sentence(web: Web, door: Doors) -> None:
    web.routes["/a"] = lambda handler: handler.say(200, b"no gzip at all", Content_Encoding="gzip")
    with pytest.raises(BadAnswer, match="compression is broken"):
        door()(f"{web.base}/a")


def test_the_program_says_who_asks_and_how_to_reach_the_user(web: Web, door: Doors) -> None:
    web.routes["/a"] = fine
    door(email="jane@example.org")(f"{web.base}/a", accept="application/json", headers={"X-Key": "1"})
    door()(f"{web.base}/a")
    asked, plain = web.headers
    assert asked["user-agent"] == f"readinglist/{__version__} (mailto:jane@example.org)"
    assert (asked["accept"], asked["x-key"]) == ("application/json", "1")
    assert plain["user-agent"] == f"readinglist/{__version__}"


@pytest.mark.parametrize("email", ["jane", "a@b\r\nX-Evil: 1", "a b@c.org", "jané@example.org"])
def test_an_email_address_that_is_none_is_refused(email: str, door: Doors) -> None:
    with pytest.raises(errors.InvalidValue, match="email"):
        door(email=email)


# Trying again


@pytest.mark.parametrize("number", [429, 500, 502, 503, 504, 408])
def test_a_server_in_trouble_is_asked_again_with_longer_and_longer_waits(
    number: int, web: Web, door: Doors, time: Time
) -> None:
    web.routes["/a"] = after(status(number), status(number), status(number), fine)
    assert door()(f"{web.base}/a").status == 200
    assert len(web.asked) == 4
    first, second, third = time.slept
    assert 0.5 <= first <= 1
    assert 1 <= second <= 2
    assert 2 <= third <= 4


def test_a_server_that_stays_in_trouble_is_given_up_with_its_status(web: Web, door: Doors) -> None:
    web.routes["/a"] = status(503)
    with pytest.raises(ServiceFailed, match=r"127\.0\.0\.1 failed \(HTTP status 503\)") as failed:
        door()(f"{web.base}/a")
    assert (len(web.asked), failed.value.status, failed.value.exit_code) == (4, 503, 5)


def test_a_status_that_will_not_change_is_not_tried_again(web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = status(501)
    with pytest.raises(ServiceFailed):
        door()(f"{web.base}/a")
    assert len(web.asked) == 1
    assert not time.slept


@pytest.mark.parametrize(
    ("value", "waited"),
    [("7", 7.0), ("0", 0.0), ("Mon, 21 Sep 2026 14:13:30 GMT", 10.0), ("Mon, 21 Sep 2020 14:13:30 GMT", 0.0)],
)
def test_the_wait_that_a_server_asks_for_is_kept(value: str, waited: float, web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = after(status(429, Retry_After=value), fine)
    assert door()(f"{web.base}/a").status == 200
    assert sum(time.slept) == pytest.approx(waited, abs=0.01)


def test_a_wait_that_no_one_wants_to_sit_out_is_not_begun(web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = status(429, Retry_After="3600")
    with pytest.raises(ServiceFailed, match="asked too often"):
        door()(f"{web.base}/a")
    assert len(web.asked) == 1
    assert not time.slept


@pytest.mark.parametrize("value", ["soon", "", "-5", "1e9", "99999999999999999999", "Mon, 99 Foo 2026"])
def test_a_wait_that_is_none_is_ours(value: str, web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = after(status(503, Retry_After=value), fine)
    assert door()(f"{web.base}/a").status == 200
    assert 0.5 <= sum(time.slept) <= 1


def test_a_server_that_is_silent_is_given_up(web: Web, door: Doors, time: Time) -> None:
    def silent(_: Handler) -> None:
        web.over.wait()

    web.routes["/a"] = silent
    with pytest.raises(NoNetwork, match=r"127\.0\.0\.1 could not be reached: it did not answer within 0\.1 seconds"):
        door(timeout=0.1)(f"{web.base}/a")
    assert len(time.slept) == 1  # before the second try


def test_an_answer_that_breaks_off_is_asked_for_again(web: Web, door: Doors) -> None:
    def torn(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    web.routes["/a"] = after(torn, fine)
    web.routes["/b"] = torn
    assert door()(f"{web.base}/a").text == "grüße"
    with pytest.raises(BadAnswer, match="broke off"):
        door()(f"{web.base}/b")


def test_what_is_no_http_is_said_in_a_sentence(door: Doors) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            for _ in range(2):
                connection, _ = server.accept()
                connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")
                connection.close()

        thread = threading.Thread(target=babble)
        thread.start()
        base = f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(errors.NetworkError):
            door(Services.of({"doi": base}))(f"{base}/a")
        thread.join()


def test_a_refused_connection_is_said_in_a_sentence(door: Doors, time: Time) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        base = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(NoNetwork, match="the connection was refused"):
        door(Services.of({"doi": base}))(f"{base}/a")
    assert len(time.slept) == 1


def test_a_name_that_nobody_knows_is_not_tried_again(door: Doors, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for options in ({}, {"allow_local": True}):
        with pytest.raises(NoNetwork, match=r"nowhere\.invalid could not be reached: its name cannot be looked up"):
            door(**options)("https://nowhere.invalid/a")
    assert not time.slept


def test_an_answer_that_drips_without_end_is_left(web: Web) -> None:
    web.routes["/a"] = lambda handler: handler.say(200, bytes(5_000_000))
    ticks = itertools.count(0, 5)  # five seconds for every piece that comes
    clock = Clock(lambda: float(next(ticks)), lambda: START, lambda _seconds: None)
    with Door(web.services, Options(timeout=1), clock) as get, pytest.raises(NoNetwork, match="come to an end"):
        get(f"{web.base}/a")


# How much is read


def test_a_body_of_a_gigabyte_is_not_read(web: Web, door: Doors) -> None:
    sent = []

    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        zeros = bytes(1_000_000)
        try:
            for _ in range(1000):
                handler.wfile.write(zeros)
                sent.append(1)
        except OSError:
            web.over.set()

    web.routes["/a"] = endless
    with pytest.raises(TooLarge, match="more than 2 MB"):
        door(limit=2_000_000)(f"{web.base}/a")
    assert web.over.wait(10)
    assert len(sent) < 50


def test_a_body_that_says_it_is_too_long_is_not_begun(web: Web, door: Doors) -> None:
    web.routes["/a"] = lambda handler: handler.say(200, Content_Length="1000000000")
    with pytest.raises(TooLarge, match="more than 20 MB"):
        door()(f"{web.base}/a")


def test_a_small_body_that_unpacks_to_a_large_one_is_not_read(web: Web, door: Doors) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    web.routes["/a"] = lambda handler: handler.say(200, bomb, Content_Encoding="gzip")
    with pytest.raises(TooLarge):
        door()(f"{web.base}/a")


@pytest.mark.parametrize("coding", ["gzip, gzip", "gzip,gzip,gzip", "gzip, identity", "deflate, gzip"])
def test_a_body_packed_twice_is_not_unpacked(coding: str, web: Web, door: Doors) -> None:
    twice = gzip.compress(gzip.compress(bytes(50_000_000)))
    web.routes["/a"] = lambda handler: handler.say(200, twice, Content_Encoding=coding)
    with pytest.raises(BadAnswer, match="compression is broken"):
        door()(f"{web.base}/a")


def test_a_body_is_unpacked_in_pieces_however_much_is_in_it() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    sizes = [len(piece) for piece in itertools.islice(compression.unpacked([bomb], "gzip"), 20)]
    assert max(sizes) <= 65_536


@pytest.mark.parametrize("bits", [zlib.MAX_WBITS, -zlib.MAX_WBITS, 16 + zlib.MAX_WBITS])
def test_every_form_of_packing_that_is_asked_for_is_unpacked_byte_by_byte(bits: int) -> None:
    body = bytes(range(256)) * 3000
    packing = zlib.compressobj(wbits=bits)
    packed = packing.compress(body) + packing.flush()
    coding = "gzip" if bits > zlib.MAX_WBITS else "deflate"
    for length in (1, 7, 100_000):
        pieces = [packed[start : start + length] for start in range(0, len(packed), length)]
        assert b"".join(compression.unpacked(pieces, coding)) == body
        with pytest.raises(compression.BrokenCompressionError):
            list(compression.unpacked(pieces[:-1] if length < 9 else [packed[:-9]], coding))


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "x", "gzip;q=1"])
def test_a_packing_that_was_not_asked_for_is_a_broken_answer(coding: str, web: Web, door: Doors) -> None:
    web.routes["/a"] = lambda handler: handler.say(200, b"x", Content_Encoding=coding)
    with pytest.raises(BadAnswer, match="compression is broken"):
        door()(f"{web.base}/a")


def test_headers_that_drip_without_end_are_left(web: Web, time: Time) -> None:
    dripped = []

    def drips(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(500):
            time.now += 5  # each line well within the timeout
            dripped.append(number)
            handler.wfile.write(f"X-{number}: a\r\n".encode())
            if web.over.wait(0.002):
                return

    web.routes["/a"] = drips
    with Door(web.services, Options(timeout=20), time.clock()) as get, pytest.raises(NoNetwork, match="come to an end"):
        get(f"{web.base}/a")
    assert len(dripped) < 500


# Redirects


@pytest.mark.parametrize("number", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(number: int, web: Web, door: Doors) -> None:
    web.routes |= {"/a": to("/b?x=1", number), "/b": to("../c", number), "/c": fine}
    answer = door()(f"{web.base}/a", accept="text/html", headers={"X-Key": "1"})
    assert (answer.status, answer.url) == (200, f"{web.base}/c")
    assert [headers["accept"] for headers in web.headers] == ["text/html"] * 3
    assert all(headers["x-key"] == "1" for headers in web.headers)


def test_a_header_of_ones_own_does_not_go_to_another_host(web: Web, door: Doors) -> None:
    elsewhere = web.base.replace("127.0.0.1", "localhost")
    web.routes |= {"/a": to(f"{elsewhere}/b"), "/b": fine}
    door(allow_local=True)(f"{web.base}/a", headers={"X-Key": "secret"})
    assert ["x-key" in headers for headers in web.headers] == [True, False]


def test_a_cookie_lasts_as_long_as_the_way(web: Web, door: Doors) -> None:
    web.routes |= {"/a": lambda handler: handler.say(302, Location="/b", Set_Cookie="seen=1"), "/b": fine}
    get = door()
    get(f"{web.base}/a")
    get(f"{web.base}/b")
    assert [headers.get("cookie") for headers in web.headers] == [None, "seen=1", None]


def test_redirects_in_a_circle_come_to_an_end(web: Web, door: Doors) -> None:
    web.routes |= {"/a": to("/b"), "/b": to("/a")}
    with pytest.raises(BadAnswer, match="redirected more than 10 times"):
        door()(f"{web.base}/a")
    assert len(web.asked) == 11


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/a", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://10.0.0.1/admin", "local network"),
        ("http://169.254.169.254/latest/meta-data", "local network"),
        ("http://localhost:1/", "local network"),
        ("http://[::1]/", "local network"),
    ],
)
def test_a_redirect_to_what_must_not_be_asked_is_refused(location: str, why: str, web: Web, door: Doors) -> None:
    web.routes["/a"] = to(location)
    with pytest.raises(RefusedAddress, match=why):
        door()(f"{web.base}/a")


def test_a_redirect_to_no_address_is_a_broken_answer(web: Web, door: Doors) -> None:
    web.routes["/a"] = to("http://[broken")
    with pytest.raises(errors.NetworkError):
        door()(f"{web.base}/a")


def test_a_redirect_out_of_a_configured_service_is_to_a_foreign_address(web: Web, door: Doors) -> None:
    web.routes["/doi/x"] = to(f"{web.base}/elsewhere")
    services = Services.of({"doi": f"{web.base}/doi"})
    with pytest.raises(RefusedAddress, match="local network"):
        door(services)(f"{web.base}/doi/x")


def test_a_page_does_not_lead_into_a_configured_service(web: Web, door: Doors) -> None:
    """A service may be local; what somebody else wrote must not reach it by its address."""
    web.routes |= {"/doi/x": to(f"{web.base}/crossref/works"), "/crossref/works": fine}
    services = Services.of({"doi": f"{web.base}/doi", "crossref": f"{web.base}/crossref"})
    with pytest.raises(RefusedAddress, match="local network"):
        door(services)(f"{web.base}/doi/x")


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://LOCALHOST./", "http://printer.local/", "http://2130706433/",
        "http://0x7f000001/", "http://0x7f.1/", "http://127.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://0.0.0.0/", "http://0/",
        "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/", "http://100.64.0.1/",
        "http://224.0.0.1/", "http://[ff02::1]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://240.0.0.1/",
        "http://user:password@127.0.0.1/", "http://example.org@127.0.0.1/", "http://192.0.0.192/", "http://192.0.0.9/",
        "http://[::127.0.0.1]/", "http://[::7f00:1]/", "http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b:1::1]/",
        "http://[2001::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[5f00::1]/", "http://[100::1]/",
        "http://[fec0::1]/", "http://[4000::1]/", "http://[2002:5db8:d70e::]/", "http://198.19.0.1/", "http://203.0.113.9/",
        "http://192.88.99.1/", "http://255.255.255.255/", "http://router/", "http://printer.home.arpa/",
        "http://127。0。0。1/", "http://１２７.0.0.1/", "http://a.internal./", "http://017700000001/",
    ],
)  # fmt: skip
def test_the_local_network_is_not_asked_however_it_is_written(url: str, door: Doors) -> None:
    with pytest.raises(RefusedAddress) as refused:
        door(Services())(url)
    assert "password" not in str(refused.value)
    assert refused.value.exit_code == 5


@pytest.mark.parametrize(
    "url",
    ["", "hello", "ftp://example.org/", "file:///etc/passwd", "http://", "http:///a", "https://\\evil/", "http://[::"],
)
def test_what_is_no_address_of_the_web_is_refused(url: str, door: Doors) -> None:
    with pytest.raises(RefusedAddress):
        door(allow_local=True)(url)


def test_an_option_lets_the_local_network_through(web: Web, door: Doors) -> None:
    web.routes["/a"] = fine
    assert door(Services(), allow_local=True)(f"{web.base}/a").status == 200
    with pytest.raises(RefusedAddress):
        door(Services())(f"{web.base}/a")


def test_only_what_is_below_a_configured_base_may_be_local(web: Web, door: Doors) -> None:
    services = Services.of({"crossref": f"{web.base}/crossref/"})
    web.routes |= {"/crossref/works": fine, "/crossref": fine, "/crossrefs": fine, "/other": fine}
    get = door(services)
    assert get(f"{web.base}/crossref/works").status == 200
    assert get(f"{web.base}/crossref").status == 200
    for path in ("/crossrefs", "/other", "/crossref/../other"):
        with pytest.raises(RefusedAddress):
            get(web.base + path)


def test_a_name_that_leads_into_the_local_network_is_not_connected_to(
    web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = []

    def resolved(host: str, port: int, *_: object, **__: object) -> list[Any]:
        looked_up.append(host)
        public, local = ("93.184.215.14", port), ("127.0.0.1", port)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in (public, local)]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with pytest.raises(RefusedAddress, match="local network"):
        door(Services())(web.base.replace("127.0.0.1", "rebound.example.org"))
    assert looked_up == ["rebound.example.org"]
    assert not web.asked


def test_what_was_checked_is_what_is_connected_to(web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once; the connection goes to the address, and the name is in the request."""
    port = int(web.base.rpartition(":")[2])
    monkeypatch.setattr(guard, "is_public", lambda _address: True)
    monkeypatch.setattr(guard, "resolved", lambda _host, _port: ["127.0.0.2", "127.0.0.1"])
    web.routes["/a"] = fine
    assert door(Services())(f"http://public.example.org:{port}/a").status == 200
    assert web.headers[0]["host"] == f"public.example.org:{port}"


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_the_internet_is_public(address: str) -> None:
    number = guard._ip_address(address)
    assert number
    assert is_public(number)


# Pace


def test_requests_to_one_host_keep_their_distance(web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = fine
    get = door(rate=4)
    for _ in range(5):
        get(f"{web.base}/a")
    assert time.slept == pytest.approx([0.25] * 4)


def test_services_are_asked_as_rarely_as_they_wish(time: Time) -> None:
    pace = Pace(0, time.clock())
    for host in ("export.arxiv.org", "export.arxiv.org", "api.crossref.org", "export.arxiv.org"):
        pace.wait(host)
    assert time.slept == pytest.approx([3, 3])


def test_many_threads_share_one_pace(web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = fine
    get = door(rate=10)
    threads = [threading.Thread(target=get, args=(f"{web.base}/a",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(web.asked) == 8
    assert time.now >= 1000.7 - 0.001


def test_many_hosts_take_little_memory(time: Time) -> None:
    pace = Pace(0, time.clock())
    for number in range(5000):
        pace.wait(f"host{number}.example.org")
        time.now += 1
    assert len(pace._free) < 1100


# Cache


def cached(web: Web, door: Doors, tmp_path: Path, **headers: str) -> Any:  # noqa: ANN401
    web.routes["/a"] = lambda handler: handler.say(
        304 if "if-none-match" in web.headers[-1] or "if-modified-since" in web.headers[-1] else 200, b"body", **headers
    )
    return door(cache=tmp_path / "cache")


def test_a_fresh_answer_is_not_asked_for_again(web: Web, door: Doors, tmp_path: Path, time: Time) -> None:
    get = cached(web, door, tmp_path, Cache_Control="public, max-age=100")
    first = get(f"{web.base}/a", accept="text/plain")
    time.now += 99
    again = get(f"{web.base}/a", accept="text/plain")
    assert (again.content, again.media_type, again.url) == (first.content, first.media_type, first.url)
    assert len(web.asked) == 1
    time.now += 2
    get(f"{web.base}/a", accept="text/plain")
    assert len(web.asked) == 2


def test_answers_in_different_forms_are_kept_apart(web: Web, door: Doors, tmp_path: Path) -> None:
    get = cached(web, door, tmp_path, Cache_Control="max-age=100")
    get(f"{web.base}/a", accept="text/plain")
    get(f"{web.base}/a", accept="application/json")
    assert len(web.asked) == 2


def test_the_page_of_a_hotel_in_the_place_of_an_answer_is_not_kept(web: Web, door: Doors, tmp_path: Path) -> None:
    get = door(cache=tmp_path / "cache")
    web.routes["/a"] = lambda handler: handler.say(200, b"Log in", "text/html")
    assert get(f"{web.base}/a", accept="application/json").content == b"Log in"
    web.routes["/a"] = lambda handler: handler.say(200, b"{}", "application/json")
    assert get(f"{web.base}/a", accept="application/json").content == b"{}"


@pytest.mark.parametrize(
    ("header", "ask"),
    [({"ETag": '"v1"'}, "if-none-match"), ({"Last_Modified": "Mon, 01 Jun 2026 00:00:00 GMT"}, "if-modified-since")],
)
def test_a_stale_answer_is_asked_about_and_used_if_it_still_holds(
    header: dict[str, str], ask: str, web: Web, door: Doors, tmp_path: Path, time: Time
) -> None:
    get = cached(web, door, tmp_path, Cache_Control="max-age=10", **header)
    get(f"{web.base}/a")
    time.now += 11
    again = get(f"{web.base}/a")
    assert (again.status, again.content) == (200, b"body")
    assert ask in web.headers[1]
    assert get(f"{web.base}/a").content == b"body"
    assert len(web.asked) == 2


@pytest.mark.parametrize("control", ["no-store", "private, no-store"])
def test_what_must_not_be_kept_is_not_kept(control: str, web: Web, door: Doors, tmp_path: Path) -> None:
    get = cached(web, door, tmp_path, Cache_Control=control)
    get(f"{web.base}/a")
    get(f"{web.base}/a")
    assert len(web.asked) == 2
    assert not list(tmp_path.rglob("*"))


def test_expiry_is_read_where_nothing_else_says_how_long(web: Web, door: Doors, tmp_path: Path, time: Time) -> None:
    get = cached(web, door, tmp_path, Expires="Mon, 21 Sep 2026 14:14:20 GMT")
    get(f"{web.base}/a")
    time.now += 59
    get(f"{web.base}/a")
    assert len(web.asked) == 1
    time.now += 2
    get(f"{web.base}/a")
    assert len(web.asked) == 2


def test_what_says_nothing_is_fresh_for_ten_minutes_and_what_says_nonsense_for_none(
    web: Web, door: Doors, tmp_path: Path, time: Time
) -> None:
    get = cached(web, door, tmp_path)
    get(f"{web.base}/a")
    time.now += 599
    get(f"{web.base}/a")
    assert len(web.asked) == 1
    web.routes["/b"] = lambda handler: handler.say(200, b"b", Expires="-1")
    get(f"{web.base}/b")
    get(f"{web.base}/b")
    assert web.asked.count("/b") == 2


def test_asking_afresh_passes_the_cache_by_and_fills_it(web: Web, door: Doors, tmp_path: Path) -> None:
    cached(web, door, tmp_path, Cache_Control="max-age=100")(f"{web.base}/a")
    web.routes["/a"] = lambda handler: handler.say(200, b"new", Cache_Control="max-age=100")
    assert door(cache=tmp_path / "cache", fresh=True)(f"{web.base}/a").content == b"new"
    assert door(cache=tmp_path / "cache")(f"{web.base}/a").content == b"new"
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    "harm", [b"", b"{", b"not json\nbody", b'{"format": 1}\nbody', b"[]\n", b"\xff\xfe\x00", b"null\nx"]
)
def test_a_broken_cache_is_as_good_as_none(harm: bytes, web: Web, door: Doors, tmp_path: Path) -> None:
    get = cached(web, door, tmp_path, Cache_Control="max-age=100")
    get(f"{web.base}/a")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(harm)
    assert get(f"{web.base}/a").content == b"body"
    assert len(web.asked) == 2
    file.write_bytes(file.read_bytes()[:-1])
    assert get(f"{web.base}/a").content == b"body"
    assert len(web.asked) == 3


def test_a_cache_that_cannot_be_written_is_none(web: Web, door: Doors, tmp_path: Path) -> None:
    tmp_path.joinpath("cache").write_text("a file")
    get = cached(web, door, tmp_path, Cache_Control="max-age=100")
    assert get(f"{web.base}/a").content == get(f"{web.base}/a").content == b"body"


def test_answers_of_more_than_a_month_ago_are_let_go(web: Web, door: Doors, tmp_path: Path, time: Time) -> None:
    get = cached(web, door, tmp_path, Cache_Control="max-age=100")
    get(f"{web.base}/a")
    get(f"{web.base}/a?new")
    old, new = (path for path in tmp_path.rglob("*") if path.is_file())
    os.utime(old, (START - 32 * 86_400,) * 2)
    os.utime(new, (START - 30 * 86_400,) * 2)
    get.close()
    assert (old.exists(), new.exists()) == (False, True)
    os.utime(new, (START - 40 * 86_400,) * 2)
    get.close()
    assert new.exists(), "looked at twice a day"
    time.now += 86_401
    get.close()
    assert not new.exists()


def test_nothing_changed_since_never_is_a_broken_answer(web: Web, door: Doors) -> None:
    web.routes["/a"] = status(304)
    with pytest.raises(BadAnswer, match="nothing has changed"):
        door()(f"{web.base}/a")


# Proxies


def test_a_proxy_of_the_environment_is_used(web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", web.base)
    web.routes["http://nowhere.invalid/a"] = fine
    assert door()("http://nowhere.invalid/a").status == 200
    assert web.asked == ["http://nowhere.invalid/a"]


def test_a_proxy_without_a_scheme_is_one_of_http(web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", web.base.removeprefix("http://"))
    web.routes["http://nowhere.invalid/a"] = fine
    assert door()("http://nowhere.invalid/a").status == 200


def test_what_needs_no_proxy_is_asked_directly(web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    web.routes["/a"] = fine
    assert door()(f"{web.base}/a").status == 200


def test_a_local_address_is_refused_behind_a_proxy_too(web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", web.base)
    for url in ("http://10.0.0.1/", "http://2130706433/", "http://localhost/"):
        with pytest.raises(RefusedAddress):
            door()(url)
    assert not web.asked


def test_a_proxy_that_refuses_is_said_in_a_sentence(web: Web, door: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", web.base)
    with pytest.raises(NoNetwork, match=r"example\.org could not be reached"):
        door()("https://example.org/a")


def test_a_proxy_of_a_kind_that_is_not_spoken_is_said_in_a_sentence(
    door: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks4://user:secret@127.0.0.1:9")
    with pytest.raises(NoNetwork, match="only http and https proxies") as failed:
        door()("https://example.org/a")
    assert "secret" not in str(failed.value)


# The door


def test_the_public_door_opens_and_closes(web: Web) -> None:
    web.routes["/a"] = fine
    with open_door(web.services) as get:
        assert isinstance(get, Door)
        assert get(f"{web.base}/a").status == 200


@pytest.mark.parametrize(
    ("bases", "why"),
    [
        ({"google": "https://x"}, "known services"),
        ({"doi": "ftp://x"}, "begins with http"),
        ({"doi": ""}, "begins with http"),
    ],
)
def test_a_service_that_cannot_be_is_refused(bases: dict[str, str], why: str) -> None:
    with pytest.raises(errors.InvalidValue, match=why):
        Services.of(bases)
