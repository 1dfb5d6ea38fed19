"""Holds what publishers write in titles, abstracts and names to LaTeX that says the same and does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex
from readinglist.formats.latex import titles_and_abstracts
from readinglist.formats.latex.mathml import converted
from readinglist.model import languages
from readinglist.model.names import Name
from readinglist.model.record import Record
from readinglist.network.json import date, iso, items, text, texts
from readinglist.resolvers import build, people
from readinglist.util.text import clean
from tests.work import assert_linear_in


def shown(raw: str, name: str = "title") -> str:
    """What a person reads of a field."""
    return bibtex.build("", "misc", [(name, raw)]).plain(name)


@pytest.mark.parametrize(
    ("foreign", "raw", "plain"),
    [
        ("On keys", "On keys", "On keys"),
        ("H<sub>2</sub>O in DNA", r"{H\textsubscript{2}O} in {DNA}", "H₂O in DNA"),
        ("the <i>E. coli </i>genome", r"the \emph{E. coli} genome", "the E. coli genome"),
        ("<b>bold <i>and</i></b> <scp>small</scp>", r"\textbf{bold \emph{and}} \textsc{small}", "bold and small"),
        ("AT&amp;T &amp;amp; &lt;i&gt;x&lt;/i&gt;", r"AT\&T \& \emph{x}", "AT&T & x"),
        ("p &lt; 0.05 and a<b", "p < 0.05 and a<b", "p < 0.05 and a<b"),
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two.", "One. Two."),
        ("a<br/>b", "a b", "a b"),
        ("<i>not closed", "not closed", "not closed"),
        ("closed</i> <i></i>", "closed", "closed"),
        ("costs $5 and $10", r"costs \$5 and \$10", "costs $5 and $10"),
        ("50% of {x} \\ #1", r"50\% of {\textbraceleft}x{\textbraceright} {\textbackslash} \#1", "50% of {x} \\ #1"),
        (r"the $\bar{\partial}$-equation", r"the $\bar{\partial}$-equation", "the ∂̄-equation"),
        (r"sorting in $$O(n \log n)$$", r"sorting in $O(n \log n)$", "sorting in O(n log n)"),
        (r"sorting in \(n\log n\)", r"sorting in $n\log n$", "sorting in n log n"),
        (
            (
                "<inline-formula><alternatives><tex-math id='a'>\\documentclass{x}\\begin{document}$$x^2$$\\end{document}</tex-math>"
                "<mml:math><mml:mi>y</mml:mi></mml:math></alternatives></inline-formula> grows"
            ),
            "$x^2$ grows",
            "x² grows",
        ),
        ("\x1b[31mred\x00 \ud800\ue100", "red \ufffd", "red \ufffd"),
    ],
)
def test_a_title_becomes_latex_that_says_the_same(foreign: str, raw: str, plain: str) -> None:
    coded = titles_and_abstracts.coded("note", foreign).replace(r"{H\textsubscript{2}O}", r"H\textsubscript{2}O")
    assert coded[1:-1] == raw.replace(r"{H\textsubscript{2}O}", r"H\textsubscript{2}O").replace("{DNA}", "DNA")
    assert shown(titles_and_abstracts.coded("title", foreign)) == plain


@pytest.mark.parametrize(
    "formula",
    [
        r"\input{/etc/passwd}", r"\write18{rm -rf}", r"\include{x}", r"\def\a{b}", r"\let\a=b", r"\catcode`\$=1",
        r"\csname x\endcsname", r"\openin1=x", r"\newcommand{\a}{b}", r"\directlua{x}", r"\begin{document}", r"\verbatiminput{x}",
        "}{", r"a\\\}", r"{", r"x\\\$"[:-2],
    ],
)  # fmt: skip
def test_a_formula_that_could_do_harm_is_text(formula: str) -> None:
    coded = titles_and_abstracts.coded("title", f"On ${formula}$ x")
    assert "$" not in coded.replace(r"\$", "")
    assert shown(coded).startswith("On $")


@pytest.mark.parametrize("formula", [r"50\% & x", "a % b", "#1"])
def test_a_formula_comments_nothing_out(formula: str) -> None:
    coded = titles_and_abstracts.coded("title", f"${formula}$")
    assert "%" not in coded.replace(r"\%", "")
    assert "&" not in coded.replace(r"\&", "")


@given(st.lists(st.sampled_from(["<i>", "</i>", "<sub>", "</sub>", "$", "\\", "{", "}", "a", " ", "&lt;", "&amp;", "<mml:math>", "</mml:math>", "<mml:mi>x</mml:mi>", "DNA", "%", "\\(", "\\)", "é", "\ue100"]), max_size=12).map("".join))  # fmt: skip
def test_whatever_is_written_gives_balanced_braces(foreign: str) -> None:
    coded = titles_and_abstracts.coded("title", foreign)
    record = bibtex.build("key", "misc", [("title", coded)] if coded else [])
    text = "".join(bibtex.dump([record]))
    (again,) = (item for item in bibtex.load(text) if isinstance(item, Record))
    assert again.fields == record.fields


@pytest.mark.parametrize(
    "piece", ["<math>", "<i>", "<alternatives>", "$", "&lt;", "{", "<tex-math>", "\\(", "&amp;", "<i", "<"]
)
def test_a_title_without_end_takes_work_in_proportion_to_its_length(piece: str) -> None:
    assert_linear_in(lambda title: titles_and_abstracts.coded("title", title), piece)


@pytest.mark.parametrize(
    ("foreign", "plain"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We show it .</jats:p>", "We show it."),
        ("<jats:sec><jats:title>Background</jats:title><jats:p>A.</jats:p></jats:sec>", "Background A."),
        ("SUMMARY: Here it is", "Here it is"),
        ("Abstract art is old", "Abstract art is old"),
        ("", ""),
    ],
)
def test_an_abstract_is_without_its_heading(foreign: str, plain: str) -> None:
    assert shown(titles_and_abstracts.abstract(foreign), "abstract") == plain


@pytest.mark.parametrize(
    ("inside", "tex"),
    [
        ("<mi>x</mi><mo>=</mo><mn>1</mn>", "x=1"),
        ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", r"\mathrm{sin}x"),
        ("<mi mathvariant='double-struck'>R</mi>", r"\mathbb{R}"),
        ("<msub><mi>a</mi><mn>1</mn></msub>", "a_{1}"),
        ("<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>", "a_{1}^{2}"),
        ("<munderover><mo>∑</mo><mn>0</mn><mi>n</mi></munderover>", "∑_{0}^{n}"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\bar{x}"),
        ("<mover><mi>x</mi><mi>k</mi></mover>", "x^{k}"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", r"\frac{1}{2}"),
        ("<msqrt><mi>s</mi></msqrt><mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt{s}\sqrt[3]{x}"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        (
            '<mfenced open="|" close="}" separators=""><msub><mi>a</mi><mi>i</mi></msub><mi>b</mi></mfenced>',
            r"|a_{i}b\rbrace",
        ),
        ("<apply><cn>17<sep/>29</cn><complexes/></apply>", r"1729\mathbb{C}"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "{}_{6}^{14}C"),
        ("<semantics><mi>y</mi><annotation>y</annotation></semantics>", "y"),
        ("<mtext>if 5% </mtext><mspace/><mi>z</mi>", r"\textrm{if 5\% } z"),
        ("<mo>{</mo><mi>a</mi><mo>}</mo>", r"\lbrace a\rbrace"),
        ("<mi>&alpha;</mi><mo>−</mo>", "α-"),
        ("<mi/><mfrac/><msqrt/><mover/><msup/><mmultiscripts/><semantics/>", r"\sqrt{}{}{}"),
    ],
)
def test_mathml_becomes_tex(inside: str, tex: str) -> None:
    assert converted(f"<math>{inside}</math>").strip("$") == tex
    prefixed = inside.replace("</", "<//").replace("<", "<mml:").replace("<mml://", "</mml:")
    namespace = ' xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    assert converted(f"<mml:math{namespace}>{prefixed}</mml:math>").strip("$") == tex


def test_mathml_that_is_broken_or_empty_is_its_text() -> None:
    assert converted("<math><mi>x</mo></math>") == "x"
    assert converted("<math></math>") == ""
    assert converted("<math>" + "<mrow>" * 200 + "x" + "</mrow>" * 200 + "</math>") == ""


# Names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Lovelace, Ada", Name("Lovelace", "Ada")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("van Beethoven, Ludwig", Name("Beethoven", "Ludwig", "van")),
        ("King, Martin Luther, Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", "", "Jr.")),
        ("Henry Louis Gates III", Name("Gates", "Henry Louis", "", "III")),
        ("Dr. Jane Doe", Name("Doe", "Jane")),
        ("Badr Youbi Idrissi", Name("Idrissi", "Badr Youbi")),
        ("Y. K. Li", Name("Li", "Y. K.")),
        ("Plato", Name("Plato")),
        ("李明", Name("李明")),
        ("McDonald", Name("McDonald")),
        ("DeepSeek-AI", Name(literal="DeepSeek-AI")),
        ("OpenAI", Name(literal="OpenAI")),
        ("Gemini Team", Name(literal="Gemini Team")),
        ("LIGO Scientific Collaboration", Name(literal="LIGO Scientific Collaboration")),
        ("Department of Commerce, Bureau of Industry", Name(literal="Department of Commerce, Bureau of Industry")),
        ("Johnson and Johnson", Name(literal="Johnson and Johnson")),
        ("Smith, John and Sons", Name(literal="Smith, John and Sons")),
        ("et al.", Name(literal="others")),
        (":", Name()),
        ("", Name()),
    ],
)
def test_a_name_in_one_piece_is_taken_apart(written: str, name: Name) -> None:
    assert people.whole(written) == name


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"family": "van der Berg", "given": "Jan"}, Name("Berg", "Jan", "van der")),
        ({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, Name("Gogh", "Vincent", "van")),
        ({"family": "Smith, Jr.", "given": "A"}, Name("Smith", "A", "", "Jr.")),
        ({"family": "Doe", "given": "Jane", "suffix": "III"}, Name("Doe", "Jane", "", "III")),
        ({"name": "The ATLAS Collaboration"}, Name(literal="The ATLAS Collaboration")),
        ({"literal": "WHO"}, Name(literal="WHO")),
        ({"family": "CERN Council"}, Name(literal="CERN Council")),
        ({"family": "O&apos;Brien", "given": "<b>C</b>"}, Name("O'Brien", "C")),
        ({"family": "Smith and Sons", "given": "X"}, Name(literal="X Smith and Sons")),
        ({"family": "et al."}, Name(literal="others")),
        ({"family": None, "given": "Cher"}, Name("Cher")),
        ("Jane Doe", Name("Doe", "Jane")),
        ({}, Name()),
        (None, Name()),
        (["x"], Name()),
    ],
)  # fmt: skip
def test_a_name_in_parts_is_put_together(entry: object, name: Name) -> None:
    assert people.of_csl(entry) == name


def test_names_are_written_once_and_others_come_last() -> None:
    jane, body = Name("Doe", "Jane"), Name(literal="A and B")
    assert people.coded([Name(literal="others"), jane, body, jane, Name()]) == "{Doe, Jane and {A and B} and others}"
    assert people.coded([Name(literal="others")]) == ""
    assert people.coded([]) == ""


@given(st.lists(st.text(max_size=10), min_size=4, max_size=4))
def test_any_name_stays_one_name(parts: list[str]) -> None:
    coded = people.coded([people.person(*parts)])
    found = bibtex.build("", "misc", [("author", coded)]).contributors if coded else ()
    assert len(found) == bool(coded)


# Values


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("633-638", "633--638"), ("633–638", "633--638"), ("633 -- 638", "633--638"), ("S1-S12", "S1--S12"), ("5-5", "5"),
        ("e0123456", "e0123456"), ("pp. 1-2", "1--2"), ("1-2, 7", "1--2, 7"), ("1:1-1:20", "1:1-1:20"), ("xii-xv", "xii-xv"),
        ("n/a", ""), ("n/a-n/a", ""), ("no-no", ""), ("-", ""), ("", ""), ("0", ""),
    ],
)  # fmt: skip
def test_pages_have_two_hyphens_between_them(written: str, pages: str) -> None:
    assert build.pages(written) == pages


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("1234-45", "1234--1245"),
        ("S12-9", "S12--S19"),
        ("99-101", "99--101"),
        ("1564-7, 9", "1564--1567, 9"),
        ("e5", "e5"),
    ],
)
def test_pages_that_are_cut_short_are_whole(written: str, pages: str) -> None:
    assert build.whole_ranges(written) == pages


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"date-parts": [[2017, 6, 12]]}, "2017-06-12"),
        ({"date-parts": [["2017", "6"]]}, "2017-06"),
        ({"date-parts": [2017, 6]}, "2017-06"),
        ({"date-parts": [[2017, 13]]}, "2017"),
        ({"date-parts": [[2017, 2, 30]]}, "2017-02"),
        ({"date-parts": [[2017, 0, 5]]}, "2017"),
        ({"date-parts": [[987]]}, "0987"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [[]], "date-time": "2017-06-12T10:00:00Z"}, "2017-06-12"),
        ({"raw": "June 2017"}, "2017-06"),
        ({"literal": "in press"}, ""),
        ("2017-06-12", "2017-06-12"),
        (2017, "2017"),
        (None, ""),
        ([], ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(value: object, found: str) -> None:
    assert date(value) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("July 31, 2009", "2009-07-31"), ("31 July 2009", "2009-07-31"), ("2020 Mar 17", "2020-03-17"), ("May 2001", "2001-05"),
        ("1975 Nov-Dec", "1975-11"), ("Spring 2009", "2009"), ("c1999", "1999"), ("2009?", "2009"), ("20090731", "2009-07-31"),
        ("2020-05-99", "2020-05"), ("99", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_date_in_words_is_read(written: str, found: str) -> None:
    assert iso(written) == found


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "english"),
        ("en-US", "english"),
        ("zh_CN", "chinese"),
        ("ger", "german"),
        ("Latin", "latin"),
        ("xx", ""),
        ("", ""),
    ],
)
def test_a_language_has_the_name_that_biblatex_gives_it(code: str, language: str) -> None:
    assert languages.language(code) == language


@pytest.mark.parametrize(
    ("title", "subtitle", "found"),
    [
        ("On Keys", "A Study", {"title": "On Keys", "subtitle": "A Study"}),
        ("On Keys:", ": A Study", {"title": "On Keys", "subtitle": "A Study"}),
        ("On Keys: a study", "A Study", {"title": "On Keys: a study"}),
        ("", "A Study", {"title": "A Study"}),
        ("On Keys", "", {"title": "On Keys"}),
    ],
)
def test_a_subtitle_is_not_said_twice(title: str, subtitle: str, found: dict[str, str]) -> None:
    assert build.titles(title, subtitle) == found


def test_texts_are_found_in_whatever_holds_them() -> None:
    assert text(None, [], [None, " "], [{"value": "a"}], "b") == "a"
    assert list(texts(["a", ["b", {"name": "c"}], 3, 2.5, True, None])) == ["a", "b", "c", "3", "2.5"]
    assert text([[[[["too deep"]]]]]) == ""
    assert list(items([{"a": 1}, "x", None])) == [{"a": 1}]
    assert list(items({"a": 1})) == [{"a": 1}]
    assert clean(" a\tb\x00\x1b[1mc\ue000 ") == "a bc"
