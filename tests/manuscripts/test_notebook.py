"""What Jupyter notebooks cite, with places in the file itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from readinglist import manuscripts
from readinglist.util.errors import UnreadableFile
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript

    Scan = Callable[[str, str], Manuscript]
    Keys = Callable[[str, str], str]
    Scanned = Callable[[str], Callable[[str], Manuscript]]


def notebook(*cells: tuple[str, str | list[str]], **options: Any) -> str:  # noqa: ANN401 - passed on to json
    outputs = [{"source": ["@no"], "cell_type": "markdown", "data": {"text/markdown": "@no"}}]
    made = [
        {"cell_type": kind, "metadata": {"source": "@no"}, "outputs": outputs, "source": text} for kind, text in cells
    ]
    return json.dumps({"cells": made, "metadata": {"source": ["@no"]}, "nbformat": 4}, **options)


@pytest.mark.parametrize(
    "options", [{}, {"indent": 1}, {"indent": 1, "ensure_ascii": False}, {"separators": (",", ":")}]
)
def test_markdown_cells_cite_and_code_cells_do_not(options: dict[str, Any], keys: Keys) -> None:
    text = notebook(
        ("markdown", ['Text "quoted" \\ @a\n', "[see @b; @müller2019]\n", "😀 @c `@no`"]),
        ("code", ["@no\n", "x = '@no'"]),
        ("markdown", '\\cite{d} <cite data-cite="e, f">x</cite> @fig-no @def-no'),
        ("raw", "\\citep{g} @no"),
        **options,
    )
    assert keys("a.ipynb", text) == "a b müller2019 c d e f g"


def test_a_code_block_may_reach_over_the_lines_of_a_cell_but_not_over_cells(keys: Keys) -> None:
    text = notebook(
        ("markdown", ["```\n", "@no\n", "```\n", "@a"]), ("markdown", ["<!-- @b\n"]), ("markdown", "@c -->")
    )
    assert keys("a.ipynb", text) == "a b c"


def test_the_place_is_that_in_the_file(scan: Scan) -> None:
    text = notebook(("markdown", ["one\n", 'é "x" @a and @b\n']), indent=1)
    manuscript = scan("a.ipynb", text)
    lines = text.splitlines()
    for at in manuscript.citations:
        assert lines[at.line - 1][at.column - 1 :].startswith(at.key)


def test_rewriting_leaves_json_that_says_the_same(tmp_path: Path) -> None:
    text = notebook(("markdown", ['"@old" \\cite{old} @müller \u2028 \n', "- [@old]"]), ("code", "@old"), indent=1)
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    citations = manuscripts.scan(path).citations
    changed = manuscripts.rewritten(text, citations, {"old": "new:ü", "müller": "mueller"})
    expected = notebook(("markdown", ['"@new:ü" \\cite{new:ü} @mueller \u2028 \n', "- [@new:ü]"]), ("code", "@old"))
    assert json.loads(changed) == json.loads(expected)
    path.write_text(changed)
    assert [at.key for at in manuscripts.scan(path).citations] == ["new:ü", "new:ü", "mueller", "new:ü"]


def test_metadata_in_the_first_cell_names_a_bibliography(scan: Scan, tmp_path: Path) -> None:
    manuscript = scan(
        "a.ipynb", notebook(("raw", ["---\n", "bibliography: a.bib\n", "nocite: '@n'\n", "---"]), indent=1)
    )
    assert manuscript.bibliographies == (tmp_path / "a.bib",)
    assert [at.key for at in manuscript.citations] == ["n"]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"cells": [}', '"\\u12"'])
def test_what_is_no_notebook_is_refused(text: str, scan: Scan) -> None:
    with pytest.raises(UnreadableFile, match="no notebook"):
        scan("a.ipynb", text)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "1",
        '{"cells": 3}',
        '{"cells": [1, ["@no"], {"source": 1}]}',
        '{"a": {"cells": {}}}',
        '{"cells": [{"cell_type": "markdown"}]}',
    ],
)
def test_odd_json_cites_nothing(text: str, keys: Keys) -> None:
    assert keys("a.ipynb", text) == ""


def test_a_large_notebook_takes_work_in_proportion_to_its_length(scanned: Scanned) -> None:
    def text(times: int) -> str:
        return notebook(("markdown", ['\\"é @a\n'] * times), ("code", "x" * (50 * times)))

    assert len(scanned("a.ipynb")(text(1000)).citations) == 1000
    assert_linear(scanned("a.ipynb"), text, 200)


def test_the_caption_of_a_code_cell_cites(keys: Keys) -> None:
    lines = ["#| fig-cap: By @a\\n", "#| fig-alt: '@no'\\n", "x = '@no'\\n", "#| fig-cap: '@no'"]
    code = ", ".join(f'"{line}"' for line in lines)
    assert keys("a.ipynb", f'{{"cells": [{{"cell_type": "code", "source": [{code}], "outputs": ["@no"]}}]}}') == "a"
