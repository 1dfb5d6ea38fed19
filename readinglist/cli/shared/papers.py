"""What `add` does with PDFs: asking where a title differs, a line on each file, and the exit code of what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from readinglist import errors
from readinglist.cli.shared import terminal
from readinglist.library import lookup
from readinglist.library.errors import FilesLeftOut
from readinglist.library.imports.extras import NO_EXTRAS, Extras
from readinglist.library.online import papers
from readinglist.library.online.add import NOTHING, Given
from readinglist.library.online.keep_papers import Keeping, KeptFile
from readinglist.library.settings import DEFAULT, Access
from readinglist.render import json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from readinglist.library.imports.add import OnDuplicate
    from readinglist.library.location import Location
    from readinglist.library.online.add import IdentifierLookup
    from readinglist.library.online.papers import Paper, Verdict
    from readinglist.library.online.session import Asker


class Said(NamedTuple):
    """What the user says of PDFs that are added: to all, and of the one."""

    extras: Extras = NO_EXTRAS
    given: Given = NOTHING
    judge: Callable[[Paper, Asker | None], Verdict] | None = None
    on_duplicate: OnDuplicate = "fail"
    access: Access = DEFAULT
    yes: bool = False
    link: bool = False
    dry_run: bool = False


class AddedFiles(NamedTuple):
    """What came of files: those that were kept, and the errors of those that were not."""

    kept: list[KeptFile]
    failed: list[errors.ReadinglistError]


def as_said(wanted: IdentifierLookup) -> Callable[[Paper, Asker | None], Verdict]:
    """Return the judgement that a file is the work of an identifier, whatever it says itself."""
    return lambda paper, asker: papers.asked_for(paper, wanted, asker)


def add(library: Location, paths: Sequence[Path], said: Said) -> AddedFiles:
    """Add PDFs that were named one by one."""
    read = papers.look_at(library, paths, asked_for=said.judge is not None)
    named = ", ".join(path.name for path in paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")  # noqa: PLR2004
    return keep(library, read, said, f"add {named}", _decided)


def keep(
    library: Location, read: Iterable[Paper], said: Said, summary: str,
    decided: Callable[[Verdict, Said], Verdict], progress: Callable[[int], None] = lambda _done: None,
) -> AddedFiles:  # fmt: skip
    """Identify files and keep each as soon as it is known what it is; say what was done with each.

    `decided` says what becomes of a file whose identifier leads to another title; it may raise.
    """
    left = AddedFiles([], [])
    keeping = Keeping(library, summary, said.extras, said.on_duplicate, link=said.link, dry_run=said.dry_run)
    for count, verdict in enumerate(papers.identify(library, read, said.access, said.given, said.judge), 1):
        try:
            take(keeping, decided(verdict, said), left, said)
        except errors.ReadinglistError as error:
            left.failed.append(error)
        progress(count)
    return left


def take(keeping: Keeping, verdict: Verdict, left: AddedFiles, said: Said) -> None:
    """Keep a file, and say so. Raises the error of one that cannot be."""
    if verdict.action == "failed" and verdict.error:
        raise verdict.error
    kept = keeping.keep(verdict)
    left.kept.append(kept)
    terminal.say(line(kept, dry_run=said.dry_run))


def _decided(verdict: Verdict, said: Said) -> Verdict:
    """Return what becomes of a file that was named. Raises OtherTitle where its title is another and nobody says yes."""
    if verdict.action != "unlike" or not verdict.record:
        return verdict
    error = papers.unlike(verdict)
    if not (said.yes or (terminal.interactive() and click.confirm(f"{error}\nTake it?", err=True))):
        raise error
    return verdict._replace(action="attach" if verdict.key else "add")


def tell(left: AddedFiles, whole: int, library: Location, *, dry_run: bool, as_json: bool) -> None:
    """Print the keys, or the sources as JSON. Raises the error of a file alone that was left out, and FilesLeftOut."""
    if len(left.failed) == 1 == whole:
        raise left.failed[0]
    for error in left.failed:
        terminal.say(str(error))
    keys = list(dict.fromkeys(one.key for one in left.kept))
    if as_json:
        records = [one.record for one in left.kept if one.record]
        terminal.put(json.imported(records if dry_run else lookup.show(library, keys), []))
    else:
        terminal.put(map(terminal.shown, keys))
    if left.failed:
        raise FilesLeftOut(len(left.failed), whole, max(error.exit_code for error in left.failed))


def line(one: KeptFile, *, dry_run: bool = False) -> str:
    """Return the line on a file that was kept, or would be."""
    name, would = terminal.shown(str(one.verdict.paper.path)), "would be " if dry_run else ""
    why = f" by {one.verdict.why}" if one.verdict.why else ""
    title = one.verdict.record.title if one.verdict.record else ""
    if one.held:
        return f"{name}: {one.key} has this file already"
    if one.outcome is None or one.outcome.action != "added":
        reason = f" ({one.outcome.reason})" if one.outcome else ""
        return f"{name}: {would}attached to {one.key}, which the library has{why or reason}"
    if one.verdict.action == "stub":
        found = f"“{title}”" if title else "there is no title in it"
        return f"{name}: {would}kept as the stub {one.key}{why}: {found}{_failure(one)}"
    return f"{name}: {would}added as {one.key}{why}: “{title}”"


def _failure(one: KeptFile) -> str:
    """Return why a stub is one, and what completes it."""
    error, record = one.verdict.error, one.verdict.record
    why = f" ({str(error).rstrip('.')})" if error else ""
    if record and (record.identifiers or (record.title and one.verdict.unasked)):
        return f"{why}; `readinglist resolve --all` completes it"
    what = "an identifier" if record and record.title else "a title or an identifier"
    return f"{why}; what work it is was not found; `readinglist set {one.key}` gives it {what}"
