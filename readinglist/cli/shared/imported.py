"""What `add` and `import` report of an input.

Its problems, the result, and the exit code for broken entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.cli.shared import terminal
from readinglist.library import lookup
from readinglist.library.errors import BrokenEntries
from readinglist.render import json
from readinglist.render.terminal import imported

if TYPE_CHECKING:
    from readinglist.library.imports.add import Report
    from readinglist.library.location import Location

_LEFT_OUT = " left out"  # what a notice says of a piece that did not come along


def tell_problems(report: Report) -> None:
    """Report each problem with its file and line."""
    for name, problem in report.problems:
        mark = "" if problem.broken else "note: "
        place = f"{name}:{problem.line}" if problem.line else name
        terminal.say(f"{place}: {mark}{problem.message}")


def tell_duplicates(report: Report) -> None:
    """Report each duplicate with its file and line, and what is similar to something else."""
    for line in imported.lines(report.outcomes):
        terminal.say(line)


def tell_counts(report: Report, *, dry_run: bool) -> None:
    """Report how many entries were read, and how many of them added, skipped as the same, updated and broken; and what was left out, of which each piece was named."""
    counts = [f"{action} {report.counts[action]}" for action in ("added", "skipped", "updated")]
    line = ", ".join(
        [f"read {report.counts.total() + report.broken}: {counts[0]}", *counts[1:], f"broken {report.broken}"]
    )
    if left_out := sum(_LEFT_OUT in problem.message for _, problem in report.problems if not problem.broken):
        line += f"; left out {left_out}, named above"
    terminal.say(f"would be: {line}" if dry_run else line)


def put_imported(library: Location, report: Report, *, dry_run: bool, with_skipped: bool) -> None:
    """Print the imported sources as JSON; with a dry run, those that would be added.

    What was skipped is printed as the source that it is, or, without `with_skipped`, as an object that says so.
    """
    duplicates = [] if with_skipped else [outcome for outcome in report.outcomes if outcome.action == "skipped"]
    if dry_run:
        terminal.put(json.imported(report.records, duplicates))
        return
    keys = [outcome.key for outcome in report.outcomes if with_skipped or outcome.action != "skipped"]
    terminal.put(json.imported(lookup.show(library, list(dict.fromkeys(keys))), duplicates))


def fail_if_broken(report: Report) -> None:
    """Raise BrokenEntries where a piece was set aside."""
    if report.broken:
        raise BrokenEntries(report.broken)


def split_tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of options that may hold several.

    They are separated by commas, and may begin with +: `("+moe, mla", "mtp")` → moe, mla, mtp.
    """
    return tuple(tag.strip().removeprefix("+") for value in given for tag in value.split(",") if tag.strip())
