"""`next`: what to read next."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import looking
from readinglist.render import json, lists


@click.command("next")
@click.option("-n", "-c", "--count", type=click.IntRange(min=1), default=1, show_default=True, help="Show so many.")
@_options.json_option
@click.pass_context
def command(ctx: click.Context, count: int, as_json: bool) -> None:
    """Say what to read next: of the queue, the highest priority, and of these the one queued first.

    \b
      readinglist next
    """
    library = _options.library(ctx)
    found = looking.queue(library)
    queued = [source for source in found if source.status == "queued"][:count]
    if as_json:
        _options.put(json.records(looking.show(library, [source.key for source in queued])))
        return
    for source in found:
        if source.status == "reading":
            _options.say(f"you are reading {source.key}; `readinglist done {source.key}` when you have.")
    for source in queued:
        _options.put(lists.entry(source, "next:", _options.columns()))
    if not queued:
        _options.say("the queue is empty; `readinglist queue KEY` puts a source into it.")
