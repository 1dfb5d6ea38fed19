"""`queue`: show the reading queue, and put sources into it."""

from __future__ import annotations

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, example, messages, numbers, options, terminal, words
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import lists


@click.command(
    "queue", cls=example.WithExample, example='readinglist queue dai2024 --via howdeepseek --why "the experts"'
)
@options.keys_argument(required=False)
@click.option(
    "--via", type=words.EMPTIED, metavar="KEY", help="The source that led you to it.", shell_complete=completion.keys
)
@click.option("--why", type=words.EMPTIED, metavar="TEXT", help="Why you want to read it.")
@click.option("-p", "--priority", type=numbers.Number(-1_000_000_000), metavar="N", help="Higher comes first.")
@options.pager_option
@options.writes
def command(
    ctx: click.Context,
    keys: tuple[str, ...],
    via: str | None,
    why: str | None,
    priority: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show the reading queue, or put sources into it.

    It is shown with the reason of each source (why), and the source that led to it (via).
    """
    library = context.library(ctx)
    if keys:
        from readinglist.library.edit import status  # noqa: PLC0415 - showing the queue must not load what writes

        records = status.queue(library, keys, via=via, why=why, priority=priority, dry_run=dry_run)
        messages.report(records, "{key}: {status}", as_json=as_json, dry_run=dry_run)
        return
    if via or why or priority is not None:
        raise NothingGiven("name the source to queue: `readinglist queue KEY --why …`")
    found = lookup.queue(library)
    if as_json:
        terminal.put(json.records(lookup.show(library, [source.key for source in found])))
        return
    terminal.put(lists.queue(found, terminal.columns()))
    if not found:
        terminal.say("the queue is empty; `readinglist queue KEY` puts a source into it.")
