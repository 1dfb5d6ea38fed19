"""From the tags of RIS to records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.ris.types import TYPES
from readinglist.formats.tagged import Chunk, TagBag, TagFormat
from readinglist.model import biblatex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

_FORM = TagFormat(
    pattern=re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {0,2}-(?:[ \t](?P<value>.*))?\s*$"),
    begins=frozenset(("TY",)),
    ends=frozenset(("ER",)),
    in_lines=frozenset(("AB", "N1", "N2", "RN", "KW", "L1")),
    junk=re.compile(
        r"[\s\ufeff]*\d*\.?\s*|Record #?\d+.*|.{0,40}(?:Provider|Database|Content):.*|C1  - .*", re.IGNORECASE
    ),
)
_IN_WORDS = {
    "journal article": "JOUR",
    "book": "BOOK",
    "book chapter": "CHAP",
    "conference paper": "CONF",
    "thesis": "THES",
}
_BOOKS = frozenset(("book", "collection", "thesis", "booklet", "report"))
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)


def load(text: str | Iterable[str]) -> Iterator[Item]:
    """Return the records of a file, and a problem for what is in none. Never raises."""
    return tagged.items(text, _FORM, _record)


def _record(chunk: Chunk) -> Record:
    return _RecordReader(chunk).read()


class _RecordReader:
    """A record of RIS while it is read into fields."""

    def __init__(self, chunk: Chunk) -> None:
        self.tags = TagBag(chunk.tags)
        written = draft.last_of(self.tags.seen("TY"))
        word = _IN_WORDS.get(written.lower(), written.upper())
        kind, subtype = TYPES.get(word, ("misc", ""))
        self.word = word
        if word == "ICOMM" and self.tags.has("UR"):
            kind = "online"
        self.draft = Draft("ris", kind, chunk.line, chunk.raw)
        self.draft.put("entrysubtype", subtype)

    def read(self) -> Record:
        self.tags.take("TY")
        self._people()
        self._titles()
        self._dates()
        self._pages()
        self._numbers()
        self._identifiers()
        self._files()
        self._words()
        self.tags.keep_left(self.draft)
        return self.draft.record()

    def _people(self) -> None:
        in_book = self.draft.kind in _BOOKS and self.draft.kind != "thesis"
        first = "editor" if self.word == "EDBOOK" else "author"
        roles = {
            "AU": first,
            "A1": first,
            "ED": "editor",
            "A2": "editor",
            "A3": "editor" if in_book and not self.tags.has("A2", "ED") else "editora",
            "A4": "translator",
        }
        if self.word == "CHAP":
            roles["C2"] = "bookauthor"
        for one in [one for one in self.tags.left if one.tag in roles]:
            for written in (
                one.value.split(";") if one.tag in ("AU", "A1") and one.value.count(",") > 1 else [one.value]
            ):
                self.draft.person(roles[one.tag], written)
        self.tags.take(*roles)

    def _titles(self) -> None:
        for title in self.tags.take("TI", "T1", "CT"):
            before = self.draft.values.get("title", "")
            self.draft.join("title", title, " " if before.endswith((":", ".", "?", "!")) else ": ")
        if not self.draft.values.get("title") and self.draft.kind in _BOOKS:
            self.draft.put("title", self.tags.first("BT"))
        self.draft.put("shorttitle", self.tags.first("ST"))
        self.draft.put("origtitle", self.tags.first("TT"))
        kind = self.draft.kind
        if kind in biblatex.PERIODICALS or kind == "article":
            self.draft.put("journaltitle", self.tags.first("JF", "JO", "T2", "BT", "JA", "J2", "J1"))
            short = self.tags.first("J2", "JA", "JO", "J1")
            if short != self.draft.values.get("journaltitle"):
                self.draft.put("shortjournal", short)
        elif kind in biblatex.PARTS:
            if kind == "inproceedings" and self.tags.has("C3"):
                self.draft.put("booktitle", self.tags.first("C3"))
                self.draft.put("eventtitle", self.tags.first("T2"))
            self.draft.put("booktitle", self.tags.first("BT", "T2", "JF", "JO", "J2", "JA"))
        elif kind == "online":
            self.draft.put("titleaddon", self.tags.first("T2", "JF", "JO"))
        self.draft.put("series", self.tags.first("T3", "T2"))

    def _dates(self) -> None:
        given = {tag: self.tags.take(tag) for tag in ("DA", "Y1", "PY")}
        years = [known[:4] for tag in ("PY", "Y1") for one in given[tag] if (known := draft.date_of(one))]
        year = years[0] if years else ""
        dated = [
            draft.date_of(one) or draft.date_of(f"{one} {year}") or draft.date_of(f"{year}/{one}")
            for tag in given
            for one in given[tag]
        ]
        found = [one for one in dated if one and (not year or one.startswith(year))]
        if found:
            self.draft.put("date", max(found, key=len))
        else:
            self.draft.put("year", draft.last_of([one for tag in given for one in given[tag]]).strip("/ "))
        visited = self.tags.first("Y2")
        self.draft.put("urldate", draft.date_of(visited))

    def _pages(self) -> None:
        first, last = self.tags.first("SP"), self.tags.first("EP")
        if self.draft.kind in ("book", "collection", "thesis") and first.isdecimal() and not last:
            self.draft.put("pagetotal", first)
        else:
            self.draft.put("pages", draft.pages(first, last))
        self.draft.put("eid", self.tags.first("C7", "AR"))

    def _numbers(self) -> None:
        kind = self.draft.kind
        self.draft.put("volume", self.tags.first("VL"))
        self.draft.put("number", self.tags.first("IS"))
        self.draft.put("volumes", self.tags.first("NV"))
        if kind != "article":  # where EndNote writes the day of a first publication
            self.draft.put("version" if kind == "software" else "edition", self.tags.first("ET"))
        if kind in ("book", "collection", "report", "standard", "patent") and self.tags.has("M1"):
            self.draft.put("number", self.tags.first("M1"))
        for number in self.tags.take("SN"):
            self._standard_number(number)

    def _standard_number(self, number: str) -> None:
        for one in re.split(r"[;,]\s*|\s+(?=\d)", number):
            bare = re.sub(r"\(.*?\)", "", one).strip()
            if not bare:
                continue
            if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", bare):
                self.draft.join("issn", bare, ", ")
            elif self.draft.put_identifier("isbn", bare):
                continue
            elif self.draft.kind in ("report", "patent", "standard"):
                self.draft.put("number", bare)
            else:
                self.draft.join("issn" if self.draft.kind == "article" else "isbn", bare, ", ")

    def _identifiers(self) -> None:
        for value in self.tags.take("DO"):
            found = _DOI.match(value.strip())
            self.draft.put("doi", found[1] if found else value)
        for value in self.tags.take("M3"):
            if found := _DOI.match(value.strip()):
                self.draft.put("doi", found[1])
            else:
                self.draft.put("type", value)
        self._pubmed()
        if (number := self.tags.first("AN")) and not (
            number.lower().startswith("arxiv:") and self.draft.put_identifier("arxiv", number)
        ):
            self.draft.keep("an", number)
        for value in self.tags.take("UR", "LK"):
            for address in re.split(r";\s*(?=http)", value):
                self.draft.put("url", address.strip())
        for value in self.tags.take("ID", "RN"):
            if not self.draft.name_key(value):
                self.draft.keep("id", value)

    def _files(self) -> None:
        """Take the files of an entry; an address of the web is kept as it is."""
        for value in self.tags.take("L1"):
            for path in re.split(r"\n|;\s*(?=[a-z-]+:|[A-Z]:|/)", value):
                if not self.draft.file(path):
                    self.draft.keep("l1", path)

    def _pubmed(self) -> None:
        """Take the number of an article in PubMed, and in PubMed Central, from the tags in which EndNote writes them."""
        bases = " ".join(self.tags.seen("DB", "DP")).lower()
        if ("pubmed" in bases or "medline" in bases) and self.draft.put_identifier("pmid", self.tags.first("AN")):
            self.tags.take("AN")
        central = [one for one in self.tags.left if one.tag == "C2" and one.value.upper().startswith("PMC")]
        if central and self.draft.put_identifier("pmcid", central[0].value):
            self.tags.left.remove(central[0])

    def _words(self) -> None:
        for value in dict.fromkeys(self.tags.take("AB", "N2")):
            self.draft.join("abstract", value, " ")
        title = self.draft.values.get("title", "")
        for value in self.tags.take("N1"):
            if value != title and not _DOI.match(value):
                self.draft.join("note", value, "; ")
        for value in self.tags.take("KW"):
            self.draft.tag(re.split(r"[;\n]", value))
        self.draft.put(draft.PUBLISHERS.get(self.draft.kind, "publisher"), self.tags.first("PB"))
        self.draft.put("location", self.tags.first("CY", "PP"))
        if self.draft.kind == "inproceedings":
            self.draft.put("venue", self.tags.first("C1"))
        self.draft.put("language", self.tags.first("LA"))
