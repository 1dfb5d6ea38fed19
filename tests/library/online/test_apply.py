from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.library.online import stubs
from readinglist.library.online.apply import apply_fetched
from readinglist.model import provenance

if TYPE_CHECKING:
    from readinglist.model.record import Record

NOW = "2026-02-02"


def source(origin: str, **fields: str) -> Record:
    return replace(bibtex.build("k", "article", [(n, "{" + v + "}") for n, v in fields.items()]), origin=origin)


def brought(mine: Record, theirs: Record) -> dict[str, str]:
    new = apply_fetched(mine, theirs, provenance.differences(mine, theirs), NOW)
    return {field.name: field.plain for field in new.fields}


FETCHED = source("crossref", title="On Keys", date="2020-05-01", volume="7", doi="10.1000/x")


def test_a_stub_gets_the_fields_in_the_order_of_the_fetch() -> None:
    stub = stubs.of("doi", "10.1000/x")
    assert list(brought(stub, FETCHED)) == ["title", "date", "volume", "doi"]


def test_a_year_that_the_reader_gave_a_stub_leaves_no_second_date() -> None:
    stub = stubs.of("doi", "10.1000/x")
    stub = provenance.noted(stub, bibtex.edit(stub, {"year": "{2019}"}), provenance.USER, NOW)
    assert brought(stub, FETCHED) == {"title": "On Keys", "volume": "7", "doi": "10.1000/x", "year": "2019"}


def test_a_date_comes_in_as_a_whole() -> None:
    mine = source("crossref", title="On Keys", year="2019", month="3")
    assert brought(mine, FETCHED) == {"title": "On Keys", "date": "2020-05-01", "volume": "7", "doi": "10.1000/x"}


def test_what_a_service_leaves_out_stays() -> None:
    mine = source("crossref", title="On Keys", abstract="Long.", doi="10.1000/x")
    assert brought(mine, FETCHED)["abstract"] == "Long."


def test_nothing_is_a_stub_once_it_was_fetched() -> None:
    stub = stubs.of("arxiv", "2405.04434")
    new = apply_fetched(stub, FETCHED, provenance.differences(stub, FETCHED), NOW)
    assert (new.unresolved, new.origin, new.fetched) == (False, "crossref", NOW)
