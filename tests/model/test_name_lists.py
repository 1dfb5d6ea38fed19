"""Lists of names as people write them wrongly."""

from __future__ import annotations

import pytest

from readinglist.model import name_lists
from readinglist.model.names import split_names
from tests.work import assert_linear

MENDED = {
    "A. Able, B. Baker, C. Cole and D. Dole": "A. Able and B. Baker and C. Cole and D. Dole",
    "Able, A., Baker, B., Cole, C.": "Able, A. and Baker, B. and Cole, C.",
    "Peiker, C, Pott, C, Eckardt, L, Kelm, M": "Peiker, C and Pott, C and Eckardt, L and Kelm, M",
    "van der Berg, J.-P., Ng, B., et al.": "van der Berg, J.-P. and Ng, B. and others",
    "Beber, Bernd and Roessler, Philip; Scacco, Alexandra": "Beber, Bernd and Roessler, Philip and Scacco, Alexandra",
    "A. Able, B. Baker, C. Cole; D. Dole": "A. Able and B. Baker and C. Cole and D. Dole",
    "Jane Doe; John Smith": "Jane Doe and John Smith",
    "Smith, John and et al.": "Smith, John and others",
    "Smith, John and {et al}": "Smith, John and others",
    "Doe, J. et al.": "Doe, J. and others",
    "Jane Doe, et. al": "Jane Doe and others",
    r"Jane Doe \& John Roe": "Jane Doe and John Roe",
    "A. Able, B. Baker & C. Cole": "A. Able and B. Baker and C. Cole",
    "Doe, J. & Roe, A.": "Doe, J. and Roe, A.",
    "Doe, Jane & Roe, Ann": "Doe, Jane and Roe, Ann",
    "Doe, Jane and": "Doe, Jane",
    "and Doe, Jane": "Doe, Jane",
    "Doe, Jane and and Roe, Ann": "Doe, Jane and Roe, Ann",
    "John Smith, Jane Doe, and Bo Li": "John Smith and Jane Doe and Bo Li",
}


@pytest.mark.parametrize("written", MENDED)
def test_a_list_that_can_be_told_apart_is_mended(written: str) -> None:
    assert list(name_lists.faults(written))
    assert name_lists.mend(written) == MENDED[written]
    assert list(name_lists.faults(MENDED[written])) == []


@pytest.mark.parametrize(
    "written",
    [
        "A, B, C, D",
        "Müller, Jörg, Bäcker, Ann, Cole",
        "John Smith, Jane Doe and Bo Li",
        r"Procter \& Gamble",
        r"Ministry of Trade \& Department of Health",
    ],
)
def test_a_list_with_several_answers_is_named_and_left(written: str) -> None:
    assert [fault.mended for fault in name_lists.faults(written)] == [""]
    assert name_lists.mend(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "Doe, Jane and Roe, Ann and others",
        "King, Jr, Martin Luther",
        "García Márquez, Gabriel José",
        "{Barnes, Noble; Sons} and van Gogh, Vincent",
        "family=Gogh, given=Vincent, prefix=van, useprefix=true",
        "{World Health Organization}",
        r"{Procter \& Gamble} and AT\&T",
        "Anderson, Andy and Sand, Alan",
        "",
    ],
)
def test_a_list_by_the_rules_has_no_fault(written: str) -> None:
    assert list(name_lists.faults(written)) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Jane Doe, John Smith",
            "the family name 'Jane Doe' with the given name 'John Smith'; two people are separated",
        ),
        ("Epoch AI", "the family name 'AI' with the given name 'Epoch'; a body wants braces: {Epoch AI}"),
        ("World Bank", "a body wants braces: {World Bank}"),
        ("Institute of Frogs", "a body wants braces: {Institute of Frogs}"),
        ("Doe, J.; Roe, A.", "write 'Doe, J. and Roe, A.'"),
    ],
)
def test_a_typed_name_that_may_be_meant_otherwise_is_read_back(typed: str, said: str) -> None:
    (doubt,) = name_lists.doubts(typed)
    assert said in doubt


@pytest.mark.parametrize(
    "typed", ["Doe, Jane", "Jane Doe", "{Epoch AI}", "van der Berg, Jan", "Plato", "Doe, Jane and Roe, Ann"]
)
def test_a_name_that_is_clear_is_not_read_back(typed: str) -> None:
    assert list(name_lists.doubts(typed)) == []


def test_a_long_list_is_read_in_proportion_to_its_length() -> None:
    assert_linear(name_lists.mend, lambda times: " and ".join(["Able, A., Baker, B."] * times), 50)
    assert_linear(name_lists.mend, lambda times: "Able, A., " * times, 50)


def test_the_parts_of_a_mended_list_are_its_names() -> None:
    assert split_names(name_lists.mend("A. Able, B. Baker, C. Cole")) == ["A. Able", "B. Baker", "C. Cole"]
