"""The JSON contract (docs/json.md).

Every value that a command prints with `--json`, made here and nowhere else. A source, a claim and a piece of evidence
are made of records by `model/as_json.py`. Each function returns the lines of one value.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from readinglist.model.as_json import as_dict, attached_file_as_dict, attachment_as_dict, claim_as_dict
from readinglist.model.record import QUOTE_STATES
from readinglist.util.text import in_json

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from readinglist.citations.bibliography import Bibliography
    from readinglist.claims.claims import Stated
    from readinglist.claims.matrix import Matrix
    from readinglist.claims.trace import CitedAt, Impact, TraceStep
    from readinglist.fulltext.quotes import Verified
    from readinglist.manuscripts.model import Finding
    from readinglist.model.attachment import AttachedFile, Attachment, FileText, PageHit
    from readinglist.model.imported import Outcome
    from readinglist.model.interchange import Interchange
    from readinglist.model.provenance import Difference
    from readinglist.model.record import Record
    from readinglist.model.views import Hit
    from readinglist.render.terminal.notices import Notice

    Form = Callable[[Iterable[Any]], Iterator[str]]


class NamedTupleLike(Protocol):
    """Anything that is a named tuple."""

    def _asdict(self) -> dict[str, Any]: ...


class Answer(NamedTupleLike, Protocol):
    """The answer of a service about a source, as a named tuple."""

    @property
    def differences(self) -> Sequence[Difference]:
        """The differences from the library."""


_MARKS = str.maketrans("", "", "\ue000\ue001")


def dumps(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    r"""Return a value as indented JSON.

    Letters of all scripts are written as they are; characters that would control a terminal are written as `\uXXXX`.
    """
    return in_json(json.dumps(value, ensure_ascii=False, indent=2))


def array(values: Iterable[Any]) -> Iterator[str]:
    """Yield an array of values as `dumps` would write it, one value after the other: no more than one is kept.

    The lines of an empty array are `[]`.
    """
    before = ""
    for value in values:
        yield (f"{before}," if before else "[")
        before = "  " + dumps(value).replace("\n", "\n  ")  # a text in JSON holds no line end
    if before:
        yield before
    yield "]" if before else "[]"


def lines(values: Iterable[Any]) -> Iterator[str]:
    """Yield values one a line, as JSON Lines has them (jsonlines.org)."""
    return (in_json(json.dumps(value, ensure_ascii=False)) for value in values)


def rows(found: Iterable[NamedTupleLike]) -> Iterator[str]:
    """Return named tuples as an array of objects.

    For example the operations of the log.
    """
    return array(row._asdict() for row in found)


# Sources


def imported(found: Iterable[Record], skipped: Iterable[Outcome]) -> Iterator[str]:
    """Return the sources that an import added or updated, and after them an object for each duplicate that it skipped."""
    return array(itertools.chain(map(as_dict, found), map(_skipped, skipped)))


def _skipped(outcome: Outcome) -> dict[str, Any]:
    return {
        "action": outcome.action,
        "key": outcome.key,
        "given": outcome.given,
        "file": outcome.file,
        "line": outcome.line,
        "reason": outcome.reason,
        "alias": outcome.alias,
        "taken_by": outcome.taken_by or None,
        "filled": list(outcome.filled),
        "differences": [one._asdict() for one in outcome.differences],
    }


def records(found: Iterable[Record], form: Form = array) -> Iterator[str]:
    """Return sources, as an array or as `lines`."""
    return form(map(as_dict, found))


def records_with_origins(found: Iterable[Record]) -> Iterator[str]:
    """Return an array of sources with the provenance of their values."""
    return array(as_dict(record) | {"origins": _origins(record)} for record in found)


def _origins(record: Record) -> list[dict[str, Any]]:
    from readinglist.model import provenance  # noqa: PLC0415 - every command loads this module

    return [{"field": o.field, "agent": o.agent, "at": o.at, "fetched": o.base} for o in provenance.every(record)]


def hits(found: Sequence[Hit], whole: Iterable[Record], form: Form = array) -> Iterator[str]:
    """Return the results of a search, each with its snippet, as an array or as `lines`."""
    pairs = zip(found, whole, strict=True)
    return form(as_dict(record) | {"snippet": hit.snippet.translate(_MARKS)} for hit, record in pairs)


def source_hits(
    found: Sequence[tuple[Hit, Sequence[PageHit]]], whole: Iterable[Record], form: Form = array
) -> Iterator[str]:
    """Return the results of a search in texts, each with its snippet and the pages that match."""
    pairs = zip(found, whole, strict=True)
    return form(
        as_dict(record) | {"snippet": hit.snippet.translate(_MARKS), "pages": [_page_hit(page) for page in pages]}
        for (hit, pages), record in pairs
    )


def _page_hit(page: PageHit) -> dict[str, Any]:
    return {
        "attachment": page.attachment or None,
        "name": page.name,
        "page": page.label,
        "page_index": page.page,
        "snippet": page.snippet.translate(_MARKS),
    }


def tags(found: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Return the tags with their counts."""
    return array({"tag": name, "count": count} for name, count in found)


def interchange(found: Iterable[Interchange]) -> Iterator[str]:
    """Return what can be read and written."""
    return array(one._asdict() for one in found)


def answers(found: Iterable[Answer]) -> Iterator[str]:
    """Return the answers of services.

    Each with its differences from the library.
    """
    return array(one._asdict() | {"differences": [d._asdict() for d in one.differences]} for one in found)


def notices(found: Iterable[Notice]) -> Iterator[str]:
    """Return sources that were retracted or corrected.

    Each with what is linked to it.
    """
    return array(_notice(one.record, new=one.new) for one in found)


def _notice(record: Record, *, new: bool) -> dict[str, Any]:
    return {
        "key": record.key,
        "title": record.title,
        "new": new,
        "marks": [{"name": mark.name, "detail": mark.detail, "at": mark.at} for mark in record.marks],
        "links": [{"relation": x.relation, "key": x.key, "direction": x.direction} for x in record.links],
        "claims": [{"claim": x.claim, "statement": x.statement, "stance": x.evidence.stance} for x in record.bears],
    }


# Claims, evidence and texts


def claims(found: Iterable[Stated], form: Form = array) -> Iterator[str]:
    """Return claims, as an array or as `lines`."""
    return form(claim_as_dict(one.source.key, one.claim) for one in found)


def matrix(found: Matrix, *, verdicts: bool) -> list[str]:
    """Return the evidence matrix as an object.

    Claims, with verdicts if requested, sources, and a cell for each pair that has evidence.
    """
    value: dict[str, Any] = {
        "claims": [
            {"id": one.name, "statement": one.claim.statement} | ({"verdict": one.claim.verdict} if verdicts else {})
            for one in found.claims
        ],
        "sources": [{"key": key, "title": title} for key, title in found.sources],
        "cells": [
            {
                "claim": claim,
                "source": key,
                "evidence": [{"id": piece.id, "stance": piece.stance, "checked": piece.checked} for piece in pieces],
            }
            for (claim, key), pieces in found.cells.items()
        ],
    }
    return [dumps(value)]


def tree(node: TraceStep) -> list[str]:
    """Return the way back from a source or claim."""
    return [dumps(_node(node))]


def _node(node: TraceStep) -> dict[str, Any]:
    return {
        "name": node.name,
        "words": node.words,
        "how": node.how or None,
        "mark": node.mark or None,
        "children": [_node(child) for child in node.children],
    }


def impact(found: Impact) -> list[str]:
    """Return what falls with a source."""
    value = {
        "source": found.source,
        "claims": [
            {"id": x.claim, "statement": x.statement, "effect": x.effect, "why": x.why, "remaining": list(x.remaining)}
            for x in found.claims
        ],
        "sources": [x._asdict() for x in found.sources],
        "manuscripts": [x._asdict() for x in found.manuscripts],
        "links": [
            {"source": source, "relation": relation, "target": target} for source, relation, target in found.links
        ],
    }
    return [dumps(value)]


def quotes(found: Iterable[Verified]) -> Iterator[str]:
    """Return an array of quotes, compared with their texts."""
    return array(_quote(one) for one in found)


def _quote(one: Verified) -> dict[str, Any]:
    there = one.found
    has_place = there is not None and there.start >= 0
    return {
        "source": one.source,
        "where": one.where,
        "quote": one.quote,
        "locator": one.locator,
        "state": there.state if there else None,
        "offset": there.start if there and has_place else None,
        "page": there.page or None if there and has_place else None,
        "line": there.line if there and has_place else None,
        "text": {"name": there.text.name, "attachment": there.text.attachment or None}
        if there and has_place and there.text
        else None,
        "elsewhere": one.elsewhere,
        "columns": one.in_columns,
        "passage": there.passage or None if there else None,
        "differences": [{"quote": mine, "text": theirs} for mine, theirs in (there.differences if there else ())],
    }


def texts(key: str, found: Iterable[NamedTupleLike]) -> list[str]:
    """Return the texts of a source: the first, and what `more` there are."""
    first, *more = (one._asdict() for one in found)
    return [dumps({"key": key, **first, "more": more})]


def attached(key: str, name: str, pages: int, characters: int, quotes: Sequence[str], *, in_columns: bool) -> list[str]:
    """Return a text that was attached.

    Its size, the number of the source's quotes in each state, and whether it is laid out in columns.
    """
    states = {state: quotes.count(state) for state in QUOTE_STATES}
    known = {"key": key, "name": name, "pages": pages, "characters": characters}
    return [dumps({**known, "quotes": states, "columns": in_columns})]


def detached(key: str) -> list[str]:
    """Return a source whose text was removed."""
    return [dumps({"key": key, "name": None})]


# Files


def attachments(found: Iterable[tuple[AttachedFile, str, bool]]) -> Iterator[str]:
    """Return attachments with their sources, where they are, and whether they are there."""
    return array(attached_file_as_dict(file, place, is_there=there) for file, place, there in found)


def attached_files(found: Iterable[tuple[str, Attachment, FileText, Sequence[str], Sequence[str]]]) -> Iterator[str]:
    """Return files that were attached: what was read in each, how the quotes of the source compare, and who else has the file."""
    return array(
        {
            "source": key,
            **attachment_as_dict(one),
            "text": {"state": read.state, "message": read.message, "pages": len(read.pages)},
            "quotes": {state: quotes.count(state) for state in QUOTE_STATES},
            "others": list(others),
        }
        for key, one, read, quotes, others in found
    )


def opened(found: tuple[NamedTupleLike, Sequence[str], bool]) -> list[str]:
    """Return what was opened, or would be: the file or the address, the page from 1 and its label, and the command."""
    target, command, at_page = found
    value = target._asdict()
    value |= {"path": str(value["path"]) if value["path"] else None, "attachment": value["attachment"] or None}
    value |= {"label": value["label"] or None, "address": value["address"] or None}
    return [dumps(value | {"command": list(command), "at_page": at_page})]


def detached_files(key: str, gone: Iterable[Attachment]) -> Iterator[str]:
    """Return attachments that were taken off a source."""
    return array({"source": key, **attachment_as_dict(one)} for one in gone)


# Documents and citations


def findings(found: Iterable[Finding], failing: Collection[str]) -> Iterator[str]:
    """Return the findings of `check`.

    `fails` says whether the check fails because of it.
    """
    return array(finding._asdict() | {"fails": finding.kind in failing} for finding in found)


def cited(found: Iterable[CitedAt]) -> Iterator[str]:
    """Return where documents cite a source."""
    return array(at._asdict() for at in found)


def synced(
    output: object,
    keys: Mapping[str, Sequence[str]],
    missing: Iterable[Finding],
    stubs: Sequence[str],
    *,
    written: bool,
) -> list[str]:
    """Return a bibliography that was updated.

    `keys` are those `added`, `removed` and `altered`.
    """
    absent = [finding.key for finding in missing]
    value = {"output": str(output), "written": written, **keys, "missing": absent, "stubs": list(stubs)}
    return [dumps(value)]


def citation(found: NamedTupleLike, citation: str) -> list[str]:
    """Return a citation with its entries in a style."""
    value = found._asdict()
    entries = [{"key": key, "entry": entry} for key, entry in value["entries"]]
    return [dumps(value | {"citation": citation, "locale": value["locale"] or None, "entries": entries})]


def styles(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Return the styles that are shipped."""
    return array({"style": name, "title": title} for name, title in found)


def bibliography(document: Bibliography) -> list[str]:
    """Return a bibliography with its groups and entries."""
    return [dumps(asdict(document))]


# The library
