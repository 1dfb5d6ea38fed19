"""ReDIF, the templates in which RePEc's archives describe papers, articles, books, chapters and software.

The fields are those of ReDIF, version 1 (openlib.org/acmes/root/docu/redif_1.html).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.tagged import Chunk, TagBag, TagFormat, Tagged
from readinglist.model import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "redif"
SUFFIXES = (".redif",)
_FIELDS = (
    "Template-Type|Author|Editor|Title|Abstract|Length|Creation|Revision|Publication|File|Number|Keywords|Classification|Series|Handle|"
    "Journal|Pages|Volume|Issue|Year|Month|Publisher|Provider|Book|Chapter|Edition|ISBN|ISSN|DOI|Language|Note|Contact|Order|Article|"
    "Paper|Software|Programming|Size|Availability|Restriction|Price|Notification|Hardware|Requires|Type|X|Number-Of"
)
_FORM = TagFormat(
    pattern=re.compile(rf"(?i:\s{{0,8}}(?P<tag>(?:{_FIELDS})(?:-[A-Z0-9]+){{0,5}})):(?:[ \t]*(?P<value>.*))?$"),
    begins=frozenset(("template-type",)),
    junk=re.compile(r"\s*(?:#.*)?"),
)
_BEGINS = re.compile(
    r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+[ \t]*template-type[ \t]*:[ \t]*redif-(?:paper|article|book|chapter|software)",
    re.IGNORECASE,
)
_TYPES = {"paper": "report", "article": "article", "book": "book", "chapter": "incollection", "software": "software"}
_PLAIN = {
    "title": "title", "abstract": "abstract", "journal": "journaltitle", "book-title": "booktitle", "volume": "volume", "issue": "number",
    "number": "number", "series": "series", "edition": "edition", "chapter": "chapter", "note": "note",
}  # fmt: skip
_OF_PEOPLE = re.compile(r"(author|editor)-(name(?:-first|-last)?|.*)")


def sniff(text: str) -> bool:
    """Whether a text begins with a template of ReDIF."""
    return bool(_BEGINS.match(text[:4000].replace("\r\n", "\n").replace("\r", "\n")))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Return the records of a file, and a problem for what is in none. Never raises."""
    lines = (_lowered(line) for line in tagged.lines_of(text))
    for found in tagged.chunks(lines, _FORM):
        yield _record(found) if isinstance(found, Chunk) else found


def _lowered(line: str) -> str:
    """Return a line with the name of its field in lower case, as no case of it means anything."""
    found = _FORM.pattern.match(line)
    return line[: found.start("tag")] + found["tag"].lower() + line[found.end("tag") :] if found else line


def _record(chunk: Chunk) -> Record:
    tags = TagBag(chunk.tags)
    said = tags.first("template-type").lower()
    kind = next((kind for word, kind in _TYPES.items() if f"redif-{word}" in said), "misc")
    entry = Draft(NAME, kind, chunk.line, chunk.raw)
    _people(tags, entry)
    for tag, name in _PLAIN.items():
        entry.put(name, tags.first(tag))
    house = tags.first("publisher-name", "provider-name")
    entry.put(draft.PUBLISHERS.get(kind, "publisher"), house)
    entry.put("location", tags.first("publisher-location", "provider-location"))
    pages = tags.first("pages")
    entry.put("pages", draft.pages(pages))
    length = tags.first("length")
    number = re.match(r"\d{1,6}(?= ?p|$)", length)
    entry.put("pagetotal", number[0] if number else "")
    entry.keep("length", "" if number else length)
    _dates(tags, entry)
    for address in tags.take("file-url"):
        entry.put("url", address)
    for word in tags.take("doi"):
        entry.identify("doi", word)
    for word in tags.take("isbn"):
        entry.identify("isbn", word)
    for word in tags.take("issn"):
        entry.join("issn", word, ", ")
    for words in tags.take("keywords"):
        entry.tag(re.split(r";|,", words))
    for code in tags.take("language"):
        entry.put("language", languages.language(code) or code)
    tags.keep_left(entry)
    return entry.record()


def _people(tags: TagBag, entry: Draft) -> None:
    """Take people in their order; what is said of one stands behind the name."""
    found: list[tuple[str, dict[str, str]]] = []
    left: list[Tagged] = []
    for one in tags.left:
        matched = _OF_PEOPLE.fullmatch(one.tag)
        if not matched or not matched[2].startswith("name"):
            left.append(one)
        elif matched[2] == "name" or not found or found[-1][0] != matched[1]:
            found.append((matched[1], {matched[2]: one.value}))
        else:
            found[-1][1].setdefault(matched[2], one.value)
    tags.left = left
    for role, name in found:
        if "name-last" in name:
            entry.name(role, draft.name_of(name["name-last"], name.get("name-first", "")))
        else:
            entry.person(role, name.get("name", "") or name.get("name-first", ""))


def _dates(tags: TagBag, entry: Draft) -> None:
    year, month = tags.first("year"), tags.first("month")
    for tag, written in [
        ("year", f"{month} {year}".strip()),
        *((tag, tags.first(tag)) for tag in ("creation-date", "publication-date")),
    ]:
        date = draft.date_of(written)
        standing = entry.values.get("date", "")
        if written and date != standing and (standing or not entry.put("date", date)):
            entry.keep(tag, written)
