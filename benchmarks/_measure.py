"""What the benchmarks share: timing commands in turn, their memory, and printing medians and ratios."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BIN = Path(sys.executable).parent
READINGLIST = str(BIN / "readinglist")


class Run(NamedTuple):
    """One run of a command: seconds on the clock, its peak memory in megabytes, and seconds of processor time, its children's too."""

    seconds: float
    megabytes: float
    processor: float


def peer(name: str) -> str | None:
    """The path of a peer's program, from the folder PEERS or the PATH; None where it is not installed."""
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PEERS", ""), os.environ["PATH"]]))


def run(command: Sequence[str], env: Mapping[str, str] | None = None, *, fails: bool = False) -> Run:
    """Run a command once; its output is thrown away. A command that fails ends the benchmark, unless it is to fail."""
    variables = {**os.environ, **(env or {})}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, env=variables, stdin=quiet, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if bool(child.returncode) != fails:
        sys.exit(f"{' '.join(command)} failed with exit code {child.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def in_turn(
    commands: Mapping[str, Sequence[str]], rounds: int, env: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Median seconds of commands run A B C A B C …, after one round that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds = run(command, env).seconds
            if turn:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def row(name: str, seconds: float, base: float, against: str) -> None:
    """Print one figure and its ratio."""
    print(f"  {name:<36} {seconds * 1000:10.1f} ms   {seconds / base:7.2f} × {against}", flush=True)


def head(title: str) -> None:
    print(f"\n{title}", flush=True)
