"""The Add view: what was understood of what was pasted or sent, each with a tick, and duplicates side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from readinglist.render.room.frame import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.record import Problem, Record
    from readinglist.render.room.frame import Frame

_FIRST = (
    "title",
    "author",
    "editor",
    "date",
    "year",
    "journaltitle",
    "journal",
    "booktitle",
    "publisher",
    "doi",
    "url",
)


class Pasted(NamedTuple):
    """What the form begins with: a text, the key that the source is to have, what went wrong before; whether nobody is asked."""

    text: str = ""
    key: str = ""
    problem: str = ""
    offline: bool = False


class Understood(Protocol):
    """One source that would be added, as it was understood (`library.online.preview`)."""

    @property
    def given(self) -> str:
        """What was pasted or sent."""

    @property
    def record(self) -> Record | None:
        """The source that it would be."""

    @property
    def known(self) -> Record | None:
        """The source of the library that it is already."""

    @property
    def alike(self) -> Record | None:
        """The source of the library that it is most like."""

    @property
    def can_be_kept(self) -> bool:
        """Whether there is something to keep."""


class ComparedField(NamedTuple):
    """A field as the library has it and as it is added."""

    name: str
    here: str
    given: str

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.here != self.given


class Entry(NamedTuple):
    """One source that would be added, and how it and what the library has of it compare."""

    place: int
    one: Understood
    line: str
    fields: tuple[ComparedField, ...]

    @property
    def given(self) -> str:
        """What was pasted or sent, where neither its title nor its key says it; of a source without a title it stands in its place."""
        record = self.one.record or self.one.known
        said = (record.key, record.title) if record else ()
        return "" if not record or not record.title or self.one.given in said else self.one.given


class Wished(NamedTuple):
    """What can be given to what is kept: the key that a single source is to have, and the tags that there are."""

    key: str
    tags: Sequence[str]


def form(frame: Frame, given: Pasted) -> str:
    """Return the page on which something is pasted, or files are sent."""
    return fill("add.html", frame, given=given)


def shown(
    frame: Frame, found: Sequence[Understood], problems: Sequence[tuple[str, Problem]], name: str, wished: Wished
) -> str:
    """Return what was understood, and what could not be read; `name` is that under which it is held."""
    entries = [Entry(place, one, _line(one.record or one.known), _fields(one)) for place, one in enumerate(found)]
    values = {
        "entries": entries,
        "can": sum(one.can_be_kept for one in found),
        "problems": [(where, problem) for where, problem in problems if problem.broken],
        "name": name,
        "key": wished.key,
        "tags": wished.tags,
    }
    return fill("added.html", frame, **values)


def _line(record: Record | None) -> str:
    if record is None:
        return ""
    return " · ".join(filter(None, (record.byline, record.date, record.venue)))


def _fields(one: Understood) -> tuple[ComparedField, ...]:
    """Return the fields of a record, beside those of the source that the library has; what tells works apart first."""
    given = one.record.values() if one.record else {}
    beside = one.known or one.alike
    here = beside.values() if beside else {}
    names = sorted({**here, **given}, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    return tuple(ComparedField(name, here.get(name, ""), given.get(name, "")) for name in names)
