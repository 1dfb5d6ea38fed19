"""`serve`: open the library in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, example, terminal
from readinglist.util import collector
from readinglist.web.errors import NoServer

if TYPE_CHECKING:
    from collections.abc import Callable

_LAST_PORT = 65_535
_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command("serve", cls=example.WithExample, example="readinglist serve --read-only")
@click.option("--port", type=click.IntRange(0, _LAST_PORT), default=0, metavar="N", help="Listen on this port; any free one when not given.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
@click.option("--read-only", is_flag=True, help="Show everything, and change nothing.")
@click.option("--offline", is_flag=True, help="Ask no service.")
@click.pass_context
def command(ctx: click.Context, port: int, no_open: bool, read_only: bool, offline: bool) -> None:
    """Open the library in the browser: to find, read, annotate, argue and write in one place.

    It is served to this machine alone, at an address with a token, which is printed; nothing comes from other servers. Every change is an
    operation, which Undo takes back in the page and `readinglist undo` here. Ctrl-C ends it.
    """
    library = context.library(ctx)

    def told(address: str) -> None:
        terminal.put([address])
        terminal.say("the library is open at this address, on this machine alone; Ctrl-C ends it.")
        if not no_open:
            from readinglist.library.files import opening  # noqa: PLC0415 - the room listens before it is loaded

            opening.start(library, opening.Target("", address=address))

    _serving()(library, context.here(), told, port=port, read_only=read_only, offline=offline)


def _serving() -> Callable[..., None]:
    """Load the server, and return what serves. Raises NoServer where it is not installed."""
    try:
        with collector.at_rest(keep=True):
            from readinglist.web import server  # noqa: PLC0415 - nothing else may load it

            return server.serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _NEEDED:
            raise NoServer from error
        raise
