"""`drop`: one step of the reading workflow."""

from __future__ import annotations

from readinglist.cli import _reading

command = _reading.step("drop", "Mark sources as dropped: you will not read on.")
