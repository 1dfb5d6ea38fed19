"""What the quoting author puts in brackets or leaves out, and what may stand for it in the text."""

from __future__ import annotations

import pytest

from readinglist.fulltext.quotes import SearchableText
from tests.work import assert_linear

LONG = "It was new. They said, after a long while, that it grew fast."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The word is new.", "word[s]"),
        ("The words are new.", "word[s] are"),
        ("The model is trained on data.", "model[s] [are] trained on data"),
        ("It trains models on data.", "It train[ed] models on data"),
        ("The companies grew.", "The compan[y] grew"),
        ("The behavior is odd.", "The behavio[u]r is odd"),
        ("It works by training.", "[w]orks by train[ing]"),
        ("We find this.", "[w]e find this"),
        ("So we find this.", "[W]e find this"),
        ("They grew.", "[Th]ey grew"),
        ("they grew.", "[Th]ey grew"),
        ("But they said that it grew.", "[the company] said that it grew"),
        ("They said that it grew.", "They said that [the company] grew"),
        ("They said that it grew.", "They said [in May] that it grew"),
        ("They said that it grew.", "They said that it grew [sic]"),
        ("They said that it grew.", "They [sic] said that it grew"),
        (LONG, "They said […] that it grew fast"),
        (LONG, "They said [...] that it grew fast"),
        (LONG, "They said, [ … ] that it grew fast."),
        (LONG, "They said… that it grew fast"),
        (LONG, "They said . . . that it grew fast"),
        (LONG, "It was new. … [T]hey said […] [the model] grew fast."),
        ("The model is not good.", "The model [is not] good"),
        ("It says [a] and [b].", "It says [a] and [b]"),
    ],
)
def test_brackets_and_omissions_stand_for_what_the_text_has(text: str, quote: str) -> None:
    assert SearchableText(text).find(quote).state == "found"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The wordless are new.", "The word[s] are new"),
        ("The model is trained.", "The model[s] are trained"),
        ("The mandate grew.", "The man[y] grew"),
        ("It cost six million.", "It cost [about] seven million"),
        ("It cost six million.", "It cost [about] 6 million"),
        ("The model is not good.", "The model [is] good"),
        ("The model is not good.", "The model [really] is good"),
        ("The model isn't good.", "The model [is] good"),
        ("The model never failed.", "The model [has] failed"),
        ("The model is good.", "The model is not [at all] good"),
        ("The man walked. " + "Many words come here. " * 4 + "He grew.", "The man [here] grew"),
        (LONG, "that it grew fast […] They said"),
        (LONG, "They said […] that it shrank fast"),
        (LONG, "They told us […] that it grew fast"),
        (LONG, "it was new"),
        ("The model is", "[W]e model is"),
        ("We find this.", "[H]e find this"),
        ("The start. " + "Words come here. " * 300 + "The end.", "The start. […] The end."),
    ],
)
def test_brackets_hide_no_other_words(text: str, quote: str) -> None:
    assert SearchableText(text).find(quote).state != "found"


def test_many_brackets_are_looked_up_one_by_one() -> None:
    text = SearchableText("Models grow, words fall, chips cost, laws hold, years pass, days go, times are, ends meet.")
    quote = "Model[s] grow, word[s] fall, chip[s] cost, law[s] hold, year[s] pass, day[s] go, time[s] are, end[s] meet."
    assert text.find(quote).state == "found"
    assert text.find(quote.replace("meet", "met")).state == "altered"


@pytest.mark.parametrize("piece", ["word[s] ", "[", "[a]", "[W]e ", "[the company] ", ". ", "…", "a[b]c", "[…]"])
def test_brackets_take_work_in_proportion_to_the_quote(piece: str) -> None:
    text = SearchableText("The words of the company.")
    assert_linear(text.find, lambda times: "words " + piece * times, 20)
