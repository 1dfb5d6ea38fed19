"""What an entry inherits by `crossref` and `xdata` (BibLaTeX manual, appendix B)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import biblatex
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.model.record import Record

Pairs = list[tuple[str, str]]

_NEVER = biblatex.KEY_FIELDS.union(
    "entrysubtype execute label options presort relatedoptions relatedstring relatedtype shortauthor shorteditor shorthand "
    "shorttitle sorttitle sortyear sortkey key keywords".split()
)
_OF_A_WHOLE = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_OF_A_PERIODICAL = {"title": "journaltitle", "subtitle": "journalsubtitle", "titleaddon": "journaltitleaddon"}


def ids_of(record: Record) -> list[str]:
    """Return the other keys that an entry gives itself: in BibLaTeX's `ids`, or as Zotero's users do, in a line of a note."""
    names = named_by(record, ("ids",))
    for field in record.fields:
        if "tex.ids" in field.raw and field.name.lower() in ("note", "extra"):
            found = re.search(r"(?im)^[\s{\"]*tex\.ids\s*[:=]\s*([^\n{}\"]+)", field.raw)
            names += [name.strip() for name in (found[1] if found else "").split(",") if name.strip()]
    return names


def parents_of(record: Record) -> list[str]:
    """Return the keys that an entry inherits from.

    Those of `xdata` are first, as BibLaTeX reads them.
    """
    return named_by(record, biblatex.INHERITING)


def named_by(record: Record, fields: Iterable[str] = biblatex.REFERRING) -> list[str]:
    """Return the keys that an entry names in some fields.

    By default these are all fields that hold keys: of its parents, and of related entries.
    """
    keys = (key.strip() for name in fields for key in record.plain(name).split(","))
    return [key for key in keys if key]


def resolved(record: Record, by_key: Mapping[str, Record]) -> Pairs:
    """Return an entry's fields, name and source, with those that it inherits.

    `by_key` has the parents by folded key. The entry's own fields come before inherited ones; parents may have parents; in
    a circle each entry is visited once. The fields that name a parent that was found are left out.
    """
    return _with_inherited(record, by_key, frozenset())


def _with_inherited(record: Record, by_key: Mapping[str, Record], seen: frozenset[str]) -> Pairs:
    seen |= {folded_key(record.key)}
    pairs = [(field.name, field.raw) for field in record.fields if not _is_found(field.name, field.plain, by_key)]
    present = {biblatex.canonical(name) for name, _ in pairs}
    for key in parents_of(record):
        parent = by_key.get(folded_key(key))
        if parent is None or folded_key(key) in seen:
            continue
        for name, raw in _inherited(record, parent, _with_inherited(parent, by_key, seen)):
            if biblatex.canonical(name) not in present:
                present.add(biblatex.canonical(name))
                pairs.append((name, raw))
    return pairs


def _is_found(name: str, value: str, by_key: Mapping[str, Record]) -> bool:
    keys = [folded_key(key.strip()) for key in value.split(",")]
    return name.lower() in biblatex.INHERITING and all(key in by_key for key in keys)


def _inherited(child: Record, parent: Record, pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the fields that a child inherits from a parent, renamed.

    So the `title` of a book is the `booktitle` of its part.
    """
    renamed = _renaming(child.type.lower(), parent.type.lower())
    for name, raw in pairs:
        canonical = biblatex.canonical(name)
        if canonical not in _NEVER and name.lower() not in _NEVER:
            yield renamed.get(canonical, name), raw


def _renaming(child: str, parent: str) -> dict[str, str]:
    if child in biblatex.PARTS and parent in biblatex.WHOLES:
        return _OF_A_WHOLE
    return _OF_A_PERIODICAL if parent == "periodical" else {}
