"""Connections: each with a deadline over the whole answer, and where it leads into the internet, to a checked address.

A transport of httpx on a pool of httpcore whose network backend is ours.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpcore2
import httpx2

from readinglist.network import guard

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

# A guess: far more than the few hosts that a command asks at a time. Connections are kept for some seconds, as a host is
# mostly asked several times in a row.
_CONNECTIONS, _KEPT, _SECONDS = 50, 10, 5


class OverdueError(httpcore2.ReadTimeout):
    """The time for a whole answer is over."""


class Deadline(threading.local):
    """Until when an answer must have come, headers, redirects and tries included, for each thread by itself."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._at = self._allowed = float("inf")

    def allow(self, seconds: float) -> None:
        """Give what is asked from now on so much time in all."""
        self._allowed = seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run while a server has the word; the waits of our own do not count."""
        begun = self._now()
        self._at = begun + self._allowed
        try:
            yield
        finally:
            self._allowed -= self._now() - begun

    def is_over(self) -> bool:
        """Whether no time is left."""
        return self._now() >= self._at

    def left(self, timeout: float | None) -> float:
        """Return how long to wait: no longer than a timeout. Raises OverdueError."""
        left = self._at - self._now()
        if left <= 0:
            raise OverdueError
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore2.NetworkStream):
    """A stream that reads and writes no longer than the deadline of its request."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.SyncBackend):
    """Connects, for the internet only to addresses that were checked.

    A name is resolved once, and the connection is made to the address that was checked; so a name that resolves to another
    address the second time (DNS rebinding) does no harm.
    """

    def __init__(self, deadline: Deadline, *, public: bool) -> None:
        self._deadline, self._public = deadline, public

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        problem: Exception | None = None
        for address in guard.resolved(host, port) if self._public else (host,):
            try:
                left = self._deadline.left(timeout)
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return _Stream(stream, self._deadline)
        raise problem or httpcore2.ConnectError("no address")


class Transport(httpx2.BaseTransport):
    """A transport into the internet, to any address, or through a proxy."""

    def __init__(self, pool: httpcore2.ConnectionPool) -> None:
        self._pool = pool

    @classmethod
    def direct(cls, deadline: Deadline, *, public: bool) -> Transport:
        """Return a transport that connects itself."""
        return cls(
            httpcore2.ConnectionPool(
                ssl_context=httpx2.create_ssl_context(),
                max_connections=_CONNECTIONS,
                max_keepalive_connections=_KEPT,
                keepalive_expiry=_SECONDS,
                network_backend=_Backend(deadline, public=public),
            )
        )

    @classmethod
    def through(cls, proxy: str, deadline: Deadline) -> Transport:
        """Return a transport through a proxy of HTTP. Raises ValueError and httpx2.InvalidURL for any other."""
        named = httpx2.Proxy(proxy)
        if named.url.scheme not in ("http", "https"):
            raise ValueError(named.url.scheme)
        return cls(
            httpcore2.HTTPProxy(
                proxy_url=_core_url(named.url),
                proxy_auth=named.raw_auth,
                ssl_context=httpx2.create_ssl_context(),
                max_connections=_CONNECTIONS,
                max_keepalive_connections=_KEPT,
                keepalive_expiry=_SECONDS,
                network_backend=_Backend(deadline, public=False),
            )
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request. Raises what httpcore raises, and RefusedAddress."""
        url = _core_url(request.url)
        answer = self._pool.handle_request(
            httpcore2.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        assert not hasattr(answer.stream, "__aiter__")  # noqa: S101 - a pool without async gives none; for the types
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


def _core_url(url: httpx2.URL) -> httpcore2.URL:
    return httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
