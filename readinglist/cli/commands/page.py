"""`page`: a collection as one page that works offline."""

from __future__ import annotations

import click

from readinglist.cli.commands.cite import locale_option, style_option
from readinglist.cli.shared import context, options, progress, terminal
from readinglist.library.output import bibliography, collection, written
from readinglist.render.documents import collection as rendering
from readinglist.util.text import counted


@click.command("page", cls=options.QueryCommand, example="readinglist page tag:moe --output page.html")
@options.query_argument()
@click.option("-o", "--output", metavar="FILE", default="-", help="Write this file, whole or not at all; - is stdout.")
@style_option
@locale_option
@click.option("--verdicts", is_flag=True, help="Show your verdicts on claims too.")
@click.option("--title", default="", metavar="TEXT", help="The heading; Reading list when not given.")
@click.pass_context
def command(
    ctx: click.Context, query: tuple[str, ...], output: str, style: str, locale: str, verdicts: bool, title: str
) -> None:
    """Write all sources, or those that QUERY finds, as one page of HTML to hand over: it works offline and from disk.

    It has a list with search and filters, and each source with its citation, public notes and quotes, and its claims with their evidence. Private
    notes, statuses and reasons are never in it, verdicts only with --verdicts.
    """
    library = context.library(ctx)
    target = context.target(output)
    wanted = context.query_text(query)
    with progress.working(f"formatting {counted(bibliography.count(library, wanted), 'source')}"):
        made = rendering.page(
            collection.gather(library, wanted, style=style, locale=locale, verdicts=verdicts), title or "Reading list"
        )
    if target is None:
        terminal.put_text([made])
    else:
        written.write(library, target, [made])
        terminal.wrote(target)
