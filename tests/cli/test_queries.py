"""Queries as people write them, options that narrow a list, and what is said where nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

ENTRIES = """
@article{a1, author={van der Berg, Jan and Doe, Jane}, title={War and Peace}, journal={Nature}, year={2019}, keywords={moe}}
@book{b2, author={Liang, Wenfeng}, title={Machine Learning}, year={2020}, keywords={machine learning}}
@article{c3, author={Roe, Richard}, title={E=mc2 again}, journal={Science}, year={2023}, keywords={moe, physics}}
@misc{d4, title={Undated}}
"""


@pytest.fixture
def shelf(rl: Callable[..., Ran]) -> Callable[..., Ran]:
    assert rl("import", "-", input=ENTRIES).code == 0
    assert rl("start", "c3").code == 0
    return rl


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (["tag=moe"], "a1 c3"), (["tags:moe"], "a1 c3"), (["keyword:moe"], "a1 c3"), (["tag!=moe"], "b2 d4"),
        (["year>2019"], "b2 c3"), (["year:>=2020"], "b2 c3"), (["year<2020"], "a1"), (["year>=2019", "year<=2020"], "a1 b2"),
        (["year:2019-2020"], "a1 b2"), (["year=2019–2023", "tag=moe"], "a1 c3"), (['author:"van der Berg"'], "a1"),
        (["author:van der Berg"], "a1"), (["author=van der Berg", "year=2019"], "a1"), (["journal:nature"], "a1"),
        (["citekey:b2"], "b2"), (["not", "tag:moe"], "b2 d4"), (["not tag:moe"], "b2 d4"), (["tag:moe and not year:2023"], "a1"),
        (["tag:moe", "AND", "year:2023"], "c3"), (["tag=physics or year=2020"], "b2 c3"), (["E=mc2"], "c3"),
        (["tag=machine learning", "-status:read"], "b2"), (["war and peace"], "a1"), (["--tag", "moe"], "a1 c3"),
        (["--tag", "moe", "--tag", "physics"], "c3"), (["--author", "van der Berg"], "a1"), (["--year", "2020..2023"], "b2 c3"),
        (["--year", "2020-2023", "--type", "book"], "b2"), (["--status", "reading"], "c3"), (["--where", "tag=moe or year=2020"], "a1 b2 c3"),
        (["tag:moe OR year:2020", "--type", "article"], "a1 c3"), (["-tag:moe", "--where", "year>2000"], "b2"),
    ],
)  # fmt: skip
def test_a_query_is_understood_as_people_write_it(typed: list[str], keys: str, shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", *typed, "--keys-only")
    assert (ran.code, ran.out.split(), ran.err) == (0, keys.split(), "")
    assert shelf("list", *typed, "--count").out == f"{len(keys.split())}\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["tag:mo"], "no source matches tag:mo; near it are moe."),
        (["author:lian"], "no source matches"),
        (["author:Lyang"], "near it are Liang."),
        (["--author", "Bergh"], "near it are"),
        (["journal:Sciense"], "near it are"),
        (["type:boook"], "near it are book."),
        (["tag:moe", "year:2020"], "each of tag:moe, year:2020 matches some sources, and all together none."),
        (["tag:moe", "author:Nobody", "zzz"], "no source matches author:Nobody"),
        (["zzz"], "no source matches zzz."),
        (["NOT zzz yyy"], "no source matches yyy."),
    ],
)
def test_a_query_that_finds_nothing_says_what_would(typed: list[str], said: str, shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", *typed)
    if "lian" in typed[0]:
        assert ran.out.startswith("b2")
        return
    assert (ran.code, ran.out) == (0, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["year > 2020"], "column 6: > stands alone"),
        (["year>", "2020"], "needs a value"),
        (["title>5"], "title cannot be compared by >"),
        (["colour=red"], "unknown field 'colour'"),
        (["year>twenty"], "is no year"),
        (["--year", ""], "it is empty"),
        (["--status", "reed"], "is no status"),
        (["--where", "("], "missing"),
    ],
)
def test_an_operator_that_means_nothing_is_an_error_with_its_place(
    typed: list[str], said: str, shelf: Callable[..., Ran]
) -> None:
    ran = shelf("list", *typed)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran.err


@pytest.mark.parametrize("how", [["--count"], ["--keys-only"], ["--json"], ["--format", "{key}"]])
def test_a_query_that_finds_nothing_says_so_however_it_is_listed(how: list[str], shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "tag:mo", *how)
    assert (ran.code, ran.out.strip()) == (0, {"--count": "0", "--json": "[]"}.get(how[0], ""))
    assert ran.err == "no source matches tag:mo; near it are moe.\n"


def test_an_export_that_finds_nothing_says_so_and_how_a_file_is_named(shelf: Callable[..., Ran]) -> None:
    ran = shelf("export", "tag:mo")
    assert (ran.code, ran.out, ran.err) == (0, "", "no source matches tag:mo; near it are moe.\n")
    assert "`readinglist export --output refs.bib` writes to that file." in shelf("export", "refs.bib").err
    assert shelf("export").err == ""


@pytest.mark.parametrize("typed", ["10.1000/found", "https://doi.org/10.1000/found", "doi:10.1000/found"])
def test_a_bare_identifier_is_answered_with_the_query_for_it(typed: str, shelf: Callable[..., Ran]) -> None:
    assert shelf("add", "--title", "Found", "--doi", "10.1000/found", "--key", "found").code == 0
    ran = shelf("list", typed)
    assert ran.out.startswith("found") or "; doi:10.1000/found matches one." in ran.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tag:moe", "`readinglist list tag:moe` finds some."),
        ("tag:moe OR zzz", "`readinglist list 'tag:moe OR zzz'` finds some."),
        ("NOT zzz", "`readinglist list 'NOT zzz'` finds some."),
        ("tag:nobody", "`readinglist list tag:nobody` reads it as a query."),
        ("zzz", "nothing was found.\n"),
        ('zzz "', "nothing was found.\n"),
    ],
)
def test_a_search_for_a_query_is_answered_with_the_command_that_reads_it(
    typed: str, said: str, shelf: Callable[..., Ran]
) -> None:
    ran = shelf("search", typed)
    assert (ran.code, ran.out) == (0, "")
    assert said in ran.err
