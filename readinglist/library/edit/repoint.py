"""What a source says of its parents, and of entries beside it, follows one whose key becomes another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.library.operation import change
from readinglist.model import biblatex
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.record import Record
    from readinglist.store import Writer


def follow(opened: Writer, moved: Mapping[str, str], *, since: int = 0, until: int = 0) -> None:
    """Let sources, from an id on and before another where that is not 0, name others in their fields by the new keys; `moved` has them by the old ones, casefolded."""
    if not moved:
        return
    named = opened.parent_keys(biblatex.REFERRING)
    children = [n for n, key in named if n >= since and (not until or n < until) and folded_key(key) in moved]
    change(opened, list(dict.fromkeys(children)), lambda record: _repointed(record, moved))


def _repointed(record: Record, moved: Mapping[str, str]) -> Record:
    changes: dict[str, str | None] = {}
    for name in biblatex.REFERRING:
        keys = [key.strip() for key in record.plain(name).split(",")]
        if any(folded_key(key) in moved for key in keys):
            changes[name] = f"{{{','.join(moved.get(folded_key(key), key) for key in keys)}}}"
    return bibtex.edit(record, changes) if changes else record
