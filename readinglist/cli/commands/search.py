"""`search`: ranked full text, with the matching passage."""

from __future__ import annotations

import click

from readinglist.cli.shared import options
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import hits


@click.command("search")
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most N sources."
)
@click.option("-k", "--keys-only", is_flag=True, help="Print only the keys, one a line.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], limit: int, keys_only: bool, as_json: bool) -> None:
    """Search titles, people, venues, abstracts, notes, claims, quotes and tags; the best match first.

    All words must be there, each at least as the beginning of a word; a "quoted phrase" as it is. For example

    \b
      readinglist search "latent attention" cache
    """
    library = options.library(ctx)
    wanted = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    found = lookup.find(library, wanted, limit)
    if as_json:
        options.put(json.hits(found, lookup.found(library, found)))
    elif keys_only:
        options.put(hit.key for hit in found)
    else:
        options.put(hits.hits(found, options.columns()))
        if not found:
            options.say("nothing was found.")
