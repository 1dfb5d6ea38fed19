"""What a source inherits is in lists, queries, JSON and citations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

FAMILY = """\
@inproceedings{c1, title={One}, author={Ann, A.}, crossref={P1}}
@inproceedings{own, title={Two}, author={Ann, A.}, crossref={p1}, year=2005}
@inproceedings{word, title={Three}, author={Ann, A.}, crossref={p1}, year={in press}}
@proceedings{p1, title={Frogs}, crossref={mv}}
@mvproceedings{mv, title={All Frogs}, date={1999-03}}
@book{loop1, title={L1}, crossref={loop2}}
@book{loop2, title={L2}, crossref={loop1}}
@misc{orphan, title={Orphan}, crossref={later}}
"""


def years(rl: Callable[..., Ran]) -> dict[str, int | None]:
    return {one["key"]: one["year"] for one in json.loads(rl("list", "--json").out)}


@pytest.fixture
def family(rl: Callable[..., Ran]) -> Callable[..., Ran]:
    assert rl("import", "-", input=FAMILY).code == 0
    return rl


def test_a_child_without_a_date_has_that_of_its_parents(family: Callable[..., Ran]) -> None:
    assert years(family) == {
        "c1": 1999, "own": 2005, "word": None, "p1": 1999, "mv": 1999, "loop1": None, "loop2": None, "orphan": None,
    }  # fmt: skip
    assert set(family("list", "year:1999", "--keys-only").lines) == {"c1", "p1", "mv"}
    order = family("list", "--sort", "date", "--keys-only").lines
    assert order.index("c1") < order.index("own") < order.index("orphan")
    (found,) = json.loads(family("show", "c1", "--json").out)
    assert found["date"] == "1999-03"
    assert "date" not in found["fields"]
    assert "1999" in family("show", "c1").out


def test_the_date_of_a_child_follows_its_parents(family: Callable[..., Ran]) -> None:
    family("set", "mv", "date=2001")
    assert (years(family)["c1"], years(family)["own"]) == (2001, 2005)
    family("unset", "own", "year")
    assert years(family)["own"] == 2001
    family("set", "p1", "year=2002")
    assert (years(family)["c1"], years(family)["mv"]) == (2002, 2001)
    family("unset", "c1", "crossref")
    assert years(family)["c1"] is None
    for _ in range(4):
        family("undo")
    assert (years(family)["c1"], years(family)["own"]) == (1999, 2005)
    family("redo")
    assert years(family)["c1"] == 2001


def test_a_parent_may_come_later_be_renamed_and_go(family: Callable[..., Ran]) -> None:
    family("add", "--title", "Later", "--key", "Later", "--date", "1888")
    assert years(family)["orphan"] == 1888
    family("rename", "later", "other")
    assert years(family)["orphan"] == 1888
    family("rm", "other", "--yes")
    assert years(family)["orphan"] is None
    family("undo")
    assert years(family)["orphan"] == 1888


def test_a_dry_run_dates_nothing(family: Callable[..., Ran]) -> None:
    family("set", "mv", "date=2001", "--dry-run")
    assert years(family)["c1"] == 1999


def test_parts_of_several_volumes_have_the_main_title(rl: Callable[..., Ran]) -> None:
    entries = """\
@mvbook{mv, author={W. Shake}, title={Collected works}, date={1975}}
@book{b1, crossref={mv}, title={Tragedies}, volume=1}
@inbook{ib, crossref={b1}, title={Hamlet}, pages={1--9}}
@inbook{ib2, crossref={mv}, title={Macbeth}, author={E. Ditor}, pages={1--9}}
"""
    rl("import", "-", input=entries)
    out = rl("export", "--resolve-crossref", "--format", "biblatex").out
    parts = {text.partition(",")[0]: text for text in out.split("@inbook{")[1:]}
    assert "maintitle = {Collected works}" in parts["ib"]
    assert "booktitle = {Tragedies}" in parts["ib"]
    assert "bookauthor = {W. Shake}" in parts["ib"]
    assert "maintitle = {Collected works}" in parts["ib2"]
    assert "booktitle" not in parts["ib2"]


@pytest.mark.parametrize(
    ("entry", "title", "container"),
    [
        ("@book{k, title={Space and Beyond}, booktitle={Space and Beyond}}", "Space and Beyond", None),
        ("@book{k, title={{The} Frogs}, booktitle={The frogs}}", "The Frogs", None),
        ("@collection{k, title={Frogs}, subtitle={all}, booktitle={Frogs: All}}", "Frogs: all", None),
        ("@proceedings{k, booktitle={Proceedings of Frogs}}", "Proceedings of Frogs", None),
        ("@incollection{k, title={Frogs}, booktitle={Frogs}}", "Frogs", "Frogs"),
        ("@book{k, title={Frogs}, booktitle={All Beasts}}", "Frogs", "All beasts"),
    ],
)
def test_a_whole_is_not_in_itself(rl: Callable[..., Ran], entry: str, title: str, container: str | None) -> None:
    rl("import", "-", input=entry)
    (item,) = json.loads(rl("export", "--format", "csl-json").out)
    assert item["title"].replace('<span class="nocase">', "").replace("</span>", "").lower() == title.lower()
    assert item.get("container-title") == container
