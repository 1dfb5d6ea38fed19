"""`refresh`: update sources from the services.

Values that the reader has set are kept.
"""

from __future__ import annotations

import click

from readinglist.cli.shared import context, messages, options, services, terminal
from readinglist.library.online import refresh
from readinglist.render import json
from readinglist.render.terminal import provenance


@click.command("refresh", cls=options.QueryCommand, example="readinglist refresh tag:moe --dry-run")
@options.sources_argument()
@options.allow_local_option
@options.writes
def command(ctx: click.Context, words: tuple[str, ...], allow_local: bool, dry_run: bool, as_json: bool) -> None:
    """Ask the services again for sources, and show what is different.

    For all sources, or those named by key or found by QUERY. A value that came from a service is updated. One that you
    set, or that a file gave, is kept, and shown beside that of the service. `readinglist show KEY --origins` shows where
    values come from.

    \b
      readinglist refresh tag:moe
    """
    library, wish, access = context.library(ctx), context.wish(words), context.access(allow_local=allow_local)
    found = services.asked(
        lambda progress: refresh.refresh(library, wish, access=access, dry_run=dry_run, progress=progress)
    )
    if as_json:
        terminal.put(json.answers(found))
    else:
        failures = services.Failures()
        for one in found:
            _report(one, failures, dry_run=dry_run, named=len(words) == len(found))
        failures.tell_of_the_others()
    services.fail_if_unanswered(one.exit_code for one in found)
    if not found:
        terminal.say("no source matches the query.")
    elif not as_json:
        changed = sum(one.action == "changed" for one in found)
        asked = sum(one.action != "skipped" for one in found)
        messages.did(f"changed {changed} of {asked}", f"change {changed} of {asked}", dry_run=dry_run)


def _report(one: refresh.Refreshed, failures: services.Failures, *, dry_run: bool, named: bool) -> None:
    """Report the differences of a source.

    One that was skipped is reported only if the user named it.
    """
    if one.reason and (named or one.action == "failed"):
        failures.tell(f"{one.key}: {one.action}", one.reason, one.exit_code)
    elif one.differences:
        mark = "would change " if dry_run and one.action == "changed" else ""
        terminal.put([f"{mark}{terminal.shown(one.key)} ({terminal.shown(one.agent)})"])
        terminal.put(provenance.difference(found, one.agent) for found in one.differences)
