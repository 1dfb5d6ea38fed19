"""Which IP addresses belong to the internet at large, by IANA's registries and nobody's opinion of them.

IPv4: the special-purpose registry (RFC 6890 and what amended it, as of 2025) and multicast (RFC 5771). IPv6: what is outside
2000::/3, the one block from which global unicast addresses are given (RFC 4291), and that block's special-purpose registry.
Python's `is_global` knows fewer of these, and other ones in each version.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Blocks that are not "globally reachable", each with the standard that says so. The anycast addresses within 192.0.0.0/24
# and 2001::/23 that are reachable serve no pages and stay out.
_NOT_OF_IPV4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # "this network", RFC 791
        "10.0.0.0/8",  # private use, RFC 1918
        "100.64.0.0/10",  # shared address space of providers, RFC 6598
        "127.0.0.0/8",  # loopback, RFC 1122
        "169.254.0.0/16",  # link local, RFC 3927; clouds answer there with secrets
        "172.16.0.0/12",  # private use, RFC 1918
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.88.99.0/24",  # relays of 6to4, RFC 7526
        "192.168.0.0/16",  # private use, RFC 1918
        "198.18.0.0/15",  # benchmarking, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved, RFC 1112, with the broadcast address
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NOT_OF_IPV6 = tuple(
    ipaddress.IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, RFC 2928, with Teredo (RFC 4380)
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
    )
)
# The well-known prefix for IPv4 addresses in IPv6 ones (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address is of the internet at large; one that carries an IPv4 address is what that is."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = next(_carried(address), None)
        if inner is not None:
            return is_public(inner)
        return address in _GLOBAL_UNICAST and not any(address in block for block in _NOT_OF_IPV6)
    return not any(address in block for block in _NOT_OF_IPV4)


def _carried(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 address that an IPv6 address stands for (RFC 4291, 2.5.5.2; RFC 6052)."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address in _NAT64:
        yield ipaddress.IPv4Address(address.packed[-4:])
