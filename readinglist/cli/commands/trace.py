"""`trace`: the way back from a source or claim."""

from __future__ import annotations

import click

from readinglist.cli.shared import completion, context, example, numbers, options, terminal
from readinglist.library.claims import report
from readinglist.render import json
from readinglist.render.terminal import trees


@click.command("trace", cls=example.WithExample, example="readinglist trace howdeepseek#c6")
@click.argument("name", metavar="KEY|CLAIM", shell_complete=completion.claims)
@click.option("-d", "--depth", type=numbers.Number(1), metavar="N", help="Go back at most N steps.")
@options.reads
def command(ctx: click.Context, name: str, depth: int | None, as_json: bool) -> None:
    """Show where a source or a claim comes from, as a tree.

    Links and evidence are followed back to primary sources. A source that is reached twice is followed once, where it is
    nearest to the root; one from which nothing leads further back is marked as primary.

    \b
      readinglist trace howdeepseek --depth 1
    """
    root = report.trace(context.library(ctx), name, depth)
    terminal.put(json.tree(root) if as_json else trees.tree(root, terminal.columns()))
