"""HTTP with pace, retries, redirects and limits.

This is the only way to the network.
Redirects, retries and conditional requests follow RFC 9110, the cache RFC 9111.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import urllib.request
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple, Self

import httpcore2
import httpx2

from readinglist import errors
from readinglist.network import compression, guard
from readinglist.network.cache import Cache
from readinglist.network.compression import BrokenCompressionError
from readinglist.network.connections import Deadline, Transport
from readinglist.network.errors import BadAnswer, NoNetwork, ServiceFailed, TooLarge
from readinglist.network.pace import Clock, Pace, asked_to_wait, backoff, is_too_long
from readinglist.network.wire import Response, Services
from readinglist.util.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.network.cache import Kept
    from readinglist.network.wire import Options

# Statuses after which the same request may succeed later (RFC 9110, 15; 425 is of RFC 8470, 429 of RFC 6585).
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))
# Guesses, all of them, at what a person at a terminal will wait for. With four tries the waits between them are at most 7
# seconds in all. A host that does not answer mostly is not there: one more try helps against a lost connection.
_TRIES = 4  # where a server answers with one of these statuses
_CALLS = 2  # where a host does not answer
_REDIRECTS = 10  # half of what browsers follow, and more than there are between a DOI and its page
_CONNECT = 10.0  # seconds to wait for a connection
_PATIENCE = (
    6  # a whole answer, redirects and tries included, may take this many times the timeout of one silence: two minutes
)
_FAILURES = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    OSError,
    UnicodeError,  # of a name that is none, such as `a..b`
)
_EMAIL = re.compile(r"[!-~]+@[!-~]+")
_COOKIE = re.compile(r"[!-~][ -~]{0,4095}")  # as long as RFC 6265, 6.1, asks browsers to keep
_NO_DATE = re.compile(
    r";\s*expires\s*=(?!\s*[a-z]{3,9}, \d\d[ -][a-z]{3}[ -]\d\d(?:\d\d)? \d\d:\d\d:\d\d GMT\s*(?:;|\Z))[^;]*",
    re.IGNORECASE,
)
_CONTENT_TYPE = re.compile(
    r"\s*([\w.+-]+/[\w.+-]+)(?:.*;\s*charset\s*=\s*[\"']?([\w.:-]+))?", re.IGNORECASE | re.DOTALL
)


class _Again(Exception):
    """The request should be repeated after some seconds, at most `most` times.

    `failure` is raised when it is not.
    """

    def __init__(self, failure: errors.NetworkError, most: int, after: float | None = None) -> None:
        super().__init__()
        self.failure, self.most, self.after = failure, most, after


class _Ask(NamedTuple):
    """A request, but for its address."""

    accept: str
    headers: Mapping[str, str]
    validators: Mapping[str, str]


class _Way(NamedTuple):
    """What lasts from an address through all redirects to the answer: cookies, and the seconds waited before tries."""

    cookies: httpx2.Cookies
    waits: list[float]


class Door:
    """The function `get` of the resolvers, until it is closed.

    It may be used by several threads at once.
    """

    def __init__(self, services: Services, options: Options, clock: Clock) -> None:
        self._options, self._clock = options, clock
        self._own = tuple(base for base, usual in zip(services, Services(), strict=True) if base != usual)
        self._agent = _agent(options.email)
        self._pace = Pace(options.rate, clock, {httpx2.URL(base).host for base in self._own})
        self._cache = Cache(options.cache) if options.cache else None
        self._transports: dict[str, Transport] = {}
        self._deadline = Deadline(clock.now)
        self._lock = threading.Lock()
        timeout = options.timeout
        self._timeout = httpx2.Timeout(timeout, connect=min(timeout, _CONNECT)).as_dict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections, and delete old answers of the cache."""
        for transport in self._transports.values():
            transport.close()
        if self._cache:
            self._cache.prune(self._clock.wall())

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        """Return the answer of an address, from the cache while it is fresh.

        For the errors see `Get`.
        """
        kept = self._cache.get(url, accept) if self._cache else None
        wall = self._clock.wall()
        if kept and wall < kept.until and not self._options.fresh:
            return kept.response
        answer = self._followed(url, _Ask(accept, headers or {}, kept.validators if kept else {}))
        return self._remembered(url, accept, kept, answer)

    def _remembered(self, url: str, accept: str, kept: Kept | None, answer: Response) -> Response:
        """Return an answer after storing it.

        For `304 Not Modified` this is the stored one.
        """
        if answer.status == HTTPStatus.NOT_MODIFIED:
            if not kept:
                raise BadAnswer(guard.shown(url), "it says that nothing has changed since it was never asked")
            answer = kept.response._replace(headers={**kept.response.headers, **answer.headers})
        if self._cache:
            self._cache.put(url, accept, answer, self._clock.wall())
        return answer

    def _followed(self, url: str, ask: _Ask) -> Response:
        """Follow redirects, and check the address of each.

        Cookies are kept until the last answer, and the headers of the caller are sent to its own host only.
        """
        way = _Way(httpx2.Cookies(), [])
        self._deadline.allow(self._options.timeout * _PATIENCE)
        parts = first = guard.checked(url)
        own_base = self._base_of(first)
        for _ in range(_REDIRECTS + 1):
            own = ask if parts.host == first.host else ask._replace(headers={})
            answer = self._answer(parts, own, way, trusted=bool(own_base))
            if answer.status not in _MOVED or not answer.headers.get("location"):
                return answer
            parts = _next(parts, answer.headers["location"])
            # Only within its own base is a configured service trusted to lead; into one, nobody is.
            own_base = own_base if own_base and guard.is_under(parts, own_base) else ""
        raise BadAnswer(guard.shown(url), f"it was redirected more than {_REDIRECTS} times")

    def _base_of(self, url: httpx2.URL) -> str:
        """Return the base address of a configured service below which an address is."""
        return next((base for base in self._own if guard.is_under(url, base)), "")

    def _answer(self, url: httpx2.URL, ask: _Ask, way: _Way, *, trusted: bool) -> Response:
        """Ask until there is an answer, or the last try failed."""
        transport = self._transport(url, trusted=trusted or self._options.allow_local)
        request = self._request(url, ask)
        tried = 0
        while True:
            tried += 1
            self._pace.wait(url.host)
            try:
                return self._once(transport, request, way.cookies)
            except _Again as again:
                after = backoff(tried) if again.after is None else again.after
                if tried >= again.most or is_too_long(sum(way.waits) + after):
                    raise again.failure from again.__cause__
                way.waits.append(after)
                self._pace.hold(url.host, after)

    def _request(self, url: httpx2.URL, ask: _Ask) -> httpx2.Request:
        headers = {
            "User-Agent": self._agent,
            "Accept": ask.accept,
            "Accept-Encoding": compression.ACCEPTED,
            "Accept-Language": "en, *;q=0.5",
            **ask.validators,
            **ask.headers,
        }
        return httpx2.Request("GET", url, headers=headers, extensions={"timeout": self._timeout})

    def _once(self, transport: Transport, request: httpx2.Request, cookies: httpx2.Cookies) -> Response:
        cookies.set_cookie_header(request)
        try:
            with self._deadline.running():
                answer = transport.handle_request(request)
                answer.request = request
                try:
                    _keep_cookies(cookies, answer)
                    self._judge(answer)
                    return self._read(answer)
                finally:
                    answer.close()
        except _FAILURES as failure:
            if isinstance(failure, httpcore2.TimeoutException) and self._deadline.is_over():
                raise NoNetwork(request.url.host, "its answer did not come to an end") from failure
            raise _what_failed(failure, request.url, self._options.timeout) from failure
        except BrokenCompressionError as failure:
            raise BadAnswer(guard.shown(str(request.url)), "its compression is broken") from failure

    def _judge(self, answer: httpx2.Response) -> None:
        """Raise the failure that a status means."""
        status = answer.status_code
        if status not in _AGAIN and status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        failure = ServiceFailed(answer.url.host, status)
        if status not in _AGAIN:
            raise failure
        raise _Again(failure, _TRIES, asked_to_wait(answer.headers.get("retry-after", ""), self._clock.wall()))

    def _read(self, answer: httpx2.Response) -> Response:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        media_type, charset = _content_type(headers.get("content-type", ""))
        redirected = answer.status_code in _MOVED and "location" in headers
        content = b"" if redirected else b"".join(self._chunks(answer))
        return Response(str(answer.url), answer.status_code, headers, content, media_type, charset)

    def _chunks(self, answer: httpx2.Response) -> Iterator[bytes]:
        """Yield a body in pieces, and raise where it is too long.

        A server may state no length, or a wrong one; a compressed body may become a thousand times as long, or nothing.
        """
        limit, url = self._options.limit, guard.shown(str(answer.url))
        # Fifteen digits: Python refuses to convert thousands.
        if answer.headers.get("content-length", "").isdecimal() and int(answer.headers["content-length"][:15]) > limit:
            raise TooLarge(url, limit)
        packed = _within(limit, answer.iter_raw(), url)
        yield from _within(limit, compression.unpacked(packed, answer.headers.get("content-encoding", "")), url)

    def _transport(self, url: httpx2.URL, *, trusted: bool) -> Transport:
        """Return the transport for an address. Raises RefusedAddress."""
        if not trusted:
            guard.refuse_literal(url)
        proxy = _proxy(url)
        name = proxy or ("any" if trusted else "public")
        with self._lock:
            if name not in self._transports:
                self._transports[name] = _new_transport(name, self._deadline)
            return self._transports[name]


def _agent(email: str) -> str:
    """Return the `User-Agent`. Raises InvalidValue for an invalid e-mail address.

    `ann@example.org → readinglist/0.1.0 (mailto:ann@example.org)`, the form that Crossref asks for.
    """
    if email and not _EMAIL.fullmatch(email):
        raise errors.InvalidValue("email", email, "an e-mail address reads like name@example.org")
    return f"readinglist/{__version__} (mailto:{email})" if email else f"readinglist/{__version__}"


def _new_transport(name: str, deadline: Deadline) -> Transport:
    if name in ("public", "any"):
        return Transport.direct(deadline, public=name == "public")
    try:
        return Transport.through(name, deadline)
    except (ValueError, httpx2.InvalidURL) as error:
        raise NoNetwork(guard.shown(name), "only http and https proxies can be used") from error


def _proxy(url: httpx2.URL) -> str:
    """Return the proxy that the environment names for an address.

    Empty for none.
    """
    proxies = urllib.request.getproxies_environment()
    found = proxies.get(url.scheme) or proxies.get("all") or ""
    host = f"{url.host}:{url.port}" if url.port else url.host
    if not found or urllib.request.proxy_bypass(host):
        return ""
    return found if "://" in found else f"http://{found}"


def _within(limit: int, pieces: Iterator[bytes], url: str) -> Iterator[bytes]:
    """Yield pieces. Raises TooLarge where they are more than a limit together."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise TooLarge(url, limit)
        yield piece


def _keep_cookies(cookies: httpx2.Cookies, answer: httpx2.Response) -> None:
    """Keep the cookies of an answer that are sound (RFC 6265, 4.1.1), without dates that are none.

    Of any other, Python's library makes a warning with a traceback, or a header that cannot be sent.
    """
    given = answer.headers.get_list("set-cookie")
    sound = [("set-cookie", _NO_DATE.sub("", cookie)) for cookie in given if _COOKIE.fullmatch(cookie)]
    cookies.extract_cookies(httpx2.Response(answer.status_code, headers=sound, request=answer.request))


def _next(url: httpx2.URL, location: str) -> httpx2.URL:
    try:
        joined = str(url.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise BadAnswer(guard.shown(str(url)), "it was redirected to what is no address") from error
    return guard.checked(joined)


def _content_type(text: str) -> tuple[str, str]:
    """`text/html; charset="UTF-8"` → `("text/html", "utf-8")` (RFC 9110, 8.3)."""
    found = _CONTENT_TYPE.match(text)
    return (found[1].lower(), (found[2] or "").lower()) if found else ("", "")


def _what_failed(failure: Exception, url: httpx2.URL, timeout: float) -> _Again | errors.NetworkError:
    """Return the error for a failure of the transport.

    It is `_Again` where another try may help.
    """
    cause = _root_cause(failure)
    if isinstance(cause, socket.gaierror | UnicodeError):
        return NoNetwork(url.host, "its name cannot be looked up")
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NoNetwork(url.host, f"its certificate is not valid ({str(cause.verify_message).rstrip('.')})")
    if isinstance(failure, httpcore2.ProxyError):
        return NoNetwork(url.host, f"the proxy refused ({failure})")
    if isinstance(failure, httpcore2.RemoteProtocolError):
        return _Again(BadAnswer(guard.shown(str(url)), "it broke off"), _CALLS)
    return _Again(NoNetwork(url.host, _why(failure, cause, timeout)), _CALLS)


def _why(failure: Exception, cause: BaseException, timeout: float) -> str:
    if isinstance(failure, httpcore2.TimeoutException):
        return f"it did not answer within {timeout:g} seconds"
    if isinstance(cause, ConnectionRefusedError):
        return "the connection was refused"
    return str(cause) or type(cause).__name__


def _root_cause(failure: BaseException) -> BaseException:
    """Return the first cause of a failure."""
    while (before := failure.__cause__ or failure.__context__) is not None:
        failure = before
    return failure
