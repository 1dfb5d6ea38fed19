"""`seed`: load the seed collection."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, imported, messages, options, terminal
from readinglist.library.imports import seeds
from readinglist.util.text import counted


@click.command("seed", cls=example.WithExample, example="readinglist seed")
@options.dry_run_option
@click.pass_context
def command(ctx: click.Context, dry_run: bool) -> None:
    """Load the seed collection.

    An article about DeepSeek, and the papers, analyses and rules behind it. Existing sources are not changed;
    `readinglist undo` removes the collection again.
    """
    seeded = seeds.seed(context.library(ctx), dry_run=dry_run)
    report = seeded.report
    imported.tell_problems(report)
    parts = [counted(report.counts["added"], "source")] if report.counts["added"] else []
    if seeded.claims:
        parts.append(f"{counted(seeded.claims, 'claim')} with {seeded.evidence} pieces of evidence")
    if parts:
        new = " and ".join(parts)
        messages.did(
            f"added {new}; `readinglist list` and `readinglist claims` show them.", f"add {new}.", dry_run=dry_run
        )
    else:
        terminal.say(f"nothing new: all {report.counts['skipped']} exist already.")
