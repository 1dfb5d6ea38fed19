"""A folder with a Markdown note for each source, in which the user writes too: what is written there comes back as notes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from readinglist.library.dump.form import file_name
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.library.output import leaving
from readinglist.model import query
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Note
from readinglist.util import files
from readinglist.util.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Writer

_MOST = 8_000_000  # bytes of a note
_PAGE = 500


class WrittenBlock(Protocol):
    """A piece that stands among the notes of a file (`render.vault.NoteBlock`)."""

    @property
    def text(self) -> str:
        """What stands there."""

    @property
    def uid(self) -> str:
        """The name of the note that it is, empty for what the user wrote."""

    @property
    def seal(self) -> str:
        """By what the text is known that it had when it was last written."""


class Form(Protocol):
    """How a note is written and read: the functions of `render.vault`."""

    def key_of(self, text: str) -> str:
        """Return the key of the source that a note is of."""

    def fault(self, text: str) -> str:
        """Return why nothing may be written into a note."""

    def blocks(self, text: str) -> Sequence[WrittenBlock]:
        """Return what stands among its notes."""

    def seal(self, text: str) -> str:
        """Return by what a text is known again."""

    def updated(
        self,
        text: str | None,
        record: Record,
        uids: Mapping[int, str],
        file_of: Callable[[str], str],
        placed: Mapping[int, str],
    ) -> str:
        """Return a note as it is to be."""


@dataclass(slots=True)
class VaultSynced:
    """What was done: the files that were made, changed and the same; notes that came back; what is to be said, by file."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    notes: int = 0
    said: list[str] = field(default_factory=list)


class _Standing(NamedTuple):
    """A file of the vault: its bytes and its text."""

    path: Path
    content: bytes
    text: str


@dataclass(slots=True)
class _Wanted:
    """What is to be done about the notes of a source: by number what a note says now, new ones and where these stand in the file; `known` are the uids of those that stand there without marks."""

    changed: dict[int, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    known: dict[int, str] = field(default_factory=dict)


def sync(
    library: Location,
    folder: Path,
    form: Form,
    *,
    where: str = "",
    public: bool = False,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> VaultSynced:
    """Bring the notes of sources in a folder up to date, and take in what was written in them.

    `where` is a query for the sources that get one; with `public`, private notes are not written. A file whose marks are damaged is left alone,
    and named. Raises UnwritableFile.
    """
    done = VaultSynced()
    standing = _standing(folder, form, done)
    with reading(library) as opened:
        ids = opened.select(query.parse(where) if where else None)
        held = opened.keys_in_use(folded_key(key) for key in standing)
    by_source: dict[int, _Standing] = {}
    for key, one in standing.items():
        number = held.get(folded_key(key))
        if number is None:
            done.said.append(f"{one.path}: {key} is not in the library; the note stays as it is")
        elif (other := by_source.setdefault(number, one)) is not one:
            done.said.append(f"{one.path}: {other.path} is of the same source; this one stays as it is")
    task = _Sync(library, folder, form, by_source, done, public=public)
    task.take_in(dry_run=dry_run)
    task.write(ids, progress, dry_run=dry_run)
    return done


def _standing(folder: Path, form: Form, done: VaultSynced) -> dict[str, _Standing]:
    """Return the notes that are there, by the key that each names; those that are not ours are passed over."""
    found: dict[str, _Standing] = {}
    for inner, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and not (Path(inner) / one).is_symlink())
        for name in sorted(one for one in names if one.endswith(".md")):
            path = Path(inner) / name
            content = files.read_own(path, _MOST) if not path.is_symlink() else b""
            text = content.decode("utf-8", "replace")
            if not (key := form.key_of(text)):
                continue
            if "\ufffd" in text and text.encode("utf-8", "replace") != content:
                done.said.append(f"{path}: it is no UTF-8; the note stays as it is")
                found.setdefault(key, _Standing(path, b"", ""))
            elif fault := form.fault(text):
                done.said.append(f"{path}: {fault}; the note stays as it is")
                found.setdefault(key, _Standing(path, b"", ""))
            elif key in found:
                done.said.append(f"{path}: {found[key].path} is of {key} too; this one stays as it is")
            else:
                found[key] = _Standing(path, content, text)
    return found


class _Sync:
    """One run over a vault."""

    def __init__(
        self,
        library: Location,
        folder: Path,
        form: Form,
        by_source: dict[int, _Standing],
        done: VaultSynced,
        *,
        public: bool,
    ) -> None:
        self._library, self._folder, self._form, self._done = library, folder, form, done
        self._by_source, self._public = by_source, public
        self._wanted: dict[int, _Wanted] = {}
        self._placed: dict[int, dict[int, str]] = {}

    def take_in(self, *, dry_run: bool) -> None:
        """Keep in the library what was written in the notes, as one operation."""
        ids = [number for number, one in self._by_source.items() if one.text]
        with reading(self._library) as opened:
            for number, record, beside in zip(ids, opened.records(ids), opened.beside(ids), strict=True):
                self._wanted[number] = self._compared(self._by_source[number], record, beside.notes)
                self._placed[number] = self._wanted[number].known
        changing = [number for number, one in self._wanted.items() if one.changed or one.new]
        if not changing:
            return

        def body(opened: Writer) -> dict[int, dict[int, str]]:
            records = zip(changing, opened.records(changing), strict=True)
            opened.save([(number, old, _with_notes(old, self._wanted[number], opened.now)) for number, old in records])
            placed = {}
            for number, record, beside in zip(changing, opened.records(changing), opened.beside(changing), strict=True):
                wanted = self._wanted[number]
                last = [note.id for note in record.notes][len(record.notes) - len(wanted.new) :]
                placed[number] = dict(zip(wanted.places, [beside.notes[one] for one in last], strict=True))
            return placed

        placed = perform(self._library, f"vault {self._folder.name or self._folder}", body, dry_run=dry_run)
        for number, places in placed.items():
            self._placed[number] = places | self._wanted[number].known
        self._done.notes = sum(len(one.changed) + len(one.new) for one in self._wanted.values())

    def _compared(self, one: _Standing, record: Record, uids: Mapping[int, str]) -> _Wanted:
        """Compare what a file says of notes with what the library says, and both with what the file last was."""
        numbers = {uid: number for number, uid in uids.items()}
        notes = {note.id: note for note in record.notes}
        wanted, blocks = _Wanted(), self._form.blocks(one.text)
        marked = {block.uid for block in blocks}
        bare = {
            self._form.seal(note.text): uids[note.id]
            for note in record.notes
            if not note.quote and uids[note.id] not in marked
        }
        for place, block in enumerate(blocks):
            seal = self._form.seal(block.text)
            if not block.uid and (known := bare.pop(seal, "")):
                wanted.known[place] = known  # it was taken in before, and the file is an older one
            elif not block.uid or (block.uid not in numbers and seal != block.seal):
                wanted.new.append(block.text)
                wanted.places.append(place)
            elif block.uid in numbers:
                self._compare_note(one, notes[numbers[block.uid]], block, wanted)
        return wanted

    def _compare_note(self, one: _Standing, note: Note, block: WrittenBlock, wanted: _Wanted) -> None:
        written, kept = self._form.seal(block.text), self._form.seal(note.text)
        if written in (kept, block.seal):
            return
        if not block.text.strip():
            self._done.said.append(
                f"{one.path}: note {note.id} is empty there, and stays; `readinglist note KEY --remove {note.id}` removes it"
            )
        elif kept == block.seal:
            wanted.changed[note.id] = block.text
        else:
            wanted.new.append(block.text)
            wanted.places.append(-1 - len(wanted.places))  # it stands at the end
            self._done.said.append(f"{one.path}: note {note.id} was changed there and in the library; both are kept")

    def write(self, ids: Sequence[int], progress: Callable[[int, int], None], *, dry_run: bool) -> None:
        """Write the notes of sources, those that are there and those that are new."""
        every = list(dict.fromkeys([*ids, *self._by_source]))
        for folder in {self._folder, *(one.path.parent for one in self._by_source.values())} if not dry_run else ():
            files.remove_stray(folder)
        with reading(self._library) as opened:
            keys = opened.keys_of(every)
            names = {key: file_name(key) for key in keys.values()}
            names |= {keys[number]: one.path.stem for number, one in self._by_source.items() if number in keys}
            for start in range(0, len(every), _PAGE):
                page = every[start : start + _PAGE]
                for number, record, beside in zip(page, opened.records(page), opened.beside(page), strict=True):
                    shown = leaving.public(record) if self._public else record
                    self._put(number, shown, beside.notes, lambda key: names.get(key, file_name(key)), dry_run=dry_run)
                progress(start + len(page), len(every))

    def _put(
        self, number: int, record: Record, uids: Mapping[int, str], file_of: Callable[[str], str], *, dry_run: bool
    ) -> None:
        standing = self._by_source.get(number)
        if standing and not standing.text:
            return  # its marks are damaged
        path = standing.path if standing else self._free(record.key)
        text = self._form.updated(
            standing.text if standing else None, record, uids, file_of, self._placed.get(number, {})
        )
        content = text.encode("utf-8", "surrogatepass")
        if standing and content == standing.content:
            self._done.unchanged += 1
            return
        (self._done.updated if standing else self._done.created).append(record.key)
        if not dry_run:
            _write(path, content, standing.content if standing else None)

    def _free(self, key: str) -> Path:
        """Return the path of a new note, where no file of the user's is."""
        path = self._folder / f"{file_name(key)}.md"
        number = 1
        while os.path.lexists(path):
            number += 1
            path = self._folder / f"{file_name(key)} {number}.md"
        return path


def _with_notes(record: Record, wanted: _Wanted, now: str) -> Record:
    number = max((note.id for note in record.notes), default=0)
    notes = [replace(note, text=wanted.changed.get(note.id, note.text)) for note in record.notes]
    notes += [Note(number + place, text, created=now) for place, text in enumerate(wanted.new, 1)]
    return replace(record, notes=tuple(notes))


def _write(path: Path, content: bytes, before: bytes | None) -> None:
    """Write a note, if it still is what was read. Raises UnwritableFile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if before is not None and files.read_own(path, _MOST) != before:
        raise UnwritableFile(path, "it has changed since it was read; run this again")
    files.keep_for_now(path, content, tidy=False)
