"""What was marked in a PDF becomes notes, and follows what becomes of it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.conftest import Ran

    Rl = Callable[..., Ran]

PAGES = ["The price of a model is the price\nof its errors.", "Nobody counted the failed runs,\nwhich are many."]
PRICE = pdfs.Marked("Highlight", "price of a model", "/NM (m1) /C [1 1 0] /Contents (really?) /T (Ann)")
RUNS = pdfs.Marked("Underline", "failed runs", "/NM (m2)")


def paper(*marks: pdfs.Marked, on: int = 0, more: Sequence[pdfs.Marked] = (), pages: Sequence[str] = PAGES) -> bytes:
    other = 1 - on
    return pdfs.made(pages, labels="0 << /S /D /St 113 >>", marks={on: marks, other: more})


@pytest.fixture
def doe(rl: Rl, tmp_path: Path) -> Rl:
    """A source with a file in which one passage is marked."""
    rl("add", "--title", "Of Prices", "--key", "doe2026")
    tmp_path.joinpath("paper.pdf").write_bytes(paper(PRICE))
    assert rl("attach", "doe2026", "paper.pdf").code == 0
    return rl


def mark(tmp_path: Path, *marks: pdfs.Marked, **others: Any) -> None:  # noqa: ANN401 - as `paper`
    """Mark the library's own copy, as a reader of PDFs does."""
    tmp_path.joinpath("library.db.files/doe2026.pdf").write_bytes(paper(*marks, **others))


def notes(rl: Rl, key: str = "doe2026") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rl("show", key, "--json").json[0]["notes"]
    return found


def test_a_marked_passage_becomes_a_private_note_on_its_printed_page(doe: Rl) -> None:
    ran = doe("highlights", "doe2026")
    assert ran.lines == ["doe2026 note 1: page 113, yellow highlight: “price of a model” – really?"]
    assert "1 mark: 1 new, 0 changed, 0 as before." in ran.err
    (note,) = notes(doe)
    assert (note["quote"], note["text"], note["locator"], note["public"]) == (
        "price of a model",
        "really?",
        "page 113",
        False,
    )
    there = note["highlight"]
    assert (there["colour"], there["colour_name"], there["author"], there["page_index"], there["kind"]) == (
        "#ffff00",
        "yellow",
        "Ann",
        0,
        "highlight",
    )
    assert "[1] page 113, yellow highlight, private" in doe("show", "doe2026").out


def test_a_second_run_adds_only_what_is_new(doe: Rl, tmp_path: Path) -> None:
    doe("highlights", "doe2026")
    again = doe("highlights", "doe2026")
    assert (again.lines, again.code) == ([], 0)
    assert "0 new, 0 changed, 1 as before" in again.err
    mark(tmp_path, PRICE, more=[RUNS])
    assert doe("highlights", "doe2026").lines == ["doe2026 note 2: page 114, underline: “failed runs”"]
    assert len(notes(doe)) == 2


def test_a_run_that_changes_nothing_is_no_operation(doe: Rl) -> None:
    doe("highlights", "doe2026")
    before = doe("log", "--json").json
    doe("highlights", "doe2026")
    assert doe("log", "--json").json == before


def test_what_was_moved_recoloured_or_edited_in_the_file_is_followed(doe: Rl, tmp_path: Path) -> None:
    doe("highlights", "doe2026")
    mark(tmp_path, RUNS._replace(kind="Highlight", entries="/NM (m1) /C [0 0 1] /Contents (count!)"), on=1)
    ran = doe("highlights", "doe2026")
    assert ran.lines == ["changed: doe2026 note 1: page 114, blue highlight: “failed runs” – count!"]
    (note,) = notes(doe)
    assert (note["quote"], note["text"], note["locator"]) == ("failed runs", "count!", "page 114")


def test_what_the_user_wrote_here_stays_and_it_is_said_once(doe: Rl, tmp_path: Path) -> None:
    doe("highlights", "doe2026")
    doe("note", "doe2026", "--edit", "1", "my own words", "--public")
    assert doe("highlights", "doe2026").err.count("stays") == 0
    assert notes(doe)[0]["text"] == "my own words"
    mark(tmp_path, PRICE._replace(entries="/NM (m1) /C [0 1 0] /Contents (not so)"))
    ran = doe("highlights", "doe2026")
    assert "the text of note 1 of doe2026 was changed here and in the file; it stays as it is here" in ran.err
    assert "not so" in ran.err
    (note,) = notes(doe)
    assert (note["text"], note["public"], note["highlight"]["colour"]) == ("my own words", True, "#00ff00")
    assert "stays" not in doe("highlights", "doe2026").err


def test_a_page_that_the_user_gave_stays(doe: Rl, tmp_path: Path) -> None:
    doe("highlights", "doe2026")
    doe("note", "doe2026", "--edit", "1", "--locator", "section 2")
    mark(tmp_path, PRICE._replace(entries="/NM (m1) /C [0 1 0]"))
    doe("highlights", "doe2026")
    assert [(note["locator"], note["text"]) for note in notes(doe)] == [("section 2", "")]


def test_a_mark_that_is_gone_is_named_and_its_note_stays(doe: Rl, tmp_path: Path) -> None:
    doe("highlights", "doe2026")
    mark(tmp_path, RUNS, on=1)
    ran = doe("highlights", "doe2026")
    assert "what note 1 of doe2026 was made of is no longer marked in the file; the note stays" in ran.err
    assert [note["id"] for note in notes(doe)] == [1, 2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pdfs.Marked("Highlight", "price"), pdfs.Marked("Highlight", "price of a")),
        (pdfs.Marked("Highlight", "errors", "/Contents (a)"), pdfs.Marked("Highlight", "errors", "/Contents (b)")),
        (pdfs.Marked("Highlight", "model", "/NM (a)"), pdfs.Marked("Highlight", "model", "/NM (b)")),
        (pdfs.Marked("Highlight", "model"), pdfs.Marked("Highlight", "model", "/NM (b)")),
    ],
)
def test_a_mark_without_a_name_that_lasts_is_known_by_its_place(
    doe: Rl, tmp_path: Path, before: pdfs.Marked, after: pdfs.Marked
) -> None:
    mark(tmp_path, before, RUNS._replace(kind="Highlight", words="The"))
    doe("highlights", "doe2026")
    mark(tmp_path, RUNS._replace(kind="Highlight", words="The"), after)
    ran = doe("highlights", "doe2026")
    assert "0 new" in ran.err
    assert "no longer" not in ran.err
    assert len(notes(doe)) == 2


def test_a_file_that_was_marked_after_it_was_attached_is_followed_in_the_same_operation(
    doe: Rl, tmp_path: Path
) -> None:
    doe("claim", "doe2026", "It costs.", "--quote", "price of its errors")
    (old,) = doe("attachments", "--json").json
    mark(tmp_path, RUNS, on=1)
    doe("highlights", "doe2026")
    (new,) = doe("attachments", "--json").json
    assert old["sha256"] != new["sha256"] == notes(doe)[0]["highlight"]["sha256"]
    (claim,) = doe("claims", "--json").json
    assert (claim["found"]["state"], claim["found"]["sha256"]) == ("found", new["sha256"])
    assert doe("undo").code == 0
    assert notes(doe) == []
    assert doe("attachments", "--json").json[0]["sha256"] == old["sha256"]
    assert doe("redo").code == 0
    assert len(notes(doe)) == 1


def test_a_dry_run_shows_what_would_be_and_keeps_nothing(doe: Rl, tmp_path: Path) -> None:
    mark(tmp_path, PRICE, more=[RUNS])
    assert [line.split(":")[0] for line in doe("highlights", "doe2026", "--dry-run").lines] == [
        "would be doe2026 note 1",
        "would be doe2026 note 2",
    ]
    assert notes(doe) == []


def test_a_file_is_known_by_what_it_holds_or_where_it_is(doe: Rl, tmp_path: Path) -> None:
    assert doe("highlights", "paper.pdf").code == 0
    assert len(notes(doe)) == 1
    mark(tmp_path, PRICE, more=[RUNS])
    assert doe("highlights", "library.db.files/doe2026.pdf").code == 0
    assert len(notes(doe)) == 2


def test_any_other_file_needs_the_source_that_its_marks_are_on(doe: Rl, tmp_path: Path) -> None:
    tmp_path.joinpath("lent.pdf").write_bytes(paper(RUNS, on=1))
    ran = doe("highlights", "lent.pdf")
    assert (ran.code, "--to KEY" in ran.err) == (3, True)
    assert doe("highlights", "lent.pdf", "--to", "doe2026").lines == [
        "doe2026 note 1: page 2, underline: “failed runs”"
    ]
    assert "0 new" in doe("highlights", "lent.pdf", "--to", "doe2026").err
    tmp_path.joinpath("other.pdf").write_bytes(paper(PRICE, pages=[*PAGES, "More."]))
    assert "no longer" not in doe("highlights", "other.pdf", "--to", "doe2026").err
    tmp_path.joinpath("lent.pdf").write_bytes(paper(RUNS._replace(entries="/NM (m2) /Contents (hm)"), on=1))
    assert "0 new, 1 changed" in doe("highlights", "lent.pdf", "--to", "doe2026").err
    assert len(notes(doe)) == 2


def test_all_files_are_looked_into_and_one_that_cannot_be_read_is_said(doe: Rl, tmp_path: Path) -> None:
    doe("add", "--title", "Of Runs", "--key", "roe2025")
    tmp_path.joinpath("bad.pdf").write_bytes(b"%PDF-1.7\nno more")
    tmp_path.joinpath("more.txt").write_text("More.", "utf-8")
    doe("attach", "roe2025", "bad.pdf", "paper.pdf", "more.txt")
    ran = doe("highlights", "--all")
    assert ran.code == 6
    assert "roe2025.pdf cannot be read: " in ran.err
    assert [line.split(":")[0] for line in ran.lines] == ["doe2026 note 1", "roe2025 note 1"]
    found = doe("highlights", "--all", "--json")
    assert [(one["source"], one["attachment"], one["unchanged"], bool(one["problem"])) for one in found.json] == [
        ("doe2026", 1, 1, False),
        ("roe2025", 1, 0, True),
        ("roe2025", 2, 1, False),
    ]


def test_what_cannot_be_done_is_said(doe: Rl, tmp_path: Path) -> None:
    tmp_path.joinpath("more.txt").write_text("More.", "utf-8")
    doe("add", "--title", "Of Runs", "--key", "roe2025")
    assert doe("highlights", "roe2025").code == 3
    doe("attach", "roe2025", "more.txt")
    assert "has no PDF" in doe("highlights", "roe2025").err
    assert doe("highlights", "nobody").code == 3
    assert doe("highlights", "nowhere.pdf").code == 6
    assert doe("highlights", "more.txt").code == 6
    assert doe("highlights").code == doe("highlights", "--all", "doe2026").code == 2
    assert doe("highlights", "paper.pdf", "--to", "nobody").code == 3
    tmp_path.joinpath("library.db.files/doe2026.pdf").unlink()
    assert "is not there any more" in doe("highlights", "doe2026").err


def test_without_marks_it_is_said_that_there_are_none(doe: Rl, tmp_path: Path) -> None:
    mark(tmp_path)
    ran = doe("highlights", "doe2026")
    assert (ran.code, ran.lines) == (0, [])
    assert "nothing is marked." in ran.err


def test_a_note_made_of_a_mark_opens_at_its_page(doe: Rl, tmp_path: Path) -> None:
    mark(tmp_path, RUNS, on=1)
    doe("highlights", "doe2026")
    assert doe("open", "doe2026", "--note", "1", "--print").lines[-1] == "page 114"


def test_what_somebody_wrote_into_a_mark_does_not_reach_the_terminal(doe: Rl, tmp_path: Path) -> None:
    mark(tmp_path, PRICE._replace(entries="/NM (m1) /T (A\\033[2J) /Contents (x\\033]0;owned\\007\\rforged line)"))
    ran = doe("highlights", "doe2026")
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    assert len(ran.lines) == 1


def test_marks_without_number_cost_no_more_than_their_file(doe: Rl, tmp_path: Path) -> None:
    many = [pdfs.Marked("Highlight", "price", f"/Contents ({number})") for number in range(600)]
    mark(tmp_path, *many)
    assert "600 new" in doe("highlights", "doe2026").err
    mark(tmp_path, *(one._replace(entries=one.entries.replace("(", "(again ")) for one in many))
    assert "0 new, 600 changed" in doe("highlights", "doe2026").err


def test_the_librarys_own_copy_counts_where_another_is_as_it_was(doe: Rl, tmp_path: Path) -> None:
    doe("highlights", "doe2026")
    mark(tmp_path, PRICE, more=[RUNS])
    assert "1 new, 0 changed, 1 as before" in doe("highlights", "paper.pdf").err


def test_a_note_that_was_removed_does_not_come_again_unless_that_is_said(doe: Rl, tmp_path: Path) -> None:
    mark(tmp_path, PRICE, more=[RUNS])
    doe("highlights", "doe2026")
    doe("note", "doe2026", "--remove", "1")
    ran = doe("highlights", "doe2026")
    assert (ran.lines, "0 new, 0 changed, 1 as before, 1 removed here" in ran.err) == ([], True)
    mark(tmp_path, PRICE._replace(entries="/NM (m1) /C [0 1 0]"), pdfs.Marked("Highlight", "its"), more=[RUNS])
    assert doe("highlights", "doe2026").lines == ["doe2026 note 3: page 113, highlight: “its”"]
    assert "1 new" in doe("highlights", "doe2026", "--again").err
    assert len(notes(doe)) == 3
    assert doe("undo", "3").code == 0
    assert "1 new" in doe("highlights", "doe2026", "--again").err
    assert "marks" not in doe("attachments", "--json").json[0]
