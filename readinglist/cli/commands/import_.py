"""`import`: bibliography files with many entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from readinglist.cli.shared import completion, context, example, imported, inputs, options, terminal
from readinglist.cli.shared.progress import bar, count
from readinglist.library.files import from_entries
from readinglist.library.imports import add
from readinglist.library.imports.extras import Extras
from readinglist.util.text import counted, fit, listed

if TYPE_CHECKING:
    from readinglist.library.imports.keys import Keys

_COLUMNS = 60  # of a path in a sentence


@click.command("import", cls=example.WithExample, example="readinglist import zotero.bib --tag thesis")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--on-duplicate", type=click.Choice(["skip", "update", "new", "fail"]), default="skip", show_default=True,
              help="What to do with an entry that the library already has.")  # fmt: skip
@click.option("--keys", type=click.Choice(["keep", "generate"]), default="keep", show_default=True,
              help="Keep the keys of the file, or make new ones.")  # fmt: skip
@click.option("-t", "--tag", "tags", multiple=True, help="Tag all that is added or updated; repeat.",
              shell_complete=completion.tags)  # fmt: skip
@click.option("--files", "below", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Where the files lie that entries name, if not beside the bibliography.")  # fmt: skip
@click.option("--attach", "attaching", type=click.Choice(["copy", "link", "no"]), default="copy", show_default=True,
              help="Keep a copy of the files that entries name, only where they are, or none.")  # fmt: skip
@options.writes
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    on_duplicate: add.OnDuplicate,
    keys: Keys,
    tags: tuple[str, ...],
    below: Path | None,
    attaching: Literal["copy", "link", "no"],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import all entries of bibliography files; - is stdin.

    An entry that is the same work as a source of the library is skipped; its key becomes an alias, and what it says more is
    filled in. One that is only similar is added, and named (docs/duplicates.md). A broken entry is reported as FILE:LINE, and set aside unchanged; the
    others are imported, and the exit code is 6. Files that entries name (`file`, `bdsk-file-1`, `local-url`) are attached to their sources (docs/files.md).
    """
    library = context.library(ctx)
    sources = inputs.sources(files)
    extras = Extras(tags=imported.split_tags(tags))
    with bar({source.name: source.lines for source in sources}) as progress:
        report = add.add(
            library,
            sources,
            extras,
            on_duplicate=on_duplicate,
            keys=keys,
            dry_run=dry_run,
            keep_records=dry_run and as_json,
            every_outcome=as_json,
            progress=progress,
        )
    imported.tell_problems(report)
    imported.tell_duplicates(report)
    if as_json:
        imported.put_imported(library, report, dry_run=dry_run, with_skipped=False)
    imported.tell_counts(report, dry_run=dry_run)
    if report.files and attaching != "no" and not dry_run:
        beside = {source.name: Path(name).parent for source, name in zip(sources, dict.fromkeys(files), strict=True)}
        with count("files") as done:
            taken = from_entries.take(
                library, report.files, beside, below, link=attaching == "link", into=report.operation, progress=done
            )
        _tell_files(taken)
    imported.fail_if_broken(report)


def _tell_files(taken: from_entries.FilesTaken) -> None:
    """Say how many files were attached, and which were not; of many only some are named."""
    if taken.attached or taken.there:
        there = f", {taken.there} there already" if taken.there else ""
        terminal.say(f"{counted(taken.attached, 'file')} attached{there}")
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
