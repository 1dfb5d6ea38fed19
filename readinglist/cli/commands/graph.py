"""`graph`: links, claims and evidence as a graph.

As a picture, or for other programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist import errors
from readinglist.cli.shared import completion, context, options, terminal
from readinglist.library.claims import graph
from readinglist.library.output import written
from readinglist.render.graph import languages as plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readinglist.claims.graph import Graph

_BY_SUFFIX = {".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid", ".svg": "svg", ".jsonld": "json-ld",
              ".json": "json-ld", ".html": "html", ".htm": "html"}  # fmt: skip


@click.command("graph", cls=options.QueryCommand, example="readinglist graph howdeepseek --output howdeepseek.svg")
@click.argument("query", metavar="[CLAIM|KEY|QUERY]...", nargs=-1, shell_complete=completion.claims)
@click.option(
    "-d",
    "--depth",
    type=click.IntRange(1, 20),
    metavar="N",
    help="For a source: what is at most N steps away; default: 1.",
)
@click.option("-f", "--format", "form", type=click.Choice(["dot", "mermaid", "svg", "html", "json-ld"]),
              help="By the file's suffix, else dot.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write this file, whole or not at all; - is stdout.")
@click.option("--claims/--no-claims", "with_claims", default=True, help="Claims and evidence too, or links alone.")
@options.reads
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    depth: int | None,
    form: str | None,
    output: str | None,
    with_claims: bool,
    as_json: bool,
) -> None:
    """Draw links, claims and evidence.

    Of a source or claim with what is near it, of the sources that QUERY finds, or of all. SVG is a complete picture, HTML
    a page with the picture and all of it in words, DOT is for Graphviz, Mermaid for Markdown pages, and JSON-LD has the
    terms of CiTO; --json is JSON-LD.

    \b
      readinglist graph tag:mla --format mermaid
    """
    library, wanted = context.library(ctx), context.query_text(query)
    if depth is not None and not graph.is_named(library, wanted):
        raise errors.InvalidValue("--depth", str(depth), "it needs the key of one source")
    target = context.target(output)
    form = "json-ld" if as_json else form or _form_of(target)
    found = graph.graph(library, wanted, depth=depth, with_claims=with_claims)
    lines = _graph_lines(found, form, f"Graph: {wanted or 'the whole library'}")
    if target is None:
        terminal.put(lines)
    else:
        written.write(library, target, (f"{line}\n" for line in lines))
        terminal.wrote(target)
    if not found.nodes:
        terminal.say("no source matches the query." if wanted else "there are no links and no claims yet.")


def _form_of(target: Path | None) -> str:
    """Return the format of a file by its suffix. Raises InvalidValue for another."""
    if target is None:
        return "dot"
    if target.suffix.lower() not in _BY_SUFFIX:
        raise errors.InvalidValue("--output", str(target), f"name a file in {', '.join(_BY_SUFFIX)}, or give --format")
    return _BY_SUFFIX[target.suffix.lower()]


def _graph_lines(found: Graph, form: str, title: str) -> Iterator[str]:
    if form == "html":
        from readinglist.render.graph import page  # noqa: PLC0415 - only a page needs it

        return page.html(found, title)
    if form == "svg":
        from readinglist.render.pictures import graph as pictures  # noqa: PLC0415 - only a picture needs it

        return pictures.svg(found)
    return {"dot": plain.dot, "mermaid": plain.mermaid, "json-ld": plain.json_ld}[form](found)
