"""The blocks of a Markdown text.

Its code, comments and metadata are blanked out, and read for what they cite and include.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from readinglist.manuscripts.markdown import chunks, directives
from readinglist.manuscripts.mask import Mask

_LINE = re.compile(r"[^\n]*(?:\n|$)")
_META = re.compile(r"---[ \t]*\n(?![ \t]*\n)(?:(?!(?:---|\.\.\.)[ \t]*$).*\n)*?(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_MAPPING = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:['\"]?[\w-][\w -]*['\"]?[ \t]*:(?=\s)|---|\.\.\.)")
_FENCE = re.compile(
    r"(?P<lead>(?:[ \t]*(?:>|[-*+:~][ \t]|\d+[.)][ \t]))*[ \t]*)(?P<fence>`{3,}|~{3,}|:{3,}(?=\{\w))(?P<info>[^\n]*)"
)
_CLOSING = re.compile(r"^(?:[ \t]*>)*[ \t]*(`{3,}|~{3,}|:{3,})[ \t]*$", re.MULTILINE)
_ITEM = re.compile(
    r"(?P<lead>[ ]*)(?P<marker>(?:[-*+:~]|\(?(?:\d+|[a-zA-Z]|#|@[\w-]*)[.)]|\[\^[^\]\n]+\]:)(?:[ \t]+|$))"
)
_INDENT = re.compile(r"[ \t]*")
_EXAMPLE = re.compile(r"[ \t]*\(@([\w-]*)\)(?=\s|\Z)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]{1,1000}?(?<!`)\1(?!`)")
_OWN_LINE = re.compile(
    r" {0,3}(?:#{1,6}(?:[ \t]|$)|(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$)", re.MULTILINE
)
_HTML = re.compile(r"<!--|<(script|style|pre|textarea)\b", re.IGNORECASE)
_DIRECTIVE_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):[^\n]*(?:\n|\Z)")
_DIRECTIVE_YAML = re.compile(r"[ \t]*---[ \t]*\n(?:(?![ \t]*---)[^\n]*\n){0,200}[ \t]*---[ \t]*(?:\n|\Z)")
_TEXT_OPTION = re.compile(r"[ \t]*:?(?:caption|title)\b")
_NAMES = re.compile(r"\{[^{}]*\}[ \t]*(?P<names>[^\n]*)")
_RAW_TEX = re.compile(r"\s*\{=(?:latex|tex|beamer)\}\s*")


@dataclass(slots=True)
class Blocks:
    """A Markdown text without its code.

    `tex` are raw blocks of LaTeX, `rst` those of reStructuredText, `children` files that chunks and directives include,
    `bibliographies` those that directives name, `examples` labels of numbered examples.
    """

    text: str = ""
    metadata: list[tuple[int, int]] = field(default_factory=list)
    tex: list[tuple[int, int]] = field(default_factory=list)
    rst: list[tuple[int, int]] = field(default_factory=list)
    children: list[tuple[str, int]] = field(default_factory=list)
    bibliographies: list[tuple[str, int]] = field(default_factory=list)
    examples: set[str] = field(default_factory=set)


class _Reader:
    """Goes through the lines of a text once."""

    def __init__(self, text: str, *, knitr: bool) -> None:
        self.text = text
        self.knitr = knitr
        self.ends: set[int] = set()  # the lines that close directives
        self.found = Blocks()
        self.mask = Mask(text)
        self.levels: list[int] = []  # where the text of the lists begins that are open
        self.blank = True  # whether the line before was empty
        self.example = False  # whether the paragraph is an example
        self.code = False  # whether the line before was indented code
        self.closings = [(match.start(), match[1], match.end()) for match in _CLOSING.finditer(text)]
        self.unclosed: set[str] = set()  # marks of which no closing one follows
        self.looked: dict[str, int] = {}  # for each mark the closing line that was found last

    def read(self) -> Blocks:
        """Return the blanked text, and what its blocks hold."""
        position = 0
        while position < len(self.text):
            match = _LINE.match(self.text, position)
            position = self.line(position, match.end()) if match else len(self.text)
        self.found.text = self.mask.text()
        return self.found

    def line(self, start: int, end: int) -> int:
        """Read what begins on a line, and return the next line."""
        if not self.text[start:end].strip():
            self.blank, self.example = True, False
            return end
        if start in self.ends:
            self.mask.hide(start, end)
            self.blank = True
            return end
        after = self._metadata(start) or self._fence(start)
        if after is None:
            return self._other_line(start, end)
        self.blank, self.code = True, False
        return after

    def _other_line(self, start: int, end: int) -> int:
        """Read a line that begins neither metadata nor a fence."""
        if self._indented(start, end):
            self.blank = False
            return end
        self._example(start)
        self._item(start, end)
        self.blank = _OWN_LINE.match(self.text, start, end) is not None
        return self._html(start, end)

    def _example(self, start: int) -> None:
        """Record the label of a numbered example.

        As in `(@good) A sentence.`, which begins a paragraph or follows another example.
        """
        match = _EXAMPLE.match(self.text, start) if self.blank or self.example else None
        if match:
            self.example = True
            self.found.examples.add(match[1])

    def _metadata(self, start: int) -> int | None:
        if not (self.blank and self.text.startswith("---", start)):
            return None
        match = _META.match(self.text, start)
        if match is None or not _MAPPING.match(self.text, start + 3):
            return None
        self.found.metadata.append(match.span())
        self.mask.hide(*match.span())
        return match.end()

    def _fence(self, start: int) -> int | None:
        match = _FENCE.match(self.text, start)
        if match is None or (match["fence"][0] == "`" and "`" in match["info"]):
            return None
        if match["fence"][0] == "~" and not (self.blank or match["lead"]):
            return None  # tildes do not end a paragraph
        text = directives.is_text(match["info"], knitr=self.knitr)
        closing = None if text and match["fence"][0] == ":" else self._closing(match["fence"], match.end())
        if text and (closing or match["fence"][0] == ":"):
            return self._directive(match, closing)
        if closing is None:
            return None
        self._chunk(match, closing[0])
        return closing[1]

    def _directive(self, match: re.Match[str], closing: tuple[int, int] | None) -> int:
        """Keep the text of a directive, and hide its fences and options."""
        if closing:
            self.ends.add(closing[0])
            self.mask.hide(match.start("fence"), match.end("fence"))
        position = match.end() + 1
        if yaml := _DIRECTIVE_YAML.match(self.text, position):
            self._hide_options(position, yaml.end())
            position = yaml.end()
        while option := _DIRECTIVE_OPTION.match(self.text, position):
            self._hide_options(position, option.end())
            position = option.end()
        return min(position, len(self.text))

    def _hide_options(self, start: int, end: int) -> None:
        """Hide options that are no text, such as the words for those who do not see a figure."""
        for line in _LINE.finditer(self.text, start, end):
            if line.end() > line.start() and not _TEXT_OPTION.match(line[0]):
                self.mask.hide(*line.span())

    def _closing(self, fence: str, position: int) -> tuple[int, int] | None:
        """Return the range of the line that closes a block."""
        if any(fence.startswith(mark) for mark in self.unclosed):
            return None
        # Blocks of text nest, so that several look for the same line: none looks twice at what lies before it.
        first = max(bisect_left(self.closings, (position,)), self.looked.get(fence, 0))
        for index in range(first, len(self.closings)):
            begin, mark, end = self.closings[index]
            if mark.startswith(fence):
                self.looked[fence] = index
                return begin, end
        self.unclosed.add(fence)
        return None

    def _chunk(self, match: re.Match[str], end: int) -> None:
        info, body = match["info"], (match.end(), end)
        spans: list[tuple[int, int]] = []
        if _RAW_TEX.fullmatch(info):
            self.found.tex.append(body)
        elif info.lstrip().startswith("{"):
            self._code_directive(directives.name(info), match, body)
            self.found.children += chunks.children(self.text, match.span("info"), body)
            spans = chunks.captions(self.text, match.span("info"), body)
        done = match.start("fence")
        for begin, stop in spans:
            self.mask.hide(done, begin)
            done = stop
        self.mask.hide(done, end)
        self.mask.hide(end, self._line_end(end))

    def _code_directive(self, name: str, match: re.Match[str], body: tuple[int, int]) -> None:
        """Take what a directive without text of its own names."""
        if name == "eval-rst":
            self.found.rst.append(body)
        kept = {"include": self.found.children, "bibliography": self.found.bibliographies}.get(name)
        names = _NAMES.fullmatch(match["info"].strip()) if kept is not None else None
        if kept is None or names is None:
            return
        start = match.start("info") + match["info"].index(names[0]) + names.start("names")
        for found in re.finditer(r"\S+", names["names"]):
            kept.append((found[0], start + found.start()))

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def _html(self, start: int, end: int) -> int:
        """Blank the HTML without Markdown that begins on a line.

        Comments, and elements such as `<script>`. Returns where the text continues.
        """
        visible, offset, position = self._visible(start, end), start, start
        alone = _HTML.match(visible.lstrip()) is not None
        while match := _HTML.search(visible, position - offset):
            stop = self._html_end(match[1], offset + match.end())
            begin, position = offset + match.start(), stop or offset + match.end()
            if stop:
                self.mask.hide(begin, stop)
            if position > end:
                end = self._line_end(position)
                visible, offset = self._visible(position, end), position
        if offset > start or position > start:
            self.blank = alone and not self.text[position:end].strip()
        return end

    def _html_end(self, name: str | None, position: int) -> int | None:
        """Return the end of an element or a comment.

        `position` is after its opening tag, or after `<!--`. None where it does not end.
        """
        closing = f"</{name.lower()}" if name else "-->"
        stop = -1 if closing in self.unclosed else _find(self.text, closing, position)
        if stop < 0:
            self.unclosed.add(closing)
            return None
        return stop + len(closing)

    def _visible(self, start: int, end: int) -> str:
        """Return a line without the code in it."""
        line = self.text[start:end]
        return _SPAN.sub(lambda span: " " * len(span[0]), line) if "`" in line else line

    def _indented(self, start: int, end: int) -> bool:
        """Blank a line of indented code, and say whether it is one.

        It follows an empty line, and is four columns deeper than the text of the list that it is in.
        """
        width = self._width(start)
        while self.blank and self.levels and width < self.levels[-1]:
            self.levels.pop()
        deep = (self.levels[-1] if self.levels else 0) + 4
        self.code = width >= deep and (self.blank or self.code)
        if self.code:
            self.mask.hide(start, end)
        return self.code

    def _width(self, start: int) -> int:
        match = _INDENT.match(self.text, start)
        return len(match[0].expandtabs(4)) if match else 0

    def _item(self, start: int, end: int) -> None:
        match = _ITEM.match(self.text, start, end)
        if match is None:
            return
        lead, marker = len(match["lead"].expandtabs(4)), match["marker"]
        while self.levels and lead < self.levels[-1]:
            self.levels.pop()
        note = marker.startswith("[^")
        self.levels.append(4 if note else lead + min(len(marker.expandtabs(4)), 4))


def _find(text: str, closing: str, position: int) -> int:
    if closing == "-->":
        return text.find(closing, position)
    match = re.compile(re.escape(closing), re.IGNORECASE).search(text, position)
    return match.start() if match else -1


def read(text: str, *, knitr: bool = False) -> Blocks:
    """Return the blocks of a Markdown text; `knitr` says that its chunks are code of many languages."""
    return _Reader(text, knitr=knitr).read()
