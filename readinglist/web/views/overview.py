"""The Overview: what was added and read over time, by tag and year, and what is left to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.errors import UsageError
from readinglist.library import stats
from readinglist.render.room import overview as rendering
from readinglist.web import answers
from readinglist.web.answers import frame, room, shows

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/overview", view)]


def writing() -> list[BaseRoute]:
    """Return the routes that change: there are none."""
    return []


def view(request: Request) -> Response:
    """Show a library at a glance, or the part of it that a query finds."""
    asked, problem = request.query_params.get("q", "").strip(), ""
    library = room(request).library
    try:
        found = stats.overview(library, asked)
    except UsageError as error:
        found, problem = stats.NOTHING, answers.said(error)
    return answers.page(rendering.view(frame(request, "Overview", "overview"), found, asked, problem))
