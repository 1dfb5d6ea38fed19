"""What `highlights` prints with `--json`: a part of the contract of `json.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.model.as_json import note_as_dict
from readinglist.render.json import array

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.brought import Brought


def highlights(found: Iterable[tuple[str, int, str, Brought | None, str]]) -> Iterator[str]:
    """Return files with the notes that were made of what is marked in them, or the sentence on why it cannot be read."""
    return array(
        {"source": key, "attachment": number or None, "name": name, **_brought(brought), "problem": problem or None}
        for key, number, name, brought, problem in found
    )


def _brought(found: Brought | None) -> dict[str, Any]:
    return {
        "added": [note_as_dict(note) for note in (found.added if found else ())],
        "changed": [note_as_dict(note) for note in (found.changed if found else ())],
        "kept": [{"part": part, "note": note_as_dict(note)} for note, part in (found.kept if found else ())],
        "gone": [note_as_dict(note) for note in (found.gone if found else ())],
        "unchanged": found.unchanged if found else 0,
        "removed": found.removed if found else 0,
    }
