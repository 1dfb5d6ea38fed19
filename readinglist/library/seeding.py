"""Loading the seed collection: an article about DeepSeek and the sources behind it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from readinglist import shipped
from readinglist.formats import biblatex
from readinglist.library import adding
from readinglist.record import Item, Link, Note, Record

if TYPE_CHECKING:
    from readinglist.library import Library


def seed(library: Library, *, dry_run: bool = False) -> adding.Report:
    """Add the seed collection with its notes, links and reading states; what is there already stays as it is."""
    return adding.add(library, [adding.Source("the seed collection", collection())], dry_run=dry_run)


def collection() -> list[Item]:
    """Return the seed collection as records, and what stands between them, in the order of its file."""
    folder = shipped.folder("seeds")
    more = tomllib.loads(folder.joinpath("deepseek.toml").read_text("utf-8"))
    entries = biblatex.load(folder.joinpath("deepseek.bib").read_text("utf-8"))
    return [_dressed(item, more) if isinstance(item, Record) else item for item in entries]


def _dressed(entry: Record, more: dict[str, Any]) -> Record:
    """Return an entry with what BibLaTeX cannot say of it."""
    state: dict[str, Any] = next((row for row in more["reading"] if row["key"] == entry.key), {})
    notes = [row for row in more["note"] if row["key"] == entry.key]
    return replace(
        entry,
        notes=tuple(_note(number, row) for number, row in enumerate(notes, 1)),
        links=tuple(Link(row["relation"], row["to"]) for row in more["link"] if row["from"] == entry.key),
        status=state.get("status", "inbox"),
        via=state.get("via", ""),
        why=state.get("why", ""),
        priority=state.get("priority", 0),
    )


def _note(number: int, row: dict[str, Any]) -> Note:
    return Note(number, row.get("text", ""), row.get("quote", ""), row.get("locator", ""), row.get("public", False))
