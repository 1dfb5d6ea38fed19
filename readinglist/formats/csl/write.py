"""From a record to an item of CSL-JSON."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.formats.bibtex import addresses, expressions
from readinglist.formats.csl import bibstrings, lists, people, tables, text, types
from readinglist.formats.csl.casing import Casing
from readinglist.formats.csl.dates import to_csl
from readinglist.model import biblatex, dates_in_words, languages, pasted, schemes
from readinglist.model.titles import title_of
from readinglist.util import nesting
from readinglist.util.text import letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.record import Field, Record

Item = dict[str, Any]
_URL = re.compile(r"https?://\S+")
_ENDED = re.compile('[?!:.][”"’]*(?:</[a-z]+>)*\\Z')
_SHORT = 100  # characters; what is longer is not kept in mind
_DASH = re.compile(r"\s*[–—]+\s*")
_PEOPLE = [pair for pair in tables.NAMES.items() if pair[0] != "editor"] + [
    (name, name) for name in sorted(tables.MORE_NAMES)
]
_DATES = [*tables.DATES.items(), *((name, name) for name in sorted(tables.MORE_DATES))]
_IN_TABLES = frozenset(name for name, _ in (*_PEOPLE, *_DATES, *tables.VARIABLES.items()))
# Variables that BibLaTeX has no field for.
_WITHOUT_FIELD = tables.MORE - biblatex.KNOWN_FIELDS


def item(record: Record, *, is_english: bool = True, is_printed: bool = False) -> Item:
    """Return a record as an item of CSL-JSON.

    The record must have the names of BibLaTeX. What is printed is shaped for a citation processor (`Casing`); a title without
    a language is then English, or not, as the locale of the style is.
    """
    return _ItemBuilder(record, is_english=is_english, is_printed=is_printed).item()


def _language(written: str) -> str:
    return (_known_tag if len(written) < _SHORT else _tag)(written.strip()) if written else ""


def _tag(written: str) -> str:
    first = written.lower().partition(" and ")[0]
    for name in (first, first.removeprefix("lang")):
        if (tag := languages.tag(name)) != name:
            return tag
    return languages.tag(written)


_known_tag = lru_cache(1024)(_tag)


class _Rows(NamedTuple):
    """The rows of the tables that are about the fields of an entry, each a field and its variable, in the order of the tables."""

    people: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]


@lru_cache(1024)
def _rows_for(present: frozenset[str]) -> _Rows:
    """Return the rows for fields of `_IN_TABLES`; most entries of a library have the same few sets of them."""
    listed = (_PEOPLE, _DATES, tables.VARIABLES.items())
    return _Rows(*(tuple(row for row in rows if row[0] in present) for rows in listed))


def _by_canonical_name(record: Record) -> dict[str, Field]:
    """Return the fields by their BibLaTeX names, as `Record.field` finds them: a field that has that name, or else the first."""
    found: dict[str, Field] = {}
    for field in reversed(record.fields):
        low = field.name.lower()
        name = biblatex.canonical(low)
        if low == name or name not in found or found[name].name.lower() != name:
            found[name] = field
    return found


@cache
def _fields_of_title(name: str) -> tuple[str, str, str]:
    """Return the fields that make a title: `booktitle` → `booktitle`, `booksubtitle`, `booktitleaddon`."""
    return name, name.replace("title", "subtitle"), f"{name}addon"


class _ItemBuilder:
    """An item while it is built."""

    def __init__(self, record: Record, *, is_english: bool, is_printed: bool) -> None:
        self.record = record
        self.kind = record.type.lower()
        self.fields = _by_canonical_name(record)
        self.present = frozenset(self.fields)
        self.rows = _rows_for(_IN_TABLES & self.present)
        self.csl: Item = {"id": record.key, "type": types.type_of(record.type, self._plain)}
        self.language = _language(self._plain("langid") or self._plain("language"))
        evidence = " ".join([self._plain(name) for name in ("booktitle", "abstract")])
        self.casing = Casing(self.language, evidence, is_english=is_english, is_printed=is_printed)
        self.macros = record.defined

    def item(self) -> Item:
        self._titles()
        self._container()
        self._people()
        self._dates()
        self._publishing()
        self._numbers()
        self._words()
        self._archive()
        self._unknown()
        return self.csl

    def _put(self, variable: str, value: object) -> None:
        if value and variable not in self.csl:
            self.csl[variable] = value

    def _plain(self, name: str) -> str:
        field = self.fields.get(name)
        return field.plain if field else ""

    def _inner(self, field: Field) -> str:
        return expressions.content(field.raw, self.macros)

    def _title(self, name: str, *, sentence: bool = True) -> str:
        """Return a title with its subtitle as rich text."""
        fields = _fields_of_title(name)
        if self.present.isdisjoint(fields):
            return ""
        shape = self.casing.title if sentence else self.casing.name
        whole = _with_subtitle([self._rich(part, shape) for part in fields[:2]])
        # On the web it is what the page is in.
        addon = "" if name == "title" and self.kind == "online" else self._rich(fields[2], shape)
        return _with_sentence(whole, addon)

    def _rich(self, name: str, shape: Callable[[str], str] | None = None) -> str:
        field = self.fields.get(name)
        return text.rich(self._inner(field), shape) if field else ""

    def _listed(self, name: str) -> str:
        """Return a field that may be a list of places or bodies."""
        field = self.fields.get(name)
        if field is None:
            return ""
        written = lists.joined(name, self._inner(field)) if name in lists.FIELDS else field.plain
        return "; ".join(bibstrings.printed(name, part) for part in written.split("; "))

    def _titles(self) -> None:
        main = self._title("maintitle") if self.kind in tables.WHOLES else ""
        title = self._title("title")
        if not title and self.kind in biblatex.WHOLES:
            title = self._title("booktitle")
        self._put("title", main or title)
        self._put("volume-title", title if main else "")
        self._put("title-short", self._rich("shorttitle", self.casing.title))

    def _container(self) -> None:
        if self.kind in biblatex.PERIODICALS:
            preprint = self.csl["type"] == "article" and types.is_arxiv(self._plain("journaltitle"))
            self._put("container-title", "" if preprint else self._title("journaltitle", sentence=False))
            self._put("volume-title", self._title("issuetitle"))
        main = self._title("maintitle") if self.kind not in tables.WHOLES else ""
        book = "" if self._is_in_itself() else self._title("booktitle", sentence=self.kind != "inproceedings")
        if "container-title" not in self.csl:
            self._put("container-title", main or book or self._title("journaltitle", sentence=False))
        self._put("volume-title", book if main else "")
        if self.kind == "online":
            self._put("container-title", self._rich("titleaddon", self.casing.name))

    def _is_in_itself(self) -> bool:
        """Whether the book title of a whole is its title: files name it so for their parts in classic BibTeX."""
        if self.kind not in biblatex.WHOLES:
            return False
        titles = (self._plain("title"), title_of(self.record.values()))
        return not any(titles) or letters(self._plain("booktitle")) in map(letters, titles)

    def _people(self) -> None:
        for name, variable in self.rows.people:
            self._put(variable, self._names(name))
        for name, type_name in tables.EDITORS:
            if name not in self.present:
                continue
            role = self._plain(type_name).strip().lower()
            if role in tables.ROLES or (name == "editor"):
                self._put(role if role in tables.ROLES else "editor", self._names(name))

    def _names(self, name: str) -> list[Item]:
        field = self.fields.get(name)
        if field is None:
            return []
        annotation = self.fields.get(name + people.ANNOTATION)
        said = self._inner(annotation) if annotation else ""
        dropping = people.drops_prefix(self._plain("options"))
        return people.from_source(self._inner(field), dropping=dropping, annotation=said)

    def _dates(self) -> None:
        for name, variable in self.rows.dates:
            self._put(variable, to_csl(self._plain(name)))
        if "issued" not in self.csl:
            year, month, day = map(self._plain, biblatex.DATE_PARTS)
            self._put(
                "issued", to_csl(dates_in_words.edtf(year, month, day) or dates_in_words.edtf(year, month) or year)
            )

    def _publishing(self) -> None:
        bodies = [(name, self._listed(name)) for name in tables.PUBLISHERS if self._plain(name)]
        if self.kind in tables.AUTHORITIES:
            self._put("authority", next((value for name, value in bodies if name != "publisher"), ""))
        for name, value in bodies:
            if name == "howpublished" and (address := self._address_in(name)):
                self._put("URL", address)
            else:
                self._put("publisher", value)

    def _address_in(self, name: str) -> str:
        field = self.fields.get(name)
        found = _URL.search(addresses.plain(self._inner(field))) if field else None
        return pasted.without_tail(found[0]) if found else ""

    def _numbers(self) -> None:
        number, issue, eid = (self._plain(name) for name in ("number", "issue", "eid"))
        if self.kind in biblatex.PERIODICALS:
            self._put("issue", number or issue)
            self._put("number", eid)
        elif self.kind in tables.IN_SERIES:
            self._put("collection-number", number)
        else:
            self._put("number", number)
        if not self._plain("pages"):
            self._put("page", eid)

    def _words(self) -> None:
        for name, variable in self.rows.words:
            field = self.fields.get(name)
            if field is not None and field.plain:
                self._put(variable, self._word(name, field))
        self._put("genre", bibstrings.printed("type", self._plain("type")))
        self._put("status", bibstrings.printed("pubstate", self._plain("pubstate")))
        self._put("note", self._rich("addendum"))
        self._put("language", self.language)

    def _word(self, name: str, field: Field) -> str:
        if name == "pages":
            return _DASH.sub("-", field.plain)
        if name in schemes.FIELDS:
            return schemes.as_printed(name, field.plain)
        if name in lists.FIELDS:
            return self._listed(name)
        if name == "note":
            return _with_sentence(self._rich(name), self._rich("addendum"))
        if name in ("series", "annotation", "origtitle", "abstract"):
            return bibstrings.printed(name, text.rich(self._inner(field)))
        return field.plain

    def _archive(self) -> None:
        """Name the archive of a preprint, and of nothing that appeared elsewhere."""
        eprint, archive = self._plain("eprint").strip(), self._plain("eprinttype").strip()
        if not eprint:
            return
        if tables.ARCHIVES.get(archive.lower()) == tables.ARCHIVES[""]:
            eprint = schemes.arxiv_in_field(eprint, self._plain("eprintclass"))
        shown, address = tables.ARCHIVES.get(archive.lower(), (archive, ""))
        if archive.lower() == "pubmed":
            self._put("PMID", eprint)
        elif self.csl["type"] == "article":
            self._put("publisher", shown)
            self._put("number", f"{shown}:{eprint}" if shown else eprint)
        if address and not self._plain("doi"):
            self._put("URL", address + eprint)

    def _unknown(self) -> None:
        """Restore variables that BibLaTeX has no field for."""
        for field in self.record.fields:
            if field.name in _WITHOUT_FIELD:
                self._put(field.name, text.rich(self._inner(field)))
            elif field.name.startswith(tables.OTHER):
                self._put(field.name.removeprefix(tables.OTHER), _foreign(field.plain))


def _foreign(written: str) -> object:
    """Return a value of JSON that a field holds; None where it is none, or one that no program writes."""
    try:
        value = json.loads(written, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return None if nesting.is_deeper(value) else value


def _with_subtitle(found: list[str]) -> str:
    """Return a title with what belongs to it behind a colon, or behind its own mark."""
    parts = [part for part in found if part]
    whole = "".join(parts[:1])
    for part in parts[1:]:
        whole += f"{' ' if _ENDED.search(whole) else ': '}{part}"
    return whole


def _with_sentence(before: str, after: str) -> str:
    """Return two texts, each of which stands as a sentence."""
    return f"{before}{'' if _ENDED.search(before) else '.'} {after}" if before and after else before or after
