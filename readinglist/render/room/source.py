"""The Source view: everything about one source, in parts that are loaded when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.citations.packet import plain_reference
from readinglist.model import biblatex, provenance, relations, schemes
from readinglist.render.documents.collection import pieces
from readinglist.render.room.frame import citation_styles, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.model.record import Record
    from readinglist.model.views import Logged
    from readinglist.render.room.frame import Frame
    from readinglist.render.terminal.files import Shown

_AGENTS = {provenance.USER: "you", provenance.STUB: "the identifier", provenance.SEED: "the seed collection"}
_NO_ROW = frozenset(("keywords", "keyword", "abstract"))  # shown in their own places
_MOST_PEOPLE, _FIRST = 12, 5  # beyond so many people the first are shown, and all when asked; chosen by eye


class ShownField(NamedTuple):
    """A field with its plain value, and who gave it when."""

    name: str
    value: str
    origin: str


class ShownAddress(NamedTuple):
    """An identifier with the address at which its work is."""

    scheme: str
    value: str
    address: str


def view(
    frame: Frame,
    record: Record,
    files: Sequence[Shown],
    known_tags: Sequence[str],
    *,
    editing: bool = False,
) -> str:
    """Return the page of a source; `editing` shows its fields as forms."""
    values = {
        "record": record,
        "files": files,
        "readable": bool(files or record.text),
        "people": _people(record),
        "people_in_short": _people_in_short(record),
        "reference": plain_reference(record),
        "abstract": record.plain("abstract"),
        "addresses": list(_addresses(record)),
        "fields": list(_fields(record, editing=editing)),
        "field_names": sorted(biblatex.KNOWN_FIELDS),
        "relations": relations.NAMES,
        "known_tags": known_tags,
        "editing": editing,
    }
    return fill("source.html", frame, **values)


def preview(frame: Frame, record: Record) -> str:
    """Return a source in short, beside the list."""
    values = {
        "record": record,
        "reference": plain_reference(record),
        "abstract": record.plain("abstract"),
        "readable": bool(record.attachments or record.text),
    }
    return fill("preview.html", frame, **values)


def citation(
    frame: Frame,
    record: Record,
    reference: str,
    entry: str,
    style: str,
    styles: Sequence[tuple[str, str]],
    problem: str = "",
) -> str:
    """Return the citation of a source in a style, in HTML, and its entry in BibTeX; where `problem` says that there is none, the one in plain text."""
    return fill(
        "citation.html",
        frame,
        key=record.key,
        pieces=pieces(reference) or [[plain_reference(record), "", ""]],
        entry=entry,
        style=style,
        styles=citation_styles(styles),
        problem=problem,
    )


def cited(frame: Frame, key: str, places: Sequence[tuple[str, int, bool]], problem: str = "") -> str:
    """Return where documents cite a source: the document, the line, and whether the Write view has that document."""
    return fill("cited.html", frame, key=key, places=places, problem=problem)


def history(frame: Frame, key: str, operations: Sequence[Logged]) -> str:
    """Return what was done to a source, newest first."""
    return fill("history.html", frame, key=key, operations=operations)


def _people(record: Record) -> str:
    roles: dict[str, list[str]] = {}
    for person in record.contributors:
        roles.setdefault(person.role, []).append(person.shown)
    return ". ".join(
        ("" if role == "author" else f"{role.capitalize()}: ") + "; ".join(names) for role, names in roles.items()
    )


def _people_in_short(record: Record) -> str:
    """Return the first of many people, and how many more there are; empty where all of them can be shown."""
    names = [person.shown for person in record.contributors]
    return f"{'; '.join(names[:_FIRST])} and {len(names) - _FIRST} more" if len(names) > _MOST_PEOPLE else ""


def _addresses(record: Record) -> Iterator[ShownAddress]:
    for one in record.identifiers:
        address = schemes.address(one.scheme, one.value) or ""
        if address.startswith(("https://", "http://")):
            yield ShownAddress(one.scheme, one.value, address)


def _fields(record: Record, *, editing: bool) -> Iterator[ShownField]:
    yield ShownField("entrytype", record.type, _origin(record, provenance.TYPE))
    for field in record.fields:
        if editing or field.name.lower() not in _NO_ROW:
            yield ShownField(field.name, field.plain, _origin(record, field.name))


def _origin(record: Record, name: str) -> str:
    found = provenance.of(record, name)
    before = f"; fetched: {found.base}" if found.base is not None else ""
    return f"{_AGENTS.get(found.agent, found.agent) or 'unknown'} {found.at[:10]}{before}".strip()
