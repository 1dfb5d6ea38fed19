"""papis: a folder for each document, with its `info.yaml`, its files and its notes."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.formats import yaml_records
from readinglist.managers import own_files, yaml_entry
from readinglist.model.attachment import Attachment
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import Problem
from readinglist.util import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record
    from readinglist.model.wishes import Wishes

NAME = "papis"
_INFO = "info.yaml"
_LOOKED_AT = 300  # folders in which a document is looked for, to tell a library by; a guess
_OWN = re.compile(r"^(?:papis_id|author_list|time-added|files|ref|title|tags)\s*:", re.MULTILINE)


def is_one(path: Path) -> bool:
    """Whether a folder is a library of papis, or a document of one."""
    for looked, folder in enumerate(_folders(path)):
        if looked == _LOOKED_AT:
            return False
        if _INFO in folder[1] and _is_document(folder[0] / _INFO):
            return True
    return False


def _is_document(info: Path) -> bool:
    try:
        return bool(_OWN.search(own_files.text_of(info)))
    except ValueError:
        return False


def _folders(path: Path) -> Iterator[tuple[Path, set[str]]]:
    """Yield the folders of a library in order, each with the names of its files; no link is followed, and none that is hidden."""
    for folder, below, files in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield Path(folder), set(files)


def load(path: Path, wishes: Wishes) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the documents of a library, a problem for each `info.yaml` that is none, and a notice for each piece that does not come along."""
    for folder, files in _folders(path):
        if _INFO not in files:
            continue
        name = (folder / _INFO).relative_to(path).as_posix()
        try:
            found = yaml.load(text := own_files.text_of(folder / _INFO))
        except ValueError as error:
            yield Problem(getattr(error, "line", 0), f"{name} cannot be read: {error}")
            continue
        if isinstance(found, yaml.YamlMapping):
            yield from _document(path, folder, name, found)
        else:
            yield Problem(0, f"{name} is no mapping of names and values", text)


def _document(library: Path, folder: Path, name: str, found: yaml.YamlMapping) -> Iterator[Item]:
    values = yaml_records.YamlValues(found)
    number, notes, files = yaml_records.said(values.take("papis_id")), values.take("notes"), values.take("files")
    added = own_files.moment(values.take("time-added"))
    record = yaml_entry.entry(NAME, values, key="ref", kind="type").record()
    attached, problems = _files(folder, name, _texts(files))
    text = ""
    for one in _texts(notes):
        try:
            text = own_files.text_of(folder / one, folder)
        except ValueError as error:
            yield Problem(0, f"{name}: the notes in {one} were left out: {error}", broken=False)
    yield _with(record, text, added, attached, number or folder.relative_to(library).as_posix())
    yield from problems


def _with(record: Record, text: str, added: str, attached: list[Attachment], name: str) -> Record:
    return replace(
        record,
        notes=tuple(own_files.notes(NAME, [(f"{name} notes", text)])),
        added=added,
        attachments=tuple(attached),
        counterparts=(Counterpart(NAME, name),),
    )


def _files(folder: Path, name: str, given: Iterable[str]) -> tuple[list[Attachment], list[Problem]]:
    """Return the files of a document, and a notice for each that its folder does not hold."""
    attached: list[Attachment] = []
    problems: list[Problem] = []
    for one in given:
        if own_files.inside(folder / one, folder):
            attached.append(Attachment(len(attached) + 1, str(folder / one), name=Path(one).name))
        else:
            problems.append(
                Problem(0, f"{name}: the file {one} was left out, as it lies outside of its folder", broken=False)
            )
    return attached, problems


def _texts(value: object) -> list[str]:
    return [text for one in (value if isinstance(value, list) else [value]) if (text := yaml_records.said(one).strip())]
