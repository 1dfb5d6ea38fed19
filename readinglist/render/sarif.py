"""The findings of `check` as SARIF 2.1.0 (OASIS).

Editors and code review services read this format.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from readinglist.manuscripts.check import KINDS
from readinglist.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from readinglist.manuscripts.model import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def log(found: Sequence[Finding], failing: Collection[str], version: str) -> list[str]:
    """Return a SARIF log of one run.

    Columns are counted in characters; paths are relative where they were given so.
    """
    driver = {
        "name": "readinglist",
        "version": version,
        "rules": [{"id": kind, "shortDescription": {"text": meaning}} for kind, meaning in KINDS.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",  # the columns of findings count characters; the default is UTF-16
        "results": [_result(finding, failing) for finding in found],
    }
    return [dumps({"version": "2.1.0", "$schema": _SCHEMA, "runs": [run]})]


def _result(finding: Finding, failing: Collection[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(PurePath(finding.path).as_posix()))}}
    # A finding about a file as a whole has no region; SARIF counts lines and columns from 1.
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    return {
        "ruleId": finding.kind,
        "level": "error" if finding.kind in failing else "warning",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }
