"""Captions and children in the heads and options of chunks, and attributes of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import manuscripts
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.manuscripts.conftest import Keys, Scan, Scanned

CAPTIONS = [
    ("```{r}\n#| fig-cap: By @a\n#| fig-alt: See @no\n@no\n```", "a"),
    ("```{r}\n#| fig-cap: |\n#|   By @a\n#|   and @b\n#| label: fig-x\n@no\n```", "a b"),
    ("```{r}\n#| fig-cap: >-\n#|   By @a\n#| fig-alt: >\n#|   See\n#|   @no\n```", "a"),
    ('```{r}\n#| fig-cap:\n#|   - "By @a"\n#|   - "And @b"\n#| fig-subcap:\n#|   - "@c"\n```', "a b c"),
    ('```{python}\n#| tbl-cap: "By @a,\n#|   and @b"\n#| echo: false\nx = "@no"\n```', "a b"),
    ("```{r}\n\n#| fig-cap: By @a\nx\n#| fig-cap: @no\n```", "a"),
    ("```{ojs}\n//| fig-cap: By @a\n// @no\n```\n```{mermaid}\n%%| fig-cap: By @b\n```", "a b"),
    ("```{r, fig.cap='By @a', fig.alt='See @no', tab.cap=\"By @b\"}\n@no\n```", "a b"),
    ('```{r, fig.cap=c("By @a", "and @b")}\n```\n```{r fig.cap = paste("x @c", "y @d")}\n```', "a b c d"),
    ("```{r, fig.scap='@a', out.width='50%', code='@no'}\n```", "a"),
    ('![By @a](x.png){fig-alt="See @no" #fig-x .big width=50%} @b', "a b"),
    ("![By @a](x.png){fig-alt='See @no, and @no'}", "a"),
    ('![](x.png){#fig-x\n  fig-alt="See\n  @no" }', ""),
    ('::: {#fig-x fig-cap="By @a" alt="@no"}\n![](x.png)\n:::', "a"),
    ('::: {.callout-note title="On @a" data-x="@no"}\n@b\n:::', "a b"),
    ('[word @a]{.x aria-label="@no"} @b', "a b"),
    ("Braces {@a} and {x = @b} and @{c}", "a b c"),
]


@pytest.mark.parametrize(("text", "expected"), CAPTIONS)
def test_captions_are_text_and_descriptions_are_not(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.qmd", text) == expected


CHILDREN = [
    '```{r, child = "text/one.Rmd"}\n```',
    "```{r child='text/one.Rmd', eval=TRUE}\n```",
    '```{r, child = here::here("text", "one.Rmd")}\n```',
    '```{r, child = c(here("text", "one.Rmd"), "text/two.Rmd"), label = "x"}\n```',
    '```{r, child = file.path("text", "one.Rmd")}\n```',
    "```{r}\n#| child: text/one.Rmd\n```",
    '```{r}\n#| child: "text/one.Rmd"\n#| label: x\n```',
    "```{r}\n#| child: [text/one.Rmd, 'text/two.Rmd']\n```",
    "```{r}\n#| child:\n#|   - text/one.Rmd\n#|   - text/two.Rmd\n```",
    '```{r}\n#| child: !expr here::here("text", "one.Rmd")\n```',
]
CHILDREN += [
    '```{r, results="asis"}\ncat(knitr::knit_child("text/one.Rmd", quiet = TRUE))\n```',
    "Text `r knitr::knit_child(input = here::here('text', 'one.Rmd'))` and more",
]
MARKERS = ["thesis.Rproj", "_bookdown.yml", "_quarto.yml", ".git", ".here"]


@pytest.fixture
def thesis(tmp_path: Path) -> Path:
    """A project with chapters, and a document in a folder of its own."""
    for folder in ("text", "work/deep"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("one", "two"):
        (tmp_path / f"text/{name}.Rmd").write_text(f"[@{name}]")
    return tmp_path


@pytest.mark.parametrize("text", CHILDREN)
def test_children_are_read_however_they_are_named(text: str, thesis: Path) -> None:
    (thesis / "thesis.Rproj").touch()
    (thesis / "work/deep/main.Rmd").write_text(text)
    manuscript = manuscripts.scan(thesis / "work/deep/main.Rmd")
    assert [at.key for at in manuscript.citations] == (["one", "two"] if "two" in text else ["one"])
    assert manuscript.missing == ()


@pytest.mark.parametrize("marker", MARKERS)
def test_children_are_named_from_the_folder_of_the_project(marker: str, thesis: Path) -> None:
    (thesis / marker).touch()
    (thesis / "work/deep/main.Rmd").write_text(CHILDREN[0])
    assert [at.key for at in manuscripts.scan(thesis / "work/deep/main.Rmd").citations] == ["one"]


def test_without_a_project_a_child_elsewhere_is_missing(thesis: Path) -> None:
    (thesis / "work/deep/main.Rmd").write_text(CHILDREN[0])
    assert [at.key for at in manuscripts.scan(thesis / "work/deep/main.Rmd").missing] == ["text/one.Rmd"]


def test_a_child_beside_the_document_comes_first(thesis: Path, scan: Scan) -> None:
    (thesis / ".git").touch()
    (thesis / "work/text").mkdir()
    (thesis / "work/text/one.Rmd").write_text("[@near]")
    (thesis / "work/main.Rmd").write_text(CHILDREN[0])
    assert [at.key for at in scan("work/main.Rmd", CHILDREN[0]).citations] == ["near"]


PIECES = [
    "#| fig-cap: a\n",
    "#| a:\n#|  b\n",
    "child = here(",
    "child = c('a', ",
    "fig.cap = c('a', ",
    "#| child: [a, ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_options_take_work_in_proportion_to_their_number(piece: str, scanned: Scanned) -> None:
    assert_linear_in(lambda text: scanned("a.qmd")("```{r}\n" + text + "\n```\n"), piece)
    assert_linear_in(lambda text: scanned("a.qmd")("```{r, " + text.replace("\n", "") + "}\n```\n"), piece)
