"""Typst: its references and calls of `cite`.

The syntax is that of the Typst reference («Cite», «Reference»). A label of the document is no source.

    @doe and @roe[p. 3]                           → doe, roe
    #cite(<doe>, supplement: [p. 3])              → doe
    #cite(label("a:b"))                           → a:b
    #quote(attribution: <doe>)[x]                 → doe
    #let t(key) = cite(key), then #t(<doe>)       → doe
    = Intro <sec>, then @sec                      → nothing
    #thm("X", label: <thm-x>)[x], then @thm-x     → nothing, unless the library has it
    me@host.org                                   → nothing
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from readinglist.manuscripts.typst.functions import Around, Functions
from readinglist.manuscripts.walk import (
    BibFile,
    CitedKey,
    Event,
    Include,
    Labelled,
    LabelPrefix,
    PossibleLabel,
    ScannedFile,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "typst"
SUFFIXES = (".typ",)

_SHARED = r"`+|//|/\*"
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
_LITERAL = re.compile(_STRING, re.DOTALL)
_MARKUP = re.compile(
    rf"\\(?:u\{{[0-9a-fA-F]*\}}|.)|https?://[^\s<>\[\]()\"]*|{_SHARED}|<[\w\-:.]+>|@[\w\-:.]*|[#$\[\]]", re.DOTALL
)
_CODE = re.compile(rf"{_STRING}|{_SHARED}|<[\w\-:.]+>|[(){{}}\[\]$;\n]|[^\W\d][\w-]*", re.DOTALL)
_MATH = re.compile(rf"\\.|{_STRING}|//|/\*|[#$]", re.DOTALL)
_CHAIN = re.compile(r"\.[^\W\d][\w-]*|[(\[]")
_NAME = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*")
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_STATEMENTS = frozenset("let set show include import if else for while return context break continue".split())
_MAIL = re.compile(r"[A-Za-z0-9_.+-]")
_ATTRIBUTION = re.compile(r"\battribution\s*:\s*\Z")
_JOINED = re.compile(r'\s*"[^"\\]*"(?:\s*\+\s*"[^"\\]*")*\s*\)')
_PART = re.compile(r'"([^"\\]*)"')
_MAPPED = re.compile(r"[^()]{0,500}\)\s*\.map\(\s*(?:\(?[\w-]+\)?\s*=>\s*)?([^\W\d][\w-]*)")
_VARIABLE = re.compile(r"\s+\(?([^\W\d][\w-]*)")
_IMPORTED = re.compile(r"[^\n;]{0,1000}")
_DEEPEST = 50  # brackets around a value that are looked at; a guess, beyond any document
_BIBLIOGRAPHIES = (".bib", ".yml", ".yaml")
# Functions of Typst that look labels up, and make none.
_LOOKING_UP = frozenset(
    """
    link locate query counter state selector where within before after and or at get final step update display numbering
    metadata let show set if for
    """.split()
)
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


class _Frame(NamedTuple):
    """What is open.

    Its kind, and the function that is called.

    The kinds are markup, code in brackets, a statement, a chain of calls, and mathematics. `start` is the offset of what
    is inside.
    """

    kind: str
    name: str = ""
    start: int = 0


_PATTERNS = {"markup": _MARKUP, "code": _CODE, "statement": _CODE, "math": _MATH}


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites, labels and includes."""
    return _Reader(source).events()


class _Reader:
    """One pass over a file, with a stack of open syntax."""

    def __init__(self, source: ScannedFile) -> None:
        self._source = source
        self._text = source.text
        self._functions = source.document.of(Functions)
        self._variables: dict[str, list[CitedKey]] = {}  # the labels that a variable holds
        self._variable = ""  # the one that is given its value
        self._open = [_Frame("markup")]
        self._last = ""  # the name that was read last, and where it ended
        self._last_end = -1
        self._unclosed = len(source.text) + 1  # the shortest run of backticks of which no second one follows

    def events(self) -> Iterator[Event]:
        """Return the events in the order of the text."""
        position = 0
        while position <= len(self._text):
            frame = self._open[-1]
            if frame.kind == "chain":
                position = self._read_chain(position)
                continue
            match = _PATTERNS[frame.kind].search(self._text, position)
            if match is None:
                break
            yield from self._events_of(frame, match)
            position = self._after(frame, match)

    def _read_chain(self, position: int) -> int:
        match = _CHAIN.match(self._text, position)
        if match is None:
            self._open.pop()
            return position
        if match[0][0] == ".":
            self._remember_name(match[0][1:], match.end())
        else:
            called = _Frame("code", self._callee(position), match.end())
            self._open.append(called if match[0] == "(" else _Frame("markup"))
        return match.end()

    def _remember_name(self, name: str, end: int) -> None:
        # `quote.with(…)` is as `quote(…)`.
        kept = name == "with" and self._last_end == end - len(".with")
        self._last, self._last_end = self._last if kept else name, end

    def _define(self, statement: str, end: int) -> None:
        """Read what a statement defines: a function, or a variable."""
        if statement in ("let", "for"):
            match = _VARIABLE.match(self._text, end)
            self._variable = match[1] if match else ""
        if statement == "let":
            self._functions.define(self._text, end)

    def _callee(self, position: int) -> str:
        return self._last if self._last_end == position else ""

    def _after(self, frame: _Frame, match: re.Match[str]) -> int:
        """Change what is open, and return where the text continues."""
        mark, end = match[0], match.end()
        if mark == "//":
            line = self._text.find("\n", end)
            return len(self._text) if line < 0 else line
        if mark == "/*":
            return self._after_comment(end)
        if mark[0] == "`":
            return self._after_raw(mark, end)
        if mark == "$":
            self._open.pop() if frame.kind == "math" else self._open.append(_Frame("math"))
            return end
        if frame.kind == "markup":
            return self._in_markup(mark, end)
        return self._after_hash(end) if mark == "#" else self._in_code(frame, match)

    def _in_markup(self, mark: str, end: int) -> int:
        if mark == "#":
            return self._after_hash(end)
        if mark == "[":
            self._open.append(_Frame("markup"))
        elif mark == "]" and len(self._open) > 1:
            self._open.pop()
        return end

    def _after_hash(self, end: int) -> int:
        if string := _LITERAL.match(self._text, end):
            return string.end()
        match = _NAME.match(self._text, end)
        if match is None:
            if self._text.startswith(("(", "{", "["), end):
                self._open.append(_Frame("chain"))
                self._open.append(_Frame("markup" if self._text[end] == "[" else "code"))
                return end + 1
            return end
        if match[0] in _STATEMENTS:
            self._open.append(_Frame("statement", match[0]))
            self._define(match[0], match.end())
        else:
            self._open.append(_Frame("chain"))
        self._remember_name(match[0].removesuffix(".with").rpartition(".")[2], match.end())
        return match.end()

    def _in_code(self, frame: _Frame, match: re.Match[str]) -> int:
        mark = match[0]
        if mark in ("(", "{"):
            self._open.append(_Frame("code", self._callee(match.start()) if mark == "(" else "", match.end()))
        elif mark == "[":
            self._open.append(_Frame("markup"))
        elif (mark in (")", "}") and frame.kind == "code") or (mark in ("\n", ";") and frame.kind == "statement"):
            self._open.pop()
        elif mark == "]":
            self._close_markup()
        elif mark[0] == "_" or mark[0].isalpha():
            self._remember_name(mark, match.end())
            self._define(mark, match.end())
        return match.end()

    def _close_markup(self) -> None:
        while len(self._open) > 1 and self._open.pop().kind != "markup":
            pass

    def _after_comment(self, position: int) -> int:
        depth = 1
        for match in _COMMENT_EDGE.finditer(self._text, position):
            depth += 1 if match[0] == "/*" else -1
            if depth == 0:
                return match.end()
        return len(self._text)

    def _after_raw(self, ticks: str, end: int) -> int:
        if len(ticks) == 2 or len(ticks) >= self._unclosed:  # noqa: PLR2004 - two are an empty raw text
            return end
        stop = self._text.find(ticks, end)
        if stop < 0:
            self._unclosed = len(ticks)
            return end
        return stop + len(ticks)

    def _events_of(self, frame: _Frame, match: re.Match[str]) -> Iterator[Event]:
        mark = match[0]
        if mark[0] == "@" and frame.kind == "markup":
            yield from self._reference(match)
        elif mark[0] == "<" and mark[-1] == ">":
            yield from self._label_event(frame, mark[1:-1], match.start() + 1)
        elif mark in self._variables and self._functions.cites(self._called()):
            yield from self._variables.pop(mark)
        elif mark[0] == '"' and len(mark) > 1 and mark[-1] == '"' and frame.kind in ("code", "statement"):
            yield from self._string_event(frame, mark[1:-1], match.start() + 1)

    def _reference(self, match: re.Match[str]) -> Iterator[Event]:
        """Return what `@key` cites.

        Dots and colons after the key belong to the sentence; an address of e-mail cites nothing: `@doe.` → doe.
        """
        key, start = match[0][1:].rstrip(".:"), match.start() + 1
        mail = _MAIL.match(self._text, start - 2) if start > 1 else None
        if key and not (mail and _DOMAIN.fullmatch(key)):
            yield CitedKey(key, start, start + len(key))

    def _label_event(self, frame: _Frame, name: str, start: int) -> Iterator[Event]:
        end = start + len(name)
        if frame.kind == "markup":
            yield Labelled(start, name)
        elif self._is_cited(frame, start - 1, end + 1):
            yield CitedKey(name, start, end)
        elif (called := self._called()) in ("let", "for"):
            self._variables.setdefault(self._variable, []).append(CitedKey(name, start, end))
            yield PossibleLabel(start, name, end)
        elif called and called not in _LOOKING_UP:
            yield PossibleLabel(start, name, end)

    def _is_cited(self, frame: _Frame, start: int, end: int) -> bool:
        """Whether a label in code is handed to what cites."""
        called = self._called()
        if called == "quote":
            return _ATTRIBUTION.search(self._text, max(0, start - 40), start) is not None
        if not called and frame.kind == "code" and (mapped := _MAPPED.match(self._text, end)):
            return self._functions.cites(mapped[1])
        return self._functions.cites(called)

    def _innermost(self) -> Iterator[_Frame]:
        return islice(reversed(self._open), _DEEPEST)

    def _called(self) -> str:
        """Return the function to which a value in code is handed, or the statement that it is in."""
        for frame in self._innermost():
            if frame.name or frame.kind not in ("code", "statement"):
                return frame.name
        return ""

    def _string_event(self, frame: _Frame, value: str, start: int) -> Iterator[Event]:
        if frame.name == "label":
            yield from self._label_of_text(frame, value, start)
        elif value.endswith(_BIBLIOGRAPHIES) and any(outer.name == "bibliography" for outer in self._innermost()):
            yield from self._bibliography(value, start)
        elif self._is_included(start - 1) and not value.startswith("@"):
            yield Include(value, start, start + len(value), self._paths(value))
            imported = _IMPORTED.match(self._text, start + len(value) + 1)
            self._functions.rename(self._text, *imported.span() if imported else (0, 0))
        elif around := self._functions.citing_text.get(self._called()):
            yield CitedKey(_put(value, around), start, start + len(value))
        elif around := self._functions.labelling.get(frame.name):
            yield PossibleLabel(start, _put(value, around), start + len(value))

    def _label_of_text(self, frame: _Frame, value: str, start: int) -> Iterator[Event]:
        """Return what `label("a" + "b")` means; of a label that is computed, only its beginning is known."""
        outer = next((outer for outer in self._innermost() if outer is not frame and outer.kind == "code"), frame)
        cited = self._functions.cites(outer.name)
        first = not self._text[frame.start : start - 1].strip()
        joined = _JOINED.match(self._text, frame.start) if first else None
        if joined:
            name = "".join(_PART.findall(joined[0]))
            end = start + joined[0].rindex('"') - joined[0].index('"') - 1
            yield CitedKey(name, start, end) if cited else Labelled(start, name)
        elif first and not cited:
            yield LabelPrefix(start, value)

    def _bibliography(self, value: str, start: int) -> Iterator[Event]:
        if value.endswith(".bib"):
            yield BibFile(start, self._paths(value))
        else:
            yield Include(value, start, start + len(value), self._paths(value), needed=False)

    def _is_included(self, position: int) -> bool:
        return self._last in ("include", "import") and not self._text[self._last_end : position].strip()

    def _paths(self, name: str) -> tuple[Path, ...]:
        main = self._source.document.main.parent
        return (main / name.lstrip("/"),) if name.startswith("/") else (self._source.path.parent / name,)


def _put(value: str, around: Around) -> str:
    return f"{around.before}{value}{around.after}"
