"""Answers as the services give them, each with the record that it must come to; and answers as nobody should give them."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readinglist import errors, resolvers
from readinglist.formats import biblatex
from readinglist.model.record import Identifier, Record
from readinglist.network.errors import BadAnswer, NoNetwork, NoRecord, ServiceFailed
from readinglist.resolvers import Response, Services, Update, arxiv, doi, isbn, pmid

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = DATA / "http" / "services"
EXPECTED: dict[str, Any] = tomllib.loads((DATA / "expected" / "services.toml").read_text("utf-8"))
SERVICES = Services(*[f"https://{name}.test" for name in Services._fields])
KINDS = {".json": "application/json", ".xml": "application/atom+xml", ".bib": "application/x-bibtex"}
DOI = "10.1038/s41586-025-09422-z"
CROSSREF = "crossref.test/works/10.1038%2Fs41586-025-09422-z"
ARXIV = "arxiv.test/api/query?id_list=2405.04434&max_results=1"


class Web:
    """A `get` of addresses without their scheme: a file of ours, bytes, an answer or a failure; 404 for all others."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers, self.asked = answers, list[str]()

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        assert accept
        assert not headers
        address = url.removeprefix("https://")
        self.asked.append(address)
        found = self.answers.get(address)
        if isinstance(found, errors.ReadinglistError):
            raise found
        if isinstance(found, Response):
            return found._replace(url=url)
        if isinstance(found, bytes):
            return Response(url, 200, {}, found, "application/json")
        if not isinstance(found, str):
            return Response(url, 404, {}, b"Resource not found.", "text/plain")
        return Response(url, 200, {}, FILES.joinpath(found).read_bytes(), KINDS[Path(found).suffix])


def fetched(scheme: str, value: str, answers: Mapping[str, object]) -> Record:
    return resolvers.fetch(scheme, value, Web(answers), SERVICES)


def content(name: str) -> Any:  # noqa: ANN401
    return json.loads(FILES.joinpath(name).read_text("utf-8"))


def crossref(**message: object) -> Record:
    """The record of a work that Crossref knows to be so."""
    work = {"DOI": DOI, "type": "journal-article", "title": ["On Keys"], **message}
    return fetched("doi", DOI, {CROSSREF: json.dumps({"message": work}).encode()})


# The table


@pytest.mark.parametrize("name", EXPECTED)
def test_each_answer_comes_to_its_record_field_by_field_to_the_byte(name: str) -> None:
    row = EXPECTED[name]
    record = fetched(row["ask"][0], row["ask"][1], row["answers"])
    assert {field.name: field.raw[1:-1] for field in record.fields} == row["fields"]
    assert (record.type, record.origin, record.key) == (row["type"], row["origin"], "")


@pytest.mark.parametrize("name", EXPECTED)
def test_each_record_carries_the_identifier_that_was_asked_for(name: str) -> None:
    row = EXPECTED[name]
    scheme, value = row["ask"]
    found = {(one.scheme, one.value) for one in fetched(scheme, value, row["answers"]).identifiers}
    assert (scheme, value.removesuffix("v5")) in found


@pytest.mark.parametrize("name", EXPECTED)
def test_each_record_survives_a_bibliography_file(name: str) -> None:
    row = EXPECTED[name]
    record = replace(fetched(row["ask"][0], row["ask"][1], row["answers"]), key="key")
    (again,) = (item for item in biblatex.load("".join(biblatex.dump([record]))) if isinstance(item, Record))
    assert again.fields == record.fields
    assert again.contributors == record.contributors


# Which service is asked


def test_a_service_that_knows_the_doi_is_the_last_to_be_asked() -> None:
    web = Web({CROSSREF: "crossref-article.json"})
    resolvers.fetch("doi", DOI, web, SERVICES)
    assert web.asked == [CROSSREF]


def test_a_doi_that_nobody_has_is_said_in_one_sentence() -> None:
    with pytest.raises(NoRecord, match=r"Crossref, DataCite and doi\.org have no record of the DOI 10\.1000/x") as none:
        fetched("doi", "10.1000/x", {})
    assert none.value.exit_code == 3


def test_another_service_may_answer_for_one_that_failed() -> None:
    failed = ServiceFailed("api.crossref.org", 503)
    record = fetched("doi", DOI, {CROSSREF: failed, f"doi.test/{DOI}": "doi-csl.json"})
    assert record.title == "La lettura ad alta voce"


def test_a_failure_is_no_proof_that_there_is_no_record() -> None:
    with pytest.raises(ServiceFailed, match="status 503"):
        fetched("doi", DOI, {CROSSREF: ServiceFailed("api.crossref.org", 503)})
    with pytest.raises(NoNetwork):
        fetched("isbn", "9780262033848", {"googlebooks.test/volumes?q=isbn%3A9780262033848": NoNetwork("x", "y")})


def test_a_doi_of_arxiv_is_asked_of_datacite_where_arxiv_does_not_answer() -> None:
    answers = {
        "arxiv.test/api/query?id_list=2401.06066&max_results=1": ServiceFailed("arXiv", 503),
        "datacite.test/dois/10.48550%2Farxiv.2401.06066": "datacite-preprint.json",
    }
    assert fetched("doi", "10.48550/arxiv.2401.06066", answers).plain("eprint") == "2401.06066"


@pytest.mark.parametrize(
    ("scheme", "value", "answers", "who"),
    [
        ("arxiv", "2405.04434", {ARXIV: "arxiv-none.xml"}, "arXiv has no record of arXiv:2405.04434"),
        ("arxiv", "2405.04434", {ARXIV: "arxiv-error.xml"}, "arXiv has no record"),
        ("arxiv", "2405.04434", {}, "arXiv has no record"),
        ("isbn", "9780262033848", {}, "Open Library and Google Books have no record of the ISBN 9780262033848"),
        ("pmid", "1", {"ncbi.test/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=readinglist": "pubmed-none.xml"}, "PubMed has no"),
        ("pmid", "1", {}, "PubMed has no record of PMID 1"),
        ("pmcid", "PMC44", {"ncbi.test/esummary.fcgi?db=pmc&id=44&retmode=json&tool=readinglist": "pmc-none.json"}, "PMC44"),
        ("pmcid", "PMC44", {}, "PubMed Central has no record of PMC44"),
    ],
)  # fmt: skip
def test_what_a_service_does_not_have_is_said_in_one_sentence(
    scheme: str, value: str, answers: dict[str, object], who: str
) -> None:
    with pytest.raises(NoRecord, match=who):
        fetched(scheme, value, answers)


@pytest.mark.parametrize("number", [401, 403, 402, 451, 418])
@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("doi", DOI, CROSSREF),
        ("arxiv", "2405.04434", ARXIV),
        ("isbn", "9780262033848", "googlebooks.test/volumes?q=isbn%3A9780262033848"),
        ("pmid", "1", "ncbi.test/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=readinglist"),
    ],
)
def test_a_service_that_refuses_does_not_say_that_there_is_no_record(
    scheme: str, value: str, address: str, number: int
) -> None:
    refusal = Response("", number, {}, b"<html>Forbidden</html>", "text/html")
    with pytest.raises(ServiceFailed, match=rf"{address.partition('/')[0]} failed \(HTTP status {number}\)"):
        fetched(scheme, value, {address: refusal})


@pytest.mark.parametrize("number", [204, 400, 404, 410])
def test_a_service_may_say_in_many_ways_that_there_is_no_record(number: int) -> None:
    with pytest.raises(NoRecord):
        fetched("doi", DOI, {CROSSREF: Response("", number, {}, b"", "text/plain")})


def test_google_is_not_believed_about_another_isbn() -> None:
    with pytest.raises(NoRecord):
        fetched("isbn", "9780306406157", {"googlebooks.test/volumes?q=isbn%3A9780306406157": "googlebooks.json"})


def test_each_resolver_knows_its_own() -> None:
    assert doi.matches("https://doi.org/10.1000/X") == "10.1000/x"
    assert arxiv.matches("https://arxiv.org/abs/2405.04434v5") == "2405.04434v5"
    assert arxiv.matches("arXiv:hep-th/9711200") == "hep-th/9711200"
    assert isbn.matches("ISBN 0-262-03384-4") == "9780262033848"
    assert (pmid.matches("PMID: 7"), pmid.matches("pmc7")) == ("7", "PMC7")
    for module in (doi, arxiv, isbn, pmid):
        assert module.matches("hello") is None
        assert module.NAME in resolvers.MODULES
        assert all(resolvers.by_scheme(scheme) is module for scheme in module.SCHEMES)


# Answers as nobody should give them

BROKEN = {
    "a page of HTML": b"<!DOCTYPE html><html><title>Sorry</title></html>",
    "nothing": b"",
    "half an answer": b'{"status": "ok", "message": {"DOI": "10.1038',
    "a list": b"[1, 2]",
    "a word": b'"ok"',
    "null": b"null",
    "deep nesting": b"[" * 100_000,
    "a number beyond all bounds": b'{"message": ' + b"9" * 5000 + b"}",
    "bytes that are no text": b"\xff\xfe\x00\x01",
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("doi", DOI, CROSSREF),
        ("doi", DOI, "datacite.test/dois/10.1038%2Fs41586-025-09422-z"),
        ("doi", DOI, f"doi.test/{DOI}"),
        ("arxiv", "2405.04434", ARXIV),
        ("isbn", "9780262033848", "openlibrary.test/api/books?bibkeys=ISBN:9780262033848&format=json&jscmd=details"),
        ("pmcid", "PMC44", "ncbi.test/esummary.fcgi?db=pmc&id=44&retmode=json&tool=readinglist"),
    ],
)
def test_a_broken_answer_is_said_in_a_sentence(scheme: str, value: str, address: str, answer: bytes) -> None:
    with pytest.raises(BadAnswer, match="gave an answer that cannot be used"):
        fetched(scheme, value, {address: answer})


@pytest.mark.parametrize(
    "answer", [b"Rate exceeded.", b"<feed>", b'<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>', b'<?xml version="1.0" encoding="x-y"?><a/>']
)  # fmt: skip
def test_what_arxiv_and_pubmed_should_not_send_is_a_failure(answer: bytes) -> None:
    with pytest.raises(errors.NetworkError):
        fetched("arxiv", "2405.04434", {ARXIV: answer})
    if answer[:1] == b"<":
        with pytest.raises(BadAnswer):
            fetched("pmid", "1", {"ncbi.test/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=readinglist": answer})


@pytest.mark.parametrize("title", [None, [], [None], "", ["", "  "], {}, 0.5j, "<i></i>", ["\u200b"]])
def test_a_work_without_a_title_is_no_record(title: object) -> None:
    with pytest.raises(NoRecord):
        crossref(title=None if isinstance(title, complex) else title)


def test_what_is_given_as_one_and_as_a_list_is_the_same() -> None:
    listed = crossref(**{"title": ["T"], "container-title": ["J"], "volume": "1", "ISSN": ["1234-5679"]})
    single = crossref(**{"title": "T", "container-title": "J", "volume": 1, "ISSN": "1234-5679"})
    assert listed.fields == single.fields


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 3000), st.floats(), st.text(max_size=8), st.sampled_from([
        "10.1000/x", "<i>a</i>", "<b>", "&lt;", "$x$", "\\input{a}", "{", "}", "Doe, Jane", " and ", "2020-13-45", "n/a",
        "https://doi.org/10.1/x", "\ud800", "\x00", "\ue100", "%", "<mml:math><mml:mi>x</mml:mi></mml:math>",
    ])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["value", "name", "date-parts", "family"]), inner, max_size=3)),
    max_leaves=5,
)  # fmt: skip
STARTS = (
    ("crossref-article.json", "doi", DOI, CROSSREF, ("message",)),
    ("crossref-untidy.json", "doi", DOI, CROSSREF, ("message",)),
    ("crossref-chapter.json", "doi", DOI, CROSSREF, ("message",)),
    ("crossref-preprint.json", "doi", DOI, CROSSREF, ("message",)),
    ("crossref-thesis.json", "doi", DOI, CROSSREF, ("message",)),
    ("datacite-dataset.json", "doi", DOI, "datacite.test/dois/10.1038%2Fs41586-025-09422-z", ("data", "attributes")),
    ("datacite-article.json", "doi", DOI, "datacite.test/dois/10.1038%2Fs41586-025-09422-z", ("data", "attributes")),
    ("openlibrary-details.json", "isbn", "9780262033848", "openlibrary.test/api/books?bibkeys=ISBN:9780262033848&format=json&jscmd=details", ("ISBN:9780262033848", "details")),
    ("googlebooks.json", "isbn", "9783031454677", "googlebooks.test/volumes?q=isbn%3A9783031454677", ("items", 1, "volumeInfo")),
    ("pmc-alone.json", "pmcid", "PMC42", "ncbi.test/esummary.fcgi?db=pmc&id=42&retmode=json&tool=readinglist", ("result", "42")),
)  # fmt: skip


@settings(max_examples=400)
@given(start=st.sampled_from(STARTS), data=st.data())
def test_whatever_stands_in_an_answer_comes_to_a_record_or_to_a_sentence(
    start: tuple[str, str, str, str, tuple[Any, ...]], data: st.DataObject
) -> None:
    name, scheme, value, address, path = start
    whole = content(name)
    inner = whole
    for step in path:
        inner = inner[step]
    for key in data.draw(st.lists(st.sampled_from(sorted(inner)), min_size=1, max_size=4)):
        inner[key] = data.draw(VALUES)
    try:
        record = fetched(scheme, value, {address: json.dumps(whole).encode()})
    except (NoRecord, errors.NetworkError):
        return
    assert record.title
    text = "".join(biblatex.dump([replace(record, key="key")]))
    text.encode("utf-8")
    (again,) = (item for item in biblatex.load(text) if isinstance(item, Record))
    assert again.fields == record.fields


@pytest.mark.parametrize(
    ("file", "scheme", "value", "address"),
    [
        ("arxiv-old.xml", "arxiv", "2405.04434", ARXIV),
        ("pubmed-article.xml", "pmid", "1", "ncbi.test/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=readinglist"),
        ("pubmed-book.xml", "pmid", "1", "ncbi.test/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=readinglist"),
    ],
)
@pytest.mark.parametrize("content", [None, "", "10.1000/x", "<i>", "{", "\\input{x}"])
def test_any_element_may_be_missing_empty_or_odd(
    content: str | None, file: str, scheme: str, value: str, address: str
) -> None:
    number = sum(1 for _ in ET.fromstring(FILES.joinpath(file).read_bytes()).iter())  # noqa: S314 - our own
    for place in range(1, number):
        root = ET.fromstring(FILES.joinpath(file).read_bytes())  # noqa: S314
        parents = {child: parent for parent in root.iter() for child in parent}
        element = list(root.iter())[place]
        if content is None:
            parents[element].remove(element)
        else:
            element.text = content
        try:
            record = fetched(scheme, value, {address: ET.tostring(root)})
        except NoRecord:
            continue
        assert record.title


# What became of a work


def test_a_retraction_comes_before_a_correction_that_is_older() -> None:
    answers = {"crossref.test/works/10.1101%2F2020.01.01.123456": "crossref-preprint.json"}
    found = resolvers.updates("10.1101/2020.01.01.123456", Web(answers), SERVICES)
    assert found == [
        Update("retraction", "10.1101/2020.01.01.123456v2", "2020-02-02", "retraction-watch"),
        Update("correction", "10.1101/correction", "2020-03-01", "publisher"),
    ]
    assert [update.retracts for update in found] == [True, False]


def test_a_work_that_nothing_was_said_about_has_no_notices() -> None:
    assert resolvers.updates(DOI, Web({CROSSREF: "crossref-article.json"}), SERVICES) == []
    assert resolvers.updates(DOI, Web({}), SERVICES) == []


def noticed(title: str, *notices: dict[str, Any]) -> list[Update]:
    work = {"message": {"DOI": DOI, "title": [title]}}
    found = {"message": {"items": list(notices)}}
    answers = {
        CROSSREF: json.dumps(work).encode(),
        f"crossref.test/works?filter=updates:{DOI}&rows=20": json.dumps(found).encode(),
    }
    return resolvers.updates(DOI, Web(answers), SERVICES)


def test_a_title_that_says_retracted_is_looked_into() -> None:
    notice = {
        "DOI": "10.1038/notice",
        "update-to": [
            {
                "DOI": DOI.upper(),
                "type": "retraction",
                "label": "Retraction",
                "updated": {"date-parts": [[2026, 1, 2]]},
            },
            {"DOI": "10.1000/other", "type": "retraction"},
        ],
    }
    assert noticed("RETRACTED ARTICLE: On Keys", notice) == [Update("retraction", "10.1038/notice", "2026-01-02")]
    assert noticed("Retracted: On Keys") == [Update("retraction", "", "", "title")]
    assert noticed("Retracted tongues of Lake Xinyang", notice) == []


def published(scheme: str, value: str, answers: Mapping[str, object]) -> Identifier | None:
    return resolvers.published(scheme, value, Web(answers), SERVICES)


def test_the_published_version_is_the_one_that_crossref_relates() -> None:
    answers = {"crossref.test/works/10.1101%2F2020.01.01.123456": "crossref-preprint.json"}
    assert published("doi", "10.1101/2020.01.01.123456", answers) == Identifier("doi", "10.1000/made.up.2021")


def test_the_published_version_is_the_one_that_authors_told_arxiv() -> None:
    answers = {"arxiv.test/api/query?id_list=hep-th/9711200&max_results=1": "arxiv-old.xml"}
    assert published("arxiv", "hep-th/9711200", answers) == Identifier("doi", "10.1023/a:1026654312961")


def test_the_published_version_of_a_doi_at_datacite_is_one_elsewhere() -> None:
    work = content("datacite-preprint.json")
    work["data"]["attributes"]["doi"] = "10.31234/osf.io/abc"
    answers: dict[str, object] = {"datacite.test/dois/10.31234%2Fosf.io%2Fabc": json.dumps(work).encode()}
    assert published("doi", "10.31234/osf.io/abc", answers) == Identifier("doi", "10.18653/v1/2024.acl-long.70")
    answers = {"datacite.test/dois/10.5281%2Fzenodo.7654321": "datacite-software.json"}
    assert published("doi", "10.5281/zenodo.7654321", answers) is None


SEARCH = (
    "crossref.test/works?query.bibliographic=DeepSeek-V2%3A%20A%20Strong%2C%20Economical%2C%20and%20Efficient%20"
    "Mixture-of-Experts%20Language%20Model%20DeepSeek-AI&rows=5&select=DOI,type,title,subtitle,author"
)


@pytest.mark.parametrize(
    ("work", "is_it"),
    [
        ({}, True),
        ({"title": ["DeepSeek–V2"], "subtitle": ["a strong, economical, and efficient mixture-of-experts language model"]}, True),
        ({"title": ["DeepSeek-V3: A Strong, Economical, and Efficient Mixture-of-Experts Language Model"]}, False),
        ({"author": [{"family": "Liu", "given": "Aixin"}]}, False),
        ({"type": "posted-content"}, False),
        ({"author": None}, False),
    ],
)  # fmt: skip
def test_a_published_version_is_found_by_its_title_and_first_author_to_the_letter(
    work: dict[str, object],
    is_it: bool,  # noqa: FBT001
) -> None:
    found = {
        "DOI": "10.1000/published",
        "type": "proceedings-article",
        "title": ["DeepSeek-V2: A Strong, Economical, and Efficient Mixture-of-Experts Language Model"],
        "author": [{"name": "DeepSeek-AI", "sequence": "first"}],
        **work,
    }
    answers = {ARXIV: "arxiv-new.xml", SEARCH: json.dumps({"message": {"items": [found]}}).encode()}
    assert (published("arxiv", "2405.04434", answers) == Identifier("doi", "10.1000/published")) is is_it


def test_semantic_scholar_is_asked_where_arxiv_knows_nothing() -> None:
    address = "semanticscholar.test/paper/ARXIV:2405.04434?fields=externalIds"
    known = b'{"paperId": "x", "externalIds": {"ArXiv": "2405.04434", "DOI": "10.1000/Published"}}'
    own = b'{"paperId": "x", "externalIds": {"ArXiv": "2405.04434", "DOI": "10.48550/arXiv.2405.04434"}}'
    assert published("arxiv", "2405.04434", {ARXIV: "arxiv-new.xml", address: known}) == Identifier(
        "doi", "10.1000/published"
    )
    assert published("arxiv", "2405.04434", {ARXIV: "arxiv-new.xml", address: own}) is None
    assert published("doi", "10.48550/arxiv.2405.04434", {address: known}) == Identifier("doi", "10.1000/published")
    with pytest.raises(ServiceFailed):
        published("arxiv", "2405.04434", {ARXIV: "arxiv-new.xml", address: ServiceFailed("S2", 429)})


def test_what_is_no_preprint_has_no_published_version() -> None:
    assert published("doi", DOI, {CROSSREF: "crossref-article.json"}) is None
    assert published("isbn", "9780262033848", {}) is None


def test_a_preprint_without_a_relation_is_looked_for_by_title() -> None:
    work = content("crossref-preprint.json")
    work["message"] |= {"relation": {}, "title": ["A Study of Keys"], "author": [{"family": "Doe", "given": "J"}]}
    found = {"DOI": "10.1000/p", "type": "journal-article", "title": "A study of keys", "author": [{"family": "DOE"}]}
    search = "crossref.test/works?query.bibliographic=A%20Study%20of%20Keys%20Doe&rows=5&select=DOI,type,title,subtitle,author"
    answers = {
        "crossref.test/works/10.1101%2Fx": json.dumps(work).encode(),
        search: json.dumps({"message": {"items": [found]}}).encode(),
    }
    assert published("doi", "10.1101/x", answers) == Identifier("doi", "10.1000/p")


# What a source cites


def shown(found: list[resolvers.Reference]) -> list[tuple[str, str, str, list[str]]]:
    return [
        (one.record.type, one.record.title, one.record.date, [f"{i.scheme}:{i.value}" for i in one.identifiers])
        for one in found
    ]


def test_references_come_from_crossref_as_fields_or_as_lines() -> None:
    found = resolvers.references("doi", DOI, Web({CROSSREF: "crossref-article.json"}), SERVICES)
    assert shown(found) == [
        ("inproceedings", "Language models are few-shot learners", "2020", []),
        (
            "online",
            "Chain-of-thought prompting elicits reasoning in large language models",
            "2022",
            ["doi:10.48550/arxiv.2201.11903", "arxiv:2201.11903"],
        ),
        ("article", "Mastering the game of Go with deep neural networks and tree search", "2016", ["doi:10.1038/nature16961"]),
        ("book", "Reinforcement Learning: An Introduction", "2018", ["isbn:9780262039246"]),
        ("incollection", "A chapter", "1999", []),
    ]  # fmt: skip
    assert [one.record.byline for one in found] == ["Brown et al.", "Wei et al.", "Silver", "Sutton", "Doe"]
    assert found[2].record.plain("journaltitle") == "Nature"
    assert found[3].record.plain("edition") == "2"
    assert found[4].record.plain("booktitle") == "A Book"
    assert found[0].raw.startswith("Brown, T. B. et al.")
    assert "Mastering the game" in found[2].raw


S2 = (
    "semanticscholar.test/paper/ARXIV:1706.03762/references?fields=title,authors,year,venue,externalIds,publicationDate,"
    "journal,publicationTypes&limit=500&offset="
)


def test_references_of_an_arxiv_number_come_from_semantic_scholar_page_by_page() -> None:
    answers = {f"{S2}0": "semanticscholar-references.json", f"{S2}500": "semanticscholar-references-2.json"}
    found = resolvers.references("arxiv", "1706.03762", Web(answers), SERVICES)
    assert shown(found) == [
        ("inproceedings", "Attention is All you Need", "2017-06-12", ["arxiv:1706.03762"]),
        ("online", "DeepSeekMoE", "2024", ["arxiv:2401.06066"]),
        ("article", "Mastering the game of Go", "2016-01-27", ["doi:10.1038/nature16961", "pmid:26819042"]),
        ("book", "A book", "1999", []),
    ]
    assert found[0].record.plain("booktitle") == "Neural Information Processing Systems"
    assert found[2].record.plain("pages") == "484–489"


def test_references_come_from_openalex_where_the_others_know_none() -> None:
    answers = {
        "openalex.test/works/doi:10.1000/x?select=id,referenced_works": "openalex-work.json",
        "openalex.test/works?filter=openalex:W2741809807|W404|W3&per-page=100&select=id,doi,display_name,publication_date,"
        "publication_year,authorships,primary_location,biblio,type,ids": "openalex-works.json",
    }
    found = resolvers.references("doi", "10.1000/x", Web(answers), SERVICES)
    assert shown(found) == [
        ("article", "The state of OA", "2018-02-13", ["doi:10.7717/peerj.4375", "pmid:29456894"]),
        ("online", "Attention Is All You Need", "2017-06-12", ["arxiv:1706.03762"]),
    ]
    assert found[0].record.plain("pages") == "e4375"


def test_a_source_that_is_known_may_cite_nothing_that_is_known() -> None:
    bare = json.dumps({"message": {"DOI": DOI, "title": ["T"]}}).encode()
    assert resolvers.references("doi", DOI, Web({CROSSREF: bare}), SERVICES) == []
    with pytest.raises(
        NoRecord, match=r"Crossref, Semantic Scholar and OpenAlex have no record of what doi:10\.1000/x"
    ):
        resolvers.references("doi", "10.1000/x", Web({}), SERVICES)
    with pytest.raises(NoRecord):
        resolvers.references("isbn", "9780262033848", Web({}), SERVICES)
    with pytest.raises(ServiceFailed):
        resolvers.references("arxiv", "1706.03762", Web({f"{S2}0": ServiceFailed("S2", 429)}), SERVICES)


@settings(max_examples=100)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                [
                    "key",
                    "DOI",
                    "unstructured",
                    "author",
                    "year",
                    "article-title",
                    "journal-title",
                    "volume-title",
                    "ISBN",
                    "first-page",
                ]
            ),
            VALUES,
        ),
        max_size=4,
    )
)
def test_references_may_hold_anything(references: list[dict[str, Any]]) -> None:
    message = json.dumps({"message": {"DOI": DOI, "title": ["T"], "reference": references}}).encode()
    for one in resolvers.references("doi", DOI, Web({CROSSREF: message}), SERVICES):
        "".join(biblatex.dump([replace(one.record, key="key")])).encode()


# Dates


@pytest.mark.parametrize(
    ("parts", "dates"),
    [
        ({"issued": {"date-parts": [[None]]}, "created": {"date-parts": [[2004, 6, 22]]}}, ("", "")),
        ({"created": {"date-parts": [[2004, 6, 22]]}}, ("", "")),
        ({"deposited": {"date-parts": [[2004, 6, 22]]}, "indexed": {"date-parts": [[2005]]}}, ("", "")),
        ({"container-title": ["Proceedings of the 2003 Workshop on Widgets"], "created": {"date-parts": [[2004]]}}, ("2003", "")),
        ({"container-title": ["Widgets '03"], "event": {"name": "Widgets", "start": {"date-parts": [[2003, 5, 1]]}}}, ("2003", "")),
        ({"container-title": ["From 1990 to 2003: Widgets"]}, ("", "")),
        ({"issued": {"date-parts": [[2017]]}, "published-online": {"date-parts": [[2017, 6, 1]]}}, ("2017-06-01", "")),
        (
            {
                "issued": {"date-parts": [[2017, 6, 1]]},
                "published-online": {"date-parts": [[2017, 6, 1]]},
                "published-print": {"date-parts": [[2018, 3]]},
            },
            ("2018-03", "2017-06-01"),
        ),
        ({"published-online": {"date-parts": [[2017, 6, 1]]}, "published-print": {"date-parts": [[2017]]}}, ("2017", "2017-06-01")),
        ({"published-online": {"date-parts": [[2017, 6]]}, "published-print": {"date-parts": [[2017, 6]]}}, ("2017-06", "")),
        (
            {
                "published-online": {"date-parts": [[2017, 6, 1]]},
                "journal-issue": {"published-print": {"date-parts": [[2018]]}, "issue": "2"},
            },
            ("2018", "2017-06-01"),
        ),
    ],
)  # fmt: skip
def test_a_date_is_that_of_the_work_in_print_or_online_and_never_of_its_deposit(
    parts: dict[str, object], dates: tuple[str, str]
) -> None:
    found = crossref(**parts)
    assert (found.plain("date"), found.plain("available-date")) == dates


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ({"publicationYear": 2020, "dates": [{"date": "2020-01-05", "dateType": "Submitted"}]}, "2020"),
        ({"publicationYear": 2020, "dates": [{"date": "2020-02-05", "dateType": "Issued"}]}, "2020-02-05"),
        ({"dates": [{"date": "2019-01-05", "dateType": "Created"}]}, "2019-01-05"),
        ({"dates": [{"date": "2019-01-05", "dateType": "Updated"}], "registered": "2021-01-01"}, ""),
    ],
)
def test_a_date_of_datacite_is_not_that_of_handing_in(parts: dict[str, object], date: str) -> None:
    work = {"doi": DOI, "titles": [{"title": "On Keys"}], "types": {"resourceTypeGeneral": "Dataset"}, **parts}
    body = json.dumps({"data": {"attributes": work}}).encode()
    found = fetched("doi", DOI, {"datacite.test/dois/10.1038%2Fs41586-025-09422-z": body})
    assert found.plain("date") == date


PUBMED = "ncbi.test/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=readinglist"


def pubmed(inside: str, model: str = "Print-Electronic", issue: str = "<Year>2020</Year>") -> Record:
    """The record of an article that PubMed describes so."""
    journal = f"<Journal><JournalIssue><PubDate>{issue}</PubDate></JournalIssue><Title>bioRxiv : the preprint server</Title></Journal>"
    article = f'<Article PubModel="{model}">{journal}<ArticleTitle>On keys.</ArticleTitle>{inside}</Article>'
    whole = f"<PubmedArticleSet><PubmedArticle><MedlineCitation>{article}</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    return fetched("pmid", "1", {PUBMED: whole.encode()})


ONLINE = "<ArticleDate DateType='Electronic'><Year>2019</Year><Month>12</Month><Day>3</Day></ArticleDate>"


def test_a_preprint_in_pubmed_is_no_article() -> None:
    kind = "<PublicationTypeList><PublicationType>Journal Article</PublicationType><PublicationType>Preprint</PublicationType></PublicationTypeList>"
    found = pubmed(f'<ELocationID EIdType="doi" ValidYN="Y">10.1101/2020.01.01.1</ELocationID>{kind}')
    fields = {name: found.plain(name) for name in ("organization", "journaltitle", "doi", "pmid", "entrysubtype")}
    assert (found.type, fields) == (
        "online",
        {
            "organization": "bioRxiv",
            "journaltitle": "",
            "doi": "10.1101/2020.01.01.1",
            "pmid": "1",
            "entrysubtype": "preprint",
        },
    )
    numbered = pubmed(f'<ELocationID EIdType="pii" ValidYN="Y">arXiv:2301.00001v1</ELocationID>{kind}')
    assert (numbered.plain("eprint"), numbered.plain("eprinttype"), numbered.plain("eid")) == (
        "2301.00001",
        "arxiv",
        "",
    )


@pytest.mark.parametrize(
    ("inside", "fields"),
    [
        ('<ELocationID EIdType="pii" ValidYN="Y">e12345</ELocationID>', {"eid": "e12345"}),
        ('<ELocationID EIdType="pii" ValidYN="N">e12345</ELocationID>', {"eid": ""}),
        ('<ELocationID EIdType="pii" ValidYN="Y">S0140-6736(05)17759-7</ELocationID>', {"eid": ""}),
        (
            '<Pagination><MedlinePgn>12-9</MedlinePgn></Pagination><ELocationID EIdType="pii">103</ELocationID>',
            {"pages": "12–19", "eid": ""},
        ),
        ('<ELocationID EIdType="doi" ValidYN="N">10.1000/wrong</ELocationID>', {"doi": ""}),
        ('<ELocationID EIdType="doi" ValidYN="Y">10.1000/right</ELocationID>', {"doi": "10.1000/right"}),
    ],
)
def test_the_place_of_an_article_that_is_only_online_is_its_number(inside: str, fields: dict[str, str]) -> None:
    found = pubmed(inside)
    assert {name: found.plain(name) for name in fields} == fields


def test_pubmed_keeps_print_and_online_apart() -> None:
    printed = pubmed(ONLINE)
    assert (printed.plain("date"), printed.plain("available-date")) == ("2020", "2019-12-03")
    only = pubmed(ONLINE, "Electronic", "<Year>2019</Year><Month>Dec</Month>")
    assert (only.plain("date"), only.plain("available-date")) == ("2019-12-03", "")
    collected = pubmed(ONLINE, "Electronic-eCollection")
    assert collected.plain("date") == "2020"


@pytest.mark.parametrize(
    ("codec", "mark", "charset"),
    [
        ("utf-8", b"", ""),
        ("utf-8", b"\xef\xbb\xbf", ""),
        ("utf-16-le", b"\xff\xfe", ""),
        ("utf-16-be", b"", ""),
        ("utf-32-le", b"", ""),
        ("cp1252", b"", ""),
        ("latin-1", b"", "iso-8859-1"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_json_is_read_in_the_encoding_that_it_is_in(codec: str, mark: bytes, charset: str) -> None:
    title = "汉字" if codec == "gb18030" else "Über Schlüssel"
    body = json.dumps({"message": {"DOI": DOI, "title": [title]}}, ensure_ascii=False).encode(codec)
    answer = Response("", 200, {}, mark + body, "application/json", charset)
    assert fetched("doi", DOI, {CROSSREF: answer}).title == title


def test_a_short_doi_is_asked_of_the_service_of_dois() -> None:
    alias = {"values": [{"type": "URL"}, {"type": "HS_ALIAS", "data": {"value": DOI}}, None]}
    answers = {"doi.test/api/handles/10/gfxtbw": json.dumps(alias).encode(), CROSSREF: "crossref-article.json"}
    assert fetched("doi", "10/gfxtbw", answers).plain("doi") == DOI
    with pytest.raises(NoRecord, match="short DOI 10/gfxtbw"):
        fetched("doi", "10/gfxtbw", {})
    round_ = {"values": [{"type": "HS_ALIAS", "data": {"value": "10/gfxtbw"}}]}
    with pytest.raises(NoRecord):
        fetched("doi", "10/gfxtbw", {"doi.test/api/handles/10/gfxtbw": json.dumps(round_).encode()})
