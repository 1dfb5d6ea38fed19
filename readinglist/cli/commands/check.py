"""`check`: compare the citations of documents with the library."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, context, example, options, terminal
from readinglist.cli.shared.documents import documents_argument, kinds, named
from readinglist.library import settings
from readinglist.library.output import check as checking
from readinglist.manuscripts import check
from readinglist.render import json, sarif
from readinglist.render.terminal import findings
from readinglist.util.text import counted
from readinglist.util.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from click.shell_completion import CompletionItem

    from readinglist.manuscripts.model import Finding


def _completed_kinds(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of several kinds."""
    return completion.listed(check.CHOICES, incomplete)


@click.command("check", cls=example.WithExample, example="readinglist check thesis.tex")
@documents_argument()
@click.option("--fail-on", multiple=True, metavar="KIND,KIND", shell_complete=_completed_kinds,
              help="Exit with 10 on these; any, none. Default: missing, with ambiguous.")  # fmt: skip
@click.option("--ignore", multiple=True, metavar="KIND,KIND", shell_complete=_completed_kinds,
              help="Do not report these.")  # fmt: skip
@click.option("-t", "--tag", metavar="TAG", shell_complete=completion.tags,
              help="The tag of what was read for this document.")  # fmt: skip
@click.option("--bib", "bibliographies", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
              help="A .bib file, in addition to those of the document; repeat.")  # fmt: skip
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
              show_default=True, help="Lines, JSON, SARIF, or annotations of GitHub.")  # fmt: skip
@options.reads
def command(
    ctx: click.Context,
    documents: tuple[Path, ...],
    fail_on: tuple[str, ...],
    ignore: tuple[str, ...],
    tag: str | None,
    bibliographies: tuple[Path, ...],
    form: str,
    as_json: bool,
) -> None:
    """Compare what documents cite with the library.

    Reads LaTeX, Markdown, Quarto, Typst, Org, reStructuredText, notebooks, Word, OpenDocument, .aux and .bcf. The kinds of
    findings, which --fail-on and --ignore name:

    \b
      missing       a key that no source of the library has
      ambiguous     the beginning of several keys; fails where missing does
      include       a file that the document includes and that does not exist
      unseen        citations in fields of EndNote or Citavi, which are not read
      alias         a former key, or one in other case
      unused        an entry of the .bib that is not cited
      unread        a source that is cited but not read
      uncited       a source that was read and has the --tag, and is not cited
      retracted     a cited source that was retracted
      contradicted  a cited source that another of the library contradicts
      preprint      a cited preprint whose published version is not cited
      superseded    a cited source that another of the library supersedes

    Files that a document includes are read too. Without FILE, the documents that `readinglist.toml` names are meant.
    Settings for a project: docs/writing.md.
    """
    library = context.library(ctx)
    project = settings.of(library)
    configured = project.check
    documents = documents or named(ctx, project.writing.documents)
    failing = check.failing(kinds(fail_on) or configured.fail_on or ["missing"])
    left_out = check.kinds(kinds(ignore) or configured.ignore)
    checked = checking.check(
        library, documents, tag=configured.tag if tag is None else tag, bibliographies=bibliographies
    )
    found = [finding for finding in checked.findings if finding.kind not in left_out]
    terminal.put(_formatted(found, failing, "json" if as_json else form))
    if form == "text" and not as_json:
        citations = [at for at in checked.manuscript.citations if at.key != "*"]
        terminal.say(_summary(found, len(citations), len({at.key for at in citations}), len(checked.manuscript.files)))
    if any(finding.kind in failing for finding in found):
        ctx.exit(10)


def _formatted(found: Sequence[Finding], failing: frozenset[str], form: str) -> Iterable[str]:
    if form == "json":
        return json.findings(found, failing)
    if form == "sarif":
        return sarif.log(found, failing, __version__)
    return findings.github(found, failing) if form == "github" else findings.lines(found, terminal.columns())


def _summary(found: Sequence[Finding], citations: int, keys: int, files: int) -> str:
    counts = Counter(finding.kind for finding in found)
    looked = f"{counted(citations, 'citation')} of {counted(keys, 'key')} in {counted(files, 'file')}"
    listed = ", ".join(f"{counts[kind]} {kind}" for kind in check.KINDS if kind in counts)
    return f"{looked}: {listed or 'nothing was found'}."
