"""`next`: what to read next."""

from __future__ import annotations

import click

from readinglist.cli.shared import options
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import lists


@click.command("next")
@click.option("-n", "-c", "--count", type=click.IntRange(min=1), default=1, show_default=True, help="Show so many.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, count: int, as_json: bool) -> None:
    """Say what to read next: of the queue, the highest priority, and of these the one queued first.

    \b
      readinglist next
    """
    library = options.library(ctx)
    found = lookup.queue(library)
    queued = [source for source in found if source.status == "queued"][:count]
    if as_json:
        options.put(json.records(lookup.show(library, [source.key for source in queued])))
        return
    for source in found:
        if source.status == "reading":
            options.say(f"you are reading {source.key}; `readinglist done {source.key}` when you have.")
    for source in queued:
        options.put(lists.entry(source, "next:", options.columns()))
    if not queued:
        options.say("the queue is empty; `readinglist queue KEY` puts a source into it.")
