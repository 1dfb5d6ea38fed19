"""`doctor`, as a user calls it: what it names, what it mends, and that an undo takes it back."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

WRONG = r"""@article{fuel, author = {A. Able, B. Baker, C. Cole}, title = {Fuel & 100 % of it}, journal = {J}, year = 2001,
  volume = {Vol. 3}, doi = {https://doi.org/10.1000/x}}
@book{loud, author = {Roe, Ann}, title = {ON THE ORIGIN OF FROGS}, publisher = {P}, year = {20011}}
"""


@pytest.fixture
def wrong(rl: Callable[..., Ran]) -> Callable[..., Ran]:
    ran = rl("import", "-", input=WRONG)
    assert ran.code == 0
    assert "stdin:1: note: author of fuel: 'A. Able, B. Baker, C. Cole' is read as one person" in ran.err
    return rl


def test_doctor_names_what_would_be_printed_wrongly_and_changes_nothing(wrong: Callable[..., Ran]) -> None:
    before = wrong("export").out
    ran = wrong("doctor", "--json")
    assert ran.code == 10
    assert [(one["kind"], one["where"], one["fixable"]) for one in ran.json] == [
        ("special", "fuel", True), ("names", "fuel", True), ("label", "fuel", True), ("doi", "fuel", True),
        ("year", "loud", False), ("capitals", "loud", False),
    ]  # fmt: skip
    assert wrong("doctor", "--fix", "--dry-run").err.count("would mend: fuel: ") == 4
    assert wrong("export").out == before


def test_fix_mends_what_has_one_answer_says_so_and_can_be_undone(wrong: Callable[..., Ran]) -> None:
    before = wrong("export").out
    ran = wrong("doctor", "--fix")
    assert (ran.code, len(ran.lines)) == (10, 2)
    assert r"mended: fuel: & and % in title must be escaped for LaTeX: Fuel \& 100 \% of it" in ran.err
    after = wrong("export").out
    for field in (
        r"author = {A. Able and B. Baker and C. Cole}",
        r"title = {Fuel \& 100 \% of it}",
        "volume = {3}",
        "doi = {10.1000/x}",
    ):
        assert field in after
    assert {one["kind"] for one in wrong("doctor", "--json").json} == {"year", "capitals"}
    assert wrong("undo").code == 0
    assert wrong("export").out == before


def test_what_braces_hold_together_is_one_name_to_import_and_to_doctor(rl: Callable[..., Ran]) -> None:
    ran = rl("import", "-", input="@book{firm, author={{Barnes; Noble}}, title={T}, publisher={P}, year=2001}\n")
    assert "read as one person" not in ran.err
    assert rl("doctor", "--json").json == []


def test_a_typed_name_is_read_back_where_it_may_be_meant_otherwise(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "--title", "A", "-a", "Jane Doe, John Smith", "--key", "a")
    assert (ran.code, ran.out) == (0, "a\n")
    assert "the family name 'Jane Doe' with the given name 'John Smith'" in ran.err
    assert "a body wants braces: {Epoch AI}" in rl("set", "a", "author=Epoch AI").err
    assert rl("set", "a", "author={Epoch AI}").err == ""


def test_an_entry_that_names_another_that_is_not_there_is_named(rl: Callable[..., Ran]) -> None:
    entry = "@book{%s, author = {Roe, Ann}, title = {%s}, publisher = {P}, year = 2001, %s}\n"
    named = ("crossref = {no}", "xdata = {no}", "xref = {no}", "related = {no}", "xref = {k0}")
    rl("import", "-", input="".join(entry % (f"k{place}", f"T{place}", field) for place, field in enumerate(named)))
    found = {one["where"]: one["message"] for one in rl("doctor", "--json").json}
    assert found == {
        "k0": "inherits from no, which is not in the library; add it or unset crossref",
        "k1": "inherits from no, which is not in the library; add it or unset crossref",
        "k2": "names no, which is not in the library; add it or unset the field",
        "k3": "names no, which is not in the library; add it or unset the field",
    }


@pytest.mark.parametrize(
    "statement",
    ["DROP INDEX ix_tag_folded", "DROP INDEX ix_source_date; CREATE INDEX ix_source_date ON source (title)"],
)
def test_an_index_that_a_file_lacks_is_named_and_made_again(
    statement: str, shelf: Callable[..., Ran], tmp_path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript(statement)
    ran = shelf("doctor", "--json")
    (found,) = [one for one in ran.json if one["kind"] == "schema"]
    assert (found["where"] in statement, found["fixable"]) == (True, True)
    shelf("doctor", "--fix")
    assert "schema" not in shelf("doctor").out


def test_an_index_of_the_users_own_is_no_fault(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("CREATE INDEX mine ON source (title)")
        connection.commit()
    assert "schema" not in shelf("doctor").out
