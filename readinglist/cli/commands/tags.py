"""`tags`: every tag with its count, and renaming one everywhere."""

from __future__ import annotations

import click

from readinglist.cli.shared import options
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import lists


@click.group("tags", invoke_without_command=True)
@options.json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the tags with the number of sources that carry them, or rename one.

    \b
      readinglist tags rename moe mixture-of-experts
    """
    if ctx.invoked_subcommand:
        return
    found = lookup.tags(options.library(ctx))
    options.put(json.tags(found) if as_json else lists.tags(found))
    if not found and not as_json:
        options.say("there are no tags; `readinglist tag KEY +TAG` adds one.")


@command.command("rename")
@click.argument("old", shell_complete=options.completed_tags)
@click.argument("new", shell_complete=options.completed_tags)
@options.dry_run_option
@options.json_option
@click.pass_context
def rename(ctx: click.Context, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Rename a tag, and those below it, on every source; renaming to one that exists joins the two."""
    from readinglist.library.edit import sources  # noqa: PLC0415 - listing tags must not load what writes

    records = sources.rename_tag(options.library(ctx), old, new, dry_run=dry_run)
    if as_json:
        options.put(json.records(records))
    else:
        change = f"{old} to {new} on {options.counted(len(records), 'source')}"
        options.did(f"renamed {change}", f"rename {change}", dry_run=dry_run)
