"""NEP, RePEc's «New Economics Papers»: the reports that it sends by mail, with a number before each paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "nep"
SUFFIXES: tuple[str, ...] = ()  # its files are called .txt
_BEGINS = re.compile(r"^[ \t]*NEP: New Economics Papers", re.MULTILINE)
_RULE = re.compile(r"\s{0,8}[-=_*]{20,}\s*")
_NUMBERED = re.compile(r"\s{0,8}(\d{1,4})\. +(\S.*)")
_LABEL = re.compile(r"\s{0,8}(By|Abstract|Keywords|JEL|Date|URL|File-URL|Length|Series|DOI|Journal):(?:\s+(.*))?$")
_AFFILIATION = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_NO_WORK = re.compile(r"\d{1,4}\. ")


def sniff(text: str) -> bool:
    """Whether a text begins as a report of NEP."""
    return bool(_BEGINS.search(text[:4000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the papers of a report; its head and its list of titles are no papers. Never raises."""
    lines = tagged.lines_of(text)
    first = _first(lines)
    if first is None:
        if any(line.strip() for line in lines):
            yield Problem(1, "it is a report without papers", "\n".join(lines), broken=False)
        return
    stretch: list[str] = []
    start = first
    for number, line in enumerate(lines[first:], first):
        if _RULE.fullmatch(line) or (_NUMBERED.match(line) and (not stretch or not stretch[-1].strip())):
            if stretch and _NUMBERED.match(stretch[0]):
                yield _record(stretch, start + 1)
            stretch, start = [], number
        if not _RULE.fullmatch(line) and (stretch or line.strip()):
            start = start if stretch else number
            stretch.append(line)
    if stretch and _NUMBERED.match(stretch[0]):
        yield _record(stretch, start + 1)


def _first(lines: list[str]) -> int | None:
    """Return where the papers begin: behind the list of their titles, at the second paper that is the first."""
    ones = [number for number, line in enumerate(lines) if (found := _NUMBERED.match(line)) and found[1] == "1"]
    return ones[1] if len(ones) > 1 else ones[0] if ones else None


def _record(lines: list[str], line: int) -> Record:
    entry = Draft(NAME, "report", line, "\n".join(lines).rstrip() + "\n")
    paragraphs, labels = _parts(lines)
    title, *rest = paragraphs
    entry.put("title", " ".join(part.strip() for part in [_NO_WORK.sub("", title[0].strip(), count=1), *title[1:]]))
    people = labels.pop("By", [])
    if not people and rest and all(re.match(r"\s{3,}\S", one) for one in rest[0]):
        people = rest.pop(0)
    for written in people:
        for one in written.split(";"):
            _person(one, entry)
    entry.put(
        "abstract", " ".join(part.strip() for paragraph in [labels.pop("Abstract", []), *rest] for part in paragraph)
    )
    for words in labels.pop("Keywords", []):
        entry.tag(re.split("[;,]", words))
    written = " ".join(labels.pop("Date", []))
    if not entry.put("date", draft.date_of(written.replace("–", "-"))) or not re.fullmatch(r"[\d–-]+", written):
        entry.keep("date", written)
    for address in [*labels.pop("URL", []), *labels.pop("File-URL", [])]:
        entry.put("url", address)
    for name, values in labels.items():
        entry.keep(name, " ".join(values))
    return entry.record()


def _parts(lines: list[str]) -> tuple[list[list[str]], dict[str, list[str]]]:
    """Return the paragraphs of a paper, and the lines behind each label."""
    paragraphs: list[list[str]] = [[]]
    labels: dict[str, list[str]] = {}
    label = ""
    for line in lines:
        if found := _LABEL.match(line):
            label = found[1]
            labels.setdefault(label, []).extend([found[2]] if found[2] else [])
        elif not line.strip():
            label = ""
            if paragraphs[-1]:
                paragraphs.append([])
        elif label:
            labels[label].append(line.strip())
        else:
            paragraphs[-1].append(line)
    return [one for one in paragraphs if one], labels


def _person(written: str, entry: Draft) -> None:
    found = _AFFILIATION.search(written)
    entry.person("author", written[: found.start()] if found else written)
    entry.keep("affiliation", found[1] if found else "")
