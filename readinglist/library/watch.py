"""Watching a library, so that what shows it can show it anew when anybody changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import store

if TYPE_CHECKING:
    from readinglist.library.location import Location


class Watcher:
    """Tells the number of a library's state, to any thread: it rises with each change that anybody makes.

    The library need not be there yet, and another file may take its place. Nothing stays open between two looks.
    """

    def __init__(self, library: Location) -> None:
        self._watch = store.watch(library.path)

    def version(self) -> int:
        """Return the number, which is higher than before where something was changed since it was last asked."""
        return self._watch.version()
