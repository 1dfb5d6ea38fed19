from __future__ import annotations

import re

import pytest

from readinglist.model.record import Contributor, Field, Identifier, Link, Note, Record
from readinglist.model.views import CLOSE, OPEN, Hit, Summary
from readinglist.render.terminal import card, hits, lists, style, table
from readinglist.render.terminal.columns import Column
from readinglist.util import text

SGR = re.compile(r"\x1b\[[0-9;]*m")


def summary(key: str, title: str, byline: str = "Doe", year: int | None = 2020, **more: str) -> Summary:
    values = {"type": "misc", "venue": "", "date": "", "status": "inbox", "via": "", "why": "", "added": "", "tags": ""}
    return Summary(key=key, title=title, byline=byline, year=year, priority=0, **(values | more))


ROWS = [
    summary("vaswani2017attention", "Attention Is All You Need", "Vaswani et al.", 2017, tags="attention, transformer"),
    summary("yu2023", "疯狂的幻方：一家隐形AI巨头的大模型之路", "于丽丽", 2023, status="queued"),
    summary("emoji", "A title with 🤖 and e\u0301 accents " + "that goes on and on " * 10, "", None),
    summary("a" * 60, "evil \x1b[2J\x07 \u202e title\nover lines", "B\tC"),
]


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120, 200])
def test_no_line_of_a_table_is_wider_than_the_terminal(columns: int) -> None:
    lines = [SGR.sub("", line) for line in table.sources(ROWS, columns)]
    assert len(lines) == 5
    for line in lines:
        assert text.width(line) <= max(columns, 20)
        assert line.isprintable()


def test_a_wide_terminal_shows_more_columns() -> None:
    heads = {
        columns: SGR.sub("", next(iter(table.sources(ROWS, columns)))).split() for columns in (20, 40, 60, 80, 200)
    }
    assert heads == {
        20: ["KEY", "TITLE"],
        40: ["KEY", "YEAR", "TITLE"],
        60: ["KEY", "AUTHORS", "YEAR", "TITLE", "STATUS"],
        80: ["KEY", "AUTHORS", "YEAR", "TITLE", "STATUS", "TAGS"],
        200: ["KEY", "AUTHORS", "YEAR", "TITLE", "STATUS", "TAGS"],
    }


def test_a_key_of_usual_length_is_whole_where_the_other_columns_are_not() -> None:
    """It is what is typed next; three keys cut to one beginning name nothing."""
    keys = ["deepseek2024technical", "deepseek2024technicalb", "li2025flashmla"]
    rows = [
        summary(key, "A title that is longer " * 5, "Somebody Long et al.", tags="one, two, three, four")
        for key in keys
    ]
    for columns in (80, 120):
        lines = [SGR.sub("", line) for line in table.sources(rows, columns)][1:]
        assert [line.split()[0] for line in lines] == keys


def test_columns_stay_aligned_with_wide_characters() -> None:
    lines = [SGR.sub("", line) for line in table.sources(ROWS[:2], 80)]
    places = [
        text.width(line[: line.index(part)]) for line, part in zip(lines, ("TITLE", "Attention", "疯狂"), strict=True)
    ]
    assert len(set(places)) == 1


def test_columns_stay_aligned_behind_emoji_that_are_joined() -> None:
    rows = [
        summary("one", "Plain " * 20),
        summary("two", "👩\u200d💻 and 👍🏽 and 🏳\ufe0f\u200d🌈 " * 9),
        summary("three", "🤖 " * 40),
    ]
    found = [row._replace(tags="here") for row in rows]
    lines = [SGR.sub("", line) for line in table.sources(found, 80)]
    assert len({text.width(line[: line.index("here")]) for line in lines[1:]}) == 1


def test_off_a_terminal_nothing_is_cut_and_nothing_breaks_the_line() -> None:
    lines = list(table.sources(ROWS, None))
    assert [line.count("\t") for line in lines] == [5, 5, 5, 5]
    assert lines[1] == "yu2023\t于丽丽\t2023\t疯狂的幻方：一家隐形AI巨头的大模型之路\tqueued\t"
    assert all("\x1b" not in line and "\n" not in line for line in lines)


def test_an_empty_table_is_empty() -> None:
    assert list(table.sources([], 80)) == list(table.sources([], None)) == []


RECORD = Record(
    key="doe2020",
    type="article",
    fields=(
        Field(
            "title",
            "{T}",
            "A title \x1b]0;x\x07 that is long enough to be wrapped on a narrow terminal, twice at least",
        ),
        Field("journal", "{J}", "Journal of Tests"),
        Field("abstract", "{A}", "word " * 60),
        Field("pages", "{1}", "1–2"),
        Field("a-very-long-field-name", "{1}", "value"),
    ),
    contributors=(
        Contributor("author", "Doe", "Jane", "van"),
        Contributor("author", literal="Epoch AI"),
        Contributor("author", literal="others"),
        Contributor("editor", "Weiss", "Karl"),
    ),
    identifiers=(Identifier("doi", "10.1000/x"), Identifier("arxiv", "2401.04088")),
    tags=("a", "b"),
    aliases=("old2020",),
    notes=(Note(1, "first\n\nsecond", "quoted", "page 3", public=True), Note(2, "mine")),
    links=(
        Link("supports", "other", "out", "Other"),
        Link("background", "third", "in", "Third"),
        Link("supports", "fourth"),
    ),
    status="queued",
    via="other",
    why="because",
    priority=2,
)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_a_card_says_everything_and_stays_within_the_terminal(columns: int) -> None:
    lines = [SGR.sub("", line) for line in card.source(RECORD, columns)]
    whole = " ".join(" ".join(lines).split())
    for expected in (
        "Jane van Doe; Epoch AI; et al.", "editor: Karl Weiss", "doe2020 (formerly old2020)", "Journal of Tests",
        "https://doi.org/10.1000/x", "https://arxiv.org/abs/2401.04088", "queued, priority 2", "because", "1–2",
        "[1] page 3, public", "“quoted”", "first second", "[2] private", "has as background", "supports",
    ):  # fmt: skip
        assert expected in whole
    assert max(map(text.width, lines)) <= max(columns, 46)
    assert not any("\x1b" in line or "\x07" in line for line in lines)
    assert whole.count("supports") == 1


def test_a_bare_record_has_a_card_too() -> None:
    assert "(no title)" in SGR.sub("", next(card.source(Record("k", "misc"), 80)))


def test_a_hit_shows_its_match_and_is_cut_to_the_terminal() -> None:
    hit = Hit(1, "k", "A title " * 20, "Doe", 2020, f"before {OPEN}match{CLOSE} after " + "word " * 40)
    lines = list(hits.hits([hit], 60))
    assert style.match("match") in lines[1]
    assert all(text.width(SGR.sub("", line)) <= 60 for line in lines)
    assert OPEN not in lines[1]
    assert len(SGR.sub("", list(hits.hits([hit], None))[1])) > 200


def test_the_queue_numbers_what_waits_and_says_why() -> None:
    rows = [summary("now", "N", status="reading"), summary("one", "O", status="queued", why="because", via="now")]
    lines = [SGR.sub("", line) for line in lists.queue(rows, 80)]
    assert lines == ["now: now  N", "  1. one  O", "     because · via now"]
    assert all(text.width(SGR.sub("", line)) <= 20 for line in lists.queue(rows, 20))


def test_a_year_before_christ_is_shown_as_people_count_it() -> None:
    rows = [summary("a", "T", year=year) for year in (-43, 0, 12)]
    assert [line.split("\t")[2] for line in table.sources(rows, None)] == ["44 BC", "1 BC", "12"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, "/home/doe/论文/doe2026.pdf"), (18, "…/论文/doe2026.pdf"), (12, "…doe2026.pdf"), (4, "…pdf")],
)
def test_of_a_path_the_end_is_shown(width: int, shown: str) -> None:
    column = Column("FILE", str, 200, 1, is_path=True)
    _, row = table.sources(["/home/doe/论文/doe2026.pdf"], width, [column])
    assert row == shown
    if width == 18:
        _, row = table.sources(["missing: /home/doe/doe2026.pdf"], width + 4, [column])
        assert row == "missing: …/doe2026.pdf"
