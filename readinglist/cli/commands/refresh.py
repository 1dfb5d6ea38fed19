"""`refresh`: what the services say now, applied where the reader has set nothing else."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, messages, options, services, terminal
from readinglist.library.online import refresh
from readinglist.render import json
from readinglist.render.terminal import provenance


@click.command("refresh", cls=options.QueryCommand)
@options.sources_argument()
@options.allow_local_option
@options.writes
def command(ctx: click.Context, words: tuple[str, ...], allow_local: bool, dry_run: bool, as_json: bool) -> None:
    """Ask anew for sources, all or those named by key or found by QUERY, and show what is different now.

    A value that came from a service is brought up to date. One that you set, or that a file gave, is kept, and shown
    beside what the service says. `readinglist show KEY --origins` says where values come from.

    \b
      readinglist refresh doe2020keys --dry-run
      readinglist refresh tag:moe
    """
    library, wish, access = context.library(ctx), context.wish(words), context.access(allow_local=allow_local)
    found = services.asked(
        lambda progress: refresh.refresh(library, wish, access=access, dry_run=dry_run, progress=progress)
    )
    if as_json:
        terminal.put(json.answers(found))
    else:
        for one in found:
            _tell(one, dry_run=dry_run, named=len(words) == len(found))
    services.fail_if_unanswered(one.exit_code for one in found)
    if not found:
        terminal.say("no source fits the query.")
    elif not as_json:
        changed = sum(one.action == "changed" for one in found)
        asked = sum(one.action != "skipped" for one in found)
        messages.did(f"changed {changed} of {asked}", f"change {changed} of {asked}", dry_run=dry_run)


def _tell(one: refresh.Refreshed, *, dry_run: bool, named: bool) -> None:
    """Say what a source differs in; what was not asked for only where it was named."""
    if one.reason and (named or one.action == "failed"):
        terminal.say(f"{one.key}: {one.action}: {one.reason}")
    elif one.differences:
        mark = "would change " if dry_run and one.action == "changed" else ""
        terminal.put([f"{mark}{terminal.shown(one.key)} ({terminal.shown(one.agent)})"])
        terminal.put(provenance.difference(found, one.agent) for found in one.differences)
