"""The part of YAML in which CITATION.cff files are written: mappings, lists and scalars; no anchors, tags or documents."""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST = 200_000  # characters; the longest files have some thousands
_DEPTH = 20
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'#&*!|>%@`\[\]{},:-][^\s:#]*+(?:[ ]++[^\s:#]++)*+)\s*+:(?:\s+(.*))?\Z""")
_TEXT = re.compile(r"""\"([^"]*)"|'([^']*)'|([^\s,\[\]{}"'][^,\[\]{}]*)""")
_PAIR = re.compile(r"""([\w-]+|"[^"]*"|'[^']*')\s*:\s+("[^"]*"|'[^']*'|[^,{}\[\]]*)""")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_BLOCK = re.compile(r"([|>])[-+0-9]*(?:\s+#.*)?\Z")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "", "_": "\u00a0", "N": "\n", "e": ""}


class _Line(NamedTuple):
    indent: int
    text: str
    raw: str


class BrokenError(ValueError):
    """A text that is not in this part of YAML."""


def load(source: str) -> object:
    """Return what a text holds: dictionaries, lists and texts, numbers and dates too as texts. Raises BrokenError."""
    lines = [_line(raw) for raw in source[:_MOST].splitlines()]
    while lines and (not lines[0].text or lines[0].text.startswith(("---", "%"))):
        lines.pop(0)
    return _Reader(lines).block(0, 0)


def _line(raw: str) -> _Line:
    bare = raw.expandtabs(2)
    text = bare.strip()
    return _Line(len(bare) - len(bare.lstrip()), "" if text.startswith("#") else text, raw)


class _Reader:
    """A way through the lines; `place` is the next one."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.place = 0

    def peek(self) -> _Line | None:
        """Return the next line that says something."""
        while self.place < len(self.lines) and not self.lines[self.place].text:
            self.place += 1
        if self.place < len(self.lines) and self.lines[self.place].text not in ("...", "---"):
            return self.lines[self.place]
        return None

    def block(self, indent: int, depth: int) -> object:
        """Return the list or mapping that begins at the next line, if it is indented so far."""
        line = self.peek()
        if depth > _DEPTH:
            raise BrokenError("nested too deeply")
        if line is None or line.indent < indent:
            return ""
        return self._list(line.indent, depth) if _is_item(line.text) else self._mapping(line.indent, depth)

    def _list(self, indent: int, depth: int) -> list[object]:
        items: list[object] = []
        while (line := self.peek()) and line.indent == indent and _is_item(line.text):
            inner = line.text[1:].strip()
            if _is_item(inner) or (_KEY.match(inner) and not inner.startswith(("[", "{"))):
                # The rest of the line stands for a line of its own, indented to where it begins.
                self.lines[self.place] = _Line(indent + len(line.text) - len(inner), inner, line.raw)
                items.append(self.block(indent + 1, depth + 1))
            else:
                self.place += 1
                items.append(self._value(inner, indent, depth))
        return items

    def _mapping(self, indent: int, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        while (line := self.peek()) and line.indent == indent and not _is_item(line.text):
            found = _KEY.match(line.text)
            if not found:
                raise BrokenError(f"{line.text[:40]!r} is no key with a value")
            self.place += 1
            values.setdefault(found[1].strip("\"'"), self._value(found[2] or "", indent, depth))
        if line and line.indent > indent:
            raise BrokenError(f"{line.text[:40]!r} is indented too far")
        return values

    def _value(self, text: str, indent: int, depth: int) -> object:
        if found := _BLOCK.fullmatch(text):
            return self._scalar(indent, folded=found[1] == ">")
        if text[:1] in ('"', "'"):
            return self._quoted(text)
        if text[:1] in ("[", "{"):
            return self._flow(text)
        bare = _COMMENT.sub("", text).strip()
        if not bare:
            line = self.peek()
            same = line is not None and line.indent == indent and _is_item(line.text) and not _is_item(text)
            return self.block(indent if same else indent + 1, depth + 1)
        return "" if bare[0] in "&*!" else self._continued(bare, indent)

    def _scalar(self, indent: int, *, folded: bool) -> str:
        """Return the lines below that are indented further, as one text."""
        kept: list[str] = []
        while self.place < len(self.lines):
            raw = self.lines[self.place].raw.expandtabs(2)
            if raw.strip() and len(raw) - len(raw.lstrip()) <= indent:
                break
            kept.append(raw.strip())
            self.place += 1
        return (" " if folded else "\n").join(kept).strip()

    def _quoted(self, text: str) -> str:
        """Return what stands in quotation marks, over several lines if need be."""
        mark, pieces = text[0], [text[1:]]
        while (end := _closing(pieces[-1], mark)) < 0:
            if self.place >= len(self.lines):
                raise BrokenError("a quotation mark is not closed")
            pieces.append(self.lines[self.place].raw.strip())
            self.place += 1
        inner = " ".join([*pieces[:-1], pieces[-1][:end]])
        return inner.replace("''", "'") if mark == "'" else _ESCAPE.sub(_unescaped, inner)

    def _flow(self, text: str) -> object:
        """Return the texts of a list in brackets, or of a mapping in braces; what is nested deeper is passed over."""
        pieces = [text]
        while "]" not in pieces[-1] and "}" not in pieces[-1] and self.place < len(self.lines):
            pieces.append(self.lines[self.place].raw.strip())
            self.place += 1
        inner = " ".join(pieces)
        if inner.startswith("{"):
            return {found[1].strip("\"'"): _texts(found[2])[0] for found in _PAIR.finditer(inner) if _texts(found[2])}
        return _texts(inner.rpartition("]")[0])

    def _continued(self, text: str, indent: int) -> str:
        """Return a plain text with the lines below that go on with it."""
        pieces = [text]
        while (line := self.peek()) and line.indent > indent:
            pieces.append(_COMMENT.sub("", line.text))
            self.place += 1
        return " ".join(pieces)


def _texts(inner: str) -> list[str]:
    """Return the texts between commas, out of their quotation marks."""
    return [next(part for part in found if part).strip() for found in _TEXT.findall(inner) if any(found)]


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _closing(text: str, mark: str) -> int:
    """Return the place of the quotation mark that closes a text; -1 where there is none."""
    pattern = r"(?:[^'']|'')*+" if mark == "'" else r'(?:[^"\\]|\\.)*+'
    found = re.match(pattern, text)
    end = found.end() if found else 0
    return end if end < len(text) and text[end] == mark else -1


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return _ESCAPED.get(found[3], found[3])
