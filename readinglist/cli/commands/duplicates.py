"""`duplicates`: pairs of similar sources."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, numbers, options, terminal
from readinglist.library.edit import duplicates
from readinglist.render import json
from readinglist.render.terminal import lines

_ARROWS = {"same": " = ", "similar": " ~ ", "version": " version-of "}


@click.command("duplicates", cls=example.WithExample, example="readinglist duplicates --above 0.95")
@click.option("--above", type=numbers.Share(), default=duplicates.ABOVE, show_default=True,
              help="Show pairs of at least this similarity.")  # fmt: skip
@click.option("--link", "linking", is_flag=True, help="Link the preprints among them to what was published.")
@options.pager_option
@options.writes
def command(ctx: click.Context, above: float, linking: bool, dry_run: bool, as_json: bool) -> None:
    """Show pairs of similar sources, the most similar first.

    Each with its similarity and the reason. `=` says that nothing speaks against one work; `~` that something does, such as
    another volume or page: only `readinglist merge KEEP OTHER` merges these, and `merge --all` never does.

    `readinglist merge KEEP OTHER` merges two into one. A preprint and what was published of it stay two sources:
    `readinglist link PREPRINT version-of PUBLISHED` says that they belong together, and --link does so for all of them.
    """
    library = context.library(ctx)
    if linking:
        found = duplicates.link_versions(library, above=above, dry_run=dry_run)
    else:
        found = duplicates.pairs(library, above=above)
    if as_json:
        terminal.put(json.rows(found))
        return
    would = "would be " if linking and dry_run else ""
    for pair in found:
        arrow = _ARROWS[pair.kind]
        line = f"{would}{pair.score:.2f}  {pair.first}{arrow}{pair.second}  ({pair.reason})"
        terminal.put(lines.continued(line, terminal.columns()))
    if not found:
        terminal.say("no two sources are similar.")
    elif not linking and any(pair.kind != "version" for pair in found):
        terminal.say(
            "`readinglist merge KEEP OTHER` merges two into one; `merge --all --above 0.98` merges all pairs of that similarity."
        )
