"""`gaps`: what is missing between claims and evidence.

With --fail-on, the exit code is 10 when it is found.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from readinglist.claims.gaps import KINDS, check_kinds
from readinglist.cli.shared import completion, context, options, terminal
from readinglist.library.claims import report
from readinglist.render import json
from readinglist.render.terminal import trees
from readinglist.util.text import counted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_KINDS = "\n".join(f"  {kind:<17} {meaning}" for kind, meaning in KINDS.items())
_HELP = f"""Show what is missing between claims and evidence.

Of all claims, of one, of those of a source, or of the sources that QUERY finds.

\b
{_KINDS}

With --fail-on, the exit code is 10 when something of these kinds is found.
"""


def _completed_kinds(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return completion.listed(KINDS, incomplete)


@click.command("gaps", cls=options.QueryCommand, example="readinglist gaps howdeepseek", help=_HELP)
@click.argument("query", metavar="[CLAIM|KEY|QUERY]...", nargs=-1, shell_complete=completion.claims)
@click.option("--only", multiple=True, metavar="KIND,KIND", help="Report only these.", shell_complete=_completed_kinds)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="KIND,KIND",
    help="Exit with 10 when one of these is found; any is all.",
    shell_complete=_completed_kinds,
)
@options.reads
def command(
    ctx: click.Context, query: tuple[str, ...], only: tuple[str, ...], fail_on: tuple[str, ...], as_json: bool
) -> None:
    """Show what is missing."""
    fatal, wanted = check_kinds(fail_on), check_kinds(only, "--only") or list(KINDS)
    # Strict where the exit code counts: a misspelt key must not pass as a source without gaps.
    asked = report.gaps(context.library(ctx), context.query_text(query), strict=bool(fatal))
    found = [gap for gap in asked if gap.kind in wanted]
    terminal.put(json.rows(found) if as_json else trees.gaps(found, terminal.columns()))
    if not as_json:
        counts = Counter(gap.kind for gap in found)
        kinds = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
        terminal.say(f"{counted(len(found), 'gap')}: {kinds}." if found else "no gaps.")
    if any(gap.kind in fatal for gap in found):
        ctx.exit(10)
