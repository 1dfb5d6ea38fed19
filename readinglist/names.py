"""Names by BibTeX's own rules: splitting lists, and taking one name apart into family, given, prefix and suffix."""

from __future__ import annotations

import re
from typing import NamedTuple

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*)\Z", re.IGNORECASE | re.DOTALL)


class Name(NamedTuple):
    """A person's name in its parts, or a body's as `literal`; parts keep their LaTeX."""

    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""


def split_names(text: str) -> list[str]:
    """Return the names of a list, split at ` and ` outside braces; empty ones are left out."""
    parts = _split_outside_braces(f" {text} ") if "{" in text else _AND.split(f" {text} ")
    return [name for part in parts if (name := part.strip()) and name.lower() != "and"]


def _split_outside_braces(text: str) -> list[str]:
    parts, start, depth = [], 0, 0
    cuts = {found.start(): found.end() for found in _AND.finditer(text)}
    position = 0
    while position < len(text):
        character = text[position]
        if character == "{":
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and position in cuts:
            parts.append(text[start:position])
            start = position = cuts[position]
            continue
        position += 1
    return [*parts, text[start:]]


def parse_name(text: str) -> Name:
    """Return the parts of one name, written `First von Last`, `von Last, First` or `von Last, Jr, First`."""
    text = text.strip()
    if text.lower() == "others":
        return Name(literal="others")
    if text.startswith("{") and _closes_at(text, 0) == len(text) - 1:
        return Name(literal=text[1:-1].strip())
    parts = [part.strip() for part in _split_at_commas(text)]
    if len(parts) > 1 and all(_EXTENDED.match(part) for part in parts):
        return _extended(parts)
    parts = [parts[0], *(part for part in parts[1:] if part)]
    if len(parts) == 1:
        return _first_last(_tokens(parts[0]))
    prefix, family = _von_last(_tokens(parts[0]))
    suffix = ", ".join(parts[1:-1])
    return Name(family, parts[-1], prefix, suffix)


def format_name(name: Name) -> str:
    """Return a name in the form that `parse_name` reads back."""
    if name.literal:
        return name.literal if name.literal == "others" else f"{{{name.literal}}}"
    head = f"{name.prefix} {name.family}".strip()
    return ", ".join(part for part in (head, name.suffix, name.given) if part)


def _closes_at(text: str, start: int) -> int:
    """Return where the brace that opens at `start` closes; -1 where it does not."""
    depth = 0
    for position in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return -1


def _split_at_commas(text: str) -> list[str]:
    if "{" not in text:
        return text.split(",")
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "," and depth <= 0:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def _tokens(text: str) -> list[str]:
    if "{" not in text:
        return text.replace("~", " ").split()
    tokens, current, depth = [], "", 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth <= 0 and (character.isspace() or character == "~"):
            tokens.append(current)
            current = ""
        else:
            current += character
    return [token for token in (*tokens, current) if token]


def _extended(parts: list[str]) -> Name:
    values = {found[1].lower(): found[2].strip() for part in parts if (found := _EXTENDED.match(part))}
    return Name(values.get("family", ""), values.get("given", ""), values.get("prefix", ""), values.get("suffix", ""))


def _first_last(tokens: list[str]) -> Name:
    lower = [position for position, token in enumerate(tokens[:-1]) if _is_lower(token)]
    if not lower:
        return Name(tokens[-1] if tokens else "", " ".join(tokens[:-1]))
    prefix = tokens[lower[0] : lower[-1] + 1]
    return Name(" ".join(tokens[lower[-1] + 1 :]), " ".join(tokens[: lower[0]]), " ".join(prefix))


def _von_last(tokens: list[str]) -> tuple[str, str]:
    lower = [position for position, token in enumerate(tokens[:-1]) if _is_lower(token)]
    if not lower:
        return "", " ".join(tokens)
    return " ".join(tokens[: lower[-1] + 1]), " ".join(tokens[lower[-1] + 1 :])


def _is_lower(token: str) -> bool:
    """Whether a token is lower case as BibTeX sees it: its first letter outside braces or in a special character."""
    position = 0
    while position < len(token):
        character = token[position]
        if token.startswith("{\\", position):
            letters = re.sub(r"\\[A-Za-z]{2,}|[^\w]", "", token[position : _closes_at(token, position) + 1 or None])
            return letters[:1].islower()
        if character == "{":
            end = _closes_at(token, position)
            if end < 0:
                return False
            position = end + 1
            continue
        if character.isalpha():
            return character.islower()
        position += 1
    return False
