"""A source is found by every spelling and every other name of its key."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def aliases(rl: Callable[..., Ran]) -> dict[str, list[str]]:
    return {one["key"]: one["aliases"] for one in json.loads(rl("list", "--json").out)}


def cite(rl: Callable[..., Ran], folder: Path, keys: str) -> Ran:
    folder.joinpath("t.tex").write_text(
        rf"\documentclass{{article}}\begin{{document}}\cite{{{keys}}}\end{{document}}", "utf-8"
    )
    return rl("check", "t.tex")


@pytest.mark.parametrize(("kept", "typed"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_key_is_found_however_its_accents_are_encoded(
    rl: Callable[..., Ran], tmp_path: Path, kept: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"]
) -> None:
    key = "Müller2001"
    entry = f"@article{{{key}, author={{Müller, J.}}, title={{Keys}}, journal={{J}}, year=2001}}"
    assert rl("import", "-", input=unicodedata.normalize(kept, entry)).code == 0
    other = unicodedata.normalize(typed, key)
    assert rl("show", other).code == 0
    assert rl("tag", other, "+x").code == 0
    ran = cite(rl, tmp_path, other)
    assert "missing" not in ran.out
    assert "alias" not in ran.out
    assert rl("add", "--title", "Y", "--key", other).code == 4
    child = (
        f"@inbook{{c, author={{A. Bee}}, title={{C}}, crossref={{{other}}}, pages={{1}}, booktitle={{B}}, year=2001}}"
    )
    rl("import", "-", input=child)
    assert "crossref" not in rl("doctor").out


ENTRIES = """\
@book{new1, author={Roe, A.}, title={First}, year=2000, ids={old1, old2}}
@book{new2, author={Roe, B.}, title={Second}, year=2001, ids={old3, new3, Neu1, new2}}
@book{new3, author={Roe, C.}, title={Third}, year=2002, note={tex.ids: z1, z2
PMID: 12}}
@book{new4, author={Roe, D.}, title={Fourth}, year=2003, ids={old3}}
"""


def test_the_other_keys_of_an_entry_are_aliases(rl: Callable[..., Ran], tmp_path: Path) -> None:
    ran = rl("import", "-", input=ENTRIES)
    assert aliases(rl) == {"new1": ["old1", "old2"], "new2": ["old3", "Neu1"], "new3": ["z1", "z2"], "new4": []}
    assert "new2 calls itself new3 too, which is new3" in ran.err
    assert "new4 calls itself old3 too, which is new2" in ran.err
    assert rl("show", "old2").out == rl("show", "new1").out
    ran = cite(rl, tmp_path, "old1,z2,Neu1")
    assert "alias" not in ran.out
    assert "missing" not in ran.out
    rl("undo")
    assert aliases(rl) == {}


def test_a_key_of_an_entry_counts_before_the_other_names_of_one_before_it(rl: Callable[..., Ran]) -> None:
    many = "".join(f"@misc{{m{n}, title={{Title {n}}}, year={1000 + n}}}\n" for n in range(1100))
    rl("import", "-", input=f"@misc{{first, title={{First}}, ids={{m1050}}}}\n{many}")
    found = aliases(rl)
    assert found["first"] == []
    assert "m1050" in found


def test_names_that_are_given_later_are_aliases_too(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=ENTRIES)
    assert rl("set", "new4", "ids=later, new1").code == 2  # new1 is another source
    assert aliases(rl)["new4"] == []
    assert rl("set", "new4", "ids=later").code == 0
    assert aliases(rl)["new4"] == ["later"]
    rl("undo")
    assert aliases(rl)["new4"] == []


def test_names_in_zoteros_extra_are_aliases(rl: Callable[..., Ran]) -> None:
    item = {"id": "x", "type": "book", "title": "T", "note": "tex.ids: old1, old2\nPMID: 123\noriginal-date: 1900"}
    rl("import", "-", input=json.dumps([item]))
    (found,) = json.loads(rl("show", "old1", "--json").out)
    assert (found["key"], found["aliases"], found["identifiers"]) == ("x", ["old1", "old2"], {"pmid": "123"})
    assert found["fields"]["origdate"] == "1900"
    assert "note" not in found["fields"]


HOSTILE = "@misc{ke\x1b]0;PWN\x07y, title={Hostile}}\n@inbook{c\x1b[31md, title={C}, author={A. Bee}, crossref={ke\x1b]0;PWN\x07y}}\n@misc{=cmd, title={Formula}}\n"


def test_no_control_character_of_a_key_reaches_a_terminal(rl: Callable[..., Ran]) -> None:
    ran = rl("import", "-", input=HOSTILE)
    assert "a key with control characters is kept as key" in ran.err
    assert set(rl("list", "--keys-only").lines) == {"key", "cd", "=cmd"}
    assert "crossref = {key}" in rl("export").out
    rl("claim", "key", "A statement")
    rl("evidence", "key#c1", "supports", "cd")
    rl("evidence", "key#c1", "supports", "=cmd")
    for command in (
        "list", "list -k", "list --json", "search Hostile -k", "show key", "show key --bibtex", "graph", "matrix",
        "matrix --format csv", "matrix --format html", "bibliography", "export", "export --format csl-json", "log", "claims",
        "gaps", "doctor", "duplicates", "queue",
    ):  # fmt: skip
        ran = rl(*command.split())
        assert not {"\x1b", "\x07"} & set(ran.out + ran.err), command


def test_a_key_that_a_spreadsheet_would_run_is_guarded(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=HOSTILE)
    rl("claim", "key", "A statement")
    rl("evidence", "key#c1", "supports", "=cmd")
    header = rl("matrix", "--format", "csv").lines[0]
    assert "'=cmd" in header.split(",")


def test_the_id_of_a_csl_item_is_an_alias_beside_its_citation_key(rl: Callable[..., Ran]) -> None:
    items = [
        {"id": "z1", "citation-key": "doe", "type": "book", "title": "One"},
        {"id": "z2", "type": "book", "title": "Two", "note": "Citation Key: roe"},
        {"id": "http://zotero.org/items/3", "citation-key": "poe", "type": "book", "title": "Three"},
        {"id": "doe", "citation-key": "moe", "type": "book", "title": "Four"},
    ]
    ran = rl("import", "-", input=json.dumps(items))
    assert "moe calls itself doe too, which is doe; it keeps only its own key" in ran.err
    found = {one["key"]: one["aliases"] for one in rl("list", "--json").json}
    assert found == {"doe": ["z1"], "roe": ["z2"], "poe": [], "moe": []}
    rl("undo")
    assert rl("show", "z1").code == 3
