"""The marks of notes and references, over which a quote is read, and numbers that are none."""

from __future__ import annotations

import pytest

from readinglist.fulltext import notes
from readinglist.fulltext.quotes import SearchableText
from tests.work import assert_linear

BELOW = "The firm1 grew. China2 and Huawei3 grew.\n\n1 See Doe.\n2 See Roe.\n3 Ibid.\n"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Large models12 are costly.", "models are"),
        ("Large models12 are costly.", "Large models"),
        ("Large models are costly.12 The end.", "models are costly. The end"),
        ("Large models,3 which are big,4 cost a lot.", "models, which are big, cost"),
        ("He said “models are costly.”5 Then they", "costly.” Then they"),
        ("(costly models).12 The chips", "models). The chips"),
        ("Large models¹² are costly.", "models are"),
        ("the law1,2 is strict", "the law is strict"),
        ("Training costs3–5 have fallen", "Training costs have fallen"),
        ("shown by Smith et al.12 to be", "shown by Smith et al. to be"),
        ("the rise of AI.12 The chips", "the rise of AI. The chips"),
        ("Mr. Doe,5 of whom", "Mr. Doe, of whom"),
        ("models[12] are", "models are"),
        ("was trained.[3][4] The", "was trained. The"),
        ("models [12] are.\n\n[12] A. Doe. 2020", "models are"),
        ("models [12, 13] are.\n\n[12] A. Doe. 2020\n[13] B. Roe", "models are"),
        ("the cost* of models† is high", "the cost of models is high"),
        (BELOW, "China and Huawei grew"),
        ("The model1 of it.2\n\n1 See Doe.\n2 See Roe.", "The model of it"),
    ],
)
def test_a_quote_is_read_over_the_marks_of_notes(text: str, quote: str) -> None:
    assert SearchableText(text).find(quote).state == "found"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("GPT4 is good", "GPT is good"),
        ("GPT4 is good", "GPT"),
        ("gpt4 is good", "gpt is good"),
        ("Llama2 is good", "Llama is good"),
        ("Use llama and llama2, since llama2 is fast", "since llama is fast"),
        ("Qwen2.5 is good", "Qwen is good"),
        ("python3 is good", "python is good"),
        ("word2vec is good", "word is good"),
        ("H100 chips are", "H chips are"),
        ("COVID19 has", "COVID has"),
        ("Windows11 is", "Windows is"),
        ("sha256 sums", "sha sums"),
        ("Table3 shows", "Table shows"),
        ("see Section4 for", "see Section for"),
        ("version2 of it", "version of it"),
        ("layers12 are", "layers are"),
        ("see fig.3 The end", "see fig. The end"),
        ("on Dec.12 The chips", "on Dec. The chips"),
        ("see sect.4 The chips", "see sect. the chips"),
        ("In 2020 models are", "In models are"),
        ("The models2020 are", "The models are"),
        ("models 12 are", "models are"),
        ("It costs 5,12 which", "It costs 5, which"),
        ("It costs $5.12 The", "It costs $5. The"),
        ("models,12 000 of", "models, of"),
        ("models.001 The", "models. The"),
        ("10² is a hundred", "10 is a hundred"),
        ("5 km² is big", "5 km is big"),
        ("the model12 fell", "the model fell"),
        ("The models12 are new. The models12 are old.", "models are old"),
        ("the interval [1, 2] is closed", "the interval is closed"),
        ("the array[3] is empty", "the array is empty"),
        (BELOW, "China and Huaweis grew"),
        ("The model1 of it.2\n\n1 See Doe.\n2 See Roe.", "The models of it"),
    ],
)
def test_a_number_that_is_no_mark_belongs_to_the_text(text: str, quote: str) -> None:
    assert SearchableText(text).find(quote).state != "found"


def test_a_quote_with_the_mark_in_it_is_found_as_well() -> None:
    assert SearchableText("Large models12 are costly.").find("models12 are").state == "found"


def test_the_passage_is_shown_as_it_stands_and_the_place_is_that_in_the_text() -> None:
    text = SearchableText("One.\nLarge models12 are costly.\fTwo.")
    found = text.find("models are")
    assert (found.passage, found.place, text.text[found.start :][:8]) == ("models12 are", "page 1", "models12")


@pytest.mark.parametrize(
    "piece", ["models12 are ", "a1", "1,", "[1", "x.1,", "[1] A. Doe. ", "\n1 See", "(", "¹", "word12,13", "*", "al.1 "]
)
def test_marks_are_found_in_time_in_proportion_to_the_text(piece: str) -> None:
    assert_linear(notes.places, lambda times: piece * times, 150)
