"""The Queue: what is being read, what comes next, why and from where; in an order that is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.library import lookup
from readinglist.library.edit import status
from readinglist.render.room import queue as rendering
from readinglist.web import answers
from readinglist.web.answers import changes, done, frame, room, shows, text, texts

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/queue", view)]


def writing() -> list[BaseRoute]:
    """Return the routes that change."""
    return [changes("/queue", add), changes("/queue/order", order), changes("/queue/why", explain)]


def view(request: Request) -> Response:
    """Show the queue, in its order."""
    library = room(request).library
    finished = {name: lookup.count(library, f"status:{name}") for name in ("read", "dropped", "inbox")}
    return answers.page(rendering.view(frame(request, "Queue", "queue"), lookup.queue(library), finished))


def add(request: Request, form: FormData) -> Response:
    """Put a source into the queue."""
    key, via, why = (text(form, name).strip() for name in ("key", "via", "why"))
    return done(form, lambda: status.queue(room(request).library, [key], via=via or None, why=why or None))


def order(request: Request, form: FormData) -> Response:
    """Put the queue into the order that is sent, or one source of it a place up or down."""
    keys = texts(form, "key")
    for name, by in (("up", -1), ("down", 1)):
        if (moved := text(form, name)) in keys:
            place = keys.index(moved)
            keys.insert(max(place + by, 0), keys.pop(place))
    return done(form, lambda: status.reorder(room(request).library, keys))


def explain(request: Request, form: FormData) -> Response:
    """Change why a source is to be read, and which one led to it."""
    via, why = text(form, "via").strip(), text(form, "why").strip()
    was = (text(form, "was_via"), text(form, "was_why"))
    return done(form, lambda: status.queue(room(request).library, [text(form, "key")], via=via, why=why, was=was))
