"""Names of CSL, with their ORCIDs, and the names and annotations of BibLaTeX (manual, 3.7) that hold them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from readinglist.formats import latex
from readinglist.formats.csl import text as csl_text
from readinglist.model import names
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable

Person = dict[str, Any]
ANNOTATION = "+an:orcid"  # what follows the name of a field with names
_ORCID = "ORCID"
_DROPPING = re.compile(r"useprefix\s*=\s*false", re.IGNORECASE)
_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal")
_SHORT = 200  # characters; what is longer is not kept in mind
_ANNOTATED = re.compile(r"(\d{1,4})\s*=\s*\"([^\"]*)\"")


def from_source(inner: str, *, dropping: bool, annotation: str) -> list[Person]:
    """Return the names of a field as CSL has them.

    `annotation` is the field that numbers their ORCIDs: `1="0000-0002-1825-0097"; 2=…`
    """
    people = [dict(_person(written, dropping)) for written in names.split_names(inner)]
    for place, orcid in _ANNOTATED.findall(annotation) if annotation else ():
        if 0 < int(place) <= len(people):
            people[int(place) - 1][_ORCID] = orcid
    return people


def drops_prefix(options: str) -> bool:
    """Whether options of an entry, or a name, say that its prefix does not stay with the family name."""
    return bool(_DROPPING.search(options))


def as_source(value: object) -> tuple[str, str]:
    """Return the names of a variable as BibTeX source, and their ORCIDs as an annotation of BibLaTeX; empty for none."""
    people = _written(value)
    said = [(place, orcid) for place, (name, _) in enumerate(people, 1) if (orcid := _orcid(name))]
    return " and ".join(source for _, source in people), "; ".join(f'{place}="{orcid}"' for place, orcid in said)


def _person(written: str, dropping: bool) -> Person:  # noqa: FBT001 - a memory is asked faster without names
    """Return a name as CSL has it; it is not to be changed.

    A prefix is a non-dropping particle, unless the entry or the name has `useprefix=false`.
    """
    return (_known_person if len(written) < _SHORT else _read_person)(written, dropping)


def _read_person(written: str, dropping: bool) -> Person:  # noqa: FBT001 - as above
    parts = names.Name(*map(latex.decode, names.parse_name(written)))
    if parts.literal:
        return {"literal": parts.literal}
    if not parts.family:
        return {"literal": parts.given or parts.prefix}
    particle = "dropping-particle" if dropping or drops_prefix(written) else "non-dropping-particle"
    found = {"family": parts.family, "given": parts.given, particle: parts.prefix, "suffix": parts.suffix}
    return {name: value for name, value in found.items() if value}


_known_person = lru_cache(16_384)(_read_person)  # most people wrote more than one of the works of a library


def _written(value: object) -> list[tuple[Person, str]]:
    """Return each name of a variable with its source."""
    listed = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    people = [{"literal": name} if isinstance(name, str) else name for name in listed if isinstance(name, (dict, str))]
    return [(name, source) for name in people if (source := _source(name))]


def _orcid(name: Person) -> str:
    said = name.get(_ORCID, name.get(_ORCID.lower()))
    return said.strip() if isinstance(said, str) and not re.search(r"[\"{}\\\s]", said.strip()) else ""


def _source(value: Person) -> str:
    """Return a name as BibTeX source.

    A dropping particle is marked with BibLaTeX's `useprefix=false`.
    """
    parts = [part if isinstance(part := value.get(name), str) else "" for name in _PARTS]
    return (_known_source if sum(map(len, parts)) < _SHORT else _written_source)(*parts)


def _written_source(family: str, given: str, suffix: str, dropping: str, non_dropping: str, literal: str) -> str:
    drops, stays = _part(dropping), _part(non_dropping)
    said = {"family": _part(family), "given": _part(given), "suffix": _part(suffix)}
    if not said["family"]:
        literal = _encoded(literal) or " ".join(part for part in (said["given"], drops, stays) if part)
        return names.format_name(names.Name(literal=literal)) if literal else ""
    family = f"{stays} {said['family']}" if drops and stays else said["family"]
    name = names.Name(family, said["given"], drops or stays, said["suffix"])
    if not drops:
        return names.format_name(name)
    parts: Iterable[tuple[str, str]] = zip(names.Name._fields, name, strict=True)
    return ", ".join([*(f"{part}={{{written}}}" for part, written in parts if written), "useprefix=false"])


_known_source = lru_cache(16_384)(_written_source)


def _encoded(value: str) -> str:
    return latex.encode(csl_text.bare(text.squeeze(value))) if value else ""


def _part(value: str) -> str:
    """Return a part of a name as source.

    It is in braces where BibTeX would split it.
    """
    coded = _encoded(value)
    if not coded:
        return ""
    return f"{{{coded}}}" if re.search(r"\band\b|,|=", coded, re.IGNORECASE) else coded
