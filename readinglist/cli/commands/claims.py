"""`claims`: list claims with their evidence."""

from __future__ import annotations

from itertools import chain

import click

from readinglist.claims.claims import Filter
from readinglist.cli.shared import completion, context, options, terminal
from readinglist.library.claims import report
from readinglist.model import stances
from readinglist.render import json
from readinglist.render.terminal import claims


@click.command("claims", cls=options.QueryCommand, example="readinglist claims howdeepseek")
@click.argument("query", metavar="[CLAIM|KEY|QUERY]...", nargs=-1, shell_complete=completion.claims)
@click.option("--find", "words", default="", metavar="TEXT", help="Only claims that have these words.")
@click.option("--verdict", default="", metavar="TEXT", help="Only claims with these words in the verdict.")
@click.option(
    "--stance", type=click.Choice(stances.NAMES), default=None, help="Only claims with evidence of this stance."
)
@click.option("--unchecked", is_flag=True, help="Only claims with evidence that is unchecked.")
@click.option("--no-evidence", "bare", is_flag=True, help="Only claims without evidence.")
@click.option("--full", is_flag=True, help="Show each claim with its quote and its evidence.")
@options.jsonl_option
@options.reads
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    words: str,
    verdict: str,
    stance: str | None,
    unchecked: bool,
    bare: bool,
    full: bool,
    as_jsonl: bool,
    as_json: bool,
) -> None:
    """List claims: all, or those of a source or QUERY.

    A single CLAIM is shown with its evidence.
    The last column counts evidence: + supports, ~ qualifies, - contradicts, . background, ? of these unchecked.

    \b
      readinglist claims howdeepseek#c3
      readinglist claims tag:moe --stance contradicts
    """
    which = Filter(words, verdict, stance or "", unchecked, bare)
    found = report.claims(context.library(ctx), context.query_text(query), which)
    if as_json or as_jsonl:
        terminal.put(json.claims(found, json.lines if as_jsonl else json.array))
    elif full or (len(query) == 1 and "#" in query[0]):
        cards = [claims.card(one, terminal.columns()) for one in found]
        terminal.put(chain.from_iterable([*([""] if number else []), *card] for number, card in enumerate(cards)))
    else:
        terminal.put(claims.table(found, terminal.columns()))
    if not found and not (as_json or as_jsonl):
        terminal.say("no claim matches; `readinglist claims` lists all." if query or which != report.ALL else _NOTHING)


_NOTHING = 'there are no claims yet: `readinglist claim KEY "…"` records one.'
