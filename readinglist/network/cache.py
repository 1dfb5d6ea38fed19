"""Answers kept on disk, as RFC 9111 (HTTP Caching) has it.

There is a file for each address. It is used as long as its server says that it is fresh, and then validated (RFC 9110, 13.1).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.network.wire import Response
from readinglist.util import files
from readinglist.util.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FORMAT = 1  # of the files; to be raised when they change, so that old ones are ignored
# Seconds for which an answer is fresh whose server says nothing of it (RFC 9111, 4.2.2, leaves it to the cache). A guess:
# long enough that a command tried again does not ask again, short enough that no one works with an old answer.
_DEFAULT_LIFETIME = 600.0
# Seconds: how often old answers are looked for, and how old they are. A guess: who works on a paper looks the same works up
# again within weeks, and the folder does not grow without end.
_DAY, _MONTH = 86_400.0, 31 * 86_400.0
_STORED_HEADERS = ("content-type", "etag", "last-modified", "cache-control", "expires", "link")
_OK = 200


class Kept(NamedTuple):
    """An answer from the cache.

    It is fresh until `until`, in seconds since 1970.
    """

    response: Response
    until: float

    @property
    def validators(self) -> dict[str, str]:
        """The conditional headers of a request that validates the answer (RFC 9110, 13.1)."""
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {ask: self.response.headers[name] for ask, name in pairs if self.response.headers.get(name)}


class Cache:
    """A folder of answers.

    A file that is damaged or cannot be read counts as absent, and so does one that cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str, accept: str) -> Kept | None:
        """Return the stored answer of an address, or None."""
        try:
            head, _, body = self._path(url, accept).read_bytes().partition(b"\n")
            return _from_file(json.loads(head), body, url)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def put(self, url: str, accept: str, response: Response, wall: float) -> None:
        """Store an answer, if its server allows it.

        A page in HTML that came instead is the work of a proxy or a login, and is not stored.
        """
        control = response.headers.get("cache-control", "").lower()
        is_other_page = "html" in response.media_type and not re.search(r"html|\*/\*", accept)
        if response.status != _OK or "no-store" in control or is_other_page:
            return
        head = {
            "format": _FORMAT,
            "asked": url,
            "url": response.url,
            "headers": {name: response.headers[name] for name in _STORED_HEADERS if name in response.headers},
            "media_type": response.media_type,
            "charset": response.charset,
            "until": wall + lifetime(response.headers, wall),
            "digest": hashlib.sha256(response.content).hexdigest(),
        }
        path = self._path(url, accept)
        with contextlib.suppress(OSError, ValueError, UnwritableFile):
            path.parent.mkdir(parents=True, exist_ok=True)
            files.keep_for_now(path, json.dumps(head).encode() + b"\n" + response.content)

    def prune(self, wall: float) -> None:
        """Delete answers that were stored more than a month ago.

        Looks once a day.
        """
        mark = self._folder / "pruned"
        with contextlib.suppress(OSError):
            if not self._folder.is_dir() or (mark.exists() and wall - mark.stat().st_mtime < _DAY):
                return
            for path in self._folder.glob("??/*"):
                if wall - path.stat().st_mtime > _MONTH:
                    path.unlink()
            mark.touch()
            os.utime(mark, (wall, wall))

    def _path(self, url: str, accept: str) -> Path:
        name = hashlib.sha256(f"{accept} {url}".encode("utf-8", "replace")).hexdigest()
        return self._folder / name[:2] / name[2:]


def _from_file(head: dict[str, Any], body: bytes, url: str) -> Kept | None:
    if head["format"] != _FORMAT or head["asked"] != url or hashlib.sha256(body).hexdigest() != head["digest"]:
        return None
    headers = {str(name): str(value) for name, value in head["headers"].items()}
    response = Response(str(head["url"]), _OK, headers, body, str(head["media_type"]), str(head["charset"]))
    return Kept(response, float(head["until"]))


def lifetime(headers: Mapping[str, str], wall: float) -> float:
    """Return for how many seconds an answer is fresh (RFC 9111, 4.2.1).

    `Cache-Control: max-age=60` → 60, `no-cache` → 0; without it `Expires` counts, and without that a default.
    """
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control:
        return 0.0
    if found := re.search(r"\bmax-age\s*=\s*\"?([0-9]{1,9})", control):
        return float(found[1])
    if "expires" in headers:
        try:
            return max(0.0, parsedate_to_datetime(headers["expires"]).timestamp() - wall)
        except (ValueError, TypeError, OverflowError, IndexError):
            return 0.0
    return _DEFAULT_LIFETIME
