"""What a Typst document defines: functions that cite, and functions that make labels.

    #let t(key) = cite(key, form: "prose")        → t cites its labels
    #let t(name) = cite(label("x:" + name))       → t cites x: and its strings
    #let t = cite.with(form: "prose")             → t cites
    #let fig(name, body) = [#figure(body) #label(name)]   → the strings of fig may be labels

A function that does neither may still put a label where it likes; that is for its caller to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_NAME = r"[^\W\d][\w-]*"
_HEAD = re.compile(rf"\s*({_NAME})")
_EDGE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[()\[\]{}]|//|[\n;]', re.DOTALL)
_STRINGS = r'(?:"([^"\\\n]{0,100})"\s*\+\s*)?'
# A call with a variable first, perhaps as text of a label; and a function that is handed on.
_CALL = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME})(?=\s*(?:\((?:\s*\.\.|\s*\()*\s*(?P<label>label\s*\(\s*)?{_STRINGS}(?P<first>{_NAME})"
    rf'(?P<after>\s*\+\s*"[^"\\\n]{{0,100}}")?\s*(?P<named>:)?|(?P<value>\.with\b|(?=\s*(?:[,);\n]|\Z)))))'
)
_HANDED = re.compile(r"[=(,>]\s*\Z")
_LABEL = re.compile(rf'(?<![\w-])label\s*\(\s*{_STRINGS}(?P<first>{_NAME})\s*(?:\+\s*"([^"\\\n]{{0,100}})"\s*)?\)')
_RENAMED = re.compile(rf"({_NAME})\s+as\s+({_NAME})")
# Guesses, far beyond functions that cite: characters of a definition that are looked at, and of all of them; once those are
# used up, shorter ones are expected, so that a file made to do harm takes linear time.
_LONGEST = 5_000
_PATIENCE = 5_000_000
_SHORT = 200


class Around(NamedTuple):
    """The text before and after a string that make a label of it."""

    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Functions:
    """The functions of a document.

    All its files share them. `citing` cite the labels that they are given, `citing_text` strings too; `labelling` may
    make labels of strings.
    """

    citing: set[str] = field(default_factory=set)
    citing_text: dict[str, Around] = field(default_factory=dict)
    labelling: dict[str, Around] = field(default_factory=dict)
    patience: int = _PATIENCE

    def cites(self, name: str) -> bool:
        """Whether a function cites the labels that it is given."""
        return "cite" in name.lower() or name == "ref" or name in self.citing

    def define(self, text: str, start: int) -> None:
        """Read the definition whose `let` ends at an offset."""
        head = _HEAD.match(text, start)
        if head is None:
            return
        limit = head.end() + (_LONGEST if self.patience > 0 else _SHORT)
        name, body = head[1], text[head.end() : _definition_end(text, head.end(), limit)]
        self.patience -= len(body)
        for call in _CALL.finditer(body):
            if self._hands_on(call, body):
                self._cite(name, call)
        for label in _LABEL.finditer(body):
            if name not in self.citing_text:
                self.labelling[name] = Around(label[1] or "", label[3] or "")

    def _hands_on(self, call: re.Match[str], body: str) -> bool:
        if call["name"] in ("label", "str") or not self.cites(call["name"]) or call["named"]:
            return False
        return call["value"] is None or _HANDED.search(body, max(0, call.start() - 20), call.start()) is not None

    def _cite(self, name: str, call: re.Match[str]) -> None:
        self.citing.add(name)
        inner = self.citing_text.get(call["name"])
        if call["label"]:
            after = (call["after"] or "").partition('"')[2].rstrip('"')
            self.citing_text[name] = Around(call[3] or "", after)
        elif inner:
            self.citing_text[name] = inner

    def rename(self, text: str, start: int, end: int) -> None:
        """Read the names that an import gives to functions: `t as c`."""
        for match in _RENAMED.finditer(text, start, end):
            old, new = match.groups()
            if self.cites(old):
                self.citing.add(new)
            for kept in (self.citing_text, self.labelling):
                if old in kept:
                    kept[new] = kept[old]


def _definition_end(text: str, start: int, limit: int) -> int:
    """Return where a definition ends: at the end of a line or at a semicolon, outside brackets."""
    depth = 0
    for match in _EDGE.finditer(text, start, limit):
        mark = match[0]
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
        before = text[max(start, match.start() - 20) : match.start()].rstrip()
        if depth < 0 or (depth == 0 and mark in "\n;" and not before.endswith("=")):
            return match.start()
    return min(limit, len(text))
