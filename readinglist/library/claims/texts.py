"""The texts of sources.

Attaching one, showing it, taking it away.

Each time, quotes of the source are looked up anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.claims.errors import NoText
from readinglist.deduplication import merge
from readinglist.fulltext import pages, quotes
from readinglist.library.operation import change, perform, resolve
from readinglist.model.record import Claim, Evidence, Record, Spot
from readinglist.model.views import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from readinglist.store import Writer


class Attached(NamedTuple):
    """A text that was attached to a source.

    Its size, a notice where it was not UTF-8, how its quotes compare with it, and whether it is laid out in columns.
    """

    key: str
    name: str
    pages: int
    characters: int
    notice: str
    quotes: tuple[str, ...]
    in_columns: bool


def attach(library: Location, key: str, name: str, data: bytes, labels: str = "", *, dry_run: bool = False) -> Attached:
    """Keep the text of a source, in the place of one that it has, and look up all quotes of it anew.

    `labels` names its pages. Raises NoSuchSource, UnreadableFile, InvalidValue.
    """
    labels = pages.check_labels(labels)

    def body(opened: Writer) -> Attached:
        source = resolve(opened, [key])[0]
        notice = keep(opened, source, name, data, labels)
        kept = opened.text_of(source) or SourceText("", "", "")
        states = look_up(opened, source)
        count = pages.Pages(kept.text, kept.labels).count
        in_columns = quotes.SearchableText(kept.text).in_columns
        return Attached(opened.key_of(source), name, count, len(kept.text), notice, tuple(states), in_columns)

    return perform(library, f"text {key}", body, dry_run=dry_run)


def keep(opened: Writer, source: int, name: str, data: bytes, labels: str = "") -> str:
    """Keep a text within an operation that is open.

    Return a notice where it was not UTF-8. Raises UnreadableFile.
    """
    text, notice = pages.read(name, data)
    opened.keep_text(source, name, labels, text)
    return notice


def detach(library: Location, key: str, *, dry_run: bool = False) -> str:
    """Take the text off a source.

    Its quotes can then be compared with nothing. Return its key. Raises NoText.
    """

    def body(opened: Writer) -> str:
        source = resolve(opened, [key])[0]
        name = opened.key_of(source)
        if opened.text_of(source) is None:
            raise NoText(name)
        opened.drop_text(source)
        look_up(opened, source)
        return name

    return perform(library, f"remove text of {key}", body, dry_run=dry_run)


def hand_over(opened: Writer, keep: int, other: int) -> list[merge.Left]:
    """Give a source the text of one that it includes, unless it has one; return the text that is then kept by neither."""
    mine, theirs = opened.text_of(keep), opened.text_of(other)
    if theirs is None or theirs == mine:
        return []
    if mine is not None:
        return [merge.Left("text", theirs.name, mine.name)]
    opened.keep_text(keep, theirs.name, theirs.labels, theirs.text)
    return []


def look_up(opened: Writer, source: int) -> list[str]:
    """Look all quotes of a source up in its text, in claims and as evidence, and note where they stand; return the states."""
    key = opened.key_of(source)
    texts = quotes.Texts(next(opened.texts_of([source])))
    states: list[str] = []

    def spot(quote: str, locator: str) -> Spot:
        found = texts.find(quote, locator) if quote.strip() else None
        there = found.spot if found else Spot()
        states.append(there.state)
        return there

    change(
        opened,
        list(dict.fromkeys([source, *opened.sources_argued_by(source)])),
        lambda record: _looked_up(record, key, spot),
    )
    return [state for state in states if state]


def _looked_up(record: Record, key: str, spot: Callable[[str, str], Spot]) -> Record:
    """Return a record with the places of all quotes that are from one source."""

    def piece(one: Evidence) -> Evidence:
        return replace(one, spot=spot(one.quote, one.locator)) if one.key == key else one

    def claim(one: Claim) -> Claim:
        own = spot(one.quote, one.locator) if record.key == key else one.spot
        return replace(one, spot=own, evidence=tuple(map(piece, one.evidence)))

    return replace(record, claims=tuple(map(claim, record.claims)))
