"""What a source becomes when another library, in which it has a name of its own, says it anew: what was changed there comes, what was changed here stays.

It is compared three ways: what that library last said (`Counterpart.said`), what the source says now, and what that library says now.
A value of which only one side is another than before is that side's; where both are, it stays as it is here, and is told. Nothing
that hangs on a source is removed because it is no longer there, but tags and values that nobody changed here.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from readinglist.formats import bibtex
from readinglist.library.imports import combine
from readinglist.model import provenance
from readinglist.model.imported import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.counterpart import Counterpart
    from readinglist.model.record import Note, Record

T = TypeVar("T")
_TAGS = "keywords"
_NEW = "inbox"  # the status of what nobody gave one


class SaidThere(NamedTuple):
    """What another library said of a source: plain values by the names under which origins are kept, tags, places of notes, status, priority, files, links."""

    values: dict[str, str]
    tags: list[str]
    notes: dict[str, str]
    status: str
    priority: int
    files: list[str]
    links: list[list[str]]


_NOTHING = SaidThere({}, [], {}, _NEW, 0, [], [])


def noted(record: Record) -> Record:
    """Return a record whose own counterpart has what it says now, its notes numbered."""
    own, *others = record.counterparts
    said = json.dumps(_said(record)._asdict(), ensure_ascii=False, sort_keys=True)
    notes = tuple(replace(note, id=number) for number, note in enumerate(record.notes, 1))
    return replace(record, notes=notes, counterparts=(own._replace(said=said), *others))


def followed(source: Record, record: Record, stamp: str) -> Record:
    """Return a source by what another library says of it now, or, where it is met there for the first time, with what it lacks."""
    before = _before(source, record)
    if before is None:
        standing, before = combine.filled(source, record, stamp), _NOTHING
    else:
        standing = _with_values(source, record, before, stamp)
    return replace(
        standing,
        notes=_notes(source, record, before.notes),
        status=_of_three(before.status, standing.status or _NEW, record.status or _NEW),
        priority=_of_three(before.priority, standing.priority, record.priority),
        counterparts=tuple(_counterparts(source.counterparts, record.counterparts)),
    )


def conflicts(source: Record, record: Record) -> list[Disagreement]:
    """Return the values that were changed here and there, each in another way; empty for a source that is met for the first time."""
    before = _before(source, record)
    if before is None:
        return []
    return [
        Disagreement("type" if name == provenance.TYPE else name, mine, theirs)
        for name, was, mine, theirs in _compared(source, record, before)
        if mine not in (was, theirs) and theirs not in (was, "")
    ]


def new_links(source: Record | None, record: Record) -> list[tuple[str, str]]:
    """Return the links, relation and name there, that another library did not have when it was last read."""
    before = _before(source, record) if source else None
    known = {(relation, name) for relation, name in before.links} if before else set()
    return [(link.relation, link.key) for link in record.links if (link.relation, link.key) not in known]


def known_files(source: Record, record: Record) -> frozenset[str]:
    """Return the paths of the files that another library had when it was last read."""
    before = _before(source, record)
    return frozenset(before.files if before else ())


def _said(record: Record) -> SaidThere:
    names = dict.fromkeys(provenance.kept_as(field.name) for field in record.fields)
    values = {name: provenance.value(record, name) for name in (provenance.TYPE, *names) if name != _TAGS}
    return SaidThere(
        values,
        list(record.tags),
        {note.highlight.mark: note.locator for note in record.notes if note.highlight},
        record.status or _NEW,
        record.priority,
        [one.path for one in record.attachments],
        [[link.relation, link.key] for link in record.links],
    )


def _before(source: Record, record: Record) -> SaidThere | None:
    """Return what the library of a record last said of a source; None where it said nothing, or somebody else wrote it."""
    names = {(one.library, one.name) for one in record.counterparts}
    kept = next((one.said for one in source.counterparts if (one.library, one.name) in names and one.said), "")
    try:
        return _checked(json.loads(kept)) if kept else None
    except (ValueError, TypeError, RecursionError):
        return None


def _checked(found: Any) -> SaidThere:  # noqa: ANN401 - whatever the library file holds
    said = SaidThere(**found)
    return SaidThere(
        {str(name): str(value) for name, value in said.values.items()},
        [str(tag) for tag in said.tags],
        {str(mark): str(locator) for mark, locator in said.notes.items()},
        str(said.status),
        int(said.priority),
        [str(path) for path in said.files],
        [[str(relation), str(name)] for relation, name in said.links],
    )


def _compared(source: Record, record: Record, before: SaidThere) -> Iterator[tuple[str, str, str, str]]:
    """Yield each value that differs: its name, what it was there, what it is here, and what it is there now."""
    names = dict.fromkeys(
        [provenance.TYPE, *before.values, *(provenance.kept_as(field.name) for field in record.fields)]
    )
    for name in names:
        was, mine, theirs = before.values.get(name, ""), provenance.value(source, name), provenance.value(record, name)
        if name != _TAGS and mine != theirs:
            yield name, was, mine, theirs


def _with_values(source: Record, record: Record, before: SaidThere, stamp: str) -> Record:
    taken = {name for name, was, mine, _ in _compared(source, record, before) if mine == was}
    kind = record.type if provenance.TYPE in taken else source.type
    changes: dict[str, str | None] = {
        field.name: None for field in source.fields if provenance.kept_as(field.name) in taken
    }
    changes |= {field.name: field.raw for field in record.fields if provenance.kept_as(field.name) in taken}
    new = bibtex.edit(replace(source, type=kind), changes) if changes or kind != source.type else source
    tags = _tags(source.tags, before.tags, record.tags)
    new = bibtex.retag(new, tags) if tags != [*source.tags] else new
    return provenance.noted(source, new, record.origin, stamp) if new is not source else source


def _tags(mine: Iterable[str], was: Iterable[str], theirs: Iterable[str]) -> list[str]:
    before, now = {tag.casefold() for tag in was}, {tag.casefold(): tag for tag in theirs}
    kept = [tag for tag in mine if tag.casefold() not in before or tag.casefold() in now]
    known = {tag.casefold() for tag in kept}
    return kept + [tag for folded, tag in now.items() if folded not in before and folded not in known]


def _notes(source: Record, record: Record, was: dict[str, str]) -> tuple[Note, ...]:
    """Return the notes of a source, with those from there followed, and those that are new there; one that was removed here does not come again."""
    standing = {
        (note.highlight.file, note.highlight.mark): place for place, note in enumerate(source.notes) if note.highlight
    }
    notes = [*source.notes]
    last = max((note.id for note in notes), default=0)
    for theirs in record.notes:
        mark = theirs.highlight
        place = standing.get((mark.file, mark.mark)) if mark else None
        if place is not None:
            notes[place] = _followed_note(notes[place], theirs, was)
        elif mark is None or mark.mark not in was:
            last += 1
            notes.append(replace(theirs, id=last))
    return tuple(notes)


def _followed_note(mine: Note, theirs: Note, was: dict[str, str]) -> Note:
    old, new = mine.highlight, theirs.highlight
    assert old is not None and new is not None  # noqa: S101, PT018 - they were found by them
    quote = _of_three(old.quote, mine.quote, new.quote)
    text = _of_three(old.text, mine.text, new.text)
    if not (quote.strip() or text.strip()):
        return mine
    locator = _of_three(was.get(new.mark, mine.locator), mine.locator, theirs.locator)
    return replace(mine, quote=quote, text=text, locator=locator, highlight=new)


def _of_three(was: T, mine: T, theirs: T) -> T:
    return theirs if mine == was else mine


def _counterparts(mine: Iterable[Counterpart], theirs: Iterable[Counterpart]) -> Iterator[Counterpart]:
    """Yield what a source is in other libraries, with what is said of it there now."""
    now = {(one.library, one.name): one for one in theirs}
    for one in mine:
        yield now.pop((one.library, one.name), one)
    yield from now.values()
