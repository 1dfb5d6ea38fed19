"""Holds the seed collection to its promises, reading seeds/ with nothing but bibtexparser and tomllib."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from readinglist import citekeys
from readinglist.model import relations
from readinglist.model.record import STATUSES
from tests import article_pdf

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ARTICLE = "howdeepseek"
STANCES = {"supports", "qualifies", "contradicts", "background"}
TOPICS = {"seed": 1, "mla": 8, "moe": 13, "epoch-ai": 6, "export-controls": 17}
PUBLIC_FIELDS = {
    "annotation", "author", "booktitle", "date", "doi", "entrysubtype", "eprint", "eprinttype", "howpublished",
    "institution", "isbn", "journaltitle", "keywords", "language", "note", "number", "organization", "pages",
    "publisher", "title", "titleaddon", "type", "url", "venue", "volume",
}  # fmt: skip

Entry = dict[str, str]
Row = dict[str, Any]


@cache
def text(name: str) -> str:
    return SEEDS.joinpath(name).read_bytes().decode("utf-8")


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its key: the fields' values without the outer braces, and the entry type as `@`."""
    library = parse_string(text("deepseek.bib"))
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    return {
        entry.key: {"@": entry.entry_type, **{field.key: str(field.value) for field in entry.fields}}
        for entry in library.entries
    }


@cache
def more() -> Row:
    return tomllib.loads(text("deepseek.toml"))


@cache
def claims() -> list[Row]:
    rows: list[Row] = tomllib.loads(text("claims.toml"))["claim"]
    return [{"evidence": [], **row} for row in rows]


def evidence() -> list[Row]:
    return [row for claim in claims() for row in claim["evidence"]]


def tags(entry: Entry) -> list[str]:
    return entry["keywords"].split(", ")


def values(value: object) -> list[object]:
    """Every single value inside tables and arrays."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in values(part)]
    if isinstance(value, list):
        return [one for part in value for one in values(part)] or [""]
    return [value]


# The comparison of a fund with another, and of rivals with their owners: no source of the collection says anything of these.
WITHOUT_EVIDENCE = {"c27", "c28"}


# The sources


def test_there_are_77_sources_and_the_article_is_the_first() -> None:
    assert len(entries()) == 77
    assert next(iter(entries())) == ARTICLE


def test_keys_are_unique_without_regard_to_case_and_can_be_cited() -> None:
    assert len({key.lower() for key in entries()}) == 77
    assert all(citekeys.is_legal(key) for key in entries())


def test_keys_are_author_year_and_word_and_undated_sources_have_no_year() -> None:
    for key, entry in entries().items():
        year = entry.get("date", "")[:4]
        assert re.fullmatch(rf"[a-z]+{year}[a-z0-9]+" if year else r"[a-z]+", key), key


def test_the_article_carries_neither_author_nor_date() -> None:
    article = entries()[ARTICLE]
    assert not {"author", "editor", "date", "year", "month", "urldate"} & set(article)
    assert article["@"] == "online"
    assert article["url"] == "https://www.thepromptinnovator.com/c/howdeepseek"


def test_only_what_names_no_author_or_day_lacks_one() -> None:
    assert [key for key, entry in entries().items() if "author" not in entry] == [ARTICLE, "whatwent"]
    assert [key for key, entry in entries().items() if "date" not in entry] == [ARTICLE, "whatwent", "epochdata"]


def test_the_title_is_that_of_the_text_without_its_emoji() -> None:
    assert text("article.txt").startswith(re.sub(r"[{}]", "", entries()[ARTICLE]["title"]))


@pytest.mark.parametrize(("tag", "number"), TOPICS.items())
def test_one_tag_finds_each_topic(tag: str, number: int) -> None:
    assert sum(tag in tags(entry) for entry in entries().values()) == number


def test_every_source_has_a_title_an_address_tags_and_an_annotation() -> None:
    for key, entry in entries().items():
        assert {"title", "url", "keywords", "annotation"} <= set(entry), key
        assert len(set(tags(entry))) == len(tags(entry)), key
        assert all(re.fullmatch(r"[a-z0-9-]+", tag) for tag in tags(entry)), key


def test_fields_are_those_of_biblatex_and_none_is_empty() -> None:
    for key, entry in entries().items():
        assert set(entry) - {"@"} <= PUBLIC_FIELDS, key
        assert all(value.strip() == value != "" for value in entry.values()), key


def test_braces_are_balanced_and_special_characters_escaped_in_text() -> None:
    for key, entry in entries().items():
        for name, value in entry.items():
            assert value.count("{") == value.count("}"), (key, name)
            if name not in {"doi", "eprint", "url"}:
                assert not re.search(r"(?<!\\)[&%$#_]", value), (key, name)


def test_arxiv_numbers_are_well_formed_and_stand_once() -> None:
    numbers = [entry["eprint"] for entry in entries().values() if "eprint" in entry]
    assert len(numbers) == len(set(numbers)) == 31
    assert all(re.fullmatch(r"\d{2}(0[1-9]|1[0-2])\.\d{5}", number) for number in numbers)
    assert {entry["eprinttype"] for entry in entries().values() if "eprint" in entry} == {"arxiv"}


def test_dois_are_well_formed_and_stand_once() -> None:
    dois = [entry["doi"].lower() for entry in entries().values() if "doi" in entry]
    assert len(dois) == len(set(dois)) == 9
    assert all(re.fullmatch(r"10\.\d{4,5}/[a-z0-9./-]+", doi) for doi in dois)


def test_isbns_have_a_true_check_digit() -> None:
    isbns = [entry["isbn"].replace("-", "") for entry in entries().values() if "isbn" in entry]
    assert len(isbns) == 2
    for isbn in isbns:
        assert sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn)) % 10 == 0


def test_dates_and_pages_are_written_as_biblatex_wants_them() -> None:
    for key, entry in entries().items():
        assert re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?", entry.get("date", "2025")), key
        assert re.fullmatch(r"\d+(--\d+)?", entry.get("pages", "1")), key


def test_addresses_stand_once() -> None:
    addresses = Counter(entry["url"] for entry in entries().values())
    assert addresses.most_common(1)[0][1] == 1
    assert all(re.fullmatch(r"https://[^\s{}\\]+", address) for address in addresses)


# What BibLaTeX cannot say


def test_every_key_that_is_referred_to_exists() -> None:
    named = {row[end] for row in more()["link"] for end in ("from", "to")}
    named |= {row["key"] for table in ("note", "reading", "doubt", "fact") for row in more()[table]}
    named |= {row["via"] for row in more()["reading"] if "via" in row}
    named |= set(more()["core"])
    named |= {row["source"] for row in (*claims(), *evidence())}
    assert named <= set(entries())


def test_links_have_known_relations_and_stand_once() -> None:
    links = [(row["from"], row["relation"], row["to"]) for row in more()["link"]]
    assert {relation for _, relation, _ in links} <= set(relations.NAMES)
    assert len(links) == len(set(links))
    assert all(start != end for start, _, end in links)


def test_every_source_is_linked() -> None:
    assert {row[end] for row in more()["link"] for end in ("from", "to")} == set(entries())


def test_every_stance_of_a_source_is_a_link_to_the_article() -> None:
    linked = {(row["from"], row["relation"]) for row in more()["link"] if row["to"] == ARTICLE}
    assert linked == {(row["source"], row["stance"]) for row in evidence()}


def test_notes_say_something_and_their_quotes_stand_where_they_say() -> None:
    lines = text("article.txt").split("\n")
    for row in more()["note"]:
        assert row["text"], row
        assert ("quote" in row) == ("locator" in row), row
        if "quote" in row:
            assert row["key"] == ARTICLE, row
            assert row["quote"] in lines[int(row["locator"].removeprefix("line ")) - 1], row


def test_some_notes_are_public_and_some_private() -> None:
    assert {row.get("public", False) for row in more()["note"]} == {True, False}


def test_the_reading_list_has_legal_states_and_says_why_a_source_is_queued() -> None:
    rows = more()["reading"]
    assert {row["status"] for row in rows} <= set(STATUSES)
    assert len({row["key"] for row in rows}) == len(rows)
    assert all(row["why"] and row["via"] for row in rows if row["status"] == "queued")


def test_what_sent_the_reader_on_was_opened_before() -> None:
    opened = {row["key"] for row in more()["reading"] if row["status"] in {"reading", "read"}}
    assert {row["via"] for row in more()["reading"] if "via" in row} <= opened


def test_doubts_stand_once_for_each_source_and_say_what_is_doubtful() -> None:
    rows = more()["doubt"]
    assert len({row["key"] for row in rows}) == len(rows) == 33
    assert all(set(row) - {"key"} <= {"unchecked_fields", "confidence", "doubt", "omitted"} for row in rows)
    assert all(set(row) - {"key"} for row in rows)


def test_no_value_is_empty_in_the_toml_files() -> None:
    assert "" not in values(more())
    assert "" not in values([row for row in claims() if row["evidence"]])


# The claims


def test_there_are_28_claims_of_the_article_with_stable_ids() -> None:
    assert [claim["id"] for claim in claims()] == [f"c{number}" for number in range(1, 29)]
    assert {claim["source"] for claim in claims()} == {ARTICLE}
    assert all(claim["slug"].startswith(f"c{number:02}-") for number, claim in enumerate(claims(), 1))


def test_the_quote_of_every_claim_stands_verbatim_at_its_place() -> None:
    article = text("article.txt")
    for claim in claims():
        start = claim["offset"]
        assert article[start : start + len(claim["quote"])] == claim["quote"], claim["id"]
        assert article.count("\n", 0, start) + 1 == claim["line"], claim["id"]
        assert claim["place"] == "Opening" or claim["place"] in article[:start].split("\n"), claim["id"]


def test_every_claim_has_a_verdict_and_evidence() -> None:
    for claim in claims():
        assert claim["claim"], claim["id"]
        assert claim["verdict"], claim["id"]
        assert claim["evidence"] or claim["id"] in WITHOUT_EVIDENCE, claim["id"]
        assert claim["priority"] in {"core", "extra"}, claim["id"]


def test_evidence_is_checked_where_its_words_were_compared_with_a_source_or_a_named_copy_and_nowhere_else() -> None:
    assert len(evidence()) == 135
    checked = [row for row in evidence() if row["checked"]]
    assert len(checked) == 88
    assert all(row["quote"] and row["locator"] and row["compared_with"] for row in checked)
    assert not any("compared_with" in row or "locator" in row for row in evidence() if not row["checked"])


def test_evidence_takes_one_stance_on_a_claim_and_says_why() -> None:
    assert {row["stance"] for row in evidence()} == STANCES
    assert all(row["note"] for row in evidence())
    for claim in claims():
        sources = [row["source"] for row in claim["evidence"]]
        assert len(sources) == len(set(sources)), claim["id"]
        assert ARTICLE not in sources, claim["id"]


def test_the_article_as_a_pdf_is_the_article_as_text() -> None:
    assert SEEDS.joinpath("article.pdf").read_bytes() == article_pdf.typeset()
