"""PubMed's tagged format, MEDLINE: what its pages call "Cite", and files of the suffix .nbib.

The tags are those of the National Library of Medicine (nlm.nih.gov/bsd/mms/medlineelements.html).
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.tagged import Chunk, TagBag, TagFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "nbib"
SUFFIXES = (".nbib",)
_FORM = TagFormat(
    pattern=re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}-(?: ?(?P<value>.*))?$"), blank=True, any_begins=True
)
_BEGINS = re.compile(r"\s{0,20}(?:(?:PMID|OWN|PMCR?|STAT|DCOM) {0,2}-)")
TYPES: dict[str, str] = {
    "book": "book", "preprint": "online", "dissertation": "thesis", "academic dissertation": "thesis", "book chapter": "incollection",
    "dataset": "dataset", "technical report": "report", "government publication": "report", "conference proceedings": "inproceedings",
    "patent": "patent", "webcast": "video", "video-audio media": "video",
}  # fmt: skip
# What says of every article that it is one, or who paid.
EVERYDAY = re.compile(r"journal article|research support.*|english abstract|published erratum", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*)?10\.\d{4,9}/", re.IGNORECASE)
_RETRACTED = "retracted publication"


def sniff(text: str) -> bool:
    """Whether a text begins with a record of PubMed's."""
    return bool(_BEGINS.match(text.removeprefix("\ufeff")[:400]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is in none. Never raises."""
    mended: dict[str, str] = {}
    yield from tagged.items(text, _FORM, functools.partial(_record, mended))
    yield from draft.without_commas(mended)


def _record(mended: dict[str, str], chunk: Chunk) -> Record:
    tags = TagBag(chunk.tags)
    kinds = tags.take("PT")
    kind = next((TYPES[one.lower()] for one in kinds if one.lower() in TYPES), "article")
    entry = Draft(NAME, kind, chunk.line, chunk.raw)
    _people(tags, entry)
    for title in tags.take("TI"):
        entry.join("title", title.rstrip(".") if not title.endswith("..") else title, ": ")
    entry.put("booktitle" if kind == "incollection" else "title", tags.first("BTI"))
    entry.put("journaltitle", tags.first("JT", "TA") if kind in ("article", "online") else "")
    entry.put("shortjournal", tags.first("TA"))
    entry.put("volume", tags.first("VI"))
    entry.put("number", tags.first("IP"))
    entry.put("pages", draft.pages(tags.first("PG")))
    entry.put("date", draft.date_of(tags.first("DP")) or draft.date_of(tags.first("DEP")))
    _identifiers(tags, entry)
    entry.put("abstract", " ".join(tags.take("AB")))
    entry.tag(word.replace("*", "") for word in tags.take("OT", "KW"))
    entry.headings((word.replace("*", "") for word in tags.take("MH")), mended)
    entry.put("language", tags.first("LA"))
    entry.put("publisher", tags.first("PB"))
    entry.put("location", tags.first("PL"))
    entry.put("edition", tags.first("EN"))
    if any(one.lower() == _RETRACTED for one in kinds):
        entry.join("note", "Retracted publication", "; ")
    for one in kinds:
        if one.lower() not in (*TYPES, _RETRACTED) and not EVERYDAY.fullmatch(one):
            entry.keep("pt", one)
    tags.keep_left(entry)
    return entry.record()


def _people(tags: TagBag, entry: Draft) -> None:
    """Take the full names, or the short ones where there are no others, and bodies in their places."""
    whole = "FAU" if tags.has("FAU") else "AU"
    for one in list(tags.left):
        if one.tag == whole:
            entry.person("author", _with_comma(one.value) if whole == "AU" else one.value)
        elif one.tag == "CN":
            entry.person("author", f"{one.value},")
        elif one.tag in ("FED", "ED") and one.tag == ("FED" if tags.has("FED") else "ED"):
            entry.person("editor", one.value)
    tags.take("FAU", "AU", "CN", "FED", "ED")


def _with_comma(short: str) -> str:
    """Return a short name with the comma that PubMed leaves out.

    `Doe JA` → `Doe, J. A.`
    """
    family, _, initials = short.rpartition(" ")
    if not family or not initials.isupper() or len(initials) > 4:  # noqa: PLR2004 - more are no initials
        return short
    return f"{family}, {' '.join(f'{letter}.' for letter in initials)}"


def _identifiers(tags: TagBag, entry: Draft) -> None:
    entry.identify("pmid", tags.first("PMID"))
    entry.identify("pmcid", tags.first("PMC"))
    for value in tags.take("LID", "AID"):
        number, _, kind = value.rpartition(" ")
        if kind == "[doi]":
            entry.identify("doi", number)
        elif not (_DOI.match(value) and entry.put_identifier("doi", value)):
            entry.keep("aid", value)
    for value in tags.take("IS"):
        entry.join("issn", value.partition(" ")[0], ", ")
    for value in tags.take("ISBN"):
        entry.identify("isbn", value.partition(" ")[0])
