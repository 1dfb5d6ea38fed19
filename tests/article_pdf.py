"""Typesets the article of the seed collection as a small PDF, which the demonstration attaches: `python -m tests.article_pdf`."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from tests import pdfs

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_WIDTH, _LINES = 68, 50
_NOT_PRINTED = re.compile(r"[^\x20-\x7e\u00a0-\u00ff‘’“”–—…•\n]")


def typeset() -> bytes:
    """Return the article as a PDF: its words, without the pictograms, that many to a line and that many lines to a page."""
    text = _NOT_PRINTED.sub("", SEEDS.joinpath("article.txt").read_text("utf-8"))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph.strip(), _WIDTH) or [""]
    pages = ["\n".join(lines[start : start + _LINES]) for start in range(0, len(lines), _LINES)]
    return pdfs.made(pages, info="/Title (How DeepSeek Built a Model to Rival OpenAI)")


if __name__ == "__main__":
    SEEDS.joinpath("article.pdf").write_bytes(typeset())
