from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import SHELF

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def test_import_counts_what_it_did_and_twice_changes_nothing(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.bib").write_text(SHELF, "utf-8")
    first = rl("import", "refs.bib", "--tag", "thesis")
    assert (first.code, first.out) == (0, "")
    assert first.err == "read 4: added 4, skipped 0, updated 0, broken 0\n"
    before = rl("list", "--json").out
    second = rl("import", "refs.bib")
    assert second.err == "read 4: added 0, skipped 4, updated 0, broken 0\n"
    assert rl("list", "--json").out == before
    assert len(rl("list", "tag:thesis", "--keys-only").lines) == 4


def test_import_reports_a_broken_entry_by_line_keeps_it_and_takes_the_others(
    rl: Callable[..., Ran], tmp_path: Path
) -> None:
    broken = "@article{good1, title = {One}}\n\n@article{bad\n  this is no field\n\n@misc{good2, title = {Two}}\n"
    tmp_path.joinpath("refs.bib").write_text(broken, "utf-8")
    ran = rl("import", "refs.bib")
    assert ran.code == 6
    assert "refs.bib:3: " in ran.err
    assert "read 3: added 2, skipped 0, updated 0, broken 1" in ran.err
    assert rl("list", "--keys-only").lines == ["good1", "good2"]
    doctor = rl("doctor", "--json")
    assert doctor.code == 10
    assert [finding["where"] for finding in doctor.json if finding["kind"] == "broken"] == ["refs.bib:3"]


def test_import_gives_a_free_key_to_another_source_with_the_same_one(rl: Callable[..., Ran]) -> None:
    text = "@misc{doe2020, title = {One}}\n@misc{Doe2020, title = {Two}}\n@misc{, title = {Three}}\n"
    ran = rl("import", "-", input=text)
    assert ran.code == 0
    assert rl("list", "--keys-only").lines == ["doe2020", "Doe2020a", "three"]
    assert "stdin:2: note: the key Doe2020 belongs to another source; this one is kept as Doe2020a" in ran.err


def test_import_makes_keys_where_it_is_told_to(rl: Callable[..., Ran]) -> None:
    rl("import", "-", "--keys", "generate", input=SHELF)
    assert rl("list", "--keys-only").lines == [
        "vaswani2017attention", "jiang2024mixtral", "muller2020uber", "于丽丽2023疯狂的幻",
    ]  # fmt: skip


def test_import_updates_a_twin_where_it_is_told_to(shelf: Callable[..., Ran]) -> None:
    newer = SHELF.replace('Zeitschrift f{\\"u}r Modelle', "Journal").replace("month = may", "pages = {1--2}")
    ran = shelf("import", "-", "--on-duplicate", "update", input=newer)
    assert "read 4: added 0, skipped 3, updated 1, broken 0" in ran.err
    fields = shelf("show", "mueller2020", "--json").json[0]["fields"]
    assert (fields["journal"], fields["pages"], fields["month"]) == ("Journal", "1–2", "may")


def test_import_fails_on_the_first_twin_where_it_is_told_to_and_adds_nothing(shelf: Callable[..., Ran]) -> None:
    ran = shelf("import", "-", "--on-duplicate", "fail", input="@misc{new, title = {New}}\n" + SHELF)
    assert ran.code == 4
    assert len(shelf("list", "--keys-only").lines) == 4


def test_a_dry_run_of_import_counts_and_adds_nothing(rl: Callable[..., Ran]) -> None:
    ran = rl("import", "-", "--dry-run", input=SHELF)
    assert ran.err == "would be: read 4: added 4, skipped 0, updated 0, broken 0\n"
    assert rl("list").out == ""


def test_import_reads_windows_1252_and_says_so(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("old.bib").write_bytes("@misc{k, title = {Müller – «quoted»}}".encode("cp1252"))
    ran = rl("import", "old.bib")
    assert ran.code == 0
    assert "Windows-1252" in ran.err
    assert rl("show", "k", "--json").json[0]["title"] == "Müller – «quoted»"


def test_import_of_one_bad_file_among_good_ones_changes_nothing(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("good.bib").write_text(SHELF, "utf-8")
    tmp_path.joinpath("bad.bib").write_bytes(b"\x7fELF\x00\x01")
    ran = rl("import", "good.bib", "bad.bib")
    assert ran.code == 6
    assert "bad.bib" in ran.err
    assert rl("list").out == ""


def test_a_file_without_a_suffix_is_known_by_its_content(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs").write_text(SHELF, "utf-8")
    assert rl("import", "refs").code == 0
    tmp_path.joinpath("notes.txt").write_text("just words", "utf-8")
    ran = rl("import", "notes.txt")
    assert ran.code == 6
    assert "notes.txt has no format" in ran.err


def test_import_prints_what_it_took_as_json(rl: Callable[..., Ran]) -> None:
    ran = rl("import", "-", "--json", input=SHELF)
    assert [source["key"] for source in ran.json] == [
        "vaswani2017attention",
        "jiang2024mixtral",
        "mueller2020",
        "yu2023",
    ]
