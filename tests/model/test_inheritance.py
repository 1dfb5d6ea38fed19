"""What an entry inherits is what biber says, for every pair of types."""

from __future__ import annotations

import shutil
import subprocess
from itertools import product
from typing import TYPE_CHECKING

import pytest

from readinglist.formats import biblatex, bibtex
from readinglist.formats.bibtex import write
from readinglist.model import biblatex as datamodel
from readinglist.model import crossref
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Record
from readinglist.util import text

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("biber") is None, reason="biber is not installed; it is the judge of what is inherited"
)

TYPES = sorted(
    datamodel.PARTS
    | datamodel.WHOLES
    | datamodel.PERIODICALS
    | set("misc thesis phdthesis techreport report online".split())
)
PARENT = """
@{kind}{{of-{kind}, title = {{Title}}, subtitle = {{Sub}}, titleaddon = {{Add}}, author = {{Doe, Jane}}, editor = {{Roe, Ann}},
  translator = {{Poe, Ed}}, publisher = {{Pub}}, location = {{Loc}}, date = {{2007-05}}, isbn = {{9780306406157}}, note = {{N}},
  volume = {{3}}, series = {{Series}}, number = {{4}}, keywords = {{k1, k2}}, langid = {{english}}, pages = {{1--9}},
  url = {{http://ex.org}}, issn = {{1234-5679}}, eventtitle = {{Event}}, pubstate = {{inpress}}, chapter = {{5}},
  shortauthor = {{JD}}, shorteditor = {{AR}}, abstract = {{Words}}, doi = {{10.1000/x}}, usera = {{u}}, presort = {{a}},
  options = {{skipbib=false}} }}
"""
# The manual has one rule for collections and works of reference, where biber's tool mode has one for each.
ONE_RULE = frozenset(f"{prefix}{kind}" for prefix in ("", "in", "mv", "supp") for kind in ("collection", "reference"))
GROWN = """
@mvbook{mv, author = {Shake, W.}, title = {Collected Works}, date = {1975}}
@book{b1, crossref = {mv}, title = {Tragedies}, volume = 1}
@inbook{ib, crossref = {b1}, title = {Hamlet}, pages = {1--9}}
@inbook{ib2, crossref = {mv}, title = {Macbeth}, author = {Ditor, E.}, pages = {1--9}}
@mvproceedings{mp, title = {All Frogs}, editor = {Kermit, T.}}
@proceedings{p3, crossref = {mp}, title = {Third Frogs}, date = {2003}, volume = 3}
@inproceedings{ip, crossref = {p3}, title = {Legs}, author = {Ann, O.}}
@proceedings{old, title = {Old}, year = 2001, month = may, editor = {Old, O.}}
@inproceedings{o1, crossref = {old}, title = {One}, year = 2003}
@inproceedings{o2, crossref = {old}, title = {Two}, month = jun}
@inproceedings{o4, crossref = {old}, title = {Four}, urldate = {2001-01-01}}
@inproceedings{o5, crossref = {p3}, title = {Five}, month = jun}
@periodical{pe, title = {J}, issuetitle = {Special}, date = {1999-03}, volume = 9}
@article{ar, crossref = {pe}, title = {Art}}
@xdata{x1, publisher = {P1}, location = {L1}}
@xdata{x2, publisher = {P2}, note = {N2}, xdata = {x3}}
@xdata{x3, publisher = {P3}, volume = {3}}
@book{k1, title = {T}, publisher = {Own}, xdata = {x1, x2}, date = {2001}}
@book{k2, title = {T}, xdata = {x2}, date = {2001}}
"""


def grid() -> str:
    children = (
        f"@{child}{{{child}-of-{parent}, title = {{T}}, crossref = {{of-{parent}}}}}\n"
        for child, parent in product(TYPES, TYPES)
    )
    return "".join([*children, *(PARENT.format(kind=kind) for kind in TYPES)])


def read(source: str) -> dict[str, Record]:
    return {folded_key(item.key): item for item in bibtex.load(source) if isinstance(item, Record)}


def judged(source: str, folder: Path) -> dict[str, Record]:
    folder.joinpath("in.bib").write_text(source, "utf-8")
    options = ["--tool", "--output-resolve-crossrefs", "--output-resolve-xdata", "--quiet", "--output-file", "out.bib"]
    subprocess.run(["biber", *options, "in.bib"], cwd=folder, check=True, capture_output=True, timeout=120)
    return read(folder.joinpath("out.bib").read_text("utf-8"))


def said(record: Record) -> dict[str, str]:
    """Return the fields of an entry, but for those that name its parents; of names, who they are."""
    values = {datamodel.canonical(field.name): text.squeeze(field.plain).replace(", ", ",") for field in record.fields}
    names = {role: [c.whole for c in record.contributors if c.role == role] for role in datamodel.NAME_FIELDS}
    return {name: str(names.get(name) or value) for name, value in values.items() if name not in datamodel.INHERITING}


def known_to_the_manual(judge: dict[str, str], kinds: tuple[str, str]) -> dict[str, str]:
    """Return fields as the manual has them, where biber's tool mode leaves out a rule of it."""
    if kinds[0] in ("article", "suppperiodical") and kinds[1] == "periodical":
        judge = {("journaltitleaddon" if name == "titleaddon" else name): value for name, value in judge.items()}
    return {name: value for name, value in judge.items() if name != "presort"}


@pytest.mark.parametrize("source", [grid(), GROWN], ids=["every pair of types", "chains, dates and xdata"])
def test_what_is_inherited_is_what_biber_says(source: str, tmp_path: Path) -> None:
    ours, theirs = read(source), judged(source, tmp_path)
    compared = 0
    for key, record in ours.items():
        if not crossref.parents_of(record):
            continue
        kinds = record.type, ours[folded_key(crossref.parents_of(record)[0])].type
        if ONE_RULE.issuperset(kinds) and len({kind.removeprefix("mv")[-9:] for kind in kinds}) > 1:
            continue
        mine = bibtex.build(record.key, record.type, crossref.resolved(record, ours))
        (mine,) = read("".join(biblatex.dump([mine]))).values()
        judge = write.as_written(theirs[key], write.MODERN)
        assert said(mine) == known_to_the_manual(said(judge), kinds), key
        compared += 1
    assert compared > 10
