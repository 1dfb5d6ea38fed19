"""Seals on what this machine wrote, by which it knows it again in a file that others may have written.

A seal is an HMAC with SHA-256 (RFC 2104) over the parts and a random number, with a secret that stands in the user's own
state folder and nowhere else.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from readinglist.util import files, user_folders
from readinglist.util.errors import FileExists, UnreadableFile, UnwritableFile

if TYPE_CHECKING:
    from pathlib import Path

_BYTES = 32


def seal(*parts: bytes) -> str:
    """Return a seal on parts, in their order; an empty one where the user's state folder cannot be written."""
    secret = _secret(make=True)
    nonce = os.urandom(16).hex()
    return f"{nonce}:{_mac(secret, nonce, parts)}" if secret else ""


def is_sealed(given: str, *parts: bytes) -> bool:
    """Whether this machine's user sealed just these parts."""
    import hmac  # noqa: PLC0415 - only what was sealed needs it

    nonce, _, mac = given.partition(":")
    secret = _secret(make=False) if mac else b""
    return bool(secret) and mac.isascii() and hmac.compare_digest(mac, _mac(secret, nonce, parts))


def _mac(secret: bytes, nonce: str, parts: tuple[bytes, ...]) -> str:
    import hmac  # noqa: PLC0415 - as above

    # Each part with its length, so that nothing can move from one into the next.
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in (nonce.encode("utf-8", "replace"), *parts))
    return hmac.new(secret, whole, "sha256").hexdigest()


def _secret(*, make: bool) -> bytes:
    """Return the secret; empty where there is none. One that others can read, or have put there, is none."""
    path = user_folders.state() / "secret"
    if make and not _known(path):
        with contextlib.suppress(OSError, UnwritableFile):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                files.create(path, os.urandom(_BYTES))
            except FileExists:  # made meanwhile, or no secret: only in the latter's place another is put
                if not _known(path):
                    files.keep_private(path, os.urandom(_BYTES))
    return _known(path)


def _known(path: Path) -> bytes:
    try:
        secret = files.read_own(path, _BYTES, secret=True)
    except UnreadableFile:
        return b""
    return secret if len(secret) == _BYTES else b""
