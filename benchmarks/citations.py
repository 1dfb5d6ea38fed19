"""Compares our citations with those of citeproc-js, the reference: how many are the same, and where the others differ.

Needs node, and two things that are no part of this repository (see docs/citations.md): `CITEPROC`, a folder in which
`npm install citeproc` was run, and `LOCALE`, the file locales-en-US.xml of the CSL project.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from readinglist.citations import batch, pandoc, styles
from readinglist.formats import bibtex, csl
from readinglist.model.record import Record
from readinglist.util import package_data

HERE = Path(__file__).parent
STYLES = ("apa", "chicago-author-date", "chicago-notes", "mla", "ieee", "nature", "vancouver", "harvard")


def items() -> list[dict[str, Any]]:
    """The items of all kinds, as `cite` hands them to the processor."""
    text = HERE.joinpath("_kinds.bib").read_text("utf-8")
    return [csl.item(record) for record in bibtex.load(text) if isinstance(record, Record)]


def ours(found: list[dict[str, Any]], style: str) -> tuple[dict[str, str], dict[str, str]]:
    """Entries and citations by pandoc."""
    citations = {item["id"]: [batch.CitationItem(item["id"])] for item in found}
    made = batch.make(batch.Request(found, citations), styles.find(style), "html", "en-US")
    return made.entries, made.citations


def theirs(found: list[dict[str, Any]], style: str) -> tuple[dict[str, str], dict[str, str]]:
    """Entries and citations by citeproc-js."""
    style_file = package_data.folder("styles") / f"{styles.find(style).name}.csl"
    asked = {
        "style": style_file.read_text("utf-8"),
        "locale": Path(os.environ["LOCALE"]).read_text("utf-8"),
        "items": found,
    }
    command = ["node", str(HERE / "citeproc.js")]
    ran = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, check=True)
    made = json.loads(ran.stdout)
    none = dict.fromkeys((item["id"] for item in found), "")
    return none | made["entries"], none | made["citations"]


def bare(text: str) -> str:
    """A piece of HTML with its emphasis, and nothing else of its markup."""
    text = re.sub(r'<div class="csl-left-margin">(.*?)</div>', r"\1 ", text)
    text = re.sub(r"<(/?)em>", r"<\1i>", re.sub(r"<(/?)strong>", r"<\1b>", text))
    text = re.sub(r"<(?!/?(?:i|b|sup|sub)>)[^>]*>", "", text)
    return re.sub(r"</(i|b)>(\s*)<\1>", r"\2", " ".join(html.unescape(text).replace("\u00a0", " ").split()))


def plain(text: str) -> str:
    """Its words alone."""
    return re.sub(r"<[^>]*>", "", bare(text)).strip()


def main() -> None:
    found = items()
    print(f"pandoc {pandoc.dotted(pandoc.find()[1])}, {len(found)} items")
    sums = [0, 0, 0]
    for style in STYLES:
        (entries, citations), (wanted, wanted_citations) = ours(found, style), theirs(found, style)
        ids = [item["id"] for item in found]
        whole = sum(bare(entries[i]) == bare(wanted[i]) for i in ids)
        words = sum(plain(entries[i]) == plain(wanted[i]) for i in ids)
        cited = sum(plain(citations[i]) == plain(wanted_citations[i]) for i in ids)
        sums = [sums[0] + whole, sums[1] + words, sums[2] + cited]
        print(f"| {style} | {words} | {whole} | {cited} |")
        if "-v" in sys.argv:
            _tell(ids, entries, wanted, citations, wanted_citations)
    print(f"| of {len(found) * len(STYLES)} | {sums[1]} | {sums[0]} | {sums[2]} |")


def _tell(ids: list[str], entries: dict[str, str], wanted: dict[str, str], *citations: dict[str, str]) -> None:
    for one in ids:
        for mine, other in ((entries[one], wanted[one]), (citations[0][one], citations[1][one])):
            if plain(mine) != plain(other):
                print(f"  {one}\n    pandoc:      {plain(mine)}\n    citeproc-js: {plain(other)}")
            elif bare(mine) != bare(other) and mine in entries.values():
                print(f"  {one} (emphasis)\n    pandoc:      {bare(mine)}\n    citeproc-js: {bare(other)}")


if __name__ == "__main__":
    main()
