"""Whether two records are the same work: the one judgement that all commands share.

*Same* is what nothing speaks against. *Similar* is what looks alike, and is only pointed out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.deduplication import contradictions, titles
from readinglist.deduplication.fingerprint import fingerprint
from readinglist.model import biblatex, schemes
from readinglist.model.key_folding import folded_key
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from readinglist.model.record import Record

    Contradict = Callable[[Record, Record], list[str]]


class Judgement(NamedTuple):
    """What two records are to each other, and why: for similar ones, with what speaks against their being one work."""

    kind: Literal["same", "similar", "other"]
    reason: str = ""


class _Ground(NamedTuple):
    """Something that two records share.

    `contradict` says what would speak against one work; None where nothing could make them one.
    """

    reason: str
    contradict: Contradict | None
    forgives: int = 0
    """How many contradictions leave them the same."""


OTHER = Judgement("other")
_NO_WORKS = frozenset(("xdata", "set"))  # entries for others to inherit from, or to be printed with
_NOTHING: frozenset[tuple[str, str]] = frozenset()


def judge(
    candidate: Record,
    known: Record,
    undecided: Collection[tuple[str, str]] = _NOTHING,
    *,
    one_file: bool = False,
    whole: tuple[Record, Record] | None = None,
) -> Judgement:
    """Return what two records are to each other.

    `undecided` are identifiers, scheme and value, that decide nothing, as works with other titles have them too. Of two
    entries of `one_file` only those are the same that differ in nothing that carries meaning: their author kept both.
    `whole` is the two with what they inherit, which may speak against one work too.
    """
    grounds = list(_grounds(candidate, known, undecided))
    if one_file:
        return _of_one_file(candidate, known, grounds)
    first = OTHER
    for ground in grounds:
        against = ground.contradict(*(whole or (candidate, known))) if ground.contradict else []
        if ground.contradict and len(against) <= ground.forgives:
            return Judgement("same", ground.reason)
        if first is OTHER:
            first = Judgement("similar", "; ".join((ground.reason, *against)))
    return first


def _of_one_file(candidate: Record, known: Record, grounds: list[_Ground]) -> Judgement:
    if not grounds:
        return OTHER
    differences = contradictions.of_everything(candidate, known)
    if not differences:
        return Judgement("same", grounds[0].reason)
    return Judgement("similar", "; ".join((grounds[0].reason, *differences[:3])))


def _grounds(candidate: Record, known: Record, undecided: Collection[tuple[str, str]]) -> Iterator[_Ground]:
    title = titles.agree(candidate.title, known.title)
    yield from _shared_identifiers(candidate, known, undecided, title)
    if _says_enough(candidate) and fingerprint(candidate) == fingerprint(known):
        titled = bool(text.letters(candidate.title))
        against = contradictions.of_one_title if titled else contradictions.of_everything
        yield _Ground("same title, year and first author" if titled else "same fields", against)
    yield from _shared_key(candidate, known, title)
    yield from _shared_address(candidate, known, title)


def _shared_identifiers(
    candidate: Record, known: Record, undecided: Collection[tuple[str, str]], title: str
) -> Iterator[_Ground]:
    untitled = not (text.letters(candidate.title) and text.letters(known.title))
    parts = candidate.type.lower() in biblatex.PARTS or known.type.lower() in biblatex.PARTS
    theirs = set(known.identifiers)
    for identifier in candidate.identifiers:
        of_whole = schemes.of_parts(identifier.scheme)
        if identifier not in theirs or identifier.scheme not in schemes.TELLING or (of_whole and parts):
            continue
        agree = title == "same title" if of_whole else bool(title)
        decides = (agree or untitled) and (identifier.scheme, identifier.value) not in undecided
        reason = f"same {schemes.label(identifier.scheme)}"
        told = reason if untitled else f"{reason}, {title or 'other title'}"
        yield _Ground(told, contradictions.of_one_identifier if decides else None)


def _says_enough(record: Record) -> bool:
    """Whether a record names a work: one without a title says more than by whom and when, as any two letters may."""
    if record.type.lower() in _NO_WORKS:
        return False
    little = biblatex.NAME_FIELDS.union(biblatex.ISSUED, biblatex.KEY_FIELDS)
    return any(field.name.lower() not in little for field in record.fields)


def _shared_key(candidate: Record, known: Record, title: str) -> Iterator[_Ground]:
    """An entry that was in a file of this name under the same key is that entry, perhaps with a value corrected."""
    if title == "same title" and candidate.key and folded_key(candidate.key) == folded_key(known.key):
        same_file = bool(candidate.origin) and candidate.origin == known.origin
        yield _Ground("same key and title", contradictions.of_one_title, forgives=int(same_file))


def _shared_address(candidate: Record, known: Record, title: str) -> Iterator[_Ground]:
    mine, theirs = ({i.value for i in record.identifiers if i.scheme == "url"} for record in (candidate, known))
    if not mine & theirs:
        return
    if (candidate.unresolved or known.unresolved) and not (candidate.title and known.title):
        yield _Ground("same URL", contradictions.of_one_identifier)
    elif title == "same title":
        yield _Ground("same URL, same title", contradictions.of_one_title)
