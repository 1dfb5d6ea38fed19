"""Asking the services anew for what is there: what changed with them comes in, what the reader set stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import errors
from readinglist.library.online import stubs
from readinglist.library.online.apply import apply_fetched
from readinglist.library.online.session import asking, each
from readinglist.library.open import reading
from readinglist.library.operation import operation
from readinglist.library.selection import Wish, chosen
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import provenance
from readinglist.util.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readinglist.library import Library
    from readinglist.model.record import Record

_PAGE = 200


class Refreshed(NamedTuple):
    """A source that was asked for anew: who answered, and in what that differs from the library; or why nobody did."""

    action: Literal["changed", "unchanged", "failed", "skipped"]
    key: str
    agent: str = ""
    differences: tuple[provenance.Difference, ...] = ()
    reason: str = ""
    exit_code: int = 0


def refresh(
    library: Library,
    wish: Wish = Wish(),  # noqa: B008 - it never changes
    *,
    access: Access = DEFAULT,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Refreshed]:
    """Ask anew for the sources that are meant, in one operation; return what each answer differs in.

    A value that came from a service is replaced by what it says now; what the reader or a file gave stays. Stubs are
    left to `resolve`. Raises QueryError, and NetworkError where the network is not to be used.
    """
    with reading(library) as opened:
        ids, _ = chosen(opened, wish)
    found: dict[int, Record] = {}
    done: dict[int, Refreshed] = {}
    with asking(library, access, fresh=True) as asker:
        asked = each(_sorted_out(library, ids, done), lambda item: asker.fetch(*item[2]))
        for count, ((number, record, _), answer) in enumerate(asked, 1):
            progress(count, len(ids))
            if isinstance(answer, errors.ReadinglistError):
                done[number] = Refreshed("failed", record.key, reason=str(answer), exit_code=answer.exit_code)
            else:
                found[number] = answer
    done |= _applied(library, f"refresh {wish.query}".strip(), found, dry_run=dry_run)
    return [done[number] for number in ids if number in done]


def records(library: Library, ids: Sequence[int]) -> Iterator[tuple[int, Record]]:
    """Yield sources with their ids, page by page, as they are when their turn comes."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        with reading(library) as opened:
            alive = opened.present(page)
            there = [number for number in page if number in alive]
            found = list(zip(there, opened.records(there), strict=True))
        yield from found


def _sorted_out(
    library: Library, ids: Sequence[int], done: dict[int, Refreshed]
) -> Iterator[tuple[int, Record, tuple[str, str]]]:
    """Yield the sources that can be asked for, with the identifier to ask by; note why the others are not."""
    for number, record in records(library, ids):
        pair = stubs.wanted(record)
        if record.unresolved:
            done[number] = Refreshed("skipped", record.key, reason="it is a stub; `readinglist resolve` completes it")
        elif pair is None:
            done[number] = Refreshed("skipped", record.key, reason="it has no identifier to ask by")
        else:
            yield number, record, pair


def _applied(library: Library, summary: str, found: dict[int, Record], *, dry_run: bool) -> dict[int, Refreshed]:
    """Take in what is to be taken of what was fetched, in one operation."""
    done: dict[int, Refreshed] = {}
    stamp = now()
    with operation(library, summary, dry_run=dry_run) as opened:
        ids = sorted(opened.present(list(found)))
        for number, mine in zip(ids, opened.records(ids), strict=True):
            theirs = found[number]
            differences = tuple(provenance.differences(mine, theirs))
            changed = any(difference.taken for difference in differences)
            if changed:
                opened.save([(number, mine, apply_fetched(mine, theirs, differences, stamp))])
            done[number] = Refreshed("changed" if changed else "unchanged", mine.key, theirs.origin, differences)
    return done
