"""The application: the checks of every request, and behind them the views (ASGI 3), each loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match, Mount, Router
from starlette.staticfiles import StaticFiles

from readinglist.errors import InvalidValue, ReadinglistError
from readinglist.library import lookup, maintenance
from readinglist.web import answers
from readinglist.web.answers import changes, room, shows, text
from readinglist.web.errors import NoSuchView
from readinglist.web.safety import Guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from readinglist.library.location import Location
    from readinglist.web.answers import Room

_STATIC = Path(__file__).with_name("static")

# The first part of an address, and the modules that have the views below it, in the order in which they are asked.
VIEWS = {
    "": ("library",),
    "keys": ("library",),
    "chosen": ("library",),
    "queue": ("queue",),
    "log": ("log",),
    "claims": ("claims",),
    "matrix": ("matrix",),
    "overview": ("overview",),
    "graph": ("graph",),
    "pictures.css": ("graph",),
    "write": ("write",),
    "add": ("add",),
    "s": ("source", "reader"),
    "reader": ("reader",),
}


class Views(BaseRoute):
    """The views below the first part of an address. One that is read-only has no route that writes."""

    def __init__(self, part: str, modules: Sequence[str], *, read_only: bool) -> None:
        self._part, self._modules, self._read_only = part, modules, read_only
        self._router: Router | None = None

    def matches(self, scope: Scope) -> tuple[Match, dict[str, Any]]:
        """Whether an address is below the part."""
        is_below = scope["type"] == "http" and scope["path"].split("/")[1:2] == [self._part]
        return (Match.FULL if is_below else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the routes of the modules."""
        if self._router is None:
            self._router = await run_in_threadpool(self._loaded)
        await self._router(scope, receive, send)

    def _loaded(self) -> Router:
        routes: list[BaseRoute] = []
        for name in self._modules:
            view = import_module(f"readinglist.web.views.{name}")
            routes += view.reading()
            routes += [] if self._read_only else view.writing()
        return Router(routes, redirect_slashes=False)


def make(opened: Room, port: int) -> ASGIApp:
    """Return the application of a room that listens on a port."""
    app = Starlette(
        routes=_routes(read_only=opened.read_only),
        exception_handlers={ReadinglistError: _failed, HTTPException: _missing, Exception: _broken},
    )
    app.state.room = opened
    return Guarded(app, opened.secrets, port, answers.refused)


def _routes(*, read_only: bool) -> list[BaseRoute]:
    found: list[BaseRoute] = [shows("/version", _version), Mount("/static", StaticFiles(directory=_STATIC))]
    if not read_only:
        found += [changes("/undo", _undo), changes("/redo", _redo)]
    return [*found, *(Views(part, modules, read_only=read_only) for part, modules in VIEWS.items())]


def _version(request: Request) -> Response:
    """Say which version of the library this is: another after every change by anybody."""
    return PlainTextResponse(str(room(request).version()))


def _undo(request: Request, form: FormData) -> Response:
    asked = room(request)
    moved = maintenance.undo(asked.library, expected=_number(form), within=asked.folder)
    return answers.leads(_back(asked.library, form), moved[0].id)


def _redo(request: Request, form: FormData) -> Response:
    asked = room(request)
    moved = maintenance.redo(asked.library, expected=_number(form), within=asked.folder)
    return answers.leads(_back(asked.library, form), moved[0].id)


def _back(library: Location, form: FormData) -> str:
    """Return the page that a form came from; the list where that was of a source which is there no more."""
    back = text(form, "back")
    view, key = [*urlsplit(back).path.split("/"), "", ""][1:3]
    return "/" if view == "s" and not lookup.has(library, unquote(unquote(key))) else back


def _number(form: FormData) -> int:
    """Return the operation that somebody saw as the last one: another is not taken back. Raises InvalidValue."""
    given = text(form, "number")
    number = answers.number(given)
    if not number:
        raise InvalidValue("number", given, "the Log numbers the operations")
    return number


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReadinglistError)  # noqa: S101 - it is registered for this family alone
    return answers.failed(request, error)


def _missing(request: Request, _error: Exception) -> Response:
    return answers.failed(request, NoSuchView(request.url.path))


def _broken(request: Request, error: Exception) -> Response:
    """Return the page of a failure that nobody foresaw, or of rows that somebody else wrote into the library."""
    return answers.broken(request, error)
