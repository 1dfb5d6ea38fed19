"""Completing stubs.

Several services asked at once, one writer, and what was fetched kept piece by piece.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import errors
from readinglist.fulltext.pages import BREAK
from readinglist.library import settings
from readinglist.library.edit import merge as merging
from readinglist.library.edit import repoint
from readinglist.library.edit.rekey import fitting
from readinglist.library.edit.sources import renamed
from readinglist.library.errors import UncertainMatch
from readinglist.library.files import clues as finding
from readinglist.library.held_keys import HeldKeys
from readinglist.library.imports.match import duplicate_of
from readinglist.library.online import by_title, pasted, stubs
from readinglist.library.online.apply import apply_fetched
from readinglist.library.online.session import asking, each
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.library.selection import Wish, chosen
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import provenance, query
from readinglist.model.attachment import READ
from readinglist.model.key_folding import folded_key
from readinglist.model.record import UNRESOLVED
from readinglist.network.errors import NoRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readinglist.library.files.clues import Clues
    from readinglist.library.location import Location
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record
    from readinglist.model.views import SourceText
    from readinglist.network.wire import BestMatch
    from readinglist.store import Reader, Writer

BATCH = 100
_SECONDS = 1.0  # after which what was fetched is kept, however little it is
_ENOUGH = 20  # failures of the network in a row, after which nobody else is asked
EVERYTHING = Wish()
_OF_CROSSREF = "doi"


class Resolution(NamedTuple):
    """The result of asking for a stub.

    Its key before and now, why it was not resolved, and the exit code for that.

    Of a duplicate, `key` is the source that it is.
    """

    action: Literal["resolved", "merged", "duplicate", "failed", "skipped"]
    was: str
    key: str
    reason: str = ""
    exit_code: int = 0


class _Stub(NamedTuple):
    id: int
    record: Record
    clues: Clues | None = None


def resolve(
    library: Location,
    wish: Wish = EVERYTHING,
    *,
    again: bool = False,
    merge: bool = False,
    as_is: bool = False,
    access: Access = DEFAULT,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Iterator[Resolution]:
    """Complete the stubs that are meant, all of them where nothing is said; yield the result for each.

    What was fetched is kept every second, as one operation, so that after an interruption the next run continues. Stubs
    of which it is known that no service has a record, or that a source of the library is the same, are skipped unless
    named by key or `again`. With `merge`, a stub that is a source of the library goes into it. With `as_is` nobody is
    asked, and they are stubs no longer. `progress` is told how many are done, and of how many. Raises QueryError, and
    NetworkError where the network is not to be used or gone.
    """
    with reading(library) as opened:
        ids, named = chosen(opened, wish, query.Has("is", UNRESOLVED))
        todo, skipped = _sorted_out(opened, ids, again=again or named, as_is=as_is)
    yield from skipped
    if as_is:
        yield from _as_is(library, todo, dry_run=dry_run)
        return
    if not todo:
        return
    keeping = _Keeping(library, f"resolve {' '.join(wish.words) or '--all'}", merge=merge, dry_run=dry_run)
    with asking(library, access) as asker:
        try:
            for done, (stub, answer) in enumerate(each(_stubs(library, todo), lambda s: _ask_for(asker, s)), 1):
                progress(done, len(todo))
                keeping.take(stub, answer)
                if keeping.is_due:
                    yield from keeping.keep()
        finally:
            rest = keeping.keep()
        yield from rest


def _as_is(library: Location, ids: Sequence[int], *, dry_run: bool) -> list[Resolution]:
    """Take stubs for complete."""

    def body(opened: Writer) -> list[Resolution]:
        records = list(opened.records(ids))
        opened.save(
            (number, record, replace(record, marks=tuple(mark for mark in record.marks if mark.name != UNRESOLVED)))
            for number, record in zip(ids, records, strict=True)
        )
        return [Resolution("resolved", record.key, record.key) for record in records]

    return perform(library, "resolve --as-is", body, dry_run=dry_run)


def _sorted_out(opened: Reader, ids: Sequence[int], *, again: bool, as_is: bool) -> tuple[list[int], list[Resolution]]:
    """Return the ids of what is to be asked for, and what is not, with the reason."""
    todo, skipped = [], []
    with_text = {one.key for one in opened.attached(ids) if one.state == READ}
    for number, record in zip(ids, opened.records(ids), strict=True):
        reason = (
            "" if as_is and record.unresolved else _not_asked(record, has_text=record.key in with_text, again=again)
        )
        if reason:
            skipped.append(Resolution("skipped", record.key, record.key, reason))
        else:
            todo.append(number)
    return todo, skipped


def _not_asked(record: Record, *, has_text: bool, again: bool) -> str:
    if not record.unresolved:
        return "it is no stub; `readinglist refresh` asks for it again"
    if not record.identifiers and not stubs.words(record) and not (record.title and has_text):
        return "it has no identifier to ask by; `readinglist set` gives it one"
    return "" if again else next(mark.detail for mark in record.marks if mark.name == UNRESOLVED)


def _stubs(library: Location, ids: Sequence[int]) -> Iterator[_Stub]:
    """Yield the stubs, page by page, as they are when their turn comes."""
    for start in range(0, len(ids), BATCH):
        with reading(library) as opened:
            alive = opened.marked(UNRESOLVED, ids[start : start + BATCH])
            page = [number for number in ids[start : start + BATCH] if number in alive]
            records = list(opened.records(page))
            texts = list(opened.texts_of(page)) if any(map(_is_of_file, records)) else [[]] * len(page)
        yield from map(_Stub, page, records, map(_clues, records, texts))


def _is_of_file(record: Record) -> bool:
    """Whether no more is known of a stub than the title in its file."""
    return bool(record.attachments) and not record.identifiers and not stubs.words(record)


def _clues(record: Record, texts: Sequence[SourceText]) -> Clues | None:
    """Return what the file of a stub tells of which no more is known than the title in it."""
    text = next((one.text for one in texts if one.attachment), "")
    return finding.titled(record.title, text.split(BREAK, 2)) if text and _is_of_file(record) else None


def _ask_for(asker: Asker, stub: _Stub) -> Record:
    pair = stubs.wanted(stub.record)
    if pair:
        return asker.fetch(*pair)
    return _ask_by_title(asker, stub.record, stub.clues) if stub.clues else _ask_by_words(asker, stub.record)


def _ask_by_title(asker: Asker, record: Record, clues: Clues) -> Record:
    """Return the work that the file of a stub certainly is by its title. Raises NotFound and NetworkError."""
    match, found = by_title.ask(clues, asker)
    if found:
        return found
    raise _not_certain(record, match)


def _ask_by_words(asker: Asker, record: Record) -> Record:
    """Return the work that Crossref certainly finds for the words of a stub. Raises NotFound and NetworkError."""
    match = asker.best_match(stubs.words(record))
    if match is None or match.likeness < pasted.CERTAIN:
        raise _not_certain(record, match)
    return asker.fetch(_OF_CROSSREF, match.doi)


def _not_certain(record: Record, match: BestMatch | None) -> errors.NotFound:
    if match is None:
        return NoRecord(f"“{record.title}”", ("Crossref",))
    advice = f"`readinglist set {record.key} doi={match.doi}` says that it is the one"
    return UncertainMatch(str(match), match.standing, advice)


class _Keeping:
    """What was fetched and is not kept yet, and how it is kept."""

    def __init__(self, library: Location, summary: str, *, merge: bool, dry_run: bool) -> None:
        self.library = library
        self.summary = summary
        self.merge = merge
        self.dry_run = dry_run
        self.pattern = settings.of(library).key_pattern
        self.number = 0
        self.since = time.monotonic()
        self.failures = 0
        self.fetched: list[tuple[_Stub, Record | errors.ReadinglistError]] = []

    @property
    def is_due(self) -> bool:
        """Whether enough was fetched, or long enough ago."""
        return len(self.fetched) >= BATCH or time.monotonic() - self.since > _SECONDS

    def take(self, stub: _Stub, answer: Record | errors.ReadinglistError) -> None:
        """Take an answer.

        Raises NetworkError where the network fails again and again.
        """
        self.failures = self.failures + 1 if isinstance(answer, errors.NetworkError) else 0
        self.fetched.append((stub, answer))
        if self.failures >= _ENOUGH and isinstance(answer, errors.NetworkError):
            raise answer

    def keep(self) -> list[Resolution]:
        """Write what was fetched; return the result."""
        fetched, self.fetched, self.since = self.fetched, [], time.monotonic()
        if not fetched:
            return []
        held: list[Writer] = []

        def body(opened: Writer) -> list[Resolution]:
            held[:] = [opened]
            alive = opened.marked(UNRESOLVED, [stub.id for stub, _ in fetched])
            outcomes = [self._outcome(opened, stub, answer, alive) for stub, answer in fetched]
            moved = {folded_key(o.was): o.key for o in outcomes if o.action == "resolved" and o.key != o.was}
            repoint.follow(opened, moved)
            return outcomes

        outcomes = perform(self.library, self.summary, body, dry_run=self.dry_run, into=self.number)
        self.number = held[0].number or self.number
        return outcomes

    def _outcome(
        self, opened: Writer, stub: _Stub, answer: Record | errors.ReadinglistError, alive: set[int]
    ) -> Resolution:
        was = stub.record.key
        if stub.id not in alive:
            return Resolution("skipped", was, was, "it was changed meanwhile")
        mine = opened.record(stub.id)
        if isinstance(answer, errors.ReadinglistError):
            if isinstance(answer, errors.NotFound):
                _mark_unresolved(opened, stub.id, mine, str(answer))
            return Resolution("failed", was, was, str(answer), answer.exit_code)
        new = apply_fetched(mine, answer, provenance.differences(mine, answer), opened.now)
        keyless = replace(new, key="")
        known, reason = duplicate_of(opened, keyless, resolved=True)
        if known:
            return self._met(opened, stub.id, mine, known, reason)
        key = was if mine.pinned else fitting(HeldKeys(opened), stub.id, new, self.pattern)
        keyed = new if key == mine.key else renamed(new, key, pinned=False)
        opened.save([(stub.id, mine, keyed)])
        return Resolution("resolved", was, key)

    def _met(self, opened: Writer, number: int, mine: Record, known: str, reason: str) -> Resolution:
        """Deal with a stub that turns out to be a source of the library."""
        if self.merge:
            holder = opened.find(known)
            merging.absorb(opened, holder, number)
            return Resolution("merged", mine.key, known, reason)
        advice = f"it is {known} ({reason}); `readinglist merge {known} {mine.key}` makes one of them"
        _mark_unresolved(opened, number, mine, advice)
        return Resolution("duplicate", mine.key, known, advice, errors.Conflict.exit_code)


def _mark_unresolved(opened: Writer, number: int, mine: Record, detail: str) -> None:
    opened.save([(number, mine, stubs.unresolved(mine, opened.now, detail))])
