"""What the views share: the room that is asked, the frame of a page, forms, and what is said after a change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from starlette.concurrency import run_in_threadpool
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from readinglist import errors
from readinglist.library import lookup, maintenance, operation
from readinglist.render.room import frame as framing
from readinglist.render.room import wording
from readinglist.util import crash
from readinglist.web import safety
from readinglist.web.errors import BrokenForm, LibraryGone, NotFromHere, TooMuchSent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from starlette.datastructures import FormData, UploadFile
    from starlette.requests import Request
    from starlette.responses import Response

    from readinglist.library.location import Location
    from readinglist.render.room.frame import Frame
    from readinglist.web.entrance import Secrets

MOST = 1_000_000  # bytes of a form: a long note, and far from what fills the memory
_LOGGED = 60  # operations in which undo and redo are looked for; a guess
_PIECE = 1 << 20  # bytes that are copied at a time
_LONGEST_NAME = 120  # characters of the name of a file that is sent; systems take 255 bytes
_WRITTEN = ("quote", "text", "note", "statement", "verdict", "value", "why")  # fields of words that nobody types twice
_FIELDS = 2_000  # of a form: every source of a page ticked, and more
_UNAVAILABLE = 503
_STATUS = {
    NotFromHere: 403,
    TooMuchSent: 413,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.UsageError: 400,
    errors.InputError: 400,
    errors.NetworkError: 502,
}


class _Number(IntegerConvertor):
    """A number in the path of an address, `{name:number}`: short enough for SQLite, and for Python to read it."""

    regex = "[0-9]{1,18}"


register_url_convertor("number", _Number())


@dataclass(frozen=True)
class Room:
    """One start of the room: the library, the folder in which it was started, what tells that anything changed, and what it may do.

    `had_file` says that the library was there, so that no new one is made in its place.
    """

    library: Location
    folder: Path
    secrets: Secrets
    version: Callable[[], int]
    read_only: bool = False
    offline: bool = False
    had_file: bool = False
    state: dict[str, Any] = field(default_factory=dict)


def room(request: Request) -> Room:
    """Return the room that is asked. Raises LibraryGone."""
    found: Room = request.app.state.room
    if found.had_file and not found.library.path.exists():
        raise LibraryGone(found.library.path)
    return found


def key(request: Request) -> str:
    """Return the key, or name, in the address of a request (`addresses.name`)."""
    return unquote(request.path_params["key"])


def one_of(request: Request, name: str, known: Iterable[tuple[str, str]], usual: str = "") -> str:
    """Return what is asked for where it is one of the names that are known, of pairs of name and title; else what is usual."""
    wanted = request.query_params.get(name, "")
    return wanted if wanted in dict(known) else usual


def number(given: str, most: int = 2**63 - 1) -> int | None:
    """Return a whole number from 0 to a limit, as an address or a form has it (the usual one is SQLite's); None for anything else."""
    is_short = given.isascii() and given.isdecimal() and len(given) <= len(str(most))
    return int(given) if is_short and int(given) <= most else None


def frame(request: Request, title: str, view: str = "") -> Frame:
    """Return what surrounds a view: its title and place among the views, what was done last, and what can be undone."""
    asked = room(request)
    version = asked.version()
    log = lookup.log(asked.library, _LOGGED)
    done = request.query_params.get("done", "")
    said = next((one for one in log if str(one.id) == done), None)
    return framing.Frame(
        title,
        view,
        asked.secrets.csrf,
        version,
        asked.library.path.name,
        read_only=asked.read_only,
        said=said,
        undo=next((one for one in log if one.state == "done"), None),
        redo=_redoable(log),
        here=_without_done(request),
    )


def _redoable(log: list[Any]) -> Any:  # noqa: ANN401 - a Logged or none
    undone = []
    for one in log:
        if one.state == "done":
            break
        if one.state == "undone":
            undone.append(one)
    return undone[-1] if undone else None


def _without_done(request: Request) -> str:
    """Return the address that is asked, without what was said last: where a form leads back to."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "done"]
    path = request.scope.get("raw_path", b"").decode("ascii", "replace") or request.url.path
    return path + (f"?{urlencode(query)}" if query else "")


def page(html: str, status: int = 200, **headers: str) -> HTMLResponse:
    """Return a page of the room; names of headers have `_` for `-`. What is no text, as a name of a file may be, is shown as `?`."""
    return HTMLResponse(
        html.encode("utf-8", "replace"), status, {name.replace("_", "-"): value for name, value in headers.items()}
    )


def shows(path: str, view: Callable[[Request], Response]) -> Route:
    """Return the route of a view, which is called in a thread of its own."""
    return Route(path, view, methods=["GET"])


def changes(path: str, view: Callable[[Request, FormData], Response], *, most: int = MOST, files: int = 0) -> Route:
    """Return the route of what changes something: its form is read to a limit and checked, and the view called in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        form = await _form(request, most, files)
        try:
            token = request.headers.get(f"x-{safety.CSRF}") or str(form.get(safety.CSRF, ""))
            safety.check_form(token, room(request).secrets)
            return await run_in_threadpool(view, request, form)
        except errors.ReadinglistError as error:
            return await run_in_threadpool(failed, request, error, form)
        finally:
            await form.close()

    return Route(path, endpoint, methods=["POST"])


async def _form(request: Request, most: int, files: int) -> FormData:
    """Read a form, to a limit of bytes. Raises TooMuchSent and BrokenForm."""
    received = 0
    receive = request._receive  # noqa: SLF001 - where what was sent comes from, counted before it is kept

    async def counted() -> Any:  # noqa: ANN401 - a message of ASGI
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise TooMuchSent(most)
        return message

    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise TooMuchSent(most)
    request._receive = counted  # noqa: SLF001
    try:
        return await request.form(max_files=files, max_fields=_FIELDS, max_part_size=most)
    except HTTPException as error:
        raise BrokenForm(error.detail) from error


def text(form: FormData, name: str) -> str:
    """Return a field of a form as one text with plain line ends; empty where it is missing."""
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def shown(form: FormData, name: str) -> str | None:
    """Return what a form showed when it was opened; None where it does not tell."""
    return text(form, name) if name in form else None


def texts(form: FormData, name: str) -> list[str]:
    """Return all values of a field of a form."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def done(form: FormData, change: Callable[[], object], to: str = "") -> Response:
    """Do one operation, and lead back to the page it came from, or to another, which says what was done and can undo it."""
    with operation.numbers() as numbers:
        change()
    return leads(to or text(form, "back") or "/", last(numbers))


def last(numbers: Sequence[int]) -> int:
    """Return the number of the last operation that changed something; 0 for none."""
    return next((one for one in reversed(numbers) if one), 0)


def leads(to: str, number: int = 0) -> Response:
    """Return the way to a page of the room, which says what the operation of a number did."""
    parts = urlsplit(to if re.fullmatch(r"/(?![/\\])[^\\\s]*", to) else "/")
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "done"]
    query += [("done", str(number))] if number else []
    return RedirectResponse(urlunsplit(("", "", parts.path, urlencode(query), parts.fragment)), 303)


def said(error: errors.ReadinglistError) -> str:
    """Return what an error says to a reader of the room, in whose words it names no option of a command."""
    return wording.here(str(error))


def failed(request: Request, error: errors.ReadinglistError, form: FormData | None = None) -> Response:
    """Return the page of an error, with what was written in the form; of a library that cannot be read, nothing but that."""
    if isinstance(error, errors.LibraryError):
        return page(framing.refusal(str(error)), _UNAVAILABLE)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    written = [
        (name, words)
        for name in _WRITTEN
        if form and (words := text(form, name)) and words != shown(form, f"was_{name}")
    ]
    try:
        around = frame(request, "That did not work")
    except errors.LibraryError as unreadable:
        return failed(request, unreadable)
    return page(framing.failure(around, said(error), written), status)


def broken(request: Request, error: Exception) -> Response:
    """Return the page of a failure that nobody foresaw: what is wrong with the library's rows, or which fault of the program it was."""
    damage = maintenance.damage(request.app.state.room.library)
    return page(framing.refusal(str(damage or crash.sentence(error))), 500)


def refused(error: NotFromHere, status: int) -> Response:
    """Return what somebody is told who may not enter: nothing of the library."""
    return page(framing.refusal(str(error)), status)


def keep_file(sent: UploadFile, folder: Path) -> Path:
    """Keep a file that was sent in a folder, where no other may have its name; return where it is."""
    path = folder / file_name(sent.filename or "")
    with path.open("xb") as kept:
        while piece := sent.file.read(_PIECE):
            kept.write(piece)
    return path


def file_name(sent: str) -> str:
    """Return what a file that was sent is kept as: the last part of its name, without what a system or a terminal takes for something else."""
    last = re.split(r"[/\\]", sent)[-1]
    plain = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last).strip(". ")
    return plain[-_LONGEST_NAME:] or "file"
