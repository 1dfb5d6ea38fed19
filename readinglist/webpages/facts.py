"""Facts of a source from one kind of metadata.

They are merged, and a record is made from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model import biblatex, identifiers, schemes
from readinglist.util.text import fold, is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.model.record import Record

# Fields that only some types have. In others they would be a mistake of the page, and a warning of biber.
_OF_ARTICLES = frozenset(("journaltitle", "issn", "volume", "number", "pages"))
_OF_TYPES = {
    "article": _OF_ARTICLES | {"entrysubtype"},
    "inproceedings": {"booktitle", "series", "volume", "number", "pages", "publisher", "isbn", "organization", "issn"},
    "incollection": {"booktitle", "series", "volume", "number", "pages", "publisher", "isbn", "edition"},
    "book": {"series", "volume", "number", "publisher", "isbn", "edition"},
    "thesis": {"type", "institution"},
    "report": {"type", "institution", "number", "isbn", "version"},
    "dataset": {"publisher", "organization", "version", "series", "number"},
    "software": {"version", "organization", "howpublished"},
    "video": {"organization", "howpublished"},
    "online": {"organization", "version"},
}  # fmt: skip
_NEEDED = {"article": "journaltitle", "inproceedings": "booktitle", "incollection": "booktitle"}
_OF_SITES = ("online", "software", "dataset", "video")
_PARTICULAR = frozenset().union(*_OF_TYPES.values())
_REFERENCE = re.compile(r"\bvol\. ?[0-9]|\bpp\. ?[0-9]|\bproceedings of\b.*\b(?:19|20)[0-9]{2}\b")
_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx]")


@dataclass(frozen=True, slots=True)
class Facts:
    """An entry type, plain values by BibLaTeX name, and names as source.

    `site` is the name of the site; `doi` and `arxiv` in the fields are normalised.
    """

    type: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    authors: Sequence[str] = ()
    editors: Sequence[str] = ()
    site: str = ""


def facts(type_: str, values: Iterable[tuple[str, str]], authors: Sequence[str] = (), site: str = "") -> Facts:
    """Return facts from values, of which some may be empty.

    Of two with one name the first counts.
    """
    fields: dict[str, str] = {}
    for name, value in values:
        if value:
            fields.setdefault(name, value)
    return Facts(type_, fields, authors, site=site)


def merged(known: Iterable[Facts]) -> Facts:
    """Return facts merged field by field.

    Earlier ones come before later ones, but a later date may be more precise: `2025`, then `2025-01-27` → `2025-01-27`.
    """
    whole = Facts()
    for more in known:
        fields = {**more.fields, **whole.fields}
        finer = more.fields.get("date", "")
        is_print = finer != whole.fields.get("available-date")
        if "date" in whole.fields and finer.startswith(whole.fields["date"] + "-") and is_print:
            fields["date"] = finer
        whole = Facts(
            whole.type or more.type,
            fields,
            whole.authors or more.authors,
            whole.editors or more.editors,
            whole.site or more.site,
        )
    return whole


def record(known: Facts) -> Record:
    """Return the record of facts, without a key.

    Fields that its type lacks are left out.
    """
    type_ = _whole_type(known)
    values = _fields_of_type(type_, known)
    raw = {name: _source_of(name, value) for name, value in values.items()}
    for role, written in (("author", known.authors), ("editor", known.editors)):
        if written:
            raw[role] = bibtex.encode_names(written)
    pairs = sorted(raw.items(), key=lambda pair: biblatex.place(pair[0]))
    return bibtex.build("", type_, pairs)


def _whole_type(known: Facts) -> str:
    """Return the entry type.

    It is `online` for an article without a journal, and for a part without its book.
    """
    needed = _NEEDED.get(known.type)
    return "online" if needed and needed not in known.fields else known.type or "online"


def _fields_of_type(type_: str, known: Facts) -> dict[str, str]:
    """Return the fields that the type has.

    The site is the institution or organization, where the type has one.
    """
    values = dict(known.fields)
    for scheme in schemes.OF_WORKS:
        if found := values.pop(scheme, ""):
            values |= schemes.as_fields(scheme, found)
    if type_ in ("report", "thesis"):
        values.setdefault("institution", values.get("publisher", "") or known.site)
    elif type_ in _OF_SITES and "howpublished" not in values and not (type_ == "dataset" and "publisher" in values):
        values.setdefault("organization", known.site or values.get("publisher", ""))
    if type_ == "report":
        values.setdefault("type", "Report")
    values["version"] = re.sub(r"\A[vV]\.?\s*(?=[0-9])", "", values.get("version", ""))
    if is_blurb(values.get("abstract", ""), values.get("title", ""), known.authors):
        del values["abstract"]
    if is_east_asian(values.get("title", "")) and values.get("language") == "english":
        del values["language"]
    own = _OF_TYPES.get(type_, _PARTICULAR)
    return {
        name: v for name, v in values.items() if v and (name in own or name not in _PARTICULAR) and _is_sound(name, v)
    }


def is_blurb(abstract: str, title: str, authors: Sequence[str]) -> bool:
    """Whether a description is only a reference to the work, or its title."""
    low = fold(abstract)
    names = [fold(name.strip("{}")).partition(", ") for name in authors[:1]]
    is_signed = any(
        low.startswith((f"{given} {family}" if given else family, f"{family}, ")) for family, _, given in names
    )
    return bool(low) and (low == fold(title) or (fold(title) in low and (is_signed or bool(_REFERENCE.search(low)))))


def _is_sound(name: str, value: str) -> bool:
    """Whether the value of an ISBN, ISSN or other identifier is valid."""
    if name == "issn":
        return bool(_ISSN.fullmatch(value))
    if name in schemes.CHECKED:
        return bool(normal(name, value))
    return True


def _source_of(name: str, value: str) -> str:
    if name == "pages" and re.fullmatch(r"[\w.]+--[\w.]+", value):
        return f"{{{value}}}"
    if name == "holder":
        return bibtex.encode_names(value.split(" and "))
    return bibtex.encode(name, value)


def normal(scheme: str, value: str) -> str:
    """Return a normalised identifier; empty for an invalid one.

    Invalid too is one with invisible characters.
    """
    try:
        found = identifiers.normalise(scheme, value)
    except ValueError:
        return ""
    return found if found.isprintable() else ""


def pages(first: str, last: str) -> str:
    """Return a range of pages as in BibTeX.

    `5`, `12` → `5--12`.
    """
    first, last = (re.sub(r"\s*[-–—]+\s*", "--", part) for part in (first, last))
    if "--" in first or not last or last == first:
        return first
    return f"{first}--{last}" if first else last


def with_fields(known: Facts, **values: str) -> Facts:
    """Return facts with some fields replaced; empty values are ignored."""
    return replace(known, fields={**known.fields, **{name: value for name, value in values.items() if value}})
