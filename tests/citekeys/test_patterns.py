"""Patterns of citation keys: the table in docs/keys.md, and what is no pattern."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readinglist import errors
from readinglist.citekeys import patterns
from readinglist.formats import bibtex

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "keys.md"
ATTENTION = bibtex.build(
    "",
    "article",
    [
        ("author", "{Vaswani, Ashish and Shazeer, Noam and others}"),
        ("title", "{Attention Is All You Need}"),
        ("journal", "{Advances in Neural Information Processing Systems}"),
        ("pages", "{e5998--6008}"),
        ("date", "{2017-06-12}"),
    ],
)


def made(pattern: str, author: str = "", year: str = "", **fields: str) -> str:
    pairs = [(name, f"{{{value}}}") for name, value in {"author": author, "year": year, **fields}.items() if value]
    return patterns.make(pattern, bibtex.build("", "misc", pairs))


@pytest.mark.parametrize(
    ("pattern", "key"),
    {
        "[auth:lower][year][title:skipwords:1:lower]": "vaswani2017attention",
        "[auth][year]": "Vaswani2017",
        "[authors]:[shortyear]": "VaswaniShazeer:17",
        "[authEtAl:upper]_[month]": "VASWANISHAZEER_06",
        "[authors1]": "VaswaniEtAl",
        "[title]": "AttentionIsAllYouNeed",
        "[shorttitle:lower]": "attentionallyou",
        "[veryshorttitle]": "Attention",
        "[title:lower:capitalize:2]": "AttentionIs",
        "[journaltitle:skipwords:abbr]": "ANIPS",
        "[journal:1:truncate3:upper]": "ADV",
        "[firstpage]-[lastpage]": "e5998-6008",
        "[edtr:(noed)].[type]": "noed.article",
        "[edtr][volume:(v0)]": "v0",
        "": "vaswani2017attention",
        "[edtr]": "vaswani2017attention",
    }.items(),
)
def test_a_pattern_makes_the_key(pattern: str, key: str) -> None:
    assert patterns.make(pattern, ATTENTION) == key


@pytest.mark.parametrize(
    ("author", "year", "key"),
    [
        ("{于丽丽}", "2023", "于丽丽2023"),
        ("李, 明", "2020", "李2020"),
        ("محمد الفارسي", "2011", "الفارسي2011"),
        ("Jörg Müller", "2020", "muller2020"),
        ("Łukasz Żak", "2020", "zak2020"),
        ("Anneke van der Meer", "2019", "vandermeer2019"),
        ("'t Hooft, Gerard", "1971", "thooft1971"),
        ("García Márquez, Gabriel", "1967", "garciamarquez1967"),
        ("{Bureau of Industry and Security}", "2022", "bis2022"),
        ("{DeepSeek-AI}", "2024", "deepseek2024"),
        ("Plato", "-0379", "plato380"),
        ("Ada Chen and Bo Li and Cy Wu", "", "chennd"),
        ("", "", "nd"),
    ],
)
def test_names_of_all_kinds_stand_in_keys(author: str, year: str, key: str) -> None:
    assert made("[auth:lower][year:(nd)]", author, year, title="The Report") == key


def test_an_editor_stands_in_for_an_author_and_a_title_for_both() -> None:
    assert made("[auth]", editor="Ada Chen") == "Chen"
    assert made("[auth][year]", title="The Great Report of the Year") == "greatreport"


def test_what_stands_between_markers_makes_no_key_where_nothing_came_of_them() -> None:
    assert made("[auth:lower]:[year]", title="The Great Report of the Year") == "greatreport"
    assert made("[auth:lower]:[year:(nd)]", title="The Report") == ":nd"
    assert made("[auth:truncate3:(anon)][year]", year="2020") == "anon2020"


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("[auth", "column 1"),
        ("auth]", "column 5"),
        ("[auth] [year]", "' ' cannot stand"),
        ("[auth]{", "'{' cannot stand"),
        ("[nobody]", r"\[nobody\] is no marker"),
        ("[auth:loud]", ":loud is no modifier"),
        ("[year:(no date)]", "'no date' cannot stand"),
    ],
)
def test_what_is_no_pattern_is_refused_with_a_reason(pattern: str, what: str) -> None:
    with pytest.raises(errors.InvalidValue, match=what):
        patterns.check(pattern)


def test_the_page_on_keys_says_what_the_code_does() -> None:
    rows = re.findall(r"^\| `(.+?)`, (-?\d+) +\| `(.+?)` \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 6
    for author, year, key in rows:
        assert made("[auth:lower][year:(nd)]", author, year) == key
