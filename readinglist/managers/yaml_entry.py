"""Entries of BibTeX's names whose values stand in YAML, as papis and cobib keep them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats.draft import Draft
from readinglist.formats.yaml_records import said
from readinglist.formats.zotero import types
from readinglist.model import biblatex, schemes

if TYPE_CHECKING:
    from readinglist.formats.yaml_records import YamlValues

_LISTS = ("author", "editor", "translator")
_GIVEN, _FAMILY, _BEFORE, _BEHIND = (
    ("given", "first"), ("family", "last"), ("dropping-particle", "non-dropping-particle", "particle", "prefix", "von"), ("suffix", "jr"),
)  # fmt: skip


def entry(form: str, values: YamlValues, *, key: str, kind: str, name: str = "") -> Draft:
    """Return the entry that values are; `key` and `kind` are the names of its citation key and its type.

    What has no field is kept under the name of the program: `papis-shelf`.
    """
    made = Draft(form, _type(said(values.take(kind)).strip()))
    made.name_key(name or said(values.take(key)).strip(), certain=True)
    _people(made, values)
    _date(made, values)
    for tags in ("tags", "keywords"):
        made.tag(_tags(values.take(tags)))
    for field in [*values.left]:
        canonical = biblatex.canonical(field)
        if canonical in schemes.FIELDS | {"pages", "file"} or canonical in biblatex.KNOWN_FIELDS:
            _put(made, canonical, values.take(field))
    values.keep_left(made)
    return made


def _type(written: str) -> str:
    low = written.lower()
    if low in types.BY_LOW:
        return types.TYPES[types.BY_LOW[low]][0]
    return low if re.fullmatch(r"[a-z]{1,40}", low) else "misc"


def _people(made: Draft, values: YamlValues) -> None:
    for role in _LISTS:
        listed, written = values.take(f"{role}_list"), values.take(role)
        people = listed if isinstance(listed, list) and listed else written
        if isinstance(people, list):
            for one in people:
                _person(made, role, one)
        else:
            for one in re.split(r"\s+and\s+", said(people)):
                made.person(role, one)


def _person(made: Draft, role: str, one: object) -> None:
    if not isinstance(one, dict):
        made.person(role, said(one))
        return
    family, given, prefix, suffix = (
        " ".join(filter(None, (said(one.get(name, "")).strip() for name in names)))
        for names in (_FAMILY, _GIVEN, _BEFORE, _BEHIND)
    )
    made.name(role, draft.name_of(family, given, suffix, prefix))


def _date(made: Draft, values: YamlValues) -> None:
    if made.put("date", draft.date_of(said(values.left.get("date", "")))):
        values.take("date")
    year, month, day = (said(values.take(part)).strip() for part in biblatex.DATE_PARTS)
    if year and not made.values.get("date", "").startswith(year):
        made.put("date", draft.date_of("/".join(part for part in (year, month, day if month else "") if part)) or year)


def _put(made: Draft, name: str, value: object) -> None:
    if name == "url" and isinstance(value, list):
        first, *others = [said(one) for one in value] or [""]
        made.put(name, first)
        for other in others:
            made.keep(name, other)
        return
    text = said(value)
    if name in schemes.CHECKED:
        made.identify(name, text)
    elif name == "pages":
        made.put(name, draft.pages(text))
    elif "\\" in text and name not in biblatex.VERBATIM_FIELDS:
        made.put_source(name, text)
    else:
        made.put_braced(name, text)


def _tags(value: object) -> list[str]:
    """Return tags: a list, a set, or a text with commas, semicolons or blanks between them."""
    if isinstance(value, list | dict):
        return [said(one).replace(",", " ") for one in value]
    text = said(value)
    return re.split(r"[,;]" if re.search(r"[,;]", text) else r"\s", text)
