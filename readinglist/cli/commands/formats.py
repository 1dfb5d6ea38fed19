"""`formats`: what can be read and written."""

from __future__ import annotations

import click

from readinglist.cli.shared import example, options, terminal
from readinglist.library.imports import read
from readinglist.render import json
from readinglist.render.terminal import lists


@click.command("formats", cls=example.WithExample, example="readinglist formats")
@options.reads
def command(ctx: click.Context, as_json: bool) -> None:  # noqa: ARG001 - as every reading command has it
    """List what can be read and written, and what each format carries beside the fields of entries.

    `import` knows a file or folder by what is in it, else by its suffix; `import --from NAME` says what it is, `export --format NAME` what to write.
    """
    found = read.interchange()
    terminal.put(json.interchange(found) if as_json else lists.interchange(found))
