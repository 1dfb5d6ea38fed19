"""`quotes verify`.

Compare every quote with the text of its source.

The exit code is 10 when one does not match.
"""

from __future__ import annotations

import click

from readinglist.cli.shared import context, options, terminal
from readinglist.library.claims import quotes as quoting
from readinglist.render import json
from readinglist.render.terminal import quotes


@click.command("quotes", cls=options.QueryCommand, example="readinglist quotes verify howdeepseek")
@click.argument("action", metavar="verify", type=click.Choice(["verify"]))
@options.query_argument()
@click.option("--all", "everything", is_flag=True, help="Show those too that match.")
@options.reads
def command(ctx: click.Context, action: str, query: tuple[str, ...], everything: bool, as_json: bool) -> None:  # noqa: ARG001 - click checks the word
    """Compare every quote with the text of its source.

    The quotes of notes, claims and evidence, as far as the library has the texts.
    White space, hyphens at the ends of lines, ligatures, the shapes of quotation marks and dashes, omissions ([…]),
    letters and words in brackets ([T]he, word[s], [the company]), the marks of notes, and heads and feet of pages do not
    count. An altered quote is shown word by word, and an absent one with the most similar passage.

    The exit code is 10 when a quote is altered or absent.
    """
    found = quoting.verify(context.library(ctx), context.query_text(query))
    if as_json:
        terminal.put(json.quotes(found))
    else:
        for line in quotes.warnings(found):
            terminal.say(line)
        terminal.put(quotes.lines(found, terminal.columns(), everything=everything))
        terminal.say(quotes.summary(found))
    if any(one.fails for one in found):
        ctx.exit(10)
