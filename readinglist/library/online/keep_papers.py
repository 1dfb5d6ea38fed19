"""Keeping PDFs that were identified: the source and its file in one operation, which goes on from one file to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.library.claims import texts
from readinglist.library.files import shelf
from readinglist.library.files.attach import Placing, place
from readinglist.library.imports import extras
from readinglist.library.imports.add import add_to
from readinglist.library.imports.extras import NO_EXTRAS, Extras
from readinglist.library.imports.read import Input
from readinglist.library.online import stubs
from readinglist.library.operation import perform, resolve

if TYPE_CHECKING:
    from readinglist.library.files.attach import Done
    from readinglist.library.imports.add import OnDuplicate
    from readinglist.library.location import Location
    from readinglist.library.online.papers import Verdict
    from readinglist.model.imported import Outcome
    from readinglist.model.record import Record
    from readinglist.store import Writer


class KeptFile(NamedTuple):
    """A file that was kept: with which source, what became of its record, the attachment; `held` says that the library had it."""

    verdict: Verdict
    key: str
    outcome: Outcome | None = None
    done: Done | None = None
    record: Record | None = None
    held: bool = False


class Keeping:
    """Keeps one file after the other, each whole or not at all; in the log they are one operation."""

    def __init__(
        self, library: Location, summary: str, given: Extras = NO_EXTRAS, on_duplicate: OnDuplicate = "skip",
        *, link: bool = False, dry_run: bool = False,
    ) -> None:  # fmt: skip
        extras.check(given)
        self.library, self.summary, self.given = library, summary, given
        self.link, self.dry_run = link, dry_run
        # A work that the library has gets the file.
        self.on_duplicate: OnDuplicate = "skip" if on_duplicate == "fail" else on_duplicate
        self.number = 0

    def keep(self, verdict: Verdict) -> KeptFile:
        """Keep a file with its source. Raises what `imports.add.add` raises, and UnwritableFile."""
        held: list[Writer] = []

        def body(opened: Writer) -> KeptFile:
            held[:] = [opened]
            return self._kept(opened, verdict)

        kept = perform(self.library, self.summary, body, dry_run=self.dry_run, into=self.number)
        self.number = held[0].number or self.number
        return kept

    def _kept(self, opened: Writer, verdict: Verdict) -> KeptFile:
        file = verdict.paper.file
        assert file  # noqa: S101 - only what was read is kept
        if before := opened.attached_as([file.content.sha256]):
            return KeptFile(verdict, before[0][1].key, held=True)
        key, outcome = verdict.key, None
        records: list[Record] = []
        if verdict.record and verdict.action in ("add", "stub"):
            record = stubs.unresolved(verdict.record, opened.now) if verdict.action == "stub" else verdict.record
            # A title alone says too little: two reports have the same.
            rule = self.on_duplicate if record.identifiers or verdict.action == "add" else "new"
            named = [Input(file.new.path.name, [record])]
            report = add_to(opened, self.library, named, self.given, rule, keep_records=self.dry_run)
            (outcome,) = report.outcomes
            key, records = outcome.key, report.records
        source = resolve(opened, [key])[0]
        with Placing(shelf.of(self.library), link=self.link, dry_run=self.dry_run) as placing:
            (done,) = place(opened, source, [file], placing)
        texts.look_up(opened, source)
        return KeptFile(verdict, key, outcome, done, records[0] if records else opened.record(source))
