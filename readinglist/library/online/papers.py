"""Adding PDFs: which work a file is, by what it says and prints of itself and what services know of that.

A record is taken only where its title is the file's. What nobody knows is kept as a stub with the title that was found, and the file with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import errors
from readinglist.attachments import contents, reading
from readinglist.formats import bibtex
from readinglist.library.edit import fields
from readinglist.library.errors import OtherTitle
from readinglist.library.files import clues as finding
from readinglist.library.files.attach import NewFile, ReadFile
from readinglist.library.imports.match import look_up
from readinglist.library.online import by_title, stubs
from readinglist.library.online.add import NOTHING, IdentifierLookup, with_given
from readinglist.library.online.session import asking, each
from readinglist.library.open import reading as opening
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import provenance, schemes
from readinglist.model.attachment import DAMAGED, LOCKED, UNREAD, FileText
from readinglist.network.errors import NoNetwork, NoRecord, Offline
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from readinglist.library.files.clues import Clues
    from readinglist.library.location import Location
    from readinglist.library.online.add import Given
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record
    from readinglist.store import Reader

Action = Literal["add", "attach", "stub", "held", "unlike", "failed"]
_ENOUGH = 3  # files in a row without a network, after which no service is asked any more


class Paper(NamedTuple):
    """A file that was read: what it says of itself, who has the very same, and which sources have one of its identifiers."""

    path: Path
    file: ReadFile | None = None
    read: FileText = FileText(UNREAD)
    clues: Clues = finding.Clues()
    held: tuple[str, ...] = ()
    known: tuple[tuple[tuple[str, str], Record], ...] = ()
    failed: errors.ReadinglistError | None = None


class Verdict(NamedTuple):
    """What is to be done with a file, and why.

    Of `add` and `stub`, `record` is the source to be; of `attach`, `key` is the source that it is, and of `held` one that has it;
    of `unlike`, `record` is what its identifier leads to. `failed` has the error. A stub that is `unasked` was looked up nowhere.
    """

    paper: Paper
    action: Action
    record: Record | None = None
    key: str = ""
    why: str = ""
    error: errors.ReadinglistError | None = None
    unasked: bool = False


def look_at(library: Location, paths: Iterable[Path], *, asked_for: bool = False) -> Iterator[Paper]:
    """Yield files as they are read, one after the other; what cannot be read has its error.

    With `asked_for`, the user says which works they are, and a file without text is none that cannot be read.
    """
    with reading.TextReader() as reader:
        for path in paths:
            yield _looked_at(library, reader, path, asked_for=asked_for)


def _looked_at(library: Location, reader: reading.TextReader, path: Path, *, asked_for: bool) -> Paper:
    try:
        content = contents.of(path)
    except UnreadableFile as error:
        return Paper(path, failed=error)
    if content.media != contents.PDF:
        return Paper(path, failed=UnreadableFile(path, "it is no PDF" if content.size else "it is empty"))
    with opening(library) as opened:
        held = tuple(one.key for _, one in opened.attached_as([content.sha256]))
        before = opened.read_in(content.sha256)
    read = before or reader.read(path, content)
    clues = finding.of(read)
    with opening(library) as opened:
        known = tuple(_known(opened, clues))
    unread = read.state in (LOCKED, DAMAGED, UNREAD) and not (clues.title or clues.identifiers or asked_for)
    failed = UnreadableFile(path, read.message) if unread else None
    return Paper(path, ReadFile(NewFile(path), content, None if before else read), read, clues, held, known, failed)


def _known(opened: Reader, clues: Clues) -> Iterator[tuple[tuple[str, str], Record]]:
    """Yield the source that has an identifier; of several, one whose title is the file's."""
    known = look_up(opened, [stubs.of(*pair) for pair in clues.identifiers])
    for pair in clues.identifiers:
        holders = [known.sources[key] for key in known.by_clue.get(pair, ())]
        if holders:
            yield pair, next((one for one in holders if clues.fits(one, pair[0])), holders[0])


def identify(
    library: Location, papers: Iterable[Paper], access: Access = DEFAULT, given: Given = NOTHING,
    judge: Callable[[Paper, Asker | None], Verdict] | None = None,
) -> Iterator[Verdict]:  # fmt: skip
    """Yield what is to be done with files, in their order; several are asked about at once.

    `given` is what the user says of the one file; `judge` tells what one is in another way than its own words do, and may raise NoRecord.
    Raises InvalidValue.
    """
    typed = fields.typed(given.assignments, given.authors)

    def judged(paper: Paper, asker: Asker | None) -> Verdict:
        verdict = (judge or _judged)(paper, asker)
        if "title" in typed.changes and verdict.action in ("unlike", "failed") and paper.file:
            verdict = Verdict(paper, "stub", stub(paper.clues))
        if verdict.record and verdict.action in ("add", "stub", "unlike") and given != NOTHING:
            verdict = verdict._replace(record=with_given(verdict.record, given, typed))
        return verdict

    try:
        with asking(library, access) as asker:
            yield from _in_order(papers, lambda paper, online: judged(paper, asker if online else None))
    except Offline:
        yield from (judged(paper, None) for paper in papers)


def _in_order(papers: Iterable[Paper], ask: Callable[[Paper, bool], Verdict]) -> Iterator[Verdict]:
    """Yield verdicts in the order of the files. After some without a network, nobody is asked any more."""
    failures, number = [0], 0
    waiting: dict[int, Verdict] = {}
    for (place, paper), answer in each(enumerate(papers), lambda item: ask(item[1], failures[0] < _ENOUGH)):
        verdict = Verdict(paper, "failed", error=answer) if isinstance(answer, errors.ReadinglistError) else answer
        failures[0] = failures[0] + 1 if isinstance(verdict.error, NoNetwork) else 0
        waiting[place] = verdict
        while number in waiting:
            yield waiting.pop(number)
            number += 1


def _judged(paper: Paper, asker: Asker | None) -> Verdict:
    """Return what is to be done with a file, as its own words say it."""
    if paper.failed or not paper.file:
        return Verdict(paper, "failed", error=paper.failed)
    if paper.held:
        return Verdict(paper, "held", key=paper.held[0])
    found = _by_identifiers(paper, asker)
    if found.action in ("add", "attach"):
        return found
    if paper.clues.entry:
        return Verdict(paper, "add", paper.clues.entry, why="an entry in the file")
    failure = found.error
    if asker and paper.clues.title and not failure:
        try:
            if record := by_title.ask(paper.clues, asker).record:
                return Verdict(paper, "add", record, why="its title")
        except errors.NetworkError as error:
            failure = error
    unasked = asker is None or failure is not None
    return found if found.action == "unlike" else found._replace(error=failure, unasked=unasked)


def _by_identifiers(paper: Paper, asker: Asker | None) -> Verdict:
    """Return the first record whose title is the file's; else one that has another title, or a stub."""
    clues, known = paper.clues, dict(paper.known)
    unlike: Verdict | None = None
    failure: errors.NetworkError | None = None
    for scheme, value in clues.identifiers:
        here = known.get((scheme, value))
        shown = schemes.shown(scheme, value)
        if here and (clues.fits(here, scheme) if here.title else not asker):
            return Verdict(paper, "attach", key=here.key, why=shown)
        record = here if here and here.title else None
        if not record and asker:
            try:
                record = asker.fetch(scheme, value)
            except NoRecord:
                continue
            except errors.NetworkError as error:
                failure = error
                continue
            if clues.fits(record, scheme):
                return Verdict(paper, "add", record, why=shown)
        if record and not schemes.of_parts(scheme):
            unlike = unlike or Verdict(paper, "unlike", record, here.key if here else "", shown)
    unasked = asker is None or failure is not None
    first = next((one for one in clues.identifiers if not schemes.of_parts(one[0])), None) if unasked else None
    return unlike or Verdict(paper, "stub", stub(clues, first), error=failure)


def asked_for(paper: Paper, wanted: IdentifierLookup, asker: Asker | None) -> Verdict:
    """Return what is to be done with a file of which the user says what it is. Raises NoRecord."""
    if not paper.file:
        return Verdict(paper, "failed", error=paper.failed)
    try:
        record = wanted.asked(asker) if asker else stub(paper.clues, (wanted.scheme, wanted.value))
    except errors.NetworkError as error:
        known = stub(paper.clues, (wanted.scheme, wanted.value))
        return Verdict(paper, "stub", known, why=str(wanted), error=error)
    return Verdict(paper, "add" if asker else "stub", record, why=str(wanted))


def stub(clues: Clues, identifier: tuple[str, str] | None = None) -> Record:
    """Return a source of which only the title in a file is known, and an identifier that nobody could be asked about."""
    if identifier:
        known = replace(stubs.of(*identifier), marks=())
        return bibtex.edit(known, {"title": bibtex.encode("title", clues.title)}) if clues.title else known
    pairs = [("title", bibtex.encode("title", clues.title))] if clues.title else []
    return replace(bibtex.build("", "misc", pairs), origin=provenance.STUB)


def unlike(verdict: Verdict) -> OtherTitle:
    """Return the error of a file whose identifier leads to a work of another title."""
    there = verdict.record.title if verdict.record else ""
    return OtherTitle(verdict.paper.path, verdict.why, there, verdict.paper.clues.title)
