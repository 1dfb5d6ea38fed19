"""The room: its start against `--version`, and its answers at 100,000 sources against the query alone and the command.

The library is made as `million.py` makes its own, of one of 10,000 sources. Figures are processor time, the server's own.
"""

from __future__ import annotations

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import million
from _measure import READINGLIST, head, run

from readinglist.library import lookup
from readinglist.library.location import Location

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES, STARTS, ASKED = 10, 9, 20
TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """A room that is served, and the way in."""

    def __init__(self, library: Path) -> None:
        command = [READINGLIST, "--library", str(library), "serve", "--no-open"]
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout  # noqa: S101 - it is a pipe
        address = urlsplit(self.process.stdout.readline().strip())
        self.told = time.perf_counter() - started  # seconds until its address stood there
        self.connection = http.client.HTTPConnection("127.0.0.1", address.port or 0)
        self.cookie = ""
        entered = self.ask(f"/?{address.query}")
        self.cookie = str(entered.headers["set-cookie"]).partition(";")[0]

    def ask(self, path: str) -> http.client.HTTPResponse:
        """Ask for an address, and read the answer."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie} if self.cookie else {})
        answer = self.connection.getresponse()
        answer.read()
        return answer

    def processor(self) -> float:
        """Seconds of processor time so far."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / TICKS

    def end(self) -> None:
        """End the server."""
        self.connection.close()
        self.process.terminate()
        self.process.wait()


def main() -> None:
    head("The room (limits: its address 3 × `--version`; a search 2 × the command's own query)")
    million.TIMES = TIMES
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    try:
        library = folder / "library.db"
        million._make(library)
        _starts(library)
        _answers(library)
    finally:
        shutil.rmtree(folder)


def _starts(library: Path) -> None:
    ran = [run([READINGLIST, "--version"]) for _ in range(STARTS)]
    version, shown = (
        statistics.median(values) for values in zip(*((one.processor, one.seconds) for one in ran), strict=True)
    )
    told, firsts, pages = [], [], []
    for _ in range(STARTS):
        served = Served(library)
        told.append(served.told)
        firsts.append(served.processor())
        served.ask("/")
        pages.append(served.processor())
        served.end()
    print(f"  --version                {1000 * version:6.0f} ms; on the clock {1000 * shown:.0f} ms")
    print(
        f"  until its address is told, on the clock {1000 * statistics.median(told):.0f} ms  {statistics.median(told) / shown:.1f} ×"
    )
    for name, values in (("until the first answer", firsts), ("until the first page", pages)):
        print(f"  {name:<24} {1000 * statistics.median(values):6.0f} ms  {statistics.median(values) / version:.1f} ×")


def _answers(library: Path) -> None:
    served, where = Served(library), Location.at(library)
    asked = {f"word {word}": {"q": word} for word in (million.WORDS[3], million.WORDS[100], million.WORDS[8000])}
    asked |= {
        "title:word": {"q": f"title:{million.WORDS[100]} "},
        "all, by title": {"sort": "title"},
        "all, the last page": {"start": "99900"},
        "facets": {"part": "facets"},
    }
    for name, query in asked.items():
        path = f"/?{urlencode(query)}"
        served.ask(path)
        before, clock = served.processor(), time.perf_counter()
        for _ in range(ASKED):
            served.ask(path)
        page = (served.processor() - before) / ASKED
        line = f"  {name:<24} {1000 * page:6.1f} ms, {1000 * (time.perf_counter() - clock) / ASKED:6.1f} on the clock"
        if words := query.get("q", "").strip():
            alone = _alone(lambda words=words: list(lookup.summaries(where, words, limit=50)))  # type: ignore[misc]
            command = run([READINGLIST, "--library", str(library), "list", words, "--limit", "50"]).processor
            line += f"; the query alone {1000 * alone:6.1f}, the command {1000 * command:6.1f}"
        print(line, flush=True)
    served.end()


def _alone(query: Callable[[], object]) -> float:
    query()
    before = time.process_time()
    for _ in range(ASKED):
        query()
    return (time.process_time() - before) / ASKED


if __name__ == "__main__":
    sys.exit(main())
