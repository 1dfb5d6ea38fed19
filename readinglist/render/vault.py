"""The note of a source in a vault of Markdown, as Obsidian, Logseq and Zettlr keep them: what is the program's in it, and what is the user's.

The program owns the properties that it writes, what stands between `<!-- rl:begin NAME -->` and `<!-- rl:end NAME -->`, and the
marks around notes below `## Notes`. Every other byte is the user's.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.render import vault_properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from readinglist.model.record import Bearing, Claim, Evidence, Note, Record

_REGIONS = ("citation", "links", "quotes", "claims")
_FENCE = re.compile(r"^<!-- rl:(begin|end) (\w+) -->[ \t\r]*$", re.MULTILINE)
_NOTE = re.compile(
    r"^<!-- rl:note (?P<uid>\w+) (?P<seal>\w+) -->[ \t\r]*\n(?P<text>.*?)^<!-- rl:end-note -->[ \t\r]*$(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_NOTE_MARK = re.compile(r"^<!-- rl:(?:note \w+ \w+|end-note) -->[ \t\r]*$", re.MULTILINE)
_HEADING = re.compile(r"^## Notes[ \t\r]*$", re.MULTILINE)
_NEXT = re.compile(r"^(?:#{1,2} |<!-- rl:begin )", re.MULTILINE)
_MARK = re.compile(r"<!--(\\*)( ?rl:)")
_SEAL = 12  # hexadecimal digits of a hash, enough to tell two versions of one note apart
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


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
    return vault_properties.key_of(_unix(text))


def fault(text: str) -> str:
    """Return what is wrong with the marks in a note, so that nothing may be written into it; empty where nothing is."""
    plain = _unix(text)
    if found_amiss := vault_properties.fault(plain):
        return found_amiss
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
    if len(_headings(plain)) > 1:
        return "it has several headings `## Notes`"
    marks = [("note" if "rl:note" in found[0] else "end") for found in _NOTE_MARK.finditer(plain)]
    return (
        "a mark around a note is missing or stands there twice" if marks != ["note", "end"] * (len(marks) // 2) else ""
    )


def blocks(text: str) -> list[NoteBlock]:
    """Return what stands below `## Notes`, in order."""
    plain = vault_properties.without_base(_unix(text))
    start, end = _section(plain)
    return list(_blocks(plain[start:end]))


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
    plain = _unix(text)
    found = _with_notes(vault_properties.without_base(plain), page, placed)
    for name in _REGIONS:
        pattern = re.compile(
            rf"(^<!-- rl:begin {name} -->[ \t\r]*\n).*?(^<!-- rl:end {name} -->[ \t\r]*$)", re.MULTILINE | re.DOTALL
        )
        body = _region(name, page)
        found = pattern.sub(lambda fence, body=body: fence[1] + body + fence[2], found, count=1)  # type: ignore[misc]
    found = vault_properties.written(found, plain, record)
    return ("\ufeff" if text.startswith("\ufeff") else "") + (
        found.replace("\n", "\r\n") if _is_windows(text) else found
    )


def _unix(text: str) -> str:
    """Return a text as it is read: without a mark of byte order, and with line ends of Unix where all are of Windows."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n") if _is_windows(text) else text.removeprefix("\ufeff")


def _is_windows(text: str) -> bool:
    return 0 < text.count("\n") == text.count("\r\n")


def _new(page: VaultNote) -> str:
    regions = "".join(f"<!-- rl:begin {name} -->\n{_region(name, page)}<!-- rl:end {name} -->\n\n" for name in _REGIONS)
    notes = "".join(_as_block(note, page) for note in _own_notes(page.record))
    title = " ".join(page.record.title.split()) or page.record.key
    body = f"# {_plain(title)}\n\n{regions}## Notes\n\n{notes}"
    return vault_properties.written(body, "", page.record)


# The notes.


def _own_notes(record: Record) -> Iterator[Note]:
    return (note for note in record.notes if not note.quote)


def _headings(text: str) -> list[re.Match[str]]:
    """Return the headings `## Notes` that are the user's, and not in code, in a note or in a region."""
    inside = [*_in_code(text), *_in_marks(text)]
    return [found for found in _HEADING.finditer(text) if not _is_in(inside, found.start())]


def _in_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where notes and regions begin and end."""
    for found in _NOTE.finditer(text):
        yield found.span()
    marks = [*_FENCE.finditer(text)]
    for begin, end in zip(marks[::2], marks[1::2], strict=False):
        yield begin.start(), end.end()


def _in_code(text: str) -> Iterator[tuple[int, int]]:
    """Yield where fenced code begins and ends (CommonMark 0.31, 4.5); a mark of ours ends it too, and what follows is not code."""
    place, opened, fence = 0, 0, ""
    for line in text.split("\n"):
        mark = _CODE.match(line)
        if fence and line.startswith("<!-- rl:"):
            yield opened, place
            fence = ""
        elif fence and mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            yield opened, place + len(line)
            fence = ""
        elif mark and not fence and not (mark[1][0] == "`" and "`" in line[mark.end() :]):
            opened, fence = place, mark[1]
        place += len(line) + 1
    if fence:
        yield opened, len(text)


def _is_in(spans: Sequence[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _section(text: str) -> tuple[int, int]:
    """Return where what is below `## Notes` begins and ends; at the end of the text where there is no such heading."""
    headings = _headings(text)
    if not headings:
        return len(text), len(text)
    start = min(headings[0].end() + 1, len(text))
    inside = [*(found.span() for found in _NOTE.finditer(text, start)), *_in_code(text)]
    ends = (found.start() for found in _NEXT.finditer(text, start))
    return start, next((place for place in ends if not _is_in(inside, place)), len(text))


def _blocks(section: str) -> Iterator[NoteBlock]:
    place = 0
    for found in _NOTE.finditer(section):
        if before := _trimmed(section[place : found.start()]):
            yield NoteBlock(before)
        text = found["text"].replace("\r\n", "\n").strip("\n")
        yield NoteBlock(_unmasked(text), found["uid"], found["seal"])
        place = found.end()
    if rest := _trimmed(section[place:]):
        yield NoteBlock(rest)


def _trimmed(text: str) -> str:
    """Return what the user wrote without the blank lines around it; its first line keeps its indentation."""
    return re.sub(r"\A(?:[ \t]*\n)+", "", text.replace("\r\n", "\n")).rstrip()


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
    heading = "" if _headings(text) else f"{'' if text.endswith(chr(10)) else chr(10)}\n## Notes\n"
    lead = re.match(r"(?:[ \t\r]*\n)*", section)
    first = lead[0] if lead and lead[0] and section.strip() else "\n"
    tail = text[end:]
    return f"{text[:start]}{heading}{first}{''.join(pieces).rstrip()}\n{chr(10) if tail else ''}{tail}"


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
