from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.services import Services

DOI = "10.1000/keys"


@pytest.fixture
def fetched(rl: Callable[..., Ran], services: Services) -> Callable[..., Ran]:
    """The program on a library of one source that Crossref gave."""
    services.work(DOI)
    assert rl("add", DOI).out == "doe2020keys\n"
    return rl


def origins(ran: Ran) -> dict[str, tuple[str, str | None]]:
    return {origin["field"]: (origin["agent"], origin["fetched"]) for origin in ran.json[0]["origins"]}


def test_every_value_says_where_it_came_from(fetched: Callable[..., Ran], tmp_path: Path) -> None:
    fetched("set", "doe2020keys", "volume=8", "note=mine")
    fetched("tag", "doe2020keys", "+a")
    found = origins(fetched("show", "doe2020keys", "--origins", "--json"))
    assert found["title"] == ("crossref", None)
    assert found["entrytype"] == ("crossref", None)
    assert found["volume"] == ("user", "7")
    assert found["note"] == ("user", None)
    assert found["keywords"] == ("user", None)
    shown = fetched("show", "doe2020keys", "--origins").out
    assert "crossref" in shown
    assert "fetched: 7" in shown
    tmp_path.joinpath("refs.bib").write_text("@book{one, title = {One}}")
    fetched("import", "refs.bib")
    assert origins(fetched("show", "one", "--origins", "--json"))["title"] == ("file refs.bib", None)


def test_what_was_given_while_adding_is_the_users(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    rl("add", DOI, "--title", "Mine", "--key", "mine")
    found = origins(rl("show", "mine", "--origins", "--json"))
    assert found["title"] == ("user", "On Keys")
    assert found["volume"] == ("crossref", None)


def test_only_what_changed_with_the_service_comes_in(fetched: Callable[..., Ran], services: Services) -> None:
    fetched("set", "doe2020keys", "volume=8")
    fetched("unset", "doe2020keys", "date")
    services.work(DOI, title=["On the Keys"], volume="9", page="1-9")
    ran = fetched("refresh", "doe2020keys")
    assert ran.code == 0
    assert "title: On Keys → On the Keys" in ran.out
    assert "volume: kept 8; crossref says 9, before that 7" in ran.out
    (source,) = fetched("show", "doe2020keys", "--json").json
    assert source["title"] == "On the Keys"
    assert (source["fields"]["volume"], source["fields"]["pages"].replace("–", "-")) == ("8", "1-9")
    assert "date" not in source["fields"]
    fetched("undo")
    assert fetched("show", "doe2020keys", "--json").json[0]["title"] == "On Keys"


def test_a_second_refresh_changes_nothing(fetched: Callable[..., Ran], services: Services) -> None:
    services.work(DOI, title=["On the Keys"])
    fetched("refresh")
    before = len(fetched("log", "--json").json)
    ran = fetched("refresh", "--json")
    assert [(one["action"], one["differences"]) for one in ran.json] == [("unchanged", [])]
    assert len(fetched("log", "--json").json) == before


def test_a_dry_run_shows_the_difference_and_changes_nothing(fetched: Callable[..., Ran], services: Services) -> None:
    before = fetched("list", "--json").json
    services.work(DOI, title=["On the Keys"])
    ran = fetched("refresh", "--dry-run", "--json")
    assert ran.json[0]["differences"] == [
        {"field": "title", "base": "On Keys", "mine": "On Keys", "theirs": "On the Keys", "taken": True}
    ]
    assert fetched("list", "--json").json == before


def test_what_a_file_gave_stays_and_what_it_lacked_comes_in(rl: Callable[..., Ran], services: Services) -> None:
    services.work(DOI)
    rl("add", "-", input="@article{doe, title = {Keys}, year = 2020, journal = {J. Keys}, doi = {10.1000/keys}}")
    rl("refresh", "doe")
    (source,) = rl("show", "doe", "--json").json
    assert (source["title"], source["date"], source["fields"]["volume"]) == ("Keys", "2020", "7")
    assert "date" not in source["fields"]


def test_a_merge_keeps_where_values_came_from(fetched: Callable[..., Ran]) -> None:
    fetched("add", "--title", "Keys", "--set", "series=Mine", "--key", "other")
    fetched("merge", "doe2020keys", "other")
    found = origins(fetched("show", "doe2020keys", "--origins", "--json"))
    assert (found["series"], found["title"]) == (("user", None), ("crossref", None))


def test_removing_and_undoing_brings_origins_back(fetched: Callable[..., Ran]) -> None:
    fetched("set", "doe2020keys", "volume=8")
    before = fetched("show", "doe2020keys", "--origins", "--json").json
    fetched("rm", "doe2020keys", "--yes")
    fetched("undo")
    assert fetched("show", "doe2020keys", "--origins", "--json").json == before
    fetched("undo")
    assert origins(fetched("show", "doe2020keys", "--origins", "--json"))["volume"] == ("crossref", None)
    fetched("redo")
    assert origins(fetched("show", "doe2020keys", "--origins", "--json"))["volume"] == ("user", "7")


def test_who_cannot_be_asked_for_is_told_by_name_only(fetched: Callable[..., Ran]) -> None:
    fetched("add", "--title", "No Identifier", "--key", "none")
    assert "no identifier" in fetched("refresh", "none").err
    assert "no identifier" not in fetched("refresh").err


def test_a_service_without_the_record_is_said_with_its_exit_code(
    fetched: Callable[..., Ran], services: Services
) -> None:
    services.answers.clear()
    ran = fetched("refresh")
    assert ran.code == 3
    assert "doe2020keys: failed:" in ran.err
