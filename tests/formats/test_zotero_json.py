"""Zotero's JSON: what Better BibTeX exports, and what Zotero answers to programs, with all that belongs to an item."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readinglist import formats
from readinglist.formats import zotero_json
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import Link, Problem, Record
from readinglist.model.wishes import Wishes
from tests.work import assert_linear

ARTICLE: dict[str, Any] = {
    "key": "AAAA2222",
    "itemID": 5,
    "itemType": "journalArticle",
    "title": "On <i>Vulpes</i>",
    "publicationTitle": "Foxes",
    "date": "2020-05-06",
    "citationKey": "roe2020",
    "creators": [
        {"firstName": "Ann", "lastName": "Roe", "creatorType": "author"},
        {"name": "World Weather Group", "creatorType": "editor"},
    ],
    "tags": [{"tag": "fur"}, {"tag": "Vulpes", "type": 1}],
    "dateAdded": "2020-01-02T03:04:05Z",
    "uri": "http://zotero.org/users/12/items/AAAA2222",
    "relations": {"dc:relation": ["http://zotero.org/users/12/items/BBBB2222"]},
    "extra": "PMID: 123",
    "notes": [{"key": "NNNN2222", "note": "<p>Worth <b>reading</b></p>"}],
    "attachments": [
        {
            "title": "Full Text PDF",
            "path": "/home/ann/Zotero/storage/FFFF2222/fox.pdf",
            "linkMode": "imported_file",
            "contentType": "application/pdf",
            "annotations": [
                {
                    "key": "MMMM2222",
                    "annotationType": "highlight",
                    "annotationText": "quick brown",
                    "annotationComment": "so quick",
                    "annotationColor": "#ffd400",
                    "annotationPageLabel": "5",
                    "annotationSortIndex": "00004|000100|00200",
                }
            ],
        }
    ],
}
BOOK: dict[str, Any] = {"key": "BBBB2222", "itemID": 6, "itemType": "book", "title": "Of Wolves", "numPages": 200}
COLLECTIONS = {
    "CCCC2222": {"key": "CCCC2222", "name": "Thesis", "parent": False, "collections": ["DDDD2222"], "items": [6]},
    "DDDD2222": {"key": "DDDD2222", "name": "Foxes", "parent": "CCCC2222", "collections": [], "items": [5]},
}
CONFIG = {"id": "x", "label": "BetterBibTeX JSON", "preferences": {}}
WHOLE = json.dumps({"config": CONFIG, "collections": COLLECTIONS, "items": [ARTICLE, BOOK]})


def read(text: str, **wishes: Any) -> list[Record]:  # noqa: ANN401 - what is wished
    return [item for item in zotero_json.load(text, wishes=Wishes(**wishes)) if isinstance(item, Record)]


def test_an_export_of_better_bibtex_is_read_with_all_that_it_has() -> None:
    article, book = read(WHOLE)
    assert (article.key, article.type, article.title, article.date) == (
        "roe2020",
        "article",
        "On Vulpes",
        "2020-05-06",
    )
    assert (article.plain("editor"), article.plain("pmid")) == ("World Weather Group", "123")
    assert (article.tags, book.tags) == (("fur", "Thesis/Foxes"), ("Thesis",))
    assert article.added == "2020-01-02T03:04:05Z"
    assert [(note.text, note.quote, note.locator) for note in article.notes] == [
        ("Worth **reading**", "", ""),
        ("so quick", "quick brown", "page 5"),
    ]
    assert [note.highlight.mark for note in article.notes if note.highlight] == ["library/NNNN2222", "library/MMMM2222"]
    assert [one.path for one in article.attachments] == ["/home/ann/Zotero/storage/FFFF2222/fox.pdf"]
    assert article.links == (Link("related", "library/BBBB2222"),)
    assert article.counterparts == (Counterpart("zotero", "library/AAAA2222"),)
    assert book.plain("pagetotal") == "200"


def test_an_answer_to_a_program_has_pieces_beside_their_items() -> None:
    def part(kind: str, key: str, parent: str = "", **data: object) -> dict[str, Any]:
        return {
            "key": key,
            "library": {"type": "group", "id": 77},
            "data": {"key": key, "itemType": kind, "parentItem": parent, **data},
        }

    answer = [
        part("note", "NNNN2222", "AAAA2222", note="<p>first</p>"),
        part("journalArticle", "AAAA2222", title="T", creators=[], relations={}),
        part("attachment", "FFFF2222", "AAAA2222", linkMode="linked_file", path="/home/ann/x.pdf"),
        part("annotation", "MMMM2222", "FFFF2222", annotationType="highlight", annotationText="words"),
        part("note", "SSSS2222", note="<p>alone</p>"),
        part("book", "GGGG2222", title="Gone", deleted=1),
    ]
    work, note = read(json.dumps(answer))
    assert (work.title, [one.text or one.quote for one in work.notes], work.attachments[0].linked) == (
        "T",
        ["first", "words"],
        True,
    )
    assert work.counterparts == (Counterpart("zotero", "groups/77/AAAA2222"),)
    assert (note.title, note.notes[0].text) == ("alone", "alone")


def test_what_is_wished_of_tags_and_collections_counts() -> None:
    assert read(WHOLE, automatic_tags=True, collections=False)[0].tags == ("fur", "Vulpes")


def test_a_piece_without_a_key_keeps_its_name_from_one_file_to_the_next() -> None:
    text = json.dumps([{"itemType": "book", "title": "T", "notes": ["<p>one</p>", {"note": "<p>two</p>"}]}])
    (first,), (again,) = read(text), read(text)
    assert first.counterparts == ()
    assert [note.highlight for note in first.notes] == [note.highlight for note in again.notes]
    assert len({note.highlight.mark for note in first.notes if note.highlight}) == 2


@pytest.mark.parametrize("text", [WHOLE, json.dumps([ARTICLE]), json.dumps(BOOK), "\ufeff" + json.dumps([ARTICLE])])
def test_it_is_told_by_what_is_in_it(text: str) -> None:
    assert zotero_json.sniff(text)


@pytest.mark.parametrize("text", ["", "{}", "[]", '[{"type": "book", "title": "itemType"}]', '{"key": "x"}'])
def test_other_json_is_not_taken_for_it(text: str) -> None:
    assert not zotero_json.sniff(text)
    assert formats.by_name("csl-json") is not zotero_json


@pytest.mark.parametrize(
    "piece",
    [
        "null",
        "3",
        '{"itemType": 3}',
        '{"title": "T"}',
        '{"itemType": "book", "title": }',
        '{"data": [1]}',
        "[" * 100 + "]" * 100,
    ],
)
def test_a_piece_that_is_no_item_is_said_and_the_others_are_kept(piece: str) -> None:
    items = list(zotero_json.load(f"[{json.dumps(ARTICLE)},\n{piece},\n{json.dumps(BOOK)}]"))
    assert [item.title for item in items if isinstance(item, Record)] == ["On Vulpes", "Of Wolves"]
    broken = [item for item in items if isinstance(item, Problem) and item.broken]
    assert [problem.line for problem in broken] == [2]


@pytest.mark.parametrize(
    "odd",
    [
        {"creators": 3, "tags": {"a": 1}, "notes": "x", "attachments": [3], "relations": [], "collections": 1},
        {"creators": [3, {"lastName": 4}], "tags": [3, {"tag": 5}], "notes": [3], "itemID": {"a": 1}},
        {"attachments": [{"annotations": [{"annotationType": 3, "annotationSortIndex": []}]}], "uri": 4},
        {"title": ["x"], "date": {"a": 1}, "dateAdded": 3, "volume": True, "key": [], "extra": 5},
    ],
)
def test_values_of_other_kinds_than_are_meant_do_no_harm(odd: dict[str, Any]) -> None:
    records = read(json.dumps([{**BOOK, **odd}]))
    assert [record.type for record in records] == ["book"]


def test_a_text_that_is_cut_loses_no_item_before_the_cut() -> None:
    text = json.dumps([ARTICLE, BOOK, ARTICLE], indent=1)
    for end in range(0, len(text), 97):
        whole = text[:end].count('"itemType": "book"') and text[:end].count("Of Wolves")
        assert len(read(text[:end])) >= (1 if whole else 0)


def test_reading_takes_time_in_proportion_to_the_length() -> None:
    assert_linear(
        lambda text: list(zotero_json.load(text)), lambda count: json.dumps([{**ARTICLE, "key": ""}, BOOK] * count), 20
    )
