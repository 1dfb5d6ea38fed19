"""The provenance of values, and how a fresh fetch would change them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import biblatex
from readinglist.model.record import UNRESOLVED, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record

# The agents beside files and services: the reader; a stub, whose identifier alone is known; the collection that comes with
# the program.
USER, STUB, SEED = "user", "stub", "seed"
_FILE = "file "
TYPE = "entrytype"
_NOT_COMPARED = "keywords"  # the tags are the reader's, and no service changes them
_READ = "urldate"  # when a page was read; a later date is no difference in its content


class Difference(NamedTuple):
    """A field whose values in the library and at a service differ.

    `mine` is the library's value, `theirs` the service's, `base` what the service had before. `taken` says that the
    service's value replaces the library's. An empty text stands for no value.
    """

    field: str
    base: str
    mine: str
    theirs: str
    taken: bool


def of_file(name: str) -> str:
    """Return a file as an agent: `refs.bib → file refs.bib`."""
    return _FILE + name


def is_file(agent: str) -> bool:
    """Whether an agent is a file."""
    return agent.startswith(_FILE)


def is_service(agent: str) -> bool:
    """Whether an agent is a service that can be asked again."""
    return agent not in ("", USER, STUB, SEED) and not is_file(agent)


def of(record: Record, name: str) -> Origin:
    """Return where the value of a field came from, or its removal."""
    name = kept_as(name)
    for origin in record.origins:
        if origin.field == name:
            return origin
    return Origin(name, record.origin, record.fetched or record.added)


def every(record: Record) -> list[Origin]:
    """Return the origins of the type, of each field and of removed fields."""
    names = dict.fromkeys([TYPE, *(kept_as(field.name) for field in record.fields)])
    return [of(record, name) for name in [*names, *(o.field for o in record.origins if o.field not in names)]]


def noted(old: Record, new: Record, agent: str, at: str, also: Iterable[str] = ()) -> Record:
    """Return a changed record with the origin of its changes.

    These are the fields that differ, and those in `also`. What a service gave before is kept as their base.
    """
    names = [*_changed(old, new), *map(kept_as, also)]
    if not names:
        return new
    rows = {origin.field: origin for origin in new.origins}
    for name in names:
        before = of(old, name)
        if before.agent != agent or name in rows:
            base = value(old, name) or None if is_service(before.agent) else before.base
            rows[name] = Origin(name, agent, at, base)
    return replace(new, origins=tuple(rows.values()))


def merged(mine: Record, theirs: Record, new: Record) -> Record:
    """Return a merged source, in which fields of the other keep their origins."""
    rows = {origin.field: origin for origin in mine.origins}
    for name in _changed(mine, new):
        rows[name] = of(theirs, name)
    if mine.unresolved and not theirs.unresolved:
        new = replace(new, origin=theirs.origin, fetched=theirs.fetched)
    return replace(new, origins=tuple(row for row in rows.values() if row != of(replace(new, origins=()), row.field)))


def differences(mine: Record, theirs: Record) -> list[Difference]:
    """Return the fields in which the library and a fetched record differ.

    The type is first. The service's value is taken where the library's came from a service or a stub, and where there was
    none; never where the reader or a file gave it. A service without a value removes none. The day on which a page was
    read is taken only together with another field.
    """
    names = dict.fromkeys([TYPE, *_field_names(theirs), *_field_names(mine)])
    found = (_difference(mine, theirs, name) for name in names if name != _NOT_COMPARED)
    differing = [difference for difference in found if difference]
    is_read_anew = any(difference.taken for difference in differing if difference.field != _READ)
    return [difference for difference in differing if difference.field != _READ or (is_read_anew and difference.taken)]


def _difference(mine: Record, theirs: Record, name: str) -> Difference | None:
    here, there, origin = value(mine, name), value(theirs, name), of(mine, name)
    replaceable = is_service(origin.agent) or origin.agent == STUB
    if _is_same_value(name, here, there) or not (there or origin.agent == theirs.origin or origin.base):
        return None
    base = here if is_service(origin.agent) else origin.base or ""
    return Difference(name, base, here, there, taken=bool(there) and (replaceable or _is_new(mine, name)))


def _is_same_value(name: str, here: str, there: str) -> bool:
    if name == TYPE:
        return biblatex.biblatex_type(here.lower()) == biblatex.biblatex_type(there.lower())
    return here == there


def settled(new: Record, old: Record, theirs: Record, agent: str, at: str) -> Record:
    """Return a record after a fetch, with the origin of each value.

    `new` has the values that were taken. The fetch is the origin of a value that it gave, or that an earlier fetch gave and
    it confirms; for all others its value is kept as the base.
    """
    adopted = is_service(old.origin) or old.origin == STUB or old.unresolved
    fetched = at if is_service(agent) else old.fetched
    default = replace(new, origin=agent if adopted else old.origin, fetched=fetched, origins=())
    rows = []
    for name in dict.fromkeys([TYPE, *_field_names(new), *(origin.field for origin in old.origins)]):
        row = _settled_origin(name, new, old, theirs, Origin(name, of(theirs, name).agent or agent, at))
        if row and row != of(default, name):
            rows.append(row)
    marks = tuple(mark for mark in new.marks if mark.name != UNRESOLVED)
    return replace(default, origins=tuple(rows), marks=marks)


def _is_new(old: Record, name: str) -> bool:
    return not value(old, name) and all(row.field != name for row in old.origins)


def _settled_origin(name: str, new: Record, old: Record, theirs: Record, fetched: Origin) -> Origin | None:
    here, there, before = value(new, name), value(theirs, name), of(old, name)
    if not (is_service(before.agent) or before.agent == STUB or _is_new(old, name)):
        return replace(before, base=there or None)
    if here and there and _is_same_value(name, here, there):
        return fetched
    return before if here else None


def value(record: Record, name: str) -> str:
    """Return the plain value of a field, as two are compared.

    The type is the field `entrytype`; without a field `date`, the date is that of year and month.
    """
    if name == TYPE:
        return record.type
    return (record.plain("date") or record.date) if name == "date" else record.plain(name)


def _field_names(record: Record) -> Iterator[str]:
    return (kept_as(field.name) for field in record.fields)


def kept_as(name: str) -> str:
    """Return the name under which the origin of a field is kept.

    `journal → journaltitle`; `date`, `year`, `month` and `day` are all `date`.
    """
    canonical = biblatex.canonical(name)
    return biblatex.ISSUED[0] if canonical in biblatex.ISSUED else canonical


def _changed(old: Record, new: Record) -> list[str]:
    """Return the names of the fields in which two records differ."""
    if old.fields is new.fields and old.type == new.type:
        return []
    before, after = _raw_values(old), _raw_values(new)
    return [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]


def _raw_values(record: Record) -> dict[str, tuple[str, ...]]:
    raws: dict[str, tuple[str, ...]] = {TYPE: (record.type,)}
    for field in record.fields:
        name = kept_as(field.name)
        raws[name] = (*raws.get(name, ()), field.raw)
    return raws
