"""`redo`: redo what was undone."""

from __future__ import annotations

from readinglist.cli.shared import history
from readinglist.library import maintenance

command = history.step(
    "redo",
    "done again",
    "Redo the last N operations that were undone; after any other change there are none.",
    maintenance.redo,
)
