"""What the directives of MyST and the blocks of bookdown cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.work import assert_linear_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.manuscripts.conftest import Keys, Scan, Scanned

TEXT = [
    ("```{note}\n{cite:t}`a`\n```\n", "a"),
    ("```{figure} x.png\n:name: fig-x\n:alt: See @no\n\nBy {cite}`a`.\n```", "a"),
    ("```{figure} x.png\n---\nname: fig-x\nalt: See @no\ncaption: By @a\n---\nBy @b\n```", "a b"),
    ("~~~{tip}\n@a\n~~~\n@b", "a b"),
    ("````{exercise}\n@a\n```{code-cell} python\n@no\n```\n```{solution} x\n@b\n```\n````\n@c", "a b c"),
    ("`````{tab-set}\n````{tab-item} One\n```{card}\n@a\n```\n@b\n````\n@c\n`````\n@d", "a b c d"),
    (":::{admonition} See {cite}`a`\n@b\n:::\n@c", "a b c"),
    ("::::{grid}\n:::{card} @a\n:alt: @no\n@b\n:::\n::::\n", "a b"),
    ("- item\n\n  ```{warning}\n  @a\n  ```\n- @b", "a b"),
    ("> ```{note}\n> @a\n> ```\n", "a"),
    ("```{prf:theorem} Title @a\n:label: thm\n@b\n```", "a b"),
    ("```{eval-rst}\n:cite:p:`a,b` and @no\n```\n@c", "a b c"),
    ("```{list-table}\n:header-rows: 1\n* - @a\n  - {cite:p}`b`\n```", "a b"),
    ("```{note}\n    @no\n\nText @a\n```", "a"),
    ("```{note}\n@a\n", "a"),
    ("```{note}\n`@no` and <!-- @no --> @a\n```\n@b", "a b"),
    ('```{theorem, name="By"}\n@a\n```', "a"),
]

CODE = [
    "```{code-cell} ipython3\n:tags: [hide]\n@no\n```",
    "```{math}\n:label: x\n@no\n```",
    "```{code-block} python\n---\ncaption: x\n---\n@no\n```",
    "```{code} python\n@no\n```",
    "```{r}\n@no\n```\n```{python}\n@no\n```\n```{julia}\n@no\n```",
    "```{mermaid}\n@no\n```\n```{raw} html\n@no\n```\n```{toctree}\n@no\n```",
    ":::{math}\n@no\n:::",
    "::::{code-cell} python\n@no\n:::\n@no\n::::\n",
    "```{.python #x}\n@no\n```\n```{=html}\n@no\n```\n```{r, echo=FALSE}\n@no\n```",
    "```python\n@no\n```",
]


@pytest.mark.parametrize(("text", "expected"), TEXT)
def test_directives_of_text_cite(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.md", text) == expected


@pytest.mark.parametrize("text", CODE)
def test_directives_of_code_cite_nothing(text: str, keys: Keys) -> None:
    assert keys("a.md", text + "\n@a\n") == "a"


@pytest.mark.parametrize("name", ["a.qmd", "a.Rmd"])
def test_in_documents_of_knitr_only_blocks_of_text_are_text(name: str, keys: Keys) -> None:
    text = '```{theorem, label="x"}\n@a\n```\n```{proof}\n@b\n```\n```{anylanguage}\n@no\n```\n```{asis, echo=TRUE}\n@c\n```\n'
    assert keys(name, text) == "a b c"


def test_a_directive_includes_a_file_and_names_a_bibliography(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "part.md").write_text("@part")
    manuscript = scan(
        "a.md", "```{include} part.md\n```\n@a\n```{bibliography} refs.bib more.bib\n:style: unsrt\n```\n"
    )
    assert [at.key for at in manuscript.citations] == ["part", "a"]
    assert manuscript.bibliographies == (tmp_path / "refs.bib", tmp_path / "more.bib")


def test_a_notebook_has_directives_too(keys: Keys) -> None:
    text = '{"cells": [{"cell_type": "markdown", "source": ["```{note}\\n", "{cite}`a` @b\\n", "```"]}]}'
    assert keys("a.ipynb", text) == "a b"


PIECES = ["```{note}\n", "```{note}\n```\n", "````{a}\n```{b}\n", "```{a}\n:::\n", ":::{note}\n", ":::{math}\n:::\n", ":a: b\n",
          "```{a}\n---\n", "~~~{a}\n```\n", "```{code-cell}\n", "````{a}\n```{r}\n```\n", '{a="', "{.a ", "{#a b=c}"]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_directives_take_work_in_proportion_to_their_number(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.md"), piece)
    assert_linear_in(lambda text: scanned("a.md")(text + "\n```\n````\n:::\n"), piece)
