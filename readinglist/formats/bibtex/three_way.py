"""Merging two changed files of BibTeX with the one from which both came: entry by entry, and field by field.

Every text that only one side changed is that side's, to the byte. What both changed, each in another way, is a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import bibtex
from readinglist.formats.bibtex.three_way_lines import joined
from readinglist.model import crossref
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TYPE, _KEY, _TAGS = "type", "key", "keywords"
_START, _END = "", "\0end"  # what stands before all entries and behind them; no key is one
_DEFINITION = re.compile(r"@string\s*[{(]\s*([^\s=]+)\s*=", re.IGNORECASE)


class Clash(NamedTuple):
    """What both sides changed, each in another way; `name` is a field, `key` or `type`, or empty for the whole entry."""

    key: str
    name: str
    ours: str
    theirs: str


class Merged(NamedTuple):
    """A merged text, and the conflicts in it, which stand there as git marks them."""

    text: str
    clashes: list[Clash]


@dataclass(slots=True)
class _File:
    r"""A file as entries by their names, each with the text before it; a second one of a name is `name\\x002`."""

    entries: dict[str, Record] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.entries[name].raw if name in self.entries else ""


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Return what two changed texts say together; `base` is the one from which both came.

    The order is ours. A clash keeps both entries between the marks that git uses, of which `ours` is first.
    """
    files = [_read(text) for text in (base, ours, theirs)]
    files[1], files[2] = (_under_old_names(files[0], one) for one in files[1:])
    return _Merge(*files).merged()


def _read(text: str) -> _File:
    found, before, first = _File(), "", True
    for item in bibtex.load(text):
        if not isinstance(item, Record):
            before += (item.raw if item.broken else "") if isinstance(item, Problem) else item.text
            continue
        name, number = item.key or "\0nameless", 1
        while name in found.entries:
            number += 1
            name = f"{item.key}\0{number}"
        if first:
            found.before[_START], before, first = before, "", False
        found.entries[name], found.before[name] = item, before
        before = ""
    found.before[_START if first else _END] = before
    return found


def _under_old_names(base: _File, side: _File) -> _File:
    """Return a side whose entries stand under the names that they had: one that calls itself so too, or is the same but for its key."""
    gone = {name: base.entries[name] for name in base.entries if name not in side.entries}
    if not gone:
        return side
    by_fields: dict[tuple[str, ...], list[str]] = {}
    for name, record in gone.items():
        by_fields.setdefault(_said(record), []).append(name)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for name, record in side.entries.items():
        if name in base.entries:
            continue
        same = by_fields.get(_said(record), []) if len(record.fields) > 1 else []
        known = [other for other in crossref.ids_of(record) if other in gone] or (same if len(same) == 1 else [])
        if known and known[0] not in taken:
            names[name] = known[0]
            taken.add(known[0])
    entries = {names.get(name, name): record for name, record in side.entries.items()}
    return _File(entries, {names.get(name, name): text for name, text in side.before.items()})


def _said(record: Record) -> tuple[str, ...]:
    return (record.type.lower(), *sorted(f"{one.name.lower()}={one.raw}" for one in record.fields))


class _Merge:
    """One merge of three files."""

    def __init__(self, base: _File, ours: _File, theirs: _File) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._clashes: list[Clash] = []

    def merged(self) -> Merged:
        """Return the merged text."""
        pieces: list[str] = [self._between(_START)]
        for name in self._order():
            text = self._entry(name)
            if text:
                pieces += [self._before(name, pieces), text]
        pieces.append(self._between(_END))
        text = "".join(pieces)
        self._clashes += _twice_defined(text)
        return Merged(text, self._clashes)

    def _order(self) -> list[str]:
        """Return the names of all entries: in our order, and what only they have behind what it stands behind there, and what only we have."""
        order = list(self._ours.entries)
        places = {name: (place, 0) for place, name in enumerate(order)}
        last, step = -1, 0
        for name in self._theirs.entries:
            if name in places:
                last, step = places[name][0], 0
                while last + 1 < len(order) and self._is_only_ours(order[last + 1]):
                    last += 1
            else:
                step += 1
                places[name] = (last, step)
        return sorted(places, key=lambda name: places[name])

    def _is_only_ours(self, name: str) -> bool:
        return name not in self._theirs.entries and name not in self._base.entries

    def _before(self, name: str, pieces: Sequence[str]) -> str:
        """Return what stands before an entry; between two there is a line end at least, as a file may end without one."""
        text = self._between(name)
        stands_alone = not any(pieces) or "\n" in text or "".join(pieces[-2:]).endswith("\n")
        return text if stands_alone else f"{text}\n\n"

    def _between(self, name: str) -> str:
        """Return the text before an entry: that of the side that changed it; of both, each line once."""
        base, ours, theirs = (one.before.get(name) for one in (self._base, self._ours, self._theirs))
        if ours is None or theirs is None:
            return ours if ours is not None else theirs or ""
        if base in (ours, None) or ours == theirs:
            return theirs if base == ours else joined(ours, theirs)
        return ours if base == theirs or not theirs.strip() else joined(ours, theirs, base or "")

    def _entry(self, name: str) -> str:
        base, ours, theirs = (one.text(name) for one in (self._base, self._ours, self._theirs))
        if theirs in (ours, base):
            return ours
        if base == ours or self._says_the_same(name, self._ours):
            return theirs
        if self._says_the_same(name, self._theirs):
            return ours
        if (
            not ours or not theirs or self._names_twice(name)
        ):  # removed on one side, changed on the other; or two fields of a name
            self._clashes.append(Clash(_name(name), "", ours, theirs))
            return _marked(ours, theirs)
        return self._both_changed(name)

    def _names_twice(self, name: str) -> bool:
        """Whether an entry has two fields of one name on a side, of which the second is read under a name that no side wrote."""
        sides = (self._ours.entries[name], self._theirs.entries[name])
        return any(one.name.lower() not in side.raw.lower() for side in sides for one in side.fields)

    def _says_the_same(self, name: str, side: _File) -> bool:
        """Whether a side only wrote an entry otherwise, with its fields in another order or set in otherwise."""
        was, now = self._base.entries.get(name), side.entries.get(name)
        return bool(was and now) and _values(was) == _values(now)  # type: ignore[arg-type] # neither is None

    def _both_changed(self, name: str) -> str:
        base = self._base.entries.get(name) or Record(key="", type="")
        ours, theirs = self._ours.entries[name], self._theirs.entries[name]
        merge = _Fields(base, ours, theirs)
        mine, their = merge.merged()
        self._clashes += merge.clashes
        return _marked(mine, their) if merge.clashes else mine


class _Fields:
    """The merge of an entry that both sides changed."""

    def __init__(self, base: Record, ours: Record, theirs: Record) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self.clashes: list[Clash] = []

    def merged(self) -> tuple[str, str]:
        """Return the entry with our values where the two clash, and with theirs."""
        values = [_values(one) for one in (self._base, self._ours, self._theirs)]
        names = dict.fromkeys([*values[1], *values[2], *values[0]])
        mine: dict[str, str | None] = {}
        their: dict[str, str | None] = {}
        for name in names:
            base, ours, theirs = (one.get(name) for one in values)
            if ours == theirs:
                continue
            if _is_same(base, ours):
                mine[name] = their[name] = theirs
            elif not _is_same(base, theirs):
                self._clash(name, (base, ours, theirs), mine, their)
        return _spliced(self._ours, mine, self._theirs), _spliced(self._ours, their, self._theirs)

    def _clash(
        self,
        name: str,
        three: tuple[str | None, str | None, str | None],
        mine: dict[str, str | None],
        their: dict[str, str | None],
    ) -> None:
        _base, ours, theirs = three
        tags = self._tags() if name == _TAGS else None
        if tags is not None:
            mine[name] = their[name] = tags or None
        elif not _is_same(ours, theirs):
            self.clashes.append(Clash(self._ours.key, name, ours or "", theirs or ""))
            their[name] = theirs

    def _tags(self) -> str | None:
        """Return the keywords of both: a set, so that two changes of it never clash."""
        was, mine, their = ({tag.casefold(): tag for tag in one.tags} for one in (self._base, self._ours, self._theirs))
        kept = [tag for folded, tag in mine.items() if folded in their or folded not in was]
        new = [tag for folded, tag in their.items() if folded not in mine and folded not in was]
        found = bibtex.retag(self._ours, [*kept, *new]).field(_TAGS)
        return found.raw if found else ""


def _values(record: Record) -> dict[str, str]:
    """Return what an entry says: its type, its key and its fields, of two with one name the first."""
    fields = {one.name.lower(): one.raw for one in reversed(record.fields)}
    return {f"\0{_TYPE}": record.type, f"\0{_KEY}": record.key, **fields} if record.type else {}


def _spliced(record: Record, changes: dict[str, str | None], other: Record) -> str:
    """Return the text of an entry with other values in the places of its own, all else to the byte; if that is not possible, written anew."""
    fields = {name: raw for name, raw in changes.items() if not name.startswith("\0")}
    text = record.raw
    for name, raw in fields.items():
        text = _with_field(text, record, name, raw, other) if text else ""
    head = {name[1:]: value for name, value in changes.items() if name.startswith("\0") and value}
    wanted = bibtex.edit(replace(record, type=head.get(_TYPE, record.type), key=head.get(_KEY, record.key)), fields)
    if text and head:
        text = re.sub(
            r"@\s*[\w-]+(\s*[{(]\s*)[^\s,]+", lambda found: f"@{wanted.type}{found[1]}{wanted.key}", text, count=1
        )
    read = [one for one in bibtex.load(text) if isinstance(one, Record)] if text else []
    is_right = len(read) == 1 and _values(read[0]) == _values(wanted) and read[0].raw == text
    return text if is_right else "".join(bibtex.dump([wanted])).rstrip("\n")


def _with_field(text: str, record: Record, name: str, raw: str | None, other: Record) -> str:
    """Return the text of an entry with one field set or removed; empty where its place is not certain."""
    standing = next((one.raw for one in record.fields if one.name.lower() == name), None)
    if standing is None:
        written = next((one.name for one in other.fields if one.name.lower() == name), name)
        return _with_new_field(text, written, raw or "")
    pattern = rf"([,\n]\s*){re.escape(name)}(\s*=\s*){re.escape(standing)}(\s*,?)"
    found = list(re.finditer(pattern, text, re.IGNORECASE))
    if len(found) != 1:
        return ""
    one = found[0]
    if raw is None:
        behind = one[3] if one[1].startswith(",") else ""
        return text[: one.start()] + behind + text[one.end() :]
    start = one.end(2)
    return text[:start] + raw + text[start + len(standing) :]


def _with_new_field(text: str, name: str, raw: str) -> str:
    """Return the text of an entry with one more field behind the others, set in as they are."""
    body = text[:-1].rstrip()
    indent = re.findall(r"\n([ \t]*)[\w-]+\s*=", text)
    gap = f"\n{indent[-1]}" if indent else " "
    comma = "" if body.endswith(",") else ","
    trailing = "," if body.endswith(",") and indent else ""
    end = text[len(body) :] if len(text) > len(body) else text[-1:]
    return f"{body}{comma}{gap}{name} = {raw}{trailing}{end}"


def _is_same(one: str | None, other: str | None) -> bool:
    """Whether two values are one, enclosed in another way; a number needs no braces."""
    return one == other or (one is not None and other is not None and _plain(one) == _plain(other))


def _plain(raw: str) -> str:
    if raw[:1] + raw[-1:] in ("{}", '""'):
        return raw[1:-1].strip()
    return raw if raw.isdecimal() else f"\0{raw}"  # the name of a macro, or several values


def _marked(ours: str, theirs: str) -> str:
    pieces = ("<<<<<<< ours", ours, "=======", theirs, ">>>>>>> theirs")
    return "\n".join(piece for piece in pieces if piece)


def _name(name: str) -> str:
    return name.partition("\0")[0]


def _twice_defined(text: str) -> Iterator[Clash]:
    """Yield the macros that a merged text defines twice, each time otherwise."""
    values: dict[str, str] = {}
    for line in _lines_of_definitions(text):
        name = line[0].lower()
        if values.setdefault(name, line[1]) != line[1]:
            yield Clash(f"@string {line[0]}", "", values[name], line[1])


def _lines_of_definitions(text: str) -> Iterable[tuple[str, str]]:
    for found in _DEFINITION.finditer(text):
        end = text.find("\n", found.end())
        yield (
            found[1],
            text[found.end() : end if end >= 0 else len(text)]
            .strip()
            .rstrip(",")
            .removesuffix("}")
            .removesuffix(")")
            .rstrip(),
        )
