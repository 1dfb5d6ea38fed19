"""References in words: Crossref's best match, taken where it is certain or on a yes; their words where nobody can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.services import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran
    from tests.services import Services

DOI = "10.5555/attention"
WORK: dict[str, Any] = {
    "title": ["Attention is all you need"],
    "author": [{"family": "Vaswani", "given": "Ashish"}],
    "issued": {"date-parts": [[2017]]},
}
SAME = (
    "Vaswani, A., Shazeer, N., & Polosukhin, I. (2017). Attention is all you need. Advances in Systems, 30.",
    'A. Vaswani et al., "Attention Is All You Need," in Proc. Systems, 2017, pp. 5998-6008.',
    "Vaswani A, Shazeer N, Parmar N. Attention is all you need. Systems. 2017;30:5998-6008.",
    "Vaswani, A.; Shazeer, N.: Attention is all you need. In: Systems 30 (2017), S. 5998-6008",
    "Vaswani, Ashish. 2018. “Attention Is All You Need.” Systems 30.",
)
OTHER = (
    "Doe, J. (1999). Something about keys and locks. Journal of Keys.",
    "Smith, B. (2019). Is attention all you need in the brain? Journal of Attention, 3.",
    "Smith, B. (2017). Attention is all you need: a survey of transformers. Journal.",
    "Vaswani, A. (2017). Attention is all you need to know about attention. Journal.",
    "Vaswani, A. (2001). Attention is all you need. Journal.",
    "Attention is all you need",
)


@pytest.fixture
def crossref(services: Services) -> Services:
    """The services, of which Crossref finds one work whatever it is asked."""
    found = [
        {"DOI": "10.5555/review", "score": 99.0, "title": ["Review of attention"]},
        {"DOI": DOI, "score": 88.25, **WORK},
    ]
    answer = services.json({"items": found})
    services.otherwise = lambda path: answer if path.startswith("/crossref/works?query.bibliographic=") else None
    services.says(f"/crossref/works/{DOI}", {"message": work(DOI, **WORK)})
    services.work("10.5555/review", title=["Review of attention"])
    return services


@pytest.mark.parametrize("reference", SAME)
def test_a_reference_in_any_style_is_the_work_that_it_certainly_means(
    rl: Callable[..., Ran], crossref: Services, reference: str
) -> None:
    assert crossref.base
    ran = rl("add", reference)
    assert (ran.code, ran.out) == (0, "vaswani2017attention\n"), ran.err
    assert f"“Attention is all you need” (Vaswani, 2017), doi {DOI} (Crossref's score 88.2, 100% alike)" in ran.err
    assert rl("list", "--json").json[0]["identifiers"]["doi"] == DOI


@pytest.mark.parametrize("reference", OTHER)
def test_a_work_that_is_not_certainly_meant_is_taken_only_on_a_yes(
    rl: Callable[..., Ran], crossref: Services, reference: str
) -> None:
    assert crossref.base
    ran = rl("add", reference)
    assert (ran.code, ran.out) == (3, "")
    assert f"`readinglist add {DOI}` adds it" in ran.err or "10.5555/review" in ran.err
    assert rl("list", "--json").json == []
    assert rl("add", "--yes", reference).code == 0


def test_a_reference_that_nobody_knows_is_said_in_one_sentence(rl: Callable[..., Ran], services: Services) -> None:
    services.otherwise = lambda _path: services.json({"items": []})
    ran = rl("add", SAME[0])
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)


@pytest.mark.parametrize(
    "answer", [(500, "text/plain", b""), (200, "text/html", b"<title>Hotel Wi-Fi Login</title>"), None]
)
def test_the_words_of_a_reference_are_kept_where_nobody_can_be_asked(
    rl: Callable[..., Ran], services: Services, answer: tuple[int, str, bytes] | None
) -> None:
    services.otherwise = lambda _path: answer
    options = [] if answer else ["--offline"]
    ran = rl("add", SAME[0], *options)
    assert ran.code == 0
    assert "is kept as a stub of what its words say" in ran.err
    (source,) = rl("list", "--json").json
    assert (source["title"], source["year"], source["unresolved"]) == ("Attention is all you need", 2017, True)


def test_a_stub_of_words_is_resolved_by_them(rl: Callable[..., Ran], crossref: Services) -> None:
    rl("add", "--offline", SAME[0])
    assert crossref.asked.total() == 0
    assert rl("resolve", "--all").code == 0
    (source,) = rl("list", "--json").json
    assert (source["title"], source["identifiers"]["doi"], source["unresolved"]) == (WORK["title"][0], DOI, False)
    assert source["fields"]["author"] == "Vaswani, Ashish"


def test_a_stub_of_words_that_are_not_certain_stays_one(rl: Callable[..., Ran], crossref: Services) -> None:
    assert crossref.base
    key = rl("add", "--offline", OTHER[0]).out.strip()
    ran = rl("resolve", "--all")
    assert (ran.code, f"`readinglist set {key} doi=" in ran.err) == (3, True)
    assert rl("list", "--json").json[0]["unresolved"] is True
    assert "skipped" in rl("resolve", "--all", "--json").out


def test_references_and_identifiers_of_a_list_on_stdin_are_added(rl: Callable[..., Ran], crossref: Services) -> None:
    crossref.work("10.1000/keys")
    ran = rl("add", "-", input=f"[1] {SAME[0]}\n[2] Doe, J. On keys. https://doi.org/10.1000/keys\n")
    assert (ran.code, ran.out) == (0, "vaswani2017attention\ndoe2020keys\n"), ran.err
    assert (
        rl(
            "add",
            "-",
            input="10.1000/keys\n",
        ).code
        == 4
    )
    assert rl("add", "-", input="nothing\n").code == 6


def test_a_reference_that_holds_an_identifier_is_that(rl: Callable[..., Ran], crossref: Services) -> None:
    crossref.work("10.1000/keys")
    assert rl("add", f"{SAME[0]} https://doi.org/10.1000/keys").out == "doe2020keys\n"
    assert not any("query" in path for path in crossref.asked)


def test_the_isbn_of_a_book_is_not_that_of_its_chapter(rl: Callable[..., Ran], crossref: Services) -> None:
    reference = f"{SAME[3]} ISBN 978-0-262-03384-8"
    assert rl("add", reference).out == "vaswani2017attention\n"
    assert any("query" in path for path in crossref.asked)


def test_the_name_of_a_file_that_is_not_there_is_no_reference(rl: Callable[..., Ran], services: Services) -> None:
    for name in ("refs.bib", "my new list of references.bib", "keys", "two words"):
        assert rl("add", name).code == 6
    assert services.asked.total() == 0
