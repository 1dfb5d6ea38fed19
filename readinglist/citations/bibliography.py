"""A bibliography as a plain value.

Its groups and their entries; of the reader's words, only what may be shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import stances
from readinglist.model.record import STATUSES, claim_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from readinglist.model.record import Bearing, Claim, Evidence, Note, Record

GROUPINGS = ("tag", "status", "claim", "stance", "year")
_BY_EVIDENCE = ("claim", "stance")
_UNTAGGED, _UNDATED, _NO_STATUS = "Without a tag", "Undated", "Without a status"
_NO_CLAIM = "On no claim"


class Code(str):
    """Text that is already in the format of the bibliography.

    It must not be escaped again.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself.

        Templates call this to learn that a text is safe without escaping (the convention of markupsafe).
        """
        return self


class Plan(NamedTuple):
    """What a bibliography shows.

    The reader's own words are shown only where they are requested by name. `annotated`: annotations, and public notes
    with their quotes; `quotes`: public quotes; `claims`: claims and evidence; `verdicts`: the reader's verdicts and
    notes on evidence; `private`: private notes and quotes too.
    """

    group_by: str = ""
    annotated: bool = False
    quotes: bool = False
    claims: bool = False
    verdicts: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or a quote.

    The text is Markdown until it is rendered.
    """

    text: str
    quote: str
    locator: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence as a bibliography shows it.

    Its stance, its source (key, and a label such as `Doe 2020`), its quote and its locator.
    """

    stance: str
    key: str
    label: str
    quote: str
    locator: str
    checked: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its evidence.

    Where an entry is evidence for the claim, only the evidence that comes from the entry.
    """

    name: str
    text: str
    quote: str = ""
    locator: str = ""
    verdict: str = ""
    evidence: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """A source as the style prints it, with its annotations.

    `again` says that more of it was shown where the source came first.
    """

    key: str
    title: str
    year: int | None
    type: str
    tags: tuple[str, ...] = ()
    annotation: str = ""
    remarks: tuple[Remark, ...] = ()
    claims: tuple[Statement, ...] = ()
    bears: tuple[Statement, ...] = ()
    reference: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading.

    The heading is empty where there are no groups. `claim` is the claim that the entries are evidence for.
    """

    title: str
    entries: tuple[BibliographyEntry, ...]
    claim: Statement | None = None


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A whole bibliography; `count` is the number of its sources, `stubs` are those of which nobody was asked yet."""

    title: str
    groups: tuple[Group, ...]
    style: str = ""
    locale: str = ""
    count: int = 0
    stubs: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """What a link can lead to: the keys of entries, and the names of claims that stand in it."""
        claims = (claim for group in self.groups for entry in group.entries for claim in entry.claims)
        heads = (group.claim for group in self.groups if group.claim)
        entries = (entry for group in self.groups for entry in group.entries)
        return frozenset(entry.key for entry in entries) | {claim.name for claim in (*claims, *heads)}


Placed = list[tuple["Statement | None", str, list["Record"]]]


def arrange(records: Sequence[Record], plan: Plan, labels: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the groups of a bibliography, without references.

    `labels` are short names of the sources of evidence, by key, as `labels` below makes them.
    """
    makers: dict[str, Callable[[], Placed]] = {
        "tag": lambda: _grouped(records, lambda record: record.tags or (_UNTAGGED,), (_UNTAGGED,)),
        "status": lambda: _grouped(records, lambda r: (r.status or _NO_STATUS,), (), (*STATUSES, _NO_STATUS)),
        "year": lambda: _grouped(records, lambda r: (str(r.year) if r.year is not None else _UNDATED,), (_UNDATED,)),
        "stance": lambda: _by_stance(records),
        "claim": lambda: _by_claim(records),
    }
    placed: Placed = makers[plan.group_by]() if plan.group_by else [(None, "", list(records))]
    return tuple(_groups(placed, plan, labels))


def worded(
    groups: Iterable[Group], references: Mapping[str, str], notes: Mapping[str, str], plan: Plan
) -> tuple[Group, ...]:
    """Return groups with their references and notes filled in.

    `references` are by key, and give the order of the entries; `notes` are rendered, by their Markdown. An entry that
    comes again is shown without its annotations.
    """
    order = {key: number for number, key in enumerate(references)}
    found = []
    seen: set[str] = set()
    # In several groups, an entry shows its notes and claims once, where it comes first.
    for group in groups:
        entries = []
        for entry in sorted(group.entries, key=lambda entry: order.get(entry.key, len(order))):
            shown = _shortened(entry, plan) if entry.key in seen else entry
            remarks = tuple(replace(remark, text=Code(notes.get(remark.text, ""))) for remark in shown.remarks)
            entries.append(replace(shown, reference=Code(references.get(entry.key, "")), remarks=remarks))
            seen.add(entry.key)
        found.append(replace(group, entries=tuple(entries)))
    return tuple(found)


def _shortened(entry: BibliographyEntry, plan: Plan) -> BibliographyEntry:
    bears = entry.bears if plan.group_by in _BY_EVIDENCE else ()
    bare = replace(entry, annotation="", remarks=(), claims=(), bears=bears)
    return replace(bare, again=bare != entry)


def keys_of_evidence(records: Iterable[Record]) -> list[str]:
    """Return the keys of all sources of evidence, each once."""
    return list(dict.fromkeys(piece.key for record in records for claim in record.claims for piece in claim.evidence))


def notes_of(groups: Iterable[Group]) -> list[str]:
    """Return the Markdown of all notes shown, each once."""
    texts = (remark.text for group in groups for entry in group.entries for remark in entry.remarks)
    return list(dict.fromkeys(text for text in texts if text))


def labels(records: Iterable[Record]) -> dict[str, str]:
    """Return a short name of each source, by key.

    `Doe et al. 2020`, and with its title where several sources have the same name.
    """
    short = {record.key: (_author_and_year(record), record.title) for record in records}
    counts = Counter(label for label, _ in short.values())
    return {
        key: label if label and counts[label] == 1 else f"{label}, {title}".strip(", ") or key
        for key, (label, title) in short.items()
    }


def _author_and_year(record: Record) -> str:
    year = str(record.year) if record.year is not None else ""
    return " ".join(part for part in (record.byline, year) if part)


# Groups


def _grouped(
    records: Sequence[Record],
    names_of: Callable[[Record], Sequence[str]],
    last: tuple[str, ...],
    order: tuple[str, ...] = (),
) -> Placed:
    """Return records grouped by name.

    The groups are in the order given, else in that of the alphabet, and the names in `last` come last.
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        for name in names_of(record):
            groups.setdefault(name, []).append(record)
    ranks = {name: rank for rank, name in enumerate(order)}
    names = sorted(groups, key=lambda name: (name in last, ranks.get(name, 0), _sort_key(name)))
    return [(None, name, groups[name]) for name in names]


def _sort_key(name: str) -> tuple[int, str]:
    return (int(name), "") if name.removeprefix("-").isdecimal() else (0, name.casefold())


def _by_stance(records: Sequence[Record]) -> Placed:
    placed: Placed = []
    for stance in stances.TABLE.values():
        found = [record for record in records if any(one.evidence.stance == stance.name for one in record.bears)]
        placed += [(None, stance.heading, found)] if found else []
    return placed + _without_evidence(records)


def _by_claim(records: Sequence[Record]) -> Placed:
    """Return records grouped by the claims that they are evidence for.

    The claims of the records themselves come first, then those of other sources.
    """
    known = {
        claim_name(record.key, claim.id): _statement(record.key, claim) for record in records for claim in record.claims
    }
    groups: dict[str, list[Record]] = {name: [] for name in known}
    for record in records:
        for bearing in record.bears:
            known.setdefault(bearing.claim, Statement(bearing.claim, bearing.statement))
            members = groups.setdefault(bearing.claim, [])
            members += [] if record in members else [record]
    return [(known[name], known[name].text, members) for name, members in groups.items()] + _without_evidence(records)


def _without_evidence(records: Sequence[Record]) -> Placed:
    without = [record for record in records if not record.bears]
    return [(None, _NO_CLAIM, without)] if without else []


def _statement(key: str, claim: Claim) -> Statement:
    return Statement(claim_name(key, claim.id), claim.statement, claim.quote, claim.locator, claim.verdict)


def _groups(placed: Placed, plan: Plan, labels: Mapping[str, str]) -> Iterator[Group]:
    by_heading = {stance.heading: stance.name for stance in stances.TABLE.values()}
    for claim, title, records in placed:
        which = _Bearing(claim.name if claim else "", by_heading.get(title, "") if plan.group_by == "stance" else "")
        entries = tuple(_entry(record, plan, labels, which) for record in records)
        if claim and not plan.verdicts:
            claim = replace(claim, verdict="")  # noqa: PLW2901 - the reader's verdict is shown only if requested
        yield Group(title, entries, claim)


class _Bearing(NamedTuple):
    """Which evidence belongs in a group.

    That for one claim, that of one stance, or all.
    """

    claim: str = ""
    stance: str = ""

    def includes(self, bearing: Bearing) -> bool:
        return self.claim in ("", bearing.claim) and self.stance in ("", bearing.evidence.stance)


# Entries


def _entry(record: Record, plan: Plan, labels: Mapping[str, str], which: _Bearing) -> BibliographyEntry:
    grouped = which != _Bearing()
    return BibliographyEntry(
        key=record.key,
        title=record.title,
        year=record.year,
        type=record.type,
        tags=record.tags,
        annotation=record.plain("annotation") if plan.annotated else "",
        remarks=tuple(_remarks(record.notes, plan)),
        claims=tuple(_claim(record.key, claim, plan, labels) for claim in record.claims) if plan.claims else (),
        bears=tuple(_evidence_of(record, plan, which)) if plan.claims or grouped else (),
    )


def _remarks(notes: Iterable[Note], plan: Plan) -> Iterator[Remark]:
    for note in notes:
        if not note.public and not plan.private:
            continue
        text = note.text if plan.annotated else ""
        quote = note.quote if plan.annotated or plan.quotes else ""
        if text.strip() or quote.strip():
            yield Remark(text, quote, note.locator if quote or plan.annotated else "", note.public)


def _claim(key: str, claim: Claim, plan: Plan, labels: Mapping[str, str]) -> Statement:
    pieces = tuple(_piece(piece, plan, labels) for piece in claim.evidence)
    verdict = claim.verdict if plan.verdicts else ""
    return replace(_statement(key, claim), verdict=verdict, evidence=pieces)


def _evidence_of(record: Record, plan: Plan, which: _Bearing) -> Iterator[Statement]:
    for bearing in record.bears:
        if which.includes(bearing):
            yield Statement(bearing.claim, bearing.statement, evidence=(_piece(bearing.evidence, plan, {}),))


def _piece(piece: Evidence, plan: Plan, labels: Mapping[str, str]) -> Piece:
    note = piece.note if plan.verdicts else ""
    shown = labels.get(piece.key, piece.key)
    return Piece(piece.stance, piece.key, shown, piece.quote, piece.locator, piece.checked, note)
