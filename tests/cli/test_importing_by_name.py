"""`import --from NAME`: the wish is heeded, in any case of its letters, and before what the content looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

PAPER = "title: A paper\nref: doe2020\ntype: article\n"


@pytest.mark.parametrize("name", ["papis", "Papis"])
def test_the_library_of_a_program_is_read_by_its_name(rl: Callable[..., Ran], tmp_path: Path, name: str) -> None:
    (tmp_path / "papers" / "one").mkdir(parents=True)
    (tmp_path / "papers" / "one" / "info.yaml").write_text(PAPER, "utf-8")
    assert rl("import", "--from", name, "papers").code == 0
    assert rl("show", "doe2020").code == 0


def test_a_format_that_is_named_counts_before_what_a_file_begins_with(rl: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "entry.yaml").write_text("---\ndoe2020:\n  ENTRYTYPE: article\n  title: Of cobib\n...\n", "utf-8")
    assert rl("import", "--dry-run", "entry.yaml").code == 0
    ran = rl("import", "--from", "CSL-YAML", "entry.yaml")
    assert "added 1" not in ran.err


def test_a_name_of_nothing_is_refused_with_those_that_there_are(rl: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title = {A}}\n", "utf-8")
    ran = rl("import", "--from", "nothing", "a.bib")
    assert ran.code == 6
    assert "papis" in ran.err
