"""MARC 21 in XML (loc.gov/standards/marcxml), as catalogues of libraries and their servers (SRU) give it.

The tags are those of MARC 21 for bibliographic data. A tag or a subfield that no field is for is kept under its number: `marc-776`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.formats.mods.tables import ROLES
from readinglist.model import biblatex, languages, schemes
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.names import Name
    from readinglist.model.record import Item, Record

NAME = "marc-xml"
SUFFIXES = (".marcxml",)
_FORM = "marc"
_ROOTS = frozenset(("collection", "record", "searchRetrieveResponse"))
_FIELD = re.compile(r"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]")
# The type of a record by its leader, 06; texts are told apart by 07.
_TYPES = {
    "c": "music", "d": "music", "j": "music", "i": "audio", "g": "video", "k": "image", "m": "software", "r": "artwork",
    "t": "unpublished", "e": "misc", "f": "misc", "o": "misc", "p": "misc",
}  # fmt: skip
_PAGES = re.compile(r"(\d{1,6})(?:\]|\s|,|\[[^\]]{0,20}\])*(?:p|pp|pages|s|seiten|blätter|f|h)\b", re.IGNORECASE)
_ADDED = ("700", "710", "711")
_SUBJECTS = ("600", "610", "611", "630", "648", "650", "651", "653", "655", "689")
_THESIS = re.compile(r"(?P<type>[^-–—]{2,80}?)\s*(?:--|[-–—])\s*(?P<school>[^,]{3,120}),?\s*(?P<year>\d{4})?\.?")


def sniff(text: str) -> bool:
    """Whether a text begins as MARC 21 in XML."""
    return xml.root_of(text) in _ROOTS and bool(_FIELD.search(text[:8000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is no XML. Never raises."""
    mended: dict[str, str] = {}
    for found in xml.elements(xml.whole(text), "record"):
        if isinstance(found, Problem):
            yield found
        elif any(xml.local(one) in ("leader", "controlfield", "datafield") for one in found[0]):
            yield _record(MarcRecord(found[0]), found[1], mended)
    yield from draft.without_commas(mended)


class MarcField:
    """A data field, and the subfields of it that nothing was made of yet."""

    def __init__(self, element: ET.Element) -> None:
        self.tag, self.first, self.second = (element.get(name, "") for name in ("tag", "ind1", "ind2"))
        self.left = [(one.get("code", ""), text) for one in element if (text := xml.said(one))]

    def take(self, codes: str) -> list[str]:
        """Return the texts of subfields in their order, which are then done with."""
        found = [text for code, text in self.left if code and code in codes]
        self.left = [(code, text) for code, text in self.left if not code or code not in codes]
        return found

    def one(self, code: str) -> str:
        """Return the texts of a subfield as one."""
        return " ".join(self.take(code))


class MarcRecord:
    """The fields of a record."""

    def __init__(self, element: ET.Element) -> None:
        parts = list(element)
        self.leader = next((one.text or "" for one in parts if xml.local(one) == "leader"), "")
        self.control = {
            one.get("tag", ""): one.text.strip() for one in parts if xml.local(one) == "controlfield" and one.text
        }
        self.fields = [MarcField(one) for one in parts if xml.local(one) == "datafield"]

    def all(self, *tags: str) -> list[MarcField]:
        """Return the fields of tags, in their order."""
        return [one for one in self.fields if one.tag in tags]

    def keep_left(self, entry: Draft) -> None:
        """Keep every text that is left under the number of its tag."""
        entry.keep("leader", self.leader)
        for tag, text in self.control.items():
            entry.keep(tag, text)
        for one in self.fields:
            if one.left:
                entry.keep(one.tag, " ".join(text for _, text in one.left))


def _record(marc: MarcRecord, line: int, mended: dict[str, str]) -> Record:
    entry = Draft(_FORM, _kind(marc), line)
    _names(marc, entry)
    if entry.kind == "book" and "author" not in entry.people and "editor" in entry.people:
        entry.kind = "collection"
    _titles(marc, entry)
    _imprint(marc, entry)
    _numbers(marc, entry)
    _host(marc, entry)
    _series(marc, entry)
    _thesis(marc, entry)
    _words(marc, entry, mended)
    marc.keep_left(entry)
    return entry.record()


def _kind(marc: MarcRecord) -> str:
    kind, level = marc.leader[6:7], marc.leader[7:8]
    contents = [text for one in marc.all("336") for code, text in one.left if code in "ab"]
    if marc.all("502"):
        return "thesis"
    if kind in _TYPES and not {"txt", "text", "Text"} & set(contents):
        return _TYPES[kind]
    if marc.all("773") or level in ("a", "b"):
        host = [code for one in marc.all("773") for code, _ in one.left]
        return "article" if level == "b" or "x" in host or ("g" in host and "z" not in host) else "incollection"
    return (
        "periodical"
        if level in ("s", "i")
        else "book"
        if level in ("m", "c", "d", "") or kind in ("a", "m")
        else "misc"
    )


def _names(marc: MarcRecord, entry: Draft) -> None:
    for one in marc.all("100", "110", "111", *_ADDED):
        if any(code == "t" for code, _ in one.left):
            continue  # a work that is in this one
        said = [text.lower().strip(" .,") for text in one.take("e4j")]
        role = next((ROLES[word.rpartition("/")[2]] for word in said if word.rpartition("/")[2] in ROLES), "")
        written = _bare(" ".join(one.take("a" if one.tag[1:] == "00" else "abn")))
        if not role and (one.tag not in _ADDED or not said):
            role = "author"
        if role in ("institution", "organization"):
            entry.put(role, written)
        elif one.tag[1:] == "00":
            entry.name(role or "editora", _person(written))
        else:
            entry.name(role or "editora", draft.body(written))
        if not role:
            entry.put("editoratype", said[0])


def _person(written: str) -> Name:
    family, _, given = written.partition(",")
    return draft.name_of(family, given) if given.strip() else draft.person(written) or draft.body(written)


def _bare(text: str) -> str:
    """Return a text without the punctuation that catalogues end a part with (ISBD)."""
    bare = text.rstrip(" /:;,=")
    return bare[:-1].rstrip() if re.search(r"[^\s.]{3}\.$|\)\.$", bare) and not bare.endswith("..") else bare


def _titles(marc: MarcRecord, entry: Draft) -> None:
    for one in marc.all("245"):
        entry.put("title", _bare(one.one("a")))
        subtitle = [_bare(text) for text in one.take("b")]
        entry.put("subtitle", ": ".join(subtitle))
        entry.put("part", _bare(one.one("n")))
        entry.put("titleaddon", _bare(one.one("p")))
        entry.keep("responsibility", _bare(one.one("c")))
    for one in marc.all("240", "130"):
        entry.put("origtitle", _bare(one.one("a")))
    for one in marc.all("210"):
        entry.put("shorttitle", _bare(one.one("a")))
    for one in marc.all("250"):
        entry.put("edition", _bare(one.one("a")))


def _imprint(marc: MarcRecord, entry: Draft) -> None:
    publisher = draft.PUBLISHERS.get(entry.kind, "publisher")
    for one in sorted(marc.all("260", "264"), key=lambda one: one.second not in ("1", " ", "")):
        if one.tag == "264" and one.second in ("0", "2", "3"):
            continue  # who produced, distributed or manufactured it
        entry.put("location", " and ".join(_bare(text).strip("[]") for text in one.take("a")))
        entry.put(publisher, " and ".join(_bare(text).strip("[]") for text in one.take("b")))
        written = _bare(one.one("c"))
        date = draft.date_of(written.strip("[]©cp. "))
        if date != entry.values.get("date") and ("date" in entry.values or not entry.put("date", date)):
            entry.keep("date", written)
    year = marc.control.get("008", "")[7:11]
    if year.isdecimal() and "date" not in entry.values:
        entry.put("date", year)
    for one in marc.all("300"):
        extent = one.one("a")
        counts = _PAGES.findall(extent)
        entry.put("pagetotal", counts[-1] if counts and entry.kind not in biblatex.PERIODICALS else "")
        entry.keep("extent", extent)


def _numbers(marc: MarcRecord, entry: Draft) -> None:
    for one in marc.all("020"):
        for number in one.take("a"):
            bare, _, rest = number.partition(" ")
            entry.identify("isbn", bare)
            entry.keep("020", rest)
        one.left = [(code, text) for code, text in one.left if text.replace("-", "") != entry.values.get("isbn")]
    for one in marc.all("022"):
        for number in one.take("al"):
            entry.join("issn", _bare(number), ", ")
    for one in marc.all("024"):
        kind = one.one("2").lower()
        for number in one.take("a"):
            _identify(kind, number, entry)
    for one in marc.all("856"):
        for address in one.take("u"):
            entry.put("url", address)
    for one in marc.all("088"):
        entry.put("number", one.one("a"))
    _language(marc, entry)


def _language(marc: MarcRecord, entry: Draft) -> None:
    codes = [text for one in marc.all("041") for text in one.take("a")] or [marc.control.get("008", "")[35:38]]
    for code in dict.fromkeys(codes):
        entry.put("language", languages.language(code))


def _identify(kind: str, number: str, entry: Draft) -> None:
    if kind in schemes.TABLE:
        entry.identify(kind, number)
    elif number.startswith("http"):
        entry.put("url", number)
    else:
        entry.keep(kind or "024", number)


def _host(marc: MarcRecord, entry: Draft) -> None:
    for one in marc.all("773"):
        entry.put(biblatex.container(entry.kind) or "booktitle", _bare(one.one("t")))
        for number in one.take("x"):
            entry.join("issn", number, ", ")
        for number in one.take("z"):
            entry.identify("isbn", number)
        place, _, rest = _bare(one.one("d")).partition(" : ")
        publisher, _, year = rest.rpartition(", ")
        entry.put("location", place)
        entry.put("publisher", publisher or rest)
        entry.put("date", draft.date_of(year))
        for part in one.take("g"):
            _place(part, entry)
        one.take("iw7")


def _place(part: str, entry: Draft) -> None:
    """Take volume, number, date and pages of a part in words: `Vol. 24, no. 9 (Sept. 1993), p. 235-48`."""
    entry.keep("773", part)
    for name, pattern in (
        ("volume", r"\b(?:vol|v|bd|band|jg)\b\.?\s*(\w+)"),
        ("number", r"\b(?:no|nr|number|issue|iss|h|heft)\b\.?\s*([\w/-]+)"),
        ("pages", r"\b(?:p|pp|s|seite[n]?|pages?)\b\.?\s*(\w*\d+(?:\s*[-–]+\s*\w*\d+)?)"),
    ):
        if name not in entry.values and (found := re.search(pattern, part, re.IGNORECASE)):
            entry.put(name, draft.pages(found[1]) if name == "pages" else found[1])
    if year := re.search(r"\(([^()]{4,30})\)", part):
        date = draft.date_of(year[1])
        if date and entry.values.get("date", date[:4]) == date[:4]:
            entry.values["date"] = date


def _series(marc: MarcRecord, entry: Draft) -> None:
    for one in marc.all("490", "440", "830"):
        title, number = _bare(one.one("a")), _bare(one.one("v"))
        for name, said in (("series", title), ("number", number)):
            standing = entry.values.get(name, "")
            if said.casefold() != standing.casefold() and (standing or not entry.put(name, said)):
                entry.keep(one.tag, said)
        for issn in one.take("x"):
            entry.join("issn", _bare(issn), ", ")
        one.take("wp0")


def _thesis(marc: MarcRecord, entry: Draft) -> None:
    for one in marc.all("502"):
        whole = one.one("a")
        entry.put("type", _bare(one.one("b")))
        entry.put("institution", _bare(one.one("c")))
        entry.put("date", draft.date_of(one.one("d")))
        if found := _THESIS.fullmatch(whole):
            entry.put("type", found["type"])
            entry.put("institution", found["school"].strip())
            entry.put("date", found["year"] or "")
        else:
            entry.keep("502", whole)


def _words(marc: MarcRecord, entry: Draft, mended: dict[str, str]) -> None:
    for one in marc.all("520"):
        entry.put("abstract", one.one("a"))
    for one in marc.all("500"):
        entry.join("note", one.one("a"), "; ")
    for one in marc.all("505"):
        entry.keep("contents", one.one("atrg"))
    for one in marc.all("540", "506"):
        entry.put("rights", _bare(one.one("a")))
    for one in marc.all(*_SUBJECTS):
        entry.headings([" -- ".join(_bare(text) for text in one.take("abcdtvxyz"))], mended)
        one.take("0124569")
