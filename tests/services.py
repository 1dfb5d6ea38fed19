"""A server on this machine that speaks for the services, and counts what it is asked."""

from __future__ import annotations

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from readinglist.network.pace import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Answer = tuple[int, str, bytes]
START = 1_790_000_000.0  # Monday, 21 September 2026, 14:13:20


def configure(folder: Path, settings: str) -> None:
    """Write the user's own settings, below a folder that is their home in tests."""
    own = folder / "config/readinglist/config.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(settings, "utf-8")


class Time:
    """A clock that stands still but for those who sleep by it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.now, lambda: START + self.now - 1000.0, self.sleep)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed."""


class Services:
    """Answers by path; `asked` counts the paths. A path that nobody has set is not found."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.agents: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.otherwise: Callable[[str], Answer | None] = lambda _path: None
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def is_configured_in(self, folder: Path, more: str = "") -> None:
        """Write the user's own settings, below a folder that is their home: every service is this server."""
        configure(folder, self.settings(more))

    def settings(self, more: str = "") -> str:
        """Return a readinglist.toml in which every service is this server."""
        names = (
            "crossref",
            "datacite",
            "doi",
            "arxiv",
            "openlibrary",
            "googlebooks",
            "ncbi",
            "openalex",
            "semanticscholar",
            "archive",
        )
        return "[services]\n" + "".join(f'{name} = "{self.base}/{name}"\n' for name in names) + more

    def says(self, path: str, value: Any, status: int = 200, kind: str = "application/json") -> None:  # noqa: ANN401
        """Let the server answer a path with JSON, or with a text as it is."""
        body = value if isinstance(value, bytes) else value if isinstance(value, str) else json.dumps(value)
        self.answers[path] = (status, kind, body if isinstance(body, bytes) else body.encode())

    @staticmethod
    def json(message: Any) -> Answer:  # noqa: ANN401
        """Return Crossref's answer with a message."""
        return 200, "application/json", json.dumps({"status": "ok", "message": message}).encode()

    def work(self, doi: str, **parts: Any) -> None:  # noqa: ANN401
        """Let Crossref know a work."""
        self.says(f"/crossref/works/{doi}", {"status": "ok", "message": work(doi, **parts)})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        services = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(self.path)
                services.asked[path] += 1
                services.agents.append(self.headers.get("User-Agent", ""))
                status, kind, body = (
                    services.answers.get(path) or services.otherwise(path) or (404, "text/plain", b"no")
                )
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if status >= 429:
                    self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        return Handler


def work(doi: str, **parts: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a work as Crossref describes one."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": ["On Keys"],
        "container-title": ["Journal of Keys"],
        "author": [{"given": "Jane", "family": "Doe", "sequence": "first"}],
        "issued": {"date-parts": [[2020, 5, 1]]},
        "volume": "7",
        **parts,
    }
