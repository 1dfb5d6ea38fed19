"""`rekey`: generate keys again, by a pattern."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, messages, options, terminal
from readinglist.library.edit import rekey


@click.command(
    "rekey", cls=options.QueryCommand, example="readinglist rekey tag:moe --pattern '[auth:lower][year]' --dry-run"
)
@options.query_argument()
@click.option("--pattern", metavar="PATTERN", default="", help="As in docs/keys.md; default: that of readinglist.toml.")
@click.option("--pinned", is_flag=True, help="Also keys that came from a file or were given by hand.")
@options.writes
def command(
    ctx: click.Context, query: tuple[str, ...], pattern: str, pinned: bool, dry_run: bool, as_json: bool
) -> None:
    """Generate the keys of sources again.

    Of all sources, or of those that QUERY finds. Former keys still find them. Keys that came from a file or were given by hand are pinned, and stay as they are without --pinned.
    """
    wanted = context.query_text(query)
    found = rekey.rekey(context.library(ctx), wanted, pattern=pattern, pinned=pinned, dry_run=dry_run)
    lines = [f"{old} → {record.key}" for old, record in found]
    messages.done([record for _, record in found], lines, as_json=as_json, dry_run=dry_run)
    if not found and not as_json:
        terminal.say("every key stays as it is" + ("." if pinned else "; --pinned generates pinned keys too."))
