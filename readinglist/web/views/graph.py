"""The Graph: sources, links, claims and evidence as a picture, and the styles of all pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from readinglist.errors import ReadinglistError
from readinglist.library.claims import graph as graphs
from readinglist.render.pictures import look
from readinglist.render.room import graph as rendering
from readinglist.web import answers
from readinglist.web.answers import frame, room, shows

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/graph", view), shows("/pictures.css", style)]


def writing() -> list[BaseRoute]:
    """Return the routes that change: there are none."""
    return []


def view(request: Request) -> Response:
    """Show what is near a source or claim, what a query finds, or what is near the busiest source."""
    given = request.query_params
    asked = rendering.GraphQuery(
        given.get("of", "").strip(),
        rendering.steps_of(given.getlist("steps")),
        tuple(given.getlist("with")),
        tuple(given.getlist("open")),
    )
    around = frame(request, "Graph", "graph")
    library = room(request).library
    try:
        found, problem = graphs.shown(library, asked.of, steps=asked.steps, most=rendering.MOST), ""
    except ReadinglistError as error:
        found, problem = graphs.NOTHING, answers.said(error)
    return answers.page(rendering.view(around, found, asked, problem))


def style(_request: Request) -> Response:
    """Return the style sheet of pictures, in the colours of the room."""
    return Response(look.style_of_room(), media_type="text/css")
