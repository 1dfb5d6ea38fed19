"""`published`: the published versions of preprints."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, options, services, terminal
from readinglist.library.online import versions
from readinglist.render import json


@click.command("published", cls=options.QueryCommand, example="readinglist published tag:moe --dry-run")
@options.sources_argument()
@click.option("--link-only", is_flag=True, help="Add nothing; link what the library already has.")
@options.writes
def command(ctx: click.Context, words: tuple[str, ...], link_only: bool, dry_run: bool, as_json: bool) -> None:
    """Find the published versions of preprints.

    Of all preprints, or of those named by key or found by QUERY. A version that the library lacks is added; the preprint is
    linked to it as version-of, and is not changed. What authors and publishers have reported to arXiv, Crossref and
    DataCite counts first, then a work with the same title and first author.
    """
    library, wish = context.library(ctx), context.wish(words)
    found = services.asked(
        lambda progress: versions.published(library, wish, add=not link_only, dry_run=dry_run, progress=progress)
    )
    if as_json:
        terminal.put(json.rows(found))
    failures = services.Failures()
    for one in [] if as_json else found:
        _report(one, failures, dry_run=dry_run)
    failures.tell_of_the_others()
    services.fail_if_unanswered(one.exit_code for one in found)
    if not found:
        terminal.say("there is no such preprint.")


def _report(one: versions.Version, failures: services.Failures, *, dry_run: bool) -> None:
    """Report on a preprint.

    On stdout what was added or linked, the rest on stderr.
    """
    would = "would be " if dry_run else ""
    if one.action in ("added", "linked"):
        line = f"{one.preprint} version-of {one.key} ({one.action})  {one.title}"
        terminal.put([would + terminal.shown(line)])
    elif one.action == "missing":
        terminal.say(f"{one.preprint}: published as {one.doi}, which the library does not have.")
    elif one.action == "known":
        terminal.say(f"{one.preprint}: published as {one.key}, which the library already has.")
    elif one.action == "failed":
        failures.tell(one.preprint, one.reason, one.exit_code)
    else:
        terminal.say(f"{one.preprint}: no service knows a published version.")
