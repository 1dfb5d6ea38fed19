"""`attachments`: list the files of sources."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, options, terminal
from readinglist.library.files import listing
from readinglist.render import json
from readinglist.render.terminal import files


@click.command("attachments", cls=options.QueryCommand, example="readinglist attachments vaswani2017")
@options.sources_argument()
@options.reads
def command(ctx: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """List the files of sources: of all, or of those that keys name or a query finds.

    Each with its number in its source, what it is, its size, what was read in it, and where it is.
    """
    found = listing.attachments(context.library(ctx), context.wish(words))
    if as_json:
        terminal.put(json.attachments(found))
        return
    terminal.put(files.listed(found, terminal.columns()))
    if not found:
        terminal.say(
            "no source has an attachment; `readinglist attach KEY FILE` attaches one."
            if not words
            else "none of these sources has an attachment."
        )
