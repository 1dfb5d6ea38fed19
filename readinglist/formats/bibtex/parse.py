"""Reading BibTeX: `splitting` for most entries, bibtexparser for other well-formed ones, `recover` for the rest."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from readinglist.formats.bibtex import expressions, recover, splitting
from readinglist.formats.bibtex import parallel as processes
from readinglist.formats.bibtex.braces import Line, Terrain
from readinglist.formats.bibtex.builder import build
from readinglist.model.record import Item, Passage, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.model.prepared import Prepared
    from readinglist.model.record import Record

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False

# Characters of a piece, about 1,500 entries. A guess between two costs: of a small piece, that each is sent to a process
# and parsed by itself; of a large one, memory.
_PIECE = 1_500_000
# Pieces in which a place to cut is looked for where braces are even; behind them, any beginning of an entry will do.
_LOOK_AHEAD = 4
_START = re.compile(r"^[ \t]*@[ \t]*[^\s{}(),\"=@%#]+[ \t]*[{(]", re.MULTILINE)
_COMMAND = re.compile(r"@[ \t]*(?:comment|preamble|string)[ \t]*[{(]", re.IGNORECASE)
_NAME = re.compile(r"[^\s=,{}\"#%()]+\Z")
_KEY = re.compile(r"[^\s,{}=\"]+\Z")


def load(text: str | Iterable[str], *, parallel: Callable[[Record], Prepared] | None) -> Iterator[Item]:
    """Yield entries, problems, and the text between them."""
    pieces = _pieces([text.removeprefix("\ufeff")] if isinstance(text, str) else text)
    if parallel and processes.workers() > 1:
        yield from processes.load(pieces, read_piece, parallel)
        return
    macros: dict[str, str] = {}
    line = 1
    for piece in pieces:
        yield from read_piece(piece, line, macros)
        line += piece.count("\n")


def read_piece(piece: str, line: int, macros: dict[str, str]) -> list[Item]:
    """Return the items of a piece.

    `line` is its first line in the file.
    Macros that it defines are added to `macros`.
    """
    known = expressions.MacrosOfPiece(macros)
    items = list(_Piece(piece, line, known).items())
    macros.update(known)
    return items


def _pieces(chunks: Iterable[str]) -> Iterator[str]:
    """Yield chunks as pieces that end before an entry, in flat memory."""
    pending, most = "", _LOOK_AHEAD * _PIECE
    for chunk in chunks:
        pending += chunk
        while len(pending) > most:
            end = _cut(pending)
            if end <= 0:
                most = 2 * len(pending)  # a long value is not looked through for each chunk of it
                break
            yield pending[:end]
            pending, most = pending[end:], _LOOK_AHEAD * _PIECE
    while len(pending) > _PIECE and (end := _cut(pending)) > 0:
        yield pending[:end]
        pending = pending[end:]
    yield pending


def _cut(text: str) -> int:
    """Return where to cut a text behind the size of a piece.

    -1 for nowhere.
    It is before an entry where the braces are even, or else before any entry.
    """
    depth, position, anywhere = 0, 0, -1
    for found in _START.finditer(text, _PIECE):
        depth += text.count("{", position, found.start()) - text.count("}", position, found.start())
        position = found.start()
        if depth == 0:
            return position
        anywhere = position if anywhere < 0 else anywhere
        if position > _LOOK_AHEAD * _PIECE:
            break
    return anywhere


# An item, and from where to where it stands in its piece; a notice stands nowhere of its own.
Found = tuple[Item, int, int]


class _Piece:
    """One piece of a text, its line, and the macros before it."""

    def __init__(self, text: str, line: int, macros: dict[str, str]) -> None:
        self.text = text
        self.line = line
        self.macros = macros
        self.position = 0
        self.yielded = 0
        self.counted = (0, line)
        self.ground = Terrain(text)
        self.on = Line(text)
        self.leading = line == 1  # no entry came so far

    def items(self) -> Iterator[Item]:
        """Yield entries and problems, and passages between them."""
        for item, start, end in self._found():
            if start > self.yielded:
                between = self.text[self.yielded : start]
                yield Passage(item.line - between.count("\n"), between)
            self.yielded = max(self.yielded, end)
            yield item
        if self.yielded < len(self.text):
            yield Passage(self._line_at(self.yielded), self.text[self.yielded :])

    def _found(self) -> Iterator[Found]:
        for part in splitting.split(self.text):
            if isinstance(part, splitting.PlainEntry):
                yield from self._plain(part)
            else:
                yield from self._unsplit(part)
        yield from self._between(len(self.text))

    def _plain(self, entry: splitting.PlainEntry) -> Iterator[Found]:
        """Yield an entry that the patterns took, and what is before it."""
        if entry.start < self.position:
            return
        yield from self._between(entry.start)
        if self.position > entry.start:
            return
        self.position = entry.end
        yield self._entry(entry)

    def _unsplit(self, part: splitting.Unsplit) -> Iterator[Found]:
        """Yield what bibtexparser finds in a stretch of the text, and what is before it."""
        seen = part.start
        for block in _parsed(self.text[part.start : part.end]):
            raw = block.raw or ""
            start = self.text.find(raw, seen, part.end)
            if start >= 0:
                seen = start + len(raw)
            if not _is_clean(block) or start < self.position or self._is_commented(start):
                continue
            if self.ground.is_torn(start, seen):
                continue
            yield from self._between(start)
            if self.position > start:
                continue
            self.position = seen
            yield from self._well_formed(block, start)

    def _between(self, end: int) -> Iterator[Found]:
        """Yield what is between well-formed blocks.

        An entry that is recovered there may reach beyond the next block.
        """
        if any(sign in self.text[self.position : end] for sign in "@="):
            scan = recover.scan(self.ground, self.position, end, self._line_at, self.macros, leading=self.leading)
            self.leading = self.leading and not scan.items
            yield from scan.items
            self.position = max(end, scan.end)
        else:
            self.position = end

    def _is_commented(self, position: int) -> bool:
        self.on.take(self.position)
        return self.on.is_commented(position)

    def _line_at(self, position: int) -> int:
        before, line = self.counted
        if position < before:
            return self.line + self.text.count("\n", 0, position)
        line += self.text.count("\n", before, position)
        self.counted = (position, line)
        return line

    def _well_formed(self, block: model.Block, start: int) -> Iterator[Found]:
        if isinstance(block, model.String):
            expressions.define(self.macros, block.key, str(block.value).strip())
        elif isinstance(block, model.Entry):
            pairs = [(field.key, field.value) for field in block.fields]
            end = start + len(block.raw or "")
            yield self._entry(splitting.PlainEntry(_written_type(block), block.key, pairs, start, end))

    def _entry(self, entry: splitting.PlainEntry) -> Found:
        self.leading = False
        kind, key, pairs, start, end = entry
        line, raw = self._line_at(start), self.text[start:end]
        try:
            return build(key, kind, pairs, self.macros, line, raw), start, end
        except ValueError as error:
            return Problem(line, f"@{kind} {key}: {error}", raw), start, end


def _parsed(text: str) -> list[model.Block]:
    return [_undoubled(block) for block in parse_string(text, parse_stack=[]).blocks]


def _undoubled(block: model.Block) -> model.Block:
    """Return the entry or string of a block that only repeats a key."""
    if isinstance(block, model.DuplicateBlockKeyBlock) and block.ignore_error_block:
        return block.ignore_error_block
    return block


def _written_type(entry: model.Entry) -> str:
    """Return the entry type as written; bibtexparser lowers its case."""
    raw = (entry.raw or "").removeprefix("@").lstrip()
    written = raw[: len(entry.entry_type)]
    return written if written.lower() == entry.entry_type else entry.entry_type


def _is_clean(block: model.Block) -> bool:
    """Whether bibtexparser read a block as BibTeX would."""
    if isinstance(block, model.Entry):
        return bool(_KEY.match(block.key)) and _has_clean_fields(block.fields)
    raw = block.raw or ""
    if not _COMMAND.match(raw):  # for bibtexparser, @commentary{…} is a comment
        return False
    if isinstance(block, model.String):
        return expressions.tokens(str(block.value)) is not None
    return isinstance(block, (model.ExplicitComment, model.Preamble)) and "\n@" not in raw


def _has_clean_fields(fields: list[model.Field]) -> bool:
    seen = set()
    for field in fields:
        value = field.value
        if not isinstance(value, str) or not _NAME.match(field.key) or field.key.lower() in seen:
            return False
        if not expressions.is_simple(value) and expressions.tokens(value) is None:
            return False
        seen.add(field.key.lower())
    return True
