"""The Library: the list with its search, what narrows it, and what is done with several sources at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from readinglist.errors import ReadinglistError, UsageError
from readinglist.library import browse, lookup
from readinglist.library.edit import sources, status
from readinglist.library.files import search
from readinglist.library.output import cite, export
from readinglist.model.list_pages import ListPage
from readinglist.render.room import addresses
from readinglist.render.room import library as rendering
from readinglist.util.text import counted
from readinglist.web import answers
from readinglist.web.answers import changes, frame, room, shows, text, texts

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.routing import BaseRoute

PASSAGES = 30  # sources whose passages are shown; the best come first
_NOTHING = ListPage([], 0, more=False, whole=0)
_FURTHEST = 10_000_000  # sources behind which no page begins; beyond any library


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [
        shows("/", view),
        shows("/keys", keys),
        shows("/chosen/cite", cited),
        shows("/chosen/references.bib", exported),
    ]


def writing() -> list[BaseRoute]:
    """Return the routes that change."""
    return [changes("/chosen/tag", tag), changes("/chosen/queue", queue)]


def view(request: Request) -> Response:
    """Show the list of what a query finds, or what narrows it."""
    asked = request.query_params
    typed = asked.get("q", "")
    sort = answers.one_of(request, "sort", rendering.SORTS)
    start = answers.number(asked.get("start", ""), _FURTHEST) or 0
    if asked.get("part") == "facets":
        return _facets(request, typed, sort)
    around, library = frame(request, "Library", "library"), room(request).library
    try:
        if asked.get("in") == rendering.PASSAGES:
            passages = search.everywhere(library, typed, PASSAGES) if typed.strip() else []
            shown = rendering.ShownList(_NOTHING, passages=passages)
        else:
            found = browse.page(library, typed, sort=sort, reverse=_is_reversed(request, sort), start=start)
            shown = rendering.ShownList(found, rendering.Order(sort, "reverse" in asked))
    except UsageError as error:
        shown = rendering.ShownList(_NOTHING, problem=answers.said(error))
    return answers.page(rendering.view(around, typed, shown, cite.style_titles()))


def _facets(request: Request, typed: str, sort: str) -> Response:
    try:
        found = browse.facets(room(request).library, typed)
    except UsageError:
        found = []  # the list says what is wrong with the query
    return answers.page(rendering.facets(frame(request, "Narrow the list", "library"), found, sort))


def keys(request: Request) -> Response:
    """Return keys that begin so, a line each, for completion: the key, a tab, the title."""
    found = lookup.keys(room(request).library, request.query_params.get("q", ""), 20)
    return Response("\n".join(f"{key}\t{title}" for key, title in found), media_type="text/plain; charset=utf-8")


def _is_reversed(request: Request, sort: str) -> bool:
    """Whether the order is turned: what was added last comes first, unless that is turned."""
    return ("reverse" in request.query_params) != (sort in ("", "changed"))


def tag(request: Request, form: FormData) -> Response:
    """Add tags to what was chosen, and remove those with a minus before them."""
    words = [word.strip() for word in text(form, "tags").replace(",", " ").split()]
    add = [word.removeprefix("+") for word in words if not word.startswith("-")]
    remove = [word[1:] for word in words if word.startswith("-")]
    if not words:
        raise UsageError("there is no tag in the field; write one, or several with spaces between them.")
    return answers.done(form, lambda: sources.tag(room(request).library, _chosen(form), add, remove))


def queue(request: Request, form: FormData) -> Response:
    """Put what was chosen into the queue."""
    return answers.done(form, lambda: status.queue(room(request).library, _chosen(form)))


def _chosen(form: FormData) -> list[str]:
    if found := texts(form, "key"):
        return found
    raise UsageError("no source is chosen; tick some in the list first.")


def _style(request: Request) -> str:
    """Return the style that is asked for, one of those shipped: a path of a file comes from no page."""
    return answers.one_of(request, "style", cite.style_titles(), cite.DEFAULT_STYLE)


def cited(request: Request) -> Response:
    """Show what was chosen as a style prints it."""
    chosen, style = request.query_params.getlist("key"), _style(request)
    made, problem = [], ""
    try:
        if chosen:
            found = cite.cite(room(request).library, [f"@{key}" for key in chosen], style, "html")
            made = [entry for _, entry in found.entries]
    except ReadinglistError as error:
        problem = answers.said(error)
    around = frame(request, "Citations", "library")
    back = addresses.library(request.query_params.get("q", ""))
    return answers.page(rendering.cited(around, made, counted(len(chosen), "source"), back, problem))


def exported(request: Request) -> Response:
    """Return what was chosen as a .bib file, or all that the query finds where nothing is."""
    chosen = request.query_params.getlist("key")
    wanted = "" if chosen else request.query_params.get("q", "")
    written = "".join(export.export(room(request).library, export.ExportOptions(wanted, tuple(chosen))))
    headers = {"content-disposition": 'attachment; filename="references.bib"'}
    return Response(written, media_type="application/x-bibtex", headers=headers)
