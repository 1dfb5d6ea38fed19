"""What an entry inherits by `crossref` and `xdata` (BibLaTeX manual, appendix B)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import biblatex
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.model.record import Record

Pairs = list[tuple[str, str]]

# By no pair of types, but for the fields that a key of its own has in classic BibTeX.
_NEVER = biblatex.KEY_FIELDS.union(
    "entrysubtype execute label options presort relatedoptions relatedstring relatedtype shorthand shorthandintro "
    "sortkey".split()
)
_NOT_OF_A_WHOLE = frozenset("shorttitle sorttitle indextitle indexsorttitle".split())
_GENERATIONS = 100  # many times what anybody writes, and few enough to follow
_TITLES = ("title", "subtitle", "titleaddon")
# Parents, their children, and what becomes of the titles: a `title` becomes a `maintitle`, `booktitle` or `journaltitle`.
_RENAMED = [
    ("mvbook", "book inbook bookinbook suppbook", "main"),
    ("mvcollection mvreference", "collection reference incollection inreference suppcollection", "main"),
    ("mvproceedings", "proceedings inproceedings", "main"),
    ("book", "inbook bookinbook suppbook", "book"),
    ("collection reference", "incollection inreference suppcollection", "book"),
    ("proceedings", "inproceedings", "book"),
    ("periodical", "article suppperiodical", "journal"),
]
_PREFIXES = {
    (parent, child): prefix
    for parents, children, prefix in _RENAMED
    for parent in parents.split()
    for child in children.split()
}
# The author of a book is that of its parts too, and is named as the author of the book.
_OF_ONE_AUTHOR = frozenset("inbook bookinbook suppbook".split())


def ids_of(record: Record) -> list[str]:
    """Return the other keys that an entry gives itself: in BibLaTeX's `ids`, or as Zotero's users do, in a line of a note."""
    if known := record.known_beforehand():
        return [*known.other_keys]
    names = named_by(record, ("ids",))
    for field in record.fields:
        if "tex.ids" in field.raw and field.name.lower() in ("note", "extra"):
            found = re.search(r"(?im)^[\s{\"]*tex\.ids\s*[:=]\s*([^\n{}\"]+)", field.raw)
            names += [name.strip() for name in (found[1] if found else "").split(",") if name.strip()]
    return names


def parents_of(record: Record) -> list[str]:
    """Return the keys that an entry inherits from.

    Those of `xdata` are first, as BibLaTeX reads them.
    """
    return named_by(record, biblatex.INHERITING)


def named_by(record: Record, fields: Iterable[str] = biblatex.REFERRING) -> list[str]:
    """Return the keys that an entry names in some fields.

    By default these are all fields that hold keys: of its parents, and of related entries.
    """
    known = record.known_beforehand()
    if known and not known.refers and biblatex.KEY_FIELDS.issuperset(fields):
        return []
    keys = (key.strip() for name in fields for key in record.plain(name).split(","))
    return [key for key in keys if key]


def resolved(record: Record, by_key: Mapping[str, Record]) -> Pairs:
    """Return an entry's fields, name and source, with those that it inherits.

    `by_key` has the parents by folded key. The entry's own fields come before inherited ones; parents may have parents; in
    a circle each entry is visited once, and nothing comes from more than a hundred generations before. The fields that name
    a parent that was found are left out.
    """
    return _with_inherited(record, by_key, frozenset(), {})


def dated(record: Record, by_key: Mapping[str, Record]) -> str:
    """Return the sortable date of an entry, its own or that of the nearest parent that has one."""
    waiting, seen = [record], set[str]()
    while waiting:
        one = waiting.pop(0)
        if one.date or folded_key(one.key) in seen:
            return one.date
        seen.add(folded_key(one.key))
        waiting += [by_key[key] for name in parents_of(one) if (key := folded_key(name)) in by_key]
    return ""


def _with_inherited(
    record: Record, by_key: Mapping[str, Record], seen: frozenset[str], known: dict[str, Pairs]
) -> Pairs:
    """Return the fields of an entry with those that it inherits; `known` has those of the ancestors met already."""
    own = folded_key(record.key)
    seen |= {own}
    pairs = [(field.name, field.raw) for field in record.fields if not _is_found(field.name, field.plain, by_key)]
    present = {biblatex.canonical(name) for name, _ in pairs}
    if record.type.lower() in biblatex.TYPED:
        present.add("type")  # which the entry type says
    for key in parents_of(record):
        parent = by_key.get(folded_key(key))
        if parent is None or folded_key(key) in seen or len(seen) > _GENERATIONS:
            continue
        kinds = _kind(parent), _kind(record)
        theirs = known.get(folded_key(key)) or _with_inherited(parent, by_key, seen, known)
        brought = list(_inherited(kinds, [*theirs, *_said_by_type(parent)]))
        if kinds[0] == "xdata":
            pairs = _overridden(pairs, brought)
            present.update(biblatex.canonical(name) for name, _ in brought)
            continue
        dated = _dated(present)
        for name, raw in map(_year_of, brought) if dated == {"date"} else brought:
            canonical = biblatex.canonical(name)
            if canonical not in present and canonical not in dated:
                present.add(canonical)
                pairs.append((name, raw))
    known[own] = pairs
    return pairs


def _overridden(pairs: Pairs, brought: Pairs) -> Pairs:
    """Return fields with those of an `@xdata` entry in the place of their own, as biber sets them."""
    theirs = {biblatex.canonical(name): raw for name, raw in brought}
    own = {biblatex.canonical(name) for name, _ in pairs}
    kept = [(name, theirs.get(biblatex.canonical(name), raw)) for name, raw in pairs]
    return kept + [(name, raw) for name, raw in brought if biblatex.canonical(name) not in own]


def _said_by_type(record: Record) -> Pairs:
    """Return the field that the type of an entry stands for: `@phdthesis` is a thesis with a `type`."""
    said = biblatex.TYPED.get(record.type.lower())
    return [("type", f"{{{said}}}")] if said and not record.field("type") else []


def _kind(record: Record) -> str:
    return biblatex.biblatex_type(record.type).lower()


def _is_found(name: str, value: str, by_key: Mapping[str, Record]) -> bool:
    keys = [folded_key(key.strip()) for key in value.split(",")]
    return name.lower() in biblatex.INHERITING and all(key in by_key for key in keys)


def _dated(present: set[str]) -> frozenset[str]:
    """Return the fields of a date that an entry does not inherit: a date is taken as a whole.

    As in biber, year and month of classic BibTeX are fields as others, and of a parent's date an entry that has only a month
    takes the year.
    """
    if "date" in present:
        return frozenset(biblatex.ISSUED)
    if "year" in present:
        return frozenset(("date", "year"))
    return frozenset(("date",)) if "month" in present else frozenset()


def _year_of(pair: tuple[str, str]) -> tuple[str, str]:
    """Return of a date its year, and any other field as it is."""
    found = re.match(r"[{\"]*([0-9]{4})", pair[1]) if pair[0].lower() == "date" else None
    return ("year", f"{{{found[1]}}}") if found else pair


def _inherited(kinds: tuple[str, str], pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield the fields that a child inherits from a parent, renamed; `kinds` are the types of parent and child.

    So the `title` of a book is the `booktitle` of its part.
    """
    if kinds[0] == "xdata":
        yield from ((name, raw) for name, raw in pairs if name.lower() != "ids")
        return
    prefix = _PREFIXES.get(kinds, "")
    not_inherited = _NEVER | _NOT_OF_A_WHOLE if prefix else _NEVER
    for name, raw in pairs:
        canonical = biblatex.canonical(name)
        if canonical in not_inherited:
            continue
        yield (f"{prefix}{canonical}" if prefix and canonical in _TITLES else name), raw
        if canonical == "author" and kinds[0] in ("book", "mvbook") and kinds[1] in _OF_ONE_AUTHOR:
            yield "bookauthor", raw
