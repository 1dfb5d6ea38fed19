"""`undo`: undo the last operations."""

from __future__ import annotations

from readinglist.cli.shared import history
from readinglist.library import maintenance

command = history.step(
    "undo",
    "undone",
    "Undo the last N operations, newest first; imports, removals and renames too. Prints the number of each in the"
    " log, and its summary.",
    maintenance.undo,
)
