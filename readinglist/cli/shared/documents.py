"""What `export --cited`, `check` and `sync` share.

The documents that a user names, and the keys in them that no source has.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import terminal
from readinglist.render.terminal import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from readinglist.cli.shared.options import Command
    from readinglist.library.output.check import DocumentCitations


def documents_argument() -> Callable[[Command], Command]:
    """Take the files of documents; without any, those of the project are meant."""
    return click.argument("documents", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))


def named(ctx: click.Context, documents: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the documents that a project's `readinglist.toml` names, of which there must be some."""
    if not documents:
        raise click.UsageError('name a document, or write documents = ["paper.tex"] into readinglist.toml.', ctx)
    return documents


strict_option = click.option("--strict", is_flag=True, help="Exit with 10 when a key is missing.")


def tell_missing(cited: DocumentCitations) -> None:
    """Report, on stderr, the keys of documents that no source has."""
    for line in findings.lines(cited.missing):
        terminal.say(click.unstyle(line))


def kinds(words: Iterable[str]) -> list[str]:
    """Return kinds that were given one by one or with commas.

    `["missing,unread", "alias"]` → missing, unread, alias.
    """
    return [kind.strip() for word in words for kind in word.split(",") if kind.strip()]
