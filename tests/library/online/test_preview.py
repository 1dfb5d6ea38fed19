"""What would be added is shown first; what is kept is what was shown, and nobody is asked again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from readinglist import Library
from readinglist.errors import InvalidValue
from readinglist.library import lookup
from readinglist.library.imports.extras import Extras
from readinglist.library.online import preview
from readinglist.library.settings import Access
from readinglist.util.errors import UnknownFormat
from tests import pdfs
from tests.services import work

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.services import Services

DOI = "10.5555/attention"
TITLE = "Attention is all you need"
REFERENCE = "Vaswani, A., & Polosukhin, I. (2017). Attention is all you need. Advances in Systems, 30."
OFFLINE = Access(offline=True)
BIB = """@string{jnl = {Journal of Journals}}
@comment{kept}
@article{doe2020, author={Doe, Jane}, title={On Keys}, journal=jnl, year=2020, doi={10.1000/keys}}
@book{roe, author={Roe, Ann}, title={On Locks and Other Things}, year=2001}
@broken{x, title={
"""


@pytest.fixture
def library(library: Location, tmp_path: Path) -> Location:
    """An empty library in a folder with settings."""
    return library._replace(folder=tmp_path)


@pytest.fixture
def crossref(services: Services) -> Services:
    described = {"title": [TITLE], "author": [{"family": "Vaswani"}], "issued": {"date-parts": [[2017]]}}
    answer = services.json({"items": [{"DOI": DOI, "score": 88.0, **described}]})
    services.otherwise = lambda path: answer if path.startswith("/crossref/works?query") else None
    services.says(f"/crossref/works/{DOI}", {"message": work(DOI, **described)})
    return services


def kept_nothing(library: Location) -> bool:
    return not lookup.log(library) and not list(lookup.summaries(library))


def test_an_identifier_is_shown_and_then_kept_as_shown_with_nobody_asked_again(
    library: Location, crossref: Services
) -> None:
    found = preview.of_text(library, f"https://doi.org/{DOI}")
    (one,) = found.shown
    assert one.record
    assert (one.means, one.record.title, one.key, one.known, one.certain) == (
        f"doi {DOI}",
        TITLE,
        "vaswani2017attention",
        None,
        True,
    )
    assert kept_nothing(library)
    asked = crossref.asked.total()
    given = Extras(tags=("moe",), status="queued")
    assert preview.keep(library, found, {0: "skip"}, given) == ["vaswani2017attention"]
    source = lookup.show(library, ["vaswani2017attention"])[0]
    assert (source.title, source.tags, source.status) == (TITLE, ("moe",), "queued")
    assert crossref.asked.total() == asked
    assert [entry.summary for entry in lookup.log(library)] == ["add vaswani2017attention"]


def test_what_the_library_has_is_shown_beside_it_and_not_asked_for(library: Location, crossref: Services) -> None:
    Library(library.path).add(f"@misc{{mine, title={{{TITLE}}}, doi={{{DOI}}}}}")
    (one,) = preview.of_text(library, DOI).shown
    assert one.known
    assert (one.known.key, one.reason, one.key) == ("mine", "same DOI", "mine")
    assert crossref.asked.total() == 0


def test_a_reference_is_the_work_that_it_means_ticked_only_where_that_is_certain(
    library: Location, crossref: Services
) -> None:
    assert crossref.base
    (certain,) = preview.of_text(library, REFERENCE).shown
    assert certain.record
    assert (certain.certain, certain.record.title) == (True, TITLE)
    assert TITLE in certain.means
    (doubtful,) = preview.of_text(library, "Vaswani, A. (2001). Attention is all you need. Journal.").shown
    assert not doubtful.certain
    assert doubtful.can_be_kept


def test_each_of_a_list_is_shown_and_one_that_nobody_knows_keeps_no_other_back(
    library: Location, crossref: Services
) -> None:
    assert crossref.base
    found = preview.of_text(library, f"{DOI}\n10.5555/nothing\n{REFERENCE}\n")
    assert [one.can_be_kept for one in found.shown] == [True, False, True]
    assert "10.5555/nothing" in found.shown[1].error
    keys = preview.keep(library, found, {0: "skip", 1: "skip", 2: "skip"})
    assert keys == ["vaswani2017attention"]
    assert len(lookup.log(library)) == 1


@pytest.mark.parametrize("text", [DOI, REFERENCE, "https://example.org/page", "arXiv:1706.03762"])
def test_where_nobody_may_be_asked_a_stub_is_shown(library: Location, crossref: Services, text: str) -> None:
    (one,) = preview.of_text(library, text, OFFLINE).shown
    assert one.record
    assert one.record.unresolved
    assert one.said == "It is kept as a stub: nobody was asked."
    assert crossref.asked.total() == 0
    (key,) = preview.keep(library, preview.of_text(library, text, OFFLINE), {0: "skip"})
    assert lookup.show(library, [key])[0].unresolved


@pytest.mark.parametrize(
    "text", ["", "   ", "what is this?", "\x00\x01", "<script>alert(1)</script>", "{", "10.", "a" * 5000]
)
def test_what_is_nothing_known_adds_nothing(library: Location, text: str) -> None:
    with contextlib.suppress(UnknownFormat, InvalidValue):
        assert preview.of_text(library, text, OFFLINE).shown == []
    assert kept_nothing(library)


def test_a_wrong_identifier_is_refused_in_a_sentence(library: Location) -> None:
    with pytest.raises(InvalidValue):
        preview.of_text(library, "978-0-306-40615-8", OFFLINE)


RIS = "TY  - BOOK\nTI  - On Locks and Other Things\nAU  - Roe, Ann\nPY  - 2001\nER  - \n"


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "text",
    [
        RIS,
        '[{"type": "book", "title": "On Locks and Other Things", "author": [{"family": "Roe"}], "issued": {"date-parts": [[2001]]}}]',
    ],
)
def test_entries_in_any_format_are_shown_with_what_is_the_same_and_why(library: Location, text: str) -> None:
    Library(library.path).add(BIB)
    (one,) = preview.of_text(library, text, OFFLINE).shown
    assert one.known
    assert (one.known.key, one.reason) == ("roe", "same title, year and first author")


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_of_several_entries_those_that_are_ticked_are_kept_with_the_macros_they_need(library: Location) -> None:
    found = preview.of_text(library, BIB, OFFLINE)
    assert [(one.given, one.key) for one in found.shown] == [("doe2020", "doe2020"), ("roe", "roe")]
    assert len(found.problems) == 1
    assert kept_nothing(library)
    assert preview.keep(library, found, {0: "skip"}) == ["doe2020"]
    assert lookup.show(library, ["doe2020"])[0].plain("journaltitle") == "Journal of Journals"
    again = preview.of_text(library, BIB, OFFLINE)
    assert [one.known.key if one.known else "" for one in again.shown] == ["doe2020", ""]


def test_of_a_duplicate_what_is_new_is_merged_or_both_are_kept(library: Location) -> None:
    Library(library.path).add("@article{mine, title={On Keys}, author={Doe, Jane}, year=2020, doi={10.1000/keys}}")
    text = "@article{yours, title={On Keys}, author={Doe, Jane}, year=2020, doi={10.1000/keys}, volume=7, pages={1--2}}"
    found = preview.of_text(library, text, OFFLINE)
    assert preview.keep(library, found, {}) == []
    assert preview.keep(library, found, {0: "skip"}) == ["mine"]
    assert lookup.show(library, ["yours"])[0].plain("volume") == "7"
    Library(library.path).undo()
    assert preview.keep(library, found, {0: "new"}) == ["yours"]
    assert len(list(lookup.summaries(library))) == 2


def test_two_entries_that_are_one_are_said_to_be(library: Location) -> None:
    entry = "@article{{{}, title={{On Keys}}, author={{Doe, Jane}}, year=2020, doi={{10.1000/keys}}}}\n"
    found = preview.of_text(library, entry.format("a") + entry.format("a"), OFFLINE)
    assert [(one.key, bool(one.reason), one.known) for one in found.shown] == [("a", False, None), ("a", True, None)]


def test_what_is_only_similar_is_pointed_out(library: Location) -> None:
    Library(library.path).add(
        "@article{mine, title={On Keys and Locks}, author={Doe, Jane}, year=2020, doi={10.1000/keys}}"
    )
    text = "@article{yours, title={On Keys and Locks}, author={Doe, Jane}, year=2020, doi={10.1000/other}}"
    (one,) = preview.of_text(library, text, OFFLINE).shown
    assert one.known is None
    assert [key for key, _ in one.similar] == ["mine"]
    assert one.alike
    assert one.alike.key == "mine"


def test_what_is_similar_is_merged_on_a_wish_in_the_same_operation(library: Location) -> None:
    Library(library.path).add(
        "@article{mine, title={On Keys and Locks}, author={Doe, Jane}, year=2020, doi={10.1000/keys}}"
    )
    text = "@article{yours, title={On Keys and Locks}, author={Doe, Jane}, year=2020, doi={10.1000/other}, volume=3}"
    found = preview.of_text(library, text, OFFLINE)
    assert preview.keep(library, found, {0: "merge"}) == ["mine"]
    assert lookup.show(library, ["yours"])[0].plain("volume") == "3"
    assert len(lookup.log(library)) == 2
    Library(library.path).undo()
    assert [one.key for one in lookup.summaries(library)] == ["mine"]


def test_a_pdf_is_shown_with_what_it_is_and_kept_with_its_source(
    library: Location, services: Services, tmp_path: Path
) -> None:
    services.work("10.1000/182", title=["On the Price of Keys"])
    path = tmp_path / "paper.pdf"
    first = [pdfs.Run("On the Price of Keys", 20, y=780), pdfs.Run("doi:10.1000/182", y=700)]
    path.write_bytes(
        pdfs.made([[*first, *(pdfs.Run(f"Words that go on, line {n}.", y=600 - 14 * n) for n in range(20))]])
    )
    other = tmp_path / "no.pdf"
    other.write_bytes(b"no PDF")
    found = preview.of_papers(library, [path, other])
    assert [(one.given, one.can_be_kept) for one in found.shown] == [("paper.pdf", True), ("no.pdf", False)]
    assert kept_nothing(library)
    (key,) = preview.keep(library, found, {0: "skip", 1: "skip"}, Extras(tags=("x",)))
    source = lookup.show(library, [key])[0]
    assert (source.tags, [one.name for one in source.attachments]) == (("x",), ["paper.pdf"])
    assert len(lookup.log(library)) == 1
    (again,) = preview.of_papers(library, [path]).shown
    assert again.known
    assert (again.known.key, again.reason, again.can_be_kept) == (key, "the very same file", False)
