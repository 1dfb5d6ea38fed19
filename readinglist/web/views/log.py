"""The Log: what was done to the library, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.library import lookup, maintenance
from readinglist.render.room import log as rendering
from readinglist.web import answers
from readinglist.web.answers import changes, done, frame, room, shows

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

_PAGE = 100
_MOST = 100_000  # operations on one page; beyond what anybody scrolls to


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/log", view)]


def writing() -> list[BaseRoute]:
    """Return the routes that change, beside undo and redo, which every view has."""
    return [changes("/log/{number:number}", take_back)]


def view(request: Request) -> Response:
    """Show the last operations, as many as are asked for."""
    count = answers.number(request.query_params.get("n", ""), _MOST) or _PAGE
    found = lookup.log(room(request).library, count + 1)
    return answers.page(
        rendering.view(frame(request, "Log", "log"), found[:count], more=count + _PAGE if found[count:] else 0)
    )


def take_back(request: Request, form: FormData) -> Response:
    """Take back an older operation by a new one."""
    return done(form, lambda: maintenance.revert(room(request).library, request.path_params["number"]))
