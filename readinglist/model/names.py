"""Names by BibTeX's rules: splitting lists, and parsing one name.

The rules are those of BibTeX's documentation, as "A Summary of BibTeX" describes them; the form `family=…, given=…` is the
extended name format of BibLaTeX and biber. Parts of a name are called as in BibLaTeX's data model: family, given, prefix,
suffix.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_AND = re.compile(r"\sand(?=\s)", re.IGNORECASE)
_AND_OR_BRACE = re.compile(r"[{}]|\sand(?=\s)", re.IGNORECASE)
_COMMA_OR_BRACE = re.compile(r"[{},]")
_SPACE_OR_BRACE = re.compile(r"[{}]|[\s~]+")
_EXTENDED = re.compile(
    r'[\s~,"]*((?:(?:family|given|prefix|suffix)(?:-i)?|useprefix|gender|hash|id|[a-z]+template(?:name)?)\s*=)',
    re.IGNORECASE,
)
_COMMAND = re.compile(r"\{\\([A-Za-z]*)")
# The letters that TeX writes as commands, and whether they are lower case.
_LETTERS = {
    "i": True, "j": True, "o": True, "l": True, "oe": True, "ae": True, "aa": True, "ss": True,
    "O": False, "L": False, "OE": False, "AE": False, "AA": False,
}  # fmt: skip


class Name(NamedTuple):
    """A person's name in its parts, or a body's as `literal`.

    The parts keep their LaTeX and braces.
    """

    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""


def split_names(text: str) -> list[str]:
    """Return the names of a list, split at `and`.

    Empty ones are left out.
    The `and` stands between white space, outside braces. Braces are counted as BibTeX counts them, so that a backslash
    escapes none; an unbalanced one is no error.

    `Ann Lee and {Smith and Sons} and others` → `["Ann Lee", "{Smith and Sons}", "others"]`
    """
    parts = _split_outside_braces(f" {text} ", _AND_OR_BRACE) if "{" in text else _AND.split(f" {text} ")
    return [name for part in parts if (name := part.strip()) and name.strip("{},~ ")]


def _split_outside_braces(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split at the matches of a pattern outside braces.

    The pattern must match the braces too.
    """
    parts, start, depth = [], 0, 0
    for found in separator.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def parse_name(text: str) -> Name:
    """Return the parts of one name.

    No word of it is lost.
    A name that is all in one pair of braces, and `others`, is literal.

    `Vincent van Gogh → given="Vincent", prefix="van", family="Gogh"`; the same for `van Gogh, Vincent` and, as in BibLaTeX,
    for `family=Gogh, given=Vincent, prefix=van`.
    `King, Jr, Martin Luther → family="King", suffix="Jr", given="Martin Luther"`
    `{World Health Organization} → literal="World Health Organization"`
    """
    plain = text.strip()
    if plain.lower() == "others":
        return Name(literal="others")
    if "=" in plain and (found := _EXTENDED.match(plain)):
        return _parse_named_parts(plain[found.start(1) :])
    written = _split_outside_braces(plain, _COMMA_OR_BRACE) if "{" in plain else plain.split(",")
    parts = [tokens for part in written if (tokens := _tokens(part))]
    if len(parts) > 1:
        prefix, family = _von_last(parts[0])
        return Name(family, " ".join(parts[-1]), prefix, ", ".join(" ".join(part) for part in parts[1:-1]))
    return _parse_without_comma(parts[0]) if parts else Name()


def format_name(name: Name) -> str:
    """Return a name as source that `parse_name` reads back.

    It is the plain form where that can say it, and else the one of BibLaTeX with named parts.
    """
    if name.literal:
        return name.literal if name.literal == "others" else f"{{{name.literal}}}"
    head = f"{name.prefix} {name.family}".strip()
    by_commas = ", ".join(part for part in (head, name.suffix, name.given) if part)
    natural = f"{name.given} {head}".strip()
    return next((form for form in (by_commas, natural) if parse_name(form) == name), None) or _as_named_parts(name)


def in_classic_form(written: str) -> str:
    """Return a name without named parts, as classic BibTeX reads it; others stay as they are.

    Options of BibLaTeX are left out. `family=Gogh, given=Vincent, prefix=van → van Gogh, Vincent`;
    `family=de la Cruz, given=Juan → {de la Cruz}, Juan`
    """
    if "=" not in written or not _EXTENDED.match(written.strip()):
        return written
    name = Name(*(part[1:-1] if part and _is_wrapped(part) else part for part in parse_name(written)))
    form = format_name(name)
    if not _EXTENDED.match(form):
        return form
    prefix, family, suffix, given = (
        _kept_together(part) for part in (name.prefix, name.family, name.suffix, name.given)
    )
    family = f"{{{name.family}}}" if name.family and not _is_wrapped(family) else family
    return ", ".join(part for part in (f"{prefix} {family}".strip(), suffix, given) if part)


def _kept_together(part: str) -> str:
    """Return a part of a name in braces, where it would be split without them."""
    return (
        f"{{{part}}}"
        if len(_split_outside_braces(f" {part} ", _COMMA_OR_BRACE)) > 1 or len(split_names(part)) > 1
        else part
    )


def _as_named_parts(name: Name) -> str:
    parts = [f"{part}={value}" for part, value in zip(Name._fields, name, strict=True) if value]
    return ", ".join(sorted(parts, key=_is_open))


def _is_open(text: str) -> bool:
    """Whether a brace stays open, and would enclose what follows."""
    depth = 0
    for character in text:
        depth = max(depth + (character == "{") - (character == "}"), 0)
    return depth > 0


def _tokens(text: str) -> list[str]:
    if "{" in text:
        return [token for token in _split_outside_braces(text, _SPACE_OR_BRACE) if token]
    return (text.replace("~", " ") if "~" in text else text).split()


def _parse_named_parts(text: str) -> Name:
    """Read `family=…, given=…`.

    Options such as `useprefix=true` are ignored; a part without a name continues the one before it.
    """
    values = _named_parts(text)
    return Name(*(values.get(part, "") for part in ("family", "given", "prefix", "suffix")))


def other_parts(text: str) -> dict[str, str]:
    """Return what a name in BibLaTeX's extended format says beside its parts: `family=Roe, id=roe1 → {"id": "roe1"}`."""
    if "=" not in text or not _EXTENDED.match(text.strip()):
        return {}
    return {part: value for part, value in _named_parts(text.strip()).items() if part not in Name._fields}


def _named_parts(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    last = ""
    for part in _split_outside_braces(text, _COMMA_OR_BRACE):
        name, equals, value = part.strip('~" \t\r\n').partition("=")
        if equals:
            last = name.strip().lower()
            values.setdefault(last, " ".join(_tokens(value)))
        elif tokens := _tokens(name):
            values[last] += ", " + " ".join(tokens)
    return values


def _parse_without_comma(tokens: list[str]) -> Name:
    """Read a name without a comma."""
    if len(tokens) == 1:
        return Name(literal=tokens[0][1:-1].strip()) if _is_wrapped(tokens[0]) else Name(tokens[0])
    lower = [position for position, token in enumerate(tokens[:-1]) if _is_lower(token)]
    if not lower:
        return Name(tokens[-1], " ".join(tokens[:-1]))
    start, end = lower[0], lower[-1] + 1
    return Name(" ".join(tokens[end:]), " ".join(tokens[:start]), " ".join(tokens[start:end]))


def _is_wrapped(token: str) -> bool:
    """Whether one pair of braces holds all of a token."""
    if token[0] != "{" or token[-1] != "}":
        return False
    depth = 0
    for character in token[:-1]:
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return False
    return depth == 1


def _von_last(tokens: list[str]) -> tuple[str, str]:
    if len(tokens) == 1:
        return "", tokens[0]
    end = next((place for place in range(len(tokens) - 1, 0, -1) if _is_lower(tokens[place - 1])), 0)
    return " ".join(tokens[:end]), " ".join(tokens[end:])


def _is_lower(token: str) -> bool:
    """Whether a token is lower case by BibTeX's rule.

    The case is that of its first letter outside braces, or in a special character: `van → yes`, `{van} → no`
    """
    if token[0].isalpha():
        return token[0].islower()
    depth = 0
    for position, character in enumerate(token):
        if character == "{":
            if depth == 0 and token.startswith("{\\", position):
                return _is_lower_special(token[position:])
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and character.isalpha():
            return character.islower()
    return False


def _is_lower_special(text: str) -> bool:
    r"""Whether the special character at the beginning of a text is lower case.

    `{\'e} → yes`, `{\v{C}} → no`, `{\o} → yes`
    """
    command = _COMMAND.match(text)
    name = command[1] if command else ""
    if name in _LETTERS:
        return _LETTERS[name]
    depth = 1
    for character in text[len(name) + 2 :]:
        if character.isalpha():
            return character.islower()
        depth += (character == "{") - (character == "}")
        if depth == 0:
            break
    return False
