"""The text that Ovid exports: a number in angle brackets, then the name of each field in a line, and its value indented below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.tagged import Chunk, TagBag, TagFormat
from readinglist.model import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "ovid"
SUFFIXES: tuple[str, ...] = ()  # its files are called .txt
_FORM = TagFormat(
    pattern=re.compile(r"(?P<tag><(?=\d+>\s*$)|[A-Z][^<>:.\n]{1,60}$)(?P<value>)(?:\d+>)?\s*$"),
    begins=frozenset(("<",)),
)
_BEGINS = re.compile(r"\s{0,20}<\d{1,9}>[ \t]*\r?\n[A-Z]")
_AUTHORS = ("Authors Full Name", "Author", "Authors", "Author/Editor", "Editor", "Editors")
# A mark of a footnote or a degree behind a name; a name has some of them.
_MARK = re.compile(r",? ?(?:[*+†‡§¶#]|\(?\d\)?|\b(?:MD|PhD|Ph\.D|MSc|MPH|RN|FRCS|DrPH|MS|BSc|DO|FACS)\b\.?) ?$")
_MOST_MARKS = 8
_SOURCE = re.compile(
    r"(?P<journal>[^.]{2,200}(?:\.(?! +\d)[^.]{1,100}){0,3}?)\.\s*(?P<volume>\w{1,20})?\s*(?:\((?P<number>[^()]{1,30})\))?"
    r"\s*:\s*(?P<pages>[\w.-]{1,30}),?\s*(?P<date>[^.]{4,40})?\.?.*"
)
_BOOK = re.compile(r"\bbook\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,9} \d{4}")
_WORDS = (
    "Author Keywords",
    "Key Words",
    "Keywords",
    "Subject Headings",
    "MeSH Subject Headings",
    "Medical Subject Headings",
)
_PLAIN = {
    "Abstract": "abstract",
    "Publisher": "publisher",
    "Place of Publication": "location",
    "Volume": "volume",
    "Issue": "number",
}


def sniff(text: str) -> bool:
    """Whether a text begins with a record of Ovid."""
    return bool(_BEGINS.match(text[:400]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Return the records of a file, and a problem for what is in none. Never raises."""
    return tagged.items(text, _FORM, _record)


def _record(chunk: Chunk) -> Record:
    tags = TagBag([one._replace(tag=one.tag.strip()) for one in chunk.tags])
    kinds = tags.seen("Document Type", "Publication Type")
    entry = Draft(NAME, "book" if any(map(_BOOK.search, kinds)) else "article", chunk.line, chunk.raw)
    _people(tags, entry)
    title = tags.first("Title", "Book Title")
    kind = re.search(r"\s*\[([^\[\]]{1,40})\]\s*\.?$", title)
    entry.put("title", (title[: kind.start()] if kind else title).removesuffix("."))
    entry.keep("title-kind", kind[1] if kind else "")
    _source(tags, entry)
    for name, field in _PLAIN.items():
        entry.put(field, tags.first(name))
    entry.put("url", tags.first("Link to the Ovid Full Text or citation", "Link to the External Link Resolver", "URL"))
    for language in tags.take("Language"):
        word = language.rstrip(".")
        entry.put("language", languages.language(word) or word)
    for words in tags.take(*_WORDS):
        entry.tag(word.strip().rstrip(".") for word in re.split(r";|\n", words))
    for number in tags.take("ISSN", "ISSN Print", "ISSN Electronic"):
        entry.join("issn", number.rstrip("."), ", ")
    for number in tags.take("ISBN"):
        entry.identify("isbn", number.rstrip("."))
    for number in tags.take("DOI Number", "DOI", "Digital Object Identifier"):
        entry.identify("doi", number)
    for number in tags.take("PMID", "Unique Identifier"):
        if number.rstrip(".").isdecimal():
            entry.identify("pmid", number.rstrip("."))
        else:
            entry.keep("unique-identifier", number)
    tags.keep_left(entry)
    return entry.record()


def _people(tags: TagBag, entry: Draft) -> None:
    """Take the people of the first field that names some; what stood behind their names is kept."""
    for name in _AUTHORS:
        role = "editor" if name.startswith("Editor") else "author"
        is_other = role in entry.people
        for people in tags.take(name):
            for written in [] if is_other else re.split(r";|(?<=\.)  +", people):
                entry.person(role, _bare(written))
            if is_other or any(map(_MARK.search, people.split(";"))):
                entry.keep(name, people)


def _bare(written: str) -> str:
    """Return a name without what stands behind it: `Doe, Jane MD, PhD *` → `Doe, Jane`."""
    name = " ".join(written.split())
    for _ in range(_MOST_MARKS):
        name = _MARK.sub("", name)
    return name if re.search(r"(?:^|[\s.])\w\.$", name) else name.removesuffix(".")


def _source(tags: TagBag, entry: Draft) -> None:
    """Take journal, volume, number, pages and date of a line: `Journal of Foxes.  12(3):105-9, 2020 May 7`."""
    for source in tags.take("Source"):
        if found := _SOURCE.fullmatch(source):
            entry.put("journaltitle", found["journal"])
            entry.put("volume", found["volume"] or "")
            entry.put("number", found["number"] or "")
            entry.put("pages", draft.pages(found["pages"]))
            entry.put("date", draft.date_of(found["date"] or ""))
            entry.keep("source", source)
        else:
            entry.put("journaltitle" if entry.kind == "article" else "booktitle", source.rstrip(". "))
    for name in ("Date of Publication", "Publication Date", "Year of Publication"):
        for written in tags.take(name):
            date = draft.date_of(written.rstrip("."))
            if not date or not entry.put("date", date):
                entry.keep(name, written)
    if "date" not in entry.values and (day := next(filter(None, map(_DAY.search, tags.seen("Status"))), None)):
        entry.put("date", draft.date_of(day[0]))
