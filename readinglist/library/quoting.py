"""Looking quotes up in the texts that the library has of their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import claim_errors, quotes
from readinglist.record import Spot
from readinglist.store import texts

if TYPE_CHECKING:
    import sqlite3

_SHOWN = 300


def looked_up(
    connection: sqlite3.Connection, source: int, key: str, quote: str, locator: str, *, force: bool = False
) -> tuple[str, Spot]:
    """Return the locator and the place of a quote of a source, as far as the library has its text.

    A quote on a page that was not named gets that page as its locator. Raises QuoteNotFound unless `force`.
    """
    kept = texts.of(connection, source) if quote.strip() else None
    if kept is None:
        return locator, Spot()
    found = quotes.Text(kept.text, kept.labels).find(quote, locator)
    if found.state != "found" and not force:
        raise claim_errors.QuoteNotFound(key, near(found))
    named = locator or (found.place if found.page and found.state == "found" else "")
    return named, found.spot


def near(found: quotes.Found) -> str:
    """Return a sentence on what stands in the text instead of a quote."""
    if found.start < 0:
        return "nothing in it is like it."
    passage = " ".join(found.passage.split())
    shown = passage if len(passage) <= _SHOWN else f"{passage[:_SHOWN].rstrip()}…"
    if found.state == "altered":
        return f"on {found.place} it has: “{shown}” ({altered(found)})."
    return f"the nearest is on {found.place}: “{shown}”."


def altered(found: quotes.Found) -> str:
    """Return in a few words how a quote differs from its text."""
    pairs = [_difference(mine, theirs) for mine, theirs in found.differences[:4]]
    more = len(found.differences) - len(pairs)
    return "; ".join(pairs) + (f"; and {more} more" if more > 0 else "")


def _difference(mine: str, theirs: str) -> str:
    if not theirs:
        return f"the text lacks “{mine}”"
    return f"the text has “{theirs}” for “{mine}”" if mine else f"the quote lacks “{theirs}”"
