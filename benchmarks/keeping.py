"""What a plain `import` keeps of files: whether every key of theirs can be cited afterwards, and what was not added.

Usage: python benchmarks/keeping.py FOLDER… (their .bib files, each into a library of its own).
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from readinglist import store
from readinglist.library.imports import add, read
from readinglist.library.location import Location
from readinglist.util.errors import UnreadableFile


def main() -> None:
    counts: Counter[str] = Counter()
    for path in sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*.bib")):
        with tempfile.TemporaryDirectory(prefix="readinglist-bench-") as folder:
            counts.update(_kept(path, Path(folder)))
    print(
        f"{counts['files']:,} files, {counts['entries']:,} entries: {counts['added']:,} added, {counts['similar']:,} of them named"
    )
    print(
        f"as similar; {counts['skipped']:,} skipped as the same; {counts['cited']:,} of {counts['keys']:,} keys can be cited"
    )


def _kept(path: Path, folder: Path) -> Counter[str]:
    library = Location(folder / "library.db", "a benchmark")
    try:
        given, _ = read.read(path.name, path.open("rb"))
    except UnreadableFile:
        return Counter(unread=1)
    outcomes = add.add(library, [given]).outcomes
    with store.reading(library.path) as opened:
        keys = {outcome.given for outcome in outcomes if outcome.given}
        cited = sum(opened.holder(key) is not None for key in keys)
    found = Counter(outcome.action for outcome in outcomes)
    similar = sum(bool(outcome.similar) for outcome in outcomes)
    return Counter(files=1, entries=len(outcomes), keys=len(keys), cited=cited, similar=similar, **found)


if __name__ == "__main__":
    main()
