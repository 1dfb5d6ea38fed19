"""What an import did with the records that it did not simply add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.imported import Outcome

_COLUMNS = 40  # of a value in a sentence


def lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield a line for each duplicate that was met, and one for each new source that is similar to another.

    Entries that only repeat what is there, as those of a file that is imported twice, are left to the count.
    """
    for outcome in outcomes:
        if outcome.action != "added" and not outcome.is_repetition:
            yield f"{_place(outcome)}{_duplicate(outcome)}{details(outcome)}"
        yield from (f"{_place(outcome)}{sentence}" for sentence in similarities(outcome))


def details(outcome: Outcome) -> str:
    """Return what a duplicate changed, and what it says otherwise, to follow a sentence."""
    said = []
    if outcome.alias:
        said.append("its key is now an alias")
    if outcome.taken_by:
        said.append(text.printable(f"its key still means {outcome.taken_by}, another source"))
    if outcome.filled:
        what = "taken over" if outcome.action == "updated" else "filled in"
        said.append(f"{what}: " + ", ".join(map(text.printable, outcome.filled)))
    said += [f"{_name(one.field)} stays {_value(one.kept)}, not {_value(one.given)}" for one in outcome.differences]
    return "".join(f"; {sentence}" for sentence in said)


def similarities(outcome: Outcome) -> Iterator[str]:
    """Yield a sentence for the source that an added one is similar to."""
    if outcome.similar:
        (key, reason), *others = outcome.similar
        more = f", and {len(others)} more are similar" if others else ""
        added = text.printable(outcome.key)
        yield f"note: {added} was added, and is similar to {text.printable(key)} ({text.printable(reason)}){more}"


def _place(outcome: Outcome) -> str:
    return f"{outcome.file}:{outcome.line}: " if outcome.line else ""


def _duplicate(outcome: Outcome) -> str:
    given = outcome.given or text.fit(outcome.title, _COLUMNS) or "an entry"
    return text.printable(f"{given} is {outcome.key} ({outcome.reason})")


def _name(field: str) -> str:
    return text.printable(field)


def _value(value: str) -> str:
    return text.printable(text.fit(value, _COLUMNS))
