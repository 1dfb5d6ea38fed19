"""Names of services as the source of a name field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.formats.latex import titles_and_abstracts
from readinglist.model import bodies
from readinglist.model.names import Name, format_name, parse_name
from readinglist.network.json import text

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|vi{0,3}|ph\.?\s?d|m\.?d)\.?", re.IGNORECASE)
_OTHERS = re.compile(r"(?:\[?\s*et\.? al\.?\s*\]?|others|and others|\.\.\.|…)\.?", re.IGNORECASE)
_HONORIFIC = re.compile(r"\A\s*(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.?\s+)+(?=\S+\s)", re.IGNORECASE)
_AND = re.compile(r"\sand\s", re.IGNORECASE)

# Small letters before a capital one, but not at the end as in `McDonald`; or a digit.
_PRODUCT = re.compile(r"[a-z][A-Z]+(?![a-z]+\Z)|[a-z][A-Z][a-z]+-|\d")


def person(family: str, given: str = "", suffix: str = "", prefix: str = "") -> Name:
    """Return a name from its parts.

    A particle at the beginning of the family name becomes its prefix: `van Gogh`, `Vincent` → family `Gogh`, prefix `van`
    """
    family, given, suffix, prefix = (_cleaned_part(part) for part in (family, given, suffix, prefix))
    last, comma, rest = family.partition(",")
    if comma and _SUFFIX.fullmatch(rest.strip()):
        family, suffix = last.strip(), suffix or rest.strip()
    if not family:
        return _without_comma(given)
    if not given and not prefix:
        return Name(literal=family) if is_body(family) else Name(family, suffix=suffix)
    if "," in family or _AND.search(f"{family} {given} {suffix}"):
        return Name(literal=" ".join(part for part in (given, prefix, family, suffix) if part))
    found = Name() if prefix else parse_name(f"{family}, {given}")
    return Name(found.family or family, given, prefix or found.prefix, suffix)


def whole(written: str) -> Name:
    """Return a name that is written in one piece.

    `Ada Lovelace` and `Lovelace, Ada` → family `Lovelace`, given `Ada`; `Bureau of Keys` → literal
    """
    plain = _cleaned_part(_HONORIFIC.sub("", written))
    if _OTHERS.fullmatch(plain):
        return Name(literal="others")
    family, comma, given = plain.partition(",")
    if _AND.search(plain):
        return body(plain)
    if comma and given.strip() and not is_body(plain) and given.count(",") <= 1:
        first, _, last = given.partition(",")
        return (
            person(family, first, last)
            if _SUFFIX.fullmatch(last.strip())
            else person(family, last or first, last and first)
        )
    return body(plain) if comma or is_body(plain) else _without_comma(plain)


def body(written: str) -> Name:
    """Return the name of a body."""
    return Name(literal=_cleaned_part(written))


def _without_comma(plain: str) -> Name:
    if _AND.search(plain):
        return Name(literal=plain)
    rest, _, last = plain.rpartition(" ")
    if " " in rest and _SUFFIX.fullmatch(last) and len(last) > 1:
        return parse_name(rest)._replace(suffix=last)
    return parse_name(plain) if rest else Name(plain)


def is_body(plain: str) -> bool:
    """Whether a name is a body's.

    It has a word that only bodies have, or is written like the name of a product: `Keys Foundation`, `OpenAI`
    """
    return bool(bodies.IN_NAMES.search(plain)) or (" " not in plain and bool(_PRODUCT.search(plain)))


def _cleaned_part(foreign: str) -> str:
    """Return a part of a name without characters that BibTeX gives a meaning."""
    bare = re.sub(r"[{}\\\"=]", "", titles_and_abstracts.plain(foreign)).strip(" ,;*†‡")
    return bare if any(letter.isalpha() for letter in bare) else ""


def of_csl(value: object) -> Name:
    """Return a name variable of Crossref or CSL 1.0.2."""
    if isinstance(value, str):
        return whole(value)
    entry = value if isinstance(value, dict) else {}
    parts = {name: text(entry.get(name)) for name in ("family", "given", "suffix", "name", "literal")}
    if not parts["family"] and not parts["given"]:
        return body(parts["literal"] or parts["name"])
    if _OTHERS.fullmatch(parts["family"]) and not parts["given"]:
        return Name(literal="others")
    particles = [text(entry.get("dropping-particle")), text(entry.get("non-dropping-particle"))]
    return person(parts["family"], parts["given"], parts["suffix"], " ".join(part for part in particles if part))


def coded(people: Iterable[Name]) -> str:
    """Return the expression of a name field, each name once.

    Empty for none.
    """
    forms: list[str] = []
    for name in people:
        if any(name):
            form = format_name(name)
            if form not in forms:
                forms.append(form)
    if "others" in forms:
        forms = [form for form in forms if form != "others"] + ["others"]
    return bibtex.encode_names(forms) if forms and forms != ["others"] else ""
