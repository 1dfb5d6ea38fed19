"""Serving the room: a socket on this machine alone, and the server on it."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import uvicorn

from readinglist.library import lookup, maintenance
from readinglist.web import app
from readinglist.web.answers import Room
from readinglist.web.errors import PortTaken
from readinglist.web.safety import Secrets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location

HOST = "127.0.0.1"


def serve(
    library: Location,
    folder: Path,
    told: Callable[[str], None],
    *,
    port: int = 0,
    read_only: bool = False,
    offline: bool = False,
) -> None:
    """Serve a library until the process is interrupted; `told` is given the address once it can be opened.

    A port of 0 is any that is free. Raises PortTaken, and LibraryError where the library cannot be opened.
    """
    lookup.count(library)
    with bound(port) as listening:
        opened = Room(
            library,
            folder,
            Secrets.fresh(),
            maintenance.watch(library).version,
            read_only=read_only,
            offline=offline,
            had_file=library.path.exists(),
        )
        server = of(opened, listening)
        told(address(opened, listening))
        with contextlib.suppress(KeyboardInterrupt):  # that is how it is ended
            server.run(sockets=[listening])


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


def address(opened: Room, listening: socket.socket) -> str:
    """Return the address at which a room is entered."""
    return f"http://{HOST}:{listening.getsockname()[1]}/?t={opened.secrets.token}"


def bound(port: int) -> socket.socket:
    """Return a socket that listens on a port of this machine alone. Raises PortTaken."""
    # Where the protocol is not named, asyncio lets the system wait before it sends: 40 ms with each answer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise PortTaken(port, (error.strerror or str(error)).lower()) from error
    return listening
