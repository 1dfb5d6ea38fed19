"""COinS in a saved page: references that library catalogues, Wikipedia and others hide in spans for other programs to find.

They are OpenURLs (ANSI/NISO Z39.88-2004) in the title of elements of the class `Z3988`, with keys of the matrices for journals, books,
dissertations and patents, and of Dublin Core.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.model import biblatex, languages
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "coins"
SUFFIXES: tuple[str, ...] = ()  # pages are read otherwise where no reference is hidden in them
_CLASS = "z3988"
_FORM = "coins"
_PAGE = re.compile(r"<(?:html|!doctype\s+html|head|body|div|span|p)\b", re.IGNORECASE)
_MOST = 5000  # characters of a reference, a guess; and of its keys, as those of hostile pages may be many
_MOST_KEYS = 500
_FORMATS = {"journal": "article", "book": "book", "dissertation": "thesis", "patent": "patent"}
_GENRES = {
    "article": "article", "proceeding": "inproceedings", "preprint": "online", "issue": "periodical", "journal": "periodical", "book": "book",
    "bookitem": "incollection", "conference": "proceedings", "report": "report", "dissertation": "thesis", "patent": "patent",
    "document": "misc", "unknown": "",
}  # fmt: skip
# What `rft.type` or `rft.genre` says in the words of Dublin Core and of Zotero.
_TYPES = {
    "webpage": "online", "blogpost": "online", "preprint": "online", "software": "software", "dataset": "dataset", "film": "movie",
    "videorecording": "video", "audiorecording": "audio", "artwork": "artwork", "map": "misc", "manuscript": "unpublished",
    "presentation": "unpublished", "report": "report", "letter": "letter", "case": "jurisdiction", "statute": "legislation",
}  # fmt: skip
_PLAIN = {
    "volume": "volume", "issue": "number", "number": "number", "edition": "edition", "place": "location", "series": "series", "tpages": "pagetotal",
    "artnum": "eid", "part": "part", "stitle": "shortjournal", "degree": "type", "description": "abstract", "rights": "rights",
    "applnumber": "number", "chapter": "chapter",
}  # fmt: skip
_SCHEMES = {
    "info:doi/": "doi",
    "info:pmid/": "pmid",
    "info:hdl/": "hdl",
    "info:arxiv/": "arxiv",
    "urn:isbn:": "isbn",
    "urn:issn:": "issn",
}
_SEASONS = {"winter": "Winter", "spring": "Spring", "summer": "Summer", "fall": "Autumn", "autumn": "Autumn"}


def sniff(text: str) -> bool:
    """Whether a text is a page in which references are hidden."""
    return bool(_PAGE.match(text[:2000].lstrip()) or xml.root_of(text).lower() == "html") and "Z3988" in text


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the record of each reference that is hidden in a page, and a problem for what is none. Never raises."""
    from readinglist.util.html import tokens  # noqa: PLC0415 - its table of entities is large, and seldom needed

    whole = xml.whole(text)
    places = _Places(whole)
    for token in tokens(whole):
        if _CLASS not in token.attributes.get("class", "").lower().split():
            continue
        line = places.next()
        hidden = token.attributes.get("title", "")
        if "rft" in hidden:
            yield _record(hidden, line)
        else:
            yield Problem(line, "it is no OpenURL", hidden[:_MOST])


class _Places:
    """Where the elements of the class are in a text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._counted, self._last = 1, 0, 1
        self._found = re.finditer(r"Z3988", text, re.IGNORECASE)

    def next(self) -> int:
        """Return the line of the next one, or of the last."""
        if found := next(self._found, None):
            self._line += self._text.count("\n", self._counted, found.start())
            self._counted = found.start()
        return self._line


class OpenUrl:
    """The keys of an OpenURL, of which nothing was taken yet."""

    def __init__(self, query: str) -> None:
        pairs = parse_qsl(query.replace("&amp;", "&"), errors="replace", max_num_fields=None)[:_MOST_KEYS]
        self.left = [
            (key.lower().removeprefix("rft."), " ".join(value.split())) for key, value in pairs if value.strip()
        ]

    def all(self, *keys: str) -> list[str]:
        """Return the values of keys, which are then done with."""
        found = [value for key, value in self.left if key in keys]
        self.left = [pair for pair in self.left if pair[0] not in keys]
        return found

    def first(self, *keys: str) -> str:
        """Return the first value of the first of these keys that has one."""
        for key in keys:
            if found := next((value for one, value in self.left if one == key), ""):
                self.left = [pair for pair in self.left if pair != (key, found)]
                return found
        return ""


def _record(hidden: str, line: int) -> Record:
    url = OpenUrl(hidden)
    form = url.first("rft_val_fmt").rpartition(":")[2].lower()
    genre, said = url.first("genre").lower(), url.first("type").lower()
    kind = _GENRES.get(genre) or _TYPES.get(said.replace(" ", "")) or _TYPES.get(genre) or _FORMATS.get(form, "misc")
    entry = Draft(_FORM, kind, line, hidden[:_MOST])
    entry.keep("genre", "" if genre in _GENRES or genre in _TYPES else genre)
    entry.keep("type", "" if said.replace(" ", "") in _TYPES else said)
    url.all("ctx_ver", "url_ver", "ctx_enc")
    _people(url, entry)
    _titles(url, entry)
    for key, name in _PLAIN.items():
        entry.put(name, url.first(key))
    house = draft.PUBLISHERS.get(entry.kind, "publisher")
    entry.put(house, url.first("pub", "publisher", "inst"))
    _date(url, entry)
    entry.put("pages", draft.pages(url.first("spage"), url.first("epage")))
    pages = url.first("pages")
    if not entry.put("pages", draft.pages(pages)):
        entry.keep("pages", pages)
    _identifiers(url, entry)
    entry.tag(url.all("subject"))
    if code := url.first("language"):
        entry.put("language", languages.language(code) or code)
    for key, value in url.left:
        entry.keep(key, value)
    return entry.record()


def _people(url: OpenUrl, entry: Draft) -> None:
    """Take the first author in its parts, and all that are named as a whole, each once."""
    family, given = url.first("aulast"), url.first("aufirst", "auinit")
    suffix, initials = url.first("ausuffix"), url.all("auinit", "auinit1", "auinitm")
    names = []
    if family:
        names.append(draft.name_of(family, given or " ".join(initials), suffix))
    names += [one for written in url.all("au", "creator", "inventor", "invlast") if (one := draft.person(written))]
    if (
        names
        and len(names) > 1
        and family
        and names[1].family == names[0].family
        and _alike(names[0].given, names[1].given)
    ):
        del names[0 if len(names[1].given) >= len(names[0].given) else 1]
    for name in dict.fromkeys(names):
        entry.name("author", name)
    for written in url.all("aucorp"):
        entry.name("author", draft.body(written))
    for written in url.all("contributor"):
        entry.person("editora", written)
        entry.put("editoratype", "collaborator")
    for written in url.all("assignee"):
        entry.person("holder", f"{written},")


def _alike(one: str, other: str) -> bool:
    return one[:1].casefold() == other[:1].casefold()


def _titles(url: OpenUrl, entry: Draft) -> None:
    whole, part = url.first("btitle"), url.first("atitle")
    journal = url.first("jtitle")
    title = url.first("title")
    container = biblatex.container(entry.kind)
    if entry.kind == "periodical" and not part:
        part, journal = journal or title, ""
    if not part:
        part = whole or title
        whole = "" if part == whole else whole
    entry.put("title", part)
    held = [one for one in dict.fromkeys((journal, whole, title)) if one and one != part]
    for one in held:
        entry.put(container or "titleaddon", one)
    source = url.first("source")
    entry.put(container or "organization", source)


def _date(url: OpenUrl, entry: Draft) -> None:
    written = url.first("date")
    if not entry.put("date", draft.date_of(written)):
        entry.keep("date", written)
    season, quarter = url.first("ssn"), url.first("quarter")
    if (word := _SEASONS.get(season.lower())) and re.fullmatch(r"\d{4}", entry.values.get("date", "")):
        entry.values["date"] = draft.date_of(f"{word} {entry.values['date']}")
    else:
        entry.keep("ssn", season)
    entry.keep("quarter", quarter)


def _identifiers(url: OpenUrl, entry: Draft) -> None:
    for identifier in url.all("rft_id", "identifier"):
        scheme = next((scheme for front, scheme in _SCHEMES.items() if identifier.lower().startswith(front)), "")
        if scheme in ("doi", "pmid", "arxiv", "isbn"):
            entry.identify(scheme, re.sub(r"^(?:info:\w+/|urn:isbn:)", "", identifier, flags=re.IGNORECASE))
        elif identifier.lower().startswith(("http:", "https:")):
            entry.put("url", identifier)
        else:
            entry.keep("id", identifier)
    for number in url.all("doi"):
        entry.identify("doi", number)
    for number in url.all("isbn"):
        entry.identify("isbn", number)
    for number in url.all("issn", "eissn"):
        entry.join("issn", number, ", ")
