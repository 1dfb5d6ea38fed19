"""Reading at 10,000 sources: against bare Python, and papis on the same entries where it is installed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, in_turn, peer, row, run

COUNT = 10_000
COMPLETION = {"_READINGLIST_COMPLETE": "bash_complete", "COMP_WORDS": "readinglist show vas", "COMP_CWORD": "2"}


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    bib = folder / "refs.bib"
    bib.write_text(_entries.text(COUNT), "utf-8")
    library = str(folder / "library.db")
    program = [READINGLIST, "--library", library]
    run([*program, "import", str(bib)])
    key = next(_entries.entries(1)).split("{")[1].split(",")[0]
    run([*program, "queue", key])
    head(f"Reading at {COUNT:,} sources (limit: 100 ms on a quiet machine)")
    python = [sys.executable, "-c", "pass"]
    commands = {
        "python -c pass": python,
        "list": [*program, "list"],
        "list author:nguyen year:2001..2003": [*program, "list", "author:nguyen", "year:2001..2003"],
        "list --limit 20": [*program, "list", "--limit", "20"],
        "search attention routing": [*program, "search", "attention", "routing"],
        "show": [*program, "show", key],
        "next": [*program, "next"],
    }
    times = in_turn(commands, rounds=9)
    times["completion of keys"] = in_turn({"c": [READINGLIST]}, 9, {**COMPLETION, "READINGLIST_LIBRARY": library})["c"]
    for name, seconds in times.items():
        row(name, seconds, times["python -c pass"], "python -c pass")
    papis = peer("papis")
    if papis:
        _papis(papis, folder, times)
    else:
        print("  papis is not installed: no comparison (see benchmarks/README.md)")
    shutil.rmtree(folder)


def _papis(papis: str, folder: Path, ours: dict[str, float]) -> None:
    """Papis on the same entries."""
    home = folder / "papis"
    documents = _entries.papis_folders(home, COUNT)
    env = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home),
    }
    program = [papis, "-l", str(documents)]
    head(f"papis at {COUNT:,} documents, its cache filled")
    run([*program, "list", "--all"], env)
    commands = {
        "list": [*program, "list", "--all"],
        "search attention routing": [*program, "list", "--all", "title : attention routing"],
    }
    for name, seconds in in_turn(commands, 3, env).items():
        row(f"papis {name}", seconds, ours[name], f"readinglist {name}")


if __name__ == "__main__":
    main()
