"""No command looks sources up one by one: for a hundred it sends no more statements than for one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests import statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

SIZES = (1, 10, 100)
MOST = max(SIZES)


def entry(number: int, more: str = "") -> str:
    return (
        f"@article{{k{number}, title={{Number {number} of its Kind}}, author={{Author{number}, A. and Other, B.}},"
        f" journal={{J}}, year={{{1900 + number}}}, keywords={{old, o{number}}}, doi={{10.1000/n{number}}}{more}}}\n"
    )


def fill(rl: Callable[..., Ran], _folder: Path) -> None:
    """Fill a library with sources that all parts hang on, and that hang together."""
    from readinglist import Library

    text = "".join(entry(n, f", related={{k{(n + 1) % MOST}}}" + (", crossref={whole}")) for n in range(MOST))
    assert rl("import", "-", input=text + "@book{whole, title={Whole}, editor={E, E}, year=2000, publisher={P}}\n").code == 0
    library = Library()
    with library.operation("fill"):
        for n in range(MOST):
            library.note(f"k{n}", f"note of {n}")
            library.note(f"k{n}", quote=f"quote of {n}", locator="p. 1")
            library.link(f"k{n}", "cites", f"k{(n + 1) % MOST}")
            library.claim(f"k{n}", f"Claim of {n}.")
            library.evidence(f"k{n}#c1", "supports", f"k{(n + 2) % MOST}")
        library.enqueue("k3", via="whole")


def keys(count: int) -> list[str]:
    return [f"k{n}" for n in range(count)]


COMMANDS: dict[str, Callable[[int], tuple[list[str], str]]] = {
    "tag": lambda n: (["tag", *keys(n), "+x", "-old"], ""),
    "tag where": lambda n: (["tag", "--where", f"year:1900..{1899 + n}", "+x"], ""),
    "queue": lambda n: (["queue", *keys(n), "--why", "w", "--via", "whole"], ""),
    "start": lambda n: (["start", *keys(n)], ""),
    "rm": lambda n: (["rm", *keys(n), "--yes"], ""),
    "update": lambda n: (["import", "-", "--on-duplicate", "update"], "".join(entry(i, ", note={new}") for i in range(n))),
    "export": lambda n: (["export", *keys(n)], ""),
    "cite": lambda n: (["cite", *keys(n), "--key"], ""),
    "show": lambda n: (["show", *keys(n)], ""),
    "claims": lambda n: (["claims", f"year:1900..{1899 + n}"], ""),
    "gaps": lambda n: (["gaps", f"year:1900..{1899 + n}"], ""),
    "rekey": lambda n: (["rekey", f"year:1900..{1899 + n}", "--pattern", "[auth]:[year]", "--pinned"], ""),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_for_many_sources_no_more_statements_are_sent_than_for_one(
    stocked: Stocked, library, libraries, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = statements.watch(monkeypatch)
    counts: list[Counter[str]] = []
    for size in SIZES:
        rl = stocked("hundred", fill)
        sent.clear()
        command, given = COMMANDS[name](size)
        ran = rl(*command, input=given)
        assert ran.code in (0, 10), ran.err
        counts.append(Counter(sent))
    print(name, [c.total() for c in counts])
    for sql, n in (counts[2] - counts[0]).most_common(12):
        print("   ", n, " ".join(sql.split())[:150])
