"""The server of the room: its application on a socket that listens already."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import uvicorn

from readinglist.library import maintenance
from readinglist.web import app
from readinglist.web.answers import Room

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.web.entrance import Secrets


def run(
    library: Location, folder: Path, secrets: Secrets, listening: socket.socket, *, read_only: bool, offline: bool
) -> None:
    """Answer what is asked at a socket until the process is interrupted."""
    version = maintenance.watch(library).version
    had_file = library.path.exists()
    opened = Room(library, folder, secrets, version, read_only=read_only, offline=offline, had_file=had_file)
    # What a request does wrong is told in its page, and in no terminal.
    logging.getLogger().addHandler(logging.NullHandler())
    of(opened, listening).run(sockets=[listening])


def of(opened: Room, listening: socket.socket) -> uvicorn.Server:
    """Return the server of a room, for a socket."""
    config = uvicorn.Config(
        app.make(opened, listening.getsockname()[1]),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,  # it would hold the token
        log_level="critical",  # what fails is told in the page
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
