"""`import`: bibliography files with many entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, context, example, imported, inputs, named_files, options, wishes
from readinglist.cli.shared.progress import bar
from readinglist.library.imports import add
from readinglist.library.imports.extras import Extras

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library.imports.keys import Keys
    from readinglist.model.wishes import Wishes


@click.command("import", cls=example.WithExample, example="readinglist import zotero.bib --tag thesis")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(readable=False, allow_dash=True))
@click.option("--on-duplicate", type=click.Choice(["skip", "update", "new", "fail"]), default="skip", show_default=True,
              help="What to do with an entry that the library already has.")  # fmt: skip
@click.option("--keys", type=click.Choice(["keep", "generate"]), default="keep", show_default=True,
              help="Keep the keys of the file, or make new ones.")  # fmt: skip
@click.option("-t", "--tag", "tags", multiple=True, help="Tag all that is added or updated; repeat.",
              shell_complete=completion.tags)  # fmt: skip
@named_files.options
@wishes.options
@options.writes
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    on_duplicate: add.OnDuplicate,
    keys: Keys,
    tags: tuple[str, ...],
    below: Path | None,
    attaching: named_files.Attaching,
    wished: Wishes,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import all entries of bibliography files, lists, tables, and the libraries of other programs; - is stdin.

    What a file or folder is, is told by what is in it; `readinglist formats` lists what is known, and --from says which it is (docs/moving.md).

    An entry that is the same work as a source of the library is skipped; its key becomes an alias, and what it says more is
    filled in. One that is only similar is added, and named (docs/duplicates.md). A broken entry is reported as FILE:LINE, and set aside unchanged; the
    others are imported, and the exit code is 6. Files that entries name (`file`, `bdsk-file-1`, `local-url`) are attached to their sources (docs/files.md).
    """
    library = context.library(ctx)
    sources = inputs.sources(files, wished)
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
    imported.tell_counts(report, dry_run=dry_run)
    where = named_files.WhereFiles(below, attaching)
    named_files.attach(library, report, files, where, dry_run=dry_run)
    if as_json:
        imported.put_imported(library, report, dry_run=dry_run, with_skipped=False)
    imported.fail_if_broken(report)
