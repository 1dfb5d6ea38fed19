"""`matrix`: claims against the sources that are evidence for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, context, options, terminal
from readinglist.library.claims import report
from readinglist.library.output import written
from readinglist.render import json
from readinglist.render.terminal import matrix as table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.claims.matrix import Matrix

_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}


@click.command("matrix", cls=options.QueryCommand, example="readinglist matrix howdeepseek")
@click.argument("query", metavar="[CLAIM|KEY|QUERY]...", nargs=-1, shell_complete=completion.claims)
@click.option("-f", "--format", "form", type=click.Choice(["text", "markdown", "csv", "html", "json"]),
              help="By the file's suffix, else text.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write this file, whole or not at all; - is stdout.")
@click.option("--verdicts", is_flag=True, help="Include your verdicts, which are left out by default.")
@click.option("--title", default="", help="The title of a page.")
@options.reads
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    form: str | None,
    output: str | None,
    verdicts: bool,
    title: str,
    as_json: bool,
) -> None:
    """Show the evidence as a table of claims and sources.

    Of all claims, or of those of a source or QUERY. Each cell is the stance of the source to the claim:
    + supports, ~ qualifies, - contradicts, . background; ? where it was not checked yet.

    \b
      readinglist matrix howdeepseek --output evidence.html
    """
    wanted = context.query_text(query)
    library = context.library(ctx)
    found = report.matrix(library, wanted)
    target = context.target(output)
    form = "json" if as_json else form or _BY_SUFFIX.get(target.suffix.lower() if target else "", "text")
    title = title or f"Evidence: {wanted or 'all claims'}"
    if target is None:
        terminal.put(_matrix_lines(found, form, title, verdicts=verdicts))
    else:
        lines = _matrix_lines(found, form, title, verdicts=verdicts)
        written.write(library, target, (f"{click.unstyle(line)}\n" for line in lines))
        terminal.wrote(target)
    if not found.claims:
        terminal.say(
            "no claim matches." if query else 'there are no claims yet: `readinglist claim KEY "…"` records one.'
        )


def _matrix_lines(found: Matrix, form: str, title: str, *, verdicts: bool) -> Iterable[str]:
    if form == "html":
        from readinglist.render.documents import matrix  # noqa: PLC0415 - only a page needs it

        return matrix.html(found, title, verdicts=verdicts)
    if form == "json":
        return json.matrix(found, verdicts=verdicts)
    if form == "markdown":
        return table.markdown(found, title, verdicts=verdicts)
    return (
        table.as_csv(found, verdicts=verdicts)
        if form == "csv"
        else table.lines(found, terminal.columns(), verdicts=verdicts)
    )
