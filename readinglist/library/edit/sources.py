"""Changing sources that are there.

Fields, the whole entry, tags, notes, links, keys, and taking sources out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import citekeys, errors
from readinglist.formats import bibtex
from readinglist.library.edit import fields, relatives, repoint
from readinglist.library.errors import Collision, EditCollides, KeyTaken, NoSuchLink, NoSuchNote, NoSuchTag
from readinglist.library.operation import change, perform, resolve
from readinglist.model import provenance, query, relations
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Link, Note, Record
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.library.location import Location
    from readinglist.store import Reader, Writer


def set_fields(
    library: Location,
    key: str,
    assignments: Sequence[tuple[str, str]],
    *,
    was: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> tuple[Record, tuple[str, ...]]:
    """Set fields of a source from plain text.

    Return it and the warnings. `was` are the plain values, by field, that the user was shown, empty for none. Raises InvalidValue,
    NoSuchSource, and EditCollides where a field has another value by now.

    A date takes the place of year and month; a source with a date has no other year.
    """
    given = fields.typed(assignments)

    def edit(record: Record) -> Record:
        typed = replace(record, type=given.type) if given.type else record
        return bibtex.edit(typed, fields.with_one_date(record, given.changes))

    def body(opened: Writer) -> tuple[Record, tuple[str, ...]]:
        names = [*given.changes, *([provenance.TYPE] if given.type else [])]
        ids = resolve(opened, [key])
        old = opened.record(ids[0])
        _check_shown(old, was or {}, dict(assignments))
        changed = change(opened, ids, edit, also=names)[0]
        relatives.settle(opened, [(ids[0], old)])
        return changed, given.warnings

    return perform(library, f"set {key} {' '.join(name for name, _ in assignments)}", body, dry_run=dry_run)


def _check_shown(record: Record, was: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Raise EditCollides where a field has another value than the one that was shown."""
    here = {name: record.type if name.lower() == "entrytype" else record.plain(name) for name in was}
    others = [Collision(record.key, name, here[name], given.get(name, "")) for name in was if here[name] != was[name]]
    if others:
        raise EditCollides(others, standing=[record])


def unset_fields(
    library: Location,
    key: str,
    names: Sequence[str],
    *,
    was: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> tuple[Record, list[str]]:
    """Take fields off a source.

    Return it and the names that it did not have. `was` is as in `set_fields`.
    """
    for name in names:
        fields.check_name(name)

    def body(opened: Writer) -> tuple[Record, list[str]]:
        ids = resolve(opened, [key])
        old = opened.record(ids[0])
        _check_shown(old, was or {}, {})
        absent = [name for name in names if old.field(name) is None]
        return change(opened, ids, lambda record: bibtex.edit(record, dict.fromkeys(names)))[0], absent

    return perform(library, f"unset {key} {' '.join(names)}", body, dry_run=dry_run)


def tag(
    library: Location,
    keys: Sequence[str],
    add: Sequence[str],
    remove: Sequence[str],
    *,
    where: str | None = None,
    dry_run: bool = False,
) -> list[Record]:
    """Add and remove tags of sources, named by keys or found by a query; return the sources as they then stand."""
    for name in add:
        check_tag(name)
    gone = {text.fold(name) for name in remove}

    def edit(record: Record) -> Record:
        kept = [name for name in record.tags if text.fold(name) not in gone]
        present = {text.fold(name) for name in kept}
        new = [name for name in dict.fromkeys(add) if text.fold(name) not in present]
        return _with_tags(record, [*kept, *new])

    signs = [f"+{name}" for name in add] + [f"-{name}" for name in remove]
    named = ", ".join(keys) if where is None else f"where {where}"

    def body(opened: Writer) -> list[Record]:
        ids = resolve(opened, keys)
        if where is not None:
            ids = list(dict.fromkeys([*ids, *opened.select(query.parse(where))]))
        return change(opened, ids, edit)

    return perform(library, f"tag {named} {' '.join(signs)}", body, dry_run=dry_run)


def rename_tag(library: Location, old: str, new: str, *, dry_run: bool = False) -> list[Record]:
    """Rename a tag, and those below it, everywhere.

    Raises NoSuchTag, InvalidValue.
    """
    check_tag(new)
    wanted = text.fold(old)

    def renamed(name: str) -> str:
        folded = text.fold(name)
        if folded == wanted:
            return new
        return new + name[len(old) :] if folded.startswith(f"{wanted}/") else name

    def edit(record: Record) -> Record:
        unique = {text.fold(name): name for name in reversed([renamed(name) for name in record.tags])}
        return _with_tags(record, list(reversed(unique.values())))

    def body(opened: Writer) -> list[Record]:
        ids = opened.select(query.Has("tag", old, phrase=True))
        if not ids:
            raise NoSuchTag(old)
        return change(opened, ids, edit)

    return perform(library, f"rename tag {old} to {new}", body, dry_run=dry_run)


def _with_tags(record: Record, tags: list[str]) -> Record:
    return record if tuple(tags) == record.tags else bibtex.retag(record, tags)


def check_tag(name: str) -> None:
    """Raise InvalidValue for what cannot be a tag.

    Keywords are separated by commas and semicolons.
    """
    if not name.strip() or set(name) & set(",;{}\\") or not name.isprintable() or name[0] in "+-":
        raise errors.InvalidValue(
            "tag", name, "a tag has no comma, semicolon, brace or backslash and no + or - in front"
        )


class NoteText(NamedTuple):
    """What a note is to say.

    None leaves a part of an existing note as it is.
    """

    text: str | None = None
    quote: str | None = None
    locator: str | None = None
    public: bool | None = None


def add_note(
    library: Location, key: str, given: NoteText, *, force: bool = False, dry_run: bool = False
) -> tuple[Record, Note]:
    """Add a note to a source; return both.

    Its quote is looked up in the texts of the source, and gets its page where none is given. Raises InvalidValue for one without text
    and quote, and QuoteNotFound and QuoteElsewhere unless `force`.
    """

    def body(opened: Writer) -> tuple[Record, Note]:
        ids = resolve(opened, [key])
        old = next(opened.records(ids))
        number = max((note.id for note in old.notes), default=0) + 1
        words = Note(number, given.text or "", given.quote or "", given.locator or "", bool(given.public), opened.now)
        note = _looked_up(opened, ids[0], old.key, _with_words(words), force=force)
        return change(opened, ids, lambda record: replace(record, notes=(*record.notes, note)))[0], note

    return perform(library, f"note {key}", body, dry_run=dry_run)


def edit_note(
    library: Location,
    key: str,
    number: int,
    given: NoteText,
    *,
    was: NoteText | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> tuple[Record, Note]:
    """Change a note of a source; return both.

    `was` has the parts that the user was shown. Another quote, or another page of it, is looked up as by `add_note`. Raises NoSuchNote,
    InvalidValue where nothing is left of the note, and EditCollides where a part of it is another by now.
    """

    def body(opened: Writer) -> tuple[Record, Note]:
        (source,) = resolve(opened, [key])
        old = opened.record(source)
        note = find_note(old, number)
        _check_note(old.key, note, was, given)
        parts = {name: value for name, value in given._asdict().items() if value is not None}
        edited = _with_words(replace(note, **parts))
        if (given.quote, given.locator) != (None, None):
            edited = _looked_up(opened, source, old.key, edited, note, force=force)
        notes = tuple(edited if n.id == number else n for n in old.notes)
        record = change(opened, [source], lambda record: replace(record, notes=notes))[0]
        return record, edited

    return perform(library, f"edit note {number} of {key}", body, dry_run=dry_run)


def _looked_up(opened: Writer, source: int, key: str, note: Note, was: Note | None = None, *, force: bool) -> Note:
    """Return a note with the page of its quote where none is given, or it follows from the quote that `was` there."""
    if not note.quote.strip():
        return note
    from readinglist.library.claims import quotes  # noqa: PLC0415 - only a quote is looked up

    locator = note.locator
    if was and was.locator == locator and quotes.located(opened, source, was.quote, locator):
        locator = ""
    locator, _ = quotes.looked_up(opened, source, key, note.quote, locator, force=force)
    return replace(note, locator=locator)


def _with_words(note: Note) -> Note:
    if not (note.text.strip() or note.quote.strip()):
        raise errors.InvalidValue("note", note.text, "a note has a text or a quote; `--remove N` takes one away")
    return note


def _check_note(key: str, note: Note, was: NoteText | None, given: NoteText) -> None:
    """Raise EditCollides where a part of a note is another than the one that was shown."""
    for part, shown in (was or NoteText())._asdict().items():
        if shown not in (None, here := getattr(note, part)):
            raise EditCollides([Collision(key, f"note {note.id}", str(here), str(getattr(given, part) or ""))])


def remove_note(
    library: Location, key: str, number: int, *, was: NoteText | None = None, dry_run: bool = False
) -> Record:
    """Take a note off a source; `was` is as in `edit_note`. Raises NoSuchNote, EditCollides."""

    def edit(record: Record) -> Record:
        _check_note(record.key, find_note(record, number), was, NoteText())
        return replace(record, notes=tuple(note for note in record.notes if note.id != number))

    def body(opened: Writer) -> Record:
        return change(opened, resolve(opened, [key]), edit)[0]

    return perform(library, f"remove note {number} of {key}", body, dry_run=dry_run)


def find_note(record: Record, number: int) -> Note:
    """Return a note by its number. Raises NoSuchNote."""
    for note in record.notes:
        if note.id == number:
            return note
    raise NoSuchNote(record.key, number)


def link(library: Location, source: str, relation: str, target: str, *, dry_run: bool = False) -> tuple[Record, str]:
    """Link two sources; return the first and the second's key.

    Linking twice changes nothing. Raises InvalidValue.
    """
    relation = relations.check(relation)

    def body(opened: Writer) -> tuple[Record, str]:
        ids = opened.find_all((source, target))
        if ids[0] == ids[1]:
            raise errors.InvalidValue("link", target, "a source is not linked to itself")
        key = next(opened.records(ids[1:])).key

        def edit(record: Record) -> Record:
            known = any((x.relation, x.key, x.direction) == (relation, key, "out") for x in record.links)
            return record if known else replace(record, links=(*record.links, Link(relation, key)))

        return change(opened, ids[:1], edit)[0], key

    return perform(library, f"link {source} {relation} {target}", body, dry_run=dry_run)


def link_all(library: Location, links: Sequence[tuple[str, str, str]], *, dry_run: bool = False) -> None:
    """Link many pairs, each given as source, relation and target by their keys, in one operation."""

    def body(opened: Writer) -> None:
        ids = opened.find_all([source for source, _, _ in links])
        new: dict[int, list[Link]] = {}
        for number, (_, relation, target) in zip(ids, links, strict=True):
            new.setdefault(number, []).append(Link(relations.check(relation), target))
        opened.save(
            (number, old, replace(old, links=(*old.links, *new[number])))
            for number, old in zip(new, opened.records(list(new)), strict=True)
        )

    perform(library, f"link {len(links)} pairs", body, dry_run=dry_run)


def unlink(
    library: Location, source: str, relation: str | None, target: str, *, dry_run: bool = False
) -> tuple[Record, list[Link]]:
    """Take a link, or all links to a target, off a source; return it and those links. Raises NoSuchLink."""
    relation = relations.check(relation) if relation else None

    def body(opened: Writer) -> tuple[Record, list[Link]]:
        ids = opened.find_all((source, target))
        key = next(opened.records(ids[1:])).key
        gone: list[Link] = []

        def edit(record: Record) -> Record:
            def leaves(x: Link) -> bool:
                return x.direction == "out" and x.key == key and relation in (None, x.relation)

            gone.extend(x for x in record.links if leaves(x))
            if not gone:
                raise NoSuchLink(record.key, relation or "anything", key)
            return replace(record, links=tuple(x for x in record.links if not leaves(x)))

        return change(opened, ids[:1], edit)[0], gone

    return perform(library, f"unlink {source} {relation or 'everything'} {target}", body, dry_run=dry_run)


def rename(library: Location, old: str, new: str, *, dry_run: bool = False) -> tuple[Record, str]:
    """Give a source another key.

    The old one stays as alias, and who inherits from it names it anew.

    Return it and the old key. Raises KeyTaken, InvalidKey.
    """

    def body(opened: Writer) -> tuple[Record, str]:
        return rename_within(opened, old, new)

    return perform(library, f"rename {old} to {new}", body, dry_run=dry_run)


def rename_within(opened: Writer, old: str, new: str) -> tuple[Record, str]:
    """Do within an operation what `rename` does."""
    number = resolve(opened, [old])[0]
    check_free(opened, {number: new})
    before = opened.record(number)
    after = change(opened, [number], lambda record: renamed(record, new))[0]
    repoint.follow(opened, {folded_key(alias): new for alias in after.aliases})
    return after, before.key


def check_free(opened: Reader, wanted: Mapping[int, str]) -> None:
    """Raise InvalidKey, or KeyTaken where a source other than the one that is to get a key holds it; keys come by ids."""
    for key in wanted.values():
        citekeys.check(key)
    held = opened.keys_in_use(map(folded_key, wanted.values())) if wanted else {}
    keys = opened.keys_of(held.values()) | dict(wanted)
    for number, key in wanted.items():
        holder = held.setdefault(folded_key(key), number)
        if holder != number:
            raise KeyTaken(key, keys[holder])


def renamed(record: Record, key: str, *, pinned: bool = True) -> Record:
    """Return the record under another key, which is no longer an alias if it was one; the old one becomes one."""
    names = [alias for alias in (*record.aliases, record.key) if folded_key(alias) != folded_key(key)]
    return replace(record, key=key, aliases=tuple(dict.fromkeys(names)), pinned=pinned)


def remove(library: Location, keys: Sequence[str], *, dry_run: bool = False) -> list[Record]:
    """Take sources out, with all that hangs on them.

    Return them as they were.
    """

    def body(opened: Writer) -> list[Record]:
        ids = resolve(opened, keys)
        gone = list(opened.records(ids))
        opened.remove(ids)
        return gone

    return perform(library, f"rm {' '.join(keys)}", body, dry_run=dry_run)
