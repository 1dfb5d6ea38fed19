"""Capitals of titles: sentence case for styles, and what keeps the capitals that a title came with."""

from __future__ import annotations

import pytest

from readinglist.formats import bibtex
from readinglist.formats import csl as csl_json
from readinglist.formats.csl import text as _csl_text
from readinglist.formats.csl.casing import Casing
from readinglist.model.record import Record


def _record(entry: str) -> Record:
    (found,) = [item for item in bibtex.load(entry) if isinstance(item, Record)]
    return found


def _printed(fields: str, *, is_english: bool = True, variable: str = "title") -> str:
    found = csl_json.item(_record(f"@incollection{{x, {fields}}}"), is_english=is_english)[variable]
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Attention Is All You Need", "Attention is all you need"),
        ("The State-of-the-Art: A Survey of GPT-4 and I", "The state-of-the-art: A survey of GPT-4 and I"),
        ("A visit to France", "A visit to France"),
        ("Kritik der Reinen Vernunft", "Kritik der Reinen Vernunft"),
        ("Auxiliary-Loss-Free Balancing for Models", "Auxiliary-loss-free balancing for models"),
        ("Lisp Machine Manual", "Lisp machine manual"),
        ("{I/OAT} Network Copies", "I/OAT network copies"),
        (
            "Word Sense Disambiguation in Long text interpretation",
            "Word sense disambiguation in long text interpretation",
        ),
        ("A talk with Donald Knuth", "A talk with Donald Knuth"),
        ("{DNA}-Based Computing in 2-Dimensional 3-D Arrays", "DNA-based computing in 2-dimensional 3-D arrays"),
        (r"Growth of \emph{Drosophila} Larvae", "Growth of <i>Drosophila</i> larvae"),
        (r"Trees of Height $\le\omega$", 'Trees of height <span class="nocase">≤ω</span>'),
    ],
)
def test_an_english_title_in_title_case_is_in_sentence_case(title: str, shown: str) -> None:
    assert _csl_text.rich(title, Casing().title) == shown


def test_the_language_says_whether_a_title_is_english() -> None:
    assert _csl_text.rich("Deep Residual Learning", Casing("en-GB", is_english=False).title) == "Deep residual learning"
    assert _csl_text.rich("The Name of the Rose", Casing("it").title) == "The Name of the Rose"


def test_a_title_without_a_language_is_english_where_the_locale_of_the_style_is() -> None:
    assert _printed("title={Deep Residual Learning}") == "Deep residual learning"
    assert _printed("title={Deep Residual Learning}", is_english=False) == "Deep Residual Learning"
    assert _printed("title={Deep Residual Learning}, langid={english}", is_english=False) == "Deep residual learning"


def test_an_abstract_in_another_language_says_that_a_title_is_not_english() -> None:
    assert _printed("title={Tiefe Netze}, abstract={Wir zeigen, dass das Lernen der Netze ...}") == "Tiefe Netze"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("title={Deep learning: a survey}", "Deep learning: A survey"),
        ("title={Deep learning}, subtitle={a survey}", "Deep learning: A survey"),
        ("title={Who knows? nobody}", "Who knows? Nobody"),
        ("title={learning to walk}", "Learning to walk"),
        ("title={Phones: iPhone and {iOS}}", "Phones: iPhone and iOS"),
        ("title={Bounds: {$n$}-body and ratios 3:a}", 'Bounds: <span class="nocase">n</span>-body and ratios 3:a'),
        ("title={Tests: ``the'' one}", "Tests: “The” one"),
        ("title={Réseaux: une étude}, langid={french}", "Réseaux: une étude"),
    ],
)
def test_a_subtitle_begins_with_a_capital_in_print(title: str, shown: str) -> None:
    assert _printed(title) == shown


def test_an_export_leaves_small_letters_as_they_are() -> None:
    text = "".join(csl_json.dump([_record("@book{x, title={deep learning: a survey}}")]))
    assert '"title": "deep learning: a survey"' in text


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Proc. of the 3rd Conf. on Frogs", "Proc. {of} the 3rd Conf. {on} Frogs"),
        ("Int. J. for Numer. Methods", "Int. J. {for} Numer. Methods"),
        ("Trans. on Graphics and the Arts", "Trans. {on} Graphics and the Arts"),
        ("Ann. of Math.", "Ann. {of} Math."),
        ("Roe vs. Wade", "Roe {vs.} Wade"),
        ("Where It Ends. The Second Part", "Where It Ends. The Second Part"),
    ],
)
def test_a_small_word_behind_an_abbreviation_stays_small_in_print(title: str, shown: str) -> None:
    found = csl_json.item(_record(f"@article{{x, journaltitle={{{title}}}}}"))["container-title"]
    assert found == shown.replace("{", '<span class="nocase">').replace("}", "</span>")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sorting $k$ items in $O(n)$ and $N$", "Sorting {k} items in {O(n)} and N"),
        (r"The $\alpha$-stable case", "The {α}-stable case"),
        (r"Areas of \(mm^2\) and \ensuremath{n}", "Areas of {mm²} and {n}"),
        ("{E. coli} in {NASA} and {iOS}", "{E. coli} in NASA and iOS"),
    ],
)
def test_maths_and_small_letters_in_braces_are_kept_from_styles(title: str, shown: str) -> None:
    assert _csl_text.rich(title) == shown.replace("{", '<span class="nocase">').replace("}", "</span>")


@pytest.mark.parametrize(
    ("title", "raw"),
    [
        ("A history of France: Kings and DNA", "{A history of {France}: Kings and {DNA}}"),
        ("The Essential Peirce", "{The {Essential Peirce}}"),
        ("Tales from the Perilous Realm", "{Tales from the {Perilous Realm}}"),
        (
            "Loss in Latin American Coffee: Review of the Evidence",
            "{Loss in {Latin American Coffee}: Review of the {Evidence}}",
        ),
        ("Die Kritik", "{Die {Kritik}}"),
        ("On <i>Drosophila</i> of Iowa", "{On \\emph{Drosophila} of {Iowa}}"),
        ('On <span class="nocase">iPhone</span>', "{On {{iPhone}}}"),
        ("biology: a review", "{biology: a review}"),
        ("Self-Help", "{{Self-Help}}"),
    ],
)
def test_a_title_of_csl_keeps_its_capitals(title: str, raw: str) -> None:
    made = csl_json.record({"id": "x", "type": "book", "title": title})
    field = made.field("title")
    assert field is not None
    assert field.raw == raw
    assert f'"title": {_as_json(title)}' in "".join(csl_json.dump([made]))


def _as_json(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'
