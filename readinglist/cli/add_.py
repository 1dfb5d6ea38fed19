"""`add`: one source by its fields, or the entries of a bibliography file."""

from __future__ import annotations

from typing import Any

import click

from readinglist import errors
from readinglist.cli import _files, _intake, _options
from readinglist.library import adding, fields, looking
from readinglist.record import STATUSES
from readinglist.render import json

_GIVEN_FIELDS = ("title", "date", "doi", "isbn", "url")


@click.command("add")
@click.argument("what", metavar="[WHAT]...", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--type", "kind", metavar="TYPE", help="article, book, report, online, … (guessed when not given).")
@click.option("-T", "--title", help="The title, as plain text.")
@click.option(
    "-a", "--author", "authors", multiple=True, metavar="NAME", help="'Family, Given', or '{A Body}'; repeat."
)
@click.option("--date", help="2025, 2025-01 or 2025-01-25.")
@click.option("--doi", help="The DOI.")
@click.option("--arxiv", metavar="ID", help="The arXiv number.")
@click.option("--isbn", help="The ISBN.")
@click.option("-u", "--url", help="The address.")
@click.option("-s", "--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="Any other field; repeat.")
@click.option("-t", "--tag", "tags", multiple=True, help="A tag, or several separated by commas; repeat.",
              shell_complete=_options.completed_tags)  # fmt: skip
@click.option("-k", "--key", default="", help="The citation key (made from author, year and title when not given).")
@click.option("-n", "--note", "notes", multiple=True, metavar="TEXT", help="A private note; repeat.")
@click.option(
    "--status", default="", type=click.Choice(["", *STATUSES]), metavar="STATUS", help=", ".join(STATUSES) + "."
)
@click.option("--via", default="", metavar="KEY", help="The source that sent you there.",
              shell_complete=_options.completed_keys)  # fmt: skip
@click.option("--why", default="", metavar="TEXT", help="Why you want to read it.")
@click.option("--link", "links", multiple=True, metavar="RELATION:KEY", help="A link to another source; repeat.")
@click.option("--on-duplicate", type=click.Choice(["fail", "skip", "update", "new"]), default="fail", show_default=True,
              help="What to do when the library has it already.")  # fmt: skip
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    what: tuple[str, ...],
    on_duplicate: adding.OnDuplicate,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the many fields of a source
) -> None:
    """Add a source by its fields, or from bibliography files; - is stdin. Prints the key.

    \b
      readinglist add --title "On Keys" --author "Doe, Jane" --date 2026 --tag method

    \b
      curl -s https://example.org/paper.bib | readinglist add - --tag moe
    """
    sources, warnings = _sources(what, given)
    extras = _extras(given)
    library = _options.library(ctx)
    _options.warn(warnings)
    report = adding.add(
        library, sources, extras, on_duplicate=on_duplicate, dry_run=dry_run, keep_records=dry_run and as_json
    )
    _intake.tell_problems(report)
    for taken in report.taken:
        if taken.action != "added":
            _options.say(f"{taken.action}: {taken.key} ({taken.reason})")
    keys = [taken.key for taken in report.taken]
    if as_json:
        _options.put(json.records(report.records if dry_run else looking.show(library, keys)))
    else:
        _options.put(keys)
    _intake.fail_if_broken(report)
    if not keys:
        raise errors.UnreadableFile(", ".join(what), "there is no entry in it")


def _sources(what: tuple[str, ...], given: dict[str, Any]) -> tuple[list[adding.Source], tuple[str, ...]]:
    """Return what is to be added, and warnings; files and fields exclude each other."""
    pairs = [(name, given[name]) for name in _GIVEN_FIELDS if given[name]]
    pairs += _arxiv(given["arxiv"]) if given["arxiv"] else []
    pairs += [fields.assignment(word) for word in given["assignments"]]
    has_fields = bool(pairs or given["authors"] or given["kind"])
    if what and has_fields:
        raise errors.NothingGiven(
            "give either files or fields; with files, only tags, notes, links and status go along"
        )
    if what:
        return _files.sources(what), ()
    if not pairs and not given["authors"]:
        raise errors.NothingGiven(
            "give a file, - for stdin, or fields such as --title; `readinglist add --help` says how"
        )
    record, warnings = fields.new(given["kind"] or "", pairs, given["authors"])
    return [adding.Source(record.title or "a source", [record])], warnings


def _arxiv(number: str) -> list[tuple[str, str]]:
    return [("eprint", fields.arxiv(number)), ("eprinttype", "arxiv")]


def _extras(given: dict[str, Any]) -> adding.Extras:
    return adding.Extras(
        tags=_intake.split_tags(given["tags"]),
        key=given["key"],
        notes=given["notes"],
        status=given["status"],
        via=given["via"],
        why=given["why"],
        links=tuple(_link(value) for value in given["links"]),
    )


def _link(value: str) -> tuple[str, str]:
    relation, colon, key = value.partition(":")
    if not colon or not key:
        raise errors.InvalidValue("--link", value, "write it as RELATION:KEY, for example supports:howdeepseek")
    return relation.strip(), key.strip()
