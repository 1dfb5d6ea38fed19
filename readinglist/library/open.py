"""What the reading use cases share: opening a library, which need not be there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import store

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from readinglist.library import Library
    from readinglist.store import Reader


def reading(library: Library) -> AbstractContextManager[Reader]:
    """Open a library for reading; one that is not there yet reads as empty. Raises LibraryError."""
    untouched = library.is_default and not library.path.parent.exists()
    return store.reading(None if untouched else library.path)
