"""Making one source of two, or of all pairs that look like one: nothing that hangs on either is lost."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.deduplication import merge as merging
from readinglist.deduplication import similarity
from readinglist.formats import bibtex
from readinglist.library.claims import texts
from readinglist.library.edit import duplicates, repoint
from readinglist.library.imports import families
from readinglist.library.operation import perform, resolve
from readinglist.model import biblatex, provenance
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Writer

Prefer = merging.Prefer
_NO_WISHES: Mapping[str, bool] = MappingProxyType({})


class Merge(NamedTuple):
    """A source, the key of the one that was merged into it, and the values that neither of them keeps."""

    record: Record
    gone: str
    left: tuple[merging.Left, ...]


def merge(
    library: Location,
    keep: str,
    other: str,
    *,
    prefer: Prefer = "keep",
    take: Sequence[tuple[str, str]] = (),
    dry_run: bool = False,
) -> Merge:
    """Make one source of two.

    `keep` stays, and gets what `other` has, whose keys become its aliases.

    `take` names for single fields the key of the source whose value stays. Notes, tags, links, aliases and
    identifiers of both are kept. Raises NoSuchSource, AmbiguousKey, InvalidValue.
    """

    def body(opened: Writer) -> Merge:
        ids = opened.find_all((keep, other))
        if ids[0] == ids[1]:
            raise errors.InvalidValue("merge", other, "a source is not merged with itself")
        return absorb(opened, ids[0], ids[1], prefer, _wishes(opened, ids, take))

    return perform(library, f"merge {other} into {keep}", body, dry_run=dry_run)


def merge_all(
    library: Location, *, above: float, prefer: Prefer = "keep", dry_run: bool = False
) -> tuple[list[Merge], list[str]]:
    """Merge all pairs that look like one source and are at least so much alike, in one operation.

    Of each group the source stays that says most; of equal ones the first. A group of which two are not one work stays as it
    is: the second value has a sentence for each.
    """
    groups = _groups(
        (pair.first, pair.second) for pair in duplicates.pairs(library, above=above) if pair.kind == "same"
    )
    if not groups:
        return [], []

    def body(opened: Writer) -> tuple[list[Merge], list[str]]:
        done, apart = list[Merge](), list[str]()
        for group in groups:
            ids = opened.ordered(resolve(opened, sorted(group)), "added")
            records = dict(zip(ids, opened.records(ids), strict=True))
            if against := similarity.contradiction(families.wholes(opened, records.values())):
                apart.append(f"{', '.join(sorted(group))} are not merged, as not all are one ({against})")
                continue
            best = max(ids, key=lambda number: _weight(records[number]))
            done += [absorb(opened, best, number, prefer, {}) for number in ids if number != best]
        return done, apart

    return perform(library, f"merge all above {above:g}", body, dry_run=dry_run)


def _groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    group_of: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(group_of.get(key, ()) for key in pair))
        group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())


def _weight(record: Record) -> tuple[int, int]:
    said = len(record.notes) + len(record.links) + len(record.claims)
    return said + 3 * bool(record.status not in ("", "inbox")), len(record.fields)


def _wishes(opened: Writer, ids: list[int], take: Sequence[tuple[str, str]]) -> dict[str, bool]:
    """Return for each field whether the other's value is taken.

    Raises InvalidValue for a key or a field of neither.
    """
    wishes: dict[str, bool] = {}
    names = {biblatex.canonical(f.name) for record in opened.records(ids) for f in record.fields}
    numbers = opened.find_all([key for _, key in take])
    for (field, key), number in zip(take, numbers, strict=True):
        if biblatex.canonical(field) not in names.union(("type",), biblatex.ISSUED):
            raise errors.InvalidValue("--take", f"{field}={key}", f"neither of the two has a field {field}")
        if number not in ids:
            raise errors.InvalidValue("--take", f"{field}={key}", "it must name one of the two sources")
        wishes[biblatex.canonical(field)] = number == ids[1]
    return wishes


def absorb(
    opened: Writer, keep: int, other: int, prefer: Prefer = "keep", wishes: Mapping[str, bool] = _NO_WISHES
) -> Merge:
    """Merge one source into another, by their ids, within an operation."""
    mine, theirs = opened.records([keep, other])
    if mine.unresolved and not theirs.unresolved:
        prefer, wishes = "other", {o.field: False for o in mine.origins if o.agent == provenance.USER} | dict(wishes)
    choice = merging.choose(mine, theirs, prefer=prefer, take=wishes)
    last = opened.last_claim_number((mine.key, *mine.aliases))
    merged = provenance.merged(mine, theirs, _with_fields(merging.united(mine, theirs, last), theirs, choice))
    _repoint(opened, theirs, mine)
    left = (*choice.left, *texts.hand_over(opened, keep, other))
    opened.remove([other])
    opened.save([(keep, mine, merged)])
    texts.look_up(opened, keep)
    gone = (theirs.key, *theirs.aliases)
    repoint.follow(opened, dict.fromkeys((folded_key(name) for name in gone), mine.key))
    return Merge(opened.record(keep), theirs.key, left)


def _with_fields(record: Record, theirs: Record, choice: merging.FieldChoice) -> Record:
    """Return a record with the fields that were chosen, the tags of both, and the macros that these need."""
    defined = {macro.name.lower(): macro for macro in (*theirs.macros, *record.macros)}
    foreign = theirs.defined
    clash = any(defined[name].value != value for name, value in foreign.items())
    changes = {
        name: bibtex.resolved(raw, foreign) if raw is not None and clash else raw
        for name, raw in choice.changes.items()
    }
    known = {tag.casefold() for tag in record.tags}
    tags = [*record.tags, *(tag for tag in theirs.tags if tag.casefold() not in known)]
    edited = bibtex.edit(replace(record, type=choice.type, macros=tuple(defined.values())), changes)
    return edited if tuple(tags) == edited.tags else bibtex.retag(edited, tags)


def _repoint(opened: Writer, gone: Record, keep: Record) -> None:
    """Let every other source that links to the one that goes, or was sent by it, point at the one that stays."""
    ids = opened.pointing_at(gone.key)
    others = [
        (number, record, merging.repointed(record, gone.key, keep.key))
        for number, record in zip(ids, opened.records(ids), strict=True)
        if record.key not in (keep.key, gone.key)
    ]
    opened.save(others)
