"""The columns of a list, as an option or a setting chooses them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from readinglist.model import named_values
from readinglist.model.record import Record
from readinglist.model.views import Summary
from readinglist.render.terminal import columns, table
from readinglist.util import text
from tests.render.terminal.test_table import RECORD, ROWS, SGR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def rows(ran: Ran) -> list[list[str]]:
    return [line.split("\t") for line in ran.lines]


def test_an_option_chooses_the_columns_in_their_order(shelf: Callable[..., Ran]) -> None:
    assert rows(shelf("list", "--columns", "year,key,type"))[0] == ["2017", "vaswani2017attention", "inproceedings"]
    assert rows(shelf("list", "-c", "Key, DOI ,journaltitle"))[2] == [
        "mueller2020",
        "10.1000/xyz.42",
        "Zeitschrift für Modelle",
    ]
    assert rows(shelf("list", "mueller", "-c", "key,key"))[0] == ["mueller2020"]


def test_a_summary_has_the_same_values_as_its_whole_source(seeded: Callable[..., Ran]) -> None:
    seeded("queue", "vaswani2017attention", "--via", "howdeepseek", "--why", "to begin with", "--priority", "2")
    names = ["author", *Summary._fields]
    in_summary = "|".join(f"{{{name}}}" for name in names)
    assert columns.in_summary(names) is not None
    assert columns.in_summary([*names, "claims"]) is None
    with_whole = [line.rpartition("|")[0] for line in seeded("list", "--format", f"{in_summary}|{{claims}}").lines]
    assert seeded("list", "--format", in_summary).lines == with_whole


@pytest.mark.parametrize("name", [*named_values.NAMES, "journaltitle", "pages", "langid"])
def test_every_name_is_a_column(name: str, shelf: Callable[..., Ran]) -> None:
    found = rows(shelf("list", "--columns", f"key,{name}"))
    assert [len(row) for row in found] == [2 - (name == "key")] * 4


def test_every_key_of_a_source_in_json_is_a_column(shelf: Callable[..., Ran]) -> None:
    for name in shelf("list", "--json").json[0]:
        assert shelf("list", "--columns", name).code == 0, name


def test_a_summary_and_the_whole_source_say_the_same(seeded: Callable[..., Ran]) -> None:
    named = "key,byline,year,title,status,tags,type,venue,date,priority,via,why,marks"
    quick, whole = rows(seeded("list", "-c", named)), rows(seeded("list", "-c", f"{named},notes"))
    assert [row[:-1] for row in whole] == quick
    assert any(row[-1] for row in whole)


def test_what_is_many_is_counted(seeded: Callable[..., Ran]) -> None:
    (source,) = seeded("list", "key:howdeepseek", "--json").json
    expected = [str(len(source[name]) or "") for name in ("notes", "links", "claims", "bears")]
    assert rows(seeded("list", "key:howdeepseek", "-c", "notes,links,claims,bears")) == [expected]


@pytest.mark.parametrize("name", ["keys", "nothing", "", "key.x", "title;", "標題"])
def test_an_unknown_column_is_one_sentence_with_what_there_is(name: str, shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "--columns", f"key,{name},year")
    assert ran.code == 2
    assert "unknown column" in ran.err
    assert "known are key, type, title" in ran.err.lower()
    assert ran.err.count("\n") == 1
    assert ran.out == ""


@pytest.mark.parametrize("other", ["--json", "--keys-only", "--count", "--format={key}"])
def test_columns_are_those_of_a_table(other: str, shelf: Callable[..., Ran]) -> None:
    assert shelf("list", "--columns", "key", other).code == 2


def configure(folder: Path, said: str) -> None:
    folder.joinpath("readinglist.toml").write_text(said, "utf-8")


def test_a_setting_chooses_the_columns_and_the_option_comes_first(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    configure(tmp_path, '[list]\ncolumns = ["year", "key"]\n')
    assert rows(shelf("list"))[0] == ["2017", "vaswani2017attention"]
    assert rows(shelf("list", "-c", "key"))[0] == ["vaswani2017attention"]
    assert shelf("list", "-k").lines[0] == "vaswani2017attention"
    assert "list.columns" in shelf("config").out
    assert shelf("list").err == ""


def test_the_nearer_setting_counts_and_the_users_own_is_the_farthest(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    own = tmp_path / "config" / "readinglist"
    own.mkdir(parents=True)
    own.joinpath("config.toml").write_text('[list]\ncolumns = ["title"]\n', "utf-8")
    assert rows(shelf("list"))[0] == ["Attention Is All You Need"]
    configure(tmp_path, '[list]\ncolumns = ["key"]\n')
    assert rows(shelf("list"))[0] == ["vaswani2017attention"]


@pytest.mark.parametrize(
    "said",
    [
        "list = 1",
        '[list]\ncolumns = "key"',
        "[list]\ncolumns = [1]",
        '[list]\ncolumns = ["keys"]',
        "[list]\ncolumns = {}\n[list.x]",
    ],
)
def test_a_wrong_setting_is_named_with_its_file(said: str, shelf: Callable[..., Ran], tmp_path: Path) -> None:
    configure(tmp_path, said)
    ran = shelf("list")
    assert ran.code != 0 or "{}" in said
    assert "readinglist.toml" in ran.err
    assert "Traceback" not in ran.err


CHOICES = [
    ("key",), ("title",), ("year", "priority", "key"), ("tags", "key"), ("key", "byline", "year", "title", "status", "tags"),
    ("status", "priority", "via", "why", "added", "type", "venue", "date", "marks", "key", "title"), ("byline", "title"),
]  # fmt: skip


@pytest.mark.parametrize("names", CHOICES, ids=",".join)
@pytest.mark.parametrize("width", [10, 20, 40, 60, 80, 120, 200])
def test_chosen_columns_stay_within_any_terminal(names: tuple[str, ...], width: int) -> None:
    lines = [SGR.sub("", line) for line in table.sources(ROWS, width, columns.chosen(names))]
    assert len(lines) >= 5
    assert max(map(text.width, lines)) <= width
    assert all(line.isprintable() for line in lines)


def test_columns_of_whole_sources_stay_within_the_terminal_too() -> None:
    many = [RECORD, Record("k", "misc")] * 3
    chosen = columns.chosen(("key", "links", "notes", "identifiers", "title", "aliases", "contributors", "pages"))
    for width in (30, 60, 80, 120):
        lines = [SGR.sub("", line) for line in table.sources(many, width, chosen)]
        assert max(map(text.width, lines)) <= width


def test_what_has_no_room_is_named() -> None:
    (*_, last) = table.sources(ROWS, 40, columns.chosen(("key", "title", "status", "why", "venue")))
    assert SGR.sub("", last) == "no room for: venue"


def numbered(number: int) -> Summary:
    return ROWS[0]._replace(key=f"k{number}", priority=number, year=number)


def test_numbers_stand_below_one_another() -> None:
    found = [numbered(number) for number in (5, -10, 1000)]
    lines = [SGR.sub("", line) for line in table.sources(found, 60, columns.chosen(("priority", "year", "key")))]
    assert lines == [
        "PRIORITY   YEAR  KEY",
        "       5      5  k5",
        "     -10  11 BC  k-10",
        "    1000   1000  k1000",
    ]


def test_tags_that_do_not_fit_are_counted() -> None:
    found = [ROWS[0]._replace(key="k" * 12, tags="attention, transformer, moe, mla")]
    lines = [SGR.sub("", line) for line in table.sources(found, 40, columns.chosen(("key", "tags")))]
    assert lines[1].endswith("attention, transformer +2")


def test_columns_complete_behind_a_comma(tmp_path: Path) -> None:
    def completed(typed: str) -> list[str]:
        script = "from readinglist.cli import main; main([])"
        told = {
            "_READINGLIST_COMPLETE": "bash_complete",
            "COMP_WORDS": f"readinglist list --columns {typed}",
            "COMP_CWORD": "3",
        }
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | told,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        return [line.partition(",")[2] for line in ran.stdout.splitlines()]

    assert completed("key,titl") == ["key,title", "key,titleaddon"]
    assert completed("y") == ["year"]
    assert "key,tags" in completed("key,")
    assert "key,key" not in completed("key,")
