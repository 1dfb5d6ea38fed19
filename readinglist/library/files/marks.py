"""What is marked in a file and the notes that were made of it, brought together: a mark that is new becomes a note, one that was changed is followed.

It is compared three ways: the note as it is, the mark as it last came, and the mark as it comes now. What the reader changed here stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments.marks import UNNAMED
from readinglist.model.brought import Brought, KeptHere
from readinglist.model.record import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from readinglist.model.attachment import Highlight
    from readinglist.model.record import Record

    Locate = Callable[[int], str]

_MOST_NEAR = 200  # notes on one page that are tried for a mark; a guess, far above what a reader marks


class Before(NamedTuple):
    """What is known of a file from before: the SHA-256s that it had, the marks of which notes were made, the locators of its pages."""

    files: Collection[str]
    marks: Collection[str]
    locate: Locate


def bring(record: Record, marks: Sequence[Highlight], before: Before, locate: Locate, now: str) -> Brought:
    """Return a source with notes on the marks of a file.

    `locate` gives the locator of a page, counted from 0; `now` is the time. A mark of which a note was made before, and is no more, is
    passed over, as the reader removed the note.
    """
    known = [note for note in record.notes if note.highlight and note.highlight.file in before.files]
    pairs = dict(_paired(known, marks))
    last = max((note.id for note in record.notes), default=0)
    added: list[Note] = []
    changed: list[Note] = []
    kept: list[KeptHere] = []
    removed = 0
    by_id = {note.id: note for note in record.notes}
    for number, mark in enumerate(marks):
        if (note := pairs.get(number)) is None:
            if mark.mark in before.marks:
                removed += 1
                continue
            added.append(
                Note(last + len(added) + 1, mark.text, mark.quote, locate(mark.page), created=now, highlight=mark)
            )
            continue
        fresh, parts = _followed(note, mark, locate, before.locate)
        by_id[note.id] = fresh
        kept += [KeptHere(fresh, part) for part in parts]
        if _differs(note, fresh):
            changed.append(fresh)
    met = {note.id for note in pairs.values()}
    return Brought(
        replace(record, notes=(*by_id.values(), *added)),
        tuple(added),
        tuple(changed),
        tuple(kept),
        tuple(note for note in known if note.id not in met),
        len(met) - len(changed),
        removed,
    )


def _differs(note: Note, fresh: Note) -> bool:
    """Whether a note is another than before, but for the name of its mark and the file that has it."""
    old, new = note.highlight, fresh.highlight
    if old is None or new is None:
        return True
    return (
        replace(fresh, highlight=None) != replace(note, highlight=None)
        or new._replace(file=old.file, mark=old.mark) != old
    )


def _followed(note: Note, mark: Highlight, locate: Locate, was: Locate) -> tuple[Note, list[str]]:
    """Return a note as a mark now has it, and the parts in which both were changed, which stay as they are in the note."""
    old = note.highlight
    assert old is not None  # noqa: S101 - it was chosen by it
    three = {
        "quote": (old.quote, note.quote, mark.quote),
        "text": (old.text, note.text, mark.text),
        "locator": (was(old.page), note.locator, locate(mark.page)),
    }
    values = {part: _of_three(*each) for part, each in three.items()}
    if not (values["quote"].strip() or values["text"].strip()):
        values |= {"quote": note.quote, "text": note.text}
    parts = [part for part, (base, mine, theirs) in three.items() if base not in (mine, theirs) and mine != theirs]
    return replace(note, **values, highlight=mark), parts  # type: ignore[arg-type] # its parts are texts


def _of_three(base: str, mine: str, theirs: str) -> str:
    return theirs if mine == base else mine


def _paired(known: Sequence[Note], marks: Sequence[Highlight]) -> Iterator[tuple[int, Note]]:
    """Yield the number of a mark with the note that was made of it: by its name, else by its place, its words, or what it covers."""
    left = {note.id: note for note in known}
    unmet = dict(enumerate(marks))
    for traits in (_name, _place, _words, _page):
        standing: dict[object, list[Note]] = {}
        for note in left.values():
            if note.highlight and (trait := traits(note.highlight)):
                standing.setdefault(trait, []).append(note)
        for number, mark in list(unmet.items()):
            found = next(_fitting(mark, standing.get(traits(mark), ()), near=traits is _page), None)
            if found:
                standing[traits(mark)].remove(found)
                del left[found.id], unmet[number]
                yield number, found


def _fitting(mark: Highlight, notes: Sequence[Note], *, near: bool) -> Iterator[Note]:
    """Yield the notes that may have been made of a mark; with `near`, only those on marks that cover a part of the same place."""
    for note in notes[:_MOST_NEAR]:
        if not near or (note.highlight and _overlap(note.highlight.boxes, mark.boxes)):
            yield note


def _name(mark: Highlight) -> object:
    return mark.mark


def _place(mark: Highlight) -> object:
    """Return the place of a mark, by which it is known though it got another name, as by a program that writes the file anew."""
    return mark.kind, mark.page, mark.boxes


def _words(mark: Highlight) -> object:
    """Return the words under a mark without a name of its own, by which it is known on another page."""
    return (mark.kind, mark.quote) if mark.quote and _is_unnamed(mark) else None


def _page(mark: Highlight) -> object:
    """Return the page of a mark without a name of its own, on which it may have been made longer or shorter."""
    return (mark.kind, mark.page) if _is_unnamed(mark) else None


def _is_unnamed(mark: Highlight) -> bool:
    return mark.mark.startswith(UNNAMED)


def _overlap(some: Iterable[Sequence[float]], others: Sequence[Sequence[float]]) -> bool:
    return any(
        left < right_too and left_too < right and bottom < top_too and bottom_too < top
        for left, bottom, right, top in some
        for left_too, bottom_too, right_too, top_too in others
    )
