"""`export`: sources as BibTeX, BibLaTeX, CSL-JSON, JSON or RIS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist import errors
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, documents, nothing, options, terminal
from readinglist.library import lookup
from readinglist.library.errors import ExportDiffers, LossyExport
from readinglist.library.output import check, export, written
from readinglist.util.text import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from readinglist.library.location import Location

_NO_VERBATIM = "it is only for BibTeX and BibLaTeX, and not with --cited or an option that changes entries"
_NO_LINES = "it is JSON, one source a line; leave it out, or write `--format json`"


def _completed_keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of several keys."""
    before, comma, last = incomplete.rpartition(",")
    found = completion.keys(ctx, param, last)
    for item in found:
        item.value = f"{before}{comma}{item.value}"
    return found


@click.command("export", cls=options.QueryCommand, example="readinglist export tag:moe --output moe.bib")
@options.query_argument()
@click.option("-f", "--format", "form", type=click.Choice(export.FORMATS), help="By the file's suffix, else bibtex.")
@click.option("-o", "--output", metavar="FILE", help="Write this file, whole or not at all; - is stdout.")
@click.option(
    "-k", "--keys", metavar="KEY,KEY", help="Export these sources, in this order.", shell_complete=_completed_keys
)
@click.option(
    "-c", "--cited", multiple=True, metavar="FILE...", type=click.Path(), help="Export only what these documents cite."
)
@documents.strict_option
@click.option("--ascii", "ascii_only", is_flag=True, help="Write letters beyond ASCII as LaTeX accents.")
@click.option("--resolve-crossref", "inherited", is_flag=True, help="Write what is inherited into the entries.")
@click.option("--verbatim", is_flag=True, help="Write entries not edited since their import as they came, to the byte.")
@click.option(
    "--verify", is_flag=True, help="Read the export back and compare it with the library before it is written."
)
@documents.bibliography_options
@click.option(
    "--attachments",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    help="Copy the files of the sources into FOLDER.",
)
@click.option(
    "--with-files", is_flag=True, help="Name the files of the sources in a field `file`; their paths are private."
)
@click.option("--private", is_flag=True, help="JSON: private notes, status and reasons too; zotero-rdf: private notes.")
@options.jsonl_option
@options.pager_option
@click.pass_context
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    form: str | None,
    output: str | None,
    keys: str | None,
    cited: tuple[str, ...],
    strict: bool,
    ascii_only: bool,
    attachments: str | None,
    with_files: bool,
    private: bool,
    inherited: bool,
    verbatim: bool,
    verify: bool,
    omit: tuple[str, ...],
    only: tuple[str, ...],
    sort: str | None,
    as_jsonl: bool,
) -> None:
    """Export sources, all or those that QUERY finds.

    \b
      readinglist export --cited thesis.tex notes.md --output refs.bib

    Private notes, statuses and reasons stay in the library; so do paths of files and what other programs keep for their
    readers, but in JSON and with --verbatim (docs/writing.md). What RIS has no tag for is named; with --strict nothing is written then. --attachments copies files under the
    keys of their sources, and writes over none; --with-files names them in the entries. A source that another inherits from (crossref) is exported with it.
    """
    if keys is not None and (query or cited):
        raise NothingGiven("name sources by --keys, by documents or by a query, not by two of them")
    target = context.target(output)
    if verbatim and (cited or inherited or ascii_only or verify or omit or only):
        raise errors.InvalidValue("--verbatim", form or export.format_for(target, ()), _NO_VERBATIM)
    library = context.library(ctx)
    found = check.cited(library, [Path(name) for name in (*cited, *query)]) if cited else None
    form = form or _form(target, found.manuscript.files if found else (), as_jsonl=as_jsonl)
    _check_form(form, private=private, verbatim=verbatim, as_jsonl=as_jsonl)
    fields, order = documents.choice_of(library, omit, only, sort)
    if target:
        written.refuse(library, target, found.manuscript.files if found else ())
    choice = export.ExportOptions(
        wanted="" if cited else context.query_text(query),
        keys=_keys_given(keys),
        cited=found.names if found else None,
        everything=bool(found and found.everything),
        format=form,
        ascii_only=ascii_only,
        private=private,
        inherited=inherited,
        verbatim=verbatim,
        in_lines=as_jsonl,
        leaving=fields,
        sort=order,
    )
    if choice.wanted:
        _tell_nothing(library, choice.wanted)
    choice = _with_files(library, choice, target, attachments, named=with_files)
    _check_losses(library, choice, strict=strict, is_of_documents=bool(cited))
    pieces = export.export(library, choice)
    # Read back before anything is written, so that a wrong export never replaces a right one.
    if verify:
        pieces = iter([_verified(library, choice, "".join(pieces))])
    if target is None:
        terminal.put_text(pieces)
    else:
        written.write(library, target, pieces)
        terminal.wrote(target)
    if ascii_only and not export.is_whole(form):
        terminal.warn(
            f"{key}: LaTeX has no form for {kept}, which is written as it is"
            for key, kept in export.unwritten(library, choice)
        )
    if found:
        documents.tell_missing(found)
        ctx.exit(10 if strict and (found.missing or found.stubs) else 0)


def _check_losses(library: Location, choice: export.ExportOptions, *, strict: bool, is_of_documents: bool) -> None:
    """Say what the format cannot carry. Raises LossyExport where all is asked for, and NothingGiven where that means nothing."""
    if strict and not is_of_documents and not export.is_lossy(choice.format):
        raise NothingGiven("--strict is for the keys of documents; name them with --cited")
    lost = export.lost(library, choice)
    if not lost:
        return
    said = listed((f"{name} ({counted(count, 'source')})" for name, count in lost.items()), most=8)
    if strict:
        raise LossyExport(choice.format, said)
    terminal.say(f"{choice.format} cannot carry {said}.")


def _with_files(
    library: Location, choice: export.ExportOptions, target: Path | None, attachments: str | None, *, named: bool
) -> export.ExportOptions:
    """Copy the files of the sources, if a folder is named for them, and return the choice with the fields that name them, if asked for."""
    if named and (choice.verbatim or not export.names_files(choice.format)):
        raise errors.InvalidValue(
            "--with-files", choice.format, "it is for BibTeX, BibLaTeX and Zotero's RDF, and not with --verbatim"
        )
    copied = _copy_files(library, choice, attachments)
    if not named:
        return choice
    from readinglist.library.output import file_fields  # noqa: PLC0415 - most exports name no files

    return choice._replace(files=file_fields.of(library, export.files_of(library, choice), target, copied))


def _copy_files(
    library: Location, choice: export.ExportOptions, folder: str | None
) -> dict[tuple[str, int], str] | None:
    """Copy the files of the sources into a folder, if one is named, and say which are not there; return where each copy is."""
    if folder is None:
        return None
    from readinglist.library.files import copies  # noqa: PLC0415 - most exports are of entries alone

    if not folder:
        raise NothingGiven("--attachments names no folder")
    done = copies.into_folder(library, export.files_of(library, choice), Path(folder))
    terminal.warn(map(terminal.shown, done.left))
    terminal.say(f"{counted(len(set(done.copies)), 'file')} in {terminal.shown(folder)}.")
    return dict(zip(done.of, done.copies, strict=True))


def _tell_nothing(library: Location, wanted: str) -> None:
    """Say why a query finds nothing, and what would; a name of a file may have been meant as --output."""
    if lookup.count(library, wanted, limit=1):
        return
    nothing.tell(library, wanted)
    if export.is_file_of_a_format(Path(wanted)):
        terminal.say(f"`readinglist export --output {terminal.shown(wanted)}` writes to that file.")


def _form(target: Path | None, documents: Sequence[Path], *, as_jsonl: bool) -> str:
    """Return the format of an export whose --format is not given."""
    if as_jsonl and not (target and export.is_file_of_a_format(target)):
        return "json"
    return export.format_for(target, documents)


def _check_form(form: str, *, private: bool, verbatim: bool, as_jsonl: bool) -> None:
    """Raise InvalidValue for an option that a format has no place for."""
    if as_jsonl and form != "json":
        raise errors.InvalidValue("--jsonl", form, _NO_LINES)
    if private and not export.is_whole(form):
        raise errors.InvalidValue("--private", form, "only --format json can hold private notes, status and reasons")
    if verbatim and form not in export.LISTED:
        raise errors.InvalidValue("--verbatim", form, _NO_VERBATIM)


def _keys_given(keys: str | None) -> tuple[str, ...]:
    """Return the keys of --keys.

    An empty value, such as an unset variable of the shell, does not mean all sources.
    """
    names = tuple(key.strip() for key in (keys or "").split(",") if key.strip())
    if keys is not None and not names:
        raise NothingGiven("--keys names no source; leave it out to export all")
    return names


def _verified(library: Location, choice: export.ExportOptions, text: str) -> str:
    """Return the text of an export, after reading it back.

    Where it differs from the library, print the differences and write nothing.
    """
    found = export.differences(library, choice, text)
    if found:
        for line in found:
            terminal.say(line)
        raise ExportDiffers(len(found))
    return text
