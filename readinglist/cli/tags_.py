"""`tags`: every tag with its count, and renaming one everywhere."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import looking
from readinglist.render import json, lists


@click.group("tags", invoke_without_command=True)
@_options.json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the tags with the number of sources that carry them, or rename one.

    \b
      readinglist tags rename moe mixture-of-experts
    """
    if ctx.invoked_subcommand:
        return
    found = looking.tags(_options.library(ctx))
    _options.put(json.tags(found) if as_json else lists.tags(found))
    if not found and not as_json:
        _options.say("there are no tags; `readinglist tag KEY +TAG` adds one.")


@command.command("rename")
@click.argument("old", shell_complete=_options.completed_tags)
@click.argument("new", shell_complete=_options.completed_tags)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def rename(ctx: click.Context, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Rename a tag, and those below it, on every source; renaming to one that exists joins the two."""
    from readinglist.library import editing  # noqa: PLC0415 - listing tags must not load what writes

    records = editing.rename_tag(_options.library(ctx), old, new, dry_run=dry_run)
    if as_json:
        _options.put(json.records(records))
    else:
        change = f"{old} to {new} on {_options.counted(len(records), 'source')}"
        _options.did(f"renamed {change}", f"rename {change}", dry_run=dry_run)
