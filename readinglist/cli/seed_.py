"""`seed`: load the seed collection."""

from __future__ import annotations

import click

from readinglist.cli import _intake, _options
from readinglist.library import seeding


@click.command("seed")
@_options.dry_run_option
@click.pass_context
def command(ctx: click.Context, dry_run: bool) -> None:
    """Load the seed collection: an article about DeepSeek, and the papers, analyses and rules behind it.

    What is there already stays as it is; `readinglist undo` takes the collection away again.

    \b
      readinglist seed
    """
    report = seeding.seed(_options.library(ctx), dry_run=dry_run)
    _intake.tell_problems(report)
    if report.counts["added"]:
        number = _options.counted(report.counts["added"], "source")
        _options.did(f"added {number}; `readinglist list` shows them.", f"add {number}.", dry_run=dry_run)
    else:
        _options.say(f"nothing new: all {report.counts['skipped']} are there.")
