"""The annotated reading list and citation manager.

`from readinglist import Library` is the Python API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.util.version import __version__

if TYPE_CHECKING:
    from readinglist.library import Library

__all__ = ["Library", "__version__"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the Python API when it is asked for.

    The command line does without.
    """
    if name != "Library":
        raise AttributeError(name)
    from readinglist.library import Library  # noqa: PLC0415 - as above

    return Library
