"""Scanning short documents: what they cite must stand where it is said to stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import pytest

from readinglist import manuscripts
from readinglist.manuscripts.latex import blank, groups
from readinglist.manuscripts.typst import functions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript


class Scan(Protocol):
    def __call__(self, name: str, text: str) -> Manuscript: ...


class Keys(Protocol):
    def __call__(self, name: str, text: str) -> str: ...


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """Writes a document, scans it, and checks every place."""

    def scan(name: str, text: str) -> Manuscript:
        path = tmp_path / name
        path.write_bytes(text.encode())
        manuscript = manuscripts.scan(path)
        texts = {file: manuscripts.read(file).text for file in manuscript.files}
        lines = {file: re.split(r"\r\n?|\n", text) for file, text in texts.items()}
        for citation in manuscript.citations:
            found = texts[citation.path][citation.start : citation.end]
            assert " ".join(found.split()) == citation.key or name.endswith(".ipynb")
            line = lines[citation.path][citation.line - 1]
            assert line[citation.column - 1 :].startswith(re.split(r"[\r\n]", found)[0])
        return manuscript

    return scan


class Scanned(Protocol):
    def __call__(self, name: str) -> Callable[[str], Manuscript]: ...


@pytest.fixture
def scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scanned:
    """Returns a function that scans a text as if it stood in a file, and looks no farther for the end of a group
    than short texts go: there, as in long ones, the work then grows as it does beyond that limit.
    """
    monkeypatch.setattr(blank, "_LONGEST", 50)
    monkeypatch.setattr(groups, "_FARTHEST", 50)
    monkeypatch.setattr(functions, "_LONGEST", 50)

    def scanned(name: str) -> Callable[[str], Manuscript]:
        path = tmp_path / name
        return lambda text: manuscripts.scan(path, {path.resolve(): text.encode()})

    return scanned


@pytest.fixture
def keys(scan: Scan) -> Keys:
    """Returns the cited keys of a document, joined by spaces."""
    return lambda name, text: " ".join(citation.key for citation in scan(name, text).citations)
