"""Biblioscape's tag files: fields between dashes, `--AU-- Doe, Jane`, and a line of six dashes behind each record.

The tags are those of its manual («Biblioscape Tag File»).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.enw import TYPES
from readinglist.formats.tagged import Chunk, TagBag, TagFormat
from readinglist.model import biblatex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "biblioscape"
SUFFIXES: tuple[str, ...] = ()  # its files are called .txt
_FORM = TagFormat(
    pattern=re.compile(r"--(?P<tag>[A-Z][A-Z0-9](?=--)|--)--(?: (?P<value>.*))?\s*$"),
    ends=frozenset(("--",)),
    any_begins=True,
)
_BEGINS = re.compile(r"(?:[^\n]{0,200}\n){0,5}--(?:AU|TI|ST|RT|YP|KW|AB|RM)-- ")
_TYPES = {
    "journal": "article",
    "conference proceeding": "inproceedings",
    "internet": "online",
    "computer program": "software",
}
_PLAIN = {
    "TI": "title", "VL": "volume", "NB": "number", "ED": "edition", "PB": "publisher", "PP": "location", "LG": "language", "AB": "abstract",
    "TH": "shorttitle", "TW": "type", "CN": "library", "SE": "chapter", "UR": "url", "NT": "note",
}  # fmt: skip
# What the second, third and fourth title of a record are, and its people, where no type says it.
_KEPT = {
    "TT": "tertiary-title",
    "QT": "quaternary-title",
    "SB": "subject",
    "CA": "categories",
    "AD": "address",
    "AT": "attachment",
}
_ROLES = {"AU": "author", "SA": "editor", "TA": "editora", "QA": "editorb"}


def sniff(text: str) -> bool:
    """Whether a text begins as a file of Biblioscape."""
    return bool(_BEGINS.match(text[:2000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Return the records of a file, and a problem for what is in none. Never raises."""
    return tagged.items(text, _FORM, _record)


def _record(chunk: Chunk) -> Record:
    tags = TagBag(chunk.tags)
    said = tags.first("RT")
    entry = Draft(NAME, TYPES.get(said.lower()) or _TYPES.get(said.lower(), "misc"), chunk.line, chunk.raw)
    if entry.kind == "misc" and said:
        entry.keep("rt", said)
    _people(tags, entry)
    second = tags.first("ST")
    entry.put(biblatex.container(entry.kind) or ("series" if entry.kind in biblatex.WHOLES else "booktitle"), second)
    for tag, name in _PLAIN.items():
        entry.put(draft.PUBLISHERS.get(entry.kind, name) if name == "publisher" else name, tags.first(tag))
    day, year = draft.date_of(tags.first("DP")), tags.first("YP")
    entry.put("date", day if day and day.startswith(year) else draft.date_of(year) or year)
    entry.put("pages", draft.pages(tags.first("PS"), tags.first("PE")))
    _numbers(tags, entry)
    for words in tags.take("KW"):
        entry.tag(words.split(";"))
    for tag, name in _KEPT.items():
        for value in tags.take(tag):
            entry.keep(name, value)
    tags.keep_left(entry)
    return entry.record()


def _people(tags: TagBag, entry: Draft) -> None:
    for tag, role in _ROLES.items():
        for people in tags.take(tag):
            for written in people.split(";"):
                entry.person(role, written)
            entry.put(f"{role}type", {"TA": "tertiary", "QA": "quaternary"}.get(tag, ""))


def _numbers(tags: TagBag, entry: Draft) -> None:
    for number in tags.take("IS"):
        if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", number):
            entry.join("issn", number, ", ")
        else:
            entry.identify("isbn", number)
    if not entry.name_key(label := tags.first("LA")):
        entry.keep("la", label)
