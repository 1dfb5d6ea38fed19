"""Makes bibliography files of any size: entries in the manner of Zotero, DBLP and publishers, always the same ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAMILIES = (
    "Vaswani Shazeer Liang Müller García Nguyen Kowalska Sørensen Chen Okafor Haddad Tanaka Weiss Dupont Rossi".split()
)
GIVEN = "Ada Bo Carmen Daya Emil Fatima Grace Hugo Ines Jun Karl Lena Mona Noam Omar".split()
WORDS = (
    "attention mixture experts latent routing sparse scaling training compute memory inference language model "
    "transformer gradient policy export control hardware benchmark reasoning retrieval evaluation alignment token "
    "embedding optimisation parallel communication precision quantisation kernel dataset"
).split()
JOURNALS = ("Journal of Machine Learning Research", "Nature", "Neural Computation", "Transactions of the ACL")
ACCENTS = {"ü": '{\\"u}', "í": "{\\'\\i}", "ø": "{\\o}", "é": "{\\'e}"}


def entries(count: int, *, accents: bool = False) -> Iterator[str]:
    """Yield entries, each ending in a blank line; about 900 bytes on average. With `accents`, LaTeX in every field."""
    chance = random.Random(20250120)
    for number in range(count):
        yield _entry(number, chance, accents=accents)


def text(count: int, *, accents: bool = False) -> str:
    return "".join(entries(count, accents=accents))


def _entry(number: int, chance: random.Random, *, accents: bool) -> str:
    year = 1990 + number % 36
    authors = " and ".join(f"{chance.choice(FAMILIES)}, {chance.choice(GIVEN)}" for _ in range(1 + number % 5))
    title = " ".join(chance.choices(WORDS, k=7)).capitalize() + f" {number}"
    abstract = " ".join(chance.choices(WORDS, k=70)).capitalize() + "."
    family = authors.split(",")[0].lower().encode("ascii", "ignore").decode()
    if accents:
        title, abstract = f"{title} f{{\\\"u}}r {{\\'e}}t{{\\'e}}", f'{abstract} {{\\o}}re na\\"{{\\i}}ve'
        for letter, latex in ACCENTS.items():
            authors = authors.replace(letter, latex)
    return (
        f"@article{{{family}{year}n{number},\n"
        f"  title = {{{title}}},\n"
        f"  author = {{{authors}}},\n"
        f"  journal = {{{chance.choice(JOURNALS)}}},\n"
        f"  year = {{{year}}},\n"
        f"  month = {chance.choice(('jan', 'feb', 'mar', 'oct'))},\n"
        f"  volume = {{{number % 60}}},\n"
        f"  pages = {{{number % 900}--{number % 900 + 12}}},\n"
        f"  doi = {{10.1000/bench.{number}}},\n"
        f"  url = {{https://example.org/papers/{number}?a=1&b=%20c}},\n"
        f"  keywords = {{{chance.choice(WORDS)}, {chance.choice(WORDS)}}},\n"
        f"  abstract = {{{abstract}}}\n"
        "}\n\n"
    )


def papis_folders(home: Path, count: int) -> Path:
    """Write entries as papis keeps them, a folder with a YAML file each, and return where; its own import takes many minutes."""
    documents = home / "documents"
    for number, entry in enumerate(entries(count)):
        values = dict(line.strip().rstrip(",").split(" = ", 1) for line in entry.splitlines() if " = " in line)
        place = documents / f"{number:05}"
        place.mkdir(parents=True)
        lines = [f"{name}: {value.strip('{}')!r}\n" for name, value in values.items()]
        lines += [f"papis_id: '{number:032x}'\n", f"ref: ref{number}\n", "type: article\n"]
        place.joinpath("info.yaml").write_text("".join(lines), "utf-8")
    return documents
