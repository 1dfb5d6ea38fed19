"""Unpacking an answer as it comes, never further than its limit: a small one may become a thousand times as long."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ACCEPTED = "gzip, deflate"
_GZIP = 16 + zlib.MAX_WBITS  # zlib's sign for the head of gzip (RFC 1952)
_HEAD = 2  # bytes of the head of zlib
_PIECE = 65_536  # bytes that are unpacked at a time; a guess: little memory, and few calls


class BrokenCompressionError(Exception):
    """What came is not compressed as it says, or in a way that was not asked for."""


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield a body without its content coding (RFC 9110, 8.4), in pieces of bounded length.

    Raises BrokenCompressionError, also for more than one coding: none was asked for, and each may multiply the length.
    """
    name = coding.strip().lower()
    if name in ("", "identity"):
        yield from pieces
    elif name in ("gzip", "x-gzip"):
        yield from _inflated(pieces, zlib.decompressobj(_GZIP))
    elif name == "deflate":
        yield from _deflated(pieces)
    else:
        raise BrokenCompressionError(name)


def _deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """`deflate` is zlib's form (RFC 1950), but some servers send the bare data (RFC 1951)."""
    left, first = iter(pieces), b""
    while len(first) < _HEAD and (piece := next(left, None)) is not None:
        first += piece
    bare = bool(int.from_bytes(first[:_HEAD], "big") % 31)  # the check bits of RFC 1950, 2.2
    yield from _inflated(_chained(first, left), zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS))


def _chained(first: bytes, left: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from left


def _inflated(pieces: Iterable[bytes], unpacking: zlib._Decompress) -> Iterator[bytes]:
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not unpacking.eof:
                yield unpacking.decompress(waiting, _PIECE)
                waiting = unpacking.unconsumed_tail
        while (rest := unpacking.decompress(unpacking.unconsumed_tail, _PIECE)) and not unpacking.eof:
            yield rest
        yield rest
    except zlib.error as error:
        raise BrokenCompressionError(str(error)) from error
    if not unpacking.eof:
        raise BrokenCompressionError("it does not end")
