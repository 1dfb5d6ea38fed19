"""`show`: everything about sources, as cards, as entries or as JSON."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import exporting, looking
from readinglist.render import card, json, origins


@click.command("show")
@_options.keys_argument()
@click.option("-b", "--bibtex", "form", flag_value="bibtex", help="Print the entries as BibTeX.")
@click.option("--biblatex", "form", flag_value="biblatex", help="Print the entries as BibLaTeX.")
@click.option("--origins", "with_origins", is_flag=True, help="Say where each value came from, and when.")
@_options.json_option
@click.pass_context
def command(ctx: click.Context, keys: tuple[str, ...], form: str | None, with_origins: bool, as_json: bool) -> None:
    """Show everything about sources: fields, people, tags, notes, claims, evidence, and links both ways.

    A former key will do, and so will the beginning of a key, as long as it fits only one. For example

    \b
      readinglist show vaswani2017
    """
    records = looking.show(_options.library(ctx), keys)
    if as_json:
        _options.put(origins.records(records) if with_origins else json.records(records))
    elif form:
        _options.put_text([exporting.one(records, form)])
    else:
        for number, record in enumerate(records):
            _options.put([""] if number else [])
            _options.put(card.source(record, _options.columns()))
            _options.put(origins.of(record) if with_origins else [])
