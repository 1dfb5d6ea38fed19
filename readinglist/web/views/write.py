"""Write: a document of the folder, or a text that is pasted, checked line by line."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile

from readinglist.errors import ReadinglistError, UsageError
from readinglist.library.output import document
from readinglist.render.room import write as rendering
from readinglist.web import answers
from readinglist.web.answers import changes, frame, room, shows, text

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

LARGEST = 20_000_000  # bytes of a document that is sent; a guess, more than a thesis in Word has
_KEPT = 8  # texts that are pasted, the last of which are kept while the room is open
_TEXTS = "write.texts"


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/write", view)]


def writing() -> list[BaseRoute]:
    """Return the routes that take something."""
    return [changes("/write", take, most=LARGEST, files=1)]


def view(request: Request) -> Response:
    """Show what was found in a document, and which there are."""
    asked = room(request)
    name, held = request.query_params.get("document", ""), request.query_params.get("text", "")
    found, problem, status = None, "", 200
    try:
        if held and held not in _texts(request):
            problem = "This text was sent too long ago; paste it again."
        elif held:
            found = document.checked_text(asked.library, *_texts(request)[held])
        elif name:
            found = document.checked(asked.library, asked.folder, name)
    except ReadinglistError as error:
        problem, status = answers.said(error), 400
    title = f"{name} · Write" if name else "Write"
    there = document.documents(asked.library, asked.folder)
    shown = request.query_params.get("kind", "")
    around = frame(request, title, "write")
    return answers.page(
        rendering.view(around, there, found, rendering.AskedDocument(name, held, shown, problem)), status
    )


def take(request: Request, form: FormData) -> Response:
    """Keep a text or a file for as long as the room is open, and lead to what is found in it."""
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        name = answers.file_name(sent.filename)
        suffix, content = f".{name.rpartition('.')[2].lower()}", sent.file.read()
    else:
        suffix, content = text(form, "suffix"), text(form, "text").encode("utf-8", "replace")
    if not content.strip():
        raise UsageError("there is no text; paste one, or choose a file.")
    held = _texts(request)
    name = secrets.token_urlsafe(9)
    held[name] = (suffix, content)
    for old in list(held)[:-_KEPT]:
        held.pop(old, None)
    return answers.leads(f"/write?text={name}")


def _texts(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = room(request).state.setdefault(_TEXTS, {})
    return found
