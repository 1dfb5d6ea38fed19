"""Ranked search in the texts of sources, page by page, with the passage that matches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.model.attachment import PageHit
from readinglist.store.sqlite import page_index, search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

PAGES = 3  # that are shown of one source, the best; a guess
RANKED = 10_000  # pages, those read last, as `search.RANKED`
_RANKED = f"""
SELECT rowid, bm25(attachment_words) FROM attachment_words WHERE attachment_words MATCH :match ORDER BY rowid DESC LIMIT {RANKED}
"""
_HELD = "SELECT source_id, sha256 FROM attachment UNION ALL SELECT source_id, sha256 FROM source_text"
_OWNERS = """
SELECT p.id, s.id, s.key, s.title, s.byline, s.year, x.number, x.name, x.pages, p.number, p.label,
       (SELECT count(*) FROM attachment_page q WHERE q.text_id = t.id)
FROM json_each(:ids) r CROSS JOIN attachment_page p ON p.id = r.value CROSS JOIN attachment_text t ON t.id = p.text_id
CROSS JOIN (
  SELECT source_id, sha256, number, name, pages FROM attachment
  UNION ALL SELECT source_id, sha256, 0, name, labels FROM source_text
) x ON x.sha256 = t.sha256 CROSS JOIN source s ON s.id = x.source_id ORDER BY r.key, x.number
"""
_SOURCES = f"""
SELECT p.id, x.source_id FROM json_each(:ids) r CROSS JOIN attachment_page p ON p.id = r.value
CROSS JOIN attachment_text t ON t.id = p.text_id CROSS JOIN ({_HELD}) x ON x.sha256 = t.sha256 ORDER BY r.key, x.source_id
"""
_PAGES = f"""
SELECT p.id, x.source_id FROM ({_HELD}) x CROSS JOIN attachment_text t ON t.sha256 = x.sha256
CROSS JOIN attachment_page p ON p.text_id = t.id WHERE x.source_id IN (SELECT value FROM json_each(:sources))
"""
_TEXTS = "SELECT id, text FROM attachment_page WHERE id IN (SELECT value FROM json_each(:ids))"
_AT_ONCE = 60  # pages whose sources are looked up together; a guess


def search_pages(connection: sqlite3.Connection, wanted: str, limit: int) -> list[PageHit]:
    """Return the pages that hold every word and every "phrase", best first, at most PAGES of one source and `limit` sources; without snippets."""
    asked = search.asked(page_index.unbroken(wanted))
    return _best(connection, _ranked(connection, asked), limit) if asked.expression else []


def with_snippets(connection: sqlite3.Connection, wanted: str, hits: Sequence[PageHit]) -> list[PageHit]:
    """Return pages that were found, each with the passage that matches."""
    asked = search.asked(page_index.unbroken(wanted))
    texts = dict(connection.execute(_TEXTS, {"ids": json.dumps(list({hit.number for hit in hits}))}))
    return [
        hit._replace(snippet=search.best_passage([_as_prose(texts.get(hit.number, ""))], asked.wanted)) for hit in hits
    ]


def _ranked(connection: sqlite3.Connection, asked: search.Asked) -> Mapping[int, float]:
    """Return matching pages with their ranks, the lowest best: by the words themselves, and by their beginnings where these are few."""
    found = dict(connection.execute(_RANKED, {"match": asked.whole}))
    if len(found) < RANKED:
        found = dict(connection.execute(_RANKED, {"match": asked.expression}))
    return found


def _best(connection: sqlite3.Connection, ranks: Mapping[int, float], limit: int) -> list[PageHit]:
    """Return the best pages, each with its source, those of one source side by side: first which sources, and then all their pages."""
    pages = sorted(ranks, key=lambda number: (ranks[number], number))
    sources: dict[int, list[int]] = {}
    for start in range(0, len(pages), _AT_ONCE):
        for page, source in connection.execute(_SOURCES, {"ids": json.dumps(pages[start : start + _AT_ONCE])}):
            if source in sources or len(sources) < limit:
                sources.setdefault(source, []).append(page)
        if len(sources) == limit:
            break
    given = {"sources": json.dumps(list(sources))}
    others: dict[int, set[int]] = {}
    for page, source in connection.execute(_PAGES, given):
        if page in ranks:
            others.setdefault(source, set()).add(page)
    best = {source: sorted(others[source], key=lambda page: (ranks[page], page))[:PAGES] for source in sources}
    given = {"ids": json.dumps([page for mine in best.values() for page in mine])}
    hits: dict[tuple[int, int], list[PageHit]] = {}
    for page, *columns in connection.execute(_OWNERS, given):
        hits.setdefault((columns[0], page), []).append(PageHit(*columns)._replace(number=page, rank=ranks[page]))
    found = []
    for source, mine in best.items():
        found += [hit for page in mine for hit in hits[source, page]][:PAGES]
    return found


def _as_prose(text: str) -> str:
    return " ".join(page_index.unbroken(text).split())
