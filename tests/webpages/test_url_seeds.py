"""The seed sources that are web pages, served in the manner of their sites, give records that agree with `seeds/`."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from readinglist.formats import bibtex
from readinglist.model.record import Record
from readinglist.resolvers import Response
from readinglist.util import package_data
from tests.visits import visited

if TYPE_CHECKING:
    from readinglist.model.record import Contributor

SEEDS = [
    item
    for path in sorted(package_data.folder("seeds").glob("*.bib"))
    for item in bibtex.load(Path(path).read_text("utf-8"))
    if isinstance(item, Record) and {i.scheme for i in item.identifiers} == {"url"}
]
# Nothing can be read of the printed text of a rule, or of the repository of a report, but their address.
UNREAD = (
    "https://www.govinfo.gov/content/pkg/FR-2025-01-16/",
    "https://www.govinfo.gov/content/pkg/FR-2026-01-15/",
    "https://github.com/deepseek-ai/DeepSeek-V3.2-Exp",
)
PAGES = [s for s in SEEDS if not s.plain("url").endswith(".pdf") and s.year and not s.plain("url").startswith(UNREAD)]
RULES = [seed for seed in SEEDS if not seed.plain("url").startswith(UNREAD) and seed.venue == "Federal Register"]
REPOSITORIES = [seed for seed in PAGES if seed.type == "software" and "://github.com/" in seed.plain("url")]
PLAIN = [seed for seed in PAGES if seed not in REPOSITORIES and seed not in RULES]


def said(person: Contributor) -> dict[str, Any]:
    """A contributor as JSON-LD has one."""
    if person.literal and " (" not in person.literal:
        return {"@type": "Organization", "name": person.literal}
    return {"@type": "Person", "name": f"{person.given} {person.short}".strip()}


def as_page(seed: Record) -> str:
    """A page of a site that says in JSON-LD what the seed says."""
    work = {
        "@context": "https://schema.org",
        "@type": "Report" if seed.type == "report" else "NewsArticle",
        "headline": seed.title,
        "author": [said(person) for person in seed.contributors],
        "datePublished": f"{seed.date}T10:00:00Z" if len(seed.date) == 10 else seed.date,
        "publisher": {"@type": "Organization", "name": seed.venue},
    }
    title = html.escape(f"{seed.title} | {seed.venue}")
    return f'<html><head><title>{title}</title><script type="application/ld+json">{json.dumps(work)}</script></head></html>'


def as_citation_file(seed: Record) -> str:
    """A CITATION.cff that says what the seed says."""
    people = [
        f"  - name: {json.dumps(p.literal)}"
        if p.literal
        else f"  - family-names: {p.family}\n    given-names: {p.given}"
        for p in seed.contributors
    ]
    head = f"cff-version: 1.2.0\ntitle: {json.dumps(seed.title)}\ndate-released: {seed.date}\nauthors:\n"
    return head + "\n".join(people) + "\n"


def as_document(seed: Record) -> str:
    """What the API of the Federal Register says of a rule."""
    department, bureau = seed.contributors[0].literal.removeprefix("U.S. ").split(", ")
    agencies = [{"raw_name": department.upper(), "id": 54}, {"raw_name": bureau, "id": 241, "parent_id": 54}]
    return json.dumps(
        {
            "title": seed.title,
            "type": "Rule",
            "agencies": agencies,
            "citation": f"{seed.plain('volume')} FR {seed.plain('pages')}",
            "publication_date": seed.date,
            "document_number": seed.plain("note").removeprefix("FR Doc. "),
        }
    )


def fetched(address: str, answers: dict[str, str]) -> Record:
    def get(url: str, **_: object) -> Response:
        found = answers.get(url)
        return Response(url, 404 if found is None else 200, {}, (found or "").encode(), "text/html")

    return visited(address, get, today="2026-11-25")


def agree(found: Record, seed: Record) -> None:
    people = [(p.literal, p.family, p.given, p.prefix) for p in found.contributors]
    assert people == [(p.literal, p.family, p.given, p.prefix) for p in seed.contributors]
    assert (found.title, found.year) == (seed.title, seed.year)
    assert found.venue == seed.venue


@pytest.mark.parametrize("seed", PLAIN, ids=lambda seed: seed.key)
def test_a_seed_that_is_a_page_comes_back_from_it(seed: Record) -> None:
    found = fetched(seed.plain("url"), {seed.plain("url"): as_page(seed)})
    agree(found, seed)
    assert found.plain("url") == seed.plain("url")
    assert found.type == seed.type or seed.type in ("article", "dataset")


@pytest.mark.parametrize("seed", RULES, ids=lambda seed: seed.key)
def test_a_seed_of_the_federal_register_comes_back_from_its_api(seed: Record) -> None:
    number = seed.plain("note").removeprefix("FR Doc. ")
    api = f"https://www.federalregister.gov/api/v1/documents/{quote(number)}.json"
    found = fetched(seed.plain("url"), {api: as_document(seed)})
    agree(found, seed)
    for name in ("entrysubtype", "volume", "pages", "note"):
        assert found.plain(name) == seed.plain(name)


@pytest.mark.parametrize("seed", REPOSITORIES, ids=lambda seed: seed.key)
def test_a_seed_on_github_comes_back_from_its_citation_file(seed: Record) -> None:
    name = seed.plain("url").removeprefix("https://github.com/")
    raw = f"https://raw.githubusercontent.com/{name}/HEAD/CITATION.cff"
    agree(fetched(seed.plain("url"), {raw: as_citation_file(seed)}), seed)


def test_most_seeds_without_a_number_are_tried() -> None:
    assert (len(PLAIN) > 15, len(RULES) > 3, len(REPOSITORIES) > 1) == (True, True, True)
