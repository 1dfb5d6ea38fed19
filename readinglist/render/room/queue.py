"""The Queue view: what is being read, what is to be read in which order, and how much was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.room.frame import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.model.views import Summary
    from readinglist.render.room.frame import Frame


def view(frame: Frame, queue: Sequence[Summary], finished: Mapping[str, int]) -> str:
    """Return the page of the queue; `finished` has how many sources have each status that is not in it."""
    reading = [one for one in queue if one.status == "reading"]
    queued = [one for one in queue if one.status == "queued"]
    return fill("queue.html", frame, reading=reading, queued=queued, finished=finished)
