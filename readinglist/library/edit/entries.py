"""Whole entries as BibLaTeX, for an editor, and what a user made of them.

Three versions are merged: the text that was opened, what the user made of it, and the library as it stands by then.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import biblatex, bibtex
from readinglist.library.edit import fields, relatives, repoint
from readinglist.library.edit.sources import check_free, renamed
from readinglist.library.errors import BrokenText, Collision, EditCollides
from readinglist.library.operation import perform
from readinglist.model import provenance
from readinglist.model.biblatex import DATE_PARTS
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.library.location import Location
    from readinglist.store import Writer

_REMARK = "%% "  # begins the lines in which a text says what collides; they are no part of an entry
_NAMED = 5  # keys that the log names, of many


class _Versions(NamedTuple):
    """One entry: as it was opened, as it stands in the library, and as the user wants it, all in BibLaTeX form."""

    opened: Record
    standing: Record
    edited: Record


def as_text(records: Sequence[Record]) -> str:
    """Return sources as BibLaTeX, for an editor."""
    return "".join(biblatex.dump(records))


def replace_entries(library: Location, opened: Sequence[Record], edited: str, *, dry_run: bool = False) -> list[Record]:
    """Bring sources to what a user made of their `as_text`, in one operation; return them as they then stand.

    `opened` are the sources as the text had them. What was not touched there stays to the byte, and as another command
    changed it since. A new key renames a source. Raises BrokenText, with the line, where the text is not as many healthy
    entries; InvalidValue for a changed value that its field cannot have; EditCollides where a value was changed here and there; KeyTaken, InvalidKey, NoSuchSource.
    """
    entries = _entries(edited, opened)
    names = " ".join(record.key for record in opened[:_NAMED]) + (" …" if len(opened) > _NAMED else "")

    def body(writer: Writer) -> list[Record]:
        ids = writer.find_all([record.key for record in opened])
        standing = list(writer.records(ids))
        collisions: list[Collision] = []
        changed: list[Record] = []
        for was, old, entry in zip(opened, standing, entries, strict=True):
            new, collided = _merged(was, old, entry)
            collisions += collided
            changed.append(new)
        if collisions:
            raise EditCollides(collisions, _with_remarks(changed, collisions), standing)
        changed = _with_macros(writer, changed)
        pairs = list(zip(ids, standing, changed, strict=True))
        rekeyed = {number: new for number, old, new in pairs if new.key != old.key}
        check_free(writer, {number: new.key for number, new in rekeyed.items()})
        writer.save(
            (number, old, provenance.noted(old, new, provenance.USER, writer.now)) for number, old, new in pairs
        )
        relatives.settle(writer, list(zip(ids, standing, strict=True)))
        repoint.follow(writer, {folded_key(alias): new.key for new in rekeyed.values() for alias in new.aliases})
        return changed

    return perform(library, f"edit {names}", body, dry_run=dry_run)


def _with_macros(writer: Writer, records: list[Record]) -> list[Record]:
    """Return sources with those macros of the library's files that the user wrote into them."""
    if not any(bibtex.undefined(record) for record in records):
        return records
    known = bibtex.defined(writer.macro_texts())
    return [bibtex.supplied(record, known) for record in records]


def _entries(text: str, opened: Sequence[Record]) -> list[Record]:
    """Return the entries of a text in the order of the sources: by their keys, and those with new keys as they stand."""
    items = list(biblatex.load(re.sub(f"(?m)^{_REMARK}.*", "", text)))
    for problem in items:
        if isinstance(problem, Problem):
            raise BrokenText(problem.line, problem.message)
    records = [item for item in items if isinstance(item, Record)]
    if len(records) != len(opened):
        wanted = "exactly one entry" if len(opened) == 1 else f"exactly these {len(opened)} entries"
        raise BrokenText(1, f"leave {wanted} in the text, not {len(records)}")
    by_key = {record.key: record for record in records}
    rest = iter([record for record in records if record.key not in {one.key for one in opened}])
    try:
        return [by_key.get(one.key) or next(rest) for one in opened]
    except StopIteration:
        raise BrokenText(1, "two entries have one key") from None


def _merged(was: Record, old: Record, edited: Record) -> tuple[Record, list[Collision]]:
    """Return a source with the user's changes to the text that was opened, and what collides with changes since."""
    shown = _Versions(_shown(was), _shown(old), edited)
    before, here, after = ({field.name: field.raw for field in version.fields} for version in shown)
    wanted: dict[str, str | None] = {name: raw for name, raw in after.items() if before.get(name) != raw}
    _check(edited, wanted)
    wanted |= dict.fromkeys(name for name in before if name not in after)
    tags = (
        _merged_tags(was, old, edited)
        if wanted.pop("keywords", before.get("keywords")) != before.get("keywords")
        else None
    )
    collisions = [
        Collision(old.key, name, here.get(name, ""), raw or "")
        for name, raw in wanted.items()
        if here.get(name) not in (before.get(name), raw)
    ]
    if "date" in wanted and old.field("date") is None:
        wanted |= dict.fromkeys(DATE_PARTS)
    collisions += _collisions_of_names(shown)
    new = _with_name_and_type(old, shown)
    defined = {macro.name.lower(): macro for macro in (*old.macros, *edited.macros)}
    new = bibtex.edit(replace(new, macros=tuple(defined.values())), wanted)
    return (new if tags is None else bibtex.retag(new, tags)), collisions


def _check(edited: Record, changed: Iterable[str]) -> None:
    """Raise InvalidValue for a value, among those that were changed, that its field cannot have; an empty one stays."""
    for name in changed:
        fields.check_name(name)
        if edited.plain(name):
            fields.checked_value(name, edited.plain(name))


def _shown(record: Record) -> Record:
    """Return a source as its text reads."""
    return _entries(as_text([record]), [record])[0]


def _merged_tags(was: Record, old: Record, edited: Record) -> list[str]:
    """Return the tags of the user, without those taken off since, and with those set since."""
    stay = [tag for tag in edited.tags if tag in old.tags or tag not in was.tags]
    return stay + [tag for tag in old.tags if tag not in was.tags and tag not in stay]


def _collisions_of_names(shown: _Versions) -> Iterator[Collision]:
    for name in ("key", "type"):
        was, old, edited = (getattr(version, name) for version in shown)
        if edited not in ("", was) and old not in (was, edited):
            yield Collision(shown.standing.key, name, old, edited)


def _with_name_and_type(old: Record, shown: _Versions) -> Record:
    kind = shown.edited.type if shown.edited.type.lower() != shown.opened.type.lower() else old.type
    key = shown.edited.key if shown.edited.key not in ("", shown.opened.key) else old.key
    typed = replace(old, type=kind)
    return renamed(typed, key) if key != old.key else typed


def _with_remarks(records: Sequence[Record], collisions: Sequence[Collision]) -> str:
    """Return the text with the user's values, and before each entry what the library has by now."""
    texts = []
    for record in records:
        names = {record.key, *record.aliases}
        remarks = [f"{_REMARK}{one}\n" for one in collisions if one.key in names]
        texts.append("".join(remarks) + as_text([record]))
    return "\n".join(texts)
