"""Ten thousand stubs resolved against a server on this machine: stubs a second, peak memory, and a run that is killed.

The number of stubs may be given: `.venv/bin/python benchmarks/resolving.py 1000`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from _measure import READINGLIST, head, run

COUNT = 10_000
asked: Counter[str] = Counter()
reached = threading.Event()
halfway = COUNT // 2


class Crossref(BaseHTTPRequestHandler):
    """Knows every DOI, and counts what it is asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a work."""
        doi = unquote(self.path).removeprefix("/works/")
        asked[doi] += 1
        if asked.total() >= halfway:
            reached.set()
        message = {
            "DOI": doi,
            "type": "journal-article",
            "title": [f"Work{doi[9:]} and its keys"],
            "container-title": ["Journal of Numbers"],
            "author": [{"given": "Jane", "family": "Doe"}, {"given": "Rae", "family": "Roe"}],
            "issued": {"date-parts": [[2020, 5]]},
        }
        body = json.dumps({"message": message}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Serves in threads that end with the program."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that was killed."""


def main(count: int = COUNT) -> None:
    head(f"{count:,} stubs resolved against a server on this machine")
    global halfway  # noqa: PLW0603 - a script
    server = Server(("127.0.0.1", 0), Crossref)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    folder.joinpath("readinglist.toml").write_text(
        f'[services]\ncrossref = "http://127.0.0.1:{server.server_port}"\n', "utf-8"
    )
    os.chdir(folder)
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    library = [READINGLIST, "--library", str(folder / "refs.db")]
    dois = [f"10.1000/k{number}" for number in range(count)]
    few = min(200, count)
    halfway = count * 10
    _add(library, dois[:few])
    print(f"  peak memory of {few}: {run([*library, 'resolve', '--all']).megabytes:.0f} MB")
    _add(library, dois[few:])
    asked.clear()
    halfway = count // 2
    first = subprocess.Popen([*library, "resolve", "--all"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    reached.wait()
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = asked.total()
    second = run([*library, "resolve", "--all"])
    print(f"  killed after {before:,} were asked for, gone on with {asked.total() - before:,}")
    print(f"  asked for twice: {sum(times > 1 for times in asked.values())} (8 may be under way)")
    print(
        f"  second run: {second.seconds:.0f} s, {(count - before) / second.seconds:.0f} a second, peak memory {second.megabytes:.0f} MB"
    )
    left = subprocess.run([*library, "list", "is:stub", "-k"], capture_output=True, check=True).stdout.split()
    print(f"  stubs left: {len(left)}")
    shutil.rmtree(folder)


def _add(library: list[str], dois: list[str]) -> None:
    for start in range(0, len(dois), 1000):
        subprocess.run([*library, "add", "--offline", *dois[start : start + 1000]], check=True, capture_output=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
