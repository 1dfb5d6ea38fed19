"""What the user wishes of an import."""

from __future__ import annotations

from typing import NamedTuple


class Wishes(NamedTuple):
    """What the user wishes of an import.

    `named` is the program or format that wrote it, empty to be told by what is there. Collections come as tags, or not; the tags that the program gave
    by itself, or not; of several libraries that of a `group`; `columns` says which column of a table is what.
    """

    named: str = ""
    collections: bool = True
    automatic_tags: bool = False
    group: str = ""
    columns: str = ""


NO_WISHES = Wishes()
