"""Zotero's field Extra: the lines `key: value` of a note are variables and fields.

Zotero takes the names of CSL variables, in any case and with spaces, its own labels, and names of identifiers; Better BibTeX
takes fields as `tex.FIELD: value`. What is none of these stays in the note.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from readinglist.formats.csl import tables
from readinglist.model import identifiers, schemes

Item = dict[str, Any]
_LINE = re.compile(
    r"\s*(?P<tex>(?:tex|bib(?:la)?tex)\.)?(?P<name>[A-Za-z][A-Za-z _.-]*?)\s*(?P<sign>[:=])\s*(?P<value>\S.*?)\s*"
)
_FIELD = re.compile(r"[a-z][a-z0-9_+-]*")
_NUMBER = re.compile(r"(\S+?)(?:\s*\[([^\s\[\]]+)\])?")
# What Zotero calls a variable in its own form.
_LABELS = {
    "short-title": "title-short", "publication-title": "container-title", "book-title": "container-title",
    "place": "publisher-place", "pages": "page", "date": "issued", "series": "collection-title",
    "series-number": "collection-number", "number-of-volumes": "number-of-volumes", "num-pages": "number-of-pages",
    "call-number": "call-number", "original-place": "original-publisher-place", "conference-name": "event-title",
    "event": "event-title", "university": "publisher", "institution": "publisher", "journal-abbreviation": "container-title-short",
}  # fmt: skip
_DATES = frozenset((*tables.DATE_OF, *tables.MORE_DATES))
_NAMES = frozenset((*tables.NAMES_OF, *tables.MORE_NAMES, *tables.ROLES))
_TEXTS = (tables.MORE | frozenset(tables.FIELD_OF)) - {"note", "keyword", "abstract", "annote", "title"}
_BY_NAME = {name.lower(): name for name in (*_TEXTS, *_DATES, *_NAMES)}


class Extra(NamedTuple):
    """An item with the variables of its note, and the fields of BibLaTeX that the note names.

    A field has its name, its value, and whether that is LaTeX already.
    """

    item: Item
    fields: list[tuple[str, str, bool]]


def applied(item: Item) -> Extra:
    """Return an item with what its note says in lines; the lines that say nothing else are left out of the note.

    `PMID: 123`, `Original Date: 1900`, `tex.ids: old1, old2`
    """
    note = item.get("note")
    if not isinstance(note, str) or not (":" in note or "=" in note):
        return Extra(item, [])
    made = dict(item)
    fields: list[tuple[str, str, bool]] = []
    kept = [line for line in note.splitlines() if not _take(line, item, made, fields)]
    if len(kept) == len(note.splitlines()):
        return Extra(item, [])
    made["note"] = "\n".join(kept).strip()
    return Extra(made, fields)


def _take(line: str, item: Item, made: Item, fields: list[tuple[str, str, bool]]) -> bool:
    """Take one line into an item or its fields; whether it was one."""
    found = _LINE.fullmatch(line)
    if not found:
        return False
    name = re.sub(r"[\s_]+", "-", found["name"].lower())
    if found["tex"]:
        taken = [(name, found["value"], found["sign"] == "=")] if _FIELD.fullmatch(name) else []
    elif name in schemes.TABLE and name not in _BY_NAME:
        taken = [(field, value, False) for field, value in _identifier(name, found["value"]).items()]
    else:
        return found["sign"] == ":" and _take_variable(name, found["value"], item, made)
    fields += taken
    return bool(taken)


def _identifier(scheme: str, written: str) -> dict[str, str]:
    """Return the fields of an identifier, for that CSL has no variable: `1706.03762 [cs.CL]` has its class behind it."""
    found = _NUMBER.fullmatch(written)
    value = identifiers.normal(scheme, found[1]) if found else ""
    if not found or not value:
        return {}
    return {**schemes.as_fields(scheme, value), **({"eprintclass": found[2]} if found[2] else {})}


def _take_variable(name: str, value: str, item: Item, made: Item) -> bool:
    """Take a variable into an item; whether it was one, and the item does not say something else."""
    if name == "citation-key":
        return True  # `read.key_of` has read it
    if name == "type":
        made["type"] = value.lower() if value.lower() in tables.TYPES else made.get("type", "")
        return value.lower() in tables.TYPES
    variable = _BY_NAME.get(_LABELS.get(name, name))
    if variable is None:
        return False
    if variable in _NAMES:
        made[variable] = [*_listed(made.get(variable)), _name(value)]
        return True
    if variable in item and variable not in _DATES:
        return str(item[variable]) == value
    made[variable] = value
    return True


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(value: str) -> Item:
    """Return a person as Zotero writes one in Extra: `Doe || Jane`; a body has one part."""
    family, bars, given = value.partition("||")
    return {"family": family.strip(), "given": given.strip()} if bars else {"literal": value}
