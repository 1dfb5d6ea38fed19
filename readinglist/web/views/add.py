"""Add: what is pasted or sent is shown as it was understood, and what is ticked of that is kept, in one operation."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.datastructures import UploadFile

from readinglist.errors import ReadinglistError, UsageError
from readinglist.library import lookup
from readinglist.library.imports.extras import Extras
from readinglist.library.online import preview
from readinglist.library.operation import numbers
from readinglist.library.settings import Access
from readinglist.render.room import add as rendering
from readinglist.render.room import addresses
from readinglist.web import answers
from readinglist.web.answers import changes, frame, room, shows, text, texts
from readinglist.web.errors import TooMuchSent

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from readinglist.library.online.preview import Keep, Preview

LARGEST = 300_000_000  # bytes of all files that are sent at once; a guess, more than a scanned book has
_LARGEST_BIBLIOGRAPHY = 30_000_000  # bytes; a guess, beyond what anybody looks through entry by entry
_MOST_SHOWN = 500  # sources that are shown at once
_MOST_FILES = 50
_KEPT = 8  # of what was shown, the last of which are held while the room is open
_HELD = "add.shown"
_PDF = b"%PDF-"
_MOST_NAMED = 20  # sources that an address names


class SentFiles:
    """A folder for the files that are sent, which goes when nobody holds it any more, or the room is closed."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="readinglist-"))
        self.drop = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


class Held(NamedTuple):
    """What was shown, the files that were sent for it, and the key that a single source is to have."""

    found: Preview
    files: SentFiles
    key: str


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return []


def writing() -> list[BaseRoute]:
    """Return the routes that change: a room that only shows has no view for adding."""
    return [shows("/add", view), changes("/add", look, most=LARGEST, files=_MOST_FILES), changes("/add/keep", keep)]


def view(request: Request) -> Response:
    """Show the form, or what was understood of what was sent."""
    asked = request.query_params
    held = _held(request).get(asked.get("shown", ""))
    around, library = frame(request, "Add", "add"), room(request).library
    if held is None:
        lost = "This was shown too long ago; look again." if asked.get("shown") else ""
        given = rendering.Pasted(asked.get("text", ""), asked.get("key", ""), lost, offline=room(request).offline)
        return answers.page(rendering.form(around, given))
    tags = [name for name, _ in lookup.tags(library)]
    found, wished = held.found, rendering.Wished(held.key, tags)
    return answers.page(rendering.shown(around, found.shown, found.problems, asked["shown"], wished))


def look(request: Request, form: FormData) -> Response:
    """Look at what is pasted and sent, keep nothing, and lead to what it was understood as."""
    pasted = text(form, "text")
    if len(pasted) > _LARGEST_BIBLIOGRAPHY:
        raise TooMuchSent(_LARGEST_BIBLIOGRAPHY)
    sent = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
    if not pasted.strip() and not sent:
        raise UsageError("there is nothing to look at; paste something, or choose files.")
    library, access = room(request).library, Access(offline=room(request).offline)
    files = SentFiles()
    found = [preview.of_text(library, pasted, access)] if pasted.strip() else []
    found += _of_files(request, sent, files.path, access)
    whole = preview.joined(found)
    if len(whole.shown) > _MOST_SHOWN:
        raise UsageError(f"there are {len(whole.shown):,} sources in it; `readinglist import` takes so many.")
    held, name = _held(request), secrets.token_urlsafe(9)
    held[name] = Held(whole, files, text(form, "key").strip())
    for old in list(held)[:-_KEPT]:
        held.pop(old, None)  # its files go with the last who holds it: another tab may be keeping them just now
    return answers.leads(f"/add?shown={name}")


def _of_files(request: Request, sent: list[UploadFile], folder: Path, access: Access) -> list[Preview]:
    """Return what files would add: PDFs by what they say of themselves, others as bibliographies; one that is neither says so."""
    library, found, papers = room(request).library, [], []
    for number, one in enumerate(sent):
        name = answers.file_name(one.filename or "")
        if one.file.read(1024).find(_PDF) >= 0:
            place = folder / str(number)
            place.mkdir()
            one.file.seek(0)
            papers.append(answers.keep_file(one, place))
            continue
        one.file.seek(0)
        try:
            if (one.size or 0) > _LARGEST_BIBLIOGRAPHY:
                raise TooMuchSent(_LARGEST_BIBLIOGRAPHY)
            read = preview.of_files(library, [preview.Sent(name, one.file.read())])
            found.append(read if read.shown or read.problems else preview.unread(name, "there is no entry in it."))
        except ReadinglistError as error:
            found.append(preview.unread(name, str(error)))
    return [*found, *([preview.of_papers(library, papers, access)] if papers else [])]


def keep(request: Request, form: FormData) -> Response:
    """Keep what is ticked of what was shown."""
    held = _held(request).get(text(form, "shown"))
    if held is None:
        raise UsageError("this was shown too long ago; look again.")
    wanted = {place: _how(form, place) for place in range(len(held.found.shown)) if str(place) in texts(form, "tick")}
    if not wanted:
        raise UsageError("nothing is ticked, so nothing was kept.")
    with numbers() as noted:
        keys = preview.keep(room(request).library, held.found, wanted, _extras(form, alone=len(wanted) == 1))
    if len(keys) == 1:
        to = addresses.source(keys[0])
    else:
        to = addresses.library(" OR ".join(f'key:"{key}"' for key in keys) + " ") if len(keys) <= _MOST_NAMED else "/"
    return answers.leads(to, answers.last(noted))


def _how(form: FormData, place: int) -> Keep:
    chosen: dict[str, Keep] = {"update": "update", "new": "new", "merge": "merge"}
    return chosen.get(text(form, f"how-{place}"), "skip")


def _extras(form: FormData, *, alone: bool) -> Extras:
    tags = tuple(word.strip() for word in text(form, "tags").split(",") if word.strip())
    return Extras(
        tags=tags,
        key=text(form, "key").strip() if alone else "",
        status="queued" if text(form, "queue") else "",
        why=text(form, "why").strip(),
    )


def _held(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = room(request).state.setdefault(_HELD, {})
    return found
