"""What happened to works after they were added.

Published versions of preprints, retractions and corrections.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.library.imports.add import add_to
from readinglist.library.imports.match import duplicate_of
from readinglist.library.imports.read import Input
from readinglist.library.online.session import ask_about
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.library.selection import Wish, chosen
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import publication
from readinglist.model.record import Link, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from readinglist import errors
    from readinglist.library.location import Location
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record
    from readinglist.resolvers import Update
    from readinglist.store import Writer

_KINDS = {
    "expression-of-concern": "concern", "correction": "corrected", "corrigendum": "corrected", "erratum": "corrected",
    "addendum": "corrected", "clarification": "corrected",
}  # fmt: skip
_NOTICES = ("retracted", "concern", "corrected")
_RELATION = "version-of"


class Version(NamedTuple):
    """A preprint, and what was published of it.

    Under which key, and whether that was added or only linked.

    `none` says that nothing is known to be published, `known` that the two are linked already, `missing` that it is not
    in the library and was not to be added.
    """

    action: Literal["added", "linked", "known", "missing", "none", "failed"]
    preprint: str
    key: str = ""
    doi: str = ""
    title: str = ""
    reason: str = ""
    exit_code: int = 0


def published(
    library: Location,
    wish: Wish = Wish(),  # noqa: B008 - it never changes
    *,
    add: bool = True,
    access: Access = DEFAULT,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Version]:
    """Look for what was published of the preprints that are meant, and link them as `version-of`, in one operation.

    With `add`, what the library lacks is added. Raises QueryError, and NetworkError where the network is not to be used.
    """
    with reading(library) as opened:
        ids, named = chosen(opened, wish)
    answers = ask_about(
        library,
        ids,
        lambda _number, record: record if named or _is_preprint(record) else None,
        lambda asker, record: _found(library, asker, record, add=add),
        access,
        progress,
    )
    done = {
        number: Version("failed", key, reason=str(error), exit_code=error.exit_code)
        for number, (key, error) in answers.failed.items()
    }
    done |= {number: Version("none", one.preprint) for number, one in answers.found.items() if not one.doi}
    found = {number: one for number, one in answers.found.items() if one.doi}
    if found:

        def body(opened: Writer) -> dict[int, Version]:
            return {number: _settled(opened, library, number, one) for number, one in found.items()}

        done |= perform(library, f"published {wish.query}".strip(), body, dry_run=dry_run)
    return [done[number] for number in ids if number in done]


class _Published(NamedTuple):
    """The DOI of what was published of a preprint, and its record where it is to be added."""

    preprint: str
    doi: str = ""
    record: Record | None = None


def _is_preprint(record: Record) -> bool:
    pairs = ((i.scheme, i.value) for i in record.identifiers)
    return publication.stage(record.type, record.venue, pairs) == 1


def _found(library: Location, asker: Asker, record: Record, *, add: bool) -> _Published:
    """Return the DOI of what was published, and its record where the library lacks it and it is to be added."""
    for scheme in ("arxiv", "doi"):
        value = next((i.value for i in record.identifiers if i.scheme == scheme), "")
        doi = asker.published(scheme, value) if value else ""
        if doi:
            return _Published(record.key, doi, asker.fetch("doi", doi) if add and not _held(library, doi) else None)
    return _Published(record.key)


def _held(library: Location, doi: str) -> bool:
    with reading(library) as opened:
        return bool(opened.candidates([("doi", doi)], []))


def _settled(opened: Writer, library: Location, number: int, found: _Published) -> Version:
    """Link a preprint to what was published of it, which is added where it is new."""
    mine, doi = opened.record(number), found.doi
    if any(identifier.value == doi for identifier in mine.identifiers):
        return Version("known", mine.key, mine.key, doi, mine.title)
    key, added = _key_of(opened, library, mine, doi, found.record)
    if not key:
        return Version("missing", mine.key, "", doi)
    title = opened.record(opened.find(key)).title
    if any((link.relation, link.key) == (_RELATION, key) for link in mine.links):
        return Version("known", mine.key, key, doi, title)
    opened.save([(number, mine, replace(mine, links=(*mine.links, Link(_RELATION, key))))])
    return Version("added" if added else "linked", mine.key, key, doi, title)


def _key_of(opened: Writer, library: Location, mine: Record, doi: str, record: Record | None) -> tuple[str, bool]:
    """Return the key of what was published, empty where it is not in the library, and whether it was added now."""
    ids = opened.candidates([("doi", doi)], []).get(("doi", doi))
    if ids:
        return next(opened.records(ids)).key, False
    if record is None:
        return "", False
    known, _ = duplicate_of(opened, record)
    if known and known != mine.key:
        return known, False
    report = add_to(opened, library, [Input(f"doi {doi}", [record])], on_duplicate="new")
    return report.outcomes[0].key, True


class RetractionNotice(NamedTuple):
    """A source about which notices were published.

    Its record with the marks, and whether these are new.
    """

    record: Record
    new: bool


class RetractionReport(NamedTuple):
    """What was found of notices, how many sources were asked for, those without an answer, and the keys freed of marks."""

    notices: list[RetractionNotice]
    asked: int
    failed: list[tuple[str, errors.ReadinglistError]]
    freed: list[str]


def retracted(
    library: Location,
    wish: Wish = Wish(),  # noqa: B008 - it never changes
    *,
    access: Access = DEFAULT,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> RetractionReport:
    """Ask for retractions, expressions of concern and corrections of sources with a DOI, and mark them, in one operation.

    A mark of which nothing is said any more is taken off. Raises QueryError, and NetworkError where the network is not
    to be used.
    """
    with reading(library) as opened:
        ids, _ = chosen(opened, wish)
    found, failed = ask_about(
        library,
        ids,
        lambda _number, record: _doi(record),
        lambda asker, doi: asker.updates(doi),
        access,
        progress,
        fresh=True,
    )

    def body(opened: Writer) -> list[RetractionNotice]:
        present = sorted(opened.present(list(found)))
        sources = zip(present, opened.records(present), strict=True)
        return [_marked(opened, number, record, found[number]) for number, record in sources]

    notices = perform(library, f"retracted {wish.query}".strip(), body, dry_run=dry_run)
    shown = [notice for notice in notices if _said(notice.record)]
    freed = [notice.record.key for notice in notices if notice.new and not _said(notice.record)]
    return RetractionReport(shown, len(found) + len(failed), list(failed.values()), freed)


def _doi(record: Record) -> str | None:
    return next((i.value for i in record.identifiers if i.scheme == "doi"), None)


def _marked(opened: Writer, number: int, record: Record, updates: Iterable[Update]) -> RetractionNotice:
    """Bring the marks of a source to what the notices say."""
    known = {mark.name: mark for mark in record.marks}
    marks = {name: mark for name, mark in known.items() if name not in _NOTICES}
    for update in updates:
        name = "retracted" if update.retracts else _KINDS.get(update.kind, "")
        if name and name not in marks:
            said = known.get(name)
            detail = " ".join(part for part in (update.kind, update.date, update.doi) if part)
            marks[name] = said if said and said.detail == detail else Mark(name, detail, opened.now)
    new = replace(record, marks=tuple(marks[name] for name in sorted(marks)))
    opened.save([(number, record, new)])
    return RetractionNotice(new, new != record)


def _said(record: Record) -> bool:
    return any(mark.name in _NOTICES for mark in record.marks)
