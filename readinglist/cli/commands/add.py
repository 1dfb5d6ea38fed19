"""`add`: sources by identifier or address, one by its fields, or the entries of a bibliography file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from readinglist import errors
from readinglist.citekeys.errors import InvalidKey
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, imported, inputs, options, terminal
from readinglist.library.edit import fields
from readinglist.library.imports.extras import NO_EXTRAS, Extras
from readinglist.library.imports.read import Input
from readinglist.library.online import add as identifying
from readinglist.model import relations
from readinglist.model.record import STATUSES
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from readinglist.library.imports import add

_GIVEN_FIELDS = ("title", "date", "doi", "isbn", "url")


def _completed_link(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the relation of `RELATION:KEY`, then its key."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    relation, colon, key = incomplete.partition(":")
    if not colon:
        return [CompletionItem(f"{name}:") for name in relations.NAMES if name.startswith(relation)]
    keys = completion.keys(ctx, param, key)
    return [CompletionItem(f"{relation}:{item.value}", help=item.help) for item in keys]


@click.command("add")
@click.argument("what", metavar="[WHAT]...", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--type", "kind", metavar="TYPE", help="article, book, report, online, … (guessed when not given).")
@click.option("-T", "--title", help="The title, as plain text.")
@click.option("-a", "--author", "authors", multiple=True, metavar="NAME",
              help="'Family, Given', or '{A Body}' in braces; repeat.")  # fmt: skip
@click.option("--date", help="2025, 2025-01 or 2025-01-25.")
@click.option("-D", "--doi", help="The DOI.")
@click.option("-X", "--arxiv", metavar="ID", help="The arXiv number.")
@click.option("-I", "--isbn", help="The ISBN.")
@click.option("-u", "--url", help="The address.")
@click.option("-s", "--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="Any other field; repeat.")
@click.option("-t", "--tag", "tags", multiple=True, help="A tag, or several separated by commas; repeat.",
              shell_complete=completion.tags)  # fmt: skip
@click.option("-k", "--key", help="The citation key (made from author, year and title when not given).")
@click.option("-n", "--note", "notes", multiple=True, metavar="TEXT", help="A private note; repeat.")
@click.option("--status", type=click.Choice(STATUSES), metavar="STATUS", help=", ".join(STATUSES) + ".")
@click.option("--via", default="", metavar="KEY", help="The source that sent you there.",
              shell_complete=completion.keys)  # fmt: skip
@click.option("--why", default="", metavar="TEXT", help="Why you want to read it.")
@click.option("--link", "links", multiple=True, metavar="RELATION:KEY", help="A link to another source; repeat.",
              shell_complete=_completed_link)  # fmt: skip
@click.option("--on-duplicate", type=click.Choice(["fail", "skip", "update", "new"]), default="fail", show_default=True,
              help="What to do when the library has it already.")  # fmt: skip
@options.offline_option
@options.allow_local_option
@options.writes
def command(
    ctx: click.Context,
    /,
    what: tuple[str, ...],
    on_duplicate: add.OnDuplicate,
    offline: bool,
    allow_local: bool,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the many fields of a source
) -> None:
    """Add a source by its identifier or address, by its fields, or from bibliography files; - is stdin. Prints the key.

    WHAT is a DOI, an arXiv or PubMed number, an ISBN or a web address in any form, or the name of a file. Options count
    for more than what is found. Without a network a stub is kept, which `readinglist resolve` completes.

    \b
      readinglist add 10.1038/s41586-025-09422-z
      readinglist add 2405.04434 -t mla --set note=v2

    \b
      readinglist add --title "On Keys" --author "Doe, Jane" --author "{Epoch AI}" --date 2026 --tag method

    \b
      curl -s https://example.org/paper.bib | readinglist add - --tag moe
    """
    extras = _extras(given)
    items, typed = _inputs(ctx, what, given)
    library = context.library(ctx)
    report = identifying.add(
        library, items, extras, given=typed, on_duplicate=on_duplicate,
        access=context.access(offline=offline, allow_local=allow_local),
        dry_run=dry_run, keep_records=dry_run and as_json,
    )  # fmt: skip
    terminal.notes(report.said)
    imported.tell_problems(report)
    _tell_taken(report, extras, dry_run=dry_run)
    if as_json:
        imported.put_taken(library, report, dry_run=dry_run, with_skipped=True)
    else:
        terminal.put(dict.fromkeys(terminal.shown(taken.key) for taken in report.outcomes))
    imported.fail_if_broken(report)
    if not report.outcomes:
        raise UnreadableFile(", ".join(what), "there is no entry in it")


def _tell_taken(report: add.Report, extras: Extras, *, dry_run: bool) -> None:
    """Say what was not simply added, and what was given in vain."""
    in_vain = extras._replace(key="") != NO_EXTRAS
    for taken in report.outcomes:
        why = f" ({taken.reason})" if taken.reason else ""
        left = "; what was given along was left out" if in_vain and taken.action == "skipped" else ""
        if dry_run:
            verb = {"added": "add", "skipped": "skip", "updated": "update"}[taken.action]
            terminal.say(f"would {verb} {taken.key}{why}{left}")
        elif taken.action != "added":
            terminal.say(f"{taken.action}: {taken.key}{why}{left}")


def _inputs(
    ctx: click.Context, what: tuple[str, ...], given: dict[str, Any]
) -> tuple[list[Input | identifying.IdentifierLookup], identifying.Given]:
    """Return what is to be added, and what is said of it; fields go with nothing, or with one identifier."""
    pairs = [(name, given[name]) for name in _GIVEN_FIELDS if given[name] is not None]
    pairs += fields.identified("arxiv", given["arxiv"]) if given["arxiv"] is not None else []
    pairs += [fields.assignment(word) for word in given["assignments"]]
    typed = identifying.Given(given["kind"] or "", tuple(pairs), given["authors"])
    if what and typed != identifying.NOTHING and (len(what) > 1 or not inputs.identifier(what[0])):
        message = "give either files or fields; only key, tags, notes, links, status, via and why go with files, fields also with one identifier."
        raise click.UsageError(message, ctx)
    if what:
        return inputs.inputs(what), typed
    if not pairs and not given["authors"]:
        raise NothingGiven(
            "give an identifier, a file, - for stdin, or fields such as --title; `readinglist add --help` says how"
        )
    record, warnings = fields.new(given["kind"] or "", pairs, given["authors"])
    terminal.warn(warnings)
    return [Input(record.title or "a source", [record])], identifying.NOTHING


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
