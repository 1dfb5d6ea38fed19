"""`evidence`: record, edit and remove evidence for a claim."""

from __future__ import annotations

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import claims, completion, context, example, numbers, options, stdin, words
from readinglist.cli.shared import locator as places
from readinglist.library.claims import record


@click.command(
    "evidence", cls=example.WithExample, example="readinglist evidence howdeepseek#c1 supports dai2024 --page 12"
)
@click.argument("claim", shell_complete=completion.claims)
@click.argument("stance", metavar="[STANCE]", required=False, shell_complete=completion.stances)
@click.argument("key", metavar="[KEY]", required=False, shell_complete=completion.keys)
@click.option("-q", "--quote", type=words.EMPTIED, metavar="TEXT", help="The words of the source KEY, verbatim.")
@places.page_option
@places.locator_option
@click.option(
    "-n", "--note", type=words.EMPTIED, metavar="TEXT", help="What it says to the claim, in your words; - reads stdin."
)
@click.option(
    "--checked/--unchecked", default=None, help="Whether you compared it with the source; default: unchecked."
)
@click.option("-e", "--edit", "number", type=numbers.Number(1), metavar="N", help="Change evidence N.")
@click.option("--remove", type=numbers.Number(1), metavar="N", help="Remove evidence N.")
@claims.force_option
@options.writes
def command(
    ctx: click.Context,
    claim: str,
    stance: str | None,
    key: str | None,
    quote: str | None,
    page: str | None,
    locator: str | None,
    note: str | None,
    checked: bool | None,
    number: int | None,
    remove: int | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record that the source KEY is evidence for or against CLAIM.

    It supports, qualifies or contradicts the claim, or is background to it. Where the library has the text of the source,
    the quote is looked up in it, and refused if it does not match the text word for word.

    \b
      readinglist evidence doe2026#c1 supports smith2025 --quote "2.8M hours"
      readinglist evidence doe2026#c1 --edit 1 --note "Table 1" --checked
    """
    library = context.library(ctx)
    words = stdin.words(note)
    given = record.EvidenceText(stance, key, quote, places.locator(page, locator), words, checked)
    if remove is not None:
        if number is not None or given != record.EvidenceText():
            raise click.UsageError(
                "--remove needs only the claim and the number of the evidence; leave out the other options.", ctx
            )
        done = record.remove_evidence(library, claim, remove, dry_run=dry_run)
        claims.removed_evidence(done, as_json=as_json, dry_run=dry_run)
        return
    if number is not None:
        if given == record.EvidenceText():
            raise NothingGiven("give what to change: a stance, a key, --quote, --page, --note or --checked")
        done = record.edit_evidence(library, claim, number, given, force=force, dry_run=dry_run)
    else:
        if stance is None or key is None:
            raise click.UsageError(
                "write `readinglist evidence CLAIM supports KEY`, or another stance; `readinglist claims CLAIM` lists what there is.",
                ctx,
            )
        done = record.add_evidence(library, claim, given, force=force, dry_run=dry_run)
    claims.put_evidence(done, as_json=as_json, dry_run=dry_run)
