"""`impact`: what falls if a source is wrong or withdrawn."""

from __future__ import annotations

from pathlib import Path

import click

from readinglist.cli.shared import context, example, options, terminal
from readinglist.library.claims import report
from readinglist.render import json
from readinglist.render.terminal import trees


@click.command("impact", cls=example.WithExample, example="readinglist impact yang2025how")
@options.key_argument()
@click.option("--in", "documents", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Show where this manuscript cites it, or what rests on it; repeat.")  # fmt: skip
@options.reads
def command(ctx: click.Context, key: str, documents: tuple[Path, ...], as_json: bool) -> None:
    """Show what falls if a source is wrong or withdrawn.

    Claims, sources that rest on it, links, and citations. A claim falls when it rests on nothing else; otherwise it is
    weakened. A claim that the source contradicted is freed.
    """
    found = report.impact(context.library(ctx), key, documents)
    terminal.put(json.impact(found) if as_json else trees.impact(found, terminal.columns()))
