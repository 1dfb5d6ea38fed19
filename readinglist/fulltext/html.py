"""The text of a page of HTML: its tags taken off, its blocks on lines of their own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset("script style noscript template title iframe object svg math select textarea".split())
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset("br hr".split())


def stripped(page: str) -> str:
    """Return the text of a page; what is not shown, such as scripts, is left out."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Reader(HTMLParser):
    """Collects what stands between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a block, or something that is not shown."""
        if tag in _SILENT:
            self._silent.append(tag)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or what was not shown; a tag that was never closed ends with what is around it."""
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag not in _VOID:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        """Take text, its own line breaks as spaces."""
        if not self._silent:
            self.pieces.append(data.replace("\r", " ").replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._silent:
            self.pieces.append("\n\n" if tag == "p" else "\n")
