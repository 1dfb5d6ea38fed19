"""The application: the routes of all views behind the checks of every request (ASGI 3)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from readinglist.errors import ReadinglistError
from readinglist.library import maintenance
from readinglist.web import answers
from readinglist.web.answers import changes, room, shows, text
from readinglist.web.errors import NoSuchView
from readinglist.web.safety import Guarded
from readinglist.web.views import library, source

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

    from readinglist.web.answers import Room

_STATIC = Path(__file__).with_name("static")
_DIGITS = 19  # of a number that SQLite can hold
_NONE = -1  # the number of no operation
_VIEWS = (library, source)


def make(opened: Room, port: int) -> ASGIApp:
    """Return the application of a room that listens on a port. One that is read-only has no route that writes."""
    app = Starlette(
        routes=_routes(read_only=opened.read_only),
        exception_handlers={ReadinglistError: _failed, HTTPException: _missing},
    )
    app.state.room = opened
    return Guarded(app, opened.secrets, port, answers.refused)


def _routes(*, read_only: bool) -> list[BaseRoute]:
    found: list[BaseRoute] = [shows("/version", _version)]
    for view in _VIEWS:
        found += view.reading()
        found += [] if read_only else view.writing()
    if not read_only:
        found += [changes("/undo", _undo), changes("/redo", _redo)]
    return [*found, Mount("/static", StaticFiles(directory=_STATIC))]


def _version(request: Request) -> Response:
    """Say which version of the library this is: another after every change by anybody."""
    return PlainTextResponse(str(room(request).version()))


def _undo(request: Request, form: FormData) -> Response:
    asked = room(request)
    moved = maintenance.undo(asked.library, expected=_number(form), within=asked.folder)
    return answers.leads(text(form, "back"), moved[0].id)


def _redo(request: Request, form: FormData) -> Response:
    asked = room(request)
    moved = maintenance.redo(asked.library, expected=_number(form), within=asked.folder)
    return answers.leads(text(form, "back"), moved[0].id)


def _number(form: FormData) -> int:
    """Return the operation that somebody saw as the last one: another is not taken back."""
    given = text(form, "number")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < _DIGITS else _NONE


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReadinglistError)  # noqa: S101 - it is registered for this family alone
    return answers.failed(request, error)


def _missing(request: Request, _error: Exception) -> Response:
    return answers.failed(request, NoSuchView(request.url.path))
