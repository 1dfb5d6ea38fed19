"""The Write view: a document's findings, each at its line, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from readinglist.manuscripts.check import KINDS
from readinglist.render.room.frame import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.manuscripts.lines import CheckedDocument, CheckedLine
    from readinglist.manuscripts.model import Finding
    from readinglist.render.room.frame import Frame

# How a text that is pasted may be written.
FORMS = ((".md", "Markdown"), (".tex", "LaTeX"), (".typ", "Typst"), (".org", "Org"), (".rst", "reStructuredText"))
_LONGEST = 2_000  # characters of an entry that goes into an address
_SHOWN = 400  # characters of a line that are shown
_BEFORE = 120  # of those before the place that is marked
_OF_SOURCES = ("alias", "unread", "uncited", "retracted", "contradicted", "preprint", "superseded")
_GRAVE = ("missing", "ambiguous", "include", "unseen", "retracted")


class AskedDocument(NamedTuple):
    """What is asked of the view: a document's name, or the text that was pasted; the kind of findings that are shown; what went wrong."""

    document: str = ""
    text: str = ""
    kind: str = ""
    problem: str = ""

    def address(self, kind: str = "") -> str:
        """Return the address of the same document with findings of a kind alone."""
        given = {"document": self.document, "text": self.text, "kind": kind}
        return f"/write?{urlencode({name: value for name, value in given.items() if value})}"


class ShownFinding(NamedTuple):
    """A finding with the word for its kind, whether it is grave, the source that it is about, and the address at which a missing one is added."""

    kind: str
    key: str
    message: str
    grave: bool
    source: str = ""
    add: str = ""


class ShownLine(NamedTuple):
    """A line: its file and number, the text before what is marked, what is marked, the text behind it; its findings."""

    path: str
    line: int
    before: str
    marked: str
    after: str
    findings: tuple[ShownFinding, ...]


def view(frame: Frame, documents: Sequence[str], found: CheckedDocument | None, asked: AskedDocument) -> str:
    """Return the page: the documents of the folder, and what was found in one of them."""
    lines = list(_lines(found, asked.kind)) if found else []
    values = {
        "documents": documents,
        "found": found,
        "asked": asked,
        "lines": lines,
        "kinds": [(kind, KINDS[kind], found.counts[kind]) for kind in KINDS if kind in found.counts] if found else [],
        "forms": FORMS,
        "unread": _keys(found, "unread"),
    }
    return fill("write.html", frame, **values)


def _keys(found: CheckedDocument | None, kind: str) -> list[str]:
    """Return the keys that have a finding of a kind, each once."""
    lines = found.lines if found else ()
    return list(dict.fromkeys(one.key for line in lines for one in line.findings if one.kind == kind))


def _lines(found: CheckedDocument, kind: str) -> Iterator[ShownLine]:
    for line in found.lines:
        kept = tuple(_finding(one, found) for one in line.findings if kind in ("", one.kind))
        if kept:
            first = next(one for one in line.findings if kind in ("", one.kind))
            yield ShownLine(line.path, line.line, *_parts(line, first), kept)


def _finding(one: Finding, found: CheckedDocument) -> ShownFinding:
    add = ""
    if one.kind in ("missing", "ambiguous"):
        known = found.known.get(one.key, "")
        given = {"key": one.key, "text": known if len(known) <= _LONGEST else ""}
        add = f"/add?{urlencode({name: value for name, value in given.items() if value})}"
    message = f"{one.key} is not there, or not in this folder" if one.kind == "include" else one.message
    source = one.key if one.kind in _OF_SOURCES else ""
    return ShownFinding(one.kind, one.key, message, one.kind in _GRAVE, source, add)


def _parts(line: CheckedLine, first: Finding) -> tuple[str, str, str]:
    """Return the text of a line before, at and behind the key that a finding is about; a long line is cut on both sides."""
    start = line.text.find(first.key, max(first.column - 1, 0)) if first.key else -1
    if start < 0:
        return line.text[:_SHOWN], "", ""
    end = start + len(first.key)
    begin = max(start - _BEFORE, 0)
    before = ("…" if begin else "") + line.text[begin:start]
    rest = line.text[end : end + _SHOWN]
    return before, line.text[start:end], rest + ("…" if len(line.text) > end + _SHOWN else "")
