from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran
    from tests.services import Services

PREPRINT, DOI, NOTICE = "10.21203/rs.3.rs-1", "10.1000/keys", "10.1000/notice"
SHELF = f"""
@online{{preprint, title = {{On Keys, Early}}, author = {{Doe, Jane}}, date = {{2019}}, doi = {{{PREPRINT}}}}}
@article{{review, title = {{A Review}}, author = {{Roe, R.}}, year = 2022, journal = {{Reviews}}, doi = {{10.1000/review}}}}
"""


@pytest.fixture
def shelf(rl: Callable[..., Ran], services: Services) -> Callable[..., Ran]:
    """The program on a library of a preprint, of which an article came, and a review."""
    rl("import", "-", input=SHELF)
    relation = {"is-preprint-of": [{"id-type": "doi", "id": DOI, "asserted-by": "subject"}]}
    services.work(PREPRINT, type="posted-content", title=["On Keys, Early"], relation=relation)
    services.work(DOI)
    services.work("10.1000/review", title=["A Review"])
    return rl


def links(ran: Ran) -> set[tuple[str, str]]:
    return {(link["relation"], link["key"]) for link in ran.json[0]["links"] if link["direction"] == "out"}


def test_what_was_published_of_a_preprint_is_added_and_linked(shelf: Callable[..., Ran]) -> None:
    ran = shelf("published")
    assert (ran.code, ran.out) == (0, "preprint version-of doe2020keys (added)  On Keys\n")
    assert links(shelf("show", "preprint", "--json")) == {("version-of", "doe2020keys")}
    assert shelf("published", "--json").json[0]["action"] == "known"
    shelf("undo")
    assert len(shelf("list", "--json").json) == 2
    assert links(shelf("show", "preprint", "--json")) == set()


def test_what_the_library_has_is_only_linked(shelf: Callable[..., Ran]) -> None:
    shelf("add", DOI, "--key", "there")
    assert shelf("published").out == "preprint version-of there (linked)  On Keys\n"


def test_link_only_adds_nothing_and_a_dry_run_changes_nothing(shelf: Callable[..., Ran]) -> None:
    before = shelf("list", "--json").json
    assert f"published as {DOI}" in shelf("published", "--link-only").err
    assert shelf("published", "--dry-run").out.startswith("would be preprint version-of")
    assert shelf("list", "--json").json == before


def test_a_preprint_of_which_nothing_came_is_said_so(shelf: Callable[..., Ran], services: Services) -> None:
    services.work(PREPRINT, type="posted-content", title=["On Keys"])
    ran = shelf("published", "preprint")
    assert (ran.code, ran.out) == (0, "")
    assert "no service knows" in ran.err


def test_a_retraction_marks_the_source_and_names_what_rests_on_it(
    shelf: Callable[..., Ran], services: Services
) -> None:
    shelf("add", DOI)
    shelf("link", "review", "supports", "doe2020keys")
    update = {"DOI": NOTICE, "type": "retraction", "updated": {"date-parts": [[2021, 3, 1]]}, "source": "publisher"}
    services.work(DOI, **{"updated-by": [update]})
    before = len(shelf("log", "--json").json)
    ran = shelf("retracted")
    assert ran.code == 0
    assert "retracted: retraction 2021-03-01 10.1000/notice" in ran.out
    assert "is supported by review" in ran.out
    assert "[retracted] On Keys" in shelf("list").out
    assert shelf("list", "is:retracted", "-k").out == "doe2020keys\n"
    assert "retracted" in shelf("show", "doe2020keys").out
    assert "retract" not in shelf("export").out + shelf("export", "--format", "json").out
    assert len(shelf("log", "--json").json) == before + 1
    (again,) = shelf("retracted", "--json").json
    assert (again["key"], again["new"]) == ("doe2020keys", False)
    assert again["links"] == [{"relation": "supports", "key": "review", "direction": "in"}]
    assert len(shelf("log", "--json").json) == before + 1


def test_a_correction_is_another_mark_and_goes_when_nothing_is_said_any_more(
    shelf: Callable[..., Ran], services: Services
) -> None:
    update = {"DOI": NOTICE, "type": "corrigendum", "updated": {"date-parts": [[2021]]}}
    services.work("10.1000/review", **{"updated-by": [update]})
    shelf("retracted")
    assert shelf("list", "is:corrected", "-k").out == "review\n"
    services.work("10.1000/review")
    assert "review: no service reports anything about it now" in shelf("retracted").err
    assert shelf("list", "is:*", "-k").out == ""
