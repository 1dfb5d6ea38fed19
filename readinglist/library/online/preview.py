"""What adding a text or files would do, shown before anything is kept; and keeping of that what somebody ticks, with nobody asked again."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import errors
from readinglist.library import lookup
from readinglist.library.edit import merge as merging
from readinglist.library.imports import add as imports
from readinglist.library.imports import extras
from readinglist.library.imports.read import Input, read
from readinglist.library.online import add as online
from readinglist.library.online import papers, pasted
from readinglist.library.online.keep_papers import Keeping
from readinglist.library.online.session import asking, each
from readinglist.library.open import reading
from readinglist.library.operation import together
from readinglist.library.settings import DEFAULT, Access
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Problem, Record
from readinglist.network.errors import NoNetwork, NoRecord, Offline
from readinglist.util.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from readinglist.library.imports.add import OnDuplicate
    from readinglist.library.imports.extras import Extras
    from readinglist.library.location import Location
    from readinglist.library.online.add import IdentifierLookup
    from readinglist.library.online.papers import Verdict
    from readinglist.library.online.pasted import WordsLookup
    from readinglist.library.online.session import Asker
    from readinglist.model.imported import Outcome
    from readinglist.model.record import Item

Keep = Literal["skip", "update", "new", "merge"]
# What an import does with what the library has, for each.
_RULES: dict[Keep, OnDuplicate] = {"skip": "skip", "update": "update", "new": "new", "merge": "new"}
_NAMED = 3  # sources that the log names, of many


class Sent(NamedTuple):
    """A bibliography that was pasted or sent: what it is called, and what is in it."""

    name: str
    content: bytes


@dataclass(slots=True)
class Shown:
    """One source that would be added.

    `given` is what was pasted or sent, `means` what it was understood as. Of what is there already, `known` is that source, and `reason`
    why it is the same; `similar` are others that look like it, the first of which is `alike`. One that could not be understood has its `error` and no record.
    `certain` says whether it should be kept unless somebody says no.
    """

    given: str
    means: str
    record: Record | None = None
    key: str = ""
    known: Record | None = None
    reason: str = ""
    similar: tuple[tuple[str, str], ...] = ()
    alike: Record | None = None
    error: str = ""
    said: str = ""
    certain: bool = True
    verdict: Verdict | None = None

    @property
    def can_be_kept(self) -> bool:
        """Whether there is something to keep."""
        return self.record is not None or (self.verdict is not None and self.verdict.action == "attach")


@dataclass(slots=True)
class Preview:
    """What would be added, one by one; what could not be read as entries; and what of the files stands between their entries."""

    shown: list[Shown] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)


def of_text(library: Location, text: str, access: Access = DEFAULT) -> Preview:
    """Return what a pasted text would add: an identifier, an address, a reference, a list of these, or entries in any format.

    What the library has is not asked for. Raises UnknownFormat for what is none of these, and InvalidValue for a wrong identifier.
    """
    try:
        return of_files(library, [Sent("what was pasted", text.encode("utf-8", "replace"))])
    except UnknownFormat:
        found, unread = _of_lines(text)
        if not found:
            found = online.listed(text) or [one for one in (online.recognise(text) or pasted.recognise(text),) if one]
        if not found:
            raise
    return _judged(library, [*_asked(library, list(dict.fromkeys(found)), access), *unread])


def _of_lines(text: str) -> tuple[list[IdentifierLookup | WordsLookup], list[Shown]]:
    """Return what the lines of a list name, and those that name nothing, each with what is wrong; none of both where the text is no list.

    Two lines that are an identifier or an address and nothing else make a list: a reference over several lines has one at most.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found: list[IdentifierLookup | WordsLookup] = []
    unread, bare = [], 0
    for line in lines:
        try:
            one = online.recognise(line) or pasted.recognise(line)
        except errors.InvalidValue as error:
            one, problem = None, str(error)
        else:
            problem = "it is no identifier, address or reference."
        if one:
            found.append(one)
            bare += isinstance(one, online.IdentifierLookup) and len(line.split()) == 1
        else:
            unread.append(Shown(line, "", error=problem, certain=False))
    return (found, unread) if bare > 1 and unread else ([], [])


def of_files(library: Location, sent: Iterable[Sent]) -> Preview:
    """Return what bibliographies would add. Raises UnknownFormat and UnreadableFile."""
    preview = Preview()
    for one in sent:
        given, notice = read(one.name, io.BytesIO(one.content))
        items = list(given.items)
        preview.inputs.append(given._replace(items=items))
        preview.problems += [(one.name, item) for item in items if isinstance(item, Problem)]
        records = [item for item in items if isinstance(item, Record)]
        preview.shown += [Shown(record.key or record.title, f"an entry of {one.name}", record) for record in records]
        if notice and preview.shown:
            preview.shown[-1].said = notice
    return _judged(library, preview.shown, preview)


def of_papers(library: Location, paths: Iterable[Path], access: Access = DEFAULT) -> Preview:
    """Return what PDFs would add: which work each is, by what it says of itself and services know of that."""
    verdicts = papers.identify(library, papers.look_at(library, paths), access)
    return _judged(library, [_of_verdict(library, verdict) for verdict in verdicts])


def unread(name: str, why: str) -> Preview:
    """Return a file in which nothing could be read as what it would add: nothing, and why."""
    return Preview([Shown(name, "", error=why, certain=False)])


def joined(previews: Iterable[Preview]) -> Preview:
    """Return several previews as one."""
    whole = Preview()
    for one in previews:
        whole.shown += one.shown
        whole.problems += one.problems
        whole.inputs += one.inputs
    return whole


def keep(
    library: Location, preview: Preview, wanted: Mapping[int, Keep], given: Extras = extras.NO_EXTRAS
) -> list[str]:
    """Keep what was shown and is wanted, by its place there, in one operation; return the keys.

    Of what the library has, `skip` keeps what the source lacks, `update` all that is new, and `new` keeps both; `merge` makes
    one source of it and what it is alike. What was found before is kept as it was shown. Raises what `imports.add.add` raises; then nothing is changed.
    """
    extras.check(given)
    chosen = [(preview.shown[place], how) for place, how in sorted(wanted.items()) if preview.shown[place].can_be_kept]
    keys: list[str] = []
    with together(library, _summary([one for one, _ in chosen])):
        for how, rule in _RULES.items():
            alike = [one for one, wish in chosen if wish == how and one.record and not one.verdict]
            if inputs := _inputs(preview, [one.record for one in alike if one.record]):
                report = imports.add(library, inputs, given, on_duplicate=rule)
                added = [outcome.key for outcome in report.outcomes]
                keys += _merged(library, alike, added) if how == "merge" else added
        for one, how in chosen:
            if one.verdict:
                keys.append(Keeping(library, "", given, _RULES[how]).keep(one.verdict).key)
    return list(dict.fromkeys(keys))


def _merged(library: Location, chosen: Sequence[Shown], added: Sequence[str]) -> list[str]:
    """Make one source of each that was added and the one that it is alike; return the keys that stay."""
    pairs = zip(chosen, added, strict=True)
    return [merging.merge(library, one.alike.key, key).record.key if one.alike else key for one, key in pairs]


def _summary(chosen: Sequence[Shown]) -> str:
    named = ", ".join(one.key or one.given for one in chosen[:_NAMED])
    return f"add {named}" + (f" and {len(chosen) - _NAMED} more" if len(chosen) > _NAMED else "")


def _inputs(preview: Preview, records: Sequence[Record]) -> list[Input]:
    """Return chosen records with what stands between them in the files they came from, by themselves where they came from none."""
    left = {id(record): record for record in records}
    found: list[Input] = []
    for one in preview.inputs:
        items: list[Item] = [item for item in one.items if not isinstance(item, Record) or id(item) in left]
        if any(isinstance(item, Record) for item in items):
            found.append(one._replace(items=items))
            for item in items:
                left.pop(id(item), None)
    return [*found, *(Input(record.title or "a source", [record]) for record in left.values())]


def _asked(library: Location, wanted: Sequence[IdentifierLookup | WordsLookup], access: Access) -> list[Shown]:
    """Return what services say of identifiers and references; a stub of each where nobody could be asked."""
    known = online.in_library(library, [one for one in wanted if isinstance(one, online.IdentifierLookup)], "skip")
    missing = [one for one in wanted if one not in known]
    answers: dict[IdentifierLookup | WordsLookup, Shown] = {}
    try:
        with asking(library, access) as asker:
            for item, answer in each(missing, lambda item: _answer(asker, item)):
                answers[item] = _failed(item, answer) if isinstance(answer, errors.ReadinglistError) else answer
    except (Offline, NoNetwork) as error:
        answers |= {item: _failed(item, error) for item in missing if item not in answers}
    return [answers.get(one) or Shown(str(one), f"{one}", one.stub) for one in wanted]


def _answer(asker: Asker, item: IdentifierLookup | WordsLookup) -> Shown:
    if isinstance(item, online.IdentifierLookup):
        return Shown(str(item), str(item), item.asked(asker))
    match = asker.best_match(item.text)
    if match is None:
        raise NoRecord(f"“{item}”", ("Crossref",))
    means = f"{match} ({match.standing})"
    return Shown(item.text, means, asker.fetch("doi", match.doi), certain=match.likeness >= pasted.CERTAIN)


def _failed(item: IdentifierLookup | WordsLookup, error: errors.ReadinglistError) -> Shown:
    """Return a stub where somebody may know more later, and else the error."""
    is_network = isinstance(error, errors.NetworkError)
    if not (online.is_kept(item, error) if isinstance(item, online.IdentifierLookup) else is_network):
        return Shown(str(item), str(item), error=str(error), certain=False)
    why = "nobody was asked" if isinstance(error, Offline) else str(error).rstrip(".")
    means = "a reference in words" if isinstance(item, pasted.WordsLookup) else str(item)
    return Shown(str(item), means, item.stub, said=f"It is kept as a stub: {why}.")


def _of_verdict(library: Location, verdict: Verdict) -> Shown:
    name = verdict.paper.path.name
    if verdict.action in ("add", "stub"):
        said = "It is kept as a stub, with the file." if verdict.action == "stub" else ""
        return Shown(name, f"a PDF: {verdict.why or 'by its title'}", verdict.record, said=said, verdict=verdict)
    if verdict.action in ("attach", "held"):
        reason = f"same {verdict.why}" if verdict.action == "attach" else "the very same file"
        known = lookup.show(library, [verdict.key])[0]
        return Shown(name, "a PDF", key=known.key, known=known, reason=reason, verdict=verdict)
    failure = verdict.error or papers.unlike(verdict)
    # Who sent it never saw the folder in which it waits.
    said = str(failure).replace(str(verdict.paper.path), name)
    return Shown(name, "a PDF", error=said, certain=False, verdict=verdict)


def _judged(library: Location, shown: list[Shown], preview: Preview | None = None) -> Preview:
    """Say of each what would become of it: an import is tried and taken back."""
    preview = preview or Preview()
    preview.shown = shown
    tried = [one for one in shown if one.record]
    inputs = preview.inputs or [Input(one.given, [one.record]) for one in tried if one.record]
    if not tried:
        return preview
    report = imports.add(library, inputs, on_duplicate="skip", dry_run=True)
    here = _known(library, report.outcomes)
    for one, outcome in zip(tried, report.outcomes, strict=True):
        one.key, one.similar = outcome.key, outcome.similar
        one.known = one.known or (here.get(outcome.key) if outcome.action != "added" else None)
        one.alike = next((here[key] for key, _ in outcome.similar if key in here), None)
        one.reason = one.reason or outcome.reason
    return preview


def _known(library: Location, outcomes: Sequence[Outcome]) -> dict[str, Record]:
    """Return the sources that others are duplicates of or similar to, as far as they are in the library already."""
    met = {one.key for one in outcomes if one.action != "added"} | {key for one in outcomes for key, _ in one.similar}
    if not met:
        return {}
    with reading(library) as opened:
        numbers = opened.keys_in_use({folded_key(key) for key in met})
        return {record.key: record for record in opened.records(sorted(set(numbers.values())))}
