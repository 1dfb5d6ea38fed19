"""From an item of CSL-JSON to a record with the names of BibLaTeX."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from readinglist.formats import latex
from readinglist.formats.bibtex import builder, expressions
from readinglist.formats.csl import bibstrings, extra, lists, people, tables, types
from readinglist.formats.csl import text as csl_text
from readinglist.formats.csl.dates import from_csl
from readinglist.model import biblatex, dates, languages
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readinglist.model.record import Field, Record

Item = dict[str, Any]
_KEY = re.compile(r"(?!\w+://)[^\s,{}=\"]+\Z")
_NAME = re.compile(r"[\w.:-]+\Z", re.ASCII)
_CITATION_KEY = re.compile(r"(?im)^citation[ -]key:\s*(\S+)\s*$")
_ARCHIVED = re.compile(r"(?i)(arxiv)\s*:\s*(\S+)\Z")
_TITLES = frozenset(("title", "container-title", "volume-title", "title-short"))
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # and no space that holds words together
_PAGES = re.compile(r"(?<=\w)-(?=\w)")
_DATES = (*tables.DATE_OF.items(), *((name, name) for name in sorted(tables.MORE_DATES)))
_MORE_PEOPLE = tables.ROLES | tables.MORE_NAMES
_EMPTY: tuple[object, ...] = (None, "", [])
_WITHOUT_FIELD = tables.MORE - biblatex.KNOWN_FIELDS
_NOT_KEPT = frozenset(("id", "citation-key", "language"))
_GENRES = {printed: word for word, printed in reversed(bibstrings.GENRES.items())}
_STATES = {printed: word for word, printed in bibstrings.STATES.items()}


def read(item: Item, line: int = 0) -> Record:
    """Return an item as a record.

    For the fields under `custom` see `load`.
    """
    return _built(item, functools.partial(builder.build, line=line))


def entry(item: Item) -> Record:
    """Return an item as a record as `read` does, without what is derived from its fields.

    It has their plain text, and so no braces around the capitals of titles, where these do nothing else.
    """
    return _built(item, builder.entry, protecting=False)


def _built(item: Item, build: Callable[..., Record], *, protecting: bool = True) -> Record:
    reading = _ItemReader(item, protecting=protecting)
    key, fields = key_of(item), reading.pairs()
    found = build(key, reading.kind, fields.items())
    return build(key, reading.kind, fields.items()) if reading.name_subtype(found) else found


def key_of(item: Item) -> str:
    """Return the citation key of an item.

    Empty for none that BibTeX reads.
    """
    return next(iter(keys_of(item)), "")


def keys_of(item: Item) -> list[str]:
    """Return the keys by which an item may be cited: what its program calls its citation key, and its id."""
    written = _CITATION_KEY.search(str(item.get("note", "")))
    candidates = (item.get("citation-key"), written and written[1], item.get("id"))
    keys = (str(key) for key in candidates if isinstance(key, (str, int)))
    return list(dict.fromkeys(key for key in keys if _KEY.match(key)))


def rest(record: Record, read_back: Record) -> dict[str, Any]:
    """Return the difference of a record from its item read back.

    It holds type and fields as source, and None for a field that the record does not have.
    """
    found: dict[str, Any] = {}
    if record.type.lower() != read_back.type.lower():
        found["type"] = record.type
    before, after = record.values(), read_back.values()
    macros = record.defined
    heard = {field.name.lower(): field for field in reversed(read_back.fields)}
    fields: dict[str, str | None] = {}
    for field in record.fields:
        low = field.name.lower()
        if low not in fields and (before[low] != after.get(low) or not _says_the_same(field, heard[low], macros)):
            fields[low] = expressions.content(field.raw, macros)
    fields |= {name: None for name in after if name not in before}
    return found | ({"fields": fields} if fields else {})


def with_rest(read_back: Record, kept: object) -> Record | None:
    """Return a record with the difference that `rest` found.

    None if invalid.
    """
    if not isinstance(kept, dict) or not isinstance(fields := kept.get("fields", {}), dict):
        return None
    pairs = {field.name: field.raw for field in read_back.fields} | {
        str(name): expressions.enclosed(value) if isinstance(value, str) else "" for name, value in fields.items()
    }
    kind = kept.get("type")
    kind = kind if isinstance(kind, str) and re.fullmatch(r"[^\s{}(),\"=@%#']+", kind) else read_back.type
    written = [(name, raw) for name, raw in pairs.items() if raw and re.fullmatch(r"[^\s=,{}\"#%()]+", name)]
    return builder.build(read_back.key, kind, written, line=read_back.line)


def _says_the_same(field: Field, heard: Field, macros: Mapping[str, str]) -> bool:
    """Whether the same people or tags are derived from two fields with the same plain text."""
    return field.raw == heard.raw or builder.derived(field, macros) == builder.derived(heard, {})


class _ItemReader:
    """An item while it is read into fields."""

    def __init__(self, item: Item, *, protecting: bool) -> None:
        said = extra.applied({tables.OLDER.get(name, name): value for name, value in item.items()})
        self.protecting = protecting
        self.extra = said.fields
        self.item = {name: value for name, value in said.item.items() if value not in _EMPTY}
        self.written = text.squeeze(str(self.item.pop("type", "")))
        self.csl = self.written if self.written in tables.TYPES else "document"
        self.kind = tables.ENTRY_OF[self.csl]
        self.fields: dict[str, str] = {}
        self.language = str(self.item.get("language", ""))

    def pairs(self) -> Mapping[str, str]:
        self._people()
        self._titles()
        self._dates()
        self._archive()
        self._numbers()
        self._words()
        self._unknown()
        for name, value, is_source in self.extra:
            self.fields[name] = expressions.enclosed(value) if is_source else builder.encode(name, value)
        if self.written not in tables.TYPES:
            self._put("entrysubtype", latex.encode(self.written))
        return self.fields

    def name_subtype(self, found: Record) -> bool:
        """Name the CSL type in `entrysubtype`, where the fields would give another; say whether it was so."""
        return self._put("entrysubtype", types.subtype(found, self.csl))

    def _text(self, variable: str) -> str:
        value = self.item.get(variable, "")
        if not value or not isinstance(value, (str, int, float)):
            return "0" if value == 0 and not isinstance(value, bool) else ""
        if variable not in tables.IN_LINES:
            return _SPACES.sub(" ", str(value)).strip(" ")
        lines = str(value).splitlines()
        return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines).strip("\n")

    def _put(self, name: str, raw: str) -> bool:
        if not raw or name in self.fields:
            return False
        self.fields[name] = f"{{{raw}}}"
        return True

    def _move(self, variable: str, name: str, *, language: str | None = None) -> None:
        """Make a field of a variable.

        What does not fit is left to `_unknown`.
        """
        if variable not in self.item:
            return
        value = self._text(variable)
        if value and self._put(name, self._source(variable, name, value, language)):
            del self.item[variable]

    def _source(self, variable: str, name: str, value: str, language: str | None) -> str:
        if name in biblatex.VERBATIM_FIELDS:
            return builder.encode(name, value)[1:-1]
        if variable == "page":
            value = _PAGES.sub("–", value)
        source = csl_text.latex(value, language, protecting=self.protecting).replace("–", "--")
        return f"{{{source}}}" if name in lists.FIELDS and lists.is_list(name, source) else source

    def _people(self) -> None:
        for variable, name in tables.NAMES_OF.items():
            if variable in self.item:
                self._put_names(name, self.item.pop(variable))
        if _MORE_PEOPLE.isdisjoint(self.item):
            return
        for variable in sorted(tables.ROLES & self.item.keys()):
            for name, type_name in tables.EDITORS:
                if name not in self.fields and self._put_names(name, self.item.get(variable)):
                    self._put(type_name, variable)
                    del self.item[variable]
                    break
        for variable in sorted(tables.MORE_NAMES & self.item.keys()):
            self._put_names(variable, self.item.pop(variable))

    def _put_names(self, name: str, value: object) -> bool:
        if not value:
            return False
        source, annotation = people.as_source(value)
        self._put(name + people.ANNOTATION, annotation)
        return self._put(name, source)

    def _titles(self) -> None:
        self._move("title", "title", language=self.language)
        self._move("title-short", "shorttitle", language=self.language)
        if self.kind in biblatex.PERIODICALS:
            self._move("container-title", "journaltitle")
            self._move("volume-title", "issuetitle", language=self.language)
        elif self.kind in biblatex.PARTS:
            main = "maintitle" if "volume-title" in self.item else "booktitle"
            self._move("container-title", main, language=None if self.kind == "inproceedings" else self.language)
            self._move("volume-title", "booktitle", language=self.language)
        elif self.kind == "online":
            self._move("container-title", "titleaddon")
        elif "title" in self.fields or self.kind not in biblatex.WHOLES:  # else the container would be its title
            self._move("container-title", "booktitle", language=self.language)

    def _dates(self) -> None:
        for variable, name in _DATES:
            if variable not in self.item:
                continue
            value = from_csl(self.item.pop(variable))
            literal = name == "date" and not dates.is_valid(value)
            self._put("year" if literal else name, latex.encode(value))

    def _archive(self) -> None:
        """Read the number of a preprint: `arXiv:1706.03762`."""
        found = _ARCHIVED.match(self._text("number")) if self.csl == "article" else None
        if found:
            self._put("eprint", builder.encode("eprint", found[2])[1:-1])
            self._put("eprinttype", found[1].lower())
            del self.item["number"]
            if self._text("publisher").lower() == found[1].lower():
                del self.item["publisher"]

    def _numbers(self) -> None:
        if self.kind in biblatex.PERIODICALS:
            self._move("issue", "number")
            if self._text("number") and self._text("page") == self._text("number"):
                del self.item["page"]
            self._move("number", "eid")
        elif self.kind in tables.IN_SERIES:
            self._move("collection-number", "number")
        self._move("number", "number")

    def _words(self) -> None:
        if self.kind in tables.AUTHORITIES:
            self._move("authority", tables.PUBLISHER_OF[self.kind])
        self._move("publisher", tables.PUBLISHER_OF.get(self.kind, "publisher"))
        self._move("publisher", "publisher")
        for variable, name in [pair for pair in tables.FIELD_OF.items() if pair[0] in self.item]:
            self._move(variable, name, language=self.language if variable in _TITLES else None)
        for variable, name, known in (("genre", "type", _GENRES), ("status", "pubstate", _STATES)):
            if variable not in self.item:
                continue
            if (value := self._text(variable)) in known:
                self._put(name, known[value])
                del self.item[variable]
            self._move(variable, name)
        if self.language:
            self._put("langid", languages.langid(self.language) or latex.encode(self.language))

    def _unknown(self) -> None:
        """Keep variables without a BibLaTeX field under their names.

        A value that is no text is kept as JSON.
        """
        for variable, value in self.item.items():
            if variable in _NOT_KEPT or not _NAME.match(variable):
                continue
            if variable == tables.CUSTOM and isinstance(value, dict):
                value = {name: said for name, said in value.items() if name != tables.OWN}  # noqa: PLW2901 - what is foreign
                if not value:
                    continue
            if variable in _WITHOUT_FIELD and isinstance(value, str):
                self._put(variable, csl_text.latex(self._text(variable)))
            else:
                self._put(tables.OTHER + variable, latex.encode(json.dumps(value, ensure_ascii=False)))
