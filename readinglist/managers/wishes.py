"""What the user wishes of an import from another program."""

from __future__ import annotations

from typing import NamedTuple


class Wishes(NamedTuple):
    """Whether collections become tags, and tags that a program made by itself come along; which group's library; which column is what."""

    collections: bool = True
    automatic_tags: bool = False
    group: str = ""
    columns: str = ""
