from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.services import configure, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.services import Services

DOI = "10.1000/keys"


def test_add_takes_a_doi_in_any_form_and_prints_the_key(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    ran = rl("add", f"https://doi.org/{DOI}", "-t", "method")
    assert (ran.code, ran.out, ran.err) == (0, "doe2020keys\n", "")
    (source,) = rl("show", "doe2020keys", "--json").json
    assert (source["title"], source["year"], source["tags"]) == ("On Keys", 2020, ["method"])
    assert source["identifiers"]["doi"] == DOI
    assert (source["unresolved"], source["marks"]) == (False, [])


def test_what_the_user_says_counts_for_more_than_what_is_found(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    rl("add", DOI, "--title", "On My Keys", "--set", "note=mine", "--date", "2021", "--type", "report", "--key", "mine")
    (source,) = rl("show", "mine", "--json").json
    assert (source["title"], source["date"], source["type"]) == ("On My Keys", "2021", "report")
    assert (source["fields"]["note"], source["fields"]["volume"]) == ("mine", "7")


def test_what_the_library_has_is_refused_before_anybody_is_asked(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    rl("add", DOI)
    asked = services.asked.total()
    ran = rl("add", f"doi:{DOI.upper()}")
    assert (ran.code, ran.out) == (4, "")
    assert "doe2020keys (same DOI)" in ran.err
    assert rl("add", DOI, "--on-duplicate", "skip").out == "doe2020keys\n"
    assert services.asked.total() == asked


def test_a_stub_too_is_what_the_library_has(rl: Callable[..., Ran]) -> None:
    assert rl("add", "--offline", "2405.04434").out == "arxiv2405.04434\n"
    assert rl("add", "--offline", "https://arxiv.org/pdf/2405.04434v2").code == 4
    rl("add", "--offline", "https://example.org/a")
    assert rl("add", "--offline", "https://example.org/a").code == 4
    assert rl("add", "--title", "A Page", "--url", "https://example.org/a").code == 4


def test_a_twin_that_only_the_record_shows_is_refused(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    rl("add", "--title", "On Keys", "--author", "Doe, Jane", "--date", "2020", "--type", "article")
    ran = rl("add", DOI)
    assert ran.code == 4
    assert "doe2020keys" in ran.err
    ran = rl("add", DOI, "--on-duplicate", "update")
    assert (ran.code, ran.out) == (0, "doe2020keys\n")
    assert rl("show", "doe2020keys", "--json").json[0]["identifiers"]["doi"] == DOI


def test_without_a_network_a_stub_is_kept_and_said(rl: Callable[..., Ran], services: Services) -> None:
    services.close()
    ran = rl("add", DOI, "-t", "later")
    assert (ran.code, ran.out) == (0, "doi10.1000-keys\n")
    assert "kept as a stub" in ran.err
    assert "could not be reached" in ran.err
    (source,) = rl("list", "is:stub", "--json").json
    assert (source["unresolved"], source["tags"]) == (True, ["later"])


def test_a_record_that_nobody_has_is_said_in_one_sentence(rl: Callable[..., Ran], services: Services) -> None:
    services.otherwise = lambda _path: (404, "text/plain", b"")
    ran = rl("add", DOI)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert rl("list", "--json").json == []


@pytest.mark.parametrize(
    "answer",
    [
        (500, "text/plain", b""),
        (403, "text/html", b"Forbidden"),
        (429, "text/plain", b""),
        (511, "text/html", b"<title>Network Authentication Required</title>"),
        (200, "text/html", b"<html><title>Hotel Wi-Fi Login</title></html>"),
        (200, "application/json", b'["no object"]'),
        (200, "application/json", b"{" * 100_000),
    ],
)
@pytest.mark.parametrize("what", [DOI, "2405.04434", "978-0-262-03384-8", "PMID: 123"])
def test_a_network_that_is_broken_or_asks_for_a_login_leaves_a_stub(
    rl: Callable[..., Ran], services: Services, what: str, answer: tuple[int, str, bytes]
) -> None:
    services.otherwise = lambda _path: answer
    ran = rl("add", what)
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "is kept as a stub" in ran.err
    assert "`readinglist resolve --all` completes it" in ran.err
    assert [source["unresolved"] for source in rl("list", "--json").json] == [True]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--doi", DOI], [DOI]),
        (["--doi", f"https://doi.org/{DOI.upper()}"], [DOI]),
        (["-D", DOI, "--date", "2021", "-t", "new"], [DOI, "--date", "2021", "-t", "new"]),
        (["--arxiv", "2405.04434v2"], ["arXiv:2405.04434v2"]),
        (["--isbn", "0-262-03384-4"], ["978-0-262-03384-8"]),
        (["--url", "https://example.org/a"], ["https://example.org/a"]),
        (["--url", "https://example.org/a", "--doi", DOI], [DOI, "--url", "https://example.org/a"]),
    ],
)
def test_an_identifier_in_an_option_is_the_same_as_alone(
    rl: Callable[..., Ran], services: Services, options: list[str], words: list[str]
) -> None:
    services.work(DOI)
    seen = []
    for given in (options, words):
        for network in ([], ["--offline"]) if DOI in words and "--url" not in words else (["--offline"],):
            ran = rl("add", *given, *network)
            (source,) = rl("show", ran.out.strip(), "--json").json
            kept = ("key", "type", "title", "fields", "identifiers", "unresolved", "tags")
            seen.append({name: source[name] for name in kept})
            rl("rm", ran.out.strip(), "--yes")
    half = len(seen) // 2
    assert seen[:half] == seen[half:]


def test_an_identifier_beside_a_title_is_a_field(rl: Callable[..., Ran], services: Services) -> None:
    assert rl("add", "--title", "On Locks", "--doi", DOI).out == "locks\n"
    assert services.asked.total() == 0
    assert rl("add", "--doi", "nonsense").code == 2


@pytest.mark.parametrize(
    ("pasted", "scheme", "value"),
    [
        ("arXiv preprint arXiv:1706.03762v5", "arxiv", "1706.03762"),
        ("arXiv preprint 1706.03762, 2017", "arxiv", "1706.03762"),
        ("CoRR, abs/1706.03762", "arxiv", "1706.03762"),
        ("PMID: 123; PMCID: PMC456", "pmid", "123"),
        ("see [On Keys](https://doi.org/10.1000/182) for more.", "doi", "10.1000/182"),
        ("[10.1000/182](https://doi.org/10.1000/182)", "doi", "10.1000/182"),
        ("[[https://doi.org/10.1000/182][On Keys]]", "doi", "10.1000/182"),
        ('<a href="https://doi.org/10.1000/182">On Keys</a>', "doi", "10.1000/182"),
        ("Doe, J. (2020). On keys. Journal of Keys, 3(2), 1-12. https://doi.org/10.1000/182.", "doi", "10.1000/182"),
        ("as in https://www.nature.com/articles/nature14539, p. 3", "doi", "10.1038/nature14539"),
        (r"doi = {10.1007/978-3-319-24574-4\_28},", "doi", "10.1007/978-3-319-24574-4_28"),
        (r"\href{https://doi.org/10.1000/1\_82}{On Keys}", "doi", "10.1000/1_82"),
        (r"10.1002/x{\textless}6::AID{\textgreater}3.0", "doi", "10.1002/x<6::aid>3.0"),
        ("see https://example.org/a (in German)", "url", "https://example.org/a"),
        ("`10.1000/182`", "doi", "10.1000/182"),
        ("**10.1000/182**", "doi", "10.1000/182"),
        ("_https://doi.org/10.1000/182_", "doi", "10.1000/182"),
        ("10/gfxtbw", "doi", "10/gfxtbw"),
        ("https://doi.org/gfxtb2", "doi", "10/gfxtb2"),
    ],
)
def test_an_identifier_is_found_in_what_was_pasted_around_it(
    rl: Callable[..., Ran], pasted: str, scheme: str, value: str
) -> None:
    ran = rl("add", "--offline", pasted)
    assert ran.code == 0, ran.err
    (source,) = rl("show", ran.out.strip(), "--json").json
    assert source["identifiers"][scheme] == value


def test_a_text_that_names_several_works_is_refused(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "--offline", "compare 10.1000/182 with 10.1000/183")
    assert (ran.code, ran.out) == (2, "")
    assert "doi 10.1000/182 and doi 10.1000/183" in ran.err


ALIAS = {
    "responseCode": 1,
    "handle": "10/gfxtbw",
    "values": [{"type": "HS_ALIAS", "data": {"format": "string", "value": DOI}}],
}


def test_a_short_doi_is_the_doi_that_it_stands_for(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    services.says("/doi/api/handles/10/gfxtbw", ALIAS)
    assert rl("add", "--offline", "https://doi.org/gfxtbw").code == 0
    assert rl("resolve", "--all").code == 0
    (source,) = rl("list", "--json").json
    assert (source["title"], source["identifiers"]["doi"], source["fields"]["doi"]) == ("On Keys", DOI, DOI)
    ran = rl("add", "doi:10/gfxtbw")
    assert (ran.code, "same doi" in ran.err.lower()) == (4, True)
    assert rl("add", "10/nobody").code == 3


@pytest.mark.parametrize(
    "link",
    [
        "[Keys](https://doi.org/{})",
        "[Keys](https://doi.org/{}/)",
        "[Keys](https://doi.org/{}|Deep)",
        "[Keys](https://doi.org/{}/|Deep keys)",
        "[Keys](https://doi.org/{} 'On keys')",
        "[Keys](<https://doi.org/{}>)",
        "[Keys](https://doi.org/{}){{.external}}",
        "[[https://doi.org/{}|Keys]]",
        "{{{{cite journal |doi={} |title=Keys}}}}",
    ],
)
def test_a_doi_in_a_link_of_any_kind_is_the_doi(rl: Callable[..., Ran], services: Services, link: str) -> None:
    services.close()
    assert rl("add", link.format(DOI)).code == 0
    assert rl("list", "--json").json[0]["identifiers"] == {"doi": DOI}


@pytest.mark.parametrize(
    ("address", "kind", "number"),
    [
        ("https://worldwide.espacenet.com/patent/search?q=pn%3DEP1234567B1", "patent", "EP1234567B1"),
        ("https://patents.google.com/patent/US10452978B2/en", "patent", "US10452978B2"),
        ("https://eur-lex.europa.eu/eli/reg/2016/679/oj", "legislation", "32016R0679"),
    ],
)
def test_a_patent_or_a_law_that_cannot_be_asked_for_is_a_stub_with_its_number(
    rl: Callable[..., Ran], services: Services, address: str, kind: str, number: str
) -> None:
    services.close()
    ran = rl("add", address)
    assert (ran.code, "is kept as a stub" in ran.err) == (0, True)
    (source,) = rl("list", "--json").json
    assert (source["type"], source["fields"]["number"], source["unresolved"]) == (kind, number, True)


def test_a_file_of_which_only_the_address_is_known_is_a_stub(rl: Callable[..., Ran], services: Services) -> None:
    services.says("/2020.acl-main.747.pdf", b"%PDF-1.5", kind="application/pdf")
    services.says("/document", b"%PDF-1.5", kind="application/octet-stream")
    services.says("/untitled", "<title>Untitled</title><p>x", kind="text/html")
    for name in ("2020.acl-main.747.pdf", "document", "untitled"):
        ran = rl("add", f"{services.base}/{name}", "--allow-local")
        assert (ran.code, ran.err.count("\n")) == (0, 1)
        assert "is kept as a stub" in ran.err
    sources = rl("list", "--json").json
    assert [(source["title"], source["unresolved"]) for source in sources] == [("", True)] * 3
    assert rl("resolve", "--all", "--allow-local").code == 5
    ran = rl("add", f"{services.base}/document", "--title", "On Keys", "--on-duplicate", "new", "--allow-local")
    assert (ran.code, ran.err) == (0, "")
    assert rl("show", ran.out.strip(), "--json").json[0]["unresolved"] is False


def test_a_wall_is_no_source(rl: Callable[..., Ran], services: Services) -> None:
    services.says("/a", "<title>Making sure you&#39;re not a bot!</title>Loading", kind="text/html")
    ran = rl("add", f"{services.base}/a", "--allow-local")
    assert (ran.code, ran.out) == (5, "")
    assert rl("list", "--json").json == []


def test_a_page_of_an_arxiv_paper_whose_number_nobody_resolves_has_it_as_its_eprint(
    rl: Callable[..., Ran], services: Services
) -> None:
    services.says(
        "/a",
        "<title>On Keys</title><meta name='citation_title' content='On Keys'><meta name='citation_arxiv_id' content='2405.04434'>",
        kind="text/html",
    )
    ran = rl("add", f"{services.base}/a", "--allow-local")
    (source,) = rl("show", ran.out.strip(), "--json").json
    assert (source["fields"]["eprint"], source["fields"]["eprinttype"]) == ("2405.04434", "arxiv")
    assert "arxiv" not in source["fields"]


def test_identifiers_and_files_go_together_in_one_operation(
    rl: Callable[..., Ran], services: Services, tmp_path: Path
) -> None:
    services.work(DOI)
    tmp_path.joinpath("one.bib").write_text("@book{one, title = {One}}")
    ran = rl("add", "one.bib", DOI, f"https://doi.org/{DOI}", "-t", "both")
    assert (ran.code, ran.out) == (0, "one\ndoe2020keys\n")
    assert len(rl("log", "--json").json) == 1


def test_a_file_of_that_name_comes_before_the_identifier(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("2405.04434").write_text("@book{one, title = {One}}")
    assert rl("add", "2405.04434").out == "one\n"


def test_nothing_of_several_is_added_where_one_is_missing(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    ran = rl("add", DOI, "10.1000/none")
    assert ran.code == 3
    assert rl("list", "--json").json == []


def test_the_version_of_an_arxiv_number_is_kept(rl: Callable[..., Ran]) -> None:
    rl("add", "--offline", "https://arxiv.org/abs/2405.04434v5")
    (source,) = rl("show", "arxiv2405.04434", "--json").json
    assert (source["fields"]["eprint"], source["identifiers"]["arxiv"]) == ("2405.04434v5", "2405.04434")


def test_services_are_asked_through_a_proxy(
    rl: Callable[..., Ran], services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(tmp_path, '[services]\ncrossref = "http://crossref.test"\n')
    monkeypatch.setenv("http_proxy", services.base)
    services.says(f"http://crossref.test/works/{DOI}", {"message": work(DOI)})
    ran = rl("add", DOI)
    assert (ran.code, ran.out) == (0, "doe2020keys\n"), ran.err


def test_a_page_of_the_local_network_is_read_only_when_allowed(rl: Callable[..., Ran], services: Services) -> None:
    page = "<html><head><title>A Page</title><meta property='og:title' content='A Page of Mine'></head></html>"
    services.says("/page.html", page, kind="text/html")
    address = f"{services.base}/page.html"
    ran = rl("add", address)
    assert (ran.code, ran.out) == (5, "")
    assert services.asked.total() == 0
    ran = rl("add", address, "--allow-local")
    assert ran.code == 0, ran.err
    assert rl("list", "--json").json[0]["title"] == "A Page of Mine"


def test_a_public_address_that_the_network_leads_astray_is_a_stub(
    rl: Callable[..., Ran], services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def astray(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        assert host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.1", port))]

    assert services.base
    monkeypatch.setattr(socket, "getaddrinfo", astray)
    ran = rl("add", "http://news.example/a")
    assert (ran.code, "is kept as a stub" in ran.err, "--allow-local" in ran.err) == (0, True, True)
    assert rl("add", "http://192.168.0.1/a").code == 5
    assert rl("add", "http://localhost/a").code == 5


def test_an_answer_is_asked_for_with_the_configured_address(
    rl: Callable[..., Ran], services: Services, tmp_path: Path
) -> None:
    services.is_configured_in(tmp_path, '[network]\nemail = "me@example.org"\n')
    services.work(DOI)
    rl("add", DOI)
    assert "mailto:me@example.org" in services.agents[0]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[services]\ncrossref = "ftp://x"', "services.crossref"),
        ('[services]\ngoogle = "https://x"', "there are crossref"),
        ("[network]\nrate = -1", "network.rate"),
        ('[network]\noffline = "yes"', "true or false"),
        ("network = 3", "section"),
        ("[network]\nemail = 3", "quotation marks"),
    ],
)
def test_a_setting_that_is_none_is_named_with_its_file(
    rl: Callable[..., Ran], tmp_path: Path, settings: str, said: str
) -> None:
    configure(tmp_path, settings)
    ran = rl("add", DOI)
    assert (ran.code, ran.out) == (2, "")
    assert "config.toml" in ran.err
    assert said in ran.err


def test_offline_may_be_set_for_a_folder(rl: Callable[..., Ran], services: Services, tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text("[network]\noffline = true\n")
    assert rl("add", DOI).out == "doi10.1000-keys\n"
    assert rl("resolve", "--all").code == 5
    assert services.asked.total() == 0


def test_the_log_names_a_few_of_many(rl: Callable[..., Ran]) -> None:
    rl("add", "--offline", *(f"10.1000/{number}" for number in range(9)))
    assert rl("log", "--json").json[0]["summary"].endswith("doi 10.1000/4 and 4 more")


PUBLISHER = "http://dl.publisher.test/doi/full/10.1000/keys"
PAGE = "<meta name='citation_title' content='Of Keys'><meta name='citation_author' content='Roe, Ann'>"


@pytest.fixture
def through(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """The services, and all other addresses through them as a proxy."""
    monkeypatch.setenv("http_proxy", services.base)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return services


def test_the_address_of_a_publisher_is_kept_beside_what_its_doi_gives(
    rl: Callable[..., Ran], through: Services
) -> None:
    through.work(DOI)
    assert rl("add", PUBLISHER, DOI).out == "doe2020keys\n"
    (source,) = rl("show", "doe2020keys", "--origins", "--json").json
    assert (source["fields"]["url"], source["identifiers"]["doi"]) == (PUBLISHER, DOI)
    agents = {origin["field"]: origin["agent"] for origin in source["origins"]}
    assert (agents["title"], agents["url"], agents["urldate"]) == ("crossref", "url", "url")
    assert all(origin["at"] for origin in source["origins"])
    assert PUBLISHER not in through.asked
    assert rl("refresh", "--json").json[0]["differences"] == []


def test_a_publishers_page_is_read_where_no_service_knows_its_doi(rl: Callable[..., Ran], through: Services) -> None:
    through.says(PUBLISHER, PAGE, kind="text/html")
    assert rl("add", PUBLISHER).code == 0
    (source,) = rl("list", "--json").json
    assert (source["title"], source["fields"]["url"], source["identifiers"]["doi"]) == ("Of Keys", PUBLISHER, DOI)
    assert rl("refresh").code == 0
    through.work(DOI)
    rl("refresh")
    assert rl("list", "--json").json[0]["title"] == "On Keys"


@pytest.mark.parametrize("status", [403, 404])
def test_a_doi_that_nobody_knows_counts_for_more_than_a_page_that_is_not_shown(
    rl: Callable[..., Ran], through: Services, status: int
) -> None:
    through.says(PUBLISHER, "no", status)
    ran = rl("add", PUBLISHER)
    assert (ran.code, ran.out) == (3, "")
    assert "no record of the DOI 10.1000/keys" in ran.err


def test_a_stub_of_a_publishers_address_is_resolved_by_its_page(rl: Callable[..., Ran], through: Services) -> None:
    through.says(PUBLISHER, PAGE, kind="text/html")
    assert rl("add", "--offline", PUBLISHER).out == "doi10.1000-keys\n"
    assert rl("add", "--offline", DOI).code == 4
    assert rl("resolve", "--all").code == 0
    (source,) = rl("list", "--json").json
    assert (source["title"], source["fields"]["url"], source["unresolved"]) == ("Of Keys", PUBLISHER, False)


def test_what_a_page_adds_to_its_doi_is_said_to_come_from_the_page(rl: Callable[..., Ran], through: Services) -> None:
    through.work(DOI)
    address = "http://journal.test/article/7"
    meta = f"<meta name='citation_doi' content='{DOI}'><meta name='citation_abstract' content='We count what keys do.'>"
    through.says(address, f"<html><head>{meta}<title>x</title></head></html>", kind="text/html")
    rl("add", address)
    (source,) = rl("show", "doe2020keys", "--origins", "--json").json
    agents = {origin["field"]: origin["agent"] for origin in source["origins"]}
    assert (agents["title"], agents["abstract"], agents["url"]) == ("crossref", "url", "url")
    assert rl("refresh", "--json").json[0]["differences"] == []
