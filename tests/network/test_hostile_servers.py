"""A server that answers as none should: it costs a sentence and a bounded time, whatever it sends and wherever it leads."""

from __future__ import annotations

import gzip
import warnings
import zlib
from typing import TYPE_CHECKING

import pytest

from readinglist.network import guard, xml
from readinglist.network.errors import BadAnswer, NoNetwork, RefusedAddress, ServiceFailed, TooLarge
from readinglist.network.http import Door
from readinglist.resolvers import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.doors import Doors, Handler, Web
    from tests.services import Time


def fine(handler: Handler) -> None:
    handler.say(200, b"fine")


def to(location: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(302, Location=location)


NO_NAMES = [
    "a..b.invalid",
    ".",
    "..",
    "a" * 64 + ".invalid",
    "a" * 300,
    f"xn--{'9' * 3000}.invalid",
    "xn--a.invalid",
    "\u249f.invalid",
]


@pytest.mark.parametrize("host", NO_NAMES)
@pytest.mark.parametrize("allow_local", [True, False])
def test_a_redirect_to_a_name_that_is_none_is_said_in_a_sentence(
    host: str, web: Web, door: Doors, *, allow_local: bool
) -> None:
    web.routes["/a"] = to(f"http://{host}/".encode().decode("latin-1"))
    with pytest.raises((BadAnswer, NoNetwork, RefusedAddress)):
        door(allow_local=allow_local)(f"{web.base}/a")


COOKIES = [
    "a=b; expires=Fri, 31 Dec 99999 23:59:59 GMT",
    "a=b; expires=" + "1 " * 2000,
    "a=b; expires=" + "0" * 60_000,
    "\x01=\xff",
    "a=\xe9",
    "a=" + '\\"' * 20_000,
    "a=b; Max-Age=99999999999999999999",
    'a=b; Version=x; Port="99999,abc"',
    "=",
    "; ; ;",
    "a" * 60_000,
]


@pytest.mark.parametrize("cookie", COOKIES)
def test_a_cookie_that_is_none_does_no_harm(cookie: str, web: Web, door: Doors) -> None:
    web.routes |= {"/a": lambda handler: handler.say(302, Location="/b", Set_Cookie=cookie), "/b": fine}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert door()(f"{web.base}/a").content == b"fine"


@pytest.mark.parametrize(
    ("expires", "sent"),
    [
        ("Fri, 31 Dec 2100 23:59:59 GMT", "a=b"),
        ("Fri, 31-Dec-2100 23:59:59 GMT", "a=b"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("soon", "a=b"),
    ],
)
def test_a_cookie_is_sent_until_it_expires(expires: str, sent: str | None, web: Web, door: Doors) -> None:
    web.routes |= {
        "/a": lambda handler: handler.say(302, Location="/b", Set_Cookie=f"a=b; expires={expires}; path=/"),
        "/b": fine,
    }
    door()(f"{web.base}/a")
    assert web.headers[1].get("cookie") == sent


def _endless(piece: bytes, head: bytes) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.close_connection = True
        handler.wfile.write(head)
        for _ in range(1000):  # of 65 kB each
            handler.wfile.write(piece)

    return answer


def test_a_packed_body_that_unpacks_to_nothing_is_read_to_the_limit(web: Web, door: Doors) -> None:
    packing = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    begun = packing.compress(b"x") + packing.flush(zlib.Z_SYNC_FLUSH)
    web.routes["/empty"] = _endless(b"\x00\x00\x00\xff\xff" * 13_000, begun)
    web.routes["/behind"] = _endless(bytes(65_000), gzip.compress(b"x"))
    for path in ("/empty", "/behind"):
        with pytest.raises(TooLarge, match="more than 2 MB"):
            door(limit=2_000_000)(web.base + path)


def test_redirects_and_tries_share_one_time(web: Web, time: Time) -> None:
    """Ten redirects that each take nearly as long as one answer may would take twenty minutes."""

    def slow(handler: Handler) -> None:
        time.now += 50
        handler.say(302, Location="/a?again")

    web.routes["/a"] = slow
    with Door(web.services, Options(timeout=20), time.clock()) as get, pytest.raises(NoNetwork, match="come to an end"):
        get(f"{web.base}/a")
    assert len(web.asked) <= 4


def test_the_time_of_ones_own_waits_is_not_the_servers(web: Web, time: Time) -> None:
    web.routes["/a"] = fine
    with Door(web.services, Options(timeout=1, rate=0.01), time.clock()) as get:
        assert [get(f"{web.base}/a").content for _ in range(3)] == [b"fine"] * 3
    assert sum(time.slept) == pytest.approx(200)


def test_all_waits_for_one_answer_together_are_bounded(web: Web, door: Doors, time: Time) -> None:
    web.routes["/a"] = lambda handler: handler.say(503, Retry_After="50")
    with pytest.raises(ServiceFailed):
        door()(f"{web.base}/a")
    assert sum(time.slept) <= 60
    web.routes["/b"] = lambda handler: (
        handler.say(503, Retry_After="9") if len(web.asked) % 2 else handler.say(302, Location="/b")
    )
    time.slept.clear()
    with pytest.raises((ServiceFailed, BadAnswer)):
        door()(f"{web.base}/b")
    assert sum(time.slept) <= 65  # and the pace


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_of_its_own_are_refused_in_whatever_encoding_an_answer_is(coding: str) -> None:
    written = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(BadAnswer, match="entities"):
        xml.tree(written.encode(coding), "https://example.org", "a")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ann:secret@example.org/a", "https://example.org/a"),
        ("https://ann:se@cret@example.org/a", "https://example.org/a"),
        ("https://ann:se@cret@example.org?a=b@c", "https://example.org?a=b@c"),
        ("https://example.org?mail=ann@example.net", "https://example.org?mail=ann@example.net"),
        ("https://example.org#ann@example.net", "https://example.org#ann@example.net"),
        ("https://example.org/@ann/1", "https://example.org/@ann/1"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
    ],
)
def test_an_address_is_shown_without_its_password_and_no_other_part_is_left_out(url: str, shown: str) -> None:
    assert guard.shown(url) == shown
