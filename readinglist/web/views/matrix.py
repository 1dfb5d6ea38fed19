"""The Matrix: claims against the sources that are evidence for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.errors import ReadinglistError
from readinglist.library.claims import articles
from readinglist.render.room import matrix as rendering
from readinglist.web import answers
from readinglist.web.answers import frame, room, shows

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

_FURTHEST = 1_000_000  # claims behind which no page begins


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/matrix", view)]


def writing() -> list[BaseRoute]:
    """Return the routes that change: there are none."""
    return []


def view(request: Request) -> Response:
    """Show the matrix of the claims of a source or query, narrowed by what the address asks for."""
    given = request.query_params
    start = answers.number(given.get("start", ""), _FURTHEST) or 0
    asked = rendering.MatrixQuery(
        given.get("of", "").strip(),
        tuple(given.getlist("stance")),
        given.get("checked", ""),
        given.get("source", "").strip(),
        given.get("claim", ""),
        given.get("by", ""),
        start,
    )
    around, library = frame(request, "Matrix", "matrix"), room(request).library
    known = articles.articles(library)
    try:
        narrow = articles.Narrow(asked.stances, asked.checked, asked.source)
        found, problem = articles.matrix(library, asked.of, narrow), ""
    except ReadinglistError as error:
        found, problem = articles.NO_MATRIX, answers.said(error)
    return answers.page(rendering.view(around, found, asked, known, problem))
