"""The title of a paper by the size of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.attachments import contents, facts, reading
from readinglist.attachments.pdf.titles import Run, by_size, is_title, joined
from tests import pdfs

if TYPE_CHECKING:
    from pathlib import Path

BODY = [Run(10, 0.3 + n / 100, "Words of the text that go on for as long as a line is.") for n in range(20)]


@pytest.mark.parametrize(
    ("runs", "title"),
    [
        ([Run(18, 0.1, "On the Price"), Run(18, 0.13, "of Keys"), Run(12, 0.2, "Jane Doe")], "On the Price of Keys"),
        ([Run(24, 0.05, "NATURE"), Run(18, 0.1, "On the Price of Keys")], "On the Price of Keys"),
        ([Run(18, 0.1, "On the Price of Multi-\n"), Run(18, 0.13, "part Keys∗")], "On the Price of Multipart Keys"),
        ([Run(18, 0.1, "ON THE"), Run(16.5, 0.1, "PRICE OF KEYS †")], "ON THE PRICE OF KEYS"),
        ([Run(18, 0.1, "On the Price"), Run(9, 0.09, "∗"), Run(18, 0.13, "of Keys")], "On the Price of Keys"),
        ([Run(18, 0.1, "混合专家模型的价格与错误")], "混合专家模型的价格与错误"),
        ([Run(18, 0.8, "Printed Below the Fold")], ""),
        ([Run(10, 0.1, "A title in the size of its text")], ""),
        ([Run(18, 0.1, "REFERENCES")], ""),
        ([Run(18, 0.1, "Table of Contents")], ""),
        ([Run(18, 0.1, "1 Introduction")], ""),
        ([Run(18, 0.1, "arXiv:2401.00001v1 [cs.CL] 1 Jan 2024")], ""),
        ([Run(18, 0.1, "@article{doe, title = {On the Price of Keys}}")], ""),
        ([Run(18, 0.1, "word " * 200)], ""),
        ([], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_title_is_what_is_set_largest_and_reads_like_one(runs: list[Run], title: str) -> None:
    assert by_size([*runs, *BODY]) == title


@pytest.mark.parametrize(
    "text",
    ["Microsoft Word - thesis.docx", "fit_hyp final.eps", "file:///home/doe/a b c.tex", "untitled document", "x", ""],
)
def test_a_name_of_a_file_is_no_title(text: str) -> None:
    assert not is_title(text)


def test_a_hyphen_before_a_capital_stays() -> None:
    assert joined(["Deep Multi-", "Task Keys"]) == "Deep Multi-Task Keys"


def test_the_worker_gives_sizes_as_they_are_drawn_and_passes_by_what_is_turned(tmp_path: Path) -> None:
    runs = [pdfs.Run("On the Price of Keys", 20, y=780), pdfs.Run("Jane Doe", 12, y=740)]
    runs += [pdfs.Run(f"Words of the text, line {n}.", y=700 - 14 * n) for n in range(20)]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.made([runs], info="/Title (thesis.docx) /Author (Doe)"))
    with reading.TextReader() as reader:
        found = facts.read(reader.read(path, contents.of(path)).facts)
    assert found.titles == ("On the Price of Keys",)
    assert found.info == {"Title": "thesis.docx", "Author": "Doe"}


def test_facts_that_were_kept_before_there_were_any_are_none() -> None:
    assert facts.read("{}") == facts.FileFacts()
