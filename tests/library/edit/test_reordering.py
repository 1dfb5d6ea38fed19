"""Putting the queue into an order, and changing only what stands as it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import Library
from readinglist.errors import NotFound
from readinglist.library import lookup
from readinglist.library.claims import record
from readinglist.library.edit import sources, status
from readinglist.library.errors import EditCollides
from tests import statements

if TYPE_CHECKING:
    from readinglist.library.location import Location

KEYS = ["a", "b", "c", "d", "e"]


@pytest.fixture
def queued(library: Location) -> Location:
    ours = Library(library.path)
    ours.add("".join(f"@misc{{{key}, title={{{key}}}, year=2000}}\n" for key in [*KEYS, "read", "inbox"]))
    ours.enqueue(*KEYS)
    ours.done("read")
    return library


def order(library: Location) -> list[str]:
    return [one.key for one in lookup.queue(library)]


@pytest.mark.parametrize(
    ("keys", "wanted", "changed"),
    [
        (["a", "b", "c", "d", "e"], "abcde", 0),
        (["e", "a", "b", "c", "d"], "eabcd", 1),
        (["b", "c", "d", "e", "a"], "bcdea", 1),
        (["a", "d", "b", "c", "e"], "adbce", 2),
        (["e", "d", "c", "b", "a"], "edcba", 4),
        (["c", "b"], "acbde", 2),
        (["c"], "abcde", 0),
        (["E", "a", "e"], "ebcda", 2),
        (["read", "b", "inbox", "a"], "bacde", 2),
        ([], "abcde", 0),
    ],
)
def test_the_queue_is_put_into_an_order_with_few_changes(
    queued: Location, keys: list[str], wanted: str, changed: int
) -> None:
    before = len(lookup.log(queued))
    assert status.reorder(queued, keys, dry_run=True) == status.reorder(queued, keys)
    assert "".join(order(queued)) == wanted
    assert len(lookup.log(queued)) == before + (changed > 0)
    assert len(status.reorder(queued, keys)) == 0
    assert sum(one.priority != 0 for one in lookup.queue(queued)) <= max(changed, 1)


def test_what_is_being_read_is_ordered_by_itself_and_comes_first(queued: Location) -> None:
    Library(queued.path).start("c", "d")
    status.reorder(queued, ["e", "d", "a", "c", "b"])
    assert order(queued) == ["d", "c", "e", "a", "b"]


def test_an_order_is_one_operation_and_undone_at_once(queued: Location) -> None:
    status.reorder(queued, KEYS[::-1])
    assert lookup.log(queued)[0].summary == "reorder the queue"
    Library(queued.path).undo()
    assert order(queued) == KEYS


def test_a_key_that_nothing_has_is_refused(queued: Location) -> None:
    with pytest.raises(NotFound):
        status.reorder(queued, ["a", "nothing"])


def test_an_order_of_many_takes_no_more_statements(queued: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = statements.watch(monkeypatch)
    counts = []
    for keys in (["b", "a"], KEYS[::-1]):
        sent.clear()
        status.reorder(queued, keys)
        counts.append(len(sent))
    assert len(set(counts)) == 1


def test_a_field_is_set_only_where_it_is_as_it_was_shown(queued: Location) -> None:
    sources.set_fields(queued, "a", [("title", "Mine")], was={"title": "a", "publisher": ""})
    with pytest.raises(EditCollides, match="a: title is Mine in the library by now, and Yours in your text") as caught:
        sources.set_fields(queued, "a", [("title", "Yours"), ("year", "2001")], was={"title": "a", "year": "2000"})
    assert caught.value.standing[0].title == "Mine"
    with pytest.raises(EditCollides, match="publisher is gone"):
        sources.set_fields(queued, "a", [("publisher", "P")], was={"publisher": "O"})
    with pytest.raises(EditCollides):
        sources.set_fields(queued, "a", [("entrytype", "book")], was={"entrytype": "article"})
    sources.set_fields(queued, "a", [("entrytype", "book")], was={"entrytype": "misc", "year": "2000"})
    assert lookup.show(queued, ["a"])[0].plain("year") == "2000"


def test_a_field_is_taken_away_only_where_it_is_as_it_was_shown(queued: Location) -> None:
    with pytest.raises(EditCollides, match="year is 2000 in the library by now, and gone in your text"):
        sources.unset_fields(queued, "a", ["year"], was={"year": "1999"})
    sources.unset_fields(queued, "a", ["year"], was={"year": "2000"})
    assert lookup.show(queued, ["a"])[0].plain("year") == ""


def test_each_part_of_a_claim_and_of_its_evidence_is_changed_only_as_it_was_shown(queued: Location) -> None:
    ours = Library(queued.path)
    ours.claim("a", "It is so.", verdict="sound")
    ours.evidence("a#c1", "supports", "b", note="clearly")
    shown = record.ClaimText("It is so.", verdict="sound", note="")
    record.edit_claim(queued, "a#c1", record.ClaimText(verdict="doubtful"), was=shown)
    with pytest.raises(EditCollides, match="the verdict is doubtful in the library by now, and wrong in your text"):
        record.edit_claim(queued, "a#c1", record.ClaimText(verdict="wrong"), was=shown)
    piece = record.EvidenceText("supports", note="clearly", checked=False)
    record.edit_evidence(queued, "a#c1", 1, record.EvidenceText(stance="contradicts", checked=True), was=piece)
    with pytest.raises(EditCollides, match=r"the stance is contradicts .*; .*the checked is True"):
        record.edit_evidence(queued, "a#c1", 1, record.EvidenceText(note="barely"), was=piece)
