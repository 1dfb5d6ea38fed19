"""No command looks sources up one by one: for a hundred it sends no more statements than for a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import Library
from tests import statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

MOST = 100
SIZES = (1, 10, MOST)
KINDS = 3  # statements that several sources may take beside those of one, as of some other columns differ


def entry(number: int, more: str = "") -> str:
    return (
        f"@article{{k{number}, title={{Number {number} of its Kind}}, author={{Author{number}, A. and Other, B.}},"
        f" journal={{J}}, year={{{1900 + number}}}, keywords={{old, o{number}}}, doi={{10.1000/n{number}}}{more}}}\n"
    )


def fill(rl: Callable[..., Ran], folder: Path) -> None:
    """Fill a library with sources that all parts hang on, and that hang together."""
    text = "".join(entry(n, f", related={{k{(n + 1) % MOST}}}, crossref={{whole}}") for n in range(MOST))
    text += "".join(
        f"@misc{{line{n}, title={{Line {n}}}, crossref={{line{n + 1}}}, year={n + 1}}}\n" for n in range(MOST)
    )
    text += f"@misc{{line{MOST}, title={{The end}}}}\n@misc{{lone, title={{Lone}}}}\n"
    whole = "@book{whole, title={Whole}, editor={E, E}, year=2000, publisher={P}}\n"
    assert rl("import", "-", input=text + whole).code == 0
    library = Library(folder / "library.db")
    with library.operation("fill"):
        for n in range(MOST):
            library.note(f"k{n}", f"note of {n}")
            library.note(f"k{n}", quote=f"quote of {n}", locator="p. 1")
            library.link(f"k{n}", "cites", f"k{(n + 1) % MOST}")
            library.link(f"k{n}", "cites", "whole")
            library.claim(f"k{n}", f"Claim of {n}.")
            library.evidence(f"k{n}#c1", "supports", f"k{(n + 2) % MOST}")


def keys(count: int) -> list[str]:
    return [f"k{n}" for n in range(count)]


def years(count: int) -> str:
    return f"year:1900..{1899 + count} key:k*"


def again(count: int) -> str:
    return "".join(entry(n, ", note={new}, ids={other" + str(n) + "}") for n in range(count))


def twins(count: int) -> str:
    return "".join(entry(n).replace(f"{{k{n},", f"{{twin{n},") for n in range(count))


# What is done before, and the command on so many sources, with what it reads.
COMMANDS: dict[str, Callable[[int], tuple[list[list[str]], list[str], str]]] = {
    "tag": lambda n: ([], ["tag", *keys(n), "+x", "-old"], ""),
    "tag where": lambda n: ([], ["tag", "--where", years(n), "+x"], ""),
    "tags rename": lambda n: ([["tag", *keys(n), "+x"]], ["tags", "rename", "x", "y"], ""),
    "queue": lambda n: ([], ["queue", *keys(n), "--why", "w", "--via", "whole"], ""),
    "start": lambda n: ([], ["start", *keys(n)], ""),
    "set": lambda n: ([], ["set", "lone", f"crossref=line{MOST - n}"], ""),
    "set of a parent": lambda n: ([["tag", *keys(n), "+x"]], ["set", "whole", "date=2001"], ""),
    "rm": lambda n: ([], ["rm", *keys(n), "--yes"], ""),
    "update": lambda n: ([], ["import", "-", "--on-duplicate", "update"], again(n)),
    "new": lambda n: ([], ["import", "-", "--on-duplicate", "new"], again(n)),
    "keys": lambda n: ([], ["import", "-", "--on-duplicate", "new", "--keys", "generate"], again(n)),
    "rekey": lambda n: ([], ["rekey", years(n), "--pattern", "[auth]:[year]", "--pinned"], ""),
    "export": lambda n: ([], ["export", "--keys", ",".join(keys(n))], ""),
    "export query": lambda n: ([], ["export", years(n), "--resolve-crossref"], ""),
    "cite": lambda n: ([], ["cite", *keys(n)], ""),
    "show": lambda n: ([], ["show", *keys(n)], ""),
    "claims": lambda n: ([], ["claims", years(n)], ""),
    "gaps": lambda n: ([], ["gaps", years(n)], ""),
    "undo": lambda n: ([["tag", *keys(n), "+x", "-old"]], ["undo"], ""),
    "undo of a removal": lambda n: ([["rm", *keys(n), "--yes"]], ["undo"], ""),
    "edit": lambda n: ([], ["edit", *keys(n)], ""),
    "note": lambda n: ([["note", "k0", f"note {i}"] for i in range(n // 10 or 1)], ["note", "k0", "another"], ""),
    "link": lambda n: ([], ["link", "whole", "cites", f"k{n - 1}"], ""),
    "rename": lambda n: (
        [["set", f"k{i}", "crossref=lone"] for i in range(n // 10 or 1)],
        ["rename", "lone", "alone"],
        "",
    ),
    "merge": lambda n: (
        [["link", f"k{i}", "supports", "lone"] for i in range(n // 10 or 1)],
        ["merge", "k99", "lone"],
        "",
    ),
    "duplicates": lambda n: ([["import", "-", "--on-duplicate", "new"]], ["duplicates"], twins(n)),
    "quotes": lambda _: ([], ["quotes", "verify"], ""),
    "claim": lambda n: ([], ["claim", f"k{n - 1}", "It is."], ""),
    "trace": lambda n: ([], ["trace", f"k{n - 1}"], ""),
    "impact": lambda n: ([], ["impact", f"k{n - 1}"], ""),
    "matrix": lambda n: ([], ["matrix", years(n)], ""),
    "doctor": lambda _: ([], ["doctor"], ""),
    "redo": lambda n: ([["tag", *keys(n), "+x", "-old"], ["undo"]], ["redo"], ""),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_for_many_sources_no_more_statements_are_sent_than_for_one(
    stocked: Stocked, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/Number/Digit/")
    sent = statements.watch(monkeypatch)
    counts: list[int] = []
    for size in SIZES:
        rl = stocked("hundred", fill)
        before, command, given = COMMANDS[name](size)
        assert all(rl(*one, input=given).code == 0 for one in before)
        sent.clear()
        ran = rl(*command, input=given)
        assert ran.code in (0, 10), ran.err
        counts.append(len(sent))
    assert max(counts) <= counts[0] + KINDS, counts
