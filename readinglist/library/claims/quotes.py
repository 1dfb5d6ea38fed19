"""Looking quotes up in the texts that the library has of their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.attachments import facts
from readinglist.claims import claims, errors
from readinglist.fulltext import quotes
from readinglist.fulltext.pages import Pages
from readinglist.library.open import reading
from readinglist.model import locators, query
from readinglist.model.record import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.model.views import SourceText
    from readinglist.store import Reader


def verify(library: Location, wanted: str = "") -> list[quotes.Verified]:
    """Compare every quote of the sources that a query finds with the text of its source. Raises QueryError, UnknownField."""
    node = query.parse(wanted)
    quoting = query.Exists("quote")
    with reading(library) as opened:
        ids = opened.select(query.And((node, quoting)) if node else quoting)
        found: list[quotes.Verified] = []
        for record, kept in zip(opened.records(ids), opened.texts_of(ids), strict=True):
            found += _verified(record, kept)
    return found


def compared(opened: Reader, key: str, words: str, locator: str) -> quotes.Verified:
    """Return a quote of a source, compared with its text."""
    number = opened.find(key)
    found = quotes.Texts(next(opened.texts_of([number]))).find(words, locator)
    return quotes.Verified(key, "", words, locator, found)


def _verified(record: Record, kept: list[SourceText]) -> Iterator[quotes.Verified]:
    texts = quotes.Texts(kept)
    for where, quote, locator in claims.quoted(record):
        if quote.strip():
            found = texts.find(quote, locator)
            yield quotes.Verified(record.key, where, quote, locator, found, texts.in_columns(found))


def looked_up(
    opened: Reader, source: int, key: str, quote: str, locator: str, *, force: bool = False
) -> tuple[str, Spot]:
    """Return the locator and the place of a quote of a source, as far as the library has its text.

    A quote on a page that was not named gets that page as its locator, and in a text without pages its section, where that is
    known. Raises QuoteNotFound, and QuoteElsewhere where another page was named than the one that has it, unless `force`.
    """
    kept = next(opened.texts_of([source])) if quote.strip() else []
    found = quotes.Texts(kept).find(quote, locator)
    if found is None:
        return locator, Spot()
    if found.state != "found":
        if not force:
            raise errors.QuoteNotFound(key, found.near)
        return locator, found.spot
    if found.is_elsewhere(locator) and not force and _is_sure(found, locator):
        raise errors.QuoteElsewhere(key, found.place, locator, found.text.name if found.text else "")
    return locator or _place(opened, found), found.spot


def located(opened: Reader, source: int, quote: str, locator: str) -> bool:
    """Whether a locator is what a quote would get by itself, so that it may follow the quote when that is changed."""
    kept = next(opened.texts_of([source])) if quote.strip() and locator else []
    found = quotes.Texts(kept).find(quote)
    return found is not None and found.state == "found" and locator in (found.place, _place(opened, found))


def _place(opened: Reader, found: quotes.Found) -> str:
    """Return the page of a quote that was found, or the section of a text without pages; empty where neither is known."""
    if found.page or not (found.text and found.text.file):
        return found.place if found.page else ""
    begun = [
        one for one in facts.sections(opened.facts_of(found.text.file)) if one.page == 0 and 0 <= one.at <= found.start
    ]
    return locators.of_section(begun[-1].title) if begun else ""


def _is_sure(found: quotes.Found, locator: str) -> bool:
    """Whether the pages of a text are known by the names that a locator uses: where they only count, it may be by what is printed."""
    text = found.text
    if text is None or text.labels or text.names:
        return True
    named = locators.page_of(locator)
    return not named or named in Pages(text.text).names
