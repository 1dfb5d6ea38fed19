"""Import of 100,000 entries against bibtexparser's own parse of the same text, with time and peak memory."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, row, run

COUNT = 100_000
PARSE = "import sys, bibtexparser; bibtexparser.parse_string(open(sys.argv[1], encoding='utf-8').read())"


def main() -> None:
    head(f"Import of {COUNT:,} entries (limit: 3 × bibtexparser's parse, 1500 MB)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    for name, accents in (("plain", False), ("LaTeX accents in every field", True)):
        bib = folder / "refs.bib"
        bib.write_text(_entries.text(COUNT, accents=accents), "utf-8")
        library = folder / f"{accents}.db"
        ours = run([READINGLIST, "--library", str(library), "import", str(bib)])
        parse = run([sys.executable, "-c", PARSE, str(bib)])
        print(f"  {name}: a file of {bib.stat().st_size / 1e6:.0f} MB")
        row("bibtexparser.parse_string", parse.seconds, parse.seconds, "bibtexparser")
        row("readinglist import", ours.seconds, parse.seconds, "bibtexparser")
        print(f"  peak memory: {ours.megabytes:.0f} MB; bibtexparser alone {parse.megabytes:.0f} MB", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
