"""Asking the services anew for what is there.

What changed with them comes in, what the reader set stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.library.online import stubs
from readinglist.library.online.apply import apply_fetched
from readinglist.library.online.session import ask_about
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.library.selection import Wish, chosen
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import provenance

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Writer


class Refreshed(NamedTuple):
    """A source that was asked for anew.

    Who answered, and in what that differs from the library; or why nobody did.
    """

    action: Literal["changed", "unchanged", "failed", "skipped"]
    key: str
    agent: str = ""
    differences: tuple[provenance.Difference, ...] = ()
    reason: str = ""
    exit_code: int = 0


def refresh(
    library: Location,
    wish: Wish = Wish(),  # noqa: B008 - it never changes
    *,
    access: Access = DEFAULT,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Refreshed]:
    """Ask anew for the sources that are meant, in one operation.

    Return what each answer differs in.

    A value that came from a service is replaced by what it says now; what the reader or a file gave stays. Stubs are
    left to `resolve`. Raises QueryError, and NetworkError where the network is not to be used.
    """
    with reading(library) as opened:
        ids, _ = chosen(opened, wish)
    done: dict[int, Refreshed] = {}

    def question(number: int, record: Record) -> tuple[str, str] | None:
        pair, reason = _identifier_to_ask(record)
        if pair is None:
            done[number] = Refreshed("skipped", record.key, reason=reason)
        return pair

    answers = ask_about(library, ids, question, lambda asker, pair: asker.fetch(*pair), access, progress, fresh=True)
    for number, (key, error) in answers.failed.items():
        done[number] = Refreshed("failed", key, reason=str(error), exit_code=error.exit_code)
    done |= _applied(library, f"refresh {wish.query}".strip(), answers.found, dry_run=dry_run)
    return [done[number] for number in ids if number in done]


def _identifier_to_ask(record: Record) -> tuple[tuple[str, str] | None, str]:
    """Return the identifier by which a source is asked for.

    None with a reason where it is not.
    """
    if record.unresolved:
        return None, "it is a stub; `readinglist resolve` completes it"
    return stubs.wanted(record), "it has no identifier to ask by"


def _applied(library: Location, summary: str, found: dict[int, Record], *, dry_run: bool) -> dict[int, Refreshed]:
    """Apply what is to be taken of what was fetched, in one operation."""

    def body(opened: Writer) -> dict[int, Refreshed]:
        done: dict[int, Refreshed] = {}
        taken: list[tuple[int, Record, Record]] = []
        ids = sorted(opened.present(list(found)))
        for number, mine in zip(ids, opened.records(ids), strict=True):
            theirs = found[number]
            differences = tuple(provenance.differences(mine, theirs))
            changed = any(difference.taken for difference in differences)
            if changed:
                taken.append((number, mine, apply_fetched(mine, theirs, differences, opened.now)))
            done[number] = Refreshed("changed" if changed else "unchanged", mine.key, theirs.origin, differences)
        opened.save(taken)
        return done

    return perform(library, summary, body, dry_run=dry_run)
