"""Names as services write them, in parts or whole, as the expression of a name field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model.names import Name, format_name, parse_name
from readinglist.network.json import text
from readinglist.resolvers import titles_and_abstracts

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|vi{0,3}|ph\.?\s?d|m\.?d)\.?", re.IGNORECASE)
_OTHERS = re.compile(r"(?:\[?\s*et\.? al\.?\s*\]?|others|and others|\.\.\.|…)\.?", re.IGNORECASE)
_HONORIFIC = re.compile(r"\A\s*(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.?\s+)+(?=\S+\s)", re.IGNORECASE)
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:association|authority|board|bureau|center|centre|collaboration|college|commission|committee|consortium|"
    r"corporation|council|department|foundation|group|inc|institute|institution|laboratory|llc|ltd|ministry|network|"
    r"office|organi[sz]ation|project|school|society|team|union|university|gmbh|working)\b",
    re.IGNORECASE,
)

_PRODUCT = re.compile(r"[a-z][A-Z]+(?![a-z]+\Z)|[a-z][A-Z][a-z]+-|\d")


def person(family: str, given: str = "", suffix: str = "", prefix: str = "") -> Name:
    """Return a name from its parts; a particle at the head of the family name is taken as its prefix."""
    family, given, suffix, prefix = (_part(part) for part in (family, given, suffix, prefix))
    last, comma, rest = family.partition(",")
    if comma and _SUFFIX.fullmatch(rest.strip()):
        family, suffix = last.strip(), suffix or rest.strip()
    if not family:
        return _alone(given)
    if not given and not prefix:
        return Name(literal=family) if is_body(family) else Name(family, suffix=suffix)
    if "," in family or _AND.search(f"{family} {given} {suffix}"):
        return Name(literal=" ".join(part for part in (given, prefix, family, suffix) if part))
    found = Name() if prefix else parse_name(f"{family}, {given}")
    return Name(found.family or family, given, prefix or found.prefix, suffix)


def whole(written: str) -> Name:
    """Return a name that is written in one piece: `Ada Lovelace`, `Lovelace, Ada`, or that of a body."""
    plain = _part(_HONORIFIC.sub("", written))
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
    return body(plain) if comma or is_body(plain) else _alone(plain)


def body(written: str) -> Name:
    """Return the name of a body."""
    return Name(literal=_part(written))


def _alone(plain: str) -> Name:
    if _AND.search(plain):
        return Name(literal=plain)
    rest, _, last = plain.rpartition(" ")
    if " " in rest and _SUFFIX.fullmatch(last) and len(last) > 1:
        return parse_name(rest)._replace(suffix=last)
    return parse_name(plain) if rest else Name(plain)


def is_body(plain: str) -> bool:
    """Whether a name is a body's: by a word that only bodies have, or one that is written like a product, `OpenAI`."""
    return bool(_BODY.search(plain)) or (" " not in plain and bool(_PRODUCT.search(plain)))


def _part(foreign: str) -> str:
    """Return a part of a name as text that BibTeX reads as it stands."""
    bare = re.sub(r"[{}\\\"=]", "", titles_and_abstracts.plain(foreign)).strip(" ,;*†‡")
    return bare if any(letter.isalpha() for letter in bare) else ""


def of_csl(value: object) -> Name:
    """Return a contributor of Crossref or CSL, where a body has a `name` or `literal`."""
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
    """Return the expression of a name field, each name once; empty for nobody."""
    forms: list[str] = []
    for name in people:
        if any(name):
            form = format_name(name)
            if form not in forms:
                forms.append(form)
    if "others" in forms:
        forms = [form for form in forms if form != "others"] + ["others"]
    return bibtex.encode_names(forms) if forms and forms != ["others"] else ""
