"""JSON-LD as facts.

The work of the page and its properties.

The syntax is JSON-LD 1.1 without contexts, the vocabulary that of schema.org.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from readinglist.util.html import unescaped
from readinglist.webpages import bylines
from readinglist.webpages.facts import Facts, facts, normal, pages
from readinglist.webpages.meta_tags import abstract, doi
from readinglist.webpages.plain import date, language, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = Any  # whatever JSON holds
Node = dict[str, Value]

# Bounds for pages that are made to do harm; guesses, above what pages have.
_NODES = 2000
_DEPTH = 6  # of lists, graphs and main entities within each other
_ABSTRACT = 10_000  # characters
# Types of works, those that a page is about before those that it merely has on it.
_TYPES = {
    "scholarlyarticle": "article", "medicalscholarlyarticle": "article", "report": "report", "thesis": "thesis",
    "chapter": "incollection", "book": "book", "dataset": "dataset", "softwaresourcecode": "software",
    "softwareapplication": "software", "newsarticle": "online", "reportagenewsarticle": "online",
    "analysisnewsarticle": "online", "opinionnewsarticle": "online", "backgroundnewsarticle": "online",
    "reviewnewsarticle": "online", "blogposting": "online", "liveblogposting": "online", "techarticle": "online",
    "article": "online", "socialmediaposting": "online", "discussionforumposting": "online", "creativework": "",
    "podcastepisode": "audio", "videoobject": "video", "webpage": "", "itempage": "", "aboutpage": "", "medicalwebpage": "",
}  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_TYPES)}
_BODIES = frozenset(
    "organization newsmediaorganization corporation governmentorganization ngo educationalorganization "
    "collegeoruniversity researchorganization project website periodical".split()
)


def nodes(scripts: Iterable[str]) -> list[Node]:
    """Return the nodes of all scripts.

    Broken scripts are left out.
    They stand at the top of a script, in `@graph`, or as the `mainEntity` of another.
    """
    found: list[Node] = []
    for script in scripts:
        for value in _script_values(script):
            found += _top(value, _DEPTH)
    return found[:_NODES]


def _script_values(script: str) -> Iterator[Value]:
    """Yield the JSON values of a script, repaired if necessary.

    Templates leave comments, line breaks in texts, trailing commas and entities.
    """
    text = re.sub(
        r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|]]>)\s*\Z", "", script
    ).strip()
    for mend in (_as_is, _without_commas, _without_entities):
        values = list(_values(mend(text)))
        if values:
            yield from values
            return


def _as_is(text: str) -> str:
    return text


def _without_commas(text: str) -> str:
    return re.sub(r",(?=\s*+[}\]])", "", text)


def _without_entities(text: str) -> str:
    return _without_commas(unescaped(text))


def _values(text: str) -> Iterator[Value]:
    """Yield JSON values in a row, up to the first that is broken."""
    decoder, place = json.JSONDecoder(strict=False), 0
    for _ in range(_NODES):
        if place >= len(text):
            return
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value
        while place < len(text) and text[place] in " \t\r\n;,":
            place += 1


def _top(value: Value, depth: int) -> Iterator[Node]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _top(item, depth - 1)
    elif isinstance(value, dict) and depth:
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _top(value.get(name), depth - 1)


class JsonLdGraph:
    """The nodes of a page, in which a reference by `@id` is resolved."""

    def __init__(self, found: list[Node]) -> None:
        self.nodes = found
        self.by_id: dict[str, Node] = {}
        for node in found:
            if isinstance(node.get("@id"), str) and len(node) > 1:
                self.by_id.setdefault(node["@id"], node)

    def listed(self, value: Value) -> list[Value]:
        """Return a value as a list, references resolved."""
        if isinstance(value, dict) and "@list" in value:
            value = value["@list"]
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [self._resolved(item) for item in values[:_NODES]]

    def _resolved(self, value: Value) -> Value:
        named = value.get("@id") if isinstance(value, dict) else None
        if isinstance(named, str) and len(value) <= 2:  # noqa: PLR2004 - an id, and perhaps a type
            return self.by_id.get(named, value)
        return value

    def text(self, value: Value, most: int = 1000) -> str:
        """Return the first text of a value.

        Itself, its `@value` or its `name`.
        """
        for item in self.listed(value):
            if isinstance(item, dict):
                item = item.get("@value") or item.get("name") or ""  # noqa: PLW2901
                item = item[0] if isinstance(item, list) and item else item  # noqa: PLW2901
            if isinstance(item, str | int | float) and not isinstance(item, bool) and (found := plain(str(item), most)):
                return found
        return ""

    def node(self, value: Value) -> Node:
        """Return the first node of a value.

        It is empty for none.
        """
        return next((item for item in self.listed(value) if isinstance(item, dict)), {})


def _kinds(node: Node) -> list[str]:
    named = node.get("@type")
    values = named if isinstance(named, list) else [named]
    return [v.rpartition("/")[2].rpartition(":")[2].lower() for v in values if isinstance(v, str)]


def main(graph: JsonLdGraph, url: str, title: str) -> Node:
    """Return the node that is the work of the page.

    It is empty for none.
    The choice is by type, then by address, then by title.
    """

    def standing(pair: tuple[int, Node]) -> tuple[int, int, int]:
        place, node = pair
        rank = min(_RANK[kind] for kind in _kinds(node) if kind in _RANK)
        named = graph.text(node.get("headline")) or graph.text(node.get("name"))
        is_own = url in (node.get("url"), node.get("@id"), _address(node.get("mainEntityOfPage")))
        is_titled = bool(named) and named.casefold() in title.casefold()
        return -(is_own or is_titled) * (rank < _RANK["webpage"]), rank, place

    works = [(n, node) for n, node in enumerate(graph.nodes) if any(kind in _RANK for kind in _kinds(node))]
    return min(works, key=standing)[1] if works else {}


def _address(value: Value) -> str:
    found = value.get("@id") or value.get("url") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def of_scripts(scripts: Iterable[str], url: str, title: str) -> Facts:
    """Return the facts of the work.

    `title` is that of the page elsewhere.
    """
    graph = JsonLdGraph(nodes(scripts))
    node = main(graph, url, title)
    site = _site_name(graph, node)
    if not node:
        return Facts(site=site)
    kind = min((k for k in _kinds(node) if k in _RANK), key=_RANK.__getitem__)
    values = [("title", _title(graph, node, title)), *_fields(graph, node, kind)]
    known = facts(_TYPES[kind], values, _work_authors(graph, node, site), site=site)
    return Facts(known.type, known.fields, known.authors, _editors(graph, node, kind), known.site)


def _title(graph: JsonLdGraph, node: Node, elsewhere: str) -> str:
    """Return the headline or the name of a work.

    It is the one that is also the title of the page elsewhere.
    """
    named = [graph.text(node.get(name)) for name in ("headline", "name", "alternativeHeadline")]
    known = [name for name in named if name]
    return next((name for name in known if name.casefold() in elsewhere.casefold()), known[0] if known else "")


def _fields(graph: JsonLdGraph, node: Node, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a work, and of what it appeared in."""

    def first(*names: str, most: int = 1000) -> str:
        return next((found for name in names if (found := graph.text(node.get(name), most))), "")

    # The date of a page in a wiki is that of its last change.
    changed = ("dateModified",) if "/wiki/" in first("url") else ()
    names = (*changed, "datePublished", "uploadDate", "dateCreated", "datePosted", "copyrightYear")
    yield "date", next((found for name in names if (found := date(first(name)))), "")
    yield "language", language(first("inLanguage"))
    if abstract_ := abstract(first("abstract", "description", most=_ABSTRACT)):
        yield "abstract", abstract_
    yield from _work_identifiers(graph, node)
    if kind not in ("webpage", "newsarticle", "blogposting"):
        yield "publisher", first("publisher")
        yield "version", first("version", "softwareVersion")
        yield "isbn", first("isbn")
        yield "edition", first("bookEdition")
        yield "rights", _licence(first("license"))
        yield "number", first("reportNumber")
        yield "pages", pages(first("pageStart"), first("pageEnd")) or pages(first("pagination"), "")
        yield from _host(graph, node)


def _licence(value: str) -> str:
    """Return the name of a licence by its address."""
    found = re.fullmatch(
        r"https?://(?:www\.)?(?:spdx\.org/licenses/|opensource\.org/licenses?/)([\w.+-]+?)(?:\.html)?/?", value
    )
    if found:
        return found[1]
    found = re.match(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)", value)
    return f"CC {found[1].upper()} {found[2]}" if found else value


def _host(graph: JsonLdGraph, node: Node) -> Iterator[tuple[str, str]]:
    """Yield the fields of the issue, volume and journal of a work."""
    part = node
    for _ in range(_DEPTH):
        part = graph.node(part.get("isPartOf"))
        kinds = _kinds(part)
        yield "number", graph.text(part.get("issueNumber"))
        yield "volume", graph.text(part.get("volumeNumber"))
        if "periodical" in kinds:
            yield "journaltitle", graph.text(part.get("name"))
            yield "issn", graph.text(part.get("issn"))
        elif "book" in kinds:
            yield "booktitle", graph.text(part.get("name"))
            yield "isbn", graph.text(part.get("isbn"))


def _work_identifiers(graph: JsonLdGraph, node: Node) -> Iterator[tuple[str, str]]:
    """Yield the DOI and arXiv number of the work itself."""
    for name in ("identifier", "doi", "sameAs", "@id", "url"):
        for item in graph.listed(node.get(name)):
            value = item.get("value") or item.get("@id") or item.get("url") if isinstance(item, dict) else item
            if not isinstance(value, str):
                continue
            yield "doi", doi(value)
            if "arxiv" in value.lower() or "arxiv" in str(item)[:200].lower():
                yield "arxiv", normal("arxiv", value)


def _work_authors(graph: JsonLdGraph, node: Node, site: str) -> list[str]:
    for name in ("author", "creator"):
        found = [typed for item in graph.listed(node.get(name)) for typed in _author(graph, item, site)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _author(graph: JsonLdGraph, item: Value, site: str) -> list[str]:
    """Return an author as source.

    A body is whole; a person is by parts where they are given. A text may hold several names.
    """
    if isinstance(item, str):
        return bylines.typed([item], sites=[site])
    if not isinstance(item, dict):
        return []
    if not _BODIES.isdisjoint(_kinds(item)):
        return [typed for value in graph.listed(item.get("name")) if (typed := bylines.body(graph.text(value)))]
    family, given = graph.text(item.get("familyName")), graph.text(item.get("givenName"))
    if family and given:
        return [bylines.person(family, given)]
    return bylines.typed([graph.text(value) for value in graph.listed(item.get("name"))], sites=[site])


def _editors(graph: JsonLdGraph, node: Node, kind: str) -> list[str]:
    if kind not in ("book", "chapter"):
        return []
    return [typed for item in graph.listed(node.get("editor")) for typed in _author(graph, item, "")]


def _site_name(graph: JsonLdGraph, node: Node) -> str:
    """Return the name of the publisher, or of a website."""
    if publisher := graph.text(node.get("publisher")):
        return publisher
    sites = [item for item in graph.nodes if "website" in _kinds(item)]
    return graph.text(sites[0].get("name")) if sites else ""
