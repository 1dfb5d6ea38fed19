"""`done`: one step of the reading workflow."""

from __future__ import annotations

from readinglist.cli import _reading

command = _reading.step("done", "Mark sources as read.")
