"""What a command gives to every source that it adds, beside what the source says itself: tags, notes, links, a status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist import citekeys, errors
from readinglist.formats import bibtex
from readinglist.library.edit import sources
from readinglist.model import provenance, relations
from readinglist.model.record import Link, Note
from readinglist.model.status import check_status, transition
from readinglist.model.unread import altered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.model.record import Record
    from readinglist.store import Reader


class Extras(NamedTuple):
    """What `add` and `import` give to each source."""

    tags: tuple[str, ...] = ()
    key: str = ""
    notes: tuple[str, ...] = ()
    status: str = ""
    via: str = ""
    why: str = ""
    links: tuple[tuple[str, str], ...] = ()


NO_EXTRAS = Extras()


def check(extras: Extras) -> None:
    """Raise what is wrong with what is given to all sources, as far as it can be told without the library."""
    if extras.key:
        citekeys.check(extras.key)
    if extras.status:
        check_status(extras.status)
    for relation, _ in extras.links:
        relations.check(relation)
    for tag in extras.tags:
        sources.check_tag(tag)
    if not all(note.strip() for note in extras.notes):
        raise errors.InvalidValue("note", "", "a note says something")


def looked_up(opened: Reader, extras: Extras) -> Extras:
    """Return the extras with the present keys of the sources that they name. Raises NoSuchSource and AmbiguousKey."""

    def key(named: str) -> str:
        return opened.key_of(opened.find(named))

    links = tuple((relations.check(relation), key(named)) for relation, named in extras.links)
    return extras._replace(via=key(extras.via) if extras.via else "", links=links)


def added(record: Record, extras: Extras, origin: str, stamp: str, *, pinned: bool = False) -> Record:
    """Return a record with the extras, which are looked up, its origin, and whether its key was given.

    What the user gives is the user's; what is given to a whole file comes from the file.
    """
    if extras == NO_EXTRAS:
        return altered(record, status=record.status or "inbox", origin=origin, pinned=pinned)
    if extras.tags:
        tagged = bibtex.retag(record, _united(record.tags, extras.tags))
        by_file = provenance.is_file(origin)
        record = tagged if by_file else provenance.noted(record, tagged, provenance.USER, stamp)
    number = max((note.id for note in record.notes), default=0) + 1
    known = {(link.relation, link.key, link.direction) for link in record.links}
    status = transition(record.status, "queue") if extras.via or extras.why else record.status
    return altered(
        record,
        notes=record.notes + tuple(Note(n, text) for n, text in enumerate(extras.notes, number)),
        links=record.links + tuple(Link(*link) for link in extras.links if (*link, "out") not in known),
        status=extras.status or status or "inbox",
        via=extras.via or record.via,
        why=extras.why or record.why,
        origin=origin,
        pinned=pinned,
    )


def _united(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """Return tags without a second one that differs only in case."""
    united: dict[str, str] = {}
    for tag in (*first, *second):
        united.setdefault(tag.casefold(), tag)
    return tuple(united.values())
