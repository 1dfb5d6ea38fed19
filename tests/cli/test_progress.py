"""Bars of progress on a terminal, and what is said beside them."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys

from readinglist.util import steps

PROGRAM = """
from readinglist.cli.shared import progress, terminal
with progress.count("resolving") as told:
    told(1, 2)
    terminal.put(["doe2020 done"])
    terminal.say("roe2021 failed")
"""


def test_what_is_said_beside_a_bar_has_lines_of_its_own() -> None:
    master, slave = os.openpty()
    subprocess.run([sys.executable, "-c", PROGRAM], stdout=slave, stderr=slave, check=True)
    os.close(slave)
    written = os.read(master, 100_000).decode()
    os.close(master)
    plain = re.sub(r"\x1b\[[0-9;?]*[a-ln-zA-JL-Z]|\x1b\[[0-9;]*m", "", written)
    lines = [piece for line in plain.split("\n") for piece in re.split(r"\r\x1b\[2K|\r", line)]
    assert "doe2020 done" in lines
    assert "roe2021 failed" in lines


LONG = """
from readinglist.cli.shared import progress, terminal
from readinglist.util import steps
progress._PATIENCE = {patience}
with progress.watching():
    for item in steps.counted("reading", range(2000), 2000):
        for part in steps.counted("within", range(9), 9):
            pass
    {then}
"""


def _on_a_terminal(program: str) -> str:
    master, slave = os.openpty()
    subprocess.run([sys.executable, "-c", program], stdout=slave, stderr=slave, check=True)
    os.close(slave)
    written = b""
    with contextlib.suppress(OSError):  # where nothing was written
        written = os.read(master, 100_000)
    os.close(master)
    return written.decode()


def test_long_work_shows_what_is_done_and_left_and_takes_it_away_again() -> None:
    written = _on_a_terminal(LONG.format(patience=0, then="terminal.put(['the end'])"))
    assert "reading" in written
    assert "500/2000" in written
    assert "within" not in written  # a part of the whole
    assert written.endswith("the end\r\n")
    assert "\x1b[2K" in written  # the line is cleared


def test_short_work_shows_nothing() -> None:
    assert _on_a_terminal(LONG.format(patience=1000, then="pass")) == ""


def test_nothing_is_shown_once_output_goes_to_the_terminal() -> None:
    program = LONG.replace("    for item", "    terminal.put(['first'])\n    for item", 1)
    assert _on_a_terminal(program.format(patience=0, then="pass")) == "first\r\n"


def test_nothing_is_shown_off_a_terminal() -> None:
    ran = subprocess.run([sys.executable, "-c", LONG.format(patience=0, then="pass")], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")


def test_steps_are_told_of_the_outermost_work_and_of_nothing_more_once_it_is_left() -> None:
    heard: list[tuple[str, int, int]] = []
    stop = steps.listen(lambda *told: heard.append(told))
    for _ in steps.counted("copying", range(3), 3):
        steps.tell("reading", 1, 9)
        break
    steps.tell("reading", 2, 9)
    stop()
    steps.tell("reading", 3, 9)
    assert heard == [("copying", 0, 3), ("reading", 2, 9)]


IMPORT = """
from readinglist.cli.shared import progress
with progress.bar({"refs.bib": 4000}) as told:
    told("refs.bib", 2000, 1234)
"""


def test_an_import_shows_its_entries_and_the_time_that_is_left() -> None:
    written = _on_a_terminal(IMPORT)
    assert "refs.bib" in written
    assert "1,234 entries" in written
    assert re.search(r"-?:--:--|[0-9]:[0-9]{2}:[0-9]{2}", written)
