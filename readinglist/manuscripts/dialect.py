"""Which dialect of bibliography a document reads: BibTeX's or BibLaTeX's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts.text import read
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
# Of biblatex itself, of its own command (manual, 3.8.1), and of packages that load it.
_BIBLATEX = re.compile(
    r"\\(?:usepackage|RequirePackage|RequirePackageWithOptions|PassOptionsToPackage)\s*(?:\[[^\]]*\])?\s*(?:\{[^{}]*\}\s*)?"
    r"\{[^{}]*\b(?:biblatex(?:-chicago|2)?|windycity)\b[^{}]*\}|\\(?:addbibresource|addglobalbib|abx@aux@\w+)\b"
)
_BIBTEX = re.compile(r"\\(?:bibliographystyle|bibstyle|bibdata)\b|\\bibliography\s*\{")
_PACKAGES = re.compile(r"\\(?:documentclass|LoadClass|usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_TEX = frozenset((".tex", ".ltx", ".rnw", ".snw", ".sty", ".cls", ".aux"))
_ENDINGS = (".cls", ".sty")
_MOST = 100  # files of a project that are looked at; a guess, beyond any thesis


def dialect(files: Iterable[Path]) -> str:
    """Return `biblatex` or `bibtex`, as the files of a document say, or empty where none says it.

    A .bcf is biblatex's; a class or package that lies beside a LaTeX document is read too. Typst reads the names of BibLaTeX.
    """
    says_bibtex = False
    for path, text in _texts(files):
        if path.suffix.lower() in (".bcf", ".typ") or _BIBLATEX.search(text):
            return "biblatex"
        says_bibtex = says_bibtex or bool(_BIBTEX.search(text))
    return "bibtex" if says_bibtex else ""


def _texts(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield files with their text, and then the classes and packages beside them that they load.

    Of what is not TeX's, or cannot be read, the text is empty.
    """
    waiting = list(files)
    seen: set[Path] = set()
    while waiting and len(seen) < _MOST:
        path = waiting.pop(0)
        if path not in seen:
            seen.add(path)
            text = _text(path)
            waiting += _own_packages(path, text)
            yield path, text


def _text(path: Path) -> str:
    try:
        return _COMMENT.sub("", read(path).text) if path.suffix.lower() in _TEX else ""
    except UnreadableFile:
        return ""


def _own_packages(path: Path, text: str) -> list[Path]:
    names = [name.strip() for found in _PACKAGES.finditer(text) for name in found[1].split(",")]
    near = [path.parent / f"{name}{ending}" for name in names if re.fullmatch(r"[\w.-]+", name) for ending in _ENDINGS]
    return [one for one in near if files.is_file(one)]
