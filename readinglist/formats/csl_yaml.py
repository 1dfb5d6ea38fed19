"""CSL in YAML: the bibliographies of pandoc and Zettlr, `references:` with a list of items, in the variables of CSL-JSON.

The texts of such files are Markdown (pandoc's manual, «Specifying bibliographic data»).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from readinglist.formats import yaml_records, yaml_written
from readinglist.model import biblatex
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "csl-yaml"
SUFFIXES = (".yaml", ".yml")  # those of other formats too; what is in a file counts first
INHERITS = False  # CSL has no parents: inherited fields are written too
WHOLE = False
_COMMENTS = r"(?:[ \t]*+(?:(?:#|---|%)[^\n]*+)?\n)*+"
_BEGINS = re.compile(
    rf"{_COMMENTS}(?:(?!cff-version)[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*+){{0,20}}?references[ \t]*:[ \t]*(?:#[^\n]*)?\n{_COMMENTS}[ \t]*-[ \t]"
    rf"|{_COMMENTS}-[ \t]+(?:id|type|title)[ \t]*:"
    rf"|{_COMMENTS}references[ \t]*:[ \t]*[\[{{]"
)
# Markdown for what CSL has as tags.
_MARKS = (
    (re.compile(r"(?<!\\)\[([^\[\]\n]{1,500})(?<!\\)\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (re.compile(r"(?<![\w*\\])\*([^\s*](?:[^*\n]{0,500}[^\s*\\])?)\*(?![\w*])"), r"<i>\1</i>"),
    (re.compile(r"(?<=\w)~([^\s~]{1,40})~"), r"<sub>\1</sub>"),
    (re.compile(r"(?<=\w)\^([^\s^]{1,40})\^"), r"<sup>\1</sup>"),
    (re.compile(r"\\([*_\[\]~^#$<>\\\"'@-])"), r"\1"),
)
_SIGNS = re.compile(r"[\\*_~^\[\]$@]")
_BATCH = 64  # records written at a time; a guess
_TITLES = (
    "title",
    "container-title",
    "collection-title",
    "title-short",
    "volume-title",
    "original-title",
    "abstract",
    "note",
)


def sniff(text: str) -> bool:
    """Whether a text begins as a list of references in YAML."""
    return bool(_BEGINS.match(text.removeprefix("\ufeff")[:8000].replace("\r\n", "\n").replace("\r", "\n")))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is no YAML or no item. Never raises."""
    from readinglist.formats.csl import items  # noqa: PLC0415 - who looks at suffixes needs no reader

    for found in yaml_records.listed(yaml_records.whole(text), "references"):
        if isinstance(found, Problem):
            yield found
        elif isinstance(found.value, dict):
            for name, value in getattr(found.value, "again", ()):
                found.value.setdefault(f"{name}-2", value)
            yield items.of_value(_as_json(found.value), found.line)
        elif found.value:
            yield Problem(found.line, "an item of CSL is a mapping", str(found.value)[:2000])


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield a list of references, one string for each; what CSL has no variable for is written under `custom`.

    Raises ValueError for a record without a key.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - as above

    before, left = "---\nreferences:\n", iter(records)
    while some := list(itertools.islice(left, _BATCH)):
        for made in items.with_custom(some):
            marked = {name: _in_markdown(value) if name in _TITLES else value for name, value in made.items()}
            yield before + "\n".join(yaml_written.lines([marked], ascii_only=ascii_only)) + "\n"
            before = ""
    if not before:
        yield "...\n"


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each difference between text and records."""
    from readinglist.formats.csl import items  # noqa: PLC0415 - as above

    return items.differences(records, load(text))


def _in_markdown(value: object) -> object:
    """Return a text in which no sign is one of Markdown's."""
    return _SIGNS.sub(r"\\\g<0>", value) if isinstance(value, str) else value


def _as_json(value: dict[str, Any]) -> dict[str, Any]:
    """Return an item as it would be in JSON."""
    from readinglist.formats.csl import tables  # noqa: PLC0415 - as above

    made = {str(name): inner for name, inner in value.items()}
    for name in _TITLES:
        if isinstance(made.get(name), str):
            made[name] = _in_html(made[name])
    for name in (*tables.DATE_OF, *tables.MORE_DATES):
        if name in made:
            made[name] = _date(made[name])
    for name in ("keyword", "language"):
        if isinstance(made.get(name), list):
            made[name] = ", ".join(str(one) for one in made[name])
    return made


def _in_html(text: str) -> str:
    for pattern, tag in _MARKS:
        text = pattern.sub(tag, text)
    return text


def _date(value: object) -> object:
    """Return a date as CSL-JSON has it: pandoc's older form names its parts, `- year: 2019`, and two of them are a range."""
    ends = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict) and "year" in one]
    if not ends:
        return value
    first = ends[0]
    parts = [[one[name] for name in biblatex.DATE_PARTS if one.get(name)] for one in ends[:2]]
    return {name: first[name] for name in ("season", "circa") if name in first} | {"date-parts": parts}
