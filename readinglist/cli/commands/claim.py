"""`claim`: record, edit and remove a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import claims, completion, context, editor, example, options, stdin, terminal, words
from readinglist.cli.shared import locator as places
from readinglist.library.claims import record, report

if TYPE_CHECKING:
    from readinglist.library.location import Location

_NOTHING = "give what to change: a statement, --quote, --page, --verdict or --note"


@click.command(
    "claim", cls=example.WithExample, example='readinglist claim howdeepseek "Experts are trained separately."'
)
@click.argument("name", metavar="KEY|CLAIM", shell_complete=completion.claims)
@click.argument("statement", metavar="[STATEMENT|-]", required=False)
@click.option("-q", "--quote", type=words.EMPTIED, metavar="TEXT", help="The words of the source, verbatim.")
@places.page_option
@places.locator_option
@click.option(
    "-v", "--verdict", type=words.EMPTIED, metavar="TEXT", help="Your conclusion: 'true', 'partly', 'not shown', …"
)
@click.option("-n", "--note", type=words.EMPTIED, metavar="TEXT", help="Your note on it.")
@click.option(
    "-e", "--edit", is_flag=True, help="Change the claim; with nothing else given, its statement in your editor."
)
@click.option("--remove", is_flag=True, help="Remove the claim, with its evidence.")
@claims.force_option
@options.writes
def command(
    ctx: click.Context,
    name: str,
    statement: str | None,
    quote: str | None,
    page: str | None,
    locator: str | None,
    verdict: str | None,
    note: str | None,
    edit: bool,
    remove: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record a claim that the source KEY makes, and print its name.

    Its name, such as doe2026#c3, can be used in every command. With such a CLAIM instead of a key, the given parts of
    the claim are changed. Where the library has the text of the source, the quote is looked up in it, and refused if it
    does not match the text word for word.

    \b
      readinglist claim doe2026 "It cost 6 million." --quote "for \\$5.6M" -p 4
      readinglist claim doe2026#c1 --verdict "the final run only"
    """
    library = context.library(ctx)
    given = record.ClaimText(stdin.words(statement), quote, places.locator(page, locator), verdict, note)
    exists = report.is_claim(library, name)
    if remove:
        if given != record.ClaimText() or edit:
            raise click.UsageError("--remove needs only the name of the claim; leave out the other options.", ctx)
        claims.removed_claim(record.remove_claim(library, name, dry_run=dry_run), as_json=as_json, dry_run=dry_run)
        return
    if edit and given == record.ClaimText():
        done = _edit_statement(library, name, force=force, dry_run=dry_run)
    elif edit or exists:
        if given == record.ClaimText():
            raise NothingGiven(_NOTHING)
        done = record.edit_claim(library, name, given, force=force, dry_run=dry_run)
    else:
        if given.statement is None:
            raise NothingGiven(
                f"write in a sentence what the source claims, or - for stdin; `readinglist claims {name}` lists what is recorded"
            )
        done = record.add_claim(library, name, given, force=force, dry_run=dry_run)
    claims.put_claim(done, as_json=as_json, dry_run=dry_run)


def _edit_statement(library: Location, name: str, *, force: bool, dry_run: bool) -> record.Claimed:
    """Let the user edit the statement of a claim in the editor."""
    if not (terminal.interactive() or editor.is_named()):
        raise NothingGiven(_NOTHING)
    claim = report.claims(library, name)[0].claim
    with editor.draft(claim.statement, ".md") as opened:
        edited = record.ClaimText(statement=opened().strip())
        return record.edit_claim(
            library, name, edited, was=record.ClaimText(claim.statement), force=force, dry_run=dry_run
        )
