"""What JabRef, BibDesk and Mendeley keep in a .bib beside the entries proper: groups, the state of reading, priorities and comments.

The fields stay as they are, so that the way back is whole; what they say is said here too, in tags, status, priority and private notes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from readinglist.formats import bibtex
from readinglist.formats.lists.saved import folders, moment
from readinglist.model.attachment import Highlight
from readinglist.model.record import Note, Problem, Record
from readinglist.util.encoding import lenient
from readinglist.util.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

_END = 4_000_000  # bytes in which the groups stand, at the end of a file; a guess
_SIGNS = re.compile(
    r"[,\n]\s*(?:groups|readstatus|priority|comment(?:-[\w.@+-]+)?|creationdate|date-added|read|mendeley-tags|mendeley-groups)\s*=",
    re.IGNORECASE,
)
_JABREF, _BIBDESK, _PLIST = "@comment{jabref-meta: grouping:", "@comment{bibdesk ", "</plist>"
_END_OF_TREE = re.compile(r"\n[ \t]*\}")
_GROUP = re.compile(r"\s*([0-9]{1,2}) (\w+):((?:\\.|[^;\\])*+);", re.DOTALL)
_BETWEEN = re.compile(r"(?<!\\)\\;")
_BY_HAND = frozenset(("StaticGroup", "ExplicitGroup"))
_OLD = "ExplicitGroup"  # of older versions, which names its entries itself
_FIRST_KEY = 2  # behind its name and how it depends on the group above
_STATUSES = {"read": "read", "skimmed": "read"}
_PRIORITIES = {"prio1": 3, "prio2": 2, "prio3": 1}


@dataclass(slots=True)
class BibGroups:
    """The groups of a file: their paths by their names, and by the keys that they list; and those that are queries."""

    paths: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    queries: list[str] = field(default_factory=list)


def groups_at_end(file: BinaryIO) -> BibGroups:
    """Return the groups that a file has at its end, and go back to where the file was."""
    place = file.tell()
    length = file.seek(0, 2)
    file.seek(max(length - _END, 0))
    text = lenient(file.read(_END))[0].replace("\r\n", "\n")
    file.seek(place)
    return groups_of(text)


def groups_of(text: str) -> BibGroups:
    """Return the groups of JabRef and BibDesk that a text has. Never raises."""
    found, low = BibGroups(), text.lower()
    if (start := low.rfind(_JABREF)) >= 0:
        _of_jabref(_END_OF_TREE.split(text[start + len(_JABREF) :], maxsplit=1)[0], found)
    for kind in ("static", "smart"):
        if (start := low.rfind(f"{_BIBDESK}{kind} groups{{")) >= 0:
            begin, end = text.find("<?xml", start), text.find(_PLIST, start)
            _of_bibdesk(text[begin : end + len(_PLIST)] if 0 <= begin < end else "", found, by_hand=kind == "static")
    return found


def _of_jabref(tree: str, found: BibGroups) -> None:
    above: list[str] = []
    for depth, kind, rest in _GROUP.findall(tree.replace("\n", "")):
        parts = [re.sub(r"\\(.)", r"\1", part) for part in _BETWEEN.split(rest)]
        name = re.sub(r"\\(.)", r"\1", parts[0])
        above = [*above[: max(int(depth) - 1, 0)], name] if int(depth) else []
        if not name:
            continue
        path = folders(above)
        if kind in _BY_HAND:
            found.paths[name].append(path)
            for key in parts[_FIRST_KEY:] if kind == _OLD else ():
                if key:
                    found.by_key[key].append(path)
        elif int(depth):
            found.queries.append(path)


def _of_bibdesk(plist: str, found: BibGroups, *, by_hand: bool) -> None:
    import plistlib  # noqa: PLC0415 - few files have such groups

    try:
        groups = plistlib.loads(plist.encode("utf-8", "replace"), fmt=plistlib.FMT_XML)
    except Exception:  # noqa: BLE001 - plistlib raises what its parts do, and lets nothing else pass
        return
    for group in groups if isinstance(groups, list) else ():
        name = str(group.get("group name", "")) if isinstance(group, dict) else ""
        if name and by_hand:
            for key in str(group.get("keys", "")).split(","):
                if key.strip():
                    found.by_key[key.strip()].append(folders([name]))
        elif name:
            found.queries.append(name)


def with_state(items: Iterable[Item], groups: BibGroups, wishes: Wishes, lines: int) -> Iterator[Item]:
    """Yield items, records with what their programs say of them, and last which groups are left out."""
    for item in items:
        if isinstance(item, Record) and (_SIGNS.search(item.raw) or item.key in groups.by_key):
            yield _with_state(item, groups, wishes)
        else:
            yield item
    if groups.queries and wishes.collections:
        are = "groups are queries" if len(groups.queries) > 1 else "group is a query"
        yield Problem(lines, f"{len(groups.queries)} {are}, and left out: {listed(groups.queries)}", broken=False)


def _with_state(record: Record, groups: BibGroups, wishes: Wishes) -> Record:
    said = {one.name.lower(): one.plain.strip() for one in record.fields}
    tags = [*_tags(record.key, said, groups)] if wishes.collections else []
    tags += ["skimmed"] if said.get("readstatus", "").lower() == "skimmed" else []
    known = {tag.casefold() for tag in record.tags}
    new = [tag for tag in dict.fromkeys(tags) if tag and tag.casefold() not in known]
    notes = (*record.notes, *_notes(record.key, said, len(record.notes)))
    return replace(
        bibtex.retag(record, [*record.tags, *new]) if new else record,
        status=record.status
        or _STATUSES.get(said.get("readstatus", "").lower(), "read" if said.get("read") == "1" else ""),
        priority=record.priority or _PRIORITIES.get(said.get("priority", "").lower(), 0),
        added=record.added or moment(said.get("date-added", "")) or moment(said.get("creationdate", "")),
        notes=notes,
    )


def _tags(key: str, said: dict[str, str], groups: BibGroups) -> Iterator[str]:
    for name in _parts(said.get("groups", "")):
        yield from groups.paths.get(name, ())
    yield from groups.by_key.get(key, ())
    yield from _parts(said.get("mendeley-tags", ""))
    for path in _parts(said.get("mendeley-groups", "")):
        yield folders(path.split("/"))


def _parts(written: str) -> list[str]:
    """Return what stands between commas, of which one behind a backslash is part of a name."""
    parts = (re.sub(r"\\(.)", r"\1", part).strip() for part in re.split(r"(?<!\\),|;", written))
    return [" ".join(part.replace(",", " ").split()) for part in parts if part]


def _notes(key: str, said: dict[str, str], last: int) -> Iterator[Note]:
    number = last
    for name, text in said.items():
        if text and (name == "comment" or name.startswith("comment-")):
            number += 1
            who = name.removeprefix("comment").removeprefix("-")
            mark = Highlight(file="jabref", mark=f"{key} {name}", author=who, text=text, kind="note")
            yield Note(id=number, text=text, highlight=mark)
