"""Lists of places and bodies, and the words that BibLaTeX has keys for, as they are printed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readinglist.formats import bibtex
from readinglist.formats import csl as csl_json
from readinglist.formats.csl import bibstrings
from readinglist.model.record import Record


def _record(entry: str) -> Record:
    (found,) = [item for item in bibtex.load(entry) if isinstance(item, Record)]
    return found


def _item(entry: str) -> dict[str, Any]:
    return csl_json.item(_record(entry))


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("location={Berlin and New York}", "Berlin; New York"),
        ("address={Paris and London and Rome}", "Paris; London; Rome"),
        ("location={Leipzig and others}", "Leipzig et al."),
        ("location={Wien and Graz and others}", "Wien; Graz et al."),
        ("location={Trinidad and Tobago}", "Trinidad and Tobago"),
        ("location={{Bosnia and Herzegovina} and Croatia}", "Bosnia and Herzegovina; Croatia"),
        (r"location={K{\"o}ln and Z{\"u}rich}", "Köln; Zürich"),
    ],
)
def test_places_between_and_are_a_list(field: str, shown: str) -> None:
    assert _item(f"@book{{x, {field}}}")["publisher-place"] == shown


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("publisher={MIT Press and Springer}", "MIT Press; Springer"),
        ("publisher={Springer and Elsevier and Wiley}", "Springer; Elsevier; Wiley"),
        ("publisher={{Foo and Bar} and Baz}", "Foo and Bar; Baz"),
        ("institution={NASA and ESA}", "NASA; ESA"),
        ("institution={University of Bonn and Free University}", "University of Bonn; Free University"),
        ("organization={ACM and IEEE}", "ACM; IEEE"),
    ],
)
def test_bodies_between_and_are_a_list(field: str, shown: str) -> None:
    assert _item(f"@report{{x, {field}}}")["publisher"] == shown


@pytest.mark.parametrize(
    "field",
    [
        "publisher={Simon and Schuster}",
        "publisher={John Wiley and Sons}",
        "publisher={Little, Brown and Company}",
        "publisher={Society for Industrial and Applied Mathematics}",
        "publisher={{Little and Large}}",
        "institution={National Institute of Standards and Technology}",
        "institution={Department of Electrical Engineering and Computer Science}",
        "institution={Computer Science and Engineering}",
    ],
)
def test_an_and_within_a_name_is_no_list(field: str) -> None:
    name, _, value = field.partition("=")
    assert _item(f"@report{{x, {name}={value}}}")["publisher"] == value.strip("{}")


def test_a_list_comes_back_from_csl_as_it_was() -> None:
    before = _record("@book{x, title={T}, publisher={A and B}, location={Rome and Bari}}")
    (after,) = csl_json.load("".join(csl_json.dump([before])))
    assert isinstance(after, Record)
    assert after.values() == before.values()


@pytest.mark.parametrize("publisher", ["Springer and Wiley", "Simon and Schuster", "A; B", "Rand and McNally and Co"])
def test_a_publisher_of_csl_goes_out_as_it_came(publisher: str) -> None:
    made = csl_json.record(
        {"id": "x", "type": "book", "title": "T", "publisher": publisher, "publisher-place": publisher}
    )
    (again,) = json.loads("".join(csl_json.dump([made])))
    assert (again["publisher"], again["publisher-place"]) == (publisher, publisher)


@pytest.mark.parametrize(
    ("field", "variable", "shown"),
    [
        ("type={patreqfr}", "genre", "French patent request"),
        ("type={patreqde}", "genre", "German patent request"),
        ("type={Patrequk}", "genre", "British patent request"),
        ("type={candthesis}", "genre", "Candidate thesis"),
        ("series={newseries}", "collection-title", "new series"),
        ("series={oldseries}", "collection-title", "old series"),
        ("location={countryfr}", "publisher-place", "France"),
        ("location={countryus and countryuk}", "publisher-place", "United States of America; United Kingdom"),
        ("location={countryep}", "publisher-place", "European Union"),
        ("pubstate={prepublished}", "status", "pre-published"),
        ("pubstate={inpress}", "status", "in press"),
        ("language={langfrench}", "language", "fr"),
        ("language={langgerman and langenglish}", "language", "de"),
        ("series={Frogs}", "collection-title", "Frogs"),
    ],
)
def test_a_key_of_biblatex_is_printed_as_words(field: str, variable: str, shown: str) -> None:
    assert _item(f"@patent{{x, {field}}}")[variable] == shown


def test_every_kind_of_patent_is_known_as_a_request_too() -> None:
    patents = {name.removeprefix("patent") for name in bibstrings.GENRES if name.startswith("patent")}
    requests = {name.removeprefix("patreq") for name in bibstrings.GENRES if name.startswith("patreq")}
    assert patents == requests
    assert patents - {""} <= {name.removeprefix("country") for name in bibstrings.COUNTRIES}


@pytest.mark.parametrize(
    ("fields", "variable", "shown"),
    [
        ("title={Frogs}, titleaddon={with notes}", "title", "Frogs. With notes"),
        ("title={Why?}, titleaddon={A {Q}uiz}", "title", "Why? A Quiz"),
        ("title={Frogs}, subtitle={all}, titleaddon={Part one}", "title", "Frogs: All. Part one"),
        ("booktitle={Beasts}, booktitleaddon={Plates}", "container-title", "Beasts. Plates"),
        ("maintitle={Works}, maintitleaddon={Collected}", "container-title", "Works. Collected"),
        ("note={In German}, addendum={Reprinted 1990}", "note", "In German. Reprinted 1990"),
        ("note={Read!}, addendum={Again}", "note", "Read! Again"),
        ("addendum={Reprinted}", "note", "Reprinted"),
    ],
)
def test_what_is_added_to_a_title_or_an_entry_is_printed(fields: str, variable: str, shown: str) -> None:
    assert _item(f"@incollection{{x, {fields}}}")[variable] == shown


def test_what_is_added_to_the_title_of_a_page_is_what_it_is_in() -> None:
    found = _item("@online{x, title={Frogs}, titleaddon={Pond News}}")
    assert (found["title"], found["container-title"]) == ("Frogs", "Pond News")
