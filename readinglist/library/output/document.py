"""One document checked for somebody who writes it: what was found, line by line with the line's text, and what is known of missing keys.

Nothing is read out of the folder that it is in, and nothing that is larger than a document.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections import Counter, deque
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist import manuscripts
from readinglist.formats import bibtex, decoded
from readinglist.library import document_patterns, settings
from readinglist.library.output import check
from readinglist.manuscripts import check as gate
from readinglist.manuscripts.lines import CheckedDocument, CheckedLine
from readinglist.manuscripts.walk import LARGEST
from readinglist.util import files
from readinglist.util.errors import UnknownFormat, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.library.location import Location
    from readinglist.manuscripts.model import Finding, Manuscript

_MOST_LISTED = 500  # documents of a folder; a guess, more than anybody looks through
_MOST_SEEN = 20_000  # files and folders among which they are looked for; a guess, some tenths of a second


def documents(library: Location, folder: Path) -> list[str]:
    """Return the documents in a folder and below it, by their names there: first those that the settings name, then the nearest.

    A name that is no text is left out, as nobody can ask for it.
    """
    top = folder.resolve()
    named = [path for path in settings.of(library).writing.documents if _is_in(path, top)]
    found = dict.fromkeys(path.resolve().relative_to(top) for path in [*named, *_found_below(top)])
    return [name for path in found if _is_text(name := str(path))]


def _is_text(name: str) -> bool:
    # Such letters stand for bytes that are no UTF-8 (PEP 383).
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _found_below(top: Path) -> Iterator[Path]:
    """Yield the documents of a folder, then those of the folders in it, and so on; no link is followed, and the search is bounded."""
    suffixes, waiting, seen, listed = frozenset(manuscripts.suffixes()), deque([top]), 0, 0
    while waiting and seen < _MOST_SEEN and listed < _MOST_LISTED:
        try:
            with os.scandir(waiting.popleft()) as listing:
                entries = sorted(islice(listing, _MOST_SEEN - seen), key=lambda entry: entry.name)
        except OSError:
            continue
        seen += len(entries)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and document_patterns.is_entered(entry.name):
                waiting.append(Path(entry.path))
            elif Path(entry.name).suffix.lower() in suffixes and entry.is_file(follow_symlinks=False):
                listed += 1
                yield Path(entry.path)


def checked(library: Location, folder: Path, name: str) -> CheckedDocument:
    """Return a document in a folder, checked. Raises UnreadableFile, for one outside of it too, and UnknownFormat."""
    top = folder.resolve()
    try:
        path = (top / name).resolve()
        if not path.is_relative_to(top) or not files.is_file(path):
            raise UnreadableFile(name, "there is no such document in the folder in which the room was started")
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(name, f"it is larger than {LARGEST:,} bytes")
    except (OSError, ValueError, RuntimeError) as error:  # the last of a link that leads to itself, until Python 3.13
        raise UnreadableFile(name, "it cannot be the name of a document") from error
    return _found(library, check.read([path], within=top), top, {})


def checked_text(library: Location, suffix: str, content: bytes) -> CheckedDocument:
    """Return a text that is in no file, checked; `suffix` says how it is written. It includes nothing. Raises UnreadableFile and UnknownFormat."""
    if suffix not in manuscripts.suffixes():
        raise UnknownFormat(suffix, manuscripts.suffixes())
    with tempfile.TemporaryDirectory() as empty:
        top = Path(empty).resolve()
        path = top / f"text{suffix}"
        return _found(library, check.read([path], {path: content}, top), top, {path: content})


def _found(library: Location, manuscript: Manuscript, folder: Path, contents: Mapping[Path, bytes]) -> CheckedDocument:
    configured = settings.of(library).check
    report = check.of_manuscript(library, manuscript, tag=configured.tag)
    left_out = gate.kinds(configured.ignore)
    found = [finding for finding in report.findings if finding.kind not in left_out]
    citations = [at for at in report.manuscript.citations if at.key != "*"]
    missing = {finding.key for finding in found if finding.kind == "missing"}
    known = {at.key: at.item for at in citations if at.item and at.key in missing}
    return CheckedDocument(
        tuple(_lines(found, folder, contents)),
        Counter(finding.kind for finding in found),
        len(citations),
        len({at.key for at in citations}),
        len(report.manuscript.files),
        known | dict(_entries(manuscript, missing)),
    )


def _lines(found: list[Finding], folder: Path, contents: Mapping[Path, bytes]) -> Iterator[CheckedLine]:
    """Yield lines in their order, file by file, each with its text."""
    ordered = sorted(found, key=lambda finding: (finding.path, finding.line, finding.column))
    for path, of_file in groupby(ordered, key=lambda finding: finding.path):
        texts = _texts(Path(path), folder, contents)
        for line, findings in groupby(of_file, key=lambda finding: finding.line):
            text = texts[line - 1] if 0 < line <= len(texts) else ""
            yield CheckedLine(_shown(Path(path), folder), line, text, tuple(findings))


def _texts(path: Path, folder: Path, contents: Mapping[Path, bytes]) -> list[str]:
    """Return the lines of a file in the folder; none of one that cannot be read, or lies elsewhere."""
    if not _is_in(path, folder):
        return []
    try:
        return manuscripts.read(path, contents).text.splitlines()
    except UnreadableFile:
        return []


def _shown(path: Path, folder: Path) -> str:
    return str(path.resolve().relative_to(folder)) if _is_in(path, folder) else path.name


def _is_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _entries(manuscript: Manuscript, missing: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the entries that a document's own bibliographies have under keys that no source has."""
    for path in manuscript.bibliographies if missing else ():
        if path.suffix.lower() != ".bib" or not files.is_file(path):
            continue
        try:
            text = "".join(decoded(io.BytesIO(files.read(path))).chunks)
        except ValueError:
            continue
        yield from ((entry.key, entry.raw) for entry in bibtex.listed(text) if entry.key in missing)
