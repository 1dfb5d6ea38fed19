"""Loading the seed collection.

An article about DeepSeek, the sources behind it, its text, and its claims.
"""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.formats import biblatex
from readinglist.library.claims import quotes
from readinglist.library.claims import record as claiming
from readinglist.library.claims import texts as texting
from readinglist.library.imports.add import Report, add_to
from readinglist.library.imports.read import Input
from readinglist.library.operation import change, perform
from readinglist.model import provenance
from readinglist.model.record import Claim, Evidence, Item, Link, Note, Record
from readinglist.util import package_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.library.location import Location
    from readinglist.store import Writer

ARTICLE = "howdeepseek"


class Seeded(NamedTuple):
    """The result for the sources of the collection, and how many of its claims and their evidence are new."""

    report: Report
    claims: int
    evidence: int


def seed(library: Location, *, dry_run: bool = False) -> Seeded:
    """Add the seed collection with its notes, links, reading states, text and claims, in one operation.

    What is there already stays as it is, a claim too that has the quote or says the same.
    """
    items = collection()

    def body(opened: Writer) -> Seeded:
        report = add_to(opened, library, [Input("the seed collection", items)])
        records = [item for item in items if isinstance(item, Record)]
        keys = {record.key: one.key for record, one in zip(records, report.outcomes, strict=True)}
        source = opened.find(keys[ARTICLE])
        _attach_article(opened, source)
        new = _add_claims(opened, source, keys)
        return Seeded(report, len(new), sum(len(claim.evidence) for claim in new))

    return perform(library, "seed", body, dry_run=dry_run)


def collection() -> list[Item]:
    """Return the seed collection as records, and what stands between them, in the order of its file."""
    folder = package_data.folder("seeds")
    more = tomllib.loads(folder.joinpath("deepseek.toml").read_text("utf-8"))
    entries = biblatex.load(folder.joinpath("deepseek.bib").read_text("utf-8"))
    return [_annotated(item, more) if isinstance(item, Record) else item for item in entries]


def claims() -> list[Claim]:
    """Return the claims of the article, with the evidence on them, as their file has them."""
    rows = tomllib.loads(package_data.folder("seeds").joinpath("claims.toml").read_text("utf-8"))["claim"]
    return [
        Claim(
            int(row["id"].removeprefix("c")),
            row["claim"],
            row["quote"],
            f"line {row['line']}",
            row["verdict"],
            tuple(_piece(number, piece) for number, piece in enumerate(row.get("evidence", ()), 1)),
            row.get("known_error", ""),
        )
        for row in rows
    ]


def _piece(number: int, row: dict[str, Any]) -> Evidence:
    locator, quote = row.get("locator", ""), row.get("quote", "")
    compared = f" Compared with {row['compared_with']}." if "compared_with" in row else ""
    return Evidence(row["stance"], row["source"], quote, locator, row["note"] + compared, row["checked"], number)


def _attach_article(opened: Writer, source: int) -> None:
    if opened.text_of(source) is None:
        text = package_data.folder("seeds").joinpath("article.txt").read_bytes()
        texting.keep(opened, source, "article.txt", text)


def _add_claims(opened: Writer, source: int, keys: Mapping[str, str]) -> list[Claim]:
    """Add the claims that the article does not have yet, under their own numbers where these are free; return them."""
    old = opened.record(source)
    new = list(_missing(opened, source, old, keys))
    change(opened, [source], lambda record: replace(record, claims=(*record.claims, *new)))
    return new


def _missing(opened: Writer, source: int, old: Record, keys: Mapping[str, str]) -> Iterator[Claim]:
    said = {words for claim in old.claims for words in (claim.quote, claim.statement)}
    taken = {claim.id for claim in old.claims}
    wanted = claims()
    free = itertools.count(max(claiming.next_number(opened, old), len(wanted) + 1))
    for claim in wanted:
        if claim.quote not in said and claim.statement not in said:
            number = next(free) if claim.id in taken else claim.id
            evidence = tuple(replace(piece, key=keys[piece.key]) for piece in claim.evidence)
            _, spot = quotes.looked_up(opened, source, old.key, claim.quote, claim.locator, force=True)
            yield replace(claim, id=number, evidence=evidence, spot=spot)


def _annotated(entry: Record, more: dict[str, Any]) -> Record:
    """Return an entry with what BibLaTeX cannot say of it."""
    state: dict[str, Any] = next((row for row in more["reading"] if row["key"] == entry.key), {})
    notes = [row for row in more["note"] if row["key"] == entry.key]
    return replace(
        entry,
        notes=tuple(_seed_note(number, row) for number, row in enumerate(notes, 1)),
        links=tuple(Link(row["relation"], row["to"]) for row in more["link"] if row["from"] == entry.key),
        status=state.get("status", "inbox"),
        via=state.get("via", ""),
        why=state.get("why", ""),
        priority=state.get("priority", 0),
        origin=provenance.SEED,
    )


def _seed_note(number: int, row: dict[str, Any]) -> Note:
    return Note(number, row.get("text", ""), row.get("quote", ""), row.get("locator", ""), row.get("public", False))
