"""What `add` and `import` report of an input.

Its problems, the result, and the exit code for broken entries.
"""

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
    """Report each problem with its file and line."""
    for name, problem in report.problems:
        mark = "" if problem.broken else "note: "
        terminal.say(f"{name}:{problem.line}: {mark}{problem.message}")


def tell_counts(report: Report, *, dry_run: bool) -> None:
    """Report how many were added, skipped, updated and broken."""
    counts = [f"{action} {report.counts[action]}" for action in ("added", "skipped", "updated")]
    line = ", ".join([*counts, f"broken {report.broken}"])
    terminal.say(f"would be: {line}" if dry_run else line)


def put_imported(library: Location, report: Report, *, dry_run: bool, with_skipped: bool) -> None:
    """Print the imported sources as JSON.

    With a dry run, those that would be added.
    """
    if dry_run:
        terminal.put(json.records(report.records))
        return
    keys = [outcome.key for outcome in report.outcomes if with_skipped or outcome.action != "skipped"]
    terminal.put(json.records(lookup.show(library, list(dict.fromkeys(keys)))))


def fail_if_broken(report: Report) -> None:
    """Raise BrokenEntries where a piece was set aside."""
    if report.broken:
        raise BrokenEntries(report.broken)


def split_tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of options that may hold several.

    They are separated by commas, and may begin with +: `("+moe, mla", "mtp")` → moe, mla, mtp.
    """
    return tuple(tag.strip().removeprefix("+") for value in given for tag in value.split(",") if tag.strip())
