"""What can be read of a source: its files and texts, and all that is quoted from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.attachments import contents, facts, snapshot
from readinglist.attachments.errors import MissingFile, NoAttachment
from readinglist.fulltext import quotes
from readinglist.fulltext.marked import joined
from readinglist.library.files import follow, listing, shelf, texts
from readinglist.library.open import reading
from readinglist.model import locators, quote_names
from readinglist.model.open_source import OWN, OpenSource, ReadableFile, SourceQuote
from readinglist.util import files
from readinglist.util.encoding import lenient
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from readinglist.fulltext.quotes import Verified
    from readinglist.library.files.shelf import Shelf
    from readinglist.library.files.texts import ShownText
    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile, Section
    from readinglist.model.record import Record
    from readinglist.model.views import SourceText

PAGE_POLICY = snapshot.POLICY  # what a saved page may load: nothing but what is in it
MOST_CLAIMS = 500  # to choose from; a guess, more than one chooses from a list
_LARGEST_PAGE = 30_000_000  # bytes of a saved page; a guess, three times what `snapshot` keeps


def open_source(library: Location, key: str, attachment: int | None = None, quote: str = "") -> OpenSource:
    """Return what is to be read of a source: one of its files by number, or the one that has a quote, or its first PDF, or what there is.

    Raises NoSuchSource, AmbiguousKey and NoAttachment.
    """
    where = shelf.of(library)
    with reading(library) as opened:
        number = opened.find(key)
        record = opened.record(number)
        kept = next(opened.texts_of([number]))
        attached = opened.attached([number])
        claims = opened.claim_names("", MOST_CLAIMS)
    found = tuple(_readable(where, one, kept) for one in attached)
    quoted = list(_quotes(record))
    has_own = any(not one.file for one in kept)
    if attachment is None:
        named = next((one for one in quoted if one.name == quote), None)
        within = _with_quote(named, found, kept) if named else None
        chosen = _first(found, has_own_text=has_own) if within is None else within
    elif (attachment == OWN and has_own) or any(one.attachment.id == attachment for one in found):
        chosen = attachment
    else:
        raise NoAttachment(record.key, attachment, len(found))
    text = _text(chosen, kept, found)
    placed = sorted((_placed(one, text) for one in quoted), key=lambda one: (one.place < 0, one.place))
    others = tuple(one for one in claims if one[0].rpartition("#c")[0] != record.key)
    labels, parts = (text.labels, tuple(text.parts)) if text else ((), ())
    sections = _sections(library, chosen, found)
    return OpenSource(record, found, has_own, chosen, labels, parts, tuple(placed), others, sections)


def place(library: Location, key: str, number: int) -> tuple[Path, ReadableFile]:
    """Return where a file of a source is, and which it is.

    It is one that the library has, and, where the library keeps it, in its folder of files. A linked one is a document, or what it was when it was
    attached, as a library that somebody else made may name any file. Raises NoSuchSource, NoAttachment and MissingFile.
    """
    where = shelf.of(library)
    with reading(library) as opened:
        source = opened.find(key)
        key = opened.key_of(source)
        attached = opened.attached([source])
    chosen = listing.chosen(key, [one.attachment for one in attached], number)
    path = where.place(chosen)
    try:
        whole = path.resolve(strict=True)
        is_inside = chosen.linked or whole.is_relative_to(where.folder.resolve(strict=True))
    except (OSError, RuntimeError, ValueError):
        is_inside = False
    if not is_inside or not files.is_file(whole):
        raise MissingFile(key, number, path)
    media = contents.media_of(whole)
    if chosen.linked and media not in follow.DOCUMENTS and contents.of(whole).sha256 != chosen.sha256:
        raise MissingFile(key, number, path)
    return whole, ReadableFile(chosen, media)


def saved_page(library: Location, key: str, number: int) -> str:
    """Return a saved page of a source, written anew so that it runs nothing and asks nobody (`attachments/snapshot.py`).

    Raises NoSuchSource, NoAttachment, MissingFile, and UnreadableFile for what is no page.
    """
    path, file = place(library, key, number)
    if file.media != contents.HTML:
        raise UnreadableFile(file.name, "it is no page of the web")
    if file.attachment.size > _LARGEST_PAGE or path.stat().st_size > _LARGEST_PAGE:
        raise UnreadableFile(file.name, f"it has more than {_LARGEST_PAGE:,} bytes")
    return snapshot.build(lenient(files.read(path))[0], file.attachment.url, lambda _: None, at="").html


def look_up(library: Location, key: str, words: str, locator: str = "") -> Verified:
    """Compare words with the texts of a source, as they are compared when they are kept. Raises NoSuchSource and AmbiguousKey."""
    with reading(library) as opened:
        number = opened.find(key)
        found = quotes.Texts(next(opened.texts_of([number]))).find(words, locator)
        return quotes.Verified(opened.key_of(number), "", words, locator, found)


def words_of(found: quotes.Found) -> str:
    """Return the words that a text has where a quote was looked for, as they would be quoted."""
    return joined(found.passage)


def _readable(where: Shelf, one: AttachedFile, kept: Sequence[SourceText]) -> ReadableFile:
    path = where.place(one.attachment)
    try:
        media = contents.media_of(path) if files.is_file(path) else ""
    except UnreadableFile:
        media = ""
    has_text = any(text.attachment == one.attachment.id for text in kept)
    return ReadableFile(one.attachment, media, has_text, one.message)


def _quotes(record: Record) -> Iterator[SourceQuote]:
    """Yield what quotes a source, and the notes that quote nothing."""
    for note in record.notes:
        file, name = note.highlight.file if note.highlight else "", quote_names.of_note(note.id)
        yield SourceQuote(name, note.quote, note.locator, locators.page_of(note.locator), file, note=note)
    for claim in record.claims:
        label, name = claim.spot.page or locators.page_of(claim.locator), quote_names.of_claim(claim.id)
        yield SourceQuote(name, claim.quote, claim.locator, label, claim.spot.sha256, claim=claim)
    for bearing in record.bears:
        piece = bearing.evidence
        label, name = (
            piece.spot.page or locators.page_of(piece.locator),
            quote_names.of_evidence(bearing.claim, piece.id),
        )
        yield SourceQuote(name, piece.quote, piece.locator, label, piece.spot.sha256, bearing=bearing)


def _with_quote(one: SourceQuote, found: Sequence[ReadableFile], kept: Sequence[SourceText]) -> int | None:
    """Return the number of the file that has a quote; None where that makes no difference, or is not known."""
    if len(kept) < 2:  # noqa: PLR2004 - of one, it is that one
        return None
    for file in found:
        if one.file and file.attachment.sha256 == one.file:
            return file.attachment.id
    match = quotes.Texts(kept).find(one.words, one.locator) if one.words.strip() else None
    return match.text.attachment if match and match.text and match.state == "found" else None


def _first(found: Sequence[ReadableFile], *, has_own_text: bool) -> int | None:
    """Return the number of what is read first: a PDF, a page, then whatever has a text."""
    order = (contents.PDF, contents.HTML)
    shown = [one for one in found if one.media in order or one.has_text]
    if shown:
        return min(shown, key=lambda one: order.index(one.media) if one.media in order else len(order)).attachment.id
    return OWN if has_own_text else (found[0].attachment.id if found else None)


def _text(chosen: int | None, kept: Sequence[SourceText], found: Sequence[ReadableFile]) -> ShownText | None:
    for one in kept:
        if one.attachment == chosen:
            is_pdf = any(file.attachment.id == chosen and file.attachment.kind == "pdf" for file in found)
            return texts.shown(one, is_pdf=is_pdf)
    return None


def _sections(library: Location, chosen: int | None, found: Sequence[ReadableFile]) -> tuple[Section, ...]:
    """Return the sections of the file that is shown, by what was read in it."""
    shown = next((one.attachment.sha256 for one in found if one.attachment.id == chosen), "")
    if not shown:
        return ()
    with reading(library) as opened:
        return facts.sections(opened.facts_of(shown))


def _placed(one: SourceQuote, text: ShownText | None) -> SourceQuote:
    """Return a quote with the place of its page in a text."""
    labels = [label.casefold() for label in text.labels] if text else []
    if one.note and one.note.highlight and one.note.highlight.page < max(len(labels), 1):
        return one._replace(place=one.note.highlight.page)
    label = one.label.casefold()
    return one._replace(place=labels.index(label)) if label in labels else one
