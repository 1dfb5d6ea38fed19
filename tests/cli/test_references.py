from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran
    from tests.services import Services

DOI = "10.1000/keys"
CITED = [
    {"key": "1", "DOI": "10.1000/one", "article-title": "The First", "year": "2001", "author": "Roe"},
    {"key": "2", "article-title": "On Locks", "year": "1999", "author": "Poe"},
    {"key": "3", "DOI": "10.1000/one"},
]
PASTED = """\
[1] J. Doe, "On Locks and their owners," J. Locks, vol. 3, pp. 1-9, 1999.
Roe, R. (2001). The first of many. Journal of Firsts, 4(2), 10-20. https://doi.org/10.1000/one

arXiv:1706.03762
"""


@pytest.fixture
def citing(rl: Callable[..., Ran], services: Services) -> Callable[..., Ran]:
    """The program on a library of a source that cites, and one that it cites, by title and year."""
    services.work(DOI, reference=CITED)
    rl("add", DOI)
    rl("add", "--title", "On locks.", "--author", "Poe, Edgar", "--date", "1999-02", "--key", "locks")
    return rl


def cited(ran: Ran) -> list[str]:
    return [x["key"] for x in ran.json[0]["links"] if (x["relation"], x["direction"]) == ("cites", "out")]


def test_what_a_source_cites_is_added_as_stubs_and_none_of_it_twice(citing: Callable[..., Ran]) -> None:
    before = len(citing("log", "--json").json)
    ran = citing("references", "doe2020keys", "--json")
    assert [(one["action"], one["key"]) for one in ran.json] == [("added", "roe2001first"), ("linked", "locks")]
    assert cited(citing("show", "doe2020keys", "--json")) == ["roe2001first", "locks"]
    assert citing("list", "is:stub", "-k").out == "roe2001first\n"
    assert len(citing("log", "--json").json) == before + 1
    again = citing("references", "doe2020keys", "--json").json
    assert {one["action"] for one in again} == {"known"}
    citing("undo")
    assert cited(citing("show", "doe2020keys", "--json")) == []


def test_resolving_a_stub_of_a_reference_completes_it(citing: Callable[..., Ran], services: Services) -> None:
    citing("references", "doe2020keys")
    services.work("10.1000/one", title=["The First of Many"], author=[{"given": "Rae", "family": "Roe"}])
    assert citing("resolve", "--all").code == 0
    (source,) = citing("show", "roe2001first", "--json").json
    assert (source["key"], source["title"], source["unresolved"]) == ("roe2020first", "The First of Many", False)
    assert cited(citing("show", "doe2020keys", "--json")) == ["roe2020first", "locks"]


def test_pasted_references_are_read_one_a_line(citing: Callable[..., Ran]) -> None:
    ran = citing("references", "locks", "-", "--json", input=PASTED)
    assert ran.code == 0
    assert [one["title"] for one in ran.json] == ["On Locks and their owners", "The first of many", ""]
    keys = cited(citing("show", "locks", "--json"))
    assert len(keys) == 3
    (source,) = citing("show", keys[1], "--json").json
    assert source["identifiers"]["doi"] == "10.1000/one"
    assert keys[2] == "arxiv1706.03762"


def test_a_dry_run_and_a_limit(citing: Callable[..., Ran]) -> None:
    before = citing("list", "--json").json
    ran = citing("references", "doe2020keys", "--dry-run", "--limit", "1")
    assert ran.lines == ["would be added: roe2001first  The First"]
    assert citing("list", "--json").json == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("locks",), 2, "no DOI"),
        (("nobody",), 3, "nobody"),
        (("locks", "nowhere.txt"), 6, "no such file"),
    ],
)
def test_what_cannot_be_asked_or_read_is_said(
    citing: Callable[..., Ran], arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = citing("references", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
