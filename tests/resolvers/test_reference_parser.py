"""References as people paste them, in the styles of their fields, each with what is read of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.resolvers import parse_reference
from tests.work import assert_linear_in

ATTENTION = "Attention is all you need"
REFERENCES: dict[str, tuple[str, str, list[str], str, str, list[str]]] = {
    "APA": (
        ("Vaswani, A., Shazeer, N., Parmar, N., & Polosukhin, I. (2017). Attention is all you need. Advances in Neural "
        "Information Processing Systems, 30, 5998–6008. https://doi.org/10.48550/arXiv.1706.03762"),
        "article", ["A. Vaswani", "N. Shazeer", "N. Parmar", "I. Polosukhin"], ATTENTION, "2017", ["arxiv:1706.03762"],
    ),
    "APA with a day": (
        "Doe, J. (2019, March 3). What keys are. Retrieved May 1, 2020, from https://example.org/a_(b).",
        "online", ["J. Doe"], "What keys are", "2019", ["url:https://example.org/a_(b)"],
    ),
    "APA of a body": (
        "Bureau of Industry and Security (2022). Implementation of Additional Export Controls. Federal Register, 87, 62186.",
        "article", ["Bureau of Industry and Security"], "Implementation of Additional Export Controls", "2022", [],
    ),
    "IEEE": (
        "[12] A. Vaswani, N. Shazeer, and N. Parmar, “Attention is all you need,” in Proc. NeurIPS, 2017, pp. 5998–6008.",
        "inproceedings", ["A. Vaswani", "N. Shazeer", "N. Parmar"], ATTENTION, "2017", [],
    ),
    "Vancouver": (
        ("1. Vaswani A, Shazeer N, Parmar N, et al. Attention is all you need. Adv Neural Inf Process Syst. "
        "2017;30:5998-6008. doi:10.5555/3295222.3295349. PMID: 12345"),
        "article", ["A. Vaswani", "N. Shazeer", "N. Parmar", "others"], ATTENTION, "2017", ["doi:10.5555/3295222.3295349", "pmid:12345"],
    ),
    "ACM": (
        ("Ashish Vaswani, Noam Shazeer, and Niki Parmar. 2017. Attention is all you need. In Advances in Neural Information "
        "Processing Systems, pages 5998–6008."),
        "inproceedings", ["Ashish Vaswani", "Noam Shazeer", "Niki Parmar"], ATTENTION, "2017", [],
    ),
    "plain BibTeX": (
        "Damai Dai, Chengqi Deng, et al. DeepSeekMoE: Towards ultimate expert specialization. arXiv preprint arXiv:2401.06066, 2024.",
        "online", ["Damai Dai", "Chengqi Deng", "others"], "DeepSeekMoE: Towards ultimate expert specialization", "2024", ["arxiv:2401.06066"],
    ),
    "CoRR": (
        "OpenAI. GPT-4 technical report. CoRR, abs/2303.08774, 2023.",
        "online", ["OpenAI"], "GPT-4 technical report", "2023", ["arxiv:2303.08774"],
    ),
    "Nature": (
        "Wei, J. et al. Chain-of-thought prompting elicits reasoning. Preprint at https://doi.org/10.48550/arXiv.2201.11903 (2022).",
        "online", ["J. Wei", "others"], "Chain-of-thought prompting elicits reasoning", "2022", ["arxiv:2201.11903"],
    ),
    "MLA": (
        'Knuth, Donald E. "Computer Programming as an Art." Communications of the ACM 17, no. 12 (1974): 667-673.',
        "article", ["Donald E Knuth"], "Computer Programming as an Art", "1974", [],
    ),
    "a book": (
        "Cormen, Thomas H. Introduction to Algorithms. MIT Press, 2009. ISBN 978-0-262-03384-8.",
        "book", ["Thomas H Cormen"], "Introduction to Algorithms", "2009", ["isbn:9780262033848"],
    ),
    "semicolons": (
        "Müller, K.; Schmidt, P. Titel der Arbeit. Zeitschrift 2001, 12, 3–4.",
        "misc", ["K. Müller", "P Schmidt"], "Titel der Arbeit", "2001", [],
    ),
    "German quotes": (
        "Meier, Anna: „Über das Lesen“. In: Zeitschrift für Leser, 1998.",
        "inproceedings", ["Anna Meier"], "Über das Lesen", "1998", [],
    ),
    "a DOI alone": ("doi:10.1038/s41586-025-09422-z", "misc", [], "", "", ["doi:10.1038/s41586-025-09422-z"]),
    "an arXiv address alone": ("https://arxiv.org/abs/2405.04434v5", "online", [], "", "", ["arxiv:2405.04434"]),
    "an ISBN alone": ("978-0-262-03384-8", "book", [], "", "", ["isbn:9780262033848"]),
    "an address alone": ("https://epoch.ai/blog/x", "online", [], "", "", ["url:https://epoch.ai/blog/x"]),
    "PubMed Central": ("Doe J. A thing we found. PMC1234567.", "misc", ["J. Doe"], "A thing we found", "", ["pmcid:PMC1234567"]),
    "physics": ("J. Smith et al., Phys. Rev. D 76, 013009 (2007).", "misc", [], "J. Smith et al., Phys. Rev. D 76, 013009 (2007)", "2007", []),
    "no reference": ("- Some words that are no reference", "misc", [], "Some words that are no reference", "", []),
    "nothing": ("   ", "misc", [], "", "", []),
}  # fmt: skip


@pytest.mark.parametrize("style", REFERENCES)
def test_a_reference_is_read(style: str) -> None:
    line, kind, authors, title, year, identifiers = REFERENCES[style]
    found = parse_reference(line)
    people = [one.literal or f"{one.given} {one.family}" for one in found.record.contributors]
    assert (found.record.type, people, found.record.title) == (kind, authors, title)
    assert found.record.date == year
    assert [f"{one.scheme}:{one.value}" for one in found.identifiers] == identifiers
    assert found.raw == line.strip()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Hinton G. Reducing the dimensionality. Science 2006;313:504-507", "journaltitle", "Science"),
        ("Hinton G. Reducing the dimensionality. Science 2006;313:504-507", "volume", "313"),
        ("Hinton G. Reducing the dimensionality. Science 2006;313:504-507", "pages", "504–507"),
        ("He K, Sun J. Deep residual learning. In: CVPR 2016. p. 770-8.", "booktitle", "CVPR 2016"),
        ("Doe, J. (2020). On keys. Journal of Keys, 7(2), 1-9.", "journaltitle", "Journal of Keys"),
    ],
)
def test_where_it_appeared_is_read(line: str, field: str, value: str) -> None:
    assert parse_reference(line).record.plain(field) == value


@given(st.lists(st.sampled_from(["Doe, J.", " (2017). ", "Title here. ", "et al. ", "10.1000/x", "“", "”", " and ", "In: ", ", ", "&", "[1] ", "arXiv:2405.04434", "ISBN 978", "{", "}", "é", "2017", ". ", "https://a.b/c)"]), max_size=15).map("".join))  # fmt: skip
def test_any_line_is_read_without_complaint(line: str) -> None:
    found = parse_reference(line)
    assert found.record.fields or not line.strip() or not any(c.isalnum() for c in line)


@pytest.mark.parametrize(
    "piece", ["A, ", "Doe J, ", "a b ", "(2017) ", ". ", "“a", "x. Y. ", "10.1/ ", "et al. ", "a-"]
)
def test_a_line_without_end_takes_work_in_proportion_to_its_length(piece: str) -> None:
    assert_linear_in(parse_reference, piece, 4000 if "(" in piece else 400)  # what stands in brackets may be long
