"""Zotero's notes, which are HTML, as Markdown; what was quoted in them with its page, and what was cited by its key."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from readinglist.util import html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 li blockquote pre ul ol hr table tr section article".split())
_MARKS = {
    "strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "s": "~~", "strike": "~~", "del": "~~", "sub": "~", "sup": "^",
}  # fmt: skip
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_DEEPEST = 20  # lists and quotes within each other; what is deeper stands at this depth
_SPECIAL = re.compile(r"([`*])")
_AT_BEGINNING = re.compile(r"(#{1,6} |>)")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PAGES = {"page": "p.", "chapter": "chap.", "section": "sec.", "paragraph": "para.", "volume": "vol."}
_URI = re.compile(r"/(?:(groups)/(\d+)|users/(?:local/)?\w+|library)/items/([A-Z0-9]{8})\b")
_QUOTES = "\"'“”„‟«»‹›‘’ "


class ZoteroNote(NamedTuple):
    """A note as Markdown; the passage that it quotes, where it is one, with the label of its page; and how many pictures it lost."""

    text: str
    quote: str = ""
    page: str = ""
    pictures: int = 0


def name_of(uri: str) -> str:
    """Return the name of an item from its address: `http://zotero.org/groups/12/items/ABCD2345 → groups/12/ABCD2345`.

    Those of one's own library are `library/KEY`; empty for any other text.
    """
    found = _URI.search(uri)
    if not found:
        return ""
    return f"groups/{found[2]}/{found[3]}" if found[1] else f"library/{found[3]}"


def read(source: str, key_of: Callable[[str], str] = lambda _: "") -> ZoteroNote:
    """Return a note; `key_of` gives the citation key of an item by its name, empty where it has none. Never raises."""
    if "<" not in source:
        return ZoteroNote(html.unescaped(source).strip())
    reader = _NoteReader(key_of)
    if source.count("data-annotation") == 1:
        reader.is_of_one_quote = True
    for token in html.tokens(source):
        reader.take(token)
    reader.end_block()
    written = "\n".join(reader.lines).strip()
    if reader.page:
        written = written.removeprefix(f"(page {reader.page})").strip()
    return ZoteroNote(written, reader.quote, reader.page, reader.pictures)


class _NoteReader:
    """A note while it is read: the lines so far, the pieces of the line, and the elements that are open."""

    def __init__(self, key_of: Callable[[str], str]) -> None:
        self.key_of = key_of
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.open: list[tuple[str, int, Mapping[str, str]]] = []
        self.lists: list[int] = []
        self.before: list[str] = []
        self.marker = ""
        self.quoted = 0
        self.is_of_one_quote = False
        self.quote = self.page = ""
        self.pictures = 0
        self.is_verbatim = False
        self.cells: list[str] | None = None

    def take(self, token: html.HtmlToken) -> None:
        """Take the next tag or text."""
        name = token.name
        if not name:
            self._text(token.text)
        elif name.startswith("/"):
            self._close(name[1:])
        elif name == "br":
            self.pieces.append("\n")
        elif name == "img":
            self.pictures += 1
        else:
            self._start(name, token.attributes)

    def _text(self, text: str) -> None:
        if self.is_verbatim or any(
            name == "code" or "math" in said.get("class", "") for name, _, said in self.open[-3:]
        ):
            self.pieces.append(text)
        else:
            self.pieces.append(_SPECIAL.sub(r"\\\1", _SPACES.sub(" ", text)))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("td", "th"):
            self.open.append((name, len(self.pieces), attributes))
            return
        if name in _BLOCKS and self.cells is None:
            self.end_block()
        if name in _HEADINGS:
            self.pieces.append(_HEADINGS[name])
        self._start_block(name, attributes)
        if name in _MARKS or name in ("a", "span"):
            self.open.append((name, len(self.pieces), attributes))

    def _start_block(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("ul", "ol") and len(self.before) < _DEEPEST:
            self.lists.append(int(name == "ol"))
        elif name == "li" and self.lists:
            self.marker = f"{self.lists[-1]}. " if self.lists[-1] else "- "
            self.lists[-1] += bool(self.lists[-1])
            if len(self.before) < len(self.lists):
                self.before.append("")
        elif name == "blockquote" and len(self.before) < _DEEPEST:
            self.before.append("> ")
        elif name == "hr":
            self.pieces.append("---")
        elif name == "pre":
            self.is_verbatim = True
            self.open.append(("pre", len(self.pieces), attributes))
        elif name == "tr":
            self.cells = []

    def _close(self, name: str) -> None:
        if name in _MARKS or name in ("a", "span", "td", "th"):
            self._close_inline(name)
        elif name == "pre":
            self._close_verbatim()
        elif name == "tr" and self.cells is not None:
            self._close_row()
        elif name in _BLOCKS and self.cells is None:
            self.end_block()
            self._close_block(name)

    def _close_block(self, name: str) -> None:
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()
            if self.before and self.before[-1] != "> ":
                self.before.pop()
        elif name == "blockquote" and "> " in self.before:
            self.before.reverse()
            self.before.remove("> ")
            self.before.reverse()

    def _close_inline(self, name: str) -> None:
        place = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == name), -1)
        if place < 0:
            return
        _, start, attributes = self.open[place]
        del self.open[place:]
        inside = "".join(self.pieces[start:])
        del self.pieces[start:]
        if name in ("td", "th"):
            self.cells = [*(self.cells or []), " ".join(inside.split()).replace("|", "\\|")]
        else:
            self.pieces.append(self._inline(name, inside, attributes))

    def _inline(self, name: str, inside: str, attributes: Mapping[str, str]) -> str:
        if name == "a":
            address = attributes.get("href", "")
            is_shown = (
                not address.startswith(("http://", "https://", "mailto:", "zotero://")) or address == inside.strip()
            )
            return inside if is_shown else f"[{inside.strip()}]({address})"
        if name == "span":
            return self._span(inside, attributes)
        bare = inside.strip()
        if not bare:
            return inside
        before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
        return f"{before}{_MARKS[name]}{bare}{_MARKS[name]}{after}"

    def _span(self, inside: str, attributes: Mapping[str, str]) -> str:
        if said := _json(attributes.get("data-annotation", "")):
            if not self.is_of_one_quote:
                return inside
            self.quote = inside.replace("\\", "").strip(_QUOTES)
            self.page = _text_of(said.get("pageLabel"))
            return ""
        if said := _json(attributes.get("data-citation", "")):
            return "" if self.quote and not "".join(self.pieces).strip() else self._citation(said) or inside
        return inside

    def _citation(self, said: dict[str, object]) -> str:
        """Return a citation in Pandoc's form, empty where a work has no key."""
        cited = []
        items = said.get("citationItems")
        for one in items if isinstance(items, list) else []:
            uris = one.get("uris") if isinstance(one, dict) else None
            key = next(
                (k for uri in (uris if isinstance(uris, list) else []) if (k := self.key_of(name_of(str(uri))))), ""
            )
            if not key:
                return ""
            place, label = _text_of(one.get("locator")), _text_of(one.get("label")) or "page"
            cited.append(f"@{key}, {_PAGES.get(label, label)} {place}" if place else f"@{key}")
        return f"[{'; '.join(cited)}]" if cited else ""

    def _close_verbatim(self) -> None:
        self.is_verbatim = False
        place = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == "pre"), -1)
        if place < 0:
            return
        _, start, attributes = self.open[place]
        del self.open[place:]
        inside = "".join(self.pieces[start:]).strip("\n")
        del self.pieces[start:]
        fence = "```" if "```" not in inside else "~~~~"
        self.pieces.append(inside if "math" in attributes.get("class", "") else f"{fence}\n{inside}\n{fence}")
        self.end_block()

    def _close_row(self) -> None:
        cells, self.cells = self.cells or [], None
        self.pieces.clear()
        if not cells:
            return
        if not (self.lines and self.lines[-1].startswith("|")):
            self._put([f"| {' | '.join(cells)} |", f"|{'---|' * len(cells)}"])
        else:
            self.lines.append(f"| {' | '.join(cells)} |")

    def end_block(self) -> None:
        """End a paragraph, an item of a list or a heading."""
        text = "".join(self.pieces).strip(" \n")
        self.pieces.clear()
        self.open.clear()  # what is set off ends with its paragraph
        if text.strip("#* "):
            self._put([line.rstrip() if not line.endswith("  ") else line for line in text.split("\n")])

    def _put(self, lines: list[str]) -> None:
        outer = self.before[:-1] if self.marker else self.before
        first = "".join(outer) + self.marker
        if self.marker and self.before:
            self.before[-1] = " " * len(self.marker)
        quotes = self.before.count("> ")
        if self.lines and not (self.marker and self._is_item()):
            self.lines.append(("> " * min(quotes, self.quoted)).rstrip())
        self.marker, self.quoted = "", quotes
        rest = "".join(self.before)
        self.lines += [((first if number == 0 else rest) + line).rstrip() for number, line in enumerate(lines)]

    def _is_item(self) -> bool:
        return bool(re.match(r"[> ]*(?:- |\d+\. )|[> ]* {2,}\S", self.lines[-1]))


def _json(written: str) -> dict[str, object]:
    if not written:
        return {}
    try:
        found = json.loads(unquote(written))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text_of(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
