"""`add`: add sources to the library.

By identifier or address, one by its fields, or the entries of a bibliography file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readinglist import errors
from readinglist.citekeys.errors import InvalidKey
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import (
    completion,
    context,
    example,
    imported,
    inputs,
    named_files,
    options,
    terminal,
)
from readinglist.library.edit import fields
from readinglist.library.files import folders
from readinglist.library.imports.extras import NO_EXTRAS, Extras
from readinglist.library.imports.read import Input
from readinglist.library.online import add as identifying
from readinglist.model import relations, schemes
from readinglist.model.record import STATUSES
from readinglist.render.terminal import imported as sentences
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from readinglist.library.imports import add
    from readinglist.library.online import pasted

_GIVEN_FIELDS = ("title", "date", "doi", "isbn", "url")
# The options by which a source is looked up where no title is given.
_IDENTIFYING = ("doi", "arxiv", "isbn", "url")


def _completed_link(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the relation of `RELATION:KEY`, then its key."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    relation, colon, key = incomplete.partition(":")
    if not colon:
        return [CompletionItem(f"{name}:") for name in relations.NAMES if name.startswith(relation)]
    keys = completion.keys(ctx, param, key)
    return [CompletionItem(f"{relation}:{item.value}", help=item.help) for item in keys]


@click.command("add", cls=example.WithExample, example="readinglist add 10.1145/3600006.3613165")
@click.argument("what", metavar="[WHAT]...", nargs=-1, type=click.Path(readable=False, allow_dash=True))
@click.option("--type", "kind", metavar="TYPE", help="article, book, report, online, … (guessed when not given).",
              shell_complete=completion.types)  # fmt: skip
@click.option("-T", "--title", help="The title, as plain text.")
@click.option("-a", "--author", "authors", multiple=True, metavar="NAME",
              help="'Family, Given', or '{A Body}' in braces; repeat.")  # fmt: skip
@click.option("--date", help="2025, 2025-01-25, 2024/2025, 1850~ (about), 2025-21 (spring).")
@click.option("-D", "--doi", help="The DOI.")
@click.option("-X", "--arxiv", metavar="ID", help="The arXiv number.")
@click.option("-I", "--isbn", help="The ISBN.")
@click.option("-u", "--url", help="The address.")
@click.option("--html", metavar="FILE", type=click.Path(allow_dash=True),
              help="A page that the browser saved, of the address --url.")  # fmt: skip
@click.option("-s", "--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="Any other field; repeat.",
              shell_complete=completion.assignments)  # fmt: skip
@click.option("-t", "--tag", "tags", multiple=True, help="A tag, or several separated by commas; repeat.",
              shell_complete=completion.tags)  # fmt: skip
@click.option("-k", "--key", help="The citation key (made from author, year and title when not given).")
@click.option("-n", "--note", "notes", multiple=True, metavar="TEXT", help="A private note; repeat.")
@click.option("--status", type=click.Choice(STATUSES), metavar="STATUS", help=", ".join(STATUSES) + ".")
@click.option("--via", default="", metavar="KEY", help="The source that led you to it.",
              shell_complete=completion.keys)  # fmt: skip
@click.option("--why", default="", metavar="TEXT", help="Why you want to read it.")
@click.option("--link", "links", multiple=True, metavar="RELATION:KEY", help="A link to another source; repeat.",
              shell_complete=_completed_link)  # fmt: skip
@click.option("--on-duplicate", type=click.Choice(["fail", "skip", "update", "new"]), default="fail", show_default=True,
              help="What to do when the library already has it.")  # fmt: skip
@click.option("-r", "--recursive", is_flag=True, help="Add the PDFs of a folder, and those below it.")
@click.option(
    "--manifest",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Of a folder: write what was found into a text to edit; the next run does what it says.",
)
@named_files.options
@click.option("-y", "--yes", is_flag=True, help="Take the best match for a reference without being asked.")
@options.offline_option
@options.allow_local_option
@options.writes
def command(
    ctx: click.Context,
    /,
    what: tuple[str, ...],
    on_duplicate: add.OnDuplicate,
    recursive: bool,
    manifest: Path | None,
    below: Path | None,
    attaching: named_files.Attaching,
    yes: bool,
    offline: bool,
    allow_local: bool,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the many fields of a source
) -> None:
    """Add a source by identifier, address, fields or bibliography file.

    WHAT is a DOI, an arXiv or PubMed number, an ISBN or a web address in any form, a reference in words, or the name of a
    file; - is stdin. Of a PDF, the work is added that it is by what it says of itself, and the file is kept with it. A reference is the work that Crossref finds for it, where that is certain or you say yes. Prints the key. Options replace what a service returns. Without a network a stub is kept, which
    `readinglist resolve` completes.

    \b
      readinglist add 2405.04434 -t mla --set note=v2

    \b
      readinglist add --title "On Keys" --author "Doe, Jane" --date 2026

    \b
      curl -s https://example.org/paper.bib | readinglist add - --tag moe
    """
    extras = _extras(given)
    library = context.library(ctx)
    access = context.access(offline=offline, allow_local=allow_local)
    folder = _folder(ctx, what, given, recursive=recursive, manifest=manifest)
    pdfs = [Path(name) for name in dict.fromkeys(what) if not folder and folders.is_pdf(name)]
    if folder or pdfs:
        from readinglist.cli.shared import paper_folders, papers  # noqa: PLC0415 - only PDFs need what reads them

        if below or attaching == named_files.NO:
            raise click.UsageError(
                "--files and --attach no are for bibliographies; a PDF is kept, or linked with --attach link.", ctx
            )
        link = attaching == named_files.LINK
        said = papers.Said(extras, on_duplicate=on_duplicate, access=access, yes=yes, link=link, dry_run=dry_run)
        if folder:
            added, whole = paper_folders.add(library, folder, said, manifest)
        else:
            wanted, typed = _of_pdfs(ctx, what, pdfs, given)
            judge = papers.as_said(wanted) if wanted else None
            added, whole = papers.add(library, pdfs, said._replace(given=typed, judge=judge)), len(pdfs)
        papers.tell(added, whole, library, dry_run=dry_run, as_json=as_json)
        return
    items, typed = _inputs(ctx, what, given)
    report = identifying.add(
        library, items, extras, given=typed, on_duplicate=on_duplicate,
        access=access,
        dry_run=dry_run, keep_records=dry_run and as_json, agree=lambda match: yes or _agrees(match),
    )  # fmt: skip
    terminal.notes(report.said)
    if what:  # of fields that were typed, it was said when they were read
        imported.tell_problems(report)
    _tell_outcomes(report, extras, dry_run=dry_run)
    named_files.attach(library, report, what, named_files.WhereFiles(below, attaching), dry_run=dry_run)
    if as_json:
        imported.put_imported(library, report, dry_run=dry_run, with_skipped=True)
    else:
        terminal.put(dict.fromkeys(terminal.shown(outcome.key) for outcome in report.outcomes))
    imported.fail_if_broken(report)
    if not report.outcomes:
        raise UnreadableFile(", ".join(what), "there is no entry in it")


def _agrees(match: pasted.BestMatch) -> bool:
    """Ask whether a reference means a work, where somebody can answer."""
    return terminal.interactive() and click.confirm(f"Is it {match} ({match.standing})?", err=True)


def _tell_outcomes(report: add.Report, extras: Extras, *, dry_run: bool) -> None:
    """Report the inputs that were not simply added.

    And say which options were ignored.
    """
    in_vain = extras._replace(key="") != NO_EXTRAS
    for outcome in report.outcomes:
        why = f" ({outcome.reason})" if outcome.reason else ""
        ignored = "; the options given with it were ignored" if in_vain and outcome.action == "skipped" else ""
        if dry_run:
            verb = {"added": "add", "skipped": "skip", "updated": "update"}[outcome.action]
            terminal.say(f"would {verb} {outcome.key}{why}{ignored}")
        elif outcome.action != "added":
            terminal.say(f"{outcome.action}: {outcome.key}{why}{sentences.details(outcome)}{ignored}")
        for sentence in sentences.similarities(outcome):
            terminal.say(sentence)


def _inputs(
    ctx: click.Context, what: tuple[str, ...], given: dict[str, Any]
) -> tuple[list[Input | inputs.Lookup], identifying.Given]:
    """Return what is to be added, and the fields that were given.

    Fields are allowed alone, or with one identifier.
    """
    pairs = _given_pairs(given)
    typed = identifying.Given(given["kind"] or "", tuple(pairs), given["authors"])
    if (
        what
        and given["html"] is None
        and typed != identifying.NOTHING
        and (len(what) > 1 or not inputs.lookup(what[0]))
    ):
        message = "give either files or fields; files allow only key, tags, notes, links, status, via and why; one identifier allows fields too."
        raise click.UsageError(message, ctx)
    if given["html"] is not None:
        if what:
            raise click.UsageError("give the address of a saved page as --url.", ctx)
        page = identifying.saved(inputs.content(given["html"]), given["url"] or "")
        return [page], typed._replace(assignments=tuple(pair for pair in pairs if pair[0] != "url"))
    if what:
        return inputs.inputs(what), typed
    if alone := _identifier_alone(given):
        scheme, rest = alone
        others = [pair for pair in pairs if pair[0] not in schemes.as_fields(scheme, "")]
        return [identifying.identified(scheme, rest)], typed._replace(assignments=tuple(others))
    if not pairs and not given["authors"]:
        raise NothingGiven(
            "give an identifier, a file, - for stdin, or fields such as --title; `readinglist add --help` says how"
        )
    record, warnings = fields.new(given["kind"] or "", pairs, given["authors"])
    terminal.warn(warnings)
    return [Input(record.title or "a source", [record])], identifying.NOTHING


def _folder(
    ctx: click.Context, what: tuple[str, ...], given: dict[str, Any], *, recursive: bool, manifest: Path | None
) -> Path | None:
    """Return the folder of which the papers are added; None where none is named. Raises UsageError where that cannot be meant."""
    # A reference may be too long for a path, of which only this function makes nothing.
    named = [Path(name) for name in what if os.path.isdir(name)]  # noqa: PTH112
    named = named if recursive or manifest or len(what) == 1 else []
    if named and not recursive:
        raise click.UsageError(f"{named[0]} is a folder; --recursive adds the PDFs in it and below it.", ctx)
    if recursive and len(what) == 1 and not os.path.lexists(what[0]):
        raise UnreadableFile(what[0], "there is no such folder")
    if (recursive or manifest) and not len(what) == len(named) == 1:
        raise click.UsageError("--recursive takes one folder, and --manifest is for one.", ctx)
    typed = (*_GIVEN_FIELDS, "arxiv", "kind", "html", "key", "assignments", "authors")
    if named and any(given[name] for name in typed):
        raise click.UsageError("fields and a key are for one source, and not for a folder.", ctx)
    return named[0] if named else None


def _of_pdfs(
    ctx: click.Context, what: tuple[str, ...], pdfs: list[Path], given: dict[str, Any]
) -> tuple[identifying.IdentifierLookup | None, identifying.Given]:
    """Return the identifier that is given to a PDF, and what else is said of it. Raises UsageError where there are several files."""
    if len(pdfs) < len(dict.fromkeys(what)):
        raise click.UsageError("add PDFs and other things one after the other.", ctx)
    pairs = _given_pairs(given)
    scheme, rest = _identifier_alone(given) or ("", "")
    others = [pair for pair in pairs if not scheme or pair[0] not in schemes.as_fields(scheme, "")]
    typed = identifying.Given(given["kind"] or "", tuple(others), given["authors"])
    if len(pdfs) > 1 and (scheme or typed != identifying.NOTHING or given["key"]):
        raise click.UsageError("fields and a key are for one PDF; add them one by one.", ctx)
    return identifying.identified(scheme, rest) if scheme else None, typed


def _given_pairs(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the fields that options give."""
    pairs = [(name, given[name]) for name in _GIVEN_FIELDS if given[name] is not None]
    pairs += fields.identified("arxiv", given["arxiv"]) if given["arxiv"] is not None else []
    return pairs + [fields.assignment(word) for word in given["assignments"]]


def _identifier_alone(given: dict[str, Any]) -> tuple[str, str] | None:
    """Return scheme and value of the identifier that an option gives; None for none, and beside a title."""
    if given["title"] is not None or any(
        word.partition("=")[0].strip().lower() == "title" for word in given["assignments"]
    ):
        return None
    return next(((scheme, given[scheme]) for scheme in _IDENTIFYING if given[scheme] is not None), None)


def _extras(given: dict[str, Any]) -> Extras:
    if given["key"] == "":
        raise InvalidKey("")
    return Extras(
        tags=imported.split_tags(given["tags"]),
        key=given["key"] or "",
        notes=given["notes"],
        status=given["status"] or "",
        via=given["via"],
        why=given["why"],
        links=tuple(_link(value) for value in given["links"]),
    )


def _link(value: str) -> tuple[str, str]:
    relation, colon, key = value.partition(":")
    if not colon or not key:
        raise errors.InvalidValue("--link", value, "write it as RELATION:KEY, for example supports:howdeepseek")
    return relation.strip(), key.strip()
