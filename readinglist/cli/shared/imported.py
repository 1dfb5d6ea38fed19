"""What `add` and `import` say of an input: its problems, the result, and the exit code for broken entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.cli.shared import terminal
from readinglist.library import lookup
from readinglist.library.errors import BrokenEntries
from readinglist.render import json

if TYPE_CHECKING:
    from readinglist.library.imports.add import Report
    from readinglist.library.location import Location


def tell_problems(report: Report) -> None:
    """Say each problem with its file and line."""
    for name, problem in report.problems:
        mark = "" if problem.broken else "note: "
        terminal.say(f"{name}:{problem.line}: {mark}{problem.message}")


def tell_counts(report: Report, *, dry_run: bool) -> None:
    """Say how many were added, skipped, updated and broken."""
    counts = [f"{action} {report.counts[action]}" for action in ("added", "skipped", "updated")]
    line = ", ".join([*counts, f"broken {report.broken}"])
    terminal.say(f"would be: {line}" if dry_run else line)


def put_taken(library: Location, report: Report, *, dry_run: bool, with_skipped: bool) -> None:
    """Print the sources that an input has become as JSON; with a dry run, those that would be added."""
    if dry_run:
        terminal.put(json.records(report.records))
        return
    keys = [taken.key for taken in report.outcomes if with_skipped or taken.action != "skipped"]
    terminal.put(json.records(lookup.show(library, list(dict.fromkeys(keys)))))


def fail_if_broken(report: Report) -> None:
    """Raise BrokenEntries where some piece was set aside."""
    if report.broken:
        raise BrokenEntries(report.broken)


def split_tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags from options that may each hold several, separated by commas, a + in front of each or not."""
    return tuple(tag.strip().removeprefix("+") for value in given for tag in value.split(",") if tag.strip())
