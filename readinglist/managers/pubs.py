"""pubs: a folder with `bib/`, `meta/`, `notes/` and `doc/`, in each of which an entry has a file by its key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.formats import bibtex, yaml_records
from readinglist.managers import own_files
from readinglist.model.attachment import Attachment
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import Problem, Record
from readinglist.util import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "pubs"
_KEPT = "docsdir://"  # what pubs writes before the name of a file that it keeps


def is_one(path: Path) -> bool:
    """Whether a folder is a library of pubs."""
    return (path / "bib").is_dir() and (path / "meta").is_dir()


def load(path: Path, wishes: Wishes) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the entries of a library, a problem for each that is none, and a notice for each piece that does not come along."""
    for file in sorted((path / "bib").glob("*.bib")):
        name = f"bib/{file.name}"
        try:
            text = own_files.text_of(file, path)
        except ValueError as error:
            yield Problem(0, f"{name} cannot be read: {error}")
            continue
        for item in bibtex.load(text):
            if isinstance(item, Record):
                yield from _entry(path, file.stem, item)
            elif isinstance(item, Problem):
                yield Problem(0, f"{name}:{item.line}: {item.message}", item.raw, broken=item.broken)


def _entry(path: Path, name: str, record: Record) -> Iterator[Item]:
    meta, problem = _meta(path, name)
    if problem:
        yield problem
    values = yaml_records.YamlValues(meta)
    tags = values.take("tags")
    words = [yaml_records.said(one) for one in tags] if isinstance(tags, list | dict) else []
    known = {tag.casefold() for tag in record.tags}
    new = [tag for tag in words if tag.strip() and tag.casefold() not in known]
    notes = []
    for file in sorted((path / "notes").glob(f"{_escaped(name)}.*")):
        try:
            notes.append((f"{name} {file.name}", own_files.text_of(file, path)))
        except ValueError as error:
            yield Problem(0, f"the notes in notes/{file.name} were left out: {error}", broken=False)
    yield replace(
        bibtex.retag(record, [*record.tags, *new]) if new else record,
        notes=tuple(own_files.notes(NAME, notes)),
        added=own_files.moment(values.take("added")),
        attachments=tuple(_documents(path, name, yaml_records.said(values.take("docfile")).strip())),
        counterparts=(Counterpart(NAME, name),),
        raw="",
    )


def _meta(path: Path, name: str) -> tuple[yaml.YamlMapping, Problem | None]:
    """Return what pubs says of an entry, and a notice where it cannot be read."""
    file = path / "meta" / f"{name}.yaml"
    try:
        found = yaml.load(own_files.text_of(file, path))
    except ValueError as error:
        message = f"meta/{name}.yaml was left out, with tags and date: {error}"
        return yaml.YamlMapping(0), Problem(0, message, broken=False)
    return (found if isinstance(found, yaml.YamlMapping) else yaml.YamlMapping(0)), None


def _documents(path: Path, name: str, written: str) -> Iterator[Attachment]:
    """Yield the document of an entry: one that pubs keeps, or one that it only knows the place of."""
    if not written:
        return
    is_kept = written.startswith(_KEPT)
    try:
        place = path / "doc" / written.removeprefix(_KEPT) if is_kept else path / Path(written).expanduser()
    except RuntimeError:
        place = path / written
    if not is_kept or own_files.inside(place, path / "doc"):
        yield Attachment(1, str(place), name=place.name or name, linked=not is_kept)


def _escaped(name: str) -> str:
    """Return a name as `glob` takes it literally."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
