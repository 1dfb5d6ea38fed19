"""The Claims: a text with its claims marked, each claim with its evidence for and against, and what changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.errors import NotFound, ReadinglistError, UsageError
from readinglist.library.claims import articles, record, report
from readinglist.library.claims.record import ClaimText, EvidenceText
from readinglist.render.room import addresses
from readinglist.render.room import claims as rendering
from readinglist.web import answers
from readinglist.web.answers import changes, done, frame, key, room, shown, shows, text

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from readinglist.library.location import Location
    from readinglist.render.room.frame import Frame


def reading() -> list[BaseRoute]:
    """Return the routes that show."""
    return [shows("/claims", view), shows("/claims/{key}", one)]


def writing() -> list[BaseRoute]:
    """Return the routes that change."""
    return [
        changes("/claims", add),
        changes("/claims/{key}", edit),
        changes("/claims/{key}/evidence", add_evidence),
        changes("/claims/{key}/evidence/{number:number}", edit_evidence),
    ]


def view(request: Request) -> Response:
    """Show the articles that state claims, one of them with its claims marked, or the claims that a query finds or that have a gap."""
    asked, gap = request.query_params.get("q", "").strip(), request.query_params.get("gap", "")
    around, library = frame(request, "Claims", "claims"), room(request).library
    try:
        if not asked and not gap:
            return answers.page(rendering.index(around, articles.articles(library)))
        if gap:
            return answers.page(rendering.found(around, articles.of_gap(library, gap, asked), asked, gap))
        return answers.page(_of(around, library, asked))
    except ReadinglistError as error:
        return answers.page(rendering.found(around, [], asked, gap, answers.said(error)))


def _of(around: Frame, library: Location, asked: str) -> str:
    """Return an article by its key, else the claims that a query finds."""
    try:
        marked = articles.marked(library, asked)
    except NotFound:
        return rendering.found(around, [(stated, "") for stated in report.claims(library, asked)], asked)
    return rendering.article(around._replace(title=f"Claims of {marked.record.key}"), marked)


def one(request: Request) -> Response:
    """Show a claim in full, or, of a source, where it comes from and what falls with it."""
    library, name = room(request).library, key(request)
    if "#" not in name:
        return answers.page(rendering.source(frame(request, name, "claims"), articles.source(library, name)))
    return answers.page(rendering.claim(frame(request, name, "claims"), articles.claim(library, name)))


def add(request: Request, form: FormData) -> Response:
    """Record a claim of a source."""
    given = ClaimText(text(form, "statement").strip(), text(form, "quote").strip(), text(form, "locator").strip())
    name = text(form, "key")
    return done(form, lambda: record.add_claim(room(request).library, name, given, force=_forced(form)))


def edit(request: Request, form: FormData) -> Response:
    """Change a claim or its verdict, or remove it; what was changed elsewhere meanwhile is left alone."""
    library, name = room(request).library, key(request)
    was = ClaimText(shown(form, "was_statement"), shown(form, "was_quote"), shown(form, "was_locator"))
    if text(form, "remove"):
        return done(form, lambda: record.remove_claim(library, name, was=was), addresses.claims(name.partition("#")[0]))
    if "verdict" in form:
        given, was = ClaimText(verdict=text(form, "verdict").strip()), ClaimText(verdict=shown(form, "was"))
    else:
        given = ClaimText(text(form, "statement").strip(), _other(form, "quote"), _other(form, "locator"))
    return done(form, lambda: record.edit_claim(library, name, given, was=was, force=_forced(form)))


def add_evidence(request: Request, form: FormData) -> Response:
    """Add a piece of evidence to a claim."""
    given = EvidenceText(
        text(form, "stance"),
        text(form, "key").strip(),
        text(form, "quote").strip(),
        text(form, "locator").strip(),
        text(form, "note").strip(),
        bool(text(form, "checked")),
    )
    if not given.key:
        raise UsageError("no source is named; evidence comes from a source of the library.")
    return done(form, lambda: record.add_evidence(room(request).library, key(request), given, force=_forced(form)))


def edit_evidence(request: Request, form: FormData) -> Response:
    """Change a piece of evidence, say whether it was checked, or remove it."""
    library, name, number = room(request).library, key(request), request.path_params["number"]
    if text(form, "remove"):
        seen = EvidenceText(quote=shown(form, "was_quote"), note=shown(form, "was_note"))
        return done(form, lambda: record.remove_evidence(library, name, number, was=seen))
    if "checked" in form:
        given = EvidenceText(checked=bool(text(form, "checked")))
        was = EvidenceText(checked=bool(text(form, "was_checked")))
    else:
        was = EvidenceText(
            shown(form, "was_stance"),
            quote=shown(form, "was_quote"),
            locator=shown(form, "was_locator"),
            note=shown(form, "was_note"),
        )
        given = EvidenceText(
            text(form, "stance"),
            quote=_other(form, "quote"),
            locator=_other(form, "locator"),
            note=text(form, "note").strip(),
        )
    return done(form, lambda: record.edit_evidence(library, name, number, given, was=was, force=_forced(form)))


def _other(form: FormData, name: str) -> str | None:
    """Return a field that is looked up in the text where it is another than the one that was shown; else None."""
    given = text(form, name).strip()
    return None if given == text(form, f"was_{name}").strip() else given


def _forced(form: FormData) -> bool:
    return bool(text(form, "force"))
