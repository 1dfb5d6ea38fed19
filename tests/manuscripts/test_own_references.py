"""References in the metadata of Markdown, and in bibliographies in YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import manuscripts
from readinglist.util.errors import UnknownFormat
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.manuscripts.conftest import Scan, Scanned

LISTS = [
    ("references:\n- id: a\n  type: book\n- type: book\n  id: b\n", "a b"),
    ('references:\n  - id: \'a\'\n    author:\n    - id: no\n      family: X\n  - "id": "b c"\n', "a b c"),
    ("references:\n-   id: a   # the first\n-\n    id: b\n    title: 'id: no'\n", "a b"),
    ("references:\n- abstract: |\n    id: no\n    - id: no\n  id: a\ntitle: x\n", "a"),
    ('references: [{id: a, type: book}, {"type": "book", "id": "b"}]\n', "a b"),
    ("references:\n  [\n    {id: a},\n    {'id': 'b'}\n  ]\n", "a b"),
    ("references:\n- {id: a, title: x}\n- {title: y, id: b}\n", "a b"),
    ("title: x\nreferences:\n- id: https://x.org/a?b\n- id: 2020\n", "https://x.org/a?b 2020"),
    ("references: []\nother:\n- id: no\n", ""),
]


@pytest.mark.parametrize(("metadata", "expected"), LISTS)
def test_references_in_the_metadata_are_the_documents_own(metadata: str, expected: str, scan: Scan) -> None:
    for name in ("a.md", "a.qmd"):
        manuscript = scan(name, f"Text @a.\n\n---\n{metadata}---\n")
        assert " ".join(at.key for at in manuscript.own) == expected
        text = manuscripts.read(manuscript.files[0]).text
        assert all(text[at.start : at.end] == at.key for at in manuscript.own)


HAYAGRIVA = """\
# The works
doe2020:
    type: article
    title: "X: a study"
    parent:
        type: periodical
"roe 2021": {type: book}
'x:y':
  note: |
    no:
"""


def test_the_keys_of_a_bibliography_of_hayagriva_are_the_documents_own(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "refs.yml").write_text(HAYAGRIVA)
    for call in ('"refs.yml"', '("x.bib", "refs.yml")', 'path("refs.yml")'):
        manuscript = scan("a.typ", f"@doe2020 @nobody #bibliography({call})")
        assert [at.key for at in manuscript.own] == ["doe2020", "roe 2021", "x:y"]
        assert [path.name for path in manuscript.files] == ["a.typ", "refs.yml"]


def test_a_bibliography_of_pandoc_in_yaml_is_the_documents_own(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "refs.yaml").write_text("---\nreferences:\n- id: a\n...\n")
    manuscript = scan("a.md", "---\nbibliography: [refs.yaml, refs.bib, gone.yml]\n---\n@a")
    assert [at.key for at in manuscript.own] == ["a"]
    assert manuscript.bibliographies == (tmp_path / "refs.bib",)
    assert manuscript.missing == ()


def test_a_bibliography_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "refs.yml").write_text(HAYAGRIVA)
    with pytest.raises(UnknownFormat):
        manuscripts.scan(tmp_path / "refs.yml")


PIECES = [
    "- id: a\n",
    "-\n",
    "- {id: a",
    "{id: ",
    "id: a\n",
    "  - id: a\n",
    "a:\n",
    "'",
    "references:\n",
    " ",
    "- id: 'a",
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_references_take_work_in_proportion_to_their_number(piece: str, scanned: Scanned) -> None:
    assert_linear_in(lambda text: scanned("a.md")("---\nreferences:\n" + text + "\n---\n"), piece)
    assert_linear_in(lambda text: scanned("a.md")("---\nreferences: [" + text + "\n---\n"), piece)
