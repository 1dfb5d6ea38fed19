"""`redo`: do again what was undone."""

from __future__ import annotations

from readinglist.cli import _history
from readinglist.library import upkeep

command = _history.step(
    "redo",
    "done again",
    "Do again the last N operations that were undone; after any other change there are none.",
    upkeep.redo,
)
