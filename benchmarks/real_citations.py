"""Compares our citations of real entries with pandoc's own reading of them, and with citeproc-js: how many are the same, by kind.

    real_citations.py FOLDER [-n 200] [-v]

FOLDER holds .bib files, from each of which at most three entries with a title and people are taken. Needs pandoc, and for
citeproc-js node and what `citations.py` needs (`CITEPROC`, `LOCALE`); without them that column is left out. Entries that inherit
are left out, as their parents may be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import citations

from readinglist.citations import pandoc
from readinglist.formats import biblatex, bibtex, csl
from readinglist.model import biblatex as biblatex_names
from readinglist.model.record import Record
from readinglist.util import encoding

STYLES = ("apa", "chicago-author-date", "ieee", "mla", "nature")
EACH = 3  # of one file, so that no long file counts for many
_CITEPROC = os.environ.get("CITEPROC")
LARGEST = 500_000  # bytes of a file


def records(folder: Path, most: int) -> list[Record]:
    """Entries by chance, the same in each run."""
    found: list[Record] = []
    for path in sorted(folder.rglob("*.bib")):
        if path.stat().st_size > LARGEST:
            continue
        read = [one for one in bibtex.load(encoding.lenient(path.read_bytes())[0]) if _is_whole(one)]
        random.Random(path.name).shuffle(read)
        found += read[:EACH]
    random.Random(0).shuffle(found)
    return [replace(one, key=f"e{number}") for number, one in enumerate(found[:most])]


def _is_whole(one: object) -> bool:
    return (
        isinstance(one, Record)
        and bool(one.title and one.contributors)
        and not any(map(one.field, biblatex_names.PARENTS))
    )


def read_by_pandoc(found: list[Record]) -> list[dict[str, Any]]:
    command = [str(pandoc.find()[0]), "--from=biblatex", "--to=csljson"]
    text = "".join(biblatex.dump(found)).encode()
    ran = subprocess.run(command, input=text, capture_output=True, check=True)
    items: list[dict[str, Any]] = json.loads(ran.stdout)
    return items


def kind(ours: str, theirs: str) -> str:
    """In what two entries differ, told by the other one."""
    if ours.casefold() == theirs.casefold():
        return "capitals"
    if "$" in theirs and "$" not in ours:
        return "maths that pandoc leaves in TeX"
    return "words"


def compare(name: str, ours: dict[str, str], theirs: dict[str, str], *, tell: bool) -> str:
    kinds: Counter[str] = Counter()
    for key, entry in ours.items():
        mine, other = citations.plain(entry), citations.plain(theirs.get(key, ""))
        if mine != other:
            kinds[kind(mine, other)] += 1
            if tell:
                print(f"  {key} {name}: {kind(mine, other)}\n    ours:  {mine}\n    other: {other}")
    told = ", ".join(f"{count} {what}" for what, count in kinds.most_common())
    return f"{len(ours) - kinds.total()} ({told})" if told else f"{len(ours)}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", type=int, default=200, dest="most")
    parser.add_argument("-v", action="store_true", dest="tell")
    asked = parser.parse_args()
    found = records(asked.folder, asked.most)
    other_items = {item["id"]: item for item in read_by_pandoc(found)}
    items = [csl.item(one) for one in found if one.key in other_items]
    print(f"pandoc {pandoc.dotted(pandoc.find()[1])}, {len(items)} entries")
    heads = ["style", "as pandoc reads and prints them", *(["as citeproc-js prints our items"] if _CITEPROC else [])]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for style in STYLES:
        entries, _ = citations.ours(items, style)
        read, _ = citations.ours([other_items[item["id"]] for item in items], style)
        columns = [compare(f"{style}, pandoc", entries, read, tell=asked.tell)]
        if _CITEPROC:
            printed, _ = citations.theirs(items, style)
            columns.append(compare(f"{style}, citeproc-js", entries, printed, tell=asked.tell))
        print(f"| {style} | {' | '.join(columns)} |")


if __name__ == "__main__":
    main()
