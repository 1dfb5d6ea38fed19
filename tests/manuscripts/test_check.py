"""What the gate finds in a document, given what it cites and what the library knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist.manuscripts import check
from readinglist.manuscripts.check import BibEntry, CitedSources
from readinglist.manuscripts.model import Citation, Finding, Manuscript
from readinglist.model.record import Claim, Evidence, Field, Identifier, Link, Mark, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

PAPER = Path("paper.tex")
CHAPTER = Path("chapter.tex")
VASWANI = Record(key="vaswani2017attention", type="inproceedings", status="read", aliases=("vaswani17",))
MIXTRAL = Record(key="jiang2024mixtral", type="online", status="queued")


def at(key: str, line: int = 1, column: int = 1, path: Path = PAPER) -> Citation:
    return Citation(key, path, line, column, 0, len(key))


def paper(*citations: Citation, missing: tuple[Citation, ...] = ()) -> Manuscript:
    return Manuscript(citations, (PAPER, CHAPTER), missing=missing)


def known(*sources: Record, **more: Mapping[str, Record]) -> CitedSources:
    return CitedSources({source.key: source for source in sources}, **more)  # type: ignore[arg-type]


def kinds(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind, finding.key) for finding in found]


def test_a_document_whose_sources_are_all_read_has_nothing_to_be_said_of() -> None:
    assert check.check(paper(at(VASWANI.key), at(VASWANI.key, 2)), known(VASWANI)) == []


def test_a_key_that_no_source_has_is_named_at_each_place_with_keys_that_were_meant() -> None:
    document = paper(at("vaswani2071", 3, 7), at("nobody", 4), at("vaswani2071", 9))
    found = check.check(document, CitedSources({}, near={"vaswani2071": ("vaswani2017attention",)}))
    assert kinds(found) == [("missing", "vaswani2071"), ("missing", "nobody"), ("missing", "vaswani2071")]
    assert (found[0].path, found[0].line, found[0].column) == ("paper.tex", 3, 7)
    assert found[0].message == "no source has the key vaswani2071; did you mean vaswani2017attention?"
    assert found[1].message == "no source has the key nobody"


def test_a_key_that_is_only_in_the_bib_is_missing_and_said_to_be_importable() -> None:
    found = check.check(paper(at("doe2020")), CitedSources({}), listed=[BibEntry("doe2020", "refs.bib", 4)])
    assert kinds(found) == [("missing", "doe2020")]
    assert "in the .bib but not in the library" in found[0].message


def test_a_beginning_of_several_keys_is_ambiguous_and_only_a_few_are_named() -> None:
    several = tuple(f"doe2020{letter}" for letter in "abcdef")
    found = check.check(paper(at("doe2020")), CitedSources({}, ambiguous={"doe2020": several}))
    assert kinds(found) == [("ambiguous", "doe2020")]
    assert found[0].message == "doe2020 is the beginning of doe2020a, doe2020b, doe2020c, doe2020d and 2 more"


def test_a_former_key_and_other_letters_are_told_from_each_other() -> None:
    document = paper(at("vaswani17"), at("Vaswani2017Attention", 2), at("vaswani17", 5))
    found = check.check(document, CitedSources({"vaswani17": VASWANI, "Vaswani2017Attention": VASWANI}))
    assert [finding.message for finding in found] == [
        "vaswani17 is a former key of vaswani2017attention (2 times)",
        "Vaswani2017Attention is vaswani2017attention in other case",
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("inbox", "not read"),
        ("", "not read"),
        ("queued", "only queued"),
        ("reading", "not read to its end"),
        ("dropped", "was dropped"),
    ],
)
def test_a_source_that_is_cited_but_not_read_is_said_once_with_how_far_reading_came(status: str, said: str) -> None:
    source = replace(MIXTRAL, status=status)
    found = check.check(paper(at(source.key, 2), at(source.key, 8)), known(source))
    assert [(f.kind, f.line, f.message) for f in found] == [
        ("unread", 2, f"jiang2024mixtral is cited but {said} (2 times)")
    ]


def test_a_cited_source_that_another_contradicts_or_supersedes_is_found() -> None:
    source = replace(
        VASWANI,
        links=(
            Link("contradicts", "doe2020", "in"),
            Link("supersedes", "roe2021", "in"),
            Link("contradicts", "old1999", "out"),
            Link("supersedes", "old1999", "out"),
        ),
    )
    assert kinds(check.check(paper(at(source.key)), known(source))) == [
        ("contradicted", VASWANI.key),
        ("superseded", VASWANI.key),
    ]


def test_a_cited_source_that_was_retracted_is_found_and_one_that_was_corrected_is_not() -> None:
    source = replace(VASWANI, marks=(Mark("corrected", "erratum"), Mark("retracted", "retraction 2021 10.1000/n")))
    (found,) = check.check(paper(at(source.key)), known(source))
    assert found.kind == "retracted"
    assert found.message == f"{source.key} was retracted (retraction 2021 10.1000/n)"


def test_evidence_against_a_claim_of_a_cited_source_is_found_once_with_the_claims() -> None:
    claims = (
        Claim(1, "It cost 6 million.", evidence=(Evidence("contradicts", "doe2020"), Evidence("supports", "roe2021"))),
        Claim(4, "It is open.", evidence=(Evidence("contradicts", "doe2020"), Evidence("qualifies", "poe2022"))),
    )
    source = replace(VASWANI, claims=claims, links=(Link("contradicts", "doe2020", "in"),))
    found = check.check(paper(at(source.key)), known(source))
    assert [(f.kind, f.message) for f in found] == [
        ("contradicted", "vaswani2017attention is cited, and contradicted by doe2020 (c1, c4)")
    ]


def test_a_source_that_was_superseded_by_one_that_is_cited_too_is_no_finding() -> None:
    source = replace(VASWANI, links=(Link("supersedes", MIXTRAL.key, "in"),))
    newer = replace(MIXTRAL, status="read")
    assert check.check(paper(at(source.key), at(newer.key)), known(source, newer)) == []


PREPRINT = Record(
    key="doe2020preprint", type="online", status="read", identifiers=(Identifier("arxiv", "2001.00001"),),
    links=(Link("version-of", "doe2021journal", "out"),),
)  # fmt: skip
PUBLISHED = Record(
    key="doe2021journal", type="article", status="read", fields=(Field("journal", "{J}", "J"),),
    links=(Link("version-of", "doe2020preprint", "in"),),
)  # fmt: skip


def test_a_preprint_that_is_cited_without_what_was_published_of_it_is_found() -> None:
    found = check.check(paper(at(PREPRINT.key)), known(PREPRINT, versions={PUBLISHED.key: PUBLISHED}))
    assert kinds(found) == [("preprint", PREPRINT.key)]
    assert PUBLISHED.key in found[0].message


def test_the_published_version_may_be_cited_alone_and_both_together() -> None:
    versions = {PREPRINT.key: PREPRINT, PUBLISHED.key: PUBLISHED}
    assert check.check(paper(at(PUBLISHED.key)), known(PUBLISHED, versions=versions)) == []
    both = paper(at(PUBLISHED.key), at(PREPRINT.key))
    assert check.check(both, known(PUBLISHED, PREPRINT, versions=versions)) == []


def test_a_link_that_was_drawn_the_other_way_round_does_not_make_an_article_a_preprint() -> None:
    article = replace(PUBLISHED, links=(Link("version-of", PREPRINT.key, "out"),))
    preprint = replace(PREPRINT, links=(Link("version-of", PUBLISHED.key, "in"),))
    versions = {PREPRINT.key: preprint, PUBLISHED.key: article}
    assert check.check(paper(at(article.key)), known(article, versions=versions)) == []
    assert kinds(check.check(paper(at(preprint.key)), known(preprint, versions=versions))) == [
        ("preprint", PREPRINT.key)
    ]


def test_an_entry_of_the_bib_that_nobody_cites_is_found_with_its_line() -> None:
    listed = [BibEntry(VASWANI.key, "refs.bib", 1), BibEntry("unused2020", "refs.bib", 12)]
    found = check.check(paper(at(VASWANI.key)), known(VASWANI), listed=listed)
    assert [(f.kind, f.key, f.path, f.line) for f in found] == [("unused", "unused2020", "refs.bib", 12)]


def test_a_parent_that_a_cited_source_inherits_from_counts_as_used() -> None:
    child = replace(VASWANI, fields=(Field("crossref", "{nips2017}", "nips2017"),))
    listed = [BibEntry(child.key, "refs.bib", 1), BibEntry("nips2017", "refs.bib", 9)]
    assert check.check(paper(at(child.key)), known(child), listed=listed) == []


def test_citing_everything_leaves_nothing_unused_or_uncited() -> None:
    listed = [BibEntry("unused2020", "refs.bib", 12)]
    assert check.check(paper(at("*")), CitedSources({}), listed=listed, wanted=[MIXTRAL]) == []


def test_what_was_read_and_tagged_for_the_document_and_is_not_cited_is_said_of_the_file_as_a_whole() -> None:
    found = check.check(paper(at(VASWANI.key)), known(VASWANI), wanted=[VASWANI, MIXTRAL])
    assert [(f.kind, f.key, f.path, f.line) for f in found] == [("uncited", MIXTRAL.key, "paper.tex", 0)]


def test_a_file_that_is_not_there_is_named_where_it_is_asked_for() -> None:
    found = check.check(paper(missing=(at("chapters/two.tex", 7),)), CitedSources({}))
    assert [(f.kind, f.line, f.message) for f in found] == [("include", 7, "chapters/two.tex does not exist")]


def test_findings_come_in_the_order_of_the_document_and_its_files() -> None:
    document = paper(at("b", 9), at("c", 1, path=CHAPTER), at("a", 2))
    assert [f.key for f in check.check(document, CitedSources({}))] == ["a", "b", "c"]
