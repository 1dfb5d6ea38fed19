"""The Log view: the operations by day, newest first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from readinglist.render.room.frame import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.views import Logged
    from readinglist.render.room.frame import Frame

_MOST = 20_000  # rows of an operation that is offered to be taken back by itself
_STATES = {"done": "", "undone": "undone", "gone": "undone, and gone"}


def view(frame: Frame, operations: Sequence[Logged], *, more: int = 0) -> str:
    """Return the page of the log; `more` is how many the next page shows, 0 where these are all."""
    days = [(day, list(found)) for day, found in groupby(operations, key=lambda one: one.at[:10])]
    return fill("log.html", frame, days=days, more=more, states=_STATES, most=_MOST)
