"""What an import did with each record: for its messages, and for JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.deduplication import additions
from readinglist.library.imports import follow
from readinglist.library.imports.match import SAME_ITEM
from readinglist.model import provenance
from readinglist.model.imported import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.library.imports.keys import Keyring
    from readinglist.library.imports.match import Match
    from readinglist.model.imported import Disagreement
    from readinglist.model.record import Record


def is_plain(one: Match) -> bool:
    """Whether a record was added, and nothing is to be said of it."""
    return one.is_new and not one.similar


def of(
    file: str,
    matches: Sequence[Match],
    keyring: Keyring,
    aliased: Sequence[tuple[bool, str]],
    *,
    updates: bool,
    every: bool,
) -> Iterator[Outcome]:
    """Yield what was done with each record of a batch, or, without `every`, with each that is not plain.

    `aliased` says for each whether its key became an alias, and who has it else.
    """
    for place, (one, (alias, taken)) in enumerate(zip(matches, aliased, strict=True)):
        if not every and is_plain(one):
            continue
        outcome = (
            _added(one, keyring)
            if one.duplicate_of is None
            else _duplicate(one, updates=updates)._replace(alias=alias, taken_by=taken)
        )
        yield outcome._replace(
            key=keyring.key_of(one.handle(place)),
            file=file, line=one.record.line, given=one.record.key, title=one.record.title,
        )  # fmt: skip


def _added(one: Match, keyring: Keyring) -> Outcome:
    return Outcome("added", "", similar=tuple((keyring.key_of(handle), reason) for handle, reason in one.similar))


def _duplicate(one: Match, *, updates: bool) -> Outcome:
    is_followed = bool(one.record.counterparts) and one.reason == SAME_ITEM
    names = _changed_fields(one.before, one.after) if is_followed else _new_fields(one.before, one.after)
    return Outcome(
        "updated" if (updates or one.record.counterparts) and _is_changed(one) else "skipped",
        "",
        one.reason,
        filled=() if updates else tuple(names),
        differences=() if one.is_repeated else tuple(_disagreements(one)),
    )


def _is_changed(one: Match) -> bool:
    """Whether a duplicate changed its source, beyond what the library notes of it for itself."""
    return replace(one.before, counterparts=()) != replace(one.after, counterparts=())


def _disagreements(one: Match) -> list[Disagreement]:
    """Return what a source and a duplicate say differently; of an item that was met before, what was changed on both sides."""
    if one.record.counterparts and one.reason == SAME_ITEM:
        return follow.conflicts(one.before, one.record)
    return additions.disagreements(one.after, one.record)


def _new_fields(before: Record, after: Record) -> list[str]:
    """Return the names of the fields that only the second has, and `keywords` for new tags."""
    had = {provenance.kept_as(field.name) for field in before.fields}
    names = dict.fromkeys(provenance.kept_as(field.name) for field in after.fields)
    return [name for name in names if name not in had] + ["keywords"] * (
        "keywords" in had and before.tags != after.tags
    )


def _changed_fields(before: Record, after: Record) -> list[str]:
    """Return the names of the fields, and of what else is the source's, that a newer state of another library changed."""
    old, new = ({name: provenance.value(one, name) for name in _names(one)} for one in (before, after))
    changed = [name for name in {**new, **old} if old.get(name) != new.get(name)]
    beside = ("type", "notes", "status", "priority", "attachments", "links")
    return changed + [name for name in beside if getattr(before, name) != getattr(after, name)]


def _names(record: Record) -> list[str]:
    return [provenance.kept_as(field.name) for field in record.fields]
