from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services import configure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked
    from tests.services import Services

DOI = "10.1000/keys"


@pytest.fixture
def stub(stocked: Stocked) -> Callable[..., Ran]:
    """The program on a library of one stub."""

    def fill(run: Callable[..., Ran], _folder: Path) -> None:
        assert run("add", "--offline", DOI, "-t", "later", "-n", "a note").code == 0

    return stocked("stub", fill)


def test_a_stub_is_listed_and_shown_as_one_and_never_exported_as_one(stub: Callable[..., Ran]) -> None:
    assert "(unresolved)" in stub("list").out
    assert "unresolved" in stub("show", "doi10.1000-keys").out
    assert stub("list", "is:stub", "-k").out == stub("list", "is:unresolved", "-k").out == "doi10.1000-keys\n"
    assert stub("list", "-is:stub", "-k").out == ""
    for form in ("bibtex", "biblatex", "json"):
        assert "unresolved" not in stub("export", "--format", form).out


def test_resolving_keeps_what_the_reader_said_and_makes_the_key_anew(
    stub: Callable[..., Ran], services: Services
) -> None:
    services.work(DOI)
    stub("set", "doi10.1000-keys", "title=My Keys")
    ran = stub("resolve", "--all")
    assert (ran.code, ran.out) == (0, "doi10.1000-keys → doe2020my\n")
    (source,) = stub("show", "doi10.1000-keys", "--json").json
    assert (source["key"], source["aliases"]) == ("doe2020my", ["doi10.1000-keys"])
    assert (source["title"], source["unresolved"], source["tags"]) == ("My Keys", False, ["later"])
    assert source["fields"]["volume"] == "7"
    assert [note["text"] for note in source["notes"]] == ["a note"]
    assert stub("resolve", "--all").err == "there is no such stub.\n"


def test_undo_makes_it_a_stub_again_and_redo_does_not(stub: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    before = stub("show", "doi10.1000-keys", "--json").json[0]
    stub("resolve", "--all")
    after = stub("list", "--json").json
    stub("undo")
    again = stub("show", "doi10.1000-keys", "--json").json[0]
    assert {**again, "changed": ""} == {**before, "changed": ""}
    stub("redo")
    assert stub("list", "--json").json == after


def test_a_pinned_key_stays(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    rl("add", "--offline", DOI, "--key", "mine")
    assert rl("resolve", "mine").out == "mine\n"


def test_a_stub_that_is_a_source_of_the_library_is_reported_and_merged_on_request(
    stub: Callable[..., Ran], services: Services
) -> None:
    services.work(DOI)
    stub("add", "--title", "On Keys", "--author", "Doe, Jane", "--date", "2020")
    ran = stub("resolve", "--all")
    assert (ran.code, ran.out) == (4, "")
    assert "readinglist merge doe2020keys doi10.1000-keys" in ran.err
    assert len(stub("list", "--json").json) == 2
    ran = stub("resolve", "--all", "--again", "--merge")
    assert (ran.code, ran.out) == (0, "doi10.1000-keys → doe2020keys\n")
    (source,) = stub("list", "--json").json
    assert (source["identifiers"], source["tags"], source["unresolved"]) == ({"doi": DOI}, ["later"], False)


def test_what_no_service_has_is_said_and_not_asked_for_again(stub: Callable[..., Ran], services: Services) -> None:
    ran = stub("resolve", "--all")
    assert (ran.code, ran.out) == (3, "")
    assert "no record" in ran.err
    asked = services.asked.total()
    assert stub("resolve", "--all").code == 0
    assert services.asked.total() == asked
    services.work(DOI)
    assert stub("resolve", "--all", "--again").code == 0


def test_resolving_without_a_network_says_so(stub: Callable[..., Ran]) -> None:
    ran = stub("resolve", "--all")
    assert ran.code == 5
    assert "READINGLIST_OFFLINE" in ran.err


def test_a_service_that_fails_leaves_the_stub_as_it_was(stub: Callable[..., Ran], services: Services) -> None:
    services.otherwise = lambda _path: (500, "text/plain", b"")
    before = stub("list", "--json").json
    ran = stub("resolve", "--all", "--json")
    assert (ran.code, [(o["action"], o["was"]) for o in ran.json]) == (5, [("failed", "doi10.1000-keys")])
    assert stub("list", "--json").json == before


def test_many_stubs_are_one_operation_and_each_is_fetched_once(rl: Callable[..., Ran], services: Services) -> None:
    dois = [f"10.1000/k{number}" for number in range(150)]
    rl("add", "--offline", *dois)
    for number, doi in enumerate(dois):
        services.work(doi, title=[f"Number {number}"])
    before = len(rl("log", "--json").json)
    ran = rl("resolve", "--all")
    assert (ran.code, len(ran.lines)) == (0, 150)
    assert len(rl("log", "--json").json) == before + 1
    assert set(services.asked.values()) == {1}
    assert rl("list", "is:stub", "--json").json == []


def test_a_stub_may_be_named_by_its_identifier(stub: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    assert stub("resolve", f"https://doi.org/{DOI}").out == "doi10.1000-keys → doe2020keys\n"
    assert "no stub" in stub("resolve", DOI).err


def test_a_query_says_which_stubs(rl: Callable[..., Ran], services: Services) -> None:
    rl("add", "--offline", DOI, "-t", "now")
    rl("add", "--offline", "10.1000/other")
    services.work(DOI)
    assert rl("resolve", "tag:now").out == "doi10.1000-keys → doe2020keys\n"
    assert rl("list", "is:stub", "-k").out == "doi10.1000-other\n"
    assert rl("resolve", "tag:nothing").err == "there is no such stub.\n"


def test_a_dry_run_fetches_and_changes_nothing(stub: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    before = stub("list", "--json").json
    assert stub("resolve", "--all", "--dry-run").out == "would be doi10.1000-keys → doe2020keys\n"
    assert stub("list", "--json").json == before


def test_what_was_completed_by_hand_is_taken_as_it_is(stub: Callable[..., Ran]) -> None:
    stub("set", "doi10.1000-keys", "title=By Hand")
    assert stub("resolve", "doi10.1000-keys", "--as-is").code == 0
    (source,) = stub("list", "--json").json
    assert (source["key"], source["title"], source["unresolved"]) == ("doi10.1000-keys", "By Hand", False)
    stub("undo")
    assert stub("list", "is:stub", "-k").out == "doi10.1000-keys\n"


@pytest.mark.parametrize("given", [DOI, "refs.bib"])
def test_adding_to_update_completes_a_stub(
    stub: Callable[..., Ran], services: Services, tmp_path: Path, given: str
) -> None:
    services.work(DOI)
    tmp_path.joinpath("refs.bib").write_text("@article{x, title = {On Keys}, year = 2020, doi = {10.1000/keys}}")
    assert stub("add", given).code == 4
    ran = stub("add", given, "--on-duplicate", "update")
    assert (ran.code, ran.out) == (0, "doi10.1000-keys\n")
    (source,) = stub("show", "doi10.1000-keys", "--origins", "--json").json
    assert (source["title"], source["year"], source["unresolved"]) == ("On Keys", 2020, False)
    agents = {origin["field"]: origin["agent"] for origin in source["origins"]}
    assert agents["title"] == ("crossref" if given == DOI else "file refs.bib")


def test_an_identifier_that_was_set_is_the_one_that_is_asked_for(rl: Callable[..., Ran], services: Services) -> None:
    rl("add", "--title", "Citing", "--key", "citing")
    rl("references", "citing", "-", input="Somebody wrote of keys once, and nobody knows when.")
    (key,) = rl("list", "is:stub", "-k").lines
    assert "no identifier" in rl("resolve", "--all").err
    services.work(DOI)
    rl("set", key, f"doi={DOI}")
    assert rl("resolve", key).out == f"{key} → doe2020keys\n"


def test_the_doctor_says_once_that_a_source_is_a_stub(stub: Callable[..., Ran]) -> None:
    ran = stub("doctor", "--json")
    assert [(one["kind"], one["where"]) for one in ran.json] == [("stub", "doi10.1000-keys")]


def test_a_host_that_cannot_be_reached_is_said_once(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(tmp_path, '[services]\ncrossref = "http://127.0.0.1:9"\ndatacite = "http://127.0.0.1:9"\n')
    monkeypatch.delenv("READINGLIST_OFFLINE")
    ran = rl("add", *(f"10.1000/{number}" for number in range(16)))
    assert (ran.code, len(ran.lines), ran.err.count("\n")) == (0, 16, 1)
    assert "16 works are kept as stubs (doi 10.1000/0, doi 10.1000/1 and 14 more): 127.0.0.1 could not" in ran.err
    ran = rl("resolve", "--all")
    assert (ran.code, ran.err.count("could not be reached")) == (5, 2)
    assert "15 more failed for that reason: 127.0.0.1 could not be reached" in ran.err


def test_thousands_of_stubs_added_offline_are_one_line(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "--offline", *(f"10.1000/{number}" for number in range(2_000)))
    assert (ran.code, len(ran.lines)) == (0, 2_000)
    assert ran.err == (
        "note: 2000 works are kept as stubs (doi 10.1000/0, doi 10.1000/1 and 1998 more); `readinglist resolve --all`"
        " completes them.\n"
    )


def test_why_many_are_skipped_is_said_once(rl: Callable[..., Ran]) -> None:
    for number in range(4):
        rl("import", "-", input=f"@misc{{k{number}, note={{Number {number}}}}}")
    ran = rl("resolve", "k0", "k1", "k2", "k3")
    assert ran.err.splitlines() == [
        "k0: skipped: it is no stub; `readinglist refresh` asks for it again",
        "3 more skipped for that reason: it is no stub; `readinglist refresh` asks for it again",
    ]
