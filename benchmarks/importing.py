"""Import of 100,000 entries against bibtexparser's own parse of the same text: time, processor time and peak memory.

On two cores that nothing else uses, an import takes half of its processor time at best: the process that writes the library and those
that read the file work side by side.
"""

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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    head(f"Import of {count:,} entries (aim: 1.5 × bibtexparser's parse)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    for name, accents in (("plain", False), ("LaTeX accents in every field", True)):
        bib = folder / "refs.bib"
        bib.write_text(_entries.text(count, accents=accents), "utf-8")
        library = folder / f"{accents}.db"
        parse = run([sys.executable, "-c", PARSE, str(bib)])
        ours = run([READINGLIST, "--library", str(library), "import", str(bib)])
        print(f"  {name}: a file of {bib.stat().st_size / 1e6:.0f} MB")
        row("bibtexparser.parse_string", parse.seconds, parse.seconds, "bibtexparser")
        row("readinglist import", ours.seconds, parse.seconds, "bibtexparser")
        row("its processor time, all processes", ours.processor, parse.processor, "bibtexparser")
        print(f"  peak memory: {ours.megabytes:.0f} MB; bibtexparser alone {parse.megabytes:.0f} MB", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
