"""LaTeX in which only live commands are left.

Comments, verbatim text, dead branches and escaped characters are blanked out; every other character keeps its offset.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from readinglist.manuscripts.mask import Mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.manuscripts.latex.commands import Macros

_PIECE = r"%[^\n]*(?:\n[ \t]*(?=\S))?|\\(?P<name>[a-zA-Z@]+)|\\."
_GROUP = re.compile(r"[ \t]*\n?[ \t]*\{([^{}]*)\}")
_OPTIONS = re.compile(r"\*?[ \t]*(?:\[[^\]\n]{0,2000}\])?")
_LANGUAGE = re.compile(r"[ \t]*\{[^{}\n]*\}")
_DEEP = re.compile(r"[{}]|\\.|\n[ \t]*\n", re.DOTALL)
_CHARACTER = re.compile(r"(?:\[[^\]\n]*\])?[ \t]*\{?\\([^a-zA-Z\s])\}?")
_DEFINED = re.compile(r"\*?[ \t]*(?:\[([^\]\n]*)\][ \t]*)?\{\\?([^{}\\\n]*)\}(?:[ \t]*\[([^\]\n]*)\])?")
# Characters of a group that is blanked at most: addresses and inline code are shorter. Both numbers are guesses.
_LONGEST = 2000
_SHORT = 200  # once many groups were found open, so that a broken file still takes linear time
FILLED = "\x00"  # stands for each half of an escaped character
_VERBS = frozenset("verb Verb spverb lstinline mintinline mint SaveVerb EscVerb".split())
_ADDRESSES = frozenset("url nolinkurl path href".split())
_SHORTS = frozenset("MakeShortVerb DefineShortVerb lstMakeShortInline MakeSpecialShortVerb".split())
_NEW_VERBATIMS = frozenset(
    """
    lstnewenvironment newminted DefineVerbatimEnvironment CustomVerbatimEnvironment RecustomVerbatimEnvironment excludecomment
    newtcblisting renewtcblisting NewTCBListing RenewTCBListing ProvideTCBListing DeclareTCBListing NewPitonEnvironment
    """.split()
)
_NEW_ENVIRONMENTS = frozenset(
    "newenvironment renewenvironment NewDocumentEnvironment RenewDocumentEnvironment DeclareDocumentEnvironment".split()
)
# The beginning of a new environment whose text is verbatim: `\newenvironment{code}{\verbatim}{\endverbatim}`.
_BEGINS_VERBATIM = re.compile(
    r"[^{}]{0,60}\{[^}]{0,300}?\\(?:verbatim|B?Verbatim|VerbatimEnvironment|VerbatimOut|lstlisting|minted|comment)(?![a-zA-Z])"
)
_END = re.compile(r"\\end[ \t]*\n?[ \t]*\{([^{}\n]*)\}")
_CLASS = re.compile(r"\s*(?:\[[^\]]{0,500}\])?\s*\{([^{}]{0,100})\}")
_DOC_CLASSES = frozenset("ltxdoc l3doc ltxguide".split())  # LaTeX's own, in which |code| is verbatim
_MARGIN = 200  # characters before a command in which its line may begin; a guess, beyond any indentation


class _Environment(NamedTuple):
    """An environment that is open, and whether its line begins with it."""

    name: str
    own_line: bool


class _Blanker:
    """One pass over a text."""

    def __init__(self, text: str, macros: Macros) -> None:
        self.text = text
        self.macros = macros
        self.mask = Mask(text)
        self.dead = 0  # how many conditionals are open in a branch that is not taken
        self.ended = False
        self.patience = 1000  # groups that may be found open before shorter ones are expected
        self.open: list[_Environment] = []
        self.depths: Counter[str] = Counter()  # how often each environment is open
        self.last_ends: dict[str, int] | None = None  # where each environment ends for the last time

    def run(self) -> str:
        """Return the text with its blanks."""
        position = 0
        while not self.ended:
            match = _pattern(self.macros).search(self.text, position)
            if match is None:
                break
            if self.dead:
                self.mask.hide(position, match.end())
            position = self._dead(match) if self.dead else self._token(match)
        if self.dead:
            self.mask.hide(position, len(self.text))
        return self.mask.text()

    def _token(self, match: re.Match[str]) -> int:
        start, end = match.span()
        name = match["name"]
        if name is not None:
            return self._command(name, start, end)
        if match[0][0] == "%":
            self.mask.blank(start, end)
        elif match[0][0] != "\\":
            return self._verb(start, start)
        # An underscore is allowed in keys, and must stay there.
        elif match[0] != "\\_":
            self.mask.blank(start, end, FILLED)
        return end

    def _command(self, name: str, start: int, end: int) -> int:
        if name in ("begin", "end"):
            return self._environment(start, end) if name == "begin" else self._close(end)
        if name in _VERBS:
            return self._verb(start, self._before_code(name, end))
        if name in _ADDRESSES:
            return self._group(end) if self.text.startswith("{", end) else end
        if name == "iffalse":
            self.dead = 1
            self.mask.hide(start, end)
            return end
        return self._other_command(name, end)

    def _other_command(self, name: str, end: int) -> int:
        if name == "endinput":
            if not self._is_shown(end):
                self._end_document(self.text.find("\n", end))
        elif name == "documentclass" and (match := _CLASS.match(self.text, end)) and match[1].strip() in _DOC_CLASSES:
            self.macros.shorts.add("|")
        elif name == "newif" and (match := re.compile(r"\s*\{?\\(if[a-zA-Z@]*)").match(self.text, end)):
            self.macros.conditionals.add(match[1])
            return match.end()
        elif name in _SHORTS and (match := _CHARACTER.match(self.text, end)):
            self.macros.shorts.add(match[1])
            return match.end()
        elif name in _NEW_VERBATIMS and (match := _DEFINED.match(self.text, end)):
            self._add_verbatim(name, match)
        elif name == "includecomment" and (match := _DEFINED.match(self.text, end)):
            self.macros.verbatims.discard(match[2])
        elif name in _NEW_ENVIRONMENTS and (match := _DEFINED.match(self.text, end)):
            if _BEGINS_VERBATIM.match(self.text, match.end()):
                self.macros.verbatims.add(match[2])
            return match.end()
        return end

    def _end_document(self, start: int) -> None:
        self.ended = True
        self.mask.hide(len(self.text) if start < 0 else start, len(self.text))

    def _add_verbatim(self, name: str, match: re.Match[str]) -> None:
        minted = match[1] or f"{match[2]}code"
        self.macros.verbatims.add(minted if name == "newminted" else match[2])

    def _environment_name(self, end: int) -> str:
        match = _GROUP.match(self.text, end)
        return match[1].strip() if match else ""

    def _environment(self, start: int, end: int) -> int:
        name = self._environment_name(end)
        if name in self.macros.verbatims:
            return self._hide_to_end(name, self.text.index("}", end) + 1)
        if name == "document" and self.open and self.open[-1].name != name:
            outer = self.open[-1]
            if outer.own_line and self._begins_line(start) and self._ends_later(outer.name, end):
                # No document is in an environment: this one is shown, by a package that is not here.
                return self._hide_to_end(outer.name, start)
        if name and not (name == "document" and self.depths[name]):
            self.open.append(_Environment(name, self._begins_line(start)))
            self.depths[name] += 1
        return end

    def _is_shown(self, position: int) -> bool:
        """Whether what stands here is shown by an environment that ends later, and not done."""
        return bool(self.open) and self.open[-1].name != "document" and self._ends_later(self.open[-1].name, position)

    def _hide_to_end(self, name: str, start: int) -> int:
        if self._ends_later(name, start) or not self._is_shown(start):
            stop = self.text.find(f"\\end{{{name}}}", start)
        else:  # only the beginning of an environment of code is shown
            stop = start
        stop = len(self.text) if stop < 0 else stop
        self.mask.hide(start, stop)
        return stop

    def _close(self, end: int) -> int:
        """Close the environment that ends; only the innermost one can be the document."""
        name = self._environment_name(end)
        if name == "document":
            if self.open and self.open[-1].name == name:
                self.open.pop()
                self.depths[name] -= 1
            if not self.open or not self._ends_later(self.open[-1].name, end):
                self._end_document(end)
        elif self.depths[name]:
            while self.depths[name]:
                closed = self.open.pop().name
                self.depths[closed] -= 1
                if closed == name:
                    break
        return end

    def _begins_line(self, start: int) -> bool:
        _, line, indent = self.text[max(0, start - _MARGIN) : start].rpartition("\n")
        return not indent.strip() and (bool(line) or start <= _MARGIN)

    def _ends_later(self, name: str, position: int) -> bool:
        if self.last_ends is None:
            self.last_ends = {match[1].strip(): match.start() for match in _END.finditer(self.text)}
        return self.last_ends.get(name, -1) >= position

    def _before_code(self, name: str, end: int) -> int:
        match = _OPTIONS.match(self.text, end)
        end = match.end() if match else end
        language = _LANGUAGE.match(self.text, end) if name in ("mintinline", "mint", "SaveVerb") else None
        return language.end() if language else end

    def _verb(self, start: int, opening: int) -> int:
        """Blank `|code|` or `{code}`.

        `opening` is the offset of the first bar or brace.
        """
        if self.text.startswith("{", opening):
            return self._group(opening)
        delimiter = self.text[opening : opening + 1]
        line = self.text.find("\n", opening, opening + _LONGEST)
        stop = (
            self.text.find(delimiter, opening + 1, opening + _LONGEST if line < 0 else line)
            if delimiter.strip()
            else -1
        )
        if stop < 0:
            return max(opening, start + 1)
        self.mask.blank(opening, stop + 1)
        return stop + 1

    def _group(self, opening: int) -> int:
        """Blank a group, if it closes before the paragraph ends.

        `opening` is the offset of its brace.
        """
        depth = 0
        limit = opening + (_LONGEST if self.patience > 0 else _SHORT)
        for match in _DEEP.finditer(self.text, opening, limit):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if match[0][0] == "\n":
                break
            if depth == 0:
                self.mask.blank(opening + 1, match.start())
                return match.end()
        self.patience -= 1
        return opening + 1

    def _dead(self, match: re.Match[str]) -> int:
        name = match["name"]
        if name == "fi" or (name == "else" and self.dead == 1):
            self.dead -= 1
        elif name in self.macros.conditionals:
            self.dead += 1
        return match.end()


# A compiled pattern for each set of short verbatim characters, since the files of a document share them.
_PATTERNS: dict[frozenset[str], re.Pattern[str]] = {}


def _pattern(macros: Macros) -> re.Pattern[str]:
    key = frozenset(macros.shorts)
    if key not in _PATTERNS:
        shorts = f"|[{re.escape(''.join(sorted(key)))}]" if key else ""
        _PATTERNS[key] = re.compile(_PIECE + shorts, re.DOTALL)
    return _PATTERNS[key]


def blanked(text: str, macros: Macros) -> str:
    """Return a text of the same length with only live LaTeX.

    What it defines about verbatim text is added to `macros`.
    """
    return _Blanker(text, macros).run()


def blank_chunks(text: str, blank: Callable[[re.Match[str]], None] | None = None) -> str:
    """Return a Sweave document without its chunks of code.

    `blank` is called with the head of each chunk.
    """
    mask = Mask(text)
    for match in re.finditer(r"^<<(?P<options>[^\n]*)>>=[ \t]*$", text, re.MULTILINE):
        stop = re.compile(r"^@", re.MULTILINE).search(text, match.end())
        if blank:
            blank(match)
        mask.hide(match.start(), stop.end() if stop else len(text))
    return mask.text()
