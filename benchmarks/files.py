"""Attaching 100 papers against reading their text with pypdfium2 alone, and searching 2,000 papers of 30,000 pages against `search`.

`python benchmarks/files.py [PAPERS]`: at most so many papers and twenty times as many texts, 100 unless it is told.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import _entries
from _measure import READINGLIST, head, in_turn, row, run

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the papers are made as those of the tests

from readinglist.library.location import Location
from readinglist.library.operation import perform
from readinglist.model.attachment import READ, FileText, PageText
from tests import pdfs

if TYPE_CHECKING:
    from readinglist.store import Writer

PAGES, LINES, WORDS = 15, 50, 12  # of a paper, of a page, of a line
ALONE = """
import sys, pypdfium2
for path in sys.argv[1:]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
"""
_ATTACH = """
INSERT INTO attachment (source_id, number, kind, label, name, path, linked, sha256, size, url, fetched, archived, pages, added)
VALUES (?, 1, 'pdf', '', 'paper.pdf', ?, 0, ?, 100000, '', '', '', '', '2026-11-30T00:00:00+00:00')
"""


def main() -> None:
    """Measure both, and how much the library grows by a page."""
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    attaching(folder, papers)
    searching(folder, 20 * papers)
    shutil.rmtree(folder)


def attaching(folder: Path, papers: int) -> None:
    """Attach papers to one source, into a new library each time."""
    chance, files, letters = random.Random(1), [], 0
    for number in range(papers):
        pages = [_page(chance) for _ in range(PAGES)]
        letters += sum(map(len, pages))
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(pdfs.made(pages))
    head(f"Attaching {papers} papers of {PAGES} pages (aim: 1.5 × the text alone)")
    library = folder / "attached.db"
    run([READINGLIST, "--library", str(library), "add", "--title", "All", "--key", "all"])
    before = library.stat().st_size
    names = [str(path) for path in files]
    shell = f'rm -rf "{folder}/again.db"*; cp "{library}" "{folder}/again.db"; exec "$@"'
    commands = {
        "pypdfium2 alone": [sys.executable, "-c", ALONE, *names],
        "attach": ["sh", "-c", shell, "sh", READINGLIST, "--library", f"{folder}/again.db", "attach", "all", *names],
    }
    times = in_turn(commands, rounds=3)
    for name, seconds in times.items():
        row(name, seconds, times["pypdfium2 alone"], "pypdfium2 alone")
    grown = Path(f"{folder}/again.db").stat().st_size - before
    count = papers * PAGES
    print(
        f"  the library grows by {grown / count:,.0f} bytes a page, on which there are {letters / count:,.0f} letters"
    )


def searching(folder: Path, papers: int) -> None:
    """Search the texts of papers, and what is known about their sources."""
    library, bib = folder / "library.db", folder / "refs.bib"
    bib.write_text(_entries.text(papers), "utf-8")
    program = [READINGLIST, "--library", str(library)]
    run([*program, "import", str(bib)])
    before = library.stat().st_size
    _fill(library, papers)
    head(f"Searching {papers:,} papers of {papers * PAGES:,} pages (aim: 2 × `search`)")
    words = ["attention", "routing"]
    times = in_turn(
        {
            "search": [*program, "search", *words],
            "search --in text": [*program, "search", *words, "--in", "text"],
            "search --in text, a phrase": [*program, "search", '"attention routing"', "--in", "text"],
            "search --in text, a common word": [*program, "search", "attention", "--in", "text"],
            "search --in all": [*program, "search", *words, "--in", "all"],
            "list text:": [*program, "list", "text:attention", "text:routing"],
        },
        rounds=7,
    )
    for name, seconds in times.items():
        row(name, seconds, times["search"], "search")
    print(f"  the library grew by {(library.stat().st_size - before) / papers / PAGES:,.0f} bytes a page")


def _fill(library: Path, papers: int) -> None:
    """Give each source a paper, without files."""
    chance = random.Random(2)
    hashes = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(papers)]

    def keep(opened: Writer) -> None:
        for sha256 in hashes:
            pages = tuple(PageText(str(number), _page(chance)) for number in range(1, PAGES + 1))
            opened.keep_read(sha256, FileText(READ, pages))

    perform(Location.at(library), "fill", keep)
    with closing(sqlite3.connect(library)) as connection:
        sources = [number for (number,) in connection.execute("SELECT id FROM source ORDER BY id")]
        rows = zip(sources, (f"{number}.pdf" for number in sources), hashes, strict=False)
        connection.executemany(_ATTACH, rows)
        connection.commit()


_VOCABULARY = ["attention", "routing", *(f"{a}{b}{c}" for a in ("pre", "con", "sub", "mis", "ex") for b in
               ("tend", "struct", "form", "vers", "ject", "dict", "script", "port") for c in ("", "s", "ed", "ing", "ion", "able", "al", "ly"))]  # fmt: skip


def _page(chance: random.Random) -> str:
    """Return a page of words, the first of which are as common as those of a paper."""
    weights = [1 / (10 + place) for place in range(len(_VOCABULARY))]
    words = chance.choices(_VOCABULARY, weights, k=LINES * WORDS)
    return "\n".join(" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS))


if __name__ == "__main__":
    main()
