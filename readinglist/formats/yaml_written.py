"""Writes lists and mappings as YAML, each text in quotation marks, so that none is taken for anything else (YAML 1.1 and 1.2)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN_NAME = re.compile(r"(?!(?:y|n|no|yes|on|off|null|true|false)$)[A-Za-z][A-Za-z-]*", re.IGNORECASE)
# What a reader of YAML does not take as it is in a text (YAML 1.1, 5.1), or takes for the end of a line.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BEYOND_ASCII = re.compile(r"[^\x20-\x7e]")


def lines(value: object, indent: str = "", *, ascii_only: bool = False) -> Iterator[str]:
    """Yield the lines of a list or mapping."""
    pairs = (
        value.items() if isinstance(value, dict) else [("", one) for one in value] if isinstance(value, list) else []
    )
    for name, inner in pairs:
        front = f"{indent}{_name(name, ascii_only=ascii_only)}:" if isinstance(value, dict) else f"{indent}-"
        if isinstance(inner, (dict, list)) and inner:
            within = list(lines(inner, f"{indent}  ", ascii_only=ascii_only))
            if isinstance(value, dict):
                yield front
                yield from within
            else:
                yield f"{front} {within[0].removeprefix(f'{indent}  ')}"
                yield from within[1:]
        else:
            yield f"{front} {_scalar(inner, ascii_only=ascii_only)}"


def _name(name: object, *, ascii_only: bool) -> str:
    return name if isinstance(name, str) and _PLAIN_NAME.fullmatch(name) else _scalar(str(name), ascii_only=ascii_only)


def _scalar(value: object, *, ascii_only: bool) -> str:
    """Return a value as YAML, a text with the escapes that JSON and YAML have in common, or those of YAML."""
    coded = json.dumps(value, ensure_ascii=False)
    return (_BEYOND_ASCII if ascii_only else _UNSAFE).sub(lambda found: f"\\U{ord(found[0]):08X}", coded)
