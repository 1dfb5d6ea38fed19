"""How many dates of pages are right, with htmldate and without.

    git clone https://github.com/adbar/htmldate /tmp/htmldate
    .venv/bin/python benchmarks/dates_of_pages.py /tmp/htmldate/tests

The pages and their dates are those by which htmldate itself is measured: `eval_default.json` and
`eval_mediacloud_2020.json` name them, and their folders hold them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from readinglist.util.encoding import declared
from readinglist.webpages import htmldates, url
from readinglist.webpages.page import read

LISTS = ("eval_default.json", "eval_mediacloud_2020.json")
FOLDERS = ("eval", "test_set", "cache")


def judged(found: str, right: str) -> str:
    """Return how a date compares with the right one."""
    if found == right:
        return "exact"
    if not found:
        return "none"
    return "less precise" if right.startswith(found) else "wrong"


def main(folder: Path) -> None:
    """Print the figures of each list."""
    for name in LISTS:
        own, helped = Counter[str](), Counter[str]()
        for address, page in json.loads(folder.joinpath(name).read_text("utf-8")).items():
            files = [file for part in FOLDERS if (file := folder / part / page["file"]).exists()]
            source = declared(files[0].read_bytes(), "") if files else ""
            date = url.about(read(source, address)).fields.get("date", "")
            own[judged(date, str(page["date"]))] += 1
            finer = htmldates.found(source) if len(date) < len("2024-01-05") else date
            helped[judged(finer if finer.startswith(date) else date, str(page["date"]))] += 1
        for title, counts in (("alone", own), ("with htmldate", helped)):
            whole = counts.total()
            print(
                f"{name} {title}: {whole} pages, {', '.join(f'{n} {kind}' for kind, n in counts.most_common())}, {counts['exact'] / whole:.1%} exact"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
