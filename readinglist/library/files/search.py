"""Searching the texts of sources, alone or together with what is known about them."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext.pages import Pages
from readinglist.library.lookup import check_words
from readinglist.library.open import reading
from readinglist.model.views import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.library.location import Location
    from readinglist.model.attachment import PageHit

# Two lists ranked by unlike measures are joined by places: each gives 1 / (60 + place), the constant of those who proposed it
# (Cormack, Clarke and Büttcher, Reciprocal Rank Fusion, SIGIR 2009).
_DAMPING = 60
_FACTOR = (
    3  # times as many of each list are read as are shown, since one that is low in both may be high in all; a guess
)


class SourceHit(NamedTuple):
    """A source that a search found: by what is known about it, where `hit` has a snippet, and by pages of its texts."""

    hit: Hit
    pages: tuple[PageHit, ...] = ()


def in_text(library: Location, words: str, limit: int) -> list[SourceHit]:
    """Return the sources that have all words and "phrases" on one page of their texts, best first. Raises UsageError as `lookup.find`."""
    check_words(words)
    with reading(library) as opened:
        return _grouped(opened.with_snippets(words, opened.search_pages(words, limit)))


def everywhere(library: Location, words: str, limit: int) -> list[SourceHit]:
    """Return the sources that have all words in what is known about them or on a page of their texts, in one order. Raises UsageError."""
    check_words(words)
    with reading(library) as opened:
        about = [SourceHit(hit) for hit in opened.search(words, _FACTOR * limit)]
        texts = _grouped(opened.search_pages(words, _FACTOR * limit))
        best = _joined(about, texts)[:limit]
        shown = iter(opened.with_snippets(words, [page for one in best for page in one.pages]))
    return [one._replace(pages=tuple(islice(shown, len(one.pages)))) for one in best]


def _joined(*lists: Iterable[SourceHit]) -> list[SourceHit]:
    """Return the sources of several lists in one order."""
    found: dict[int, SourceHit] = {}
    ranks: dict[int, float] = {}
    for listed in lists:
        for place, one in enumerate(listed, 1):
            known = found.setdefault(one.hit.id, one)
            found[one.hit.id] = known._replace(pages=known.pages or one.pages)
            ranks[one.hit.id] = ranks.get(one.hit.id, 0) + 1 / (_DAMPING + place)
    return sorted(found.values(), key=lambda one: -ranks[one.hit.id])


def _grouped(pages: Iterable[PageHit]) -> list[SourceHit]:
    found = []
    for _, each in groupby(pages, lambda page: page.source):
        mine = [_labelled(page) for page in each]
        first = mine[0]
        found.append(SourceHit(Hit(first.source, first.key, first.title, first.byline, first.year, ""), tuple(mine)))
    return found


def _labelled(page: PageHit) -> PageHit:
    """Return a page with its label: the one that the reader of the text gave it, or what is printed, or its number; a text alone has none."""
    if page.labels:
        return page._replace(label=Pages("\f" * page.page + "x", page.labels).names[page.page])
    return page if page.label or page.pages == 1 else page._replace(label=str(page.page + 1))
