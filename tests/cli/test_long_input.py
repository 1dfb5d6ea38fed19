"""A message repeats at most a line of what was typed, and deep or long input costs neither memory nor a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

LONG = "a" * 50_000
TYPED = [
    ["show", LONG],
    ["show", LONG + "!"],
    ["list", f"year:{LONG}"],
    ["list", f"{LONG}:x"],
    ["list", f"status:{LONG}"],
    ["list", "(" * 50_000],
    ["list", "NOT " * 10_000],
    ["list", "a OR " * 10_000],
    ["list", "tag:" * 10_000],
    ["list", "*" * 10_000],
    ["list", " ".join(f"title:a{n}" for n in range(500))],
    ["list", " ".join(f"note:{LONG[:900]}{n}" for n in range(100))],
    ["list", f'"{LONG}'],
    ["list", "--sort", LONG],
    ["list", "--limit", "9" * 5_000],
    ["list", "--format", "{" + LONG + "}"],
    ["list", f"--{LONG}"],
    [LONG],
    ["tag", "k", f"+{LONG}{{"],
    ["set", "k", f"date={LONG}"],
    ["set", "k", LONG],
    ["link", "k", LONG, "k"],
    ["link", "k", "cites", LONG],
    ["cite", "k", "--style", LONG],
    ["import", LONG],
    ["add", "--offline", LONG],
    ["add", "--title", "T", "--date", LONG],
    ["add", "--title", "T", "--type", f"{LONG} x"],
    ["add", "--isbn", LONG],
    ["rename", "k", f"{LONG}{{"],
    ["export", "--format", LONG],
    ["export", "--keys", LONG],
    ["check", LONG],
    ["check", "--fail-on", LONG, "x.tex"],
    ["rekey", "--pattern", f"[{LONG}]"],
    ["rekey", "--pattern", f"{LONG}{{"],
    ["queue", "k", "--priority", LONG],
    ["text", "k", LONG],
    ["claim", "k", "c", "--verdict", LONG],
    ["evidence", LONG, "supports", "k"],
    ["bibliography", "--group-by", LONG],
    ["graph", LONG],
    ["tags", "--rename", LONG, "b"],
    ["-l", LONG, "list"],
    ["edit", LONG],
    ["rm", LONG],
    ["merge", LONG, "k"],
    ["trace", LONG],
    ["resolve", LONG],
    ["cited", LONG],
    ["undo", LONG],
    ["completion", LONG],
]


@pytest.mark.parametrize("command", TYPED, ids=lambda command: " ".join(word[:20] for word in command))
def test_a_message_repeats_at_most_a_line_of_what_was_typed(command: list[str], rl: Callable[..., Ran]) -> None:
    assert rl("add", "--title", "T", "--key", "k").code == 0
    ran = rl(*command)
    assert "Traceback" not in ran.err
    assert "the program failed" not in ran.err
    assert len(ran.out) + len(ran.err) < 2_000, ran.err[:300]
