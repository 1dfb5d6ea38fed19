"""Ranked search, with the passage that matches."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.query_tree import part_inside
from readinglist.model.views import CLOSE, OPEN, Hit
from readinglist.store import derived
from readinglist.store.sqlite import fulltext_index, order, query_inside
from readinglist.util import notices, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

RANKED = 10_000  # sources, the newest; a guess, beyond which ranking would be felt, and nobody reads on

_RANK = f"bm25(fulltext, {', '.join(map(str, fulltext_index.WEIGHTS.values()))})"
_ADDED = "(SELECT added FROM source WHERE id = fulltext.rowid)"
_HEADS = "SELECT id, key, title, byline, year FROM source WHERE id IN (SELECT value FROM json_each(:ids))"
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_LENGTH, _BEFORE = 12, 3  # words of a passage, and of those before the one that matches
_MANY = (
    f"more than {RANKED:,} sources have these words: the {RANKED:,} that were added last are ranked."
    " Another word, or `list` with a query, narrows it."
)


class _Wanted(NamedTuple):
    """Words that stand side by side; the last may be a beginning, or all be inside a word."""

    words: tuple[str, ...]
    whole: bool
    inside: bool


class Asked(NamedTuple):
    """What is asked for: the expression of the index, that of whole words only, parts of words, and all of it to be marked."""

    expression: str
    whole: str
    inside: tuple[str, ...]
    wanted: tuple[_Wanted, ...]


class _Spot(NamedTuple):
    """Where a word stands, and how it is compared."""

    start: int
    end: int
    word: str


def search(connection: sqlite3.Connection, wanted: str, limit: int) -> list[Hit]:
    """Return the sources that hold every word (by its beginning, `*part*` anywhere in a word) and "phrase", best first.

    Of more than RANKED that match only the newest are ranked, and a notice says so.
    """
    ask = asked(wanted)
    inside = ask.inside
    if not ask.expression and not inside:
        return []
    # The words themselves first, which SQLite finds one by one, and beginnings only after all: where there are many, they do.
    ranked = [] if inside else _ranked(connection, ask.whole, ())
    if len(ranked) <= RANKED:
        ranked = _ranked(connection, ask.expression, inside)
    if len(ranked) > RANKED:
        notices.tell(_MANY)
    oldest_first = ranked[:RANKED][::-1]
    best = sorted(oldest_first, key=lambda found: found[1])[:limit]
    return list(_hits(connection, [number for number, _ in best], ask.wanted))


def asked(wanted: str) -> Asked:
    """Return what is asked for by words, "phrases" and `*parts*`."""
    terms = [(phrase or word, bool(phrase)) for phrase, word in _TERM.findall(wanted)]
    inside = tuple(part for term, whole in terms if not whole and (part := part_inside(term)))
    typed = [
        (term, whole or not fulltext_index.is_beginning(term))
        for term, whole in terms
        if whole or not part_inside(term)
    ]
    shown = [_as_wanted(term, whole=whole) for term, whole in typed]
    shown += [_Wanted((text.fold(part),), whole=False, inside=True) for part in inside]
    return Asked(_expression(typed), _expression([(term, True) for term, _ in typed]), inside, tuple(shown))


def _as_wanted(term: str, *, whole: bool) -> _Wanted:
    words = tuple(fulltext_index.as_words(term).split())
    return _Wanted(words, whole or not fulltext_index.is_beginning(term), inside=False)


def _expression(terms: Sequence[tuple[str, bool]]) -> str:
    return " AND ".join(found for term, whole in terms if (found := fulltext_index.words(term, whole=whole)))


def _ranked(connection: sqlite3.Connection, match: str, inside: Sequence[str]) -> list[tuple[int, float]]:
    """Return the newest sources that match with their ranks, the lowest best; without a word to be ranked by, the newest first."""
    values: dict[str, object] = {"match": fulltext_index.anywhere(match)}
    conditions = ["fulltext MATCH :match"] if match else []
    for number, part in enumerate(inside):
        conditions.append(query_inside.anywhere(f":inside{number}"))
        values[f"inside{number}"] = derived.as_searched(part)
        query_inside.tell_cost(part)
    newest = "rowid DESC" if order.is_that_of_ids(connection) else f"{_ADDED} DESC, rowid DESC"
    found = connection.execute(
        f"SELECT rowid, {_RANK if match else '0'} FROM fulltext WHERE {' AND '.join(conditions)}"
        f" ORDER BY {newest} LIMIT {RANKED + 1}",
        values,
    ).fetchall()
    return found if match else [(number, place) for place, (number, _) in enumerate(found)]


def _hits(connection: sqlite3.Connection, ids: Sequence[int], asked: Sequence[_Wanted]) -> Iterator[Hit]:
    given = {"ids": json.dumps(ids)}
    heads = {row[0]: row for row in connection.execute(_HEADS, given)}
    texts = {row[0]: row[1:] for row in connection.execute(fulltext_index.SHOWN, given)}
    for number in ids:
        if number in heads:  # an index out of date may have more
            passage = best_passage([value for value in texts[number] if value], asked)
            yield Hit._make((*heads[number], passage))


def best_passage(values: Sequence[str], asked: Sequence[_Wanted]) -> str:
    """Return the passage of the first of some texts that has the most of what was asked."""
    passages = [_passage(value, asked) for value in values]
    return max(passages, key=lambda passage: passage[0], default=(0, ""))[1]


def _passage(value: str, asked: Sequence[_Wanted]) -> tuple[int, str]:
    """Return how much of what was asked the best passage of a text has, and the passage with OPEN and CLOSE around it."""
    segmented = text.segment(value)
    if segmented.isascii():  # folding moves nothing in it, and all of it is folded at once
        spots = list(map(_Spot._make, _of_ascii(segmented.lower())))
    else:
        spots = [_Spot(found.start(), found.end(), text.fold(found[0])) for found in _WORD.finditer(segmented)]
    words = [spot.word for spot in spots]
    marked = sorted({(start, end, number) for number, one in enumerate(asked) for start, end in _places(words, one)})
    if not marked:
        return 0, ""
    near = _LENGTH * len(asked)  # no more can stand in one passage
    counted = [_count(marked[place : place + near]) for place in range(len(marked))]
    count = max(counted)
    first, last, _ = marked[counted.index(count)]
    begin = max(0, min(first - _BEFORE, len(spots) - _LENGTH))
    end = min(max(begin + _LENGTH, last), len(spots))
    return count, text.unsegment(_cut(segmented, spots, (begin, end), marked))


def _of_ascii(folded: str) -> Iterator[tuple[int, int, str]]:
    return ((found.start(), found.end(), found[0]) for found in _WORD.finditer(folded))


def _count(marked: Sequence[tuple[int, int, int]]) -> int:
    """Return how much of what was asked stands within the passage that begins shortly before the first."""
    last = max(marked[0][0] - _BEFORE + _LENGTH, marked[0][1])
    return len({number for _, end, number in marked if end <= last})


def _places(words: Sequence[str], wanted: _Wanted) -> Iterator[tuple[int, int]]:
    """Yield where words stand side by side, as the numbers of the first and behind the last."""
    if not wanted.words:
        return
    first, *others = wanted.words
    if others:
        begins = [
            place
            for place, word in enumerate(words[: len(words) - len(others)])
            if _is_same(word, first, wanted, last=False)
        ]
    elif wanted.inside:
        begins = [place for place, word in enumerate(words) if first in word]
    elif wanted.whole:
        begins = [place for place, word in enumerate(words) if word == first]
    else:
        begins = [place for place, word in enumerate(words) if word.startswith(first)]
    for place in begins:
        if all(_is_same(words[place + n], word, wanted, last=n == len(others)) for n, word in enumerate(others, 1)):
            yield place, place + 1 + len(others)


def _is_same(word: str, wanted: str, asked: _Wanted, *, last: bool) -> bool:
    if asked.inside:
        return wanted in word
    return word == wanted or (last and not asked.whole and word.startswith(wanted))


def _cut(value: str, spots: Sequence[_Spot], span: tuple[int, int], marked: Sequence[tuple[int, int, int]]) -> str:
    """Return the passage of a span of words, with what was found marked, and an ellipsis where something is left out."""
    begin, end = span
    place = spots[begin].start if begin else 0
    stop = spots[end - 1].end if end < len(spots) else len(value)
    pieces = ["…"] if begin else []
    for first, last in _merged((first, last) for first, last, _ in marked if begin <= first and last <= end):
        pieces += [value[place : spots[first].start], OPEN, value[spots[first].start : spots[last - 1].end], CLOSE]
        place = spots[last - 1].end
    return "".join([*pieces, value[place:stop], "…" if end < len(spots) else ""])


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
