"""The metadata of a web page, as it stands there.

These are its meta tags, links and JSON-LD, and the elements that mark title, author and date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readinglist.util.html import tokens
from readinglist.webpages.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

# Bounds on time and memory for pages that are made to do harm. All are guesses, far above what honest pages need.
_MOST = 20_000  # values of one kind: a paper of a great experiment has thousands of authors, each with a meta tag
_LONGEST = 1_000_000  # characters of one text or value: JSON-LD may hold a whole article
_OPEN = 16  # elements whose text is collected at a time
_LENGTH = 2000  # characters of an element's text: a title or a byline
_LONGEST_KEPT = 20_000  # characters of one value: an abstract
_SCRIPTS = 4_000_000  # characters of JSON-LD
# The void elements of the HTML Standard (13.1.2), which have no end tag and hold no text.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_RELATIONS = frozenset(("canonical", "shortlink", "license"))
_ITEMS = frozenset("headline name author creator datepublished datecreated uploaddate publisher".split())
# Classes that mark the author of a page: of hAtom, of h-entry (microformats), and of large publishers.
_BYLINES = frozenset(
    "byline byline__name byline-name author-name author__name article-author article__author post-author entry-author "
    "p-author byline__author bylines contributor-name".split()
)


# Marks that count only beside the work: those of other works stand in sidebars, lists and cards of the same page.
_OF_WORK = frozenset("byline rel-author item:author item:creator time published dated labelled lone early".split())
# Classes of elements with the date of a work: `post-date`, `publishingdate`, `newsdatum`, but not `last-update` or `event-date`.
_DATED = re.compile(
    r"(?<![a-z])(?!\S*(?:updat|modif|event|valid|candid|start|end-|expir))[\w-]*?(?:date|datum|fecha|published|pubdate|posted-?on|postmeta|"
    r"post-meta|dateline|timestamp)(?![a-z])",
    re.IGNORECASE,
)
# A text that is nothing but a date, perhaps with a weekday before and a time behind.
_LONE = re.compile(
    r"\W{0,9}(?:(?:am|on|le|el|den)\s+)?(?:[^\W\d_]{2,10}[.,:]+\s+)?(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|\d{4}[-/]\d\d[-/]\d\d|"
    r"\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s\d{4}|[^\W\d_]{3,9}\.?\s\d{1,2},\s\d{4})(?:[\s,|–-]+(?:um\s|at\s)?\d{1,2}[:.h]\d\d.{0,12})?\W{0,9}",
)
_LONGEST_LONE = 60  # characters of such a text
# What stands before a date in words: of the publication only, as others are of changes and events.
_LABEL = re.compile(
    r"\s{0,99}(?:(?:first |originally |article )?published|posted|published online|date published|publication date|release date|date of publication|"
    r"veröffentlicht|erschienen|publiziert|stand|datum|publié|mis en ligne|paru|publicado|publicada|fecha(?: de publicación)?|"
    r"pubblicato|data|gepubliceerd|publicerad|publisert|udgivet)\b(?: (?:on|am|le|el|il|op|den|em))?\s{0,9}:?\s{0,9}(.{4,40})",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<!\S)(?:(?:\w+[-_])?side-?bar|(?:sidebar|related|recommend\w*|recirc\w*|popular|trending|most-?read|more-from|more-stories|"
    r"you-may-like|newsletter)(?:[-_]\w+)*|read-?more|comments(?:-area)?|comment-?list|respond|site-footer|page-footer|colophon|"
    r"teasers?|up-?next)(?!\S)",
    re.IGNORECASE,
)
_REGIONS = frozenset("div section ul ol footer".split())


@dataclass(slots=True)
class Page:
    """The metadata of a page, not interpreted.

    `metas` are values by lower-case name (or property), in the order of the page; `marked` are the texts of elements by
    their mark: `title`, `h1`, `time`, `published` (a time with that class), `byline`, and `item:headline` and the like of
    microdata. `links` are addresses by relation.
    """

    url: str
    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    marked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    scripts: list[str] = field(default_factory=list)
    scripted: int = 0  # characters in them
    language: str = ""
    base: str = ""

    def all(self, *names: str) -> list[str]:
        """Return the values of one of several meta tags.

        The first tag that has any counts.
        They are plain text, each once.
        """
        for name in names:
            values = [value for raw in self.metas.get(name, ()) if (value := plain(raw))]
            if values:
                return list(dict.fromkeys(values))
        return []

    def first(self, *names: str, most: int = 1000) -> str:
        """Return the value of one of several meta tags.

        It is plain text, of the first tag that has one.
        """
        return next((v for name in names for raw in self.metas.get(name, ()) if (v := plain(raw, most))), "")

    def texts(self, *marks: str) -> list[str]:
        """Return the texts of elements by one of several marks.

        The first mark that has any counts.
        They are plain text, each once.
        """
        for mark in marks:
            values = [value for raw in self.marked.get(mark, ()) if (value := plain(raw))]
            if values:
                return list(dict.fromkeys(values))
        return []


@dataclass(slots=True)
class _Element:
    """An element whose text is collected."""

    tag: str
    mark: str
    text: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Place:
    """Where in a page the reading is: in which of its articles, and whether beside them.

    `main` is the article with the first heading.
    """

    articles: list[int] = field(default_factory=list)
    seen: int = 0
    main: int = 0
    is_headed: bool = False
    beside: _Element | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        if tag == "article" and len(self.articles) < _MOST:
            self.seen += 1
            self.articles.append(self.seen)
        self.is_headed = self.is_headed or tag == "h1"
        if tag == "h1" and not self.main:
            # Around its heading a page is not beside itself, whatever its layout is called.
            self.beside = None
            self.main = self.articles[-1] if self.articles else 0
        if self.beside:
            self.beside.depth += self.beside.tag == tag
        elif tag in ("aside", "nav") or (tag in _REGIONS and _is_beside(attributes)):
            self.beside = _Element(tag, "")

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag == "article" and self.articles:
            self.articles.pop()
        if self.beside and self.beside.tag == tag:
            self.beside.depth -= 1
            self.beside = self.beside if self.beside.depth >= 0 else None

    def marked(self, mark: str) -> str:
        """Return a mark with the article in which it stands; empty for one that is not of the work."""
        if mark not in _OF_WORK:
            return mark
        mark = "early" if mark == "dated" and not self.is_headed else mark
        article = self.articles[-1] if self.articles else 0
        return "" if self.beside else f"{mark}@{article}"


def _is_beside(attributes: Mapping[str, str]) -> bool:
    return bool(_BESIDE.search(f"{attributes.get('class', '')[:200]} {attributes.get('id', '')[:200]}"))


def read(source: str, url: str) -> Page:
    """Return the metadata of a page.

    `url` is where it came from.
    Any text is accepted, and read in time linear in its length.
    """
    page, opened, place = Page(url), list[_Element](), _Place()
    script = ""
    for token in tokens(source, _LONGEST):
        if not token.name:
            _collect_text(page, opened, script, token.text)
            if not script:
                _collect_date(page, place, token.text)
        elif token.name.startswith("/"):
            _end_element(page, opened, token.name[1:])
            place.end(token.name[1:])
        else:
            script = _script(token.name, token.attributes)
            place.start(token.name, token.attributes)
            _start_element(page, opened, place, token.name, token.attributes)
    for element in opened:
        _add_value(page.marked, element.mark, element.text)
    _choose_marks(page, place.main)
    return page


def _choose_marks(page: Page, main: int) -> None:
    """Keep of the marks of a work those in its own article, where there are any; all others else."""
    for mark in _OF_WORK:
        own = page.marked.get(f"{mark}@{main}", []) if main else []
        everywhere = [value for name in list(page.marked) if name.startswith(f"{mark}@") for value in page.marked[name]]
        if own or everywhere:
            page.marked[mark] = own or everywhere


def _collect_text(page: Page, opened: list[_Element], script: str, text: str) -> None:
    if script:
        if script == "data" and page.scripted < _SCRIPTS:
            page.scripts.append(text)
            page.scripted += len(text)
        return
    for element in opened:
        if len(element.text) < _LENGTH:
            element.text += text[:_LENGTH]


def _collect_date(page: Page, place: _Place, text: str) -> None:
    """Collect a date that is said to be that of the publication, or that stands alone below the heading."""
    labelled = _LABEL.match(text[:200])
    lone = place.is_headed and len(text) < _LONGEST_LONE and _LONE.fullmatch(text)
    mark = place.marked("labelled" if labelled else "lone") if labelled or lone else ""
    if mark:
        _add_value(page.marked, mark, labelled[1] if labelled else text)


def _script(tag: str, attributes: Mapping[str, str]) -> str:
    """Return `data` for JSON-LD, `code` for other content that is no text.

    Empty for all other elements.
    """
    if tag == "script":
        return "data" if "ld+json" in attributes.get("type", "").lower() else "code"
    return "code" if tag in ("style", "noembed", "noframes", "iframe") else ""


def _end_element(page: Page, opened: list[_Element], tag: str) -> None:
    for element in reversed(opened):
        if element.tag == tag:
            if not element.depth:
                opened.remove(element)
                _add_value(page.marked, element.mark, element.text)
            element.depth -= 1


def _start_element(page: Page, opened: list[_Element], place: _Place, tag: str, attributes: Mapping[str, str]) -> None:
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
    for name, value in _marks(tag, attributes):
        mark = place.marked(name)
        if not mark:
            continue
        if value is not None:
            _add_value(page.marked, mark, value)
        elif tag not in _VOID and len(opened) < _OPEN:
            opened.append(_Element(tag, mark))


def _meta(page: Page, attributes: Mapping[str, str]) -> None:
    # RDFa has a `resource` where a value is an address; the language of a value stands behind its name.
    content = attributes.get("content", "") or attributes.get("resource", "")
    if not content.strip():
        return
    names = {attributes.get(kind, "").strip().lower() for kind in ("name", "property", "http-equiv")} - {""}
    kinds = [part for part in ("lang", "scheme") if attributes.get(part)]
    for name in names:
        _add_value(page.metas, name, content)
        for kind in kinds:
            _add_value(page.metas, f"{name}@{attributes[kind].strip().lower()[:20]}", content)


def _link(page: Page, attributes: Mapping[str, str]) -> None:
    for relation in _RELATIONS.intersection(attributes.get("rel", "").lower().split()):
        _add_value(page.links, relation, attributes.get("href", ""))


def _marks(tag: str, attributes: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Return the marks of an element, each with its value.

    The value is None where it is the text of the element.
    """
    found: list[tuple[str, str | None]] = []
    if tag in ("title", "h1"):
        found.append((tag, None))
    classes = attributes.get("class", "").lower().split()
    if tag == "time":
        published = "pubdate" in attributes or not {"published", "entry-date", "dt-published"}.isdisjoint(classes)
        found.append(("published" if published else "time", attributes.get("datetime") or None))
    elif _DATED.search(attributes.get("class", "")[:200]):
        written = (attributes.get(name) for name in ("datetime", "content", "title"))
        found.append(("dated", next(filter(None, written), None)))
    if "author" in attributes.get("rel", "").lower().split() and tag == "a":
        found.append(("rel-author", None))
    elif not _BYLINES.isdisjoint(classes):
        found.append(("byline", None))
    # RDFa stands in the text too: `<span property="eli:title">`.
    if tag != "meta" and (name := attributes.get("property", "").strip().lower()).startswith("eli:"):
        found.append((name, attributes.get("content") or attributes.get("resource") or None))
    for item in _ITEMS.intersection(attributes.get("itemprop", "").lower().split()):
        value = attributes.get("content") or attributes.get("datetime")
        found.append((f"item:{item}", value))
    return found


def _add_value(values: dict[str, list[str]], name: str, value: str) -> None:
    kept = values[name]
    if len(kept) < _MOST and len(values) < _MOST:
        kept.append(value[:_LONGEST_KEPT])
