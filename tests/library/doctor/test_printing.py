"""What BibTeX, biber or LaTeX would refuse or print wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from readinglist.formats import bibtex
from readinglist.library.doctor import printing

# A field as it is written, the kind of what is found in it, and the field mended; None where there is no one answer.
FOUND = [
    ("title", "{Fuel & 100 % of it}", "special", r"{Fuel \& 100 \% of it}"),
    ("author", "{{The R&D Group}}", "special", r"{{The R\&D Group}}"),
    ("howpublished", '"http://x.org/a_b"', "special", r"{http://x.org/a\_b}"),
    ("title", '{A & B} # " & C"', "special", None),
    ("title", "{Costs $5}", "maths", None),
    ("author", "{A. Able, B. Baker, C. Cole}", "names", "{A. Able and B. Baker and C. Cole}"),
    ("editor", "{Roe, A.; Poe, B.}", "names", "{Roe, A. and Poe, B.}"),
    ("author", "{A, B, C, D}", "names", None),
    ("author", "{Jane Doe/John Roe}", "names", "{Jane Doe and John Roe}"),
    ("author", "{Doe, Jane / Roe, J. K. / Lee, Ann}", "names", "{Doe, Jane and Roe, J. K. and Lee, Ann}"),
    ("editor", "{Jane Doe | John Roe}", "names", "{Jane Doe and John Roe}"),
    ("author", "{Jane Doe • Émile Roe and Bo Li}", "names", "{Jane Doe and Émile Roe and Bo Li}"),
    ("author", "{Jane Doe und John van Roe}", "names", "{Jane Doe and John van Roe}"),
    ("author", "{World Bank Group/Jane Doe}", "names", None),
    ("edition", "{2nd ed.}", "edition", "{2nd}"),
    ("edition", "{Second Edition}", "edition", "{Second}"),
    ("edition", "{3. Auflage}", "edition", "{3.}"),
    ("edition", "{2}", "edition", "{Second}"),
    ("edition", "12", "edition", "{12th}"),
    ("edition", "{2 ed.}", "edition", "{Second}"),
    ("volume", "{Vol. 3}", "label", "{3}"),
    ("pages", "{pp.~1--9}", "label", "{1--9}"),
    ("number", "{No. 12}", "label", "{12}"),
    ("year", "{20011}", "year", None),
    ("year", "{2O01}", "year", "{2001}"),
    ("year", "{l99I}", "year", "{1991}"),
    ("year", "{12/2001}", "year", None),
    ("year", "{2001, 2002}", "year", None),
    ("year", "{1998; 2001}", "year", None),
    ("year", "{2001 and 2003}", "year", None),
    ("year", '"1999 & 2000 & 2001"', "year", None),
    ("year", "{3.5.2001}", "year", None),
    ("doi", "{doi:10.1000/x}", "doi", "{10.1000/x}"),
    ("author", "{Jane Doe \\& John Roe}", "names", "{Jane Doe and John Roe}"),
    ("title", "{ON THE ORIGIN OF SPECIES}", "capitals", None),
    ("doi", "{https://doi.org/10.1000/AbC}", "doi", "{10.1000/AbC}"),
]


@pytest.mark.parametrize(("name", "raw", "kind", "mended"), FOUND)
def test_a_fault_is_named_and_mended_where_there_is_one_answer(
    name: str, raw: str, kind: str, mended: str | None
) -> None:
    record = bibtex.build("k", "book", [(name, raw)])
    (fault,) = printing.faults(record)
    assert (fault.kind, fault.field, fault.mended) == (kind, name, mended)
    after = printing.mended(record)
    assert after.fields[0].raw == (raw if mended is None else mended)
    assert [one.kind for one in printing.faults(after)] == ([kind] if mended is None else [])


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("title", r"{Fuel \& $a_1$ and \url{http://x.org/a_b}}"),
        (
            "title",
            r"{The \verb|a_b| of \verb+$x+, \lstinline[language=C]!a % b!, \mintinline{c}|x_y| and \path|~/a#b|}",
        ),
        ("author", "{AC/DC and Karl-Theodor von und zu Guttenberg and {Jane Doe/John Roe}}"),
        ("author", "{Ortega y Gasset, José and 24/7 News and Jacques/Suzanne}"),
        ("year", "{1999--2001}"),
        ("year", "{2001/2002}"),
        ("year", "{2001, reprinted 2005}"),
        ("url", "{http://x.org/a_b%20c#d}"),
        ("file", "{a_b.pdf}"),
        ("abstract", "{5 % of A & B}"),
        ("year", "{forthcoming}"),
        ("year", "{1723~}"),
        ("year", "{1999a}"),
        ("year", "{1998/99}"),
        ("year", "{2001--}"),
        ("year", "{ca. 1850}"),
        ("title", "{DNA AND RNA}"),
        ("title", "{量子力学}"),
        ("edition", "{Second}"),
        ("edition", "{2nd}"),
        ("edition", "{Rev. and enl.}"),
        ("volume", "{VII}"),
        ("pages", "{P12}"),
        ("number", "{Novum 3}"),
        ("doi", "{10.1000/x_y}"),
    ],
)
def test_what_prints_as_it_is_meant_has_no_fault(name: str, raw: str) -> None:
    assert list(printing.faults(bibtex.build("k", "book", [(name, raw)]))) == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [("book", "date"), ("book", "location"), ("collection", "year"), ("book", "translator"), ("book", "subtitle")],
)
def test_the_number_of_an_edition_is_right_in_an_entry_for_biblatex(kind: str, field: str) -> None:
    record = bibtex.build("k", kind, [(field, "{2001}"), ("edition", "{2}")])
    assert list(printing.faults(record)) == []


def test_all_faults_of_one_field_are_mended_in_turn() -> None:
    record = bibtex.build("k", "book", [("author", "{{A & Co}, B. Baker, C. Cole}"), ("edition", "{R & D ed.}")])
    after = printing.mended(record)
    assert [field.raw for field in after.fields] == [r"{{A \& Co} and B. Baker and C. Cole}", r"{R \& D}"]
    assert list(printing.faults(after)) == []


def test_every_kind_has_a_section() -> None:
    page = Path(__file__).parents[3].joinpath("docs", "doctor.md").read_text("utf-8")
    others = "macro crossref key missing stub identifier broken index lacking schema integrity orphan".split()
    others += "gone altered unread scanned double stray".split()
    sections = {line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")}
    assert sections == {*printing.KINDS, *others}
