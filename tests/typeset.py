"""Sets known text with LaTeX, in one, two or three columns, with roman front matter, heads, feet and footnotes; and takes quotes from it."""

from __future__ import annotations

import random
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Words with ligatures, of every length, many of which may be parted at the end of a line.
VOCABULARY = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were "
    "all her she there would their we him been has when who will no more if out so up said what its about than into them can only "
    "efficient official affluent waffle finite reflection inflation offspring buffer fjord difficulty suffix scaffold fluid "
    "experiment measurement parameter architecture representation generalisation approximation significant hypothesis reproducible "
    "distribution attention sequence transduction recurrence convolution translation evaluation temperature observation "
    "uncertainty responsibility characteristic electronic substantially nevertheless consequently interpretation "
    "author reader library quotation passage chapter evidence witness archive manuscript printer margin price error failure run "
    "model cost river mountain winter harvest village letter journey window garden silence morning market bridge"
).split()
_NOTED = 0.06  # of the sentences, those that have a footnote
LAYOUTS = {
    "one column": (r"\documentclass[10pt]{book}", "", ""),
    "two columns": (r"\documentclass[10pt,twocolumn]{book}", "", ""),
    "three columns": (r"\documentclass[10pt]{book}", r"\begin{multicols}{3}", r"\end{multicols}"),
}


class Quoted(NamedTuple):
    """Words of a document, and the label that is printed on their page."""

    words: str
    page: str


class Typeset(NamedTuple):
    """A document: its file, its sentences with the pages on which each begins and the next one does."""

    path: Path
    sentences: tuple[tuple[str, str, str], ...]

    def quotes(self, count: int, lengths: Sequence[int] = (8, 15, 25), seed: int = 1) -> Iterator[Quoted]:
        """Yield quotes of so many words, each from a stretch of sentences on one page."""
        chance = random.Random(seed)  # noqa: S311 - it must come out the same every time
        runs = [run for run in self._runs() if len(run.words.split()) >= max(lengths)]
        for number in range(count):
            run = chance.choice(runs)
            words = run.words.split()
            length = lengths[number % len(lengths)]
            start = chance.randrange(len(words) - length + 1)
            yield Quoted(" ".join(words[start : start + length]), run.page)

    def _runs(self) -> Iterator[Quoted]:
        """Yield stretches of sentences that begin and end on one page."""
        words: list[str] = []
        here = ""
        for sentence, first, after in self.sentences:
            if words and (first != here or first != after):
                yield Quoted(" ".join(words), here)
                words = []
            if first == after:
                here = first
                words.append(sentence)
        if words:
            yield Quoted(" ".join(words), here)


def altered(quote: Quoted, seed: int) -> str:
    """Return the words of a quote with another word in the place of one."""
    chance = random.Random(seed)  # noqa: S311 - as above
    words = quote.words.split()
    place = chance.randrange(len(words))
    words[place] = chance.choice([word for word in VOCABULARY if word != words[place].strip(",.").lower()])
    return " ".join(words)


def sentences(count: int, seed: int) -> list[str]:
    """Return sentences of words of the vocabulary, the same for each seed."""
    chance = random.Random(seed)  # noqa: S311 - as above
    made = []
    for _ in range(count):
        words = [chance.choice(VOCABULARY) for _ in range(chance.randrange(7, 26))]
        commas = {chance.randrange(len(words) - 1) for _ in range(len(words) // 9)}
        line = " ".join(word + ("," if number in commas else "") for number, word in enumerate(words))
        made.append(line[0].upper() + line[1:] + ".")
    return made


def typeset(folder: Path, layout: str, *, count: int = 500, seed: int = 1, encoding: str = "OT1") -> Typeset:
    """Set so many sentences in a layout, a tenth of them as front matter with roman numbers; `T1` may have its fonts drawn first."""
    head, begin, end = LAYOUTS[layout]
    told = sentences(count, seed)
    notes = random.Random(seed + 1)  # noqa: S311 - as above
    body = [
        rf"\leavevmode\label{{s{number}}}{_noted(told[number], notes)}" + ("\n\n" if number % 5 == 4 else "\n")
        for number in range(count)
    ]
    front = count // 10
    source = "\n".join(
        [
            head,
            rf"\usepackage[{encoding}]{{fontenc}}",
            r"\usepackage{multicol}\usepackage[paperheight=230mm,paperwidth=160mm,margin=18mm]{geometry}",
            r"\usepackage{hyperref}\pagestyle{headings}\begin{document}\frontmatter",
            rf"\chapter{{Preface}}{begin}",
            *body[:front],
            rf"{end}\mainmatter\chapter{{On the price of errors}}{begin}",
            *body[front : count // 2],
            rf"{end}\chapter{{A chapter on reflection}}{begin}",
            *body[count // 2 :],
            rf"{end}\label{{s{count}}}\end{{document}}",
        ]
    )
    folder.joinpath("text.tex").write_text(source, "utf-8")
    for _ in range(2):
        subprocess.run(
            ["pdflatex", "-interaction=batchmode", "-halt-on-error", "text.tex"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    aux = folder.joinpath("text.aux").read_text("utf-8", "replace")
    pages = {int(found[1]): found[2] for found in re.finditer(r"\\newlabel\{s(\d+)\}\{\{[^{}]*\}\{([^{}]*)\}", aux)}
    places = tuple((line, pages[number], pages[number + 1]) for number, line in enumerate(told))
    return Typeset(folder / "text.pdf", places)


def _noted(sentence: str, chance: random.Random) -> str:
    """Return a sentence, now and then with a footnote behind a word."""
    if chance.random() > _NOTED:
        return sentence
    words = sentence.split()
    place = chance.randrange(1, len(words))
    note = " ".join(chance.choice(VOCABULARY) for _ in range(9)).capitalize()
    words[place - 1] += rf"\footnote{{{note}.}}"
    return " ".join(words)
