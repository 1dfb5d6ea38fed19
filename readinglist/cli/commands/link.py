"""`link`: from one source to another, with a relation."""

from __future__ import annotations

import click

from readinglist.cli.shared import completion, context, example, messages, options
from readinglist.library.edit import sources
from readinglist.model import relations

_NAMES = ", ".join(relations.NAMES)
_HELP = f"""Link SOURCE to TARGET by a relation.

It is one of {_NAMES}.

Two sources may be linked by several relations; each shows at both ends.
"""


@click.command("link", cls=example.WithExample, example="readinglist link dai2024 follows-up shazeer2017", help=_HELP)
@options.key_argument("source")
@click.argument("relation", shell_complete=completion.relations)
@options.key_argument("target")
@options.writes
def command(ctx: click.Context, source: str, relation: str, target: str, dry_run: bool, as_json: bool) -> None:
    """Link two sources."""
    name = relations.check(relation)
    record, key = sources.link(context.library(ctx), source, name, target, dry_run=dry_run)
    messages.done([record], [f"{record.key} {name} {key}"], as_json=as_json, dry_run=dry_run)
