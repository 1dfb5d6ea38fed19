"""`tags`: every tag with its count, and renaming one everywhere."""

from __future__ import annotations

import click

from readinglist.cli.shared import completion, context, example, messages, options, terminal
from readinglist.errors import quoted
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import lists
from readinglist.util.text import counted


class _TagsGroup(example.GroupWithExample):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a tag or a key, say what shows it."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            what = "`readinglist list tag:NAME` lists the sources with a tag, `readinglist show KEY` has the tags of a source."
            raise click.UsageError(f"{quoted(args[0])} is no command of tags; {what}")
        return super().resolve_command(ctx, args)


@click.group("tags", cls=_TagsGroup, example="readinglist tags", invoke_without_command=True)
@options.reads
def command(ctx: click.Context, as_json: bool) -> None:
    """List the tags with the number of sources that carry them, or rename one."""
    if ctx.invoked_subcommand:
        return
    found = lookup.tags(context.library(ctx))
    terminal.put(json.tags(found) if as_json else lists.tags(found, terminal.columns()))
    if not found and not as_json:
        terminal.say("there are no tags; `readinglist tag KEY +TAG` adds one.")


@command.command("rename", example="readinglist tags rename moe mixture-of-experts")
@click.argument("old", shell_complete=completion.tags)
@click.argument("new", shell_complete=completion.tags)
@options.writes
def rename(ctx: click.Context, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Rename a tag, and those below it, on every source.

    If the new name exists already, the two tags become one.
    """
    from readinglist.library.edit import sources  # noqa: PLC0415 - listing tags must not load what writes

    records = sources.rename_tag(context.library(ctx), old, new, dry_run=dry_run)
    if as_json:
        terminal.put(json.records(records))
    else:
        change = f"{old} to {new} on {counted(len(records), 'source')}"
        messages.did(f"renamed {change}", f"rename {change}", dry_run=dry_run)
