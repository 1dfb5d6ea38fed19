"""`links check`: name the addresses of sources that are dead or have moved.

The exit code is 10 when one is dead.
"""

from __future__ import annotations

from collections import Counter

import click

from readinglist.cli.shared import context, options, services, terminal
from readinglist.library.online import addresses
from readinglist.render import json
from readinglist.render.terminal import addresses as lines


@click.command("links", cls=options.QueryCommand, example="readinglist links check howdeepseek")
@click.argument("action", metavar="check", type=click.Choice(["check"]))
@options.sources_argument()
@click.option("--all", "everything", is_flag=True, help="Show those too that are as they were.")
@options.allow_local_option
@options.reads
def command(
    ctx: click.Context,
    action: str,  # noqa: ARG001 - click checks the word
    words: tuple[str, ...],
    everything: bool,
    allow_local: bool,
    as_json: bool,
) -> None:
    """Ask the addresses of sources, and name those that are dead or have moved.

    Those are the pages of sources, their DOIs, and the addresses from which files came. Of a dead page the copy of an archive is
    named, where a snapshot knows one. The exit code is 10 when an address is dead.
    """
    library, wish = context.library(ctx), context.wish(words)
    access = context.access(allow_local=allow_local)
    found = services.asked(lambda progress: addresses.check(library, wish, access=access, progress=progress))
    if as_json:
        terminal.put(json.rows(found))
    else:
        terminal.put(lines.lines(found, everything=everything))
        states = Counter(one.state for one in found)
        terminal.say(lines.summary(states))
    if any(one.state == addresses.DEAD for one in found):
        ctx.exit(10)
