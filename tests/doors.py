"""A server on this machine that behaves in any way a server may, and doors to it that do not sleep."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from readinglist.network.http import Door
from readinglist.resolvers import Options, Services
from tests.services import Time

if TYPE_CHECKING:
    from collections.abc import Iterator


class Handler(BaseHTTPRequestHandler):
    """One request, with the ways to answer it."""

    protocol_version = "HTTP/1.1"
    web: Web

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.web.asked.append(self.path)
        self.web.headers.append({name.lower(): value for name, value in self.headers.items()})
        route = self.web.routes.get(path)
        if route:
            route(self)
        else:
            self.say(404, b"not here")

    def say(self, status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> None:
        self.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | given).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


Route = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hangs up, as ours does on a body without end."""


class Web:
    """A server whose paths each do what they are told; `asked` and `headers` are what came in."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        handler = type("Bound", (Handler,), {"web": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def services(self) -> Services:
        return Services.of({name: f"{self.base}/{name}" for name in Services._fields} | {"crossref": self.base})

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


Doors = Callable[..., Door]


@pytest.fixture
def door(web: Web, time: Time) -> Iterator[Doors]:
    """Open doors to the test's server, which is the base of every service unless others are given."""
    opened: list[Door] = []

    def opens(services: Services | None = None, **options: object) -> Door:
        made = Door(services or web.services, Options(**options), time.clock())  # type: ignore[arg-type]
        opened.append(made)
        return made

    yield opens
    for one in opened:
        one.close()
