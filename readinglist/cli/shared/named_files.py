"""The files that imported entries name: the options about them, and what came of them in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from readinglist.cli.shared import terminal
from readinglist.cli.shared.progress import count
from readinglist.util.text import counted, fit, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from readinglist.library.files.from_entries import FilesTaken
    from readinglist.library.imports.add import Report
    from readinglist.library.location import Location

Attaching = Literal["copy", "link", "no"]
COPY, LINK, NO = "copy", "link", "no"
_COLUMNS = 60  # of a path in a sentence


class WhereFiles(NamedTuple):
    """What a user says of files that entries name: below which folder they lie, and whether they are copied or linked."""

    below: Path | None = None
    attaching: Attaching = "copy"


def options(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command that imports --files and --attach, as `below` and `attaching`."""
    below = click.option(
        "--files", "below", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="Where the files lie that entries name, if not beside the bibliography.",
    )  # fmt: skip
    attaching = click.option(
        "--attach", "attaching", type=click.Choice([COPY, LINK, NO]), default=COPY, show_default=True,
        help="Keep a copy of files, only where they are, or none that entries name.",
    )  # fmt: skip
    return below(attaching(function))


def attach(library: Location, report: Report, names: Iterable[str], said: WhereFiles, *, dry_run: bool = False) -> None:
    """Attach the files that the imported entries name, in the same operation, and say what came of them.

    `names` are the bibliography files; what `-` names lies in the folder in which one is.
    """
    if not report.files or said.attaching == NO:
        return
    from readinglist.library.files import from_entries  # noqa: PLC0415 - few bibliographies name files

    beside = {"stdin" if name == "-" else terminal.shown(name): _folder(Path(name)) for name in names}
    with count("files") as done:
        taken = from_entries.take(
            library, report.files, beside, said.below,
            link=said.attaching == LINK, into=report.operation, dry_run=dry_run, progress=done,
        )  # fmt: skip
    _tell(taken, dry_run=dry_run)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _tell(taken: FilesTaken, *, dry_run: bool) -> None:
    """Say how many files were attached, and which were not; of many only some are named."""
    if taken.attached or taken.there:
        there = f", {taken.there} there already" if taken.there else ""
        terminal.say(f"{'would be: ' if dry_run else ''}{counted(taken.attached, 'file')} attached{there}")
    if taken.missing:
        named = _named(taken.missing)
        terminal.say(f"not there: {counted(len(taken.missing), 'file')} ({named}); --files FOLDER says where they lie")
    if taken.refused:
        named = _named(taken.refused)
        terminal.say(f"left alone: {counted(len(taken.refused), 'file')}, no documents by what is in them ({named})")
    for sentence in taken.failed:
        terminal.say(sentence)


def _named(paths: list[str]) -> str:
    return listed(dict.fromkeys(fit(path, _COLUMNS) for path in paths))
