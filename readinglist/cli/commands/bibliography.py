"""`bibliography`: a bibliography as a document.

In a style, with notes, quotes and claims if requested.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readinglist import errors
from readinglist.citations.bibliography import GROUPINGS, Plan
from readinglist.cli.commands.cite import locale_option, stubs_option, style_option
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import context, documents, options, progress, terminal
from readinglist.library import settings
from readinglist.library.output import bibliography as compiling
from readinglist.library.output import written
from readinglist.render import json
from readinglist.render.documents import bibliography
from readinglist.util import text
from readinglist.util.errors import UnreadableFile
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.citations.bibliography import Bibliography
    from readinglist.library.location import Location

_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".tex": "latex",
              ".typ": "typst", ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".txt": "text"}  # fmt: skip


@click.command(
    "bibliography", cls=options.QueryCommand, example="readinglist bibliography tag:moe --annotated --output moe.html"
)
@options.query_argument()
@style_option
@click.option(
    "-f", "--format", "form", type=click.Choice(compiling.FORMATS), help="By the file's suffix, else markdown."
)
@click.option("-o", "--output", metavar="FILE", help="Write this file, whole or not at all; - is stdout.")
@click.option("-a", "--annotated", is_flag=True, help="Below each entry its annotation, public notes and quotes.")
@click.option("--quotes", is_flag=True, help="Below each entry its public quotes with their pages.")
@click.option(
    "--claims",
    is_flag=True,
    help="Below each entry its claims with their evidence, or the claims that it is evidence for.",
)
@click.option("--verdicts", is_flag=True, help="With claims: your verdicts and notes on evidence too.")
@click.option("--private", is_flag=True, help="Private notes and quotes too.")
@click.option("-g", "--group-by", type=click.Choice(GROUPINGS), default=None, help="Put entries under headings.")
@click.option("--title", default="", metavar="TEXT", help="The heading; Bibliography when not given.")
@locale_option
@stubs_option
@options.json_option
@click.option("--template", metavar="DIR", type=click.Path(file_okay=False), help="A folder with your own templates.")
@options.pager_option
@click.option(
    "--reference-doc",
    "reference",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .docx or .odt file whose styles, head and foot are taken.",
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    style: str,
    form: str | None,
    output: str | None,
    template: str | None,
    reference: Path | None,
    locale: str,
    title: str,
    strict: bool,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 - what is to be shown
) -> None:
    """Write the bibliography of all sources, or of those that QUERY finds.

    Private notes are left out without --private, and verdicts and notes on evidence without --verdicts; statuses
    appear only as headings, with --group-by status. Your own template has the name of the shipped one that it replaces
    (docs/citations.md).
    """
    library = context.library(ctx)
    target = context.target(output)
    form = form or _form_of(target)
    if form in compiling.OFFICE and target is None and sys.stdout.isatty():
        raise NothingGiven(f"{form} cannot be printed on a terminal; name a file with --output")
    if reference and form not in compiling.OFFICE:
        raise errors.InvalidValue("--reference-doc", str(reference), f"{form} takes no styles; write .docx or .odt")
    if target:
        written.refuse(library, target, _read_besides(library, style, template, reference))
    plan = Plan(**{**asked, "group_by": asked["group_by"] or ""})
    wanted = context.query_text(query)
    # Pandoc reports no progress, and takes seconds for a thousand sources.
    with progress.working(f"formatting {counted(compiling.count(library, wanted), 'source')}"):
        document = compiling.compile(library, wanted, plan, style=style, form=form, locale=locale, title=title)
        made = (
            "".join(json.bibliography(document)).encode() + b"\n"
            if as_json
            else _rendered(library, document, form, template, reference)
        )
    _write(library, target, made)
    documents.tell_stubs(document.stubs)
    ctx.exit(10 if strict and document.stubs else 0)


def _form_of(target: Path | None) -> str:
    """Return the format of a file by its suffix.

    Raises InvalidValue for an unknown suffix.
    """
    if target is None:
        return "markdown"
    if target.suffix.lower() not in _BY_SUFFIX:
        hint = f"name a file in {', '.join(_BY_SUFFIX)}, or give --format; a PDF is made from LaTeX, Typst or HTML"
        raise errors.InvalidValue("--output", str(target), hint)
    return _BY_SUFFIX[target.suffix.lower()]


def _read_besides(library: Location, style: str, template: str | None, reference: Path | None) -> Iterator[Path]:
    """Yield the files besides the library that are read: what is written must be none of them."""
    yield from [reference] if reference else []
    yield from [Path(style)] if Path(style).is_file() else []
    folder = _templates(library, template)
    yield from folder.glob("*") if folder else []


def _templates(library: Location, template: str | None) -> Path | None:
    return Path(template) if template else settings.of(library).templates


def _rendered(
    library: Location, document: Bibliography, form: str, template: str | None, reference: Path | None
) -> bytes:
    folder = _templates(library, template)
    if folder is not None and not folder.is_dir():
        raise UnreadableFile(folder, "there is no such folder")
    whole = bibliography.render(document, "html" if form in compiling.OFFICE else form, folder)
    if form in compiling.OFFICE:
        return compiling.as_office(whole, form, reference)
    return (text.printable_block(whole) if form == "text" else whole).encode("utf-8", "replace")


def _write(library: Location, target: Path | None, made: bytes) -> None:
    if target is None:
        sys.stdout.flush()  # what was printed before must come before these bytes
        sys.stdout.buffer.write(made)
    else:
        written.write(library, target, made)
        terminal.wrote(target)
