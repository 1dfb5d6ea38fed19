"""The library in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked


def fill(run: Callable[..., Ran], folder: Path) -> None:
    entries = "".join(
        f"@book{{b{n}, title = {{Book {n}}}, year = {1990 + n // 2}, keywords = {{tag{n % 2}, all}}}}\n"
        for n in range(6)
    )
    (folder / "refs.bib").write_text(entries + "@online{page, title = {A page}}\n", "utf-8")
    run("import", "refs.bib")
    run("done", "b0", "b1")
    run("start", "b2")
    run("done", "b3")
    run("undo")
    run("claim", "b0", "It is so")


@pytest.fixture
def run(stocked: Stocked) -> Callable[..., Ran]:
    return stocked("numbers", fill)


def test_sources_are_counted_by_year_status_tag_and_type(run: Callable[..., Ran]) -> None:
    found = run("stats", "--json").json
    assert found["sources"] == 7
    assert found["year"] == {"1990": 2, "1991": 2, "1992": 2}
    assert found["status"] == {"inbox": 4, "reading": 1, "read": 2}
    assert found["tag"] == {"all": 6, "tag0": 3, "tag1": 3}
    assert found["tag_year"] == {
        "all": {"1990": 2, "1991": 2, "1992": 2},
        "tag0": {"1990": 1, "1991": 1, "1992": 1},
        "tag1": {"1990": 1, "1991": 1, "1992": 1},
    }
    assert found["type"] == {"book": 6, "online": 1}
    assert sum(found["added"].values()) == 7
    assert found["todo"] == {"claims without evidence": 1}


def test_what_was_read_is_known_by_the_log_without_what_was_undone(run: Callable[..., Ran]) -> None:
    assert sum(run("stats", "--json").json["read"].values()) == 2


def test_a_query_chooses_what_is_counted(run: Callable[..., Ran]) -> None:
    found = run("stats", "tag:tag0", "--json").json
    assert (found["sources"], sum(found["read"].values())) == (3, 1)
    assert run("stats", "tag:none", "--json").json["sources"] == 0


def test_each_kind_is_drawn_with_its_numbers_and_fits_the_terminal(run: Callable[..., Ran]) -> None:
    lines = run("stats").lines
    assert lines[0] == "7 sources"
    assert "  tag0  3  ████████████████████" in lines
    assert all(len(line) <= 80 for line in lines)


def test_tags_and_years_are_a_grid(run: Callable[..., Ran]) -> None:
    lines = run("stats").lines
    at = lines.index("By tag and year")
    assert lines[at + 1 : at + 3] == ["        1990  1991  1992", "  all      2     2     2"]


def test_years_are_in_their_order_however_long_ago(rl: Callable[..., Ran], tmp_path: Path) -> None:
    years = ("985", "-0044", "2020", "0800", "1066")
    entries = "".join(f"@book{{b{n}, title = {{Book {n}}}, date = {{{year}}}}}\n" for n, year in enumerate(years))
    tmp_path.joinpath("old.bib").write_text(entries.replace("{985}", "{0985}"), "utf-8")
    rl("import", "old.bib")
    assert list(rl("stats", "--json").json["year"]) == ["-44", "800", "985", "1066", "2020"]
