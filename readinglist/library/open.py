"""Opening a library for reading.

Within an operation of the caller, that sees what was written so far.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

from readinglist import store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.store import Reader, Writer

# The operations that callers hold open (`operation.together`), by the file of the library.
HELD: ContextVar[Mapping[Path, Writer]] = ContextVar("HELD", default=MappingProxyType({}))


def reading(library: Location) -> AbstractContextManager[Reader]:
    """Open a library for reading.

    One that is not there yet reads as empty. Raises LibraryError.
    """
    if held := HELD.get().get(library.path):
        return contextlib.nullcontext(held)
    untouched = library.is_default and not library.path.parent.exists()
    return store.reading(None if untouched else library.path)
