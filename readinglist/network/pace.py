"""The rate of requests, and the wait before a retry."""

from __future__ import annotations

import random
import threading
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# Requests per second, as the services ask for in their terms; all others get _USUAL.
_RATES = {
    "api.crossref.org": 5.0,
    "export.arxiv.org": 1 / 3,
    "eutils.ncbi.nlm.nih.gov": 3.0,
    "openlibrary.org": 1.0,
    "api.semanticscholar.org": 1.0,
}
_USUAL = 5.0  # a guess: what Crossref allows, for hosts that state no rate
# Seconds that a server may ask to wait (a guess: a person would rather try again later); where it asks for more, the request
# fails.
_LONGEST = 60.0


class Clock(NamedTuple):
    """Time and sleep in seconds, which tests replace.

    `now` only increases, `wall` is since 1970.
    """

    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Spaces requests to each host; shared by threads.

    Without a set rate, requests to the reader's own services (`own`) are not spaced.
    """

    def __init__(self, rate: float, clock: Clock, own: Collection[str] = ()) -> None:
        self._rate, self._clock, self._own = rate, clock, own
        self._lock = threading.Lock()
        self._free: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Wait until the host may be asked, and reserve that time."""
        apart = 0.0 if host in self._own and not self._rate else 1 / (self._rate or _RATES.get(host, _USUAL))
        with self._lock:
            now = self._clock.now()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + apart
            if len(self._free) > 1000:  # noqa: PLR2004 - so that many hosts take little memory
                self._free = {name: free for name, free in self._free.items() if free > now}
        if turn > now:
            self._clock.sleep(turn - now)

    def hold(self, host: str, seconds: float) -> None:
        """Delay all requests to a host by so many seconds."""
        with self._lock:
            self._free[host] = max(self._free.get(host, 0), self._clock.now() + seconds)


def backoff(tried: int) -> float:
    """Return the seconds to wait after so many tries.

    Up to 1, 2, 4, 8.

    At random between the half and the whole, so that clients that failed together do not return together.
    """
    return float(2 ** (tried - 1)) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


def asked_to_wait(value: str, wall: float) -> float | None:
    """Return the seconds that a `Retry-After` asks for (RFC 9110, 10.2.3).

    It is a number or a date; None for neither. `120` → 120.0
    """
    text = value.strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:  # noqa: PLR2004 - three hundred years will do
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - wall)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def is_too_long(seconds: float) -> bool:
    """Whether a wait is too long for a person at a terminal."""
    return seconds > _LONGEST
