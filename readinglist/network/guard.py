"""Which addresses may be asked.

Http and https, outside the local network.

A page or an answer that somebody else made may name any address; without this guard it could read what only this machine can
reach (server-side request forgery). What a name resolves to is checked too.
"""

from __future__ import annotations

import ipaddress
import socket

import httpx2

from readinglist.network.addresses import Address, is_public
from readinglist.network.errors import RefusedAddress

# RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa); internal is reserved by ICANN, lan is what routers use.
# A name without a dot is one of the local network too.
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa", ".lan")
_LOCAL = "it leads into the local network, which only --allow-local lets be asked"


def checked(url: str) -> httpx2.URL:
    """Return a parsed address of http or https with a host (RFC 3986).

    Raises RefusedAddress for any other.
    """
    try:
        parts = httpx2.URL(url)
        host = parts.host  # which decodes the name, and may fail
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise RefusedAddress(shown(url), "it is no address") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedAddress(shown(url), "only http and https are")
    if not host or "\\" in host:
        raise RefusedAddress(shown(url), "it names no host")
    return parts


def shown(url: str) -> str:
    """Return an address for a message.

    Short, and without a password.

    `https://ann:secret@example.org/a → https://example.org/a`
    """
    scheme, slashes, rest = url.partition("://")
    end = next((place for place, sign in enumerate(rest) if sign in "/?#\\"), len(rest))
    user, _, host = rest[:end].rpartition("@")
    bare = f"{scheme}://{host}{rest[end:]}" if slashes and user else url
    return bare if len(bare) <= 200 else f"{bare[:199]}…"  # noqa: PLR2004 - some lines: enough to recognise an address


def is_under(url: httpx2.URL, base: str) -> bool:
    """Whether an address is a base address, or below it."""
    whole = str(url).partition("?")[0]
    return (whole == base or whole.startswith(f"{base}/")) and ".." not in url.path.split("/")


def refuse_literal(url: httpx2.URL) -> None:
    """Raise RefusedAddress for a host that is local by number or by name.

    Behind a proxy, which resolves the names, this is all that can be checked.
    """
    host = url.host.rstrip(".").lower()
    number = _ip_address(host)
    local_name = number is None and ("." not in host or f".{host}".endswith(_LOCAL_NAMES))
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


def resolved(host: str, port: int) -> list[str]:
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
