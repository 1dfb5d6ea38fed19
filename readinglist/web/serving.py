"""Serving the room from its start to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.library import lookup
from readinglist.util import collector, leaving
from readinglist.web import entrance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location

_PATIENCE = 2  # seconds that what is being answered has at the end; a guess


def serve(
    library: Location,
    folder: Path,
    told: Callable[[str, str], None],
    *,
    port: int = 0,
    read_only: bool = False,
    offline: bool = False,
) -> None:
    """Serve a library until the process is interrupted; `told` is given its address, and the one to open a browser with, once they can be opened.

    A port of 0 is any that is free. Raises PortTaken, and LibraryError where the library cannot be opened.
    """
    lookup.count(library)
    with entrance.bound(port) as listening, leaving.by_signals(), leaving.without_waiting(_PATIENCE):
        fresh = entrance.Secrets.fresh()
        told(entrance.address(fresh.token, listening), entrance.address(fresh.once, listening))
        # A browser takes longer to open than the server to be loaded; what it asks meanwhile waits at the socket.
        with collector.at_rest(keep=True):
            from readinglist.web import server  # noqa: PLC0415
        server.run(library, folder, fresh, listening, read_only=read_only, offline=offline)
