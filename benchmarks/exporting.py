"""Export of 100,000 sources against joining the same text from plain sqlite3 rows."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, in_turn, row, run

COUNT = 100_000
JOIN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
fields = {}
for source, name, raw in connection.execute("SELECT source_id, name, raw FROM field ORDER BY source_id, position"):
    fields.setdefault(source, []).append(f"  {name} = {raw},\\n")
with open(sys.argv[2], "w", encoding="utf-8") as file:
    for number, kind, key in connection.execute("SELECT id, type, key FROM source ORDER BY id"):
        file.write("@%s{%s,\\n%s}\\n\\n" % (kind, key, "".join(fields[number])))
"""


def main() -> None:
    head(f"Export of {COUNT:,} sources (limit: 4 × joining rows of plain sqlite3)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    bib, library, target = folder / "refs.bib", str(folder / "library.db"), str(folder / "out.bib")
    bib.write_text(_entries.text(COUNT), "utf-8")
    run([READINGLIST, "--library", library, "import", str(bib)])
    commands = {
        "plain sqlite3, joined": [sys.executable, "-c", JOIN, library, str(folder / "joined.bib")],
        "export --format bibtex": [READINGLIST, "-l", library, "export", "--output", target],
        "export --format biblatex": [READINGLIST, "-l", library, "export", "-f", "biblatex", "--output", target],
    }
    times = in_turn(commands, rounds=3)
    for name, seconds in times.items():
        row(name, seconds, times["plain sqlite3, joined"], "plain sqlite3")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
