"""Asking the room without a browser: requests go to its application as a server would pass them on (ASGI 3)."""

from __future__ import annotations

import asyncio
import html
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode, urlsplit

from readinglist.library import maintenance
from readinglist.web import app
from readinglist.web.answers import Room
from readinglist.web.entrance import Secrets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from starlette.types import ASGIApp

    from readinglist.library.location import Location

PORT = 8000
OWN = f"http://127.0.0.1:{PORT}"
SECRETS = Secrets("the token", "the mark of forms", "the token for once")


@dataclass(frozen=True)
class Answer:
    """What the room answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What a reader sees of a page, on one line."""
        shown = re.sub(r"<(script|style|head)\b.*?</\1>", "", self.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())

    @property
    def to(self) -> str:
        """Where it leads."""
        return self.headers.get("location", "")


@dataclass
class Client:
    """A browser that has entered a room, unless it has no cookie."""

    room: Room
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Location, folder: Path, *, read_only: bool = False) -> Client:
        return cls(
            Room(
                library,
                folder,
                SECRETS,
                maintenance.watch(library).version,
                read_only=read_only,
                offline=True,
                had_file=library.path.exists(),
            ),
            {f"readinglist_{PORT}": SECRETS.token},
        )

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for an address; names of headers have `_` for `-`."""
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, fields: Mapping[str, str | Sequence[str]] | None = None, **headers: str) -> Answer:
        """Send a form, as a page of the room does."""
        given = {"csrf": SECRETS.csrf, **(fields or {})}
        body = urlencode(given, doseq=True).encode()
        usual = {
            "content_type": "application/x-www-form-urlencoded",
            "sec_fetch_site": "same-origin",
            "origin": OWN,
        }
        return self.ask("POST", address, body, {**usual, **headers})

    def send(self, address: str, fields: Mapping[str, str], name: str, data: bytes) -> Answer:
        """Send a form with a file in the field `file`."""
        parts = [
            f'--b\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrf": SECRETS.csrf, **fields}.items()
        ]
        head = f'--b\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, head, data, b"\r\n--b--\r\n"])
        usual = {"content_type": "multipart/form-data; boundary=b", "sec_fetch_site": "same-origin", "origin": OWN}
        return self.ask("POST", address, body, usual)

    def ask(
        self,
        method: str,
        address: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        of: ASGIApp | None = None,
    ) -> Answer:
        """Ask as anybody may: with exactly these headers, the host, and the cookies; the room of before where one is given."""
        given = {"host": f"127.0.0.1:{PORT}", "content_length": str(len(body))}
        if self.cookies:
            given["cookie"] = "; ".join(f'{name}="{value}"' for name, value in self.cookies.items())
        given |= headers or {}
        parts = urlsplit(address)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(parts.path),
            "raw_path": parts.path.encode("ascii"),
            "query_string": parts.query.encode("ascii"),
            "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in given.items()],
            "server": ("127.0.0.1", PORT),
            "client": ("127.0.0.1", 1),
        }
        # In a thread of its own, as a test that drives a browser has a loop of events in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, _asked(of or app.make(self.room, PORT), scope, body)).result()


async def _asked(asked: Any, scope: dict[str, Any], body: bytes) -> Answer:  # noqa: ANN401 - an application of ASGI
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await asked(scope, receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))
