"""Opening a source's file, at the page of a claim, a note or a label, in the program that shows it; or its address in the browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import viewers
from readinglist.attachments.errors import MissingFile, NoAddress, NoSuchPage, NoViewer
from readinglist.fulltext import pages, quotes
from readinglist.library import settings
from readinglist.library.edit import sources
from readinglist.library.files import listing, shelf
from readinglist.library.open import reading
from readinglist.model import locators, schemes
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.attachment import Attachment, FileText
    from readinglist.model.record import Record
    from readinglist.model.views import SourceText


class Wanted(NamedTuple):
    """What of a source is to be opened: which attachment, which page by its label, or the quote of which note."""

    attachment: int | None = None
    page: str = ""
    note: int | None = None
    address: bool = False


class Target(NamedTuple):
    """What is opened: a file with its page, counted from 1, and its label, or an address."""

    key: str
    path: Path | None = None
    page: int | None = None
    label: str = ""
    address: str = ""
    attachment: int = 0


class Opened(NamedTuple):
    """What was opened, by which command, and whether that goes to the page; no command where there is no screen for a window."""

    target: Target
    command: tuple[str, ...] = ()
    at_page: bool = False


def find(library: Location, name: str, wanted: Wanted) -> Target:
    """Return what a key, or the name of a claim, and the options mean.

    Raises NoSuchSource, NoSuchClaim, NoAttachment, MissingFile, NoSuchPage and NoAddress.
    """
    where = shelf.of(library)
    with reading(library) as opened:
        named = opened.find_named(name)
        record = opened.record(named.source)
        if wanted.address or (not record.attachments and wanted == Wanted() and named.claim is None):
            return _address(record)
        page, sha256 = _place(record, named.claim, wanted, lambda: next(opened.texts_of([named.source])))
        number = wanted.attachment or next(
            (one.id for one in record.attachments if sha256 and one.sha256 == sha256), None
        )
        attachment = listing.chosen(record.key, record.attachments, number)
        place = where.place(attachment)
        if not files.is_file(place):
            raise MissingFile(record.key, attachment.id, place)
        read = opened.read_in(attachment.sha256)
    index, label = _page(attachment, read, page, strict=bool(wanted.page))
    return Target(record.key, place.absolute(), index, label, "", attachment.id)


def start(library: Location, target: Target, program: str = "") -> Opened:
    """Open what was found in its program. Raises NoViewer, NotShownHere and InvalidValue."""
    if target.path is None:
        call = viewers.call_for_address(target.address)
    else:
        viewers.check(target.path)
        call = viewers.call(target.path, target.page, settings.of(library).files.open, program)
    if not program and not viewers.has_screen(os.environ):
        return Opened(target)
    viewers.start(call.command)
    return Opened(target, call.command, call.at_page)


def in_browser(address: str) -> bool:
    """Open an address in the browser, and return whether there is one, and a screen for its window."""
    try:
        if shown := viewers.has_screen(os.environ):
            viewers.start(viewers.call_for_address(address).command)
    except NoViewer:
        return False
    return shown


def _place(
    record: Record, claim: int | None, wanted: Wanted, texts: Callable[[], Iterable[SourceText]]
) -> tuple[str, str]:
    """Return the label of the page that is meant, and the SHA-256 of the file that has it; both may be empty."""
    if wanted.page:
        return wanted.page, ""
    if claim is not None:
        stated = next(one for one in record.claims if one.id == claim)
        return _of_quote(stated.quote, stated.locator, texts())
    if wanted.note is not None:
        note = sources.find_note(record, wanted.note)
        if note.highlight:
            return locators.page_of(note.locator), note.highlight.file
        return _of_quote(note.quote, note.locator, texts())
    return "", ""


def _of_quote(quote: str, locator: str, texts: Iterable[SourceText]) -> tuple[str, str]:
    """Return the page of a quote in the files of its source, by its words, else by its locator."""
    found = quotes.Texts([text for text in texts if text.file]).find(quote, locator) if quote.strip() else None
    if found and found.state == "found" and found.text:
        return found.page, found.text.file
    return locators.page_of(locator), ""


def _page(attachment: Attachment, read: FileText | None, label: str, *, strict: bool) -> tuple[int | None, str]:
    """Return the number of the page with a label, from 1, and the label; none where it is not known. Raises NoSuchPage if `strict`."""
    if not label:
        return None, ""
    names = _names(attachment, read)
    place = next((n for n, name in enumerate(names, 1) if name.casefold() == label.casefold()), None)
    if place is None and strict and names:
        raise NoSuchPage(attachment.path, label, names[0], names[-1])
    if place is None and not names and label.isascii() and label.isdecimal():
        place = int(label)
    return place, label


def _names(attachment: Attachment, read: FileText | None) -> Sequence[str]:
    if read is None or not read.pages:
        return ()
    if attachment.pages:
        return pages.Pages("\f".join("x" for _ in read.pages), attachment.pages).names
    return [page.label or str(number) for number, page in enumerate(read.pages, 1)]


def _address(record: Record) -> Target:
    for one in record.identifiers:
        if address := schemes.address(one.scheme, one.value):
            return Target(record.key, address=address)
    raise NoAddress(record.key, has_files=bool(record.attachments))
