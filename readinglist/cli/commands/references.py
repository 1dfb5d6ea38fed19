"""`references`: add the works that a source cites.

As stubs, linked to it.
"""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, messages, numbers, options, stdin, terminal
from readinglist.library.online import references
from readinglist.render import json


@click.command("references", cls=example.WithExample, example="readinglist references vaswani2017attention --dry-run")
@options.key_argument()
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(allow_dash=True))
@click.option("--limit", "-n", type=numbers.Number(0), metavar="N", help="Add only the first N.")
@options.writes
def command(ctx: click.Context, key: str, file: str | None, limit: int | None, dry_run: bool, as_json: bool) -> None:
    """Add the works that a source cites, as stubs linked to it.

    A work that the library already has is only linked. Crossref is asked, then Semantic Scholar and OpenAlex; or the
    references are read from FILE, as printed in a bibliography: one a line, or numbered and over several lines; - is stdin. `readinglist resolve` completes
    the stubs.

    \b
      pbpaste | readinglist references howdeepseek -
    """
    written = stdin.text(file) if file else None
    found = references.references(context.library(ctx), key, written, limit=limit, dry_run=dry_run)
    if as_json:
        terminal.put(json.rows(found))
    for one in [] if as_json else found:
        if one.action == "skipped":
            terminal.say(f"skipped, since no work can be recognised in it: {one.raw}")
        else:
            terminal.put(
                [("would be " if dry_run else "") + terminal.shown(f"{one.action}: {one.key}  {one.title}".rstrip())]
            )
    added, linked = (sum(one.action == action for one in found) for action in ("added", "linked"))
    messages.did(f"added {added}, linked {linked} more", f"add {added}, link {linked} more", dry_run=dry_run)
