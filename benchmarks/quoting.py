"""How many quotes of known text are found on their printed pages, in documents that LaTeX sets in one, two and three columns; needs pdflatex."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the documents are those of the tests

from readinglist.attachments import contents, reading
from readinglist.fulltext import quotes
from readinglist.model.views import SourceText
from tests import typeset

_SEEDS, _QUOTES, _OTHERS = (1, 2, 3), 200, 100


def main() -> None:
    """Print for each layout and encoding of fonts how many quotes were found where they are, and how many that are not there."""
    print(f"{'layout':16} {'fonts':6} {'found':>12} {'elsewhere':>10} {'not there, found':>18}")
    for layout in typeset.LAYOUTS:
        for encoding in ("OT1", "T1"):
            results = [_counted(layout, encoding, seed) for seed in _SEEDS]
            found, elsewhere, wrong = (sum(column) for column in zip(*results, strict=True))
            of, others = _QUOTES * len(_SEEDS), 2 * _OTHERS * len(_SEEDS)
            print(f"{layout:16} {encoding:6} {found:>5} of {of:<4} {elsewhere:>9} {wrong:>10} of {others}")


def _counted(layout: str, encoding: str, seed: int) -> tuple[int, int, int]:
    with tempfile.TemporaryDirectory() as folder, reading.TextReader() as reader:
        document = typeset.typeset(Path(folder), layout, count=600, seed=seed, encoding=encoding)
        read = reader.read(document.path, contents.of(document.path))
    labels = tuple(page.label for page in read.pages)
    texts = quotes.Texts([SourceText("text.pdf", "", "\f".join(page.text for page in read.pages), labels)])
    there = [(quote, texts.find(quote.words)) for quote in document.quotes(_QUOTES, seed=seed)]
    right = [found for quote, found in there if found and (found.state, found.page) == ("found", quote.page)]
    seen = [found for _, found in there if found and found.state == "found"]
    other = [typeset.altered(quote, number) for number, quote in enumerate(document.quotes(_OTHERS, seed=seed + 50))]
    other += [" ".join(line.split()[:12]) for line in typeset.sentences(_OTHERS, seed=seed + 100)]
    wrong = [words for words in other if (found := texts.find(words)) and found.state == "found"]
    return len(right), len(seen) - len(right), len(wrong)


if __name__ == "__main__":
    main()
