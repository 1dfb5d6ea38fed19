"""cobib: one stream of YAML, each document of it an entry under its label."""

from __future__ import annotations

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
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "cobib"
_HEAD = 20_000
_TOLD_BY = re.compile(r"---[ \t]*\r?\n[^\s#][^\n]*:[ \t]*\r?\n(?:[ \t]+[^\n]*\n)*?[ \t]+ENTRYTYPE[ \t]*:")
_LARGEST = 200_000_000  # bytes, far above any library; a guess
_DOCUMENT = re.compile(r"^---[ \t]*$", re.MULTILINE)


def is_one(path: Path) -> bool:
    """Whether a file is a database of cobib."""
    with path.open("rb") as file:
        return bool(_TOLD_BY.match(file.read(_HEAD).decode("utf-8", "replace")))


def load(path: Path, wishes: Wishes) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the entries of a database, and a problem for each that is none. Raises UnreadableFile."""
    try:
        text = yaml_records.whole(own_files.bytes_of(path, _LARGEST).decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableFile(str(path), str(error)) from error
    return _entries(path, text)


def _entries(path: Path, text: str) -> Iterator[Item]:
    line, counted = 1, 0
    starts = [found.end() for found in _DOCUMENT.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        piece = re.sub(r"^(?:---|\.\.\.)[ \t]*$", "", text[start:end], flags=re.MULTILINE)
        if not piece.strip():
            continue
        try:
            found = yaml.load(piece)
        except yaml.BrokenError as error:
            yield Problem(line + max(error.line - 1, 0), f"it is no YAML: {error}", piece.strip("\n"))
            continue
        for label, value in found.items() if isinstance(found, yaml.YamlMapping) else ():
            if isinstance(value, yaml.YamlMapping):
                yield from _entry(path, label, value, line + value.line - 1)
            else:
                yield Problem(line, f"the entry {label} has no fields", piece.strip("\n"))


def _entry(path: Path, label: str, found: yaml.YamlMapping, line: int) -> Iterator[Item]:
    values = yaml_records.YamlValues(found)
    files, given = _texts(values.take("file")), _texts(values.take("notes"))
    made = yaml_entry.entry(NAME, values, key="", kind="ENTRYTYPE", name=label)
    made.line = line
    text = ""
    for one in given:
        try:
            text = own_files.text_of(_at(path, one))
        except ValueError as error:
            yield Problem(line, f"{label}: the notes in {one} were left out: {error}", broken=False)
    yield replace(
        made.record(),
        notes=tuple(own_files.notes(NAME, [(f"{label} notes", text)])),
        attachments=tuple(
            Attachment(number, str(_at(path, one)), name=Path(one).name, linked=True)
            for number, one in enumerate(files, 1)
        ),
        counterparts=(Counterpart(NAME, label),),
    )


def _at(path: Path, written: str) -> Path:
    """Return where a file of an entry is: as it is written, from the home folder, or beside the database."""
    given = Path(written.replace("\0", ""))
    try:
        return path.parent / given.expanduser()
    except RuntimeError:
        return path.parent / given


def _texts(value: object) -> list[str]:
    parts = value if isinstance(value, list) else re.split(r"\s*[;,]\s*", yaml_records.said(value))
    return [text for one in parts if (text := yaml_records.said(one).strip())]
