"""Everything about one source, as `show` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import biblatex, relations, schemes
from readinglist.render.terminal import claims, files, marked, style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sized

    from readinglist.model.record import Bearing, Link, Mark, Note, Record

_WIDEST = 100  # columns: longer lines of prose are hard to read
_ROOMY = 60  # columns from which names of fields may stand before their values at any length
_INDENT = "  "
_LONG = ("abstract", "annotation", "annote")
# Fields that the head of the card shows, as far as it could read them.
_IN_HEAD = frozenset("title subtitle date year author editor keywords keyword".split())
_MARKS = {
    "unresolved": "unresolved; `resolve` completes it",
    "concern": "an expression of concern was published",
}


def source(
    record: Record, columns: int | None, most: int | None = None, attached: Iterable[files.Shown] = ()
) -> Iterator[str]:
    """Yield the lines of a source's card, with its files.

    At most 100 columns wide. Of notes, claims and evidence at most so many are shown, and of links half as many of each
    relation; the others are counted.
    """
    width = min(columns or _WIDEST, _WIDEST)
    yield from (style.bold(line) for line in _wrapped(record.title or "(no title)", width, ""))
    yield from _people(record, width)
    head, other = _head_pairs(record), _other_fields(record)
    margin = min(14 if width >= _ROOMY else 8, max(text.width(name) for name, _ in [*head, *other]))
    yield from _pairs(head, width, margin)
    for name in _LONG:
        for field in record.fields:
            if field.name.lower() == name:
                yield from _block(name.replace("annote", "annotation"), field.plain, width)
    yield from _pairs(other, width, margin)
    yield from _files(attached, width)
    yield from _notes(record, width, most)
    yield from _claims(record, width, most)
    yield from _evidence(record, width, most)
    yield from _links(record, width, most)


def is_whole(record: Record, most: int) -> bool:
    """Whether a card of at most so many shows all of a source."""
    groups = (record.notes, record.claims, *_by_stance(record).values())
    return all(len(group) <= most for group in groups) and all(
        len(links) <= _half(most) for links in _by_phrase(record).values()
    )


def _people(record: Record, width: int) -> Iterator[str]:
    roles: dict[str, list[str]] = {}
    for person in record.contributors:
        roles.setdefault(person.role, []).append(person.shown)
    for role, names in roles.items():
        label = "" if role == "author" else f"{role}: "
        yield from _wrapped(label + "; ".join(names), width, "")


def _head_pairs(record: Record) -> list[tuple[str, str]]:
    pairs = [
        ("key", record.key + (f" (formerly {', '.join(record.aliases)})" if record.aliases else "")),
        ("type", record.type),
        ("date", record.plain("date") or record.date or record.plain("year")),
        ("in", record.venue),
    ]
    pairs += [(i.scheme, schemes.address(i.scheme, i.value) or i.value) for i in record.identifiers]
    pairs += [
        ("tags", ", ".join(record.tags)),
        ("status", record.status + (f", priority {record.priority}" if record.priority else "")),
        ("via", record.via),
        ("text", record.text),
        ("why", record.why),
        *(("marked", _mark_line(mark)) for mark in record.marks),
    ]
    return [(name, value) for name, value in pairs if value]


def _mark_line(mark: Mark) -> str:
    since = f", {mark.at[:10]}" if mark.at else ""
    return f"{_MARKS.get(mark.name, mark.name)}{since}{f': {mark.detail}' if mark.detail else ''}"


def _other_fields(record: Record) -> list[tuple[str, str]]:
    shown = _IN_HEAD.union(_LONG, _identified(record), ["month"] if record.date else [])
    return [
        (field.name, field.plain)
        for field in record.fields
        if field.name.lower() not in shown and field.plain not in ("", record.venue)
    ]


def _identified(record: Record) -> set[str]:
    """Return the fields that repeat an identifier of the head.

    Without the identifiers, their values hold no further digit.
    """
    values = [_bare(identifier.value) for identifier in record.identifiers]
    repeated = set()
    for name in schemes.FIELDS:
        bare = rest = _bare(record.plain(name))
        for value in values:
            rest = rest.replace(value, "")
        if rest != bare and not any(map(str.isdigit, rest)):
            repeated |= {name, *(biblatex.names_for("eprinttype") if name == "eprint" else ())}
    return repeated


def _bare(value: str) -> str:
    return "".join(filter(str.isalnum, value)).casefold()


def _pairs(pairs: list[tuple[str, str]], width: int, margin: int) -> Iterator[str]:
    if pairs:
        yield ""
    for name, value in pairs:
        label = text.pad(text.printable(name), margin) if text.width(name) <= margin else text.printable(name)
        lines = text.wrap(text.printable(value), max(20, width - margin - 4), "") or [""]
        yield f"{_INDENT}{style.dim(label)}  {lines[0]}"
        yield from (f"{_INDENT}{' ' * margin}  {line}" for line in lines[1:])


def _block(name: str, value: str, width: int) -> Iterator[str]:
    yield ""
    yield _INDENT + style.dim(name)
    yield from _wrapped(value, width, _INDENT)


def _files(attached: Iterable[files.Shown], width: int) -> Iterator[str]:
    """Yield the files of the source: number, what it is, and where."""
    for place, one in enumerate(attached):
        if not place:
            yield ""
            yield style.bold("Files")
        what, where = files.in_short(one)
        yield f"{_INDENT}[{one[0].attachment.id}] {text.printable(what)}"
        yield from _wrapped(where, width, _INDENT * 3)


def _notes(record: Record, width: int, most: int | None) -> Iterator[str]:
    if record.notes:
        yield ""
        yield style.bold("Notes")
    for note in record.notes[:most]:
        yield from _note_lines(note, width)
    yield from _rest(record.notes, most)


def _note_lines(note: Note, width: int) -> Iterator[str]:
    head = f"{_INDENT}[{note.id}]"
    marks = ", ".join(mark for mark in (marked.of(note), "public" if note.public else "private") if mark)
    first, *more = text.wrap(text.printable(marks), max(20, width - text.width(head) - 1))
    yield f"{head} {style.dim(first)}"
    yield from (f"{_INDENT * 3}{style.dim(line)}" for line in more)
    if note.quote:
        yield from _wrapped(f"“{note.quote}”", width, _INDENT * 3)
    for paragraph in note.text.splitlines():
        yield from _wrapped(paragraph, width, _INDENT * 3) or [""]


def _claims(record: Record, width: int, most: int | None) -> Iterator[str]:
    """Yield the claims in short, each with a count of its evidence."""
    if record.claims:
        yield ""
        yield style.bold("Claims")
    widest = max((len(str(claim.id)) for claim in record.claims[:most]), default=0)
    for claim in record.claims[:most]:
        yield _one_line(f"#c{claim.id:<{widest}}", text.printable(claim.statement), f"({claims.tally(claim)})", width)
    yield from _rest(record.claims, most)


def _evidence(record: Record, width: int, most: int | None) -> Iterator[str]:
    """Yield the claims that this source is evidence for."""
    if record.bears:
        yield ""
        yield style.bold("Evidence")
    for stance, found in _by_stance(record).items():
        yield f"{_INDENT}{stance}"
        for bearing in found[:most]:
            mark = "" if bearing.evidence.checked else "(unchecked)"
            yield _INDENT + _one_line(text.printable(bearing.claim), text.printable(bearing.statement), mark, width - 2)
        yield from _rest(found, most)


def _by_stance(record: Record) -> dict[str, list[Bearing]]:
    grouped: dict[str, list[Bearing]] = {}
    for bearing in record.bears:
        grouped.setdefault(bearing.evidence.stance, []).append(bearing)
    return grouped


def _one_line(name: str, words: str, mark: str, width: int) -> str:
    """Return a name, some words, and a mark, on one line.

    The words are cut to the remaining width.
    """
    room = max(12, width - len(_INDENT) - text.width(name) - 2 - (text.width(mark) + 1 if mark else 0))
    return f"{_INDENT}{style.key(name)}  {text.fit(words, room)} {style.dim(mark)}".rstrip()


def _links(record: Record, width: int, most: int | None) -> Iterator[str]:
    """Yield the links, those of one relation and direction together."""
    if record.links:
        yield ""
        yield style.bold("Links")
    half = None if most is None else _half(most)
    for phrase, links in _by_phrase(record).items():
        yield f"{_INDENT}{text.printable(phrase)}"
        yield from (_link_line(link, width) for link in links[:half])
        yield from _rest(links, half)


def _by_phrase(record: Record) -> dict[str, list[Link]]:
    """Return the links by relation and direction, what says most of a source first."""
    phrases: dict[str, list[Link]] = {}
    for link in sorted(record.links, key=lambda link: relations.place(link.relation)):
        phrase = link.relation if link.direction == "out" else relations.inverse(link.relation)
        phrases.setdefault(phrase, []).append(link)
    return phrases


def _half(most: int) -> int:
    return -(-most // 2)


def _link_line(link: Link, width: int) -> str:
    key = text.printable(link.key)
    room = width - len(_INDENT) * 2 - text.width(key) - 2
    title = text.fit(text.printable(link.title), room) if room > 9 else ""  # noqa: PLR2004
    return f"{_INDENT * 2}{style.key(key)}  {title}".rstrip()


def _rest(found: Sized, most: int | None) -> Iterator[str]:
    """Yield a line that counts what is not shown."""
    if most is not None and len(found) > most:
        yield f"{_INDENT * 2}{style.dim(f'… and {len(found) - most} more')}"


def _wrapped(value: str, width: int, indent: str) -> list[str]:
    return text.wrap(text.printable(value), width, indent)
