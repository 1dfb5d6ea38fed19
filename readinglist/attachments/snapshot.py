"""Makes one file of a web page that opens offline, runs nothing and asks nobody.

The words, the style sheets and the pictures are kept; scripts, frames, forms' targets and whatever loads more are not. What
goes in is a page as it came (WHATWG HTML Standard), what comes out is written anew from its tags and texts, behind a content policy
(CSP 3) that forbids everything else.
"""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from readinglist.util.html import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from readinglist.util.html import HtmlToken

MOST_REQUESTS, MOST_BYTES = 200, 10_000_000  # of what a page loads beside itself; a guess, more than most articles do
_DEEPEST = 3  # style sheets that import others
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'"
)
_GONE = frozenset(
    "script iframe frame frameset object embed applet template portal noembed noframes audio video track source param"
    " animate animatemotion animatetransform set foreignobject dialog slot".split()
)
_WITH_CONTENT = frozenset(
    "script iframe frameset object applet template noembed noframes audio video style title".split()
)
_VOID = frozenset("area br col hr img input wbr".split())
# Elements of SVG that hold nothing, and end in `/>`, which a page's reader does not tell.
_LEAVES = frozenset("path circle rect line polyline polygon ellipse use image stop".split())
_UNWRAPPED = frozenset(("noscript", "head", "body"))
_MOST_METAS = 500
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|ico)(?:[?#]|$)")
_DROPPED = frozenset(
    "srcset sizes integrity crossorigin nonce ping action formaction background srcdoc data-src data-srcset data-original loading"
    " autofocus manifest profile longdesc dynsrc lowsrc".split()
)
_LINKS = frozenset(("href", "xlink:href", "cite"))
_LAZY = ("data-src", "data-original", "data-lazy-src")
_URL = re.compile(r"url\(\s*+(?:\"([^\"\n)]*+)\"|'([^'\n)]*+)'|([^\"'\s()]*+))\s*+\)", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s++(?:url\(\s*+)?[\"']?([^\"'\s();]{1,2000})[\"']?\s*+\)?[^;]{0,200};", re.IGNORECASE)
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_.-]{0,60}")
_PICTURES = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/svg+xml",
    "image/x-icon",
    "image/vnd.microsoft.icon",
)


class Resource(NamedTuple):
    """What an address of a page gave: where it came from in the end, what it is, and its bytes."""

    url: str
    media_type: str
    content: bytes


class Snapshot(NamedTuple):
    """A page as one file, and how many of the pictures and style sheets that it names are not in it."""

    html: str
    missing: int


def build(source: str, url: str, fetch: Callable[[str], Resource | None], *, at: str) -> Snapshot:
    """Return a page as one file. `fetch` gives what an address has, or None; `at` is when the page came, in ISO 8601."""
    page = _Page(url, fetch)
    body = "".join(page.pieces(source))
    title = f"<title>{html.escape(page.title)}</title>\n" if page.title else ""
    head = (
        f'<!DOCTYPE html>\n<html{page.language}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="readinglist:url" content="{html.escape(url)}">\n<meta name="readinglist:fetched" content="{html.escape(at)}">\n'
        f"{''.join(page.metas)}{title}{''.join(page.styles)}</head>\n<body>\n"
    )
    return Snapshot(f"{head}{body}\n</body>\n</html>\n", page.missing)


class _Page:
    """Writes a page anew, and loads what belongs into it."""

    def __init__(self, url: str, fetch: Callable[[str], Resource | None]) -> None:
        self.url, self.missing, self.title, self.language = url, 0, "", ""
        self.metas: list[str] = []
        self.styles: list[str] = []
        self._fetch = fetch
        self._left, self._room = MOST_REQUESTS, MOST_BYTES
        self._known: dict[str, Resource | None] = {}

    def pieces(self, source: str) -> Iterator[str]:
        """Yield what is shown of a page, in order."""
        inside, held = "", list[str]()  # an element whose text is no text of the page, and that text
        for token in tokens(source):
            if inside:
                if token.name == f"/{inside}":
                    yield from self._ended(inside, "".join(held))
                    inside, held = "", []
                elif not token.name and inside in ("title", "style"):
                    held.append(token.text)
            elif token.name in _WITH_CONTENT:
                inside = token.name
            elif not token.name:
                yield html.escape(token.text, quote=False)
            else:
                yield from self._tag(token)

    def _ended(self, name: str, text: str) -> Iterator[str]:
        if name == "style":
            yield f"<style>{self._sheet(text, self.url)}</style>"
        elif name == "title":
            self.title = self.title or " ".join(text.split())

    def _tag(self, token: HtmlToken) -> Iterator[str]:
        name = token.name.removeprefix("/")
        is_end = name != token.name
        if head := _HEADS.get(name):
            if not is_end:
                head(self, token.attributes)
        elif name in _GONE or name in _UNWRAPPED or not _NAME.fullmatch(name):
            return
        elif is_end:
            if name not in _VOID and name not in _LEAVES:
                yield f"</{name}>"
        else:
            attributes = "".join(self._attributes(name, token.attributes))
            yield f"<{name}{attributes}></{name}>" if name in _LEAVES else f"<{name}{attributes}>"

    def base(self, attributes: Mapping[str, str]) -> None:
        """Take the address against which links are read."""
        self.url = _joined(self.url, attributes.get("href", "")) or self.url

    def html(self, attributes: Mapping[str, str]) -> None:
        """Take the language of the page."""
        if language := attributes.get("lang", attributes.get("xml:lang", "")):
            self.language = f' lang="{html.escape(language[:40])}"'

    def meta(self, attributes: Mapping[str, str]) -> None:
        """Keep what a page says of itself, by which it can be added as a source."""
        for kind in ("name", "property", "itemprop"):
            name, content = attributes.get(kind, ""), attributes.get("content", "")
            if name and not name.startswith("readinglist:") and content and len(self.metas) < _MOST_METAS:
                self.metas.append(f'<meta {kind}="{html.escape(name)}" content="{html.escape(content)}">\n')
                return

    def link(self, attributes: Mapping[str, str]) -> None:
        """Take a style sheet."""
        relations = attributes.get("rel", "").lower().split()
        if "stylesheet" not in relations or "alternate" in relations or "print" in attributes.get("media", ""):
            return
        if found := self._loaded(attributes.get("href", "")):
            sheet = self._sheet(found.content.decode("utf-8", "replace"), found.url)
            self.styles.append(f"<style>{sheet}</style>\n")

    def _attributes(self, name: str, attributes: Mapping[str, str]) -> Iterator[str]:
        for attribute, value in attributes.items():
            if attribute.startswith("on") or attribute in _DROPPED or not _NAME.fullmatch(attribute):
                continue
            kept: str | None = value
            if attribute in _LINKS:
                kept = self._address(name, value)
            elif attribute == "style":
                kept = self._sheet(value, self.url, deep=_DEEPEST)
            elif attribute == "src":
                kept = None  # below, for pictures
            if kept is not None:
                yield f' {attribute}="{html.escape(kept)}"'
        if name in ("img", "input") and (picture := self._picture(attributes)):
            yield f' src="{picture}"'

    def _address(self, name: str, value: str) -> str | None:
        """Return where a link leads, as a whole address; nothing for a script, and of a picture in a drawing only what is in the page."""
        if value.startswith("#"):
            return value
        if name in _LEAVES:
            return None
        return _joined(self.url, value, ("http", "https", "mailto", "doi")) or None

    def _picture(self, attributes: Mapping[str, str]) -> str:
        given = attributes.get("src", "")
        if not given or given.startswith("data:"):
            lazy = next((attributes[name] for name in _LAZY if attributes.get(name)), "")
            given = lazy or given
        if given.startswith("data:"):
            return html.escape(given) if given.startswith("data:image/") else ""
        found = self._loaded(given) if given else None
        return _as_data(found) if found else ""

    def _sheet(self, css: str, base: str, deep: int = 0) -> str:
        """Return a style sheet with the sheets that it imports and its pictures in it; whatever else it loads is left out."""

        def imported(found: re.Match[str]) -> str:
            sheet = self._loaded(_joined(base, found[1])) if deep < _DEEPEST else None
            return self._sheet(sheet.content.decode("utf-8", "replace"), sheet.url, deep + 1) if sheet else ""

        def loaded(found: re.Match[str]) -> str:
            address = found[1] or found[2] or found[3] or ""
            if address.startswith(("data:image/", "#")):
                return found[0]
            picture = self._loaded(_joined(base, address)) if _PICTURE.search(address.lower()) else None
            return f"url({_as_data(picture)})" if picture else "url(data:,)"

        whole = _URL.sub(loaded, _IMPORT.sub(imported, css))
        return whole.replace("</", "<\\/")  # nothing in a sheet ends its element

    def _loaded(self, address: str) -> Resource | None:
        """Return what an address has, each once, as long as there is room."""
        whole = _joined(self.url, address)
        if whole in self._known:
            return self._known[whole]
        found = None
        if whole and self._left > 0:
            self._left -= 1
            found = self._fetch(whole)
            if found and len(found.content) > self._room:
                found = None
            self._room -= len(found.content) if found else 0
        self.missing += found is None
        self._known[whole] = found
        return found


_HEADS: dict[str, Callable[[_Page, Mapping[str, str]], None]] = {
    "base": _Page.base,
    "html": _Page.html,
    "meta": _Page.meta,
    "link": _Page.link,
}


def _joined(base: str, address: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """Return a whole address; empty for none of these schemes."""
    try:
        whole = urljoin(base, address.strip())
        return whole if urlsplit(whole).scheme in schemes else ""
    except ValueError:
        return ""


def _as_data(found: Resource) -> str:
    if found.media_type not in _PICTURES:
        return ""
    return f"data:{found.media_type};base64,{base64.b64encode(found.content).decode()}"
