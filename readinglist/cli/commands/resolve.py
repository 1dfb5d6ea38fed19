"""`resolve`: complete stubs with the data of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import context, options, services, terminal
from readinglist.cli.shared.progress import count
from readinglist.library.errors import NotResolved
from readinglist.library.online import resolve
from readinglist.render import json

if TYPE_CHECKING:
    from readinglist.library.online.resolve import Resolution


@click.command("resolve", cls=options.QueryCommand, example="readinglist resolve --all")
@options.sources_argument()
@click.option("--all", "everything", is_flag=True, help="Complete all stubs.")
@click.option("--again", is_flag=True, help="Also ask again for works that no service knew.")
@click.option("--merge", is_flag=True, help="Merge a stub that turns out to be a source of the library into it.")
@click.option("--as-is", is_flag=True, help="Ask no service; accept the stubs as complete.")
@options.allow_local_option
@options.writes
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    everything: bool,
    again: bool,
    merge: bool,
    as_is: bool,
    allow_local: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Complete stubs: sources of which only an identifier is known, or only the title in their file.

    A title is looked up at Crossref, and a work taken only where its title and its first author are those of the file. They are named by keys or found by a query. Each is saved at once; after an interruption, run the command again, and
    nothing is fetched twice.

    \b
      readinglist resolve arxiv2405.04434
    """
    if bool(words) == everything:
        raise NothingGiven("name stubs by key or query, or use --all; `readinglist list is:stub` lists them")
    outcomes: list[Resolution] = []
    failures = services.Failures()
    try:
        with count("resolving") as progress:
            for outcome in resolve.resolve(
                context.library(ctx), context.wish(words), again=again, merge=merge, as_is=as_is,
                access=context.access(allow_local=allow_local), dry_run=dry_run, progress=progress,
            ):  # fmt: skip
                outcomes.append(outcome)
                _report(outcome, failures, as_json=as_json, dry_run=dry_run)
    except KeyboardInterrupt:
        terminal.say("interrupted; what was resolved until then is kept.")
        terminal.leave_at_once(130)
    failures.tell_of_the_others()
    if as_json:
        terminal.put(json.rows(outcomes))
    if not outcomes:
        terminal.say("there is no such stub.")
    failed = [outcome.exit_code for outcome in outcomes if outcome.exit_code]
    if failed:
        # One code for many stubs: the network (5) first, then works not found (3), then duplicates (4).
        raise NotResolved(len(failed), next(code for code in (5, 3, 4) if code in failed))


def _report(outcome: Resolution, failures: services.Failures, *, as_json: bool, dry_run: bool) -> None:
    """Report on a stub.

    On stdout what was resolved, on stderr what was not, and why; a host that cannot be reached is said once.
    """
    if outcome.action in ("resolved", "merged"):
        line = outcome.key if outcome.was == outcome.key else f"{outcome.was} → {outcome.key}"
        terminal.put([] if as_json else [("would be " if dry_run else "") + terminal.shown(line)])
        return
    skipped = outcome.action == "skipped"
    failures.tell(f"{outcome.was}: {outcome.action}", outcome.reason, outcome.exit_code, skipped=skipped)
