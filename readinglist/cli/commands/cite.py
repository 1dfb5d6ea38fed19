"""`cite`: citations and bibliography entries in a style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import context, documents, options, terminal
from readinglist.library.output import cite
from readinglist.render import json
from readinglist.render.terminal import lines
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem


def _completed_styles(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the names of styles, and paths of CSL files."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    found = [CompletionItem(name, help=title) for name, title in cite.style_titles() if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def _completed_languages(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(name) for name in cite.languages() if name.startswith(incomplete)]


style_option = click.option("-s", "--style", default=cite.DEFAULT_STYLE, show_default=True, metavar="NAME|FILE",
                            help="A style by name, or a CSL file.", shell_complete=_completed_styles)  # fmt: skip
locale_option = click.option("--locale", default="", metavar="LANG",
                             help="de, fr-CA, …; default: the language of the style.",
                             shell_complete=_completed_languages)  # fmt: skip

stubs_option = click.option("--strict", is_flag=True, help="Exit with 10 when a source is a stub.")


class _CiteCommand(options.QueryCommand):
    """Accepts `-@doe2020`, which click would read as options.

    In pandoc's citation syntax it suppresses the author.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a space before such a word, which changes nothing else."""
        return super().parse_args(ctx, [f" {word}" if word.startswith("-@") else word for word in args])


@click.command("cite", cls=_CiteCommand, example="readinglist cite 'vaswani2017, p. 5' 'see @dai2024' --style ieee")
@options.sources_argument()
@style_option
@click.option("-f", "--format", "form", type=click.Choice(cite.FORMATS), default="text", show_default=True)
@click.option("--in-text", "parts", flag_value="citation", help="Only the citation in the text.")
@click.option("--bibliography", "parts", flag_value="entries", help="Only the entries of the bibliography.")
@locale_option
@stubs_option
@click.option("--copy", is_flag=True, help="Put it on the clipboard too; HTML as such.")
@click.option("--styles", "list_styles", is_flag=True, help="List the styles that are shipped.")
@options.reads
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    style: str,
    form: str,
    parts: str | None,
    locale: str,
    copy: bool,
    list_styles: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Cite sources in a style.

    Prints one citation for the text, and the entries of a bibliography. A locator comes after the key and other words
    before it, as in pandoc's citation syntax. Words that ask for fields are a query, of which everything is cited:

    \b
      readinglist cite tag:moe year:2024 --format html --copy

    Citations are made by pandoc, which `pip install 'readinglist[citations]'` installs too.
    """
    if list_styles:
        _put_styles(as_json=as_json)
        return
    if not words:
        raise NothingGiven("name sources by their keys, or by a query; `readinglist list` shows them")
    found = cite.cite(context.library(ctx), words, style, form, locale, where=context.query_text(words))
    lines = [text.printable_block(line) for line in _citation_lines(found, parts)]
    terminal.put(json.citation(found, _inline(found)) if as_json else lines)
    if copy:
        _copy("\n".join(lines), html=form == "html")
    documents.tell_stubs(found.stubs)
    ctx.exit(10 if strict and found.stubs else 0)


def _copy(made: str, *, html: bool) -> None:
    from readinglist.cli.shared import clipboard  # noqa: PLC0415 - only this needs it

    clipboard.copy(made, html=html)
    terminal.say("copied to the clipboard.")


def _put_styles(*, as_json: bool) -> None:
    found = cite.style_titles()
    if as_json:
        terminal.put(json.styles(found))
    else:
        widest = max(len(name) for name, _ in found)
        for name, title in found:
            terminal.put(lines.hanging(f"{name:<{widest}}", title, terminal.columns()))


def _citation_lines(found: cite.Formatted, parts: str | None) -> Iterator[str]:
    if parts != "entries":
        yield _inline(found)
    if parts is None:
        yield ""
    if parts != "citation":
        for number, (_, entry) in enumerate(found.entries):
            yield from ([""] if number and found.format not in ("text", "html") else [])
            yield entry


def _inline(found: cite.Formatted) -> str:
    """Return the citation for use in a sentence.

    In HTML, without a paragraph of its own.
    """
    return re.sub(r"\A<p>|</p>\Z", "", found.citation) if found.format == "html" else found.citation
