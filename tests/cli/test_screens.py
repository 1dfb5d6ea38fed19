"""What every screen keeps at any width: nothing is wider than the terminal, and what matters is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from readinglist.cli.shared import terminal
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

WIDTHS = (40, 60, 80, 120, 200)
SCREENS = (
    *(
        "list",
        "list -c key,links,tags,title,venue",
        "claims",
        "claims --full",
        "queue",
        "next",
        "tags",
        "log",
        "search model",
    ),
    *("gaps", "matrix", "matrix --verdicts", "duplicates", "doctor", "quotes verify --all", "show howdeepseek"),
    *(
        "show howdeepseek --all",
        "trace howdeepseek",
        "impact yang2025how",
        "check paper.md",
        "list --columns title,notes",
    ),
)
TITLES = (
    "疯狂的幻方：一家隐形AI巨头的大模型之路与中国人工智能产业的未来发展",
    "A Very Long Title That Goes On and On: With a Subtitle of Many Words, and Another Clause That Nobody Needs",
    "On 🤖 Robots and People",
    "e\u0301toile: accents combinants a\u0308o\u0308u\u0308",
    "ディープラーニング入門ガイド",
)
HUNDRED = "hub2020"
RELATIONS = ("contradicts", "cites", "supports")


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> Callable[[int | None], None]:
    """Let the terminal be so many columns wide."""

    def wide(columns: int | None) -> None:
        monkeypatch.setattr(terminal, "columns", lambda: columns)

    return wide


def fill(run: Callable[..., Ran], _folder: Path) -> None:
    """Fill a library with a source of a hundred links, forty notes and twenty claims, and names of many scripts."""
    entries = [f"@misc{{{HUNDRED}, title = {{The Hub}}}}"]
    entries += [
        f"@misc{{k{'x' * (n % 30)}{n}, title = {{{TITLES[n % 5]}}}, author = {{于丽丽 and Müller, Jörg}},"
        f" keywords = {{{', '.join(f'tag{m}/部分' for m in range(n % 15))}}}, year = {{{1900 + n}}}}}"
        for n in range(100)
    ]
    assert run("import", "-", input="\n".join(entries)).code == 0
    keys = run("list", "-k").lines[1:]
    for relation, some in zip(RELATIONS, (keys[:3], keys[3:90], keys[90:]), strict=True):
        for key in some:
            run("link", HUNDRED, relation, key)
    for number in range(40):
        run("note", HUNDRED, f"note {number} says what I thought of it")
    for number in range(20):
        run(
            "claim",
            HUNDRED,
            f"Claim {number} says that 模型 costs much",
            "--verdict",
            f"verdict{number} is that 没有证据 was given for it",
        )
    for number, key in enumerate(keys[:6]):
        run(
            "queue",
            key,
            "--why",
            "because of what it says about costs " * number,
            "--via",
            HUNDRED,
            "-p",
            str(number * 7 - 7),
        )


@pytest.fixture
def hub(stocked: Stocked) -> Callable[..., Ran]:
    return stocked("hub", fill)


def wider(ran: Ran, columns: int) -> list[str]:
    """Return the lines that are wider than the terminal, but for those that a key or an address makes so: it is whole."""
    return [
        line for line in ran.lines if text.width(line) > columns and max(map(text.width, line.split())) <= columns - 20
    ]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_of_the_seed_collection_is_wider_than_the_terminal(
    screen: str, columns: int, seeded: Callable[..., Ran], wide: Callable[[int | None], None], tmp_path: Path
) -> None:
    tmp_path.joinpath("paper.md").write_text("See [@vaswani2017attention; @nobody2020; @howdeepseek].", "utf-8")
    wide(columns)
    ran = seeded(*screen.split())
    assert ran.code in (0, 10), ran.err
    assert wider(ran, columns) == []


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "screen",
    [
        "list",
        "claims",
        "claims --full",
        "queue",
        "tags",
        "search costs",
        "gaps",
        "duplicates",
        f"show {HUNDRED}",
        "log",
    ],
)
def test_no_screen_of_many_scripts_is_wider_than_the_terminal(
    screen: str, columns: int, hub: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    wide(columns)
    ran = hub(*screen.split())
    assert ran.code == 0, ran.err
    assert wider(ran, columns) == []


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("screen", ["claims", "claims --full", "matrix --verdicts"])
def test_claims_keep_every_word_of_every_verdict(
    screen: str, columns: int, seeded: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    verdicts = [claim["verdict"] for claim in seeded("claims", "--json").json]
    wide(columns)
    shown = set(re.findall(r"\S+", seeded(*screen.split()).out))
    assert [word for verdict in verdicts for word in verdict.split() if word not in shown] == []


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_queue_keeps_priorities_and_reasons(
    columns: int, hub: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    wide(columns)
    out = hub("queue").out
    for priority in (28, 21, 14, 7, -7):
        assert f"     priority {priority} ·" in out
    whole = " ".join(out.split())
    assert ("because of what it says about costs " * 5).strip() in whole
    assert whole.count(f"via {HUNDRED}") == 6


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_list_keeps_its_columns_from_eighty_on(
    columns: int, seeded: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    wide(columns)
    heads = seeded("list").lines[0].split()
    assert heads[0] == "KEY"
    assert "TITLE" in heads
    assert columns < 80 or heads == ["KEY", "AUTHORS", "YEAR", "TITLE", "STATUS", "TAGS"]


def test_a_source_with_a_hundred_links_shows_what_matters_first_and_counts_the_rest(
    hub: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    wide(80)
    ran = hub("show", HUNDRED)
    lines = ran.lines
    links = lines[lines.index("Links") :]
    assert [line.strip() for line in links if line.strip() in RELATIONS] == ["contradicts", "supports", "cites"]
    assert [line.strip() for line in lines if "… and" in line] == [
        "… and 30 more", "… and 10 more", "… and 5 more", "… and 82 more"
    ]  # fmt: skip
    assert f"show {HUNDRED} --all` shows all" in ran.err
    assert len(lines) < 80


def test_all_of_a_source_is_shown_where_it_is_asked_for(
    hub: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    wide(80)
    ran = hub("show", HUNDRED, "--all")
    assert "… and" not in ran.out
    assert ran.err == ""
    assert ran.out.count("says what I thought") == 40
    assert len(hub("show", HUNDRED, "--json").json[0]["links"]) == 100


def test_off_a_terminal_and_for_a_small_source_nothing_is_left_out(
    hub: Callable[..., Ran], seeded: Callable[..., Ran], wide: Callable[[int | None], None]
) -> None:
    assert "… and" not in hub("show", HUNDRED).out
    wide(80)
    small = seeded("show", "vaswani2017attention")
    assert small.err == ""
