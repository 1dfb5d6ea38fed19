"""The note of a source in a vault of Markdown, as Obsidian, Logseq and Zettlr keep them: what is the program's in it, and what is the user's.

The program owns the properties that it writes, what stands between `<!-- rl:begin NAME -->` and `<!-- rl:end NAME -->`, and the
marks around notes below `## Notes`. Every other byte is the user's.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from readinglist.model.record import Bearing, Claim, Evidence, Note, Record

KEY = "rl-key"
_REGIONS = ("citation", "links", "quotes", "claims")
_FENCE = re.compile(r"^<!-- rl:(begin|end) (\w+) -->[ \t]*$", re.MULTILINE)
_NOTE = re.compile(
    r"^<!-- rl:note (?P<uid>\w+) (?P<seal>\w+) -->[ \t]*\n(?P<text>.*?)^<!-- rl:end-note -->[ \t]*$(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_NOTE_MARK = re.compile(r"^<!-- rl:(?:note \w+ \w+|end-note) -->[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^## Notes[ \t]*$", re.MULTILINE)
_NEXT = re.compile(r"^(?:#{1,2} |<!-- rl:begin )", re.MULTILINE)
_PROPERTIES = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_OF_KEY = re.compile(rf"^{KEY}:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_OWN = (KEY, "title", "authors", "date", "type", "venue", "doi", "url", "status", "tags")
_MARK = re.compile(r"<!--(\\*)( ?rl:)")
_SEAL = 12  # hexadecimal digits of a hash, enough to tell two versions of one note apart
_BASE = re.compile(r"^<!-- rl:tags (\[.*\]) -->[ \t]*\n?", re.MULTILINE)


class NoteBlock(NamedTuple):
    """A piece below `## Notes`: a note of the library with the seal of what it last was, or, without a uid, what the user wrote."""

    text: str
    uid: str = ""
    seal: str = ""


class VaultNote(NamedTuple):
    """What is shown of a source: its record, the uids of its notes by number, and the names of the files of other sources by key."""

    record: Record
    uids: Mapping[int, str]
    file_of: Callable[[str], str]


def key_of(text: str) -> str:
    """Return the key of the source that a note is of; empty where its properties name none."""
    found = _PROPERTIES.match(_unix(text))
    named = _OF_KEY.search(found[1]) if found else None
    return named[1].strip("\"'") if named else ""


def fault(text: str) -> str:
    """Return what is wrong with the marks in a note, so that nothing may be written into it; empty where nothing is."""
    plain = _unix(text)
    expected: list[str] = []
    seen: set[str] = set()
    for found in _FENCE.finditer(plain):
        kind, name = found[1], found[2]
        if kind == "begin" and (expected or name in seen):
            return f"the mark `rl:begin {name}` stands there twice, or within another"
        if kind == "end" and expected != [name]:
            return f"the mark `rl:end {name}` has no beginning"
        expected = [name] if kind == "begin" else []
        seen.add(name)
    if expected:
        return f"the mark `rl:end {expected[0]}` is missing"
    if len(_HEADING.findall(plain)) > 1:
        return "it has several headings `## Notes`"
    marks = [("note" if "rl:note" in found[0] else "end") for found in _NOTE_MARK.finditer(plain)]
    return (
        "a mark around a note is missing or stands there twice" if marks != ["note", "end"] * (len(marks) // 2) else ""
    )


def blocks(text: str) -> list[NoteBlock]:
    """Return what stands below `## Notes`, in order."""
    start, end = _section(_unix(text))
    return list(_blocks(_unix(text)[start:end]))


def seal(text: str) -> str:
    """Return by what a text is known again."""
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:_SEAL]


def updated(
    text: str | None,
    record: Record,
    uids: Mapping[int, str],
    file_of: Callable[[str], str],
    placed: Mapping[int, str],
) -> str:
    """Return the note of a source as it is to be; `text` is what it is, None for a new one.

    `uids` are those of its notes by number, `file_of` gives the name of the file of another source; `placed` are the uids that what the user
    wrote has as notes by now, by its place among the blocks.
    """
    page = VaultNote(record, uids, file_of)
    if text is None:
        return _new(page)
    ends = "\r\n" if "\r\n" in text else "\n"
    found = _with_notes(_unix(text), page, placed)
    for name in _REGIONS:
        pattern = re.compile(
            rf"(^<!-- rl:begin {name} -->[ \t]*\n).*?(^<!-- rl:end {name} -->[ \t]*$)", re.MULTILINE | re.DOTALL
        )
        body = _region(name, page)
        found = pattern.sub(lambda fence, body=body: fence[1] + body + fence[2], found, count=1)  # type: ignore[misc]
    found = _with_properties(found, page.record)
    return found.replace("\n", ends) if ends != "\n" else found


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _new(page: VaultNote) -> str:
    regions = "".join(f"<!-- rl:begin {name} -->\n{_region(name, page)}<!-- rl:end {name} -->\n\n" for name in _REGIONS)
    notes = "".join(_as_block(note, page) for note in _own_notes(page.record))
    title = " ".join(page.record.title.split()) or page.record.key
    body = f"# {_plain(title)}\n\n{regions}## Notes\n\n{notes}"
    return _with_properties(body, page.record)


# The notes.


def _own_notes(record: Record) -> Iterator[Note]:
    return (note for note in record.notes if not note.quote)


def _section(text: str) -> tuple[int, int]:
    """Return where what is below `## Notes` begins and ends; at the end of the text where there is no such heading."""
    heading = _HEADING.search(text)
    if not heading:
        return len(text), len(text)
    start = min(heading.end() + 1, len(text))
    inside = [(found.start(), found.end()) for found in _NOTE.finditer(text, start)]
    ends = (found.start() for found in _NEXT.finditer(text, start))
    end = next((place for place in ends if not any(a <= place < b for a, b in inside)), len(text))
    base = _BASE.search(text, start)
    return start, min(end, base.start()) if base else end


def _blocks(section: str) -> Iterator[NoteBlock]:
    place = 0
    for found in _NOTE.finditer(section):
        if before := section[place : found.start()].strip():
            yield NoteBlock(before)
        yield NoteBlock(_unmasked(found["text"].strip("\n")), found["uid"], found["seal"])
        place = found.end()
    if rest := section[place:].strip():
        yield NoteBlock(rest)


def _with_notes(text: str, page: VaultNote, placed: Mapping[int, str]) -> str:
    """Return a text in which each note of the source stands once below `## Notes`, where it stood, and new ones at the end."""
    notes = {page.uids[note.id]: note for note in _own_notes(page.record) if note.id in page.uids}
    start, end = _section(text)
    section, written, pieces = text[start:end], set[str](), []
    for number, block in enumerate(_blocks(section)):
        uid = placed.get(number) or block.uid
        if uid in notes and uid not in written:
            pieces.append(_as_block(notes[uid], page))
            written.add(uid)
        elif not uid:
            pieces.append(f"{block.text}\n\n")
    pieces += [_as_block(note, page) for uid, note in notes.items() if uid not in written]
    if not pieces and not section.strip():
        return text
    heading = "" if _HEADING.search(text) else f"{'' if text.endswith(chr(10)) else chr(10)}\n## Notes\n"
    lead = "\n" if not section.strip() else section[: len(section) - len(section.lstrip())] or "\n"
    tail = text[end:]
    return f"{text[:start]}{heading}{lead}{''.join(pieces).rstrip()}\n{chr(10) if tail else ''}{tail}"


def _as_block(note: Note, page: VaultNote) -> str:
    text = _masked(note.text.strip("\n"))
    return f"<!-- rl:note {page.uids[note.id]} {seal(note.text)} -->\n{text}\n<!-- rl:end-note -->\n\n"


def _masked(text: str) -> str:
    """Return a text in which nothing is a mark of the program's; `_unmasked` turns it back."""
    return _MARK.sub(r"<!--\\\1\2", text)


def _unmasked(text: str) -> str:
    return _MARK.sub(lambda found: f"<!--{found[1][1:]}{found[2]}", text)


# The regions.


def _region(name: str, page: VaultNote) -> str:
    made = {"citation": _citation, "links": _links, "quotes": _quotes, "claims": _claims}[name](page)
    lines = [_masked(line) for line in made]
    return "".join(f"{line}\n" for line in lines)


def _citation(page: VaultNote) -> Iterator[str]:
    record = page.record
    names = [one.shown for one in record.contributors if one.role == "author"] or [
        one.shown for one in record.contributors if one.role == "editor"
    ]
    people = ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""
    parts = [
        people,
        f"({record.year})" if record.year else "",
        f"*{_plain(record.title)}*" if record.title else "",
        _plain(record.venue),
    ]
    where = record.plain("doi")
    address = f"https://doi.org/{where}" if where else record.plain("url")
    yield ". ".join(part for part in (*parts, f"<{address}>" if address else "") if part) or record.key


def _links(page: VaultNote) -> Iterator[str]:
    from readinglist.model import relations  # noqa: PLC0415 - few sources have links

    for link in page.record.links:
        words = link.relation if link.direction == "out" else relations.inverse(link.relation)
        yield f"- {words} {_to(link.key, page)}"


def _to(key: str, page: VaultNote) -> str:
    """Return a link to the note of another source."""
    return f"[[{page.file_of(key)}|{key}]]"


def _quotes(page: VaultNote) -> Iterator[str]:
    for note in page.record.notes:
        if note.quote:
            yield from (f"> {line}" for line in note.quote.splitlines() or [""])
            yield f"> — {note.locator or 'no page'}"
            yield from ["", *note.text.splitlines()] if note.text else []
            yield ""


def _claims(page: VaultNote) -> Iterator[str]:
    for claim in page.record.claims:
        yield from _claim(claim, page)
    for bearing in page.record.bears:
        yield from _bearing(bearing, page)


def _claim(claim: Claim, page: VaultNote) -> Iterator[str]:
    verdict = f" — {claim.verdict}" if claim.verdict else ""
    yield f"- **c{claim.id}** {_plain(claim.statement)}{verdict}"
    if claim.quote:
        yield f"  > {_plain(claim.quote)} — {claim.locator or 'no page'}"
    for piece in claim.evidence:
        yield f"  - {piece.stance}: {_to(piece.key, page)}{_said(piece)}"


def _bearing(bearing: Bearing, page: VaultNote) -> Iterator[str]:
    key, _, number = bearing.claim.partition("#")
    yield f"- {bearing.evidence.stance} {_to(key, page)} {number}: {_plain(bearing.statement)}{_said(bearing.evidence)}"


def _said(piece: Evidence) -> str:
    quote = f" “{_plain(piece.quote)}”" if piece.quote else ""
    place = f" ({piece.locator})" if piece.locator else ""
    return f"{quote}{place}{f' — {_plain(piece.note)}' if piece.note else ''}"


def _plain(text: str) -> str:
    return " ".join(text.split())


# The properties.


def _with_properties(text: str, record: Record) -> str:
    """Return a text whose properties are the source's, those of the user's own left as they are; of tags, each side's own."""
    found = _PROPERTIES.match(text)
    lines = found[1].splitlines() if found else []
    kept, standing = _parted(lines)
    base = _BASE.search(text)
    tags = _tags(standing.get("tags", ()), _words(base[1]) if base else [], record)
    values = _values(record, tags)
    head = "".join(f"{line}\n" for line in [*(line for name in _OWN for line in values.get(name, ())), *kept])
    body = text[found.end() :] if found else text
    own = _quoted([_tag(tag) for tag in record.tags])
    body = _BASE.sub("", body)
    gap = "" if found else "\n"
    return f"---\n{head}---\n{gap}{body.rstrip(chr(10))}\n\n<!-- rl:tags {own.replace('-->', '')} -->\n"


def _parted(lines: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines of the user's own properties, and those of ours by name; a property has the lines set in below it too."""
    kept: list[str] = []
    standing: dict[str, list[str]] = {}
    target = kept
    for line in lines:
        if named := re.match(r"([^\s:#-][^:]*):(?:\s|$)", line):
            target = standing.setdefault(named[1].strip("\"'"), []) if named[1].strip("\"'") in _OWN else kept
        target.append(line)
    return kept, standing


def _tags(lines: Sequence[str], before: list[str], record: Record) -> list[str]:
    """Return the tags of both: the library's, and those that the user gave in the note."""
    first = lines[0].partition(":")[2].strip() if lines else ""
    written = [line.strip().removeprefix("-") for line in lines[1:]] if len(lines) > 1 else first.strip("[]").split(",")
    standing = [tag for word in written if (tag := word.strip().strip("\"'"))]
    own = [_tag(tag) for tag in record.tags]
    return [*own, *(tag for tag in dict.fromkeys(standing) if tag not in own and tag not in before)]


def _tag(tag: str) -> str:
    """Return a tag as Obsidian takes it: without spaces (help.obsidian.md/tags)."""
    return re.sub(r"[^\w/-]+", "-", tag).strip("-") or tag


def _values(record: Record, tags: Sequence[str]) -> dict[str, list[str]]:
    texts = {
        KEY: record.key, "title": record.title, "date": record.date, "type": record.type, "venue": record.venue,
        "doi": record.plain("doi"), "url": record.plain("url"), "status": record.status,
    }  # fmt: skip
    values = {name: [f"{name}: {_quoted(_plain(text))}"] for name, text in texts.items() if text}
    for name, words in (
        ("authors", [one.shown for one in record.contributors if one.role == "author"]),
        ("tags", tags),
    ):
        if words:
            values[name] = [f"{name}:", *(f"  - {_quoted(_plain(word))}" for word in words)]
    return values


def _quoted(value: object) -> str:
    """Return a text, or a list of texts, as YAML takes it: JSON is YAML (YAML 1.2, 1.3)."""
    return json.dumps(value, ensure_ascii=False)


def _words(written: str) -> list[str]:
    """Return a list as it was written; empty where the user has changed it into something else."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return []
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []
