"""Bookmarks of browsers, in the form of Netscape that all of them export, and Pinboard, Raindrop, linkding and others too.

An item is `<DT><A HREF ADD_DATE TAGS>`, behind which `<DD>` may have a description; folders are `<H3>` with a `<DL>` behind them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.lists.saved import FAVOURITE, QUEUED, READ, SavedPage, folders, moment, records
from readinglist.model.record import Problem
from readinglist.model.wishes import NO_WISHES
from readinglist.util.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "bookmarks"
SUFFIXES: tuple[str, ...] = ()  # that of all pages
WISHES = True  # what is wished of folders counts
_TOLD_BY = re.compile(r"\s*(?:<!--.*?-->\s*)?<!DOCTYPE\s+NETSCAPE-Bookmark-file", re.IGNORECASE | re.DOTALL)
# Where browsers keep bookmarks by themselves; what is in them is in no folder of the user's.
_ROOTS = frozenset("personal_toolbar_folder unfiled_bookmarks_folder".split())
_ARCHIVED = "linkding:bookmarks.archived"  # the tag by which linkding says so
_NOTES = re.compile(r"\[/?linkding-notes\]")
_DEEPEST = 20  # folders in each other; what is deeper is in the folder of this depth. A guess


def sniff(text: str) -> bool:
    """Whether a text begins as a file of bookmarks."""
    return bool(_TOLD_BY.match(text.removeprefix("\ufeff")[:4000]))


def load(text: str | Iterable[str], *, parallel: object = None, wishes: Wishes = NO_WISHES) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the pages of a file, and a notice of what is no page. Never raises."""
    reading = _BookmarkReader((text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff"), wishes)
    return records(NAME, reading.pages())


class _BookmarkReader:
    """Bookmarks while they are read."""

    def __init__(self, text: str, wishes: Wishes) -> None:
        self.text, self.wishes = text, wishes
        self.pages_read: list[SavedPage] = []
        self.folders: list[str] = []  # those that are open
        self.deeper = 0  # lists within the deepest folder
        self.named = ""  # the folder whose list is still to come
        self.within: str | None = None  # the element whose text is read: a, h3 or dd
        self.words: list[str] = []
        self.left_out: list[str] = []
        self.anchors = re.finditer(r"<a\b", text, re.IGNORECASE)
        self.line, self.counted = 1, 0

    def pages(self) -> Iterator[SavedPage | Problem]:
        """Yield the pages, and then what was left out."""
        from readinglist.util import html  # noqa: PLC0415 - its table of entities is large, and seldom needed

        for token in html.tokens(self.text):
            if not token.name:
                self.words.append(token.text)
            else:
                self._end(token.name)
                self._take(token.name, token.attributes)
        self._end("")
        yield from self.pages_read
        if self.left_out:
            count = len(self.left_out)
            what = f"{count} bookmark{'s' if count > 1 else ''} left out, as no page has such an address"
            yield Problem(self.line, f"{what}: {listed(self.left_out, 3)}", broken=False)

    def _take(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "a":
            self.within = self._begin(attributes)
        elif name in ("h3", "dd"):
            self.within = name
            if name == "h3" and not _ROOTS.isdisjoint(attributes):
                self.within = "root"
        elif name == "dl":
            if len(self.folders) < _DEEPEST:
                self.folders.append(self.named)
            else:
                self.deeper += 1
            self.named = ""
        elif name == "/dl":
            if self.deeper:
                self.deeper -= 1
            elif self.folders:
                self.folders.pop()

    def _begin(self, attributes: Mapping[str, str]) -> str | None:
        """Begin with an item; what is no page is left out."""
        if found := next(self.anchors, None):
            self.line += self.text.count("\n", self.counted, found.start())
            self.counted = found.start()
        url = attributes.get("href", "").strip()
        if url.lower().startswith(("place:", "javascript:", "data:", "about:", "chrome:")) or not url:
            self.left_out.append(url[:30] or "none")
            return "left"
        tags = [tag for tag in attributes.get("tags", "").split(",") if tag.strip()]
        if self.wishes.collections and (path := folders(self.folders)):
            tags.append(path)
        if attributes.get("data-important", "").lower() == "true":
            tags.append(FAVOURITE)
        page = SavedPage(
            self.line,
            url,
            tags=[tag for tag in tags if tag.strip() != _ARCHIVED],
            added=moment(attributes.get("add_date", "")),
            status=QUEUED if attributes.get("toread") == "1" else READ if _ARCHIVED in tags else "",
        )
        if shortcut := attributes.get("shortcuturl", ""):
            page.kept["keyword"] = shortcut
        self.pages_read.append(page)
        return "a"

    def _end(self, name: str) -> None:
        """Give the text that was read to what it belongs to, once an element begins or ends that is no part of it."""
        if name in ("br", "b", "i", "em", "strong", "/b", "/i", "/em", "/strong", "p", "/p") and self.within == "dd":
            self.words.append("\n" if name in ("br", "p") else "")
            return
        said = "".join(self.words).strip()
        self.words = []
        if self.within == "a" and said:
            self.pages_read[-1].title = said
        elif self.within == "dd" and said and self.pages_read and not self.named:
            page = self.pages_read[-1]
            page.comment = "\n".join(filter(None, (page.comment, _NOTES.sub("\n\n", said).strip())))
        elif self.within == "h3":
            self.named = said
        if name:
            self.within = None
