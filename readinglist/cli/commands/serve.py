"""`serve`: open the library in the browser."""

from __future__ import annotations

from importlib.util import find_spec

import click

from readinglist.cli.shared import context, example, terminal
from readinglist.web import serving
from readinglist.web.errors import NoServer

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

    def told(address: str, once: str) -> None:
        terminal.put([address])
        terminal.say("the library is open at this address, on this machine alone; Ctrl-C ends it.")
        if not no_open:
            from readinglist.library.files import opening  # noqa: PLC0415 - the room listens before it is loaded

            if not opening.in_browser(once):
                terminal.say("no browser can be opened from here; open the address in one yourself.")

    if any(find_spec(name) is None for name in _NEEDED):
        raise NoServer
    serving.serve(library, context.here(), told, port=port, read_only=read_only, offline=offline)
