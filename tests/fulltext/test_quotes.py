"""Quotes against texts: what counts as the same, what is altered, what is absent, and where it stands."""

from __future__ import annotations

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from readinglist.fulltext.quotes import SearchableText
from readinglist.model.locators import contradicts, of_section, page_of
from tests.work import assert_linear, work

PAGES = (
    "Attention is all you need.\nThe ﬁrst model is “state-of-the-\nart” and well-\nknown; it costs 6\u00a0million — or less.\n"
    "\fWe exam\u00adine the naïve cafe\u0301. Models, it turns out, are large [12]. Then they grow. 深度求索在2023年成立。\n"
    "\fSee Table 3.\nThe model (see above) wins."
)


@pytest.fixture(scope="module")
def text() -> SearchableText:
    return SearchableText(PAGES, "113-")


@pytest.mark.parametrize(
    ("quote", "page", "line"),
    [
        ("Attention is all you need.", "113", 1),
        ("Attention  is\nall you need", "113", 1),
        ("The first model is", "113", 2),
        ('is "state-of-the-art"', "113", 2),
        ("is “state-of-theart”", "113", 2),
        ("well-known; it costs", "113", 3),
        ("wellknown; it costs", "113", 3),
        ("6 million – or less", "113", 4),
        ("6 million--or less", "113", 4),
        ("We examine the naïve café", "114", 1),
        ("We ex\u00adamine the nai\u0308ve cafe\u0301", "114", 1),
        ("[m]odels, it turns out, are large", "114", 1),
        ("Models, […] are large", "114", 1),
        ("Models ... are large [12]", "114", 1),
        ("Models, it turns out, are large [12]. … they grow", "114", 1),
        ("they [really] grow", "114", 1),
        ("深度求索", "114", 1),
        ("2023年成立", "114", 1),
        ("“The model (see above) wins.”", "115", 2),
        ("known; […] We examine", "113", 4),
    ],
)
def test_what_does_not_count_is_found_on_its_page_and_line(
    text: SearchableText, quote: str, page: str, line: int
) -> None:
    found = text.find(quote)
    assert (found.state, found.page, found.line, found.differences) == ("found", page, line, ())


def test_a_verbatim_quote_is_found_to_the_character(text: SearchableText) -> None:
    for quote in ("“state-of-the-\nart”", "(see above)", "the naïve cafe\u0301.", "[12]"):
        found = text.find(quote)
        assert PAGES[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("quote", "differences"),
    [
        ("Attention is everything you need.", [("everything", "all")]),
        ("attention is all you need", [("attention", "Attention")]),
        ("Attention is all you ever need", [("ever", "")]),
        ("The model wins", [("", "(see above)")]),
        ("Models it turns out are large", [("Models", "Models,"), ("out", "out,")]),
        ("The first modal is", [("modal", "model")]),
        ("Models, it turned out […] Then they grow", [("turned", "turns")]),
    ],
)
def test_what_counts_is_told_word_by_word(text: SearchableText, quote: str, differences: list[tuple[str, str]]) -> None:
    found = text.find(quote)
    assert (found.state, [pair for pair in found.differences if pair[0] != pair[1]][-len(differences) :]) == (
        "altered",
        differences,
    )


def test_an_altered_quote_says_what_the_text_has_and_where(text: SearchableText) -> None:
    near = text.find("Attention is everything you need.").near
    assert near == "on page 113 it has “Attention is all you need” (the text has “all” for “everything”)."


@pytest.mark.parametrize("quote", ["Convolutions were enough for everyone.", "…", "!?", "量子计算机"])
def test_what_is_not_there_is_absent(text: SearchableText, quote: str) -> None:
    found = text.find(quote)
    assert (found.state, found.spot.start, found.spot.page) == ("absent", -1, "")


def test_pieces_of_a_quote_must_stand_in_their_order(text: SearchableText) -> None:
    assert text.find("Then they grow […] Models, it turns out").state != "found"


def test_pieces_of_a_quote_must_stand_near_each_other() -> None:
    text = SearchableText("The start of it. " + "Filling words come here. " * 400 + "The end of it.")
    assert text.find("The start of it. […] The end of it.").state != "found"


def test_a_word_inside_another_is_not_preferred_to_the_word_itself() -> None:
    found = SearchableText("The smallest of all.").find("all")
    assert found.start == 16


def test_of_several_places_the_one_that_the_locator_names_is_taken() -> None:
    text = SearchableText("It works.\fIt works.\fIt works.")
    assert text.find("It works.").page == "1"
    assert text.find("It works.", "page 3").page == "3"
    assert text.find("It works.", "pages 2-3").page == "2"
    assert text.find("It works.", "page 9").page == "1"


HEADED = "We find that models of\nthis size cost\n12\n\fDoe: The Price of a Model\nless than six million dollars.\n\fThe end."


def test_a_quote_may_go_from_one_page_to_the_next_over_a_foot_and_a_head() -> None:
    text = SearchableText(HEADED, "12-")
    found = text.find("models of this size cost less than six million")
    assert (found.state, found.place, found.differences) == ("found", "pages 12-13", ())
    assert text.find("models of this size cost less then six million").state != "found"
    assert text.find("models of this size cost. The end").state != "found"


def test_a_mark_alone_is_found_where_it_stands() -> None:
    assert SearchableText("One\n→ two").find("→").line == 2


def test_a_long_quote_with_one_word_changed_is_told_by_that_word() -> None:
    words = [f"w{number * number % 977}" for number in range(20_000)]
    quote = words[5000:8000]
    quote[1500] = "changed"
    found = SearchableText(" ".join(words)).find(" ".join(quote))
    assert (found.state, found.differences) == ("altered", (("changed", words[6500]),))
    assert found.passage.split() == words[5000:8000]


def test_a_long_quote_is_laid_beside_a_few_passages_of_its_own_length_and_never_letter_by_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[tuple[int, int]] = []
    opcodes = Indel.opcodes

    def noted(one: list[str], other: list[str]) -> object:
        laid.append((len(one), len(other)))
        return opcodes(one, other)

    monkeypatch.setattr(Indel, "opcodes", noted)
    monkeypatch.delattr(fuzz, "partial_ratio_alignment")
    words = [f"w{number * number % 977}" for number in range(20_000)]
    SearchableText(" ".join(words)).find(" ".join([*words[5000:5200], "changed", *words[5201:5400]]))
    assert 0 < len(laid) <= 3
    assert all(one == 400 and other < 2000 for one, other in laid)


def test_a_long_quote_takes_work_in_proportion_to_its_length() -> None:
    def find_altered(text: str) -> None:
        words = text.split()
        quote = words[: len(words) // 6]
        quote[len(quote) // 2] = "changed"
        assert SearchableText(text).find(" ".join(quote)).state == "altered"

    assert_linear(find_altered, lambda times: " ".join(f"w{n * n % 9973}" for n in range(times)), 1000)


def test_a_stray_word_far_from_a_long_quote_does_not_make_its_passage_longer() -> None:
    words = [f"w{number}" for number in range(3000)]
    quote = words[1000:1200]
    quote[0], quote[100] = words[960], words[1260]
    found = SearchableText(" ".join(words)).find(" ".join(quote))
    assert found.passage.split()[0] == "w1001"
    assert found.passage.split()[-1] == "w1199"


def test_much_white_space_does_not_count_and_takes_work_in_proportion_to_its_length() -> None:
    def find(spaces: str) -> None:
        gap = f"{spaces}-" + "\n" * len(spaces)
        assert SearchableText(f"One{gap}two{gap}three.").find(f"One{spaces}- two […{spaces}] three").state == "found"

    find(" " * 50_000)
    assert_linear(find, lambda times: " " * times, 500)


def test_an_empty_text_has_nothing() -> None:
    assert SearchableText("").find("anything at all").state == "absent"
    assert SearchableText("words").find("").state == "absent"


@pytest.mark.parametrize(
    ("locator", "page", "line", "wrong"),
    [
        ("page 5", "5", 1, False),
        ("p. 5", "6", 1, True),
        ("pages 3-5", "4", 1, False),
        ("pp. 3–5, 9", "9", 1, False),
        ("pages 113-5", "114", 1, False),
        ("pages 3-5", "6", 1, True),
        ("page iv", "IV", 1, False),
        ("page iv", "v", 1, True),
        ("line 3", "", 3, False),
        ("line 3", "", 4, True),
        ("line 3", "7", 4, False),
        ("page 3", "", 4, False),
        ("section 2", "7", 4, False),
        ("part 2", "7", 4, False),
        ("paragraph 3", "7", 4, False),
        ("Preface", "7", 4, False),
        ("lemma 3", "", 4, False),
        ("Literature", "", 4, False),
        ("p.3", "4", 1, True),
        ("p3", "4", 1, True),
        ("pp. 3", "3", 1, False),
        ("l3", "", 4, True),
        ("page A-1", "A-1", 4, False),
        ("page A-1", "A-2", 4, True),
        ("", "7", 4, False),
    ],
)
def test_a_locator_is_wrong_only_where_it_can_be_compared(locator: str, page: str, line: int, wrong: object) -> None:
    assert contradicts(locator, page, line) is wrong


def pages(count: int) -> SearchableText:
    paragraph = "Sentence number {} says that models of size {} were trained for {} hours on chips. "
    return SearchableText("\f".join(paragraph.format(n, n * 7, n * 13) for n in range(count)))


def test_two_hundred_quotes_are_found_in_two_megabytes() -> None:
    text = pages(24_000)
    assert len(text.text) > 2_000_000
    for n in range(0, 20_000, 200):
        wanted = f"models of size {n * 7} were trained for {n * 13} hours on chips"
        assert text.find(wanted).page == str(n + 1)
        assert text.find(wanted.replace("trained", "tortured")).state == "altered"


@pytest.mark.parametrize("word", ["trained", "tortured"])
def test_a_further_quote_takes_no_more_work_in_a_text_twice_as_long(word: str) -> None:
    wanted = f"models of size 700 were {word} for 1300 hours on chips"
    short, long = pages(6000), pages(12_000)
    for text in (short, long):
        assert text.find("models of another size were tortured").state == "absent"  # after this the text is ready
    assert work(long.find, wanted) == work(short.find, wanted)


@pytest.mark.parametrize(
    ("locator", "page"),
    [("page 5", "5"), ("pp. iv-vi", "iv"), ("p5", "5"), ("p.5", "5"), ("part 2", ""), ("Preface", ""), ("paragraph 3", ""), ("section 2", "")],
)  # fmt: skip
def test_only_a_page_is_a_page(locator: str, page: str) -> None:
    assert page_of(locator) == page


@pytest.mark.parametrize(
    ("title", "locator"),
    [
        ("Methods", "section Methods"),
        ("2.1 Methods", "section 2.1 Methods"),
        ("Chapter 3: Loomings", "Chapter 3: Loomings"),
        ("Part II", "Part II"),
        ("Partial results", "section Partial results"),
        ("Page 3 of a diary", "section Page 3 of a diary"),
        ("第三章", "section 第三章"),
        ("word " * 60, "section " + "word " * 19 + "word…"),
        ("x" * 300, "section " + "x" * 100 + "…"),
    ],
)
def test_a_section_is_a_place_that_no_page_contradicts(title: str, locator: str) -> None:
    assert of_section(title.strip()) == locator
    assert not contradicts(locator, "7", 4)
    assert not contradicts(locator, "", 4)


@pytest.mark.parametrize("end", ["\n", "\f", "\n\f", "\n\n"])
def test_where_a_line_of_east_asian_text_ends_is_no_space(end: str) -> None:
    text = SearchableText(f"昔々東京{end}物語がある。{end}次は대한{end}민국の話。")
    for quote in ("東京物語がある", "ある。次は", "次は대한민국の"):
        assert text.find(quote).state == "found"
    assert text.find("東京の物語").state != "found"
