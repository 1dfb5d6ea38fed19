"""What documents cite, compared with the library.

Which sources these are, and what the gate says.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from readinglist import manuscripts
from readinglist.formats import bibtex, csl, decoded
from readinglist.library.open import reading
from readinglist.manuscripts import check as gate
from readinglist.manuscripts import model
from readinglist.model import query
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Record
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from readinglist.claims.trace import CitedAt
    from readinglist.library.location import Location
    from readinglist.manuscripts.check import BibEntry, CitedSources
    from readinglist.manuscripts.model import Finding, Manuscript
    from readinglist.store import Reader


_YAML = (".yml", ".yaml")


class DocumentCitations(NamedTuple):
    """What documents cite of a library.

    `names` are the keys as they write them, in their order, of sources that are there; `missing` what the gate says of
    the others; `everything` that they cite the whole library. `stubs` are those of the names of which nobody was asked yet.
    """

    names: tuple[str, ...]
    missing: tuple[Finding, ...]
    everything: bool
    manuscript: Manuscript
    stubs: tuple[str, ...] = ()


class CheckReport(NamedTuple):
    """What a check found, and what it looked at."""

    findings: tuple[Finding, ...]
    manuscript: Manuscript


class CitationPlaces(NamedTuple):
    """Where a source is cited, by its key, and in how many files that was looked for."""

    key: str
    places: tuple[CitedAt, ...]
    files: int


def read(paths: Iterable[Path], contents: Mapping[Path, bytes] | None = None, within: Path | None = None) -> Manuscript:
    """Return documents, with all that they include, as one.

    `contents` are what files would hold, by real path; out of the folder `within` nothing is read.

    Raises UnreadableFile and UnknownFormat.
    """
    return model.joined(manuscripts.scan(path, contents or {}, within) for path in paths)


def cited(library: Location, paths: Sequence[Path]) -> DocumentCitations:
    """Return which sources documents cite. Raises UnreadableFile and UnknownFormat."""
    manuscript = read(paths)
    with reading(library) as opened:
        known = cited_sources(opened, manuscript)
    manuscript = model.without_labels(manuscript, known.sources)
    missing = [found for found in gate.check(manuscript, known) if found.kind in gate.UNRESOLVED]
    # A work that the document tells has no key there, or one that nothing looks for: its source goes by its own.
    told = {at.key for at in manuscript.citations if at.item}
    keys = dict.fromkeys(at.key for at in manuscript.citations)
    cited_keys = {key: known.sources[key] for key in keys if key in known.sources}
    names = dict.fromkeys(source.key if key in told else key for key, source in cited_keys.items())
    stubs = dict.fromkeys(source.key if key in told else key for key, source in cited_keys.items() if source.unresolved)
    return DocumentCitations(tuple(names), tuple(missing), "*" in keys, manuscript, tuple(stubs))


def places(library: Location, key: str, paths: Sequence[Path], *, within: Path | None = None) -> CitationPlaces:
    """Return where documents cite a source, under whichever of its keys.

    Nothing that they include is read outside of the folder `within`. Raises NoSuchSource, AmbiguousKey, UnreadableFile and UnknownFormat.
    """
    from readinglist.claims.trace import CitedAt  # noqa: PLC0415 - only `cited` tells places

    with reading(library) as opened:
        wanted = opened.key_of(opened.find(key))
        manuscript = read(paths, within=within)
        known = cited_sources(opened, manuscript).sources
    found = (
        CitedAt(str(at.path), at.line, at.column, at.key, wanted)
        for at in manuscript.citations
        if at.key == "*" or (at.key in known and known[at.key].key == wanted)
    )
    return CitationPlaces(wanted, tuple(found), len(manuscript.files))


def check(
    library: Location, paths: Sequence[Path], *, tag: str = "", bibliographies: Sequence[Path] = ()
) -> CheckReport:
    """Return what the gate finds in documents.

    `tag` is carried by the sources that were read for them, `bibliographies` are .bib files beside those that they name. Raises
    UnreadableFile and UnknownFormat.
    """
    return of_manuscript(library, read(paths), tag=tag, bibliographies=bibliographies)


def of_manuscript(
    library: Location, manuscript: Manuscript, *, tag: str = "", bibliographies: Sequence[Path] = ()
) -> CheckReport:
    """Return what the gate finds in documents that were read, as `check` does."""
    there = [path for path in manuscript.bibliographies if files.is_file(path)]
    listed = [entry for path in dict.fromkeys([*there, *bibliographies]) for entry in _listed(path)]
    # A bibliography in YAML is a file of references of the document's own.
    listed += [gate.BibEntry(at.key, str(at.path), at.line) for at in manuscript.own if at.path.suffix in _YAML]
    with reading(library) as opened:
        wanted = _read_for(opened, tag) if tag else []
        known = cited_sources(opened, manuscript)
        manuscript = model.without_labels(manuscript, known.sources)
        found = gate.check(manuscript, known, listed=listed, wanted=wanted)
    return CheckReport(tuple(found), manuscript)


def cited_sources(opened: Reader, manuscript: Manuscript) -> CitedSources:
    """Return which sources the keys of a document mean, and the works that it tells itself."""
    names = list(dict.fromkeys(at.key for at in manuscript.citations if at.key != "*"))
    held = opened.keys_in_use([folded_key(name) for name in names])
    numbers = sorted(set(held.values()))
    records = dict(zip(numbers, opened.records(numbers), strict=True))
    sources = {name: records[held[folded_key(name)]] for name in names if folded_key(name) in held}
    items = {at.key: at.item for at in manuscript.citations if at.item and at.key not in sources}
    same, similar = _told(opened, items) if items else ({}, {})
    sources |= same
    unknown = [name for name in names if name not in sources]
    begun = {name: tuple(opened.beginning_with(name).values()) for name in unknown if name not in items}
    return gate.CitedSources(
        sources,
        near=similar | {name: keys or opened.near(name) for name, keys in begun.items()},
        ambiguous={name: keys for name, keys in begun.items() if len(keys) > 1},
        versions=_versions(opened, sources.values()),
    )


def _told(opened: Reader, items: Mapping[str, str]) -> tuple[dict[str, Record], dict[str, tuple[str, ...]]]:
    """Return the sources that works are which documents tell themselves, and the keys of those that are only similar."""
    from readinglist.library.output import embedded  # noqa: PLC0415 - few documents are Word's

    found = embedded.find(opened, items)
    return found.same, found.similar


def _versions(opened: Reader, sources: Iterable[Record]) -> dict[str, Record]:
    keys = {link.key for source in sources for link in source.links if link.relation == "version-of"}
    held = opened.keys_in_use([folded_key(key) for key in keys])
    return {record.key: record for record in opened.records(sorted(set(held.values())))}


def _read_for(opened: Reader, tag: str) -> list[Record]:
    """Return the sources that carry a tag and were read."""
    node = query.And((query.Has("tag", tag, phrase=True), query.Has("status", "read")))
    return list(opened.records(opened.select(node)))


def _listed(path: Path) -> Iterator[BibEntry]:
    try:
        text = "".join(decoded(io.BytesIO(files.read(path))).chunks)
    except ValueError as error:
        raise UnreadableFile(path, str(error)) from error
    if path.suffix.lower() == ".json":
        records = (item for item in csl.load(text) if isinstance(item, Record))
        yield from (gate.BibEntry(record.key, str(path), record.line) for record in records)
        return
    for entry in bibtex.listed(text):
        yield gate.BibEntry(entry.key, str(path), entry.line)
