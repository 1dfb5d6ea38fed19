"""What a manifest says of a file, and what to write into one: verdicts as lines that a person can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.library.files.manifest import ADD, ATTACH, ENTRY, SKIP, STUB, Planned
from readinglist.library.online import add as online
from readinglist.library.online import papers
from readinglist.library.online.papers import Verdict
from readinglist.model import schemes

if TYPE_CHECKING:
    from readinglist.library.online.papers import Paper
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record


def planned(verdict: Verdict) -> Planned:
    """Return the line for what was found out about a file; one whose identifier leads to another title becomes a stub."""
    record, title = verdict.record, verdict.record.title if verdict.record else verdict.paper.clues.title
    match verdict.action:
        case "add" if record:
            return Planned(ADD, _identifier(record) or ENTRY, title)
        case "attach":
            return Planned(ATTACH, verdict.key, title)
        case "stub" if record:
            return Planned(STUB, _identifier(record), title)
        case "unlike":
            return Planned(STUB, "", verdict.paper.clues.title or f"({verdict.why} is “{title}”)")
        case "held":
            return Planned(SKIP, verdict.key, "the library has it")
    return Planned(SKIP, "", str(verdict.error or ""))


def carried_out(paper: Paper, plan: Planned, asker: Asker | None) -> Verdict:
    """Return what is to be done with a file as its line says. Raises NoRecord, and InvalidValue for what is no identifier."""
    if paper.failed or not paper.file:
        return Verdict(paper, "failed", error=paper.failed)
    if paper.held:
        return Verdict(paper, "held", key=paper.held[0])
    if plan.action == ATTACH:
        return Verdict(paper, "attach", key=plan.target)
    if plan.action == ADD and plan.target == ENTRY and paper.clues.entry:
        return Verdict(paper, "add", paper.clues.entry, why="an entry in the file")
    wanted = online.recognise(plan.target) if plan.target else None
    if plan.action == STUB:
        named = paper.clues._replace(title="" if plan.note.startswith("(") else plan.note)
        return Verdict(paper, "stub", papers.stub(named, (wanted.scheme, wanted.value) if wanted else None))
    if not wanted:
        raise errors.InvalidValue("--manifest", plan.target, f"{paper.path} is added by an identifier")
    return papers.asked_for(paper, wanted, asker)


def _identifier(record: Record) -> str:
    """Return the identifier by which a record can be asked for again; empty for none."""
    found = {one.scheme: one.value for one in record.identifiers}
    first = next((scheme for scheme in schemes.ASKED if scheme in found), "")
    return f"{first}:{found[first]}" if first and first in schemes.TELLING else ""
