from __future__ import annotations

from dataclasses import replace

import pytest

from readinglist.formats import bibtex
from readinglist.model import provenance
from readinglist.model.record import Origin, Record

OLD, NOW = "2026-01-01", "2026-02-02"


def source(origin: str = "crossref", kind: str = "article", **fields: str) -> Record:
    built = bibtex.build("doe2020", kind, [(name, "{" + value + "}") for name, value in fields.items()])
    return replace(built, origin=origin, fetched=OLD if provenance.is_service(origin) else "", added=OLD)


def edited(record: Record, **values: str | None) -> Record:
    changes = {name: None if value is None else "{" + value + "}" for name, value in values.items()}
    return provenance.noted(record, bibtex.edit(record, changes), provenance.USER, NOW)


def told(mine: Record, theirs: Record) -> list[tuple[str, str, str, str, bool]]:
    return [*provenance.differences(mine, theirs)]


@pytest.mark.parametrize(
    ("agent", "service"),
    [
        ("crossref", True),
        ("url", True),
        ("user", False),
        ("stub", False),
        ("seed", False),
        ("file x.bib", False),
        ("", False),
    ],
)
def test_services_are_told_from_people_and_files(agent: str, service: bool) -> None:  # noqa: FBT001 - a table
    assert provenance.is_service(agent) is service


def test_an_edit_remembers_what_was_fetched_and_a_second_one_does_too() -> None:
    once = edited(source(title="On Keys", volume="7"), volume="8")
    assert once.origins == (Origin("volume", "user", NOW, "7"),)
    assert edited(once, volume="9").origins == once.origins
    assert provenance.of(once, "title") == Origin("title", "crossref", OLD)


def test_what_a_user_gave_from_the_start_needs_no_row() -> None:
    mine = source(provenance.USER, title="On Keys")
    assert edited(mine, title="On My Keys", note="x").origins == ()


def test_either_dialect_names_the_same_field() -> None:
    mine = edited(source("file a.bib", journal="J. Keys", year="2020"), journal="Journal of Keys")
    assert [origin.field for origin in mine.origins] == ["journaltitle"]
    assert told(mine, source(journaltitle="Journal of Keys", date="2020")) == []


def test_only_what_a_service_gave_or_nobody_is_replaced() -> None:
    mine = edited(source(title="On Keys", volume="7", pages="1", abstract="A"), volume="8", pages=None)
    theirs = source(title="On the Keys", volume="9", pages="2", number="3", kind="inproceedings")
    assert told(mine, theirs) == [
        ("entrytype", "article", "article", "inproceedings", True),
        ("title", "On Keys", "On Keys", "On the Keys", True),
        ("volume", "7", "8", "9", False),
        ("pages", "1", "", "2", False),
        ("number", "", "", "3", True),
        ("abstract", "A", "A", "", False),
    ]


def test_what_a_file_gave_is_kept_and_what_it_lacked_is_taken() -> None:
    mine = source("file a.bib", title="Keys")
    assert told(mine, source(title="On Keys", volume="7")) == [
        ("title", "", "Keys", "On Keys", False),
        ("volume", "", "", "7", True),
    ]


def test_tags_and_the_day_of_a_visit_are_not_compared() -> None:
    mine = source(title="A", keywords="mine", urldate="2020-01-01")
    assert told(mine, source(title="A", keywords="theirs", urldate="2026-01-01")) == []


def test_a_fetch_settles_who_gave_what() -> None:
    mine = edited(source("stub", doi="10.1000/x"), title="Mine")
    theirs = source("crossref", doi="10.1000/x", title="Theirs", volume="7")
    new = provenance.settled(bibtex.edit(theirs, {"title": "{Mine}"}), mine, theirs, "crossref", NOW)
    assert (new.origin, new.fetched) == ("crossref", NOW)
    assert new.origins == (Origin("title", "user", NOW, "Theirs"),)


def test_a_field_that_a_service_no_longer_gives_stays_the_older_services() -> None:
    mine = source("datacite", title="A", abstract="B")
    new = provenance.settled(mine, mine, source("crossref", title="A"), "crossref", NOW)
    assert provenance.of(new, "title").agent == "crossref"
    assert provenance.of(new, "abstract") == Origin("abstract", "datacite", OLD)


def test_every_value_is_listed_and_what_was_taken_off() -> None:
    mine = edited(source(title="A", volume="7"), volume=None)
    assert [(o.field, o.agent, o.base) for o in provenance.every(mine)] == [
        ("entrytype", "crossref", None),
        ("title", "crossref", None),
        ("volume", "user", "7"),
    ]


def test_what_the_reader_set_stays_the_readers_when_a_service_comes_to_say_the_same() -> None:
    mine = edited(source(title="A", volume="7"), volume="8")
    agreed = provenance.settled(mine, mine, source(title="A", volume="8"), "crossref", NOW)
    assert agreed.origins == (Origin("volume", "user", NOW, "8"),)
    assert told(agreed, source(title="A", volume="9")) == [("volume", "8", "8", "9", False)]


def test_what_a_file_gave_stays_the_files_when_a_service_says_the_same() -> None:
    mine = source("file a.bib", title="A")
    agreed = provenance.settled(
        bibtex.edit(mine, {"volume": "{7}"}), mine, source(title="A", volume="7"), "crossref", NOW
    )
    assert [(o.field, o.agent) for o in provenance.every(agreed)][1:] == [
        ("title", "file a.bib"),
        ("volume", "crossref"),
    ]
    assert told(agreed, source(title="B", volume="7")) == [("title", "A", "A", "B", False)]


def test_the_day_of_a_visit_comes_along_with_what_is_read_anew() -> None:
    mine = source("url", title="A", urldate="2020-01-01")
    anew = source("url", title="B", urldate="2026-01-01")
    assert [found[:1] + found[3:] for found in told(mine, anew)] == [
        ("title", "B", True),
        ("urldate", "2026-01-01", True),
    ]
    assert [found[0] for found in told(edited(mine, urldate="2021-01-01"), anew)] == ["title"]


def test_what_one_service_gave_is_not_missed_in_the_answer_of_another() -> None:
    mine = replace(source(title="A", abstract="B"), origins=(Origin("abstract", "url", OLD),))
    assert told(mine, source(title="A")) == []
    page = replace(source(title="A", abstract="C"), origins=(Origin("abstract", "url"),))
    assert provenance.settled(page, mine, page, "crossref", NOW).origins == (Origin("abstract", "url", NOW),)
