"""Lists of names as people write them wrongly, and what would be right.

BibTeX and biber separate names by `and`, and read a comma as the end of a family name ("A Summary of BibTeX", names); biber
refuses a name with more than two commas.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from readinglist.errors import quoted
from readinglist.model import bodies
from readinglist.model.names import Name, parse_name, split_names

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_COMMAS = 2  # of a name: `van Gogh, Jr, Vincent`
_LEAST_NAMES = 3  # that tell a list with commas from one name
_AND_OTHERS = re.compile(r"(?i)\{?\b(?:et\.?\s*al\.?|and\s+others|u\.\s?a\.|others)\}?\.?")
_ATTACHED = re.compile(r"(?i)[\s,]{1,3}(?:et\.?\s*al\.?|u\.\s?a\.)\s*\Z")
_AMPERSAND = re.compile(r"\s\\?&\s")
# What people put between names, with a whole name on either side: `Jane Doe/John Roe`.
_BETWEEN = re.compile(r"\s*[/|•·]\s*|\s+(?:\+|und|et)\s+")
_NOBODY = re.compile(r"(?i)\A\s*and\s|\sand\s+and\s|\sand\s*\Z")
# A name of several words, or with a comma, that begins and ends with a capital: `Jane Doe`, `Doe, J.`
_WHOLE_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*,?(?:[\s~]+[\w.'’-]+,?){0,6}[\s~]+[^\W\d_a-z][\w.'’-]*")
_MOST_INITIALS = 3
# The last word of a name that a body has, and a person hardly.
_BODY = re.compile(
    rf"(?i)\b(?:{bodies.WORDS}|institut\w*|universit\w*|college|school|agency|bank|lab(?:s|orator\w*)?|corp|company|congress|"
    r"parliament|court|press|academy|initiative|forum|alliance|research|news|times|post)\b\.?"
)
_SHORT = 200  # characters; what is longer is not kept in mind
_ACRONYM = re.compile(r"[A-Z]{2,}[0-9]*")


class NameFault(NamedTuple):
    """What is wrong with a list of names, and the list with all mended that is clear; empty where this has no one answer."""

    message: str
    mended: str = ""


def faults(text: str) -> Iterator[NameFault]:
    """Yield what BibTeX or biber would read otherwise than its writer meant; `text` is the source of a field of names.

    `A. Able, B. Baker, C. Cole` → `A. Able and B. Baker and C. Cole`; `Roessler, Philip; Scacco, Alexandra`;
    `Smith, John and et al.`; `Jane Doe & John Roe`; `Doe, Jane and and Roe, Ann`; `Peiker, C, Pott, C, Eckardt, L`
    """
    names = split_names(text)
    found = [fault for name in names if (fault := _fault(name))]
    if _NOBODY.search(_outside(text)):
        found.append(NameFault("an `and` has no name before or behind it", text))
    whole = mend(text) if found else ""
    yield from (fault._replace(mended=whole if fault.mended else "") for fault in found)
    for name in _may_be_two(names) if names else ():
        yield NameFault(f"{quoted(name)} is read as one person, before names that are written without a comma")


def mend(text: str) -> str:
    """Return a list of names with all mended that has one answer."""
    names = split_names(text)
    mended = [fault.mended or name if (fault := _fault(name)) else name for name in names]
    # What stood between semicolons may be a list with commas itself.
    return mend(" and ".join(mended)) if mended != names or _NOBODY.search(_outside(text)) else text


def _outside(text: str) -> str:
    """Return a text of the same length with what stands in braces as letters."""
    return re.sub(r"\{[^{}]*\}", lambda found: "x" * len(found[0]), text)


def _fault(name: str) -> NameFault | None:
    """Return what is wrong with what stands between two `and`s."""
    return (_known_fault if len(name) < _SHORT else _looked_for_fault)(name)


def _looked_for_fault(name: str) -> NameFault | None:
    if name.lower() == "others":
        return None
    if _AND_OTHERS.fullmatch(name.strip("{} ")) or _AND_OTHERS.fullmatch(name):
        return NameFault(f"{quoted(name)} is read as a person; `and others` says that there are more", "others")
    outside = _outside(name)
    if outside.count(",") < _MOST_COMMAS and (attached := _ATTACHED.search(outside)):
        people = name[: attached.start()]
        return NameFault(
            f"{quoted(name)} is read as one person; `and others` says that there are more", f"{people} and others"
        )
    if ";" in outside:
        parts = [part.strip() for part in _cut(name, outside, ";") if part.strip()]
        return NameFault(
            f"{quoted(name)} is read as one person; names are separated by `and`", " and ".join(map(_one, parts))
        )
    if between := _with_marks(name):
        return between
    return _with_commas(name, outside) or (_with_ampersand(name) if _AMPERSAND.search(outside) else None)


_known_fault = lru_cache(16_384)(_looked_for_fault)  # most people wrote more than one of the works of a file


def _with_marks(name: str) -> NameFault | None:
    """Return what is wrong with `Jane Doe/John Roe`, but not with `AC/DC`, a place on the web or `Karl von und zu Gut`."""
    if "{" in name or "\\" in name or "=" in name or "://" in name:
        return None
    parts = _BETWEEN.split(name)
    if len(parts) == 1 or not all(_WHOLE_NAME.fullmatch(part) for part in parts):
        return None
    people = "" if _BODY.search(name) else " and ".join(parts)
    return NameFault(
        f"{quoted(name)} is read as one person; names are separated by `and`, and a body wants braces", people
    )


def _with_commas(name: str, outside: str) -> NameFault | None:
    parts = [stripped for part in _cut(name, outside, ",") if (stripped := part.strip())]
    if "=" in name or len(parts) < (2 if name.endswith(",") else _LEAST_NAMES):
        return None
    whole = _as_whole_names(parts) or _as_pairs(parts)
    if whole or len(parts) - 1 > _MOST_COMMAS:
        what = "is read as one person" if len(parts) - 1 <= _MOST_COMMAS else "has too many commas for one name"
        return NameFault(f"{quoted(name)} {what}; names are separated by `and`", " and ".join(whole))
    return None


def _with_ampersand(name: str) -> NameFault:
    parts = [part.strip() for part in _AMPERSAND.split(name)]
    with_commas = [stripped for part in parts for piece in part.split(",") if (stripped := piece.strip())]
    people = _as_whole_names(with_commas) or _as_pairs(with_commas)
    if not people and all(len(re.split(r"[\s~]+", part)) > 1 for part in parts):
        people = parts
    message = f"{quoted(name)} is read as one person; names are separated by `and`, and a body wants braces"
    return NameFault(message, "" if _BODY.search(name) or "{" in name else " and ".join(people))


def _cut(name: str, outside: str, mark: str) -> Iterator[str]:
    start = 0
    for found in re.finditer(re.escape(mark), outside):
        yield name[start : found.start()]
        start = found.end()
    yield name[start:]


def _one(part: str) -> str:
    return "others" if _AND_OTHERS.fullmatch(part) else part


def _as_whole_names(parts: list[str]) -> list[str]:
    """Return the parts as names, each of several words: `A. Able`, `B. Baker`, `C. Cole`; empty where they are none."""
    names = [_one(part) for part in parts]
    if names[-1].lower().startswith("and "):
        names[-1] = names[-1][4:].strip()
    are_names = all(len(re.split(r"[\s~]+", name)) > 1 or name == "others" for name in names)
    return names if are_names else []


def _as_pairs(parts: list[str]) -> list[str]:
    """Return the parts as pairs of family name and initials: `Able, A., Baker, B.`; empty where they are none."""
    others = parts[-1:] if len(parts) % 2 and _AND_OTHERS.fullmatch(parts[-1]) else []
    paired = parts[: len(parts) - len(others)]
    if len(paired) % 2 or len(paired) <= _MOST_COMMAS:
        return []
    families, given = paired[::2], paired[1::2]
    if not all(map(_are_initials, given)) or any(map(_are_initials, families)):
        return []
    return [f"{family}, {one}" for family, one in zip(families, given, strict=True)] + ["others"] * len(others)


def _are_initials(part: str) -> bool:
    """`J.`, `J. R.-R.`, `JRR`."""
    letters = re.sub(r"[.\s~-]", "", part)
    return 0 < len(letters) <= _MOST_INITIALS and letters.isalpha() and letters.isupper()


def _may_be_two(names: list[str]) -> Iterator[str]:
    """Yield `John Smith, Jane Doe` before `and Bo Li`, which may also be one person with two names of either kind."""
    if "," in names[-1] or len(names[-1].split()) == 1:
        return
    for name in names[:-1]:
        family, comma, given = name.partition(",")
        if comma and "," not in given and len(family.split()) > 1 and len(given.split()) > 1 and "{" not in name:
            yield name


def doubts(text: str) -> Iterator[str]:
    """Yield a sentence for each name that somebody typed and may have meant otherwise, with what was understood."""
    for fault in faults(text):
        right = f"; write {quoted(fault.mended)}" if fault.mended else ""
        yield fault.message + right
    for written in split_names(text):
        if _fault(written) is None and (doubt := _doubt(written, parse_name(written))):
            yield doubt


def _doubt(written: str, name: Name) -> str:
    understood = (
        f"{quoted(written)} is read as the family name {quoted(name.family)} with the given name {quoted(name.given)}"
    )
    if name.literal or not name.given:
        return ""
    families, given = (re.split(r"[\s~]+", part) for part in (name.family, name.given))
    if "," in written and len(families) > 1 and len(given) > 1 and not name.prefix:
        return f"{understood}; two people are separated by `and`"
    if "," not in written and (_BODY.search(written) or _ACRONYM.fullmatch(name.family)):
        return f"{understood}; a body wants braces: {{{written}}}"
    return ""
