"""The properties of a note in a vault: which are the program's, each written where it stands; all other lines are the user's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from readinglist.util import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.model.record import Record

KEY = "rl-key"
_OWN = (KEY, "title", "authors", "date", "type", "venue", "doi", "url", "status", "tags")
_PROPERTIES = re.compile(r"\A---[ \t\r]*\n(.*?)^---[ \t\r]*$\n?", re.MULTILINE | re.DOTALL)
_OPEN = re.compile(r"\A---[ \t\r]*\n((?:[^\n]*\S[^\n]*\n)*)")
_OF_KEY = re.compile(rf"^[\"']?{KEY}[\"']?[ \t]*:[ \t]+(.*?)[ \t\r]*$", re.MULTILINE)
_NAMED = re.compile(rf"[\"']?({'|'.join(_OWN)})[\"']?[ \t]*:(?:\s|$)")
_PLAIN_ITEM = re.compile(r"\s*- (?:\"([^\"\\]*)\"|([\w/-]+))\s*")
_BASE = re.compile(r"^<!-- rl:tags (\[.*\]) -->[ \t\r]*\n?", re.MULTILINE)


def key_of(text: str) -> str:
    """Return the key of the source that a note is of; empty where its properties name none."""
    found = _PROPERTIES.match(text) or _OPEN.match(text)
    named = _OF_KEY.search(found[1]) if found else None
    return _read(named[1]) if named else ""


def fault(text: str) -> str:
    """Return what is wrong with the properties, so that nothing may be written into a note; empty where nothing is."""
    return "" if _PROPERTIES.match(text) else "its properties have no end, a line `---`"


def without_base(text: str) -> str:
    """Return a text without the line that says which tags the library had; what stands behind it is the user's."""
    return _BASE.sub("", text)


def written(text: str, before: str, record: Record) -> str:
    """Return a text whose properties are the source's, and the user's own where they are; of tags, each side's own.

    `before` is the note as it was, with the line that says which tags the library had.
    """
    found = _PROPERTIES.match(text)
    parts = _parts(found[1].rstrip("\n").split("\n") if found and found[1] else [])
    base = _BASE.search(before)
    standing = next((lines for name, lines in parts if name == "tags"), [])
    values = _values(record, _tags(standing, _words(base[1]) if base else [], record))
    head = "".join(f"{line}\n" for line in _placed(parts, values))
    body = text[found.end() :] if found else text
    gap = "" if found else "\n"
    end = "" if body.endswith("\n\n") else "\n" if body.endswith("\n") else "\n\n"
    own = _quoted([_tag(tag) for tag in record.tags])
    return f"---\n{head}---\n{gap}{body}{end}<!-- rl:tags {own.replace('-->', '')} -->\n"


def _parts(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the lines in parts: each property of ours with its name and the lines set in below it, and between them, without a name, the user's."""
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        named = _NAMED.match(line)
        if named or not parts or (parts[-1][0] and not line.startswith((" ", "\t", "- "))):
            parts.append((named[1] if named else "", []))
        parts[-1][1].append(line)
    return parts


def _placed(parts: list[tuple[str, list[str]]], values: dict[str, list[str]]) -> Iterator[str]:
    """Yield the lines of all properties: ours where they stood, and new ones behind that which comes before them."""
    names = [name for name, _ in parts]
    follow: dict[str, list[str]] = {}
    last = ""
    for name in _OWN:
        if name in names:
            last = name
        else:
            follow.setdefault(last, []).extend(values.get(name, ()))
    yield from follow.get("", ())
    for place, (name, lines) in enumerate(parts):
        if not name:
            yield from lines
        elif name not in names[:place]:
            yield from values.get(name, ())
            yield from follow.get(name, ())


def _tags(lines: Sequence[str], before: list[str], record: Record) -> list[str]:
    """Return the tags of both: the library's, and those that the user gave in the note."""
    own = [_tag(tag) for tag in record.tags]
    return [*own, *(tag for tag in dict.fromkeys(_standing(lines)) if tag not in own and tag not in before)]


def _standing(lines: Sequence[str]) -> list[str]:
    """Return the tags that the lines of the property say, in any form of YAML."""
    items = [_PLAIN_ITEM.fullmatch(line) for line in lines[1:]]
    if all(items) and re.fullmatch(r"tags:\s*", lines[0] if lines else "tags:"):
        return [tag for item in items if item and (tag := (item[1] or item[2] or "").strip())]
    try:
        whole = yaml.load("\n".join(lines))
    except yaml.BrokenError:
        whole = {"tags": re.findall(r"[\w/][\w/ -]*", " ".join(lines).partition(":")[2])}
    value = whole.get("tags", "") if isinstance(whole, dict) else ""
    words = value if isinstance(value, list) else str(value).split(",")
    return [tag for word in words if isinstance(word, str) and (tag := word.strip())]


def _tag(tag: str) -> str:
    """Return a tag as Obsidian takes it: without spaces (help.obsidian.md/tags)."""
    return re.sub(r"[^\w/-]+", "-", tag).strip("-") or tag


def _values(record: Record, tags: Sequence[str]) -> dict[str, list[str]]:
    texts = {
        KEY: record.key, "title": record.title, "date": record.date, "type": record.type, "venue": record.venue,
        "doi": record.plain("doi"), "url": record.plain("url"), "status": record.status,
    }  # fmt: skip
    values = {name: [f"{name}: {_quoted(' '.join(text.split()))}"] for name, text in texts.items() if text}
    for name, words in (
        ("authors", [one.shown for one in record.contributors if one.role == "author"]),
        ("tags", tags),
    ):
        if words:
            values[name] = [f"{name}:", *(f"  - {_quoted(' '.join(word.split()))}" for word in words)]
    return values


def _quoted(value: object) -> str:
    """Return a text, or a list of texts, as YAML takes it: JSON is YAML (YAML 1.2, 1.3)."""
    return json.dumps(value, ensure_ascii=False)


def _read(written: str) -> str:
    """Return a text as YAML has it: in double quotes, in single ones, or as it is up to a comment."""
    if found := re.match(r'"(?:[^"\\]|\\.)*"', written):
        try:
            return str(json.loads(found[0]))
        except ValueError:
            return found[0].strip('"')
    if found := re.match(r"'((?:[^']|'')*)'", written):
        return found[1].replace("''", "'")
    return re.split(r"[ \t]#", written)[0].strip()


def _words(written: str) -> list[str]:
    """Return a list as it was written; empty where the user has changed it into something else."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return []
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []
