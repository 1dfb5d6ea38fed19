"""Compares the citations of a document with the library."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.manuscripts.model import Finding
from readinglist.model import biblatex, crossref, publication, stances
from readinglist.model.key_folding import folded_key, is_same_key
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from readinglist.manuscripts.model import Citation, Manuscript
    from readinglist.model.record import Record

# The kinds of findings, with their meanings; a check fails on the first unless the user names others.
KINDS = {
    "missing": "a key that no source of the library has",
    "ambiguous": "the beginning of several keys, which fails where a missing one does",
    "include": "a file that the document includes and that does not exist",
    "unseen": "citations in the fields of EndNote, Citavi and the like, which are not read",
    "alias": "a former key, or one in other case",
    "unused": "an entry of the .bib that is not cited",
    "unread": "a source that is cited but not read",
    "uncited": "a source that was read and tagged for this document, and is not cited",
    "retracted": "a cited source that was retracted, or about which a concern was published",
    "contradicted": "a cited source that another source of the library contradicts",
    "preprint": "a cited preprint of which the published version is in the library and not cited",
    "superseded": "a cited source that another of the library supersedes",
}
UNRESOLVED = ("missing", "ambiguous", "include", "unseen")
CHOICES = KINDS | {"any": "all of them", "none": "none of them"}


def kinds(names: Iterable[str]) -> frozenset[str]:
    """Return the kinds that are named.

    `any` stands for all, `none` for none. Raises InvalidValue.
    """
    chosen: set[str] = set()
    for name in names:
        if name not in CHOICES:
            raise errors.InvalidValue("kind of finding", name, f"choose from {', '.join(CHOICES)}")
        chosen |= set(KINDS) if name == "any" else {name} - {"none"}
    return frozenset(chosen)


def failing(names: Iterable[str]) -> frozenset[str]:
    """Return the kinds on which a check fails.

    What is ambiguous is missing to whatever sets the document. Raises InvalidValue.
    """
    chosen = kinds(names)
    return chosen | {"ambiguous"} if "missing" in chosen else chosen


class CitedSources(NamedTuple):
    """The sources that a document cites.

    `sources` by the key as the document writes it; `near` are keys that a missing one may mean; `ambiguous` the keys
    that one begins; `versions` are the sources, by key, to which a cited one is linked as version.
    """

    sources: Mapping[str, Record]
    near: Mapping[str, Sequence[str]] = {}
    ambiguous: Mapping[str, Sequence[str]] = {}
    versions: Mapping[str, Record] = {}


class BibEntry(NamedTuple):
    """An entry of a .bib file that the document names.

    Its key, its file and its line.
    """

    key: str
    path: str
    line: int


def check(
    manuscript: Manuscript, known: CitedSources, *, listed: Sequence[BibEntry] = (), wanted: Sequence[Record] = ()
) -> list[Finding]:
    """Return the findings, in the order of the document.

    Those about the document as a whole come last. `listed` are the entries of its .bib files, `wanted` the sources that
    were read and tagged for it.
    """
    keys = [citation for citation in manuscript.citations if citation.key != "*"]
    # `*` is \nocite{*}: every source is cited, so that none can be unused or uncited.
    everything = len(keys) < len(manuscript.citations)
    first = {citation.key: citation for citation in reversed(keys)}
    times = Counter(citation.key for citation in keys)
    cited = {source.key for source in known.sources.values()}
    in_files = {entry.key for entry in listed}
    own = {at.key for at in manuscript.own}
    others = [citation for citation in keys if citation.key not in own]
    findings = [found for citation in others if (found := _unresolved(citation, known, in_files))]
    findings += [_finding(at, "include", f"{at.key} does not exist") for at in manuscript.missing]
    findings += _unseen(manuscript)
    for key, citation in reversed(first.items()):
        source = known.sources.get(key)
        if source:
            findings += _of_source(citation, source, times[key], cited)
            findings += _preprints(citation, source, known, cited)
    findings.sort(key=lambda found: _order_in_document(found, manuscript))
    if not everything:
        findings += _unused(listed, first, known)
        findings += _uncited(manuscript, wanted, cited)
    return findings


def _order_in_document(found: Finding, manuscript: Manuscript) -> tuple[int, int, int]:
    paths = [str(path) for path in manuscript.files]
    return paths.index(found.path) if found.path in paths else len(paths), found.line, found.column


def _finding(citation: Citation, kind: str, message: str) -> Finding:
    return Finding(kind, citation.key, message, str(citation.path), citation.line, citation.column)


def _unresolved(citation: Citation, known: CitedSources, in_files: set[str]) -> Finding | None:
    key = citation.key
    if key in known.sources:
        return None
    if key in known.ambiguous:
        return _finding(citation, "ambiguous", f"{key} is the beginning of {text.listed(known.ambiguous[key])}")
    if key in in_files:
        return _finding(
            citation, "missing", f"{key} is in the .bib but not in the library; `readinglist import` adds it"
        )
    near = known.near.get(key, ())
    if citation.item:
        similar = f"; it is similar to {' and '.join(near)}" if near else ""
        return _finding(citation, "missing", f"no source is the work {key}{similar}")
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return _finding(citation, "missing", f"no source has the key {key}{hint}")


def _unseen(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield one finding for each program and file, where the first of its citations stands."""
    times = Counter((at.path, at.key) for at in manuscript.unread)
    for at in {(at.path, at.key): at for at in reversed(manuscript.unread)}.values():
        number = times[at.path, at.key]
        cited = f"{number} citations are" if number > 1 else "a citation is"
        yield _finding(
            at, "unseen", f"{cited} in fields of {at.key}, which are not read: what they cite is not checked"
        )


def _of_source(citation: Citation, source: Record, times: int, cited: set[str]) -> Iterator[Finding]:
    often = f" ({times} times)" if times > 1 else ""
    # A document that says itself what it cites has no need of the key.
    known = citation.item or is_same_key(citation.key, source.key) or citation.key in crossref.ids_of(source)
    if not known:
        same = folded_key(citation.key) == folded_key(source.key)
        what = f"{source.key} in other case" if same else f"a former key of {source.key}"
        yield _finding(citation, "alias", f"{citation.key} is {what}{often}")
    if source.status != "read":
        yield _finding(citation, "unread", f"{source.key} is cited but {_progress(source.status)}{often}")
    for mark in source.marks:
        if mark.name in _MARKED:
            yield _finding(citation, "retracted", f"{source.key} {_MARKED[mark.name]} ({mark.detail}){often}")
    if contradicting := _contradicting(source):
        by = text.listed([f"{key} ({', '.join(claims)})" if claims else key for key, claims in contradicting.items()])
        yield _finding(citation, "contradicted", f"{source.key} is cited, and contradicted by {by}{often}")
    for link in source.links:
        if (link.relation, link.direction) == ("supersedes", "in") and link.key not in cited:
            yield _finding(citation, "superseded", f"{link.key} supersedes {source.key}, and is not cited{often}")


_MARKED = {"retracted": "was retracted", "concern": "has an expression of concern"}


def _contradicting(source: Record) -> dict[str, list[str]]:
    """Return the sources that contradict one.

    By a link or by evidence; each with the numbers of the claims that it contradicts.
    """
    against: dict[str, list[str]] = {
        link.key: [] for link in source.links if (link.relation, link.direction) == (stances.CONTRADICTS, "in")
    }
    for claim in source.claims:
        for piece in claim.evidence:
            if piece.stance == stances.CONTRADICTS and piece.key != source.key:
                against.setdefault(piece.key, []).append(f"c{claim.id}")
    return {key: list(dict.fromkeys(claims)) for key, claims in against.items()}


def _preprints(citation: Citation, source: Record, known: CitedSources, cited: set[str]) -> Iterator[Finding]:
    mine = _stage(source)
    for link in source.links:
        published = known.versions.get(link.key)
        # Where the stages are unknown, the link itself says which is the later version: it leads from the preprint.
        if link.relation == "version-of" and published and link.key not in cited:
            theirs = _stage(published)
            if (mine < theirs) if mine and theirs else link.direction == "out":
                message = f"{source.key} is cited, and not {link.key}, which was published of it"
                yield _finding(citation, "preprint", message)


def _stage(source: Record) -> int:
    return publication.stage(source.type, source.venue.lower(), ((i.scheme, i.value) for i in source.identifiers))


def _progress(status: str) -> str:
    return {"reading": "not read to its end", "dropped": "was dropped", "queued": "only queued"}.get(status, "not read")


def _unused(listed: Iterable[BibEntry], first: Mapping[str, Citation], known: CitedSources) -> Iterator[Finding]:
    used = {folded_key(key) for key in first} | {
        folded_key(name)
        for key in first
        if key in known.sources
        for name in crossref.named_by(known.sources[key], biblatex.PARENTS)
    }
    for entry in listed:
        if folded_key(entry.key) not in used:
            yield Finding("unused", entry.key, f"{entry.key} is not cited", entry.path, entry.line, 1)


def _uncited(manuscript: Manuscript, wanted: Iterable[Record], cited: set[str]) -> Iterator[Finding]:
    path = str(manuscript.files[0]) if manuscript.files else ""
    for source in wanted:
        if source.key not in cited:
            yield Finding(
                "uncited", source.key, f"{source.key} was read for this document, and is not cited", path, 0, 0
            )
