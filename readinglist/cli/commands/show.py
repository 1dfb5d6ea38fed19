"""`show`: everything about sources.

As cards, as entries or as JSON.
"""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, options, terminal
from readinglist.library import lookup
from readinglist.library.files import listing
from readinglist.library.output import export
from readinglist.render import json
from readinglist.render.terminal import card, provenance
from readinglist.util import text

_MOST = 10  # of notes, of claims and of pieces of evidence on a terminal; a guess


@click.command("show", cls=example.WithExample, example="readinglist show vaswani2017")
@options.keys_argument()
@click.option("-b", "--bibtex", "form", flag_value="bibtex", help="Print the entries as BibTeX.")
@click.option("--biblatex", "form", flag_value="biblatex", help="Print the entries as BibLaTeX.")
@click.option("--origins", "with_origins", is_flag=True, help="Show where each value came from, and when.")
@click.option("--all", "everything", is_flag=True, help="Show all notes, claims and links, however many.")
@options.reads
def command(
    ctx: click.Context, keys: tuple[str, ...], form: str | None, with_origins: bool, everything: bool, as_json: bool
) -> None:
    """Show everything about sources.

    Fields, people, tags, files, notes, claims, evidence, and links in both directions. A former key, or the beginning of a key
    that matches only one, can be used too. Of many notes, claims and links a terminal shows the first, and counts the
    others; --all shows them.
    """
    library = context.library(ctx)
    records = lookup.show(library, keys)
    if as_json:
        terminal.put(json.records_with_origins(records) if with_origins else json.records(records))
    elif form:
        terminal.put([text.printable_block(export.one(records, form)).removesuffix("\n")])
    else:
        most = None if everything or terminal.columns() is None else _MOST
        for number, record in enumerate(records):
            terminal.put([""] if number else [])
            attached = listing.of(library, record) if record.attachments else ()
            terminal.put(card.source(record, terminal.columns(), most, attached))
            terminal.put(provenance.of(record) if with_origins else [])
        cut = [record.key for record in records if most and not card.is_whole(record, most)]
        if cut:
            terminal.say(f"`readinglist show {' '.join(cut)} --all` shows all.")
