"""`packet`: an article's claims with their evidence, for an editor to tick off."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from readinglist import errors
from readinglist.cli.commands.cite import locale_option, style_option
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, example, terminal
from readinglist.library.output import bibliography, packet, written
from readinglist.render.documents import packet as rendering

_BY_SUFFIX = {".html": "html", ".htm": "html", ".docx": "docx", ".odt": "odt", ".rtf": "rtf"}


@click.command("packet", cls=example.WithExample, example="readinglist packet howdeepseek --output packet.html")
@click.argument("article", metavar="ARTICLE", shell_complete=completion.keys)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write this file, .html, .docx, .odt or .rtf, whole or not at all; - is stdout, as HTML.",
)
@style_option
@locale_option
@click.option("--no-verdicts", is_flag=True, help="Leave your verdicts out.")
@click.option("--notes", is_flag=True, help="Show your notes on evidence too.")
@click.option("--reference-doc", "reference", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="A .docx or .odt file whose styles, head and foot are taken.")  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context,
    article: str,
    output: str | None,
    style: str,
    locale: str,
    no_verdicts: bool,
    notes: bool,
    reference: Path | None,
) -> None:
    """Write the claims of an article with quotes, pages, stances, your verdicts and the bibliography, to be handed to an editor.

    Each claim, and each piece of evidence, has a box to tick; no claim is broken over pages, and nothing is said by colour alone. Private notes are not in it; your notes
    on evidence only with --notes.
    """
    library = context.library(ctx)
    target = context.target(output)
    form = _form_of(target)
    if reference and form == "html":
        raise errors.InvalidValue("--reference-doc", str(reference), "HTML takes no styles; write .docx or .odt")
    if form != "html" and target is None and sys.stdout.isatty():
        raise NothingGiven(f"{form} cannot be printed on a terminal; name a file with --output")
    found = packet.compile(library, article, style=style, locale=locale, verdicts=not no_verdicts, notes=notes)
    page = rendering.html(found)
    made = page.encode("utf-8", "replace") if form == "html" else bibliography.as_office(page, form, reference)
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
        return
    written.write(library, target, made)
    terminal.wrote(target)


def _form_of(target: Path | None) -> str:
    """Return the format of a file by its suffix. Raises InvalidValue for another one."""
    if target is None:
        return "html"
    if target.suffix.lower() not in _BY_SUFFIX:
        raise errors.InvalidValue("--output", str(target), f"name a file in {', '.join(_BY_SUFFIX)}")
    return _BY_SUFFIX[target.suffix.lower()]
