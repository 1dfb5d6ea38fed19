"""What a list shows of a source, as columns of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model.views import Summary

if TYPE_CHECKING:
    from collections.abc import Collection

# The parts of a summary that are no column of its source.
_LOOKED_UP = {
    "via": "CASE WHEN s.via_id IS NULL THEN '' ELSE (SELECT v.key FROM source v WHERE v.id = s.via_id) END",
    "tags": "coalesce((SELECT group_concat(name, ', ') FROM"
    " (SELECT name FROM tag t WHERE t.source_id = s.id ORDER BY position)), '')",
    "marks": "CASE WHEN EXISTS (SELECT 1 FROM mark)"
    " THEN coalesce((SELECT group_concat(name, ', ') FROM mark m WHERE m.source_id = s.id), '') ELSE '' END",
}
_LEFT_OUT = {"year": "NULL", "priority": "0"}  # what stands for what was not asked for; else an empty text


def select(only: Collection[str] | None = None) -> str:
    """Return what selects summaries, all of them or some parts, with nothing in the place of the others."""
    wanted = Summary._fields if only is None else only
    parts = [
        _LOOKED_UP.get(part, f"s.{part}") if part in wanted else _LEFT_OUT.get(part, "''") for part in Summary._fields
    ]
    return f"SELECT {', '.join(parts)}"
