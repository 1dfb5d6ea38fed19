"""Which addresses may be asked.

Http and https, outside the local network.

A page or an answer that somebody else made may name any address; without this guard it could read what only this machine can
reach (server-side request forgery). What a name resolves to is checked too.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

import httpcore
import httpx

from readinglist.network.errors import RefusedAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# The well-known prefix for IPv4 addresses in IPv6 ones (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa); internal is reserved by ICANN, lan is what routers use.
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "lan")
_LOCAL = "it leads into the local network, which only --allow-local lets be asked"


def checked(url: str) -> httpx.URL:
    """Return a parsed address of http or https with a host (RFC 3986).

    Raises RefusedAddress for any other.
    """
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise RefusedAddress(shown(url), "it is no address") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedAddress(shown(url), "only http and https are")
    if not parts.host or "\\" in parts.host:
        raise RefusedAddress(shown(url), "it names no host")
    return parts


def shown(url: str) -> str:
    """Return an address for a message.

    Short, and without a password.

    `https://ann:secret@example.org/a → https://example.org/a`
    """
    head, at, tail = url.partition("@")
    scheme, slashes, _ = head.partition("://")
    bare = f"{scheme}://{tail}" if at and slashes and "/" not in head[len(scheme) + 3 :] else url
    return bare if len(bare) <= 200 else f"{bare[:199]}…"  # noqa: PLR2004 - some lines: enough to recognise an address


def is_under(url: httpx.URL, base: str) -> bool:
    """Whether an address is a base address, or below it."""
    whole = str(url).partition("?")[0]
    return (whole == base or whole.startswith(f"{base}/")) and ".." not in url.path.split("/")


def refuse_literal(url: httpx.URL) -> None:
    """Raise RefusedAddress for a host that is local by number or by name.

    Behind a proxy, which resolves the names, this is all that can be checked.
    """
    host = url.host.rstrip(".").lower()
    number = _ip_address(host)
    local_name = number is None and host.rpartition(".")[2] in _LOCAL_NAMES
    if local_name or (number is not None and not is_public(number)):
        raise RefusedAddress(shown(str(url)), _LOCAL)


def _ip_address(host: str) -> Address | None:
    """Return the IP address that a host is.

    None for a name.
    All notations of C's `inet_aton` are read: `127.0.0.1`, `2130706433` and `0x7f.1` are one address. IPv6: `[::1] → ::1`
    """
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Whether an address is global, and every IPv4 address inside it too."""
    return all(one.is_global and not one.is_multicast for one in _with_embedded(address))


def _with_embedded(address: Address) -> Iterator[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    else:
        yield address
        yield from (one for one in (address.sixtofour, *(address.teredo or ())) if one)
        if address in _NAT64:
            yield ipaddress.IPv4Address(address.packed[-4:])


class _PublicOnly(httpcore.SyncBackend):
    """Connects only to addresses that were checked.

    A name is resolved once, and the connection is made to the address that was checked; so a name that resolves to another
    address the second time (DNS rebinding) does no harm.
    """

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception | None = None
        for address in _resolved(host, port):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError("no address")


def _resolved(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host.

    Raises RefusedAddress if one of them is local, and OSError.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(is_public(ipaddress.ip_address(address)) for address in addresses):
        raise RefusedAddress(f"http://{host}:{port}", _LOCAL)
    return addresses


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class PublicTransport(httpx.BaseTransport):
    """A transport of httpx whose connections are checked when they are made."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            # A guess: far more than the few hosts that a command asks at a time. Connections are kept for some seconds, as
            # a host is mostly asked several times in a row.
            max_connections=50,
            max_keepalive_connections=10,
            keepalive_expiry=5,
            network_backend=_PublicOnly(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises what httpcore raises, and RefusedAddress."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        assert not hasattr(answer.stream, "__aiter__")  # noqa: S101 - a pool without async gives none; for the types
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
