r"""The works that a field cites, by what its code says.

Zotero's and Mendeley's code is CSL-JSON (docs.citationstyles.org); Word's own is `CITATION tag \m tag` (ECMA-376, 17.16.5.7).
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from readinglist.manuscripts.office.rendition import EmbeddedWork
from readinglist.util import nesting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CSL = "CSL_CITATION"
_MENDELEY = re.compile(r"MENDELEY_CITATION_v\d+_([A-Za-z0-9+/_=-]+)")
_WORD = re.compile(r"\s*CITATION\s+(?:\"([^\"]{1,300})\"|([^\s\"\\]{1,300}))")
_MORE = re.compile(r"\\m\s+(?:\"([^\"]{1,300})\"|([^\s\"\\]{1,300}))")
_JABREF = re.compile(r"JR_cite\d{0,2}_\d{1,6}_(?P<old>\S+)|JABREF_(?P<new>\S{1,300}) CID_\d")
# Programs whose fields hold no keys, but numbers of their own or packed data.
_PROGRAMS = {
    "en.cite": "EndNote",
    "citaviplaceholder": "Citavi",
    "_ctvp": "Citavi",
    "refmgr.cite": "Reference Manager",
    "rw.cite": "RefWorks",
    "papers2_citations": "Papers",
}
_UNREAD = re.compile(rf"(?i)\s*(?:ADDIN\s+)?({'|'.join(map(re.escape, _PROGRAMS))})(?!\.|[a-z])")
_KEY_IN_NOTE = re.compile(r"(?im)^[ \t]*citation[ -]?key[ \t]*:[ \t]*(\S+)")
# What managers put where a citation key could be: numbers, their own addresses, and numbers of a session.
_NO_KEY = re.compile(r"\d+|\S*(?:/|zotero\.org)\S*|[A-Z0-9]{8}|ITEM-\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")
_LEFT_OUT = frozenset(("abstract", "note"))  # long, and not needed to tell which work it is
_LONGEST = 200  # characters of a key; a guess, beyond any that is used
_DECODER = json.JSONDecoder()


def works(code: str, sources: Mapping[str, dict[str, Any]]) -> list[EmbeddedWork]:
    """Return the works that a field cites; `sources` are those that the document itself has, by their tags."""
    start = code.find(_CSL)
    if start >= 0:
        return of_citation(_json(code, code.find("{", start)))
    if match := _WORD.match(code):
        tags = [match, *_MORE.finditer(code, match.end())]
        return [_tagged(tag[1] or tag[2], sources) for tag in tags]
    return [EmbeddedWork(key) for match in _JABREF.finditer(code) for key in (match["old"] or match["new"]).split(",")]


def unread(code: str) -> list[EmbeddedWork]:
    """Return whose citation a field holds that is not read here, by the name of the program; empty for any other field.

    `ADDIN EN.CITE <EndNote>…` → EndNote; `EN.CITE.DATA` belongs to the field around it.
    """
    match = _UNREAD.match(code)
    return [EmbeddedWork(_PROGRAMS[match[1].lower()])] if match else []


def of_control(tag: str) -> list[EmbeddedWork]:
    """Return the works of a content control of Mendeley, by its tag."""
    match = _MENDELEY.fullmatch(tag.strip())
    if match is None:
        return []
    packed = match[1].replace("-", "+").replace("_", "/").rstrip("=")
    try:
        text = base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")
    except ValueError:
        return []
    return of_citation(_json(text, text.find("{")))


def of_anchor(name: str) -> list[EmbeddedWork]:
    """Return the work to whose entry a link of pandoc leads: `ref-doe2020` → doe2020."""
    key = unquote(name.removeprefix("#")).removeprefix("ref-")
    return [EmbeddedWork(key)] if key and name.removeprefix("#") != key else []


def _json(text: str, start: int) -> object:
    if start < 0:
        return None
    try:
        found: object = _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None
    return None if nesting.is_deeper(found) else found


def of_citation(citation: object) -> list[EmbeddedWork]:
    """Return the works of a citation of Zotero or Mendeley."""
    given = citation.get("citationItems") if isinstance(citation, dict) else None
    return [_work(item) for item in given if isinstance(item, dict)] if isinstance(given, list) else []


def _tagged(tag: str, sources: Mapping[str, dict[str, Any]]) -> EmbeddedWork:
    item = sources.get(tag)
    return EmbeddedWork(tag, json.dumps(item) if item else "")


def _work(cited: dict[str, Any]) -> EmbeddedWork:
    data = cited.get("itemData")
    item = data if isinstance(data, dict) else {}
    key = next((key for key in _keys(cited, item) if key), "") or _called(item) or _address(cited)
    kept = {name: value for name, value in item.items() if name not in _LEFT_OUT}
    return EmbeddedWork(key, json.dumps(kept) if kept.get("title") else "")


def _keys(cited: dict[str, Any], item: dict[str, Any]) -> Iterator[str]:
    """Yield what may be the citation key of a work."""
    yield _text(item.get("citation-key") or item.get("citationKey") or item.get("citekey"))
    note = _KEY_IN_NOTE.search(_text(item.get("note")))
    yield note[1] if note else ""
    for written in (_text(item.get("id")), _text(cited.get("id"))):
        yield written if len(written) <= _LONGEST and not _NO_KEY.fullmatch(written) else ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _called(item: dict[str, Any]) -> str:
    """Return how a work without a key is called: by author, year and title."""
    year = _year(item.get("issued"))
    people = item.get("author") or item.get("editor")
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    name = _text(first.get("family")) or _text(first.get("literal"))
    title = _text(item.get("title"))
    return f"{' '.join(part for part in (name, year) if part)}: {title}".lstrip(": ")[:100] if title else ""


def _year(issued: Any) -> str:  # noqa: ANN401 - it may be anything, and fails where it is no date
    try:
        return str(issued["date-parts"][0][0])[:4]
    except (KeyError, IndexError, TypeError):
        return ""


def _address(cited: dict[str, Any]) -> str:
    """Return the end of the address that Zotero gives a work, or its number."""
    uris = cited.get("uris") or cited.get("uri")
    first = uris[0] if isinstance(uris, list) and uris else uris
    return _text(first).rpartition("/")[2] or str(cited.get("id") or "")
