"""`drop`: one step of the reading workflow."""

from __future__ import annotations

from readinglist.cli.shared import status

command = status.step("drop", "Mark sources as dropped: you will not read on.")
