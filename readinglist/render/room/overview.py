"""The Overview: what was added and read over time, by tag and year, and what is left to work on, as plots that lead on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from readinglist.claims.gaps import KINDS
from readinglist.render.pictures import plots
from readinglist.render.room import addresses
from readinglist.render.room.frame import fill, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.stats import Overview, Stats
    from readinglist.render.room.frame import Frame

# Where what is left to work on is found.
_TODO = {
    "stubs": addresses.library("is:stub"),
    "retracted": addresses.library("is:retracted"),
    "claims without evidence": "/claims?gap=no-evidence",
    "evidence not checked": "/claims?gap=not-checked",
    "without a file": addresses.library("-has:attachment"),
}


def view(frame: Frame, found: Overview, asked: str, problem: str = "") -> str:
    """Return the view; `asked` is the query that it is restricted to, `problem` what is wrong with it."""
    values = {
        "found": found,
        "asked": asked,
        "problem": problem,
        "figures": safe("".join("".join(plots.figure(plot)) for plot in _plots(found.stats, asked))),
        "work": safe("".join("".join(plots.figure(plot)) for plot in _work(found))),
        "meanings": {kind: KINDS[kind] for kind in found.gaps},
    }
    return fill("overview.html", frame, **values)


def _plots(stats: Stats, asked: str) -> Iterator[plots.Plot]:
    yield plots.by_month(stats.added, stats.read, "-months")
    if stats.tag_year:
        yield plots.by_tag_and_year(stats.tag_year, "-grid")
    years = dict(sorted(stats.year.items(), key=lambda pair: -int(pair[0])))
    named = (
        ("By status", stats.status, "status", "status"),
        ("By year, the latest first", years, "year", "years"),
        ("By tag", stats.tag, "tag", "tags"),
        ("By type", stats.type, "type", "types"),
    )
    for title, counts, field, name in named:
        if counts:
            yield plots.by_name(title, counts, f"-{name}", link=partial(_within, asked, field))


def _within(asked: str, field: str, value: str) -> str:
    return addresses.library(f"{asked} {_term(field, value)}".strip())


def _term(field: str, value: str) -> str:
    quoted = value.replace('"', "")
    return f"{field}:{value}" if value.replace("-", "").replace("/", "").isalnum() else f'{field}:"{quoted}"'


def _work(found: Overview) -> Iterator[plots.Plot]:
    if found.stats.todo:
        yield plots.by_name("Sources and evidence", found.stats.todo, "-todo", link=lambda name: _TODO.get(name, ""))
    if found.gaps:
        yield plots.by_name(
            "Gaps between claims and evidence",
            {kind.replace("-", " "): count for kind, count in found.gaps.items()},
            "-gaps",
            link=lambda kind: f"/claims?gap={kind.replace(' ', '-')}",
        )
