"""`add` of PDFs: which work each is, the record and the file in one operation, and stubs of what nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests import pdfs
from tests.services import Services, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

TITLE = "On the Price of Keys"
PRISM = (
    '<x:xmpmeta><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><prism:doi>{}</prism:doi></rdf:Description></rdf:RDF></x:xmpmeta>'
)


def page(*first: str, title: str = TITLE, author: str = "Jane Doe", lines: int = 25) -> list[pdfs.Run]:
    """Return a first page: a title, an author, what is printed below, and text."""
    runs = [pdfs.Run(title, 20, y=780)] if title else []
    runs += [pdfs.Run(line, y=740 - 14 * number) for number, line in enumerate((author, *first))]
    return runs + [pdfs.Run(f"Words of the text that go on and on, line {n}.", y=600 - 14 * n) for n in range(lines)]


def keys_of(number: int = 182, title: str = TITLE) -> dict[str, object]:
    return {"doi": f"10.1000/{number}", "title": [title]}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def put(*first: str, name: str = "paper.pdf", xmp: str = "", info: str = "", **parts: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdfs.made([page(*first, **parts)], xmp=xmp, info=info))  # type: ignore[arg-type]
        return path

    return put


def searched(services: Services, *works: dict[str, object]) -> None:
    """Let Crossref find works for whatever is searched."""
    services.otherwise = lambda path: (
        services.json({"items": [work(**one) for one in works]})  # type: ignore[arg-type]
        if unquote(path).startswith("/crossref/works?query")
        else None
    )


def test_the_doi_on_the_first_page_is_asked_for_and_the_file_kept_in_one_operation(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.work("10.1000/182", title=[TITLE])
    put("https://doi.org/10.1000/182.")
    ran = rl("add", "paper.pdf")
    assert (ran.code, ran.lines) == (0, ["doe2020price"])
    assert "paper.pdf: added as doe2020price by doi 10.1000/182: “On the Price of Keys”" in ran.err
    (listed,) = rl("attachments", "--json").json
    assert (listed["source"], listed["name"]) == ("doe2020price", "paper.pdf")
    assert len(rl("log").lines) == 1
    rl("undo")
    assert rl("list", "-k").lines == rl("attachments").lines == []


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        (["arXiv:2401.00001v2 [cs.CL] 2 Jan 2025", "doi:10.1000/182"], "/arxiv"),
        (["doi: 10.1000/18-", "2"], "10.1000/18-2"),
        (["See 10.1000/1.", "References", "Doe, J. 10.1000/7"], "10.1000/1"),
    ],
)
def test_identifiers_are_tried_in_the_order_in_which_they_tell_most(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path], first: list[str], asked: str
) -> None:
    put(*first)
    rl("add", "paper.pdf")
    assert asked in next(iter(services.asked))
    assert "/crossref/works/10.1000/7" not in services.asked


def test_what_a_file_says_of_itself_comes_before_what_it_prints_and_a_journal_is_no_work(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.work("10.1000/own", title=[TITLE])
    put("doi:10.1000/cited", xmp=PRISM.format("10.1000/own"))
    assert rl("add", "paper.pdf").lines == ["doe2020price"]
    assert "/crossref/works/10.1000/cited" not in services.asked
    put("doi:10.1000/cited", name="b.pdf", xmp=PRISM.format("10.1000/(ISSN)1234-5678"))
    rl("add", "b.pdf")
    assert "/crossref/works/10.1000/cited" in services.asked


def test_a_record_of_another_title_is_not_taken_unless_somebody_says_so(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.work("10.1000/182", title=["A Quite Different Work on Locks"])
    put("as was shown in doi:10.1000/182 before")
    ran = rl("add", "paper.pdf")
    assert ran.code == 4
    assert "A Quite Different Work on Locks" in ran.err
    assert TITLE in ran.err
    assert rl("list", "-k").lines == []
    assert rl("add", "paper.pdf", "--yes").lines == ["doe2020quite"]


def test_a_title_that_is_only_cited_on_the_page_is_not_the_files(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.work("10.1000/182", title=["Locks and Bolts"])
    put("Doe, J. (2020) Locks and Bolts, Journal of Keys 7. doi:10.1000/182", title="")
    assert rl("add", "paper.pdf").code == 4


def test_a_title_in_the_size_of_the_text_is_found_where_it_has_lines_of_its_own(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.work("10.1000/182", title=["Locks and Bolts, and What Became of Them"])
    put("Locks and Bolts, and What", "Became of Them", "doi:10.1000/182", title="")
    assert rl("add", "paper.pdf").lines == ["doe2020locks"]


def test_without_an_identifier_the_title_is_looked_up_and_must_be_the_same_by_the_same_author(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    searched(services, keys_of(title="On the Price of Locks"), keys_of())
    services.work("10.1000/182", title=[TITLE])
    put()
    assert rl("add", "paper.pdf").lines == ["doe2020price"]
    put(author="Somebody Else", name="other.pdf")
    ran = rl("add", "other.pdf")
    assert "kept as the stub onprice" in ran.err or "kept as the stub price" in ran.err
    (other,) = rl("list", "is:unresolved", "--json").json
    assert (other["title"], other["identifiers"]) == (TITLE, {})


def test_an_entry_that_a_program_put_into_the_file_is_taken_as_it_is(
    rl: Callable[..., Ran], put: Callable[..., Path]
) -> None:
    entry = (
        '<x:xmpmeta><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:bibtex="http://jabref.sourceforge.net/bibteXMP/" bibtex:title="On Doors" bibtex:author="Ann Roe"'
        ' bibtex:year="2001" bibtex:entrytype="article" bibtex:file="/etc/passwd" bibtex:owner="roe" bibtex:journal="J"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    put(xmp=entry)
    assert rl("add", "--offline", "paper.pdf").lines == ["roe2001doors"]
    (shown,) = rl("show", "roe2001doors", "--json").json
    assert shown["fields"] == {"author": "Ann Roe", "title": "On Doors", "journal": "J", "year": "2001"}
    assert not shown["unresolved"]


def test_offline_a_stub_has_the_title_and_the_identifier_and_is_completed_later(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    put("doi:10.1000/182")
    ran = rl("add", "--offline", "paper.pdf")
    assert "; `readinglist resolve --all` completes it" in ran.err
    (stub,) = rl("list", "--json").json
    assert (stub["title"], stub["identifiers"], stub["unresolved"]) == (TITLE, {"doi": "10.1000/182"}, True)
    assert f"title = {{{TITLE}}}" in rl("export").out
    services.work("10.1000/182", title=[TITLE])
    assert rl("resolve", "--all").code == 0
    assert [one["source"] for one in rl("attachments", "--json").json] == ["doe2020price"]


def test_a_file_of_which_nothing_is_known_is_kept_and_never_named_by_its_file(
    rl: Callable[..., Ran], put: Callable[..., Path]
) -> None:
    put(name="Doe 2020 - On Keys.pdf", title="", author="", info="/Title (Microsoft Word - Doe 2020.docx)")
    ran = rl("add", "Doe 2020 - On Keys.pdf")
    assert ran.lines == ["source"]
    assert "there is no title in it" in ran.err
    (stub,) = rl("list", "--json").json
    assert (stub["title"], stub["unresolved"]) == ("", True)


def test_two_files_that_share_only_a_title_are_two_sources(rl: Callable[..., Ran], put: Callable[..., Path]) -> None:
    put("1999", title="Annual Report")
    put("2000", title="Annual Report", name="b.pdf")
    assert rl("add", "paper.pdf", "b.pdf").lines == ["annualreport", "annualreporta"]
    assert len(rl("log").lines) == 1


def test_a_work_that_the_library_has_gets_the_file_and_nobody_is_asked(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    rl("add", "--title", TITLE, "--author", "Doe, Jane", "--date", "2020", "--doi", "10.1000/182", "--key", "mine")
    services.asked.clear()
    put("doi:10.1000/182")
    ran = rl("add", "paper.pdf")
    assert ran.lines == ["mine"]
    assert "attached to mine, which the library has by doi 10.1000/182" in ran.err
    assert not services.asked
    again = rl("add", "paper.pdf")
    assert (again.code, again.lines) == (0, ["mine"])
    assert "mine has this file already" in again.err
    assert len(rl("attachments", "--json").json) == 1


def test_what_the_user_says_of_a_file_counts(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.work("10.1000/5", title=["Another"])
    put("doi:10.1000/182")
    ran = rl("add", "paper.pdf", "--doi", "10.1000/5", "--tag", "x", "--key", "mine")
    assert ran.lines == ["mine"]
    (shown,) = rl("show", "mine", "--json").json
    assert (shown["title"], shown["tags"]) == ("Another", ["x"])
    assert "/crossref/works/10.1000/182" not in services.asked
    put("doi:10.1000/183", name="b.pdf")
    assert rl("add", "b.pdf", "paper.pdf", "--doi", "10.1000/5").code == 2
    assert rl("add", "b.pdf", "10.1000/5").code == 2


def test_a_broken_file_stops_nothing_and_the_exit_code_says_so(
    rl: Callable[..., Ran], put: Callable[..., Path], tmp_path: Path
) -> None:
    tmp_path.joinpath("broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    put()
    ran = rl("add", "broken.pdf", "paper.pdf")
    assert (ran.code, ran.lines) == (6, ["pricekeys"])
    assert "broken.pdf cannot be read" in ran.err
    assert "1 of 2 files was left out" in ran.err
    assert rl("add", "broken.pdf").code == 6


def test_a_dry_run_says_what_would_be_and_keeps_nothing(
    rl: Callable[..., Ran], put: Callable[..., Path], tmp_path: Path
) -> None:
    put()
    ran = rl("add", "--dry-run", "--json", "paper.pdf")
    assert ran.json[0]["title"] == TITLE
    assert "would be kept as the stub" in ran.err
    assert rl("list", "-k").lines == []
    assert not (tmp_path / "library.db.files").exists()


def test_an_isbn_of_proceedings_is_not_taken_for_the_paper_in_them(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    services.says(
        "/openlibrary/isbn/9780306406157.json",
        {"title": "Proceedings of the Conference on Keys", "publish_date": "2020"},
    )
    put("Proceedings of the Conference on Keys", "ISBN 978-0-306-40615-7")
    ran = rl("add", "paper.pdf")
    assert "kept as the stub" in ran.err
    assert rl("list", "--json").json[0]["title"] == TITLE


def test_a_pdf_can_stay_where_it_is(rl: Callable[..., Ran], put: Callable[..., Path], tmp_path: Path) -> None:
    put(name="a.pdf")
    put(name="papers/b.pdf", title="On Locks")
    assert rl("add", "a.pdf", "--offline", "--attach", "link").code == 0
    assert rl("add", "papers", "--recursive", "--offline", "--attach", "link").code == 0
    listed = rl("attachments", "--json").json
    assert [(one["path"], one["linked"]) for one in listed] == [("a.pdf", True), ("papers/b.pdf", True)]
    assert not tmp_path.joinpath("library.db.files").exists()
    assert rl("add", "a.pdf", "--attach", "no").code == rl("add", "a.pdf", "--files", ".").code == 2


def test_a_title_that_was_found_offline_is_looked_up_later(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    put()
    ran = rl("add", "--offline", "paper.pdf")
    assert "; `readinglist resolve --all` completes it" in ran.err
    searched(services, keys_of(title="On the Price of Locks"), keys_of())
    services.work("10.1000/182", title=[TITLE])
    (line,) = rl("resolve", "--all").lines
    assert line.endswith(" → doe2020price")
    (source,) = rl("list", "--json").json
    assert (source["identifiers"], source["unresolved"]) == ({"doi": "10.1000/182"}, False)
    assert [one["source"] for one in rl("attachments", "--json").json] == ["doe2020price"]
    rl("undo")
    assert rl("list", "is:stub", "--json").json[0]["identifiers"] == {}


@pytest.mark.parametrize(
    ("works", "author", "said"),
    [
        ([], "Jane Doe", "Crossref has no record of"),
        ([{"title": "On the Price of Locks"}], "Jane Doe", "no work is certainly meant; the best match is"),
        ([{}], "Somebody Else", "no work is certainly meant; the best match is"),
        ([{"title": TITLE + ", Part 2"}], "Jane Doe", "no work is certainly meant; the best match is"),
    ],
)
def test_a_stub_stays_one_where_no_work_is_certainly_its_title(
    rl: Callable[..., Ran],
    services: Services,
    put: Callable[..., Path],
    works: list[dict[str, str]],
    author: str,
    said: str,
) -> None:
    put(author=author)
    rl("add", "--offline", "paper.pdf")
    searched(services, *[keys_of(**work) for work in works])  # type: ignore[arg-type]
    services.work("10.1000/182", title=[TITLE])
    ran = rl("resolve", "--all")
    assert (ran.code, said in ran.err) == (3, True)
    (stub,) = rl("list", "is:stub", "--json").json
    assert (stub["title"], stub["identifiers"]) == (TITLE, {})
    asked = services.asked.total()
    assert "skipped" in rl("resolve", "--all").err
    assert services.asked.total() == asked


def test_a_title_that_the_reader_mended_is_the_one_that_is_looked_up(
    rl: Callable[..., Ran], services: Services, put: Callable[..., Path]
) -> None:
    put(title="")
    rl("add", "--offline", "paper.pdf", "--key", "mine")
    assert "it has no identifier to ask by" in rl("resolve", "--all").err
    rl("set", "mine", f"title={TITLE}")
    searched(services, keys_of())
    services.work("10.1000/182", title=[TITLE])
    assert rl("resolve", "mine").lines == ["mine"]
    assert rl("show", "mine", "--json").json[0]["identifiers"] == {"doi": "10.1000/182"}
