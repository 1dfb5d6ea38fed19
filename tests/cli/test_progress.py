"""Bars of progress on a terminal, and what is said beside them."""

from __future__ import annotations

import os
import re
import subprocess
import sys

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
