"""A bibliography of 1,000 sources in APA, against pandoc alone on the same CSL-JSON."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, row, run

COUNT = 1_000
PANDOC = """
import subprocess, sys
from readinglist.citations import pandoc
document = "---\\nnocite: '@*'\\nbibliography: " + sys.argv[1] + "\\ncsl: " + sys.argv[2] + "\\n...\\n"
subprocess.run([pandoc.find()[0], "--citeproc", "-t", "html"], input=document.encode(), stdout=subprocess.DEVNULL, check=True)
"""


def main() -> None:
    head(f"A bibliography of {COUNT:,} sources in APA (limit: 10 s)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    bib, exported = folder / "refs.bib", folder / "refs.json"
    bib.write_text(_entries.text(COUNT), "utf-8")
    program = [READINGLIST, "--library", str(folder / "library.db")]
    run([*program, "import", str(bib)])
    run([*program, "export", "--format", "csl-json", "--output", str(exported)])
    style = Path(__file__).resolve().parent.parent / "styles" / "apa.csl"
    alone = run([sys.executable, "-c", PANDOC, str(exported), str(style)])
    row("pandoc alone", alone.seconds, alone.seconds, "pandoc")
    for form in ("html", "markdown"):
        ours = run(
            [*program, "bibliography", "--style", "apa", "--format", form, "--output", str(folder / f"b.{form}")]
        )
        row(f"bibliography --format {form}", ours.seconds, alone.seconds, "pandoc")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
