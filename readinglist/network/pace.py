"""How fast a host is asked, and how long to wait before it is asked again."""

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
_USUAL = 5.0
_LONGEST = 60.0  # seconds that are waited because a server says so; who is told to wait longer gives up


class Clock(NamedTuple):
    """Time and sleep in seconds, so that tests need neither: `now` only runs forward, `wall` is since 1970."""

    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Keeps requests to each host apart; shared by threads. Where no rate is set, a service of our own has none."""

    def __init__(self, rate: float, clock: Clock, own: Collection[str] = ()) -> None:
        self._rate, self._clock, self._own = rate, clock, own
        self._lock = threading.Lock()
        self._free: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Wait until the host may be asked, and take that turn."""
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
        """Let nobody ask a host for so many seconds."""
        with self._lock:
            self._free[host] = max(self._free.get(host, 0), self._clock.now() + seconds)


def backoff(tried: int) -> float:
    """Return the seconds to wait after so many tries: about 1, 2, 4, 8, each within its half, so that clients spread."""
    return float(2 ** (tried - 1)) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


def asked_to_wait(value: str, wall: float) -> float | None:
    """Return the seconds that a `Retry-After` asks for, which is a number or a date; None where there is none."""
    text = value.strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:  # noqa: PLR2004 - three hundred years will do
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - wall)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def is_too_long(seconds: float) -> bool:
    """Whether a wait is longer than a person at a shell should be kept."""
    return seconds > _LONGEST
