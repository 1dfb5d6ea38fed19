"""`duplicates` among 100,000 sources of which every twentieth stands there twice, against reading them all."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, row, run

COUNT, EVERY = 100_000, 20
READ = "import sqlite3, sys; [*sqlite3.connect(sys.argv[1]).execute('SELECT * FROM source')]"


def main() -> None:
    head(f"Duplicates among {COUNT:,} sources (limit: 20 s)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    bib, library = folder / "refs.bib", folder / "library.db"
    bib.write_text(_text(), "utf-8")
    program = [READINGLIST, "--library", str(library)]
    run([*program, "import", str(bib), "--on-duplicate", "new"])
    read = run([sys.executable, "-c", READ, str(library)])
    ours = run([*program, "duplicates"])
    row("plain sqlite3, rows read", read.seconds, read.seconds, "sqlite3")
    row("duplicates", ours.seconds, read.seconds, "sqlite3")
    found = subprocess.run([*program, "duplicates"], capture_output=True, text=True, check=True).stdout.count("\n")
    print(f"  found: {found:,} pairs of {COUNT // EVERY:,}; peak memory: {ours.megabytes:.0f} MB", flush=True)
    shutil.rmtree(folder)


def _text() -> str:
    """The entries, and at the end every twentieth once more: another key, no DOI, a letter missing in the title."""
    entries = list(_entries.entries(COUNT))
    return "".join([*entries, *map(_again, entries[::EVERY])])


def _again(entry: str) -> str:
    head_, _, rest = entry.partition(",\n")
    lines = [line for line in rest.splitlines(keepends=True) if not line.lstrip().startswith("doi")]
    return f"{head_}x,\n" + "".join(lines).replace("title = {", "title = {" + entry.split("title = {")[1][1], 1)


if __name__ == "__main__":
    main()
