"""Bibliographies as people paste them, from pages and PDFs, parted into references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.resolvers import parse_reference, parted_references
from tests.work import assert_linear


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. 2001.\nTwo. 2002.\n\nThree. 2003.\n", ["One. 2001.", "Two. 2002.", "Three. 2003."]),
        ("References\n\n[1] One, of\nmany lines.\n[2] Two.", ["[1] One, of many lines.", "[2] Two."]),
        ("1. One, of many Lan-\nguages.\n2. Two.", ["1. One, of many Languages.", "2. Two."]),
        ("[1] One. https://example.org/a/\nb.html\n[2] Two.", ["[1] One. https://example.org/a/b.html", "[2] Two."]),
        ("[1] One. doi:\n10.1000/one\n[2] Two.", ["[1] One. doi: 10.1000/one", "[2] Two."]),
        ("[1] One. 10.1000/one\n[2] Two. 10.1000/two\n10.1000/x", ["[1] One. 10.1000/one", "[2] Two. 10.1000/two", "10.1000/x"]),
        ("Doe, J. (2001). A title that\n    goes on. Press.\nRoe, A. (2002). B.", ["Doe, J. (2001). A title that goes on. Press.", "Roe, A. (2002). B."]),
        ("  One. 2001.\n  Two. 2002.", ["  One. 2001.", "  Two. 2002."]),
        ("[1] One.\n\nTwo without a label.\n[3] Three.", ["[1] One.", "Two without a label.", "[3] Three."]),
        ("参考文献\n[1] 张三. 题名[J]. 刊名, 2019.\n[2] 李四. 题名[M]. 2020.", ["[1] 张三. 题名[J]. 刊名, 2019.", "[2] 李四. 题名[M]. 2020."]),
        ("Literaturverzeichnis:\nMüller, K.: Titel. 2001.", ["Müller, K.: Titel. 2001."]),
        ("10.1000/a\n10.1000/b", ["10.1000/a", "10.1000/b"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_bibliography_is_parted_into_its_references(text: str, found: list[str]) -> None:
    assert parted_references(text) == found


@given(st.text())
def test_no_word_of_a_bibliography_is_lost_but_its_heading(text: str) -> None:
    parted = "".join("".join(parted_references(f"x\n{text}")).split()).replace("-", "")
    whole = "".join(f"x\n{text}".split()).replace("-", "")
    assert len(parted) <= len(whole)
    assert parted[:1] == "x"


def test_a_bibliography_without_end_takes_work_in_proportion_to_its_length() -> None:
    line = "c" * 49 + "\n"
    assert_linear(parted_references, lambda times: "[1] a\n[2] b\n" + line * times, 120)


@pytest.mark.parametrize(
    ("line", "kind", "people", "title", "where"),
    [
        (
            "[5] 张三, 李四. 深度学习综述[J]. 计算机学报, 2019, 42(3): 1-20.",
            "article", ["张三", "李四"], "深度学习综述", "计算机学报",
        ),
        ("王五, 赵六, 等. 模式识别[M]. 北京: 清华大学出版社, 2010.", "book", ["王五", "赵六", "others"], "模式识别", ""),
        ("SMITH J, JONES A. On keys[EB/OL]. (2020-01-02) [2021-02-03]. https://example.org/a.", "online", ["J. SMITH", "A JONES"], "On keys", ""),
        (
            "Müller, J.; Weiß, K.: Über die Grundlagen der Wärmelehre. In: Annalen der Physik 17 (1905), Nr. 3, S. 132–148.",
            "article", ["J. Müller", "K Weiß"], "Über die Grundlagen der Wärmelehre", "Annalen der Physik",
        ),
        ("Meier, Anna u. a.: Vom Lesen. Berlin: Verlag, 2001.", "misc", ["Anna Meier", "others"], "Vom Lesen", ""),
    ],
)  # fmt: skip
def test_references_of_china_and_germany_are_read(
    line: str, kind: str, people: list[str], title: str, where: str
) -> None:
    record = parse_reference(line).record
    assert (record.type, record.title, record.plain("journaltitle")) == (kind, title, where)
    assert [one.literal or f"{one.given} {one.family}".strip() for one in record.contributors] == people
