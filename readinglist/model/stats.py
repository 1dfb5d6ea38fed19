"""A library in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readinglist.model.views import Summary


class Stats(NamedTuple):
    """A library in numbers: how many sources, and how many of each kind; months are `2026-11`, `tag_year` has the years of the sources with a tag. `todo` is what is left to work on."""

    sources: int
    added: dict[str, int]
    read: dict[str, int]
    status: dict[str, int]
    year: dict[str, int]
    tag: dict[str, int]
    type: dict[str, int]
    tag_year: dict[str, dict[int, int]]
    todo: dict[str, int]


class Overview(NamedTuple):
    """A library at a glance: its numbers, how many gaps there are between claims and evidence by their kinds, and the sources that were retracted or doubted."""

    stats: Stats
    gaps: dict[str, int]
    retracted: tuple[Summary, ...]
