"""`retracted`: mark sources that were retracted or corrected.

And list what rests on them.
"""

from __future__ import annotations

import click

from readinglist.cli.shared import context, messages, options, services, terminal
from readinglist.library.online import versions
from readinglist.render import json
from readinglist.render.terminal import notices
from readinglist.util.text import counted


@click.command("retracted", cls=options.QueryCommand, example="readinglist retracted")
@options.sources_argument()
@options.writes
def command(ctx: click.Context, words: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Mark sources that were retracted or corrected.

    Asks for retractions, expressions of concern and corrections of sources with a DOI. The marks are shown by `list`,
    `show` and `check`, and `is:retracted` finds them; they are never exported. Each source is shown with what is linked
    to it, and with the claims that rest on it.

    \b
      readinglist list is:retracted
    """
    library, wish = context.library(ctx), context.wish(words)
    found = services.asked(lambda progress: versions.retracted(library, wish, dry_run=dry_run, progress=progress))
    if as_json:
        terminal.put(json.notices(found.notices))
    else:
        for notice in found.notices:
            terminal.put(notices.lines(notice))
    for key in found.freed:
        terminal.say(
            f"{key}: no service reports anything about it now; the mark {'would be' if dry_run else 'is'} removed."
        )
    failures = services.Failures()
    for key, error in found.failed:
        failures.tell(key, str(error), error.exit_code)
    failures.tell_of_the_others()
    services.fail_if_unanswered(error.exit_code for _, error in found.failed)
    new = sum(notice.new for notice in found.notices)
    asked = counted(found.asked, "source")
    messages.did(f"asked for {asked}, marked {new}", f"mark {new} of {asked}", dry_run=dry_run)
