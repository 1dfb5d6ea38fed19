"""Ranked search in the texts of sources, page by page, with the passage that matches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.model.attachment import PageHit
from readinglist.store.sqlite import page_index, search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

PAGES = 3  # that are shown of one source, the best; a guess
RANKED = 10_000  # pages, those read last, as `search.RANKED`
_RANKED = f"""
SELECT rowid, bm25(attachment_words) FROM attachment_words WHERE attachment_words MATCH :match ORDER BY rowid DESC LIMIT {RANKED}
"""
_OWNERS = """
SELECT p.id, s.id, s.key, s.title, s.byline, s.year, x.number, x.name, x.pages, p.number, p.label,
       (SELECT count(*) FROM attachment_page q WHERE q.text_id = t.id)
FROM json_each(:ids) r CROSS JOIN attachment_page p ON p.id = r.value CROSS JOIN attachment_text t ON t.id = p.text_id
CROSS JOIN (
  SELECT source_id, sha256, number, name, pages FROM attachment
  UNION ALL SELECT source_id, sha256, 0, name, labels FROM source_text
) x ON x.sha256 = t.sha256 CROSS JOIN source s ON s.id = x.source_id ORDER BY r.key, x.number
"""
_TEXTS = "SELECT id, text FROM attachment_page WHERE id IN (SELECT value FROM json_each(:ids))"
_AT_ONCE = 200  # pages whose sources are looked up together; a guess


def search_pages(connection: sqlite3.Connection, wanted: str, limit: int) -> list[PageHit]:
    """Return the pages that hold every word and every "phrase", best first, at most PAGES of one source and `limit` sources."""
    asked = search.asked(page_index.unbroken(wanted))
    if not asked.expression:
        return []
    ranks = _ranked(connection, asked)
    best = _best(connection, sorted(ranks, key=lambda number: (ranks[number], number)), limit)
    given = {"ids": json.dumps(list({page for page, _ in best}))}
    texts = dict(connection.execute(_TEXTS, given))
    return [
        hit._replace(rank=ranks[page], snippet=search.best_passage([_as_prose(texts[page])], asked.wanted))
        for page, hit in best
    ]


def _ranked(connection: sqlite3.Connection, asked: search.Asked) -> Mapping[int, float]:
    """Return matching pages with their ranks, the lowest best: by the words themselves, and by their beginnings where these are few."""
    found = dict(connection.execute(_RANKED, {"match": asked.whole}))
    if len(found) < RANKED:
        found = dict(connection.execute(_RANKED, {"match": asked.expression}))
    return found


def _best(connection: sqlite3.Connection, pages: list[int], limit: int) -> list[tuple[int, PageHit]]:
    """Return the best pages, each with its source, those of one source side by side."""
    by_source: dict[int, list[tuple[int, PageHit]]] = {}
    for source, page, hit in _owned(connection, pages):
        if source in by_source or len(by_source) < limit:
            mine = by_source.setdefault(source, [])
            if len(mine) < PAGES:
                mine.append((page, hit))
        if len(by_source) == limit and all(len(mine) == PAGES for mine in by_source.values()):
            break
    return [one for mine in by_source.values() for one in mine]


def _owned(connection: sqlite3.Connection, pages: list[int]) -> Iterator[tuple[int, int, PageHit]]:
    """Yield (source, page, what is known of it) in the order of the pages; a page that no source has any more is left out."""
    for start in range(0, len(pages), _AT_ONCE):
        given = {"ids": json.dumps(pages[start : start + _AT_ONCE])}
        for page, *columns in connection.execute(_OWNERS, given):
            yield columns[0], page, PageHit(*columns)


def _as_prose(text: str) -> str:
    return " ".join(page_index.unbroken(text).split())
