"""`unlink`: remove a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, context, example, messages, options
from readinglist.library.edit import sources

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete relations for the first word, and keys for both."""
    found = [] if ctx.params.get(param.name or "") else completion.relations(ctx, param, incomplete)
    return found + completion.keys(ctx, param, incomplete)


@click.command("unlink", cls=example.WithExample, example="readinglist unlink dai2024 shazeer2017")
@options.key_argument("source")
@click.argument("words", metavar="[RELATION] TARGET", nargs=-1, required=True, shell_complete=_completed)
@options.writes
def command(ctx: click.Context, source: str, words: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Remove the link RELATION from SOURCE to TARGET.

    Without RELATION, all links from SOURCE to TARGET.
    """
    if len(words) > 2:  # noqa: PLR2004
        raise click.UsageError("write `unlink SOURCE RELATION TARGET` or `unlink SOURCE TARGET`.", ctx)
    relation = words[0] if len(words) == 2 else None  # noqa: PLR2004
    record, gone = sources.unlink(context.library(ctx), source, relation, words[-1], dry_run=dry_run)
    lines = [f"unlinked: {record.key} {link.relation} {link.key}" for link in gone]
    messages.done([record], lines, as_json=as_json, dry_run=dry_run)
