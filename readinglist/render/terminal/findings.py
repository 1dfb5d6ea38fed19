"""What the gate found: as lines that an editor can jump to, as SARIF, and as annotations of GitHub."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from readinglist.manuscripts.check import KINDS
from readinglist.render import json
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from readinglist.manuscripts.model import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _IN_MESSAGES | {":": "%3A", ",": "%2C"}


def lines(found: Iterable[Finding]) -> Iterator[str]:
    """Yield `file:line:column: kind: message` for each; what is said of a file as a whole has no line."""
    for kind, _, message, path, line, column in found:
        place = f"{path}:{line}:{column}" if line else path
        yield f"{text.printable(place)}: {style.match(kind)}: {text.printable(message)}"


def as_json(found: Iterable[Finding], failing: Collection[str]) -> list[str]:
    """Return an array of objects; `fails` says whether the check fails because of it."""
    return [json.dumps([finding._asdict() | {"fails": finding.kind in failing} for finding in found])]


def sarif(found: Sequence[Finding], failing: Collection[str], version: str) -> list[str]:
    """Return a log in SARIF 2.1.0 (OASIS), with columns in characters; paths are relative where they were given so."""
    driver = {
        "name": "readinglist",
        "version": version,
        "rules": [{"id": kind, "shortDescription": {"text": meaning}} for kind, meaning in KINDS.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, failing) for finding in found],
    }
    return [json.dumps({"version": "2.1.0", "$schema": _SCHEMA, "runs": [run]})]


def _result(finding: Finding, failing: Collection[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(PurePath(finding.path).as_posix()))}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    return {
        "ruleId": finding.kind,
        "level": "error" if finding.kind in failing else "warning",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def github(found: Iterable[Finding], failing: Collection[str]) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows beside the line (docs.github.com, «Workflow commands»)."""
    for kind, _, message, path, line, column in found:
        level = "error" if kind in failing else "warning"
        place = f",line={line},col={column}" if line else ""
        where = f"file={_escaped(path, _IN_PROPERTIES)}{place},title={kind}"
        yield f"::{level} {where}::{_escaped(text.printable(message), _IN_MESSAGES)}"


def _escaped(value: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(character, character) for character in text.printable(value))
