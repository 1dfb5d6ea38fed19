"""Names in Chinese, Japanese and Korean characters are whole in every style, and other names keep their initials."""

from __future__ import annotations

from typing import Any

import pytest

from readinglist import errors
from readinglist.citations import batch, east_asian, pandoc, styles


def _has_pandoc() -> bool:
    try:
        return bool(pandoc.find())
    except errors.ReadinglistError:
        return False


def _person(name: str) -> dict[str, str]:
    family, _, given = name.partition(" ")
    return {"family": family, "given": given}


def _made(names: list[str], style: str) -> tuple[str, str]:
    item: dict[str, Any] = {"id": "x", "type": "book", "title": "T", "issued": {"date-parts": [[2020]]}}
    item["author"] = [_person(name) for name in names]
    asked = batch.Request([item], {"c": [batch.CitationItem("x")]})
    made = batch.make(asked, styles.find(style), "text")
    return made.entries["x"], made.citations["c"]


@pytest.mark.skipif(not _has_pandoc(), reason="needs pandoc: pip install pypandoc_binary")
@pytest.mark.parametrize(
    ("names", "style", "entry"),
    [
        (["李 世民", "秦 叔宝"], "apa", "李世民, & 秦叔宝. (2020). T."),
        (["李 世民", "秦 叔宝"], "ieee", "[1] 李世民 and 秦叔宝, T. 2020."),
        (["山田 太郎"], "apa", "山田太郎. (2020). T."),
        (["佐々木 希"], "nature", "1. 佐々木希. T. (2020)."),
        (["김 민수", "Smith John Paul"], "apa", "김민수, & Smith, J. P. (2020). T."),
        (["毛 泽 东"], "ieee", "[1] 毛泽 东, T. 2020."),
        (["Smith Jane", "Doe A."], "apa", "Smith, J., & Doe, A. (2020). T."),
        (["李 世民", "Smith Jane"], "chicago-author-date", "李世民, and Jane Smith. 2020. T."),
        (["李 世民", "Smith Jane"], "vancouver", "1. 李世民, Smith J. T. 2020."),
        (["Smith Jane", "李 世民", "Doe A."], "harvard", "Smith, J., 李世民 and Doe, A. (2020) T."),
    ],
)
def test_a_given_name_in_characters_has_no_initial(names: list[str], style: str, entry: str) -> None:
    assert _made(names, style)[0] == entry


@pytest.mark.skipif(not _has_pandoc(), reason="needs pandoc: pip install pypandoc_binary")
def test_a_citation_in_the_text_has_the_family_name_alone() -> None:
    assert _made(["山田 太郎"], "apa")[1] == "(山田, 2020)"


def test_a_style_stays_as_it_is_where_no_name_is_in_characters() -> None:
    style = styles.find("apa")
    items = [{"id": "x", "author": [{"family": "Li", "given": "Shimin"}, {"literal": "中国"}], "keyword": "a"}]
    assert east_asian.with_marked_stops(style, items) is style
