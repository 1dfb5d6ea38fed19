"""From records to Hayagriva: the entry, what it appeared in as its parent, and the series around that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, yaml_written
from readinglist.formats.bibtex import expressions
from readinglist.formats.hayagriva.tables import MORE_ROLES, PLAIN, ROLES, TYPES
from readinglist.model import biblatex, languages, schemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Contributor, Field, Record

_WORDS = {kind: word for word, kind in reversed(TYPES.items())} | {
    "inproceedings": "article", "periodical": "periodical", "video": "video", "booklet": "book", "manual": "book", "software": "repository",
    "dataset": "repository", "movie": "video", "music": "audio", "image": "artwork", "legal": "legislation",
}  # fmt: skip
_WHOLES = {"anthos": "anthology", "chapter": "book", "entry": "reference"}
# What is said of the whole that a part is in.
_OF_WHOLE = ("volume", "issue", "volume-total", "edition", "location", "publisher")
_NUMBERED = frozenset(("report", "patent", "standard", "thesis"))  # by a number of their own, and not as an issue
_DATE = re.compile(r"(-?\d{4}(?:-\d\d){0,2})(~?)")
_MARKED = re.compile(r"[\\$~]|--|``|''")


def dump(records: Iterable[Record], *, ascii_only: bool) -> Iterator[str]:
    """Yield records as Hayagriva, one string for each, every value in quotation marks. Raises ValueError for a record without a key."""
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        entry = {record.key: _entry(draft.whole(record))}
        yield "\n".join(yaml_written.lines(entry, ascii_only=ascii_only)) + "\n\n"


def _entry(record: Record) -> dict[str, object]:
    kind = _WORDS.get(record.type) or _WORDS.get(biblatex.bibtex_type(record.type), "misc")
    fields = _fields(record, kind)
    whole = _whole(record, kind, fields)
    authors = _people(record, "author")
    value = {"type": kind, "title": _title(record, "title", "shorttitle"), "author": authors}
    if "editor" not in whole:
        value["editor"] = _people(record, "editor")
    value |= {"affiliated": list(_affiliated(record)), **fields, "parent": _parents(record, kind, whole)}
    return {name: one for name, one in value.items() if one}


def _fields(record: Record, kind: str) -> dict[str, object]:
    found: dict[str, object] = {
        word: _braced(field) for word, name in PLAIN.items() if (field := record.field(name)) and field.plain
    }
    numbers: dict[str, str] = {
        one.scheme: one.value for one in reversed(record.identifiers) if one.scheme in schemes.TABLE
    }
    numbers["issn"] = record.plain("issn")
    if record.type in _NUMBERED:
        found.pop("issue", "")
        numbers["serial"] = record.plain("number")
    elif kind == "article" or record.plain("number"):
        numbers["serial"] = record.plain("eid")
    found["date"] = _date(record.plain("date") or record.date)
    found["page-range"] = record.plain("pages").replace("--", "-").replace("–", "-")
    found["url"] = _url(record)
    found["language"] = languages.tag(name) if languages.is_known(name := record.plain("language")) else ""
    found |= _houses(record)
    numbers.pop("url", "")
    found["serial-number"] = {scheme: number for scheme, number in numbers.items() if number}
    return {word: one for word, one in found.items() if one}


def _houses(record: Record) -> dict[str, object]:
    if draft.PUBLISHERS.get(record.type) == "institution":
        return {"organization": record.plain("institution"), "genre": record.plain("type")}
    return {"publisher": record.plain("publisher"), "organization": record.plain("organization")}


def _whole(record: Record, kind: str, fields: dict[str, object]) -> dict[str, object]:
    """Return what a part or an article is in, and take from its fields what is said of that."""
    container = biblatex.container(record.type)
    title = _title(record, container, "shortjournal" if container == "journaltitle" else "") if container else ""
    if not title and not (container == "booktitle" and (kind != "article" or not record.plain("eventtitle"))):
        return {}
    around = "proceedings" if container == "booktitle" else "periodical"
    if record.plain("entrysubtype") == "newspaper":
        around = "newspaper"
    whole: dict[str, object] = {"type": _WHOLES.get(kind, around), "title": title}
    if container == "booktitle":
        whole |= {"author": _people(record, "bookauthor"), "editor": _people(record, "editor")}
    whole |= {word: fields.pop(word) for word in _OF_WHOLE if word in fields}
    if container == "booktitle" and (series := record.field("series")):
        whole["parent"] = {"type": "anthology", "title": _braced(series)}
    return {word: one for word, one in whole.items() if one}


def _parents(record: Record, kind: str, whole: dict[str, object]) -> list[object]:
    """Return what a work is in: a part in its whole, a work in its set or series; and the conference that it was for."""
    series, main = record.field("series"), record.field("maintitle")
    around: dict[str, object] = whole
    if not biblatex.container(record.type) and kind not in ("web", "repository"):
        if series:
            around = {"type": "anthology", "title": _braced(series)}
        if main and kind in ("book", "video", "audio"):
            within, around = around, {"type": kind, "title": _braced(main)}
            if within and kind == "book":
                around["parent"] = within
    event = {"title": record.plain("eventtitle"), "location": record.plain("venue")}
    met = {"type": "conference"} | {word: one for word, one in event.items() if one}
    return [one for one in (around, met if len(met) > 1 else {}) if one]


def _title(record: Record, name: str, short: str) -> object:
    field = record.field(name)
    value = _braced(field) if field else ""
    brief = record.plain(short) if short else ""
    return {"value": value, "short": brief} if value and brief else value


def _braced(field: Field) -> str:
    """Return a text with the braces that protect capitals in it, where it has no other mark-up."""
    inner = field.raw[1:-1]
    is_plain = expressions.is_simple(field.raw) and "{" in inner and not _MARKED.search(inner)
    return inner if is_plain and " ".join(re.sub("[{}]", "", inner).split()) == field.plain else field.plain


def _people(record: Record, role: str) -> list[object]:
    return [_name(one) for one in record.contributors if one.role == role and one.literal != "others"]


def _name(one: Contributor) -> object:
    if not one.literal and not (one.given or one.prefix or one.suffix):
        return one.family
    parts = {"name": one.literal or one.family, "given-name": one.given, "prefix": one.prefix, "suffix": one.suffix}
    return {name: part for name, part in parts.items() if part}


def _affiliated(record: Record) -> Iterator[dict[str, object]]:
    for word, role in ROLES.items():
        if names := _people(record, role):
            yield {"role": word, "names": names}
    for role in MORE_ROLES:
        names, said = _people(record, role), record.plain(f"{role}type")
        if not (names and said):
            return
        yield {"role": said, "names": names}


def _date(written: str) -> str:
    """Return a date as Hayagriva has it: `1723~` → `~1723`; of a time from one day to another the first."""
    found = _DATE.match(written)
    return found[2] + found[1] if found else ""


def _url(record: Record) -> object:
    url, visited = record.plain("url"), record.plain("urldate")
    return {"value": url, "date": visited} if url and visited else url
