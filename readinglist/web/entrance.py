"""The way into the room: the secrets of one start, and a socket that listens on this machine alone."""

from __future__ import annotations

import secrets
import socket
from typing import NamedTuple

from readinglist.web.errors import PortTaken

HOST = "127.0.0.1"
_BYTES = 32


class Secrets(NamedTuple):
    """What one start of the room is known by: the token in its address, what its forms carry, and a token that lets in once.

    The last is for the browser that is opened: whoever else uses this machine sees with which address a program is started.
    """

    token: str
    csrf: str
    once: str = ""

    @classmethod
    def fresh(cls) -> Secrets:
        """Return new ones."""
        return cls(*(secrets.token_urlsafe(_BYTES) for _ in cls._fields))


def address(token: str, listening: socket.socket) -> str:
    """Return the address at which a room is entered with a token."""
    return f"http://{HOST}:{listening.getsockname()[1]}/?t={token}"


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
