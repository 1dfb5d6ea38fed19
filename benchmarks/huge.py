"""Import of a file of one gigabyte: its time and its peak memory. It takes some ten minutes and ten gigabytes of disk."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, run

COUNT = 1_000_000


def main() -> None:
    head("Import of one gigabyte (limit: 1000 MB of memory)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    bib = folder / "refs.bib"
    with bib.open("w", encoding="utf-8") as file:
        file.writelines(_entries.entries(COUNT))
    ours = run([READINGLIST, "--library", str(folder / "refs.db"), "import", str(bib)])
    print(f"  a file of {bib.stat().st_size / 1e6:.0f} MB, {COUNT:,} entries: {ours.seconds:.0f} s")
    print(f"  peak memory: {ours.megabytes:.0f} MB")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
