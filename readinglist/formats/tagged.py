"""Reads files of lines that begin with a tag: RIS, and what PubMed, EndNote and the Web of Science write.

A record is a list of tags with their values and lines. Nothing is left out: a line that is in no record is a problem, and a
record that another begins before its end stands as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.formats.draft import Draft
    from readinglist.model.record import Item, Record

# Where a line may end within a text that was put into one (Unicode, line separator); Python's splitlines would end more.
_LINE_END = re.compile(r"\r\n|\r|\n")


class Tagged(NamedTuple):
    """A value, with its tag and its line."""

    tag: str
    value: str
    line: int


class Chunk(NamedTuple):
    """A record of a file: its tags, the line where it begins, and its text."""

    tags: list[Tagged]
    line: int
    raw: str


class TagFormat(NamedTuple):
    """How a format writes its lines.

    `pattern` matches a line with a tag (`tag`, `value`); `begins` and `ends` are the tags at the ends of a record, `blank` says that a
    blank line ends one too, `any_begins` that the first tag after an end begins one. What continues a value is joined to it with a space, and for `in_lines` with a line end; for
    `each_line` it is another value of the same tag. `outside` are tags that stand between records.
    """

    pattern: re.Pattern[str]
    begins: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    blank: bool = False
    in_lines: frozenset[str] = frozenset()
    each_line: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    any_begins: bool = False
    junk: re.Pattern[str] = re.compile(r"\s*\d*\.?\s*")


def lines_of(text: str | Iterable[str]) -> list[str]:
    """Return the lines of a text."""
    whole = (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")
    return _LINE_END.split(whole)


def items(text: str | Iterable[str], form: TagFormat, record: Callable[[Chunk], Record]) -> Iterator[Item]:
    """Yield what a function makes of each record of a file, and a problem for what is in none."""
    for found in chunks(lines_of(text), form):
        yield found if isinstance(found, Problem) else record(found)


def chunks(lines: Iterable[str], form: TagFormat) -> Iterator[Chunk | Problem]:
    """Yield the records of a file, and a problem for each stretch of lines that is in none."""
    reader = _Reader(form)
    for number, line in enumerate(lines, 1):
        yield from reader.take(number, line)
    yield from reader.end()


class _Reader:
    """The record under way, and the lines that are in none."""

    def __init__(self, form: TagFormat) -> None:
        self.form = form
        self.tags: list[Tagged] = []
        self.raw: list[str] = []
        self.more: dict[int, list[str]] = {}  # the lines that continue a tag, by its place
        self.start = 0
        self.stray: list[str] = []
        self.stray_from = 0

    def take(self, number: int, line: str) -> Iterator[Chunk | Problem]:
        form = self.form
        found = form.pattern.match(line)
        tag = found["tag"] if found else ""
        if tag in form.outside:
            yield from self.end()
        elif tag in form.ends:
            self.raw.append(line)
            yield from self.end()
        elif found and (tag in form.begins or (form.any_begins and not self.tags)):
            if not (self.tags and self.tags[-1].tag == tag == self.tags[0].tag):  # else it is said once more what it is
                yield from self.end()
                self.start = number
            self._add(Tagged(tag, (found["value"] or "").strip(), number), line)
        elif not self.tags:
            self._outside(number, line)
        elif found:
            self._add(Tagged(tag, (found["value"] or "").strip(), number), line)
        elif form.blank and not line.strip():
            yield from self.end()
        else:
            self._continue(line, number)

    def end(self) -> Iterator[Chunk | Problem]:
        """Yield what is under way."""
        if self.tags:
            yield Chunk(self._whole(), self.start, "\n".join(self.raw).rstrip() + "\n")
        elif self.stray:
            raw = "\n".join(self.stray).strip("\n")
            yield Problem(self.stray_from, "it is in no record, as nothing before it begins one", raw, broken=False)
        self.tags, self.raw, self.stray, self.more = [], [], [], {}

    def _add(self, one: Tagged, line: str) -> None:
        self.tags.append(one)
        self.raw.append(line)

    def _outside(self, number: int, line: str) -> None:
        if line.strip() and not self.form.junk.fullmatch(line):
            self.stray_from = self.stray_from if self.stray else number
            self.stray.append(line)

    def _continue(self, line: str, number: int) -> None:
        self.raw.append(line)
        more = line.strip()
        tag = self.tags[-1].tag
        if more and tag in self.form.each_line:
            self.tags.append(Tagged(tag, more, number))
        elif more or tag in self.form.in_lines:
            self.more.setdefault(len(self.tags) - 1, []).append(more)

    def _whole(self) -> list[Tagged]:
        """Return the tags, each with the lines that continue it."""
        for place, more in self.more.items():
            one = self.tags[place]
            between = "\n" if one.tag in self.form.in_lines else " "
            self.tags[place] = one._replace(value=between.join([*([one.value] if one.value else []), *more]).strip())
        return self.tags


class TagBag:
    """The tags of a record that nothing was made of yet."""

    def __init__(self, tags: Iterable[Tagged]) -> None:
        self.left = [one for one in tags if one.value]

    def has(self, *tags: str) -> bool:
        """Whether one of these tags is left."""
        return any(one.tag in tags for one in self.left)

    def seen(self, *tags: str) -> list[str]:
        """Return the values of tags, in their order."""
        return [one.value for one in self.left if one.tag in tags]

    def take(self, *tags: str) -> list[str]:
        """Return the values of tags, in their order, which are then done with."""
        found = self.seen(*tags)
        self.left = [one for one in self.left if one.tag not in tags]
        return found

    def first(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has one; whatever of them has that value is then done with."""
        for tag in tags:
            if found := self.seen(tag):
                self.left = [one for one in self.left if not (one.tag in tags and one.value == found[0])]
                return found[0]
        return ""

    def keep_left(self, draft: Draft) -> None:
        """Keep what is left under the names of its tags: `ris-xx`."""
        for one in self.left:
            draft.keep(one.tag.lower().strip("%"), one.value)
