"""What a web page says about itself: its meta tags, links, JSON-LD and the few elements that tell title, author and date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readinglist.util.html import tokens
from readinglist.webpages.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 20_000  # values of one kind that are kept: a paper of a great experiment has thousands of authors
_LONGEST = 1_000_000  # characters of one text or value
_OPEN = 16  # elements whose text is collected at a time
_LENGTH = 2000  # characters of an element's text
_SCRIPTS = 4_000_000  # characters of JSON-LD
# Elements without an end, which hold no text.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_RELATIONS = frozenset(("canonical", "shortlink", "license"))
_ITEMS = frozenset("headline name author creator datepublished datecreated uploaddate publisher".split())
# Classes that say that an element names who wrote the page, in the manner of hAtom, h-entry and large publishers.
_BYLINES = frozenset(
    "byline byline__name byline-name author-name author__name article-author article__author post-author entry-author "
    "p-author byline__author bylines contributor-name".split()
)


@dataclass(slots=True)
class Page:
    """What was read of a page, all as it stands there.

    `metas` are values by lower-case name (or property), in the order of the page; `marked` the texts of elements by
    what marks them: `title`, `h1`, `time`, `published` (a time that says so), `byline`, and `item:headline` and the like
    of microdata. `links` are addresses by relation.
    """

    url: str
    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    marked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    scripts: list[str] = field(default_factory=list)
    language: str = ""
    base: str = ""

    def all(self, *names: str) -> list[str]:
        """Return the values of the first of several meta tags that has any, in plain text, each once."""
        for name in names:
            values = [value for raw in self.metas.get(name, ()) if (value := plain(raw))]
            if values:
                return list(dict.fromkeys(values))
        return []

    def first(self, *names: str, most: int = 1000) -> str:
        """Return the first value of the first of several meta tags that has one, in plain text."""
        return next((v for name in names for raw in self.metas.get(name, ()) if (v := plain(raw, most))), "")

    def texts(self, *marks: str) -> list[str]:
        """Return the texts of elements by the first of several marks that has any, in plain text, each once."""
        for mark in marks:
            values = [value for raw in self.marked.get(mark, ()) if (value := plain(raw))]
            if values:
                return list(dict.fromkeys(values))
        return []


@dataclass(slots=True)
class _Element:
    """An element whose text is being collected."""

    tag: str
    mark: str
    text: str = ""
    depth: int = 0


def read(source: str, url: str) -> Page:
    """Return what a page says about itself; `url` is where it came from. Takes any text, in time linear in its length."""
    page, opened = Page(url), list[_Element]()
    script = ""
    for token in tokens(source, _LONGEST):
        if not token.name:
            _text(page, opened, script, token.text)
        elif token.name.startswith("/"):
            _ended(page, opened, token.name[1:])
        else:
            script = _script(token.name, token.attributes)
            _started(page, opened, token.name, token.attributes)
    for element in opened:
        _note(page.marked, element.mark, element.text)
    return page


def _text(page: Page, opened: list[_Element], script: str, text: str) -> None:
    if script:
        if script == "data" and sum(map(len, page.scripts)) < _SCRIPTS:
            page.scripts.append(text)
        return
    for element in opened:
        if len(element.text) < _LENGTH:
            element.text += text[:_LENGTH]


def _script(tag: str, attributes: Mapping[str, str]) -> str:
    """Return `data` for JSON-LD, `code` for what else is no text of the page, and nothing for all other elements."""
    if tag == "script":
        return "data" if "ld+json" in attributes.get("type", "").lower() else "code"
    return "code" if tag in ("style", "noembed", "noframes", "iframe") else ""


def _ended(page: Page, opened: list[_Element], tag: str) -> None:
    for element in reversed(opened):
        if element.tag == tag:
            if not element.depth:
                opened.remove(element)
                _note(page.marked, element.mark, element.text)
            element.depth -= 1


def _started(page: Page, opened: list[_Element], tag: str, attributes: Mapping[str, str]) -> None:
    for element in opened:
        element.depth += element.tag == tag
        element.text += " " if tag in ("br", "p", "li", "div") and len(element.text) < _LENGTH else ""
    if tag == "meta":
        _meta(page, attributes)
    elif tag == "link":
        _link(page, attributes)
    elif tag == "base":
        page.base = page.base or attributes.get("href", "")
    elif tag == "html":
        page.language = page.language or attributes.get("lang", "") or attributes.get("xml:lang", "")
    for mark, value in _marks(tag, attributes):
        if value is not None:
            _note(page.marked, mark, value)
        elif tag not in _VOID and len(opened) < _OPEN:
            opened.append(_Element(tag, mark))


def _meta(page: Page, attributes: Mapping[str, str]) -> None:
    content = attributes.get("content", "")
    if not content.strip():
        return
    names = {attributes.get(kind, "").strip().lower() for kind in ("name", "property", "http-equiv")}
    for name in names - {""}:
        _note(page.metas, name, content)


def _link(page: Page, attributes: Mapping[str, str]) -> None:
    for relation in _RELATIONS.intersection(attributes.get("rel", "").lower().split()):
        _note(page.links, relation, attributes.get("href", ""))


def _marks(tag: str, attributes: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Return by what an element is marked, each with its value, or None where that is the text of the element."""
    found: list[tuple[str, str | None]] = []
    if tag in ("title", "h1"):
        found.append((tag, None))
    classes = attributes.get("class", "").lower().split()
    if tag == "time":
        published = "pubdate" in attributes or not {"published", "entry-date", "dt-published"}.isdisjoint(classes)
        found.append(("published" if published else "time", attributes.get("datetime") or None))
    if "author" in attributes.get("rel", "").lower().split() and tag == "a":
        found.append(("rel-author", None))
    elif not _BYLINES.isdisjoint(classes):
        found.append(("byline", None))
    for item in _ITEMS.intersection(attributes.get("itemprop", "").lower().split()):
        value = attributes.get("content") or attributes.get("datetime")
        found.append((f"item:{item}", value))
    return found


def _note(values: dict[str, list[str]], name: str, value: str) -> None:
    kept = values[name]
    if len(kept) < _MOST and len(values) < _MOST:
        kept.append(value[:20_000])
