"""What a source is in another library, such as that of another program."""

from __future__ import annotations

from typing import NamedTuple


class Counterpart(NamedTuple):
    """A source as another library has it.

    `library` names that library (`zotero`), `name` what the source is called there and in no other way (`library/ABCD2345`). `said` is what that library last
    said of it, as JSON, so that a later import tells what was changed there from what was changed here (`library/imports/follow.py`).
    """

    library: str
    name: str
    said: str = ""
