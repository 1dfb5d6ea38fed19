"""How the highlight that a note was made of is kept: as a text of JSON in the row of the note."""

from __future__ import annotations

import json

from readinglist.model.attachment import Highlight


def as_kept(highlight: Highlight | None) -> str:
    """Return a highlight as it is kept; empty for none."""
    return json.dumps(highlight._asdict(), ensure_ascii=False) if highlight else ""


def as_read(kept: str) -> Highlight | None:
    """Return a highlight as it was kept; None where somebody else's library holds none."""
    if not kept:
        return None
    try:
        values = json.loads(kept)
        boxes = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in values.pop("boxes"))
        return Highlight(**values, boxes=boxes)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
