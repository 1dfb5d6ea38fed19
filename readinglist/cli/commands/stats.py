"""`stats`: the library in numbers."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, options, terminal
from readinglist.library import stats
from readinglist.render import json_upkeep
from readinglist.render.terminal import stats as drawing


@click.command("stats", cls=options.QueryCommand, example="readinglist stats tag:moe")
@options.query_argument()
@options.reads
def command(ctx: click.Context, query: tuple[str, ...], as_json: bool) -> None:
    """Show what was added and read over time, and how many sources there are by year, status, tag and type, of all or of those that QUERY finds.

    Last comes what is left to work on: stubs, claims without evidence, evidence that was not checked. When a source was read is known since
    the library's log was told so by `readinglist done`.
    """
    found = stats.count(context.library(ctx), context.query_text(query))
    terminal.put(json_upkeep.stats(found) if as_json else drawing.lines(found, terminal.columns()))
