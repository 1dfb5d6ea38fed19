"""The Reader: a source's file or text beside what is quoted from it, the files themselves, and what keeps words of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, HTMLResponse

from readinglist.claims.errors import QuoteElsewhere, QuoteNotFound
from readinglist.errors import InvalidValue, ReadinglistError
from readinglist.library.claims import record as claims
from readinglist.library.edit import sources
from readinglist.library.files import document
from readinglist.render.room import reader as rendering
from readinglist.render.room.reader import Trouble, WordsForm
from readinglist.web import answers, safety
from readinglist.web.answers import changes, done, frame, key, room, shows, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

_VENDORED = Path(__file__).parent.parent / "static" / "vendor" / "pdfjs-6.5.438"
# Fonts of a PDF come as data, and what draws it works in a thread of its own.
_POLICY = safety.policy(font_src="'self' data:", worker_src="'self'")
# Pictures of scans (JPEG 2000, JBIG2) are decoded by WebAssembly, in that thread alone.
_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; font-src data:"
_PAGE_POLICY = f"sandbox; frame-ancestors 'self'; {document.PAGE_POLICY}"


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [
        shows("/s/{key}/read", view),
        shows("/s/{key}/files/{number:number}", file),
        shows("/s/{key}/pages/{number:number}", page),
        shows("/reader/worker.mjs", worker),
    ]


def writing() -> list[BaseRoute]:
    """Return the routes that change."""
    return [changes("/s/{key}/read", keep)]


def view(request: Request) -> Response:
    """Show a document of a source beside what is quoted from it."""
    return _shown(request)


def _shown(
    request: Request, given: WordsForm | None = None, problem: Trouble | None = None, status: int = 200
) -> Response:
    asked, quote = request.query_params, request.query_params.get("quote", "")
    number = asked.get("attachment", "")
    if number and not (number.isascii() and number.isdecimal() and len(number) < 10):  # noqa: PLR2004
        raise InvalidValue("attachment", number, "it is counted from 1")
    opened = document.open_source(room(request).library, key(request), int(number) if number else None, quote)
    html = rendering.view(
        frame(request, opened.record.title or opened.record.key, "library"),
        opened,
        chosen=quote,
        as_text=asked.get("as") == "text",
        given=given or WordsForm(claim=asked.get("claim", "")),
        problem=problem,
    )
    return answers.page(html, status, content_security_policy=_POLICY)


def file(request: Request) -> Response:
    """Send a file of a source, by its number: for the reader's script, and to be kept; the browser's own viewer would run the scripts of a PDF."""
    path, found = document.place(room(request).library, key(request), request.path_params["number"])
    return FileResponse(
        path,
        media_type="application/pdf" if found.media == "pdf" else "application/octet-stream",
        filename=found.name,
        content_disposition_type="attachment",
        headers={"content-security-policy": "default-src 'none'; frame-ancestors 'none'"},
    )


def page(request: Request) -> Response:
    """Show a saved page, as it stands in a frame of the reader: nothing in it runs, and it asks nobody."""
    html = document.saved_page(room(request).library, key(request), request.path_params["number"])
    return HTMLResponse(html, headers={"content-security-policy": _PAGE_POLICY})


def worker(_request: Request) -> Response:
    """Send the script that reads PDFs, which has a policy of its own."""
    headers = {"content-security-policy": _WORKER_POLICY}
    return FileResponse(_VENDORED / "pdf.worker.min.mjs", media_type="text/javascript", headers=headers)


def keep(request: Request, form: FormData) -> Response:
    """Keep words of a source as a quote, a note, evidence or a claim; what does not fit its text is said, with what the text has."""
    given = _given(form)
    try:
        return done(form, _change(request, given, force=bool(text(form, "force"))))
    except (QuoteNotFound, QuoteElsewhere, InvalidValue) as error:
        trouble = _trouble(request, given, error)
        status = 409 if trouble.may_force else 400
        return _shown(request, given, trouble, status)


def _given(form: FormData) -> WordsForm:
    words = text(form, "there") if text(form, "instead") else text(form, "quote")
    locator = text(form, "moved_to") if text(form, "moved") else text(form, "locator")
    named = {name: text(form, name).strip() for name in ("text", "claim", "stance", "statement")}
    return WordsForm(text(form, "as"), words.strip(), locator.strip(), public=bool(text(form, "public")), **named)


def _change(request: Request, given: WordsForm, *, force: bool) -> Callable[[], object]:
    library, name = room(request).library, key(request)
    if given.kind == "evidence":
        piece = claims.EvidenceText(given.stance, name, given.quote, given.locator, given.text)
        return lambda: claims.add_evidence(library, given.claim, piece, force=force)
    if given.kind == "claim":
        stated = claims.ClaimText(given.statement, given.quote, given.locator, note=given.text)
        return lambda: claims.add_claim(library, name, stated, force=force)
    note = sources.NoteText(given.text, given.quote, given.locator, given.public)
    return lambda: sources.add_note(library, name, note, force=force)


def _trouble(request: Request, given: WordsForm, error: ReadinglistError) -> Trouble:
    """Return why words cannot be kept, in the room's words."""
    if isinstance(error, InvalidValue):
        return Trouble(str(error))
    found = document.look_up(room(request).library, key(request), given.quote, given.locator).found
    if found is None:
        return Trouble(str(error))
    if isinstance(error, QuoteElsewhere):
        sentence = f"These words are on {found.place}, not on {given.locator}."
        return Trouble(sentence, page=found.place, may_force=True)
    there = document.words_of(found)
    near = "it has something like them:" if there else "no passage of it is like them."
    return Trouble(f"The text does not have these words; {near}", there, found.place, may_force=True)
