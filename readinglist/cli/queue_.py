"""`queue`: the reading queue, and putting sources into it."""

from __future__ import annotations

import click

from readinglist import errors
from readinglist.cli import _options
from readinglist.library import looking
from readinglist.render import json, lists


@click.command("queue")
@_options.keys_argument(required=False)
@click.option("--via", metavar="KEY", help="The source that sent you there.", shell_complete=_options.completed_keys)
@click.option("--why", metavar="TEXT", help="Why you want to read it.")
@click.option("-p", "--priority", type=int, metavar="N", help="Higher comes first.")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    keys: tuple[str, ...],
    via: str | None,
    why: str | None,
    priority: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show the reading queue, with why and from where; with keys, put sources into it.

    \b
      readinglist queue dai2024 --via howdeepseek --why "where the experts come from" --priority 2
    """
    library = _options.library(ctx)
    if keys:
        from readinglist.library import queueing  # noqa: PLC0415 - showing the queue must not load what writes

        records = queueing.queue(library, keys, via=via, why=why, priority=priority, dry_run=dry_run)
        _options.report(records, "{key}: {status}", as_json=as_json, dry_run=dry_run)
        return
    if via or why or priority is not None:
        raise errors.NothingGiven("name the source to queue: `readinglist queue KEY --why …`")
    found = looking.queue(library)
    if as_json:
        _options.put(json.records(looking.show(library, [source.key for source in found])))
        return
    _options.put(lists.queue(found, _options.columns()))
    if not found:
        _options.say("the queue is empty; `readinglist queue KEY` puts a source into it.")
