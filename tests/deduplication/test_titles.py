"""Which titles may be those of one work."""

from __future__ import annotations

import pytest

from readinglist.deduplication.titles import agree

FROGS = "On the growth of frogs in cold ponds"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("On Frogs", "on frogs.", "same title"),
        ("BERT: Pre-training of Deep Transformers", "BERT", ""),
        (FROGS, f"{FROGS}: a study", "similar title"),
        (FROGS, f"{FROGS} – a study of Finland", "similar title"),
        (FROGS, f"{FROGS} (Finland)", "similar title"),
        (FROGS, f"{FROGS} of Finland", ""),
        ("Multi-agent systems in use", "Multiagent systems in use: a review", "similar title"),
        ("Sparse Routing in Language Models", "Sparse Routeing in Language Models", "similar title"),
        ("Colour vision of the newts", "Color vision of newt", ""),
        ("Colour vision of the frog", "Color vision of frog", "similar title"),
        ("Sparse Routing in Language Models", "Spares Routeing in Langauge Models", ""),
        ("Report of frogs, part 1 of the long series", "Report of frogs, part 2 of the long series", ""),
        ("", "", ""),
    ],
)
def test_titles_agree_with_a_typing_error_and_without_a_subtitle(one: str, other: str, said: str) -> None:
    assert agree(one, other) == agree(other, one) == said


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (" I", " II"),
        (" XVIII", " XXIII"),
        (". Part A", ". Part B"),
        (", Part One", ", Part Two"),
        ("", ". Part B"),
        ("", ": Volume Two"),
        ("", ": II. Warm ponds"),
        ("", " (Erratum)"),
        ("", ": Corrigendum"),
        ("", ": Supplementary Material"),
        ("", ": A Reply to Roe"),
        ("", ". Comment"),
        (" and in ice", " and of mice"),
        (" in vivo", " in vitro"),
        (" of normal water", " of abnormal water"),
    ],
)
def test_titles_of_parts_and_of_what_is_said_of_a_work_are_other_titles(mine: str, theirs: str) -> None:
    assert agree(FROGS + mine, FROGS + theirs) == agree(FROGS + theirs, FROGS + mine) == ""


def test_two_characters_of_east_asia_are_two_words() -> None:
    assert agree("中国经济发展的研究报告上", "中国经济发展的研究报告下") == ""
