"""Counting a library: what was added and read over time, by tag and year, and what is left to work on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from readinglist.claims import gaps
from readinglist.library.claims import report
from readinglist.library.open import reading
from readinglist.model import query
from readinglist.model.record import STATUSES
from readinglist.model.stats import Overview, Stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.library.location import Location
    from readinglist.model.views import Summary

_MONTH = 7  # characters of a time: `2026-11`
NOTHING = Overview(Stats(0, {}, {}, {}, {}, {}, {}, {}, {}), {}, ())
_PARTS = ("added", "status", "tags", "type", "year", "marks")


def count(library: Location, wanted: str = "") -> Stats:
    """Return the numbers of all sources, or of those that a query finds; when sources were read is known from the log. Raises QueryError, UnknownField."""
    node = query.parse(wanted)
    with reading(library) as opened:
        found = list(opened.summaries(node, only=_PARTS))
        read = opened.months_of_status("read", opened.select(node))
        claims = [claim for _, claim in opened.web().stated()] if not wanted.strip() else []
        files = {one.key for one in opened.attached()} if not wanted.strip() else set()
    statuses = Counter(one.status or STATUSES[0] for one in found)
    todo = {
        "stubs": sum("unresolved" in one.marks for one in found),
        "retracted": sum("retracted" in one.marks for one in found),
        "claims without evidence": sum(not claim.evidence for claim in claims),
        "evidence not checked": sum(not piece.checked for claim in claims for piece in claim.evidence),
    }
    if files:
        todo["without a file"] = len(found) - len(files)
    tags = Counter(tag for one in found for tag in _tags(one))
    return Stats(
        len(found),
        _by_name(one.added[:_MONTH] for one in found),
        dict(sorted(read.items())),
        {name: statuses[name] for name in STATUSES if statuses[name]},
        {
            str(year): count
            for year, count in sorted(Counter(one.year for one in found if one.year is not None).items())
        },
        dict(tags.most_common()),
        dict(Counter(one.type for one in found).most_common()),
        _by_tag_and_year(found, [tag for tag, _ in tags.most_common()]),
        {name: number for name, number in todo.items() if number},
    )


def overview(library: Location, wanted: str = "") -> Overview:
    """Return a library at a glance, or the part of it that a query finds. Raises QueryError, UnknownField."""
    found = count(library, wanted)
    kinds = Counter(gap.kind for gap in report.gaps(library, wanted))
    with reading(library) as opened:
        marked = opened.summaries(query.parse(f"({wanted}) is:retracted" if wanted.strip() else "is:retracted"))
        return Overview(found, {kind: kinds[kind] for kind in gaps.KINDS if kinds[kind]}, tuple(marked))


def _tags(one: Summary) -> list[str]:
    return [tag for tag in one.tags.split(", ") if tag]


def _by_tag_and_year(found: Iterable[Summary], tags: Sequence[str]) -> dict[str, dict[int, int]]:
    """Return the numbers of sources by tag, the commonest first, and year; of tags whose sources have years."""
    years: dict[str, Counter[int]] = {tag: Counter() for tag in tags}
    for one in found:
        for tag in _tags(one) if one.year is not None else ():
            years[tag][one.year or 0] += 1
    return {tag: dict(sorted(counts.items())) for tag, counts in years.items() if counts}


def _by_name(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
