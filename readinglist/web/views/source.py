"""The Source: everything about one source, and what changes it, with the checks that the command line makes."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from readinglist.errors import InputError, ReadinglistError, UsageError
from readinglist.library import lookup, settings
from readinglist.library.edit import sources, status
from readinglist.library.files import attach, listing
from readinglist.library.output import check, cite, document, export
from readinglist.render.room import addresses
from readinglist.render.room import source as rendering
from readinglist.web import answers
from readinglist.web.answers import changes, done, frame, key, room, shown, shows, text

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from readinglist.claims.trace import CitedAt
    from readinglist.model.record import Record
    from readinglist.web.answers import Room

_MOST_DOCUMENTS = 20  # of a folder, in which citations are looked for while a page is shown; a guess
LARGEST = 300_000_000  # bytes of a file that is sent; a guess, more than a scanned book has


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/s/{key}", view)]


def writing() -> list[BaseRoute]:
    """Return the routes that change."""
    return [
        changes("/s/{key}/status", move),
        changes("/s/{key}/tags", tag),
        changes("/s/{key}/notes", note),
        changes("/s/{key}/notes/{number:number}", edit_note),
        changes("/s/{key}/links", link),
        changes("/s/{key}/fields", set_field),
        changes("/s/{key}/key", rename),
        changes("/s/{key}/files", attach_file, most=LARGEST, files=1),
        changes("/s/{key}/remove", remove),
    ]


def view(request: Request) -> Response:
    """Show a source, or a part of its page."""
    part = request.query_params.get("part", "")
    if part in _PARTS:
        return answers.page(_PARTS[part](request))
    record = _record(request)
    asked = room(request)
    html = rendering.view(
        frame(request, record.title or record.key, "library"),
        record,
        listing.of(asked.library, record),
        [name for name, _ in lookup.tags(asked.library)],
        editing="edit" in request.query_params,
    )
    return answers.page(html)


def _record(request: Request) -> Record:
    return lookup.show(room(request).library, [key(request)])[0]


def _preview(request: Request) -> str:
    record = _record(request)
    return rendering.preview(frame(request, record.title, "library"), record)


def _citation(request: Request) -> str:
    record, library = _record(request), room(request).library
    styles, problem = cite.style_titles(), ""
    style = answers.one_of(request, "style", styles, cite.DEFAULT_STYLE)  # a path of a file comes from no page
    try:
        made = cite.cite(library, [f"@{record.key}"], style, "html")
        reference = made.entries[0][1] if made.entries else made.citation
    except ReadinglistError as error:
        reference, problem = "", answers.said(error)
    entry = "".join(export.export(library, export.ExportOptions(keys=(record.key,))))
    around = frame(request, "Citation", "library")
    return rendering.citation(around, record, reference, entry, style, styles, problem)


def _cited(request: Request) -> str:
    asked = room(request)
    around = frame(request, "Where it is cited", "library")
    try:
        found = _places(asked, key(request))
    except ReadinglistError as error:
        return rendering.cited(around, key(request), (), answers.said(error))
    if found is None:
        return rendering.cited(
            around, key(request), (), "There is no document in the folder in which the room was started."
        )
    top = asked.folder.resolve()
    return rendering.cited(
        around, key(request), list(dict.fromkeys(_place(Path(one.path), one.line, top) for one in found))
    )


def _places(asked: Room, name: str) -> list[CitedAt] | None:
    """Return where the documents that the settings name cite a source, else those of the folder that can be read; None where there is none."""
    if named := settings.of(asked.library).writing.documents:
        return list(check.places(asked.library, name, named).places)
    top = asked.folder.resolve()
    here = [top / one for one in document.documents(asked.library, top)[:_MOST_DOCUMENTS]]
    found: list[CitedAt] = []
    for path in here:
        with contextlib.suppress(InputError):
            found += check.places(asked.library, name, [path], within=top).places
    return found if here else None


def _place(path: Path, line: int, top: Path) -> tuple[str, int, bool]:
    """Return a place in a document: its name in the folder, or its path elsewhere, the line, and whether it is in the folder."""
    whole = path.resolve()
    is_here = whole.is_relative_to(top)
    return (str(whole.relative_to(top)) if is_here else str(path)), line, is_here


def _history(request: Request) -> str:
    return rendering.history(
        frame(request, "History", "library"), key(request), lookup.history(room(request).library, key(request))
    )


_PARTS = {"preview": _preview, "citation": _citation, "cited": _cited, "history": _history}


def move(request: Request, form: FormData) -> Response:
    """Queue, start, finish or drop it."""
    library, action = room(request).library, text(form, "action")
    if action == "queue":
        return done(form, lambda: status.queue(library, [key(request)]))
    return done(form, lambda: status.move(library, action, [key(request)]))


def tag(request: Request, form: FormData) -> Response:
    """Add tags, parted by commas, or remove one."""
    add = [word.strip() for word in text(form, "add").split(",") if word.strip()]
    remove = [name] if (name := text(form, "remove")) else []
    if not add and not remove:
        raise UsageError("there is no tag in the field; write one, or several with commas between them.")
    return done(form, lambda: sources.tag(room(request).library, [key(request)], add, remove))


def note(request: Request, form: FormData) -> Response:
    """Write a note, or keep a quote."""
    given = _note_text(form)
    force = bool(text(form, "force"))
    return done(form, lambda: sources.add_note(room(request).library, key(request), given, force=force))


def edit_note(request: Request, form: FormData) -> Response:
    """Change a note, or remove it; one that was changed elsewhere meanwhile is left alone."""
    library, name, number = room(request).library, key(request), request.path_params["number"]
    if text(form, "remove"):
        return done(form, lambda: sources.remove_note(library, name, number, was=_note_shown(form)))
    given, was, force = _note_text(form), _note_shown(form), bool(text(form, "force"))
    if given.quote == was.quote:
        given = given._replace(quote=None)
    return done(form, lambda: sources.edit_note(library, name, number, given, was=was, force=force))


def _note_shown(form: FormData) -> sources.NoteText:
    """Return what the form showed of the note when it was opened."""
    public = bool(text(form, "was_public")) if "was_public" in form else None
    return sources.NoteText(shown(form, "was"), shown(form, "was_quote"), shown(form, "was_locator"), public)


def _note_text(form: FormData) -> sources.NoteText:
    return sources.NoteText(
        text(form, "text").strip(),
        text(form, "quote").strip(),
        text(form, "locator").strip(),
        bool(text(form, "public")),
    )


def link(request: Request, form: FormData) -> Response:
    """Link it to another source, or take a link away."""
    library, relation, target = room(request).library, text(form, "relation"), text(form, "target").strip()
    if text(form, "remove"):
        return done(form, lambda: sources.unlink(library, key(request), relation, target))
    return done(form, lambda: sources.link(library, key(request), relation, target))


def set_field(request: Request, form: FormData) -> Response:
    """Set a field, or take it away; one that was changed elsewhere meanwhile is left alone."""
    library, name, value = room(request).library, text(form, "name").strip(), text(form, "value")
    if text(form, "remove"):
        return done(form, lambda: sources.unset_fields(library, key(request), [name], was={name: text(form, "was")}))
    return done(form, lambda: sources.set_fields(library, key(request), [(name, value)], was={name: text(form, "was")}))


def rename(request: Request, form: FormData) -> Response:
    """Give it another key; the old one keeps working."""
    new = text(form, "key").strip()
    return done(form, lambda: sources.rename(room(request).library, key(request), new), addresses.source(new))


def attach_file(request: Request, form: FormData) -> Response:
    """Keep a copy of a file that was sent."""
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise UsageError("no file was chosen.")
    with tempfile.TemporaryDirectory(prefix="readinglist-") as folder:
        path = answers.keep_file(sent, Path(folder))
        return done(form, lambda: attach.attach(room(request).library, key(request), [attach.named(str(path))]))


def remove(request: Request, form: FormData) -> Response:
    """Take it out of the library."""
    return done(form, lambda: sources.remove(room(request).library, [key(request)]), "/")
