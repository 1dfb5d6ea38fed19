"""`done`: one step of the reading workflow."""

from __future__ import annotations

from readinglist.cli.shared import status

command = status.step("done", "Mark sources as read.")
