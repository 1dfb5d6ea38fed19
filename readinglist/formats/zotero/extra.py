"""Zotero's field Extra: lines `key: value` are values of fields, people, identifiers and keys; what is none of these is a note.

A key is in any case, and with spaces, hyphens or in one word: `Original Date`, `original-date`, `originalDate`. Of two lines with one key the
first counts, and of a field that the item has too, the field, but for the type and dates, where Zotero cites by the line.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readinglist.formats import latex
from readinglist.formats.csl import tables
from readinglist.formats.zotero import types
from readinglist.formats.zotero.people import Creator
from readinglist.model import identifiers, schemes

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"\s*(?P<key>[A-Za-z][A-Za-z _.-]{0,60}?)\s*(?P<sign>[:=])\s*(?P<value>\S.*?)\s*")
_BRACED = re.compile(r"\{:([A-Za-z][A-Za-z _-]{0,60}):\s*([^{}]+)\}")
_OF_BIBTEX = ("tex.", "bibtex.", "biblatex.", "bib(la)tex.")
_FIELD = re.compile(r"[a-z][a-z0-9_+-]*")
_NUMBER = re.compile(r"(\S+?)(?:\s*\[([^\s\[\]]+)\])?")
_OF_KEYS = frozenset(("citationkey", "bibtex"))
_OF_OTHER_KEYS = frozenset(("citationkeyalias", "ids"))
# Databases whose numbers are `eprint` with the name of the database (BibLaTeX manual, 3.14.7), or have a field.
_EPRINTS = {"jstor": "jstor", "hdl": "hdl", "googlebooksid": "googlebooks"}
_NUMBERS = {"lccn": "lccn", "mr": "mrnumber", "zbl": "zblnumber", "oclc": "oclc"}
# What other programs call a field or a role of Zotero's: variables of CSL, and labels of Zotero's own form.
_NAMES = {
    "container-title": "publicationTitle", "container-title-short": "journalAbbreviation", "publisher-place": "place",
    "collection-title": "series", "collection-number": "seriesNumber", "number-of-pages": "numPages", "page": "pages",
    "number-of-volumes": "numberOfVolumes", "title-short": "shortTitle", "genre": "type", "issued": "date",
    "accessed": "accessDate", "event-title": "conferenceName", "event": "conferenceName", "event-place": "eventPlace",
    "original-date": "originalDate", "original-publisher": "originalPublisher", "original-publisher-place": "originalPlace",
    "archive_location": "archiveLocation", "call-number": "callNumber", "loc-in-archive": "archiveLocation", "part-number": "partNumber",
    "part-title": "partTitle", "#-of-volumes": "numberOfVolumes", "#-of-pages": "numPages", "version": "versionNumber",
}  # fmt: skip
_ROLES = {
    "collection-editor": "seriesEditor", "container-author": "bookAuthor", "original-author": "originalCreator",
    "reviewed-author": "reviewedAuthor", "script-writer": "scriptwriter", "executive-producer": "executiveProducer",
    "series-creator": "seriesCreator",
}  # fmt: skip
_ALL_ROLES = (
    "author artist attorneyAgent bookAuthor cartographer castMember chair commenter composer contributor cosponsor counsel creator "
    "director editor executiveProducer guest host interviewee interviewer inventor narrator organizer originalCreator performer "
    "podcaster presenter producer programmer recipient reviewedAuthor scriptwriter seriesCreator seriesEditor sponsor "
    "translator wordsBy compiler curator illustrator"
)
# How far the reading is, as Zotero's add-on "Reading List" writes it, in the words of the library.
_STATUSES = {"new": "inbox", "toread": "queued", "inprogress": "reading", "read": "read", "notreading": "dropped"}
# The fields whose line counts before what the item has.
_FIRST = frozenset(("date", "originalDate"))
_KEPT = frozenset(
    ("title", "note", "notes", "abstract", "keyword", "keywords", "annote", "language", "extra", "status")
)


def squeezed(name: str) -> str:
    """Return a key as keys are compared: `Original-Date → originaldate`."""
    return re.sub(r"[\s_-]+", "", name).lower()


_FIELD_OF = {
    squeezed(name): base
    for name in types.FIELDS
    if squeezed(name) not in _KEPT and (base := types.base(name)) != "title"
}
_FIELD_OF |= {squeezed(name): value for name, value in _NAMES.items()}
_ROLE_OF = {squeezed(name): name for name in _ALL_ROLES.split()} | {squeezed(n): v for n, v in _ROLES.items()}
_VARIABLES = {
    squeezed(name): name for name in (*tables.FIELD_OF, *tables.DATE_OF, *tables.MORE) if squeezed(name) not in _KEPT
}


@dataclass(slots=True)
class ExtraLines:
    """What Extra says: values of Zotero's fields, people, citation keys, and fields of BibLaTeX.

    `kind` is a type of Zotero's, or `type` and `subtype` are those of BibLaTeX; a field has its name, its value, and whether that is
    LaTeX. `left` is what is left of the text.
    """

    values: dict[str, str] = field(default_factory=dict)
    creators: list[Creator] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    fields: list[tuple[str, str, bool]] = field(default_factory=list)
    kind: str = ""
    type: str = ""
    subtype: str = ""
    status: str = ""
    left: str = ""


def read(text: str, values: Mapping[str, str]) -> ExtraLines:
    """Return what the field Extra of an item with some values says."""
    said = ExtraLines()
    if not text:
        return said
    left = []
    others: list[str] = []
    for line in _BRACED.sub(r"\n\1: \2\n", text).splitlines():
        found = _LINE.fullmatch(line)
        if not found or not _take(said, others, values, found):
            left.append(line)
    said.keys += others
    said.left = "\n".join(left).strip()
    return said


def _take(said: ExtraLines, others: list[str], values: Mapping[str, str], found: re.Match[str]) -> bool:
    """Take one line; whether it was one of a key and a value that the item has not otherwise."""
    key, value, is_source = found["key"].strip(), found["value"], found["sign"] == "="
    low = key.lower()
    of_bibtex = next((beginning for beginning in _OF_BIBTEX if low.startswith(beginning)), "")
    name = squeezed(low.removeprefix(of_bibtex).removeprefix("csl."))
    if name in _OF_KEYS and not is_source:
        said.keys.append(value)
        return True
    if name in _OF_OTHER_KEYS:
        others += re.split(r"[\s,;]+", value)
        return True
    if name == "readstatus" and not said.status:
        said.status = _STATUSES.get(squeezed(value), "")
        return bool(said.status)
    if of_bibtex:
        return _take_field(said, low.removeprefix(of_bibtex).strip(), value, is_source=is_source)
    return not is_source and (_take_type(said, name, value) or _take_value(said, values, name, value))


def _take_field(said: ExtraLines, name: str, value: str, *, is_source: bool) -> bool:
    if not _FIELD.fullmatch(name):
        return False
    said.fields.append((name, value, is_source))
    return True


def _take_type(said: ExtraLines, name: str, value: str) -> bool:
    if name != "type" or said.kind or said.type:
        return False
    low = value.lower().replace(" ", "-")
    said.kind = types.BY_LOW.get(value.lower().replace(" ", ""), "")
    if not said.kind and low in tables.TYPES:
        said.type = tables.ENTRY_OF[low]
        said.subtype = "" if tables.TYPE_OF.get(said.type) == low else tables.SHORT_SUBTYPES.get(low, low)
    return bool(said.kind or said.type)


def _take_value(said: ExtraLines, values: Mapping[str, str], name: str, value: str) -> bool:
    if (name in schemes.TABLE and name not in _FIELD_OF) or name in _EPRINTS or name in _NUMBERS:
        return _take_number(said, name, value)
    if role := _ROLE_OF.get(name):
        family, bars, given = value.partition("||")
        said.creators.append(Creator(role, family.strip(), given.strip(), not bars))
        return True
    if known := _FIELD_OF.get(name):
        if values.get(known) and known not in _FIRST:
            return values[known] == value
        said.values.setdefault(known, value.strip('"') if known in _FIRST else value)
        return said.values[known] == value.strip('"')
    return _take_variable(said, name, value)


def _take_number(said: ExtraLines, name: str, value: str) -> bool:
    found = _NUMBER.fullmatch(value)
    if name in _EPRINTS or name in _NUMBERS:
        pairs = {"eprint": value, "eprinttype": _EPRINTS[name]} if name in _EPRINTS else {_NUMBERS[name]: value}
    elif found and (normal := identifiers.normal(name, found[1])):
        pairs = {**schemes.as_fields(name, normal), **({"eprintclass": found[2]} if found[2] else {})}
    else:
        return False
    said.fields += [(field_, held, False) for field_, held in pairs.items()]
    return True


def _take_variable(said: ExtraLines, name: str, value: str) -> bool:
    variable = _VARIABLES.get(name)
    if variable is None:
        return False
    known = tables.FIELD_OF.get(variable) or tables.DATE_OF.get(variable)
    if known:
        said.fields.append((known, value, False))
    else:
        said.fields.append((tables.OTHER + variable, latex.encode(json.dumps(value, ensure_ascii=False)), True))
    return True
