"""What reStructuredText and MyST cite by the roles of sphinxcontrib-bibtex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.work import assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript

    Scan = Callable[[str, str], Manuscript]
    Keys = Callable[[str, str], str]
    Scanned = Callable[[str], Callable[[str], Manuscript]]

CITING = [
    (":cite:`a` :cite:p:`b,c` :cite:t:`d` :footcite:`e` :footcite:t:`f`", "a b c d e f"),
    (":cite:p:`{see}a{p. 3},{and, too}b`", "a b"),
    ("``:cite:`no` `` :cite:`a`", "a"),
    ("Text::\n\n  :cite:`no`\n\n:cite:`a`\n", "a"),
    (".. code-block:: rst\n\n   :cite:`no`\n\n.. note:: :cite:`a`\n\n   :cite:`b`\n", "a b"),
    (".. comment :cite:`no`\n   :cite:`no`\n\n:cite:`a`", "a"),
    ("\\:cite:`no` [no]_ :ref:`no`", ""),
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_roles_cite(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.rst", text) == expected


def test_myst_roles_cite(keys: Keys) -> None:
    assert keys("a.md", "{cite}`a` {cite:p}`{see}b{p. 3},c` {ref}`no` `{cite}` {cite} `no`") == "a b c"


def test_directives_take_in_files(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "b.rst").write_text(":cite:`b`")
    manuscript = scan("a.rst", ".. include:: b.rst\n.. include:: gone.rst\n\n.. bibliography:: x.bib y.bib\n")
    assert [at.key for at in manuscript.citations] == ["b"]
    assert [(at.key, at.line) for at in manuscript.missing] == [("gone.rst", 2)]
    assert manuscript.bibliographies == (tmp_path / "x.bib", tmp_path / "y.bib")


@pytest.mark.parametrize("piece", [" ", ":", "::\n", ".. a\n", ":cite:`", "``", "`", "{", ".. code::\n\n  a\n", "\\"])
def test_hostile_text_takes_work_in_proportion_to_its_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.rst"), piece)
