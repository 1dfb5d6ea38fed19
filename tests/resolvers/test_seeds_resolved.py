"""Holds what the services say of the seed sources to what the seed collection says of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist import resolvers
from readinglist.formats import biblatex
from readinglist.model.record import Record
from readinglist.resolvers import Response, Services
from readinglist.util.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ROOT / "tests" / "data" / "http" / "seeds"
# arXiv names 559 people where the report itself names its team.
OTHER_AUTHORS = {"2407.21783"}
# Sources of which no answer of a service was recorded.
UNRECORDED = {"2402.07871", "2502.07864", "2502.14837"}


@cache
def seeds() -> dict[tuple[str, str], Record]:
    """Every seed source that has a DOI or arXiv number of which an answer was recorded, by each of them."""
    items = biblatex.load(ROOT.joinpath("seeds", "deepseek.bib").read_text("utf-8"))
    records = [item for item in items if isinstance(item, Record)]
    return {
        (i.scheme, i.value): one
        for one in records
        for i in one.identifiers
        if i.scheme in ("doi", "arxiv") and i.value not in UNRECORDED
    }


def get(url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
    assert accept
    assert not headers
    if found := re.search(r"id_list=([^&]+)", url):
        name = f"arxiv-{found[1]}.xml"
    else:
        name = f"crossref-{url.rpartition('/works/')[2].replace('%2F', '_')}.json"
    for path in FILES.iterdir():
        if path.name.lower() == name.lower():
            return Response(url, 200, {}, path.read_bytes(), "application/json")
    return Response(url, 404, {}, b"", "text/plain")


def names(record: Record) -> list[str]:
    """The authors in full, as they are spoken."""
    people = [person for person in record.contributors if person.role == "author" and person.literal != "others"]
    return [fold(" ".join(p for p in (one.given, one.prefix, one.family, one.literal) if p)) for one in people]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


@pytest.mark.parametrize(("scheme", "value"), seeds())
def test_a_seed_source_is_resolved_to_the_same_author_title_and_identifier(scheme: str, value: str) -> None:
    seed, record = seeds()[scheme, value], resolvers.fetch(scheme, value, get, Services())
    assert words(record.title) == words(seed.title)
    if value not in OTHER_AUTHORS:
        assert names(record)[: len(names(seed))] == names(seed)
    assert (scheme, value) in [(one.scheme, one.value) for one in record.identifiers]


@pytest.mark.parametrize(
    ("scheme", "value"), [key for key, seed in seeds().items() if key[0] == "doi" or seed.type == "online"]
)
def test_what_a_seed_source_is_and_its_record_have_one_year_and_venue(scheme: str, value: str) -> None:
    """A seed source that appeared after its preprint is what its DOI leads to; its arXiv number leads to the preprint."""
    seed, record = seeds()[scheme, value], resolvers.fetch(scheme, value, get, Services())
    assert record.type == seed.type
    assert record.year == seed.year
    assert words(record.venue) == words(seed.venue)
    for name in ("volume", "number", "pages"):
        assert record.plain(name) == seed.plain(name) or not record.plain(name)


def test_every_answer_belongs_to_a_seed_source() -> None:
    known = {re.sub(r"\W", "_", f"{'crossref' if scheme == 'doi' else scheme}-{value}") for scheme, value in seeds()}
    assert {re.sub(r"\W", "_", path.stem).lower() for path in FILES.iterdir()} <= known
    assert len(known) > 30
