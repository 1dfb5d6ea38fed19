"""An item of Zotero's as a plain value, and the record that it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readinglist.formats.draft import Draft
from readinglist.formats.zotero import extra, fields, people, types
from readinglist.model.record import Mark

if TYPE_CHECKING:
    from readinglist.formats.zotero.people import Creator
    from readinglist.model.record import Record

FORM = "zotero"
_TYPE = "entrytype"  # in Extra, the type that an entry of BibLaTeX has


@dataclass(slots=True)
class ZoteroItem:
    """An item as Zotero has it: its type, its values by the names that fields have in all types, its people and tags.

    `keys` are citation keys that were found for it, the one that counts first.
    """

    kind: str
    values: dict[str, str] = field(default_factory=dict)
    creators: list[Creator] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    line: int = 0
    raw: str = ""


def record_of(item: ZoteroItem) -> Record:
    """Return an item as a record: its type and fields by BibLaTeX's names, its key, and other keys as aliases."""
    said = extra.read(item.values.get("extra", ""), item.values)
    values, creators = {**item.values, **said.values}, [*item.creators, *said.creators]
    kind, subtype = _type(said.kind or item.kind, values, creators)
    if named := next((value for name, value, _ in said.fields if name == _TYPE and value.isalpha()), ""):
        kind, subtype = named, ""
    entry = Draft(FORM, kind, item.line, item.raw)
    entry.put("entrysubtype", said.subtype if said.type else subtype)
    if said.type:
        entry.kind = said.type
    _people(entry, creators)
    for name, value, is_source in said.fields:
        if name == _TYPE:
            continue
        if is_source:
            entry.put_source(name, value)
        else:
            entry.put(name, value)
    fields.put(entry, said.kind or item.kind, values, said.left)
    entry.tag(item.tags)
    made = _with_keys(entry, [values.get("citationKey", ""), *said.keys, *item.keys])
    return replace(made, status=said.status) if said.status else made


def _type(named: str, values: dict[str, str], creators: list[Creator]) -> tuple[str, str]:
    """Return the type and `entrysubtype` of an entry, some of which follow from what it has."""
    kind, subtype = types.TYPES.get(named, ("misc", ""))
    roles = {one.role for one in creators}
    if named == "book":
        of_editors = "editor" in roles and not roles & people.FIRST
        several = "mv" if values.get("numberOfVolumes", "1") != "1" and not values.get("volume") else ""
        return several + ("collection" if of_editors else "book"), ""
    if named == "bookSection" and "bookAuthor" in roles:
        return "inbook", ""
    if named == "report" and "manual" in values.get("type", "").lower():
        return "manual", ""
    return kind, subtype


def _people(entry: Draft, creators: list[Creator]) -> None:
    entry.people, kinds, left = people.in_fields(creators, entry.kind)
    for name, role in kinds.items():
        entry.put(name, role)
    for one in left:
        entry.keep(one.role.lower(), f"{one.family}, {one.given}".strip(", "))


def _with_keys(entry: Draft, keys: list[str]) -> Record:
    """Return the record of an entry by the first of its keys that is one, with the others as aliases."""
    others = [key for key in dict.fromkeys(filter(None, keys)) if not entry.name_key(key)]
    made = entry.record()
    known = {made.key.casefold()}
    aliases = [key for key in others if key.casefold() not in known and not re.search(r"[\s,{}=\"#%~\\]", key)]
    return replace(made, aliases=tuple(dict.fromkeys(aliases)), pinned=bool(made.key)) if made.key else made


def retracted(detail: str = "") -> tuple[Mark, ...]:
    """Return the mark of a work that was retracted."""
    return (Mark("retracted", detail),)
