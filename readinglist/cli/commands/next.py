"""`next`: what to read next."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, numbers, options, terminal
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import lists


@click.command("next", cls=example.WithExample, example="readinglist next")
@click.option("-n", "-c", "--count", type=numbers.Number(1), default=1, show_default=True, help="Show this many.")
@options.reads
def command(ctx: click.Context, count: int, as_json: bool) -> None:
    """Show what to read next.

    The source in the queue with the highest priority, and of these the one queued first.
    """
    library = context.library(ctx)
    found = lookup.queue(library)
    queued = [source for source in found if source.status == "queued"][:count]
    if as_json:
        terminal.put(json.records(lookup.show(library, [source.key for source in queued])))
        return
    for source in found:
        if source.status == "reading":
            terminal.say(f"you are reading {source.key}; `readinglist done {source.key}` when you have.")
    for source in queued:
        terminal.put(lists.entry(source, "next:", terminal.columns()))
    if not queued:
        terminal.say("the queue is empty; `readinglist queue KEY` puts a source into it.")
