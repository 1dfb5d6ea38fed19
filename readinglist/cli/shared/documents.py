"""What `export --cited`, `check` and `sync` share.

The documents that a user names, and the keys in them that no source has.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, terminal
from readinglist.library import settings
from readinglist.library.output import leaving
from readinglist.render.terminal import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from readinglist.cli.shared.options import Command
    from readinglist.library.location import Location
    from readinglist.library.output.check import DocumentCitations
    from readinglist.library.output.leaving import LeavingFields


def documents_argument() -> Callable[[Command], Command]:
    """Take the files of documents; without any, those of the project are meant."""
    return click.argument("documents", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))


def named(ctx: click.Context, documents: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the documents that a project's `readinglist.toml` names, of which there must be some."""
    if not documents:
        raise click.UsageError('name a document, or write documents = ["paper.tex"] into readinglist.toml.', ctx)
    return documents


def bibliography_options(command: Command) -> Command:
    """Give a command that writes a bibliography the options for what goes into it, and in which order."""
    for option in reversed(_BIBLIOGRAPHY):
        command = option(command)
    return command


_BIBLIOGRAPHY = (
    click.option("--omit", multiple=True, metavar="FIELD,FIELD", help="Leave these fields out; `none` leaves out nothing, paths and "
                 "private fields of other programs neither.", shell_complete=completion.fields),
    click.option("--only", multiple=True, metavar="FIELD,FIELD", help="Write only these fields.", shell_complete=completion.fields),
    click.option("--sort", type=click.Choice(leaving.SORTS), help="The order of the entries; else by key what documents cite, and the "
                 "others as they were added."),
)  # fmt: skip


def choice_of(
    library: Location, omit: Iterable[str], only: Iterable[str], sort: str | None
) -> tuple[LeavingFields, str]:
    """Return which fields leave and in which order, as the options say or else the project's settings."""
    project = settings.of(library).bibliography
    left_out, chosen = tuple(omit) or project.omit, tuple(only) or project.only
    terminal.warn((*leaving.doubts("--omit", left_out), *leaving.doubts("--only", chosen)))
    return leaving.rule(left_out, chosen), sort or project.sort


def of_project(ctx: click.Context, library: Location) -> tuple[Path, ...]:
    """Return the documents that a project's `readinglist.toml` names, read here alone."""
    from readinglist.library import settings  # noqa: PLC0415 - a command that is given documents needs no settings

    return named(ctx, settings.of(library).writing.documents)


strict_option = click.option(
    "--strict",
    is_flag=True,
    help="Exit with 10 when a key is missing, or its source is a stub; with 1 when the format cannot carry all.",
)


def tell_missing(cited: DocumentCitations) -> None:
    """Report, on stderr, the keys of documents that no source has, and the stubs."""
    for line in findings.lines(cited.missing):
        terminal.say(click.unstyle(line))
    tell_stubs(cited.stubs)


def tell_stubs(keys: Iterable[str]) -> None:
    """Report, on stderr, sources of which nobody was asked, so that they would be printed without a title."""
    for key in keys:
        terminal.say(f"{key} is a stub, of which little is known yet; `readinglist resolve {key}` completes it.")


def kinds(words: Iterable[str]) -> list[str]:
    """Return kinds that were given one by one or with commas.

    `["missing,unread", "alias"]` → missing, unread, alias.
    """
    return [kind.strip() for word in words for kind in word.split(",") if kind.strip()]
