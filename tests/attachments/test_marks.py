"""What is marked in a PDF: the words under each mark, what was written on it, and who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from readinglist.attachments import marks, reading
from readinglist.util.errors import UnreadableFile
from tests import pdfs
from tests.work import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from readinglist.model.attachment import Highlight

PAGE = "The price of a model is the price\nof its errors, and of well-\nknown and un-\nseen runs."
Marked = pdfs.Marked


@pytest.fixture(scope="module")
def reader() -> Iterator[reading.TextReader]:
    with reading.TextReader(seconds=2) as opened:
        yield opened


@pytest.fixture
def marked(reader: reading.TextReader, tmp_path: Path) -> Callable[..., list[Highlight]]:
    def marked(*given: pdfs.Marked, page: str = PAGE, extra: str = "", known: str = "") -> list[Highlight]:
        path = tmp_path / "file.pdf"
        data = pdfs.made([page], marks={0: given}).replace(b"/Annots [", f"{extra} /Annots [".encode())
        path.write_bytes(pdfs.mended(data))
        return reader.marks(path, "abc", lambda word: word in known)

    return marked


def test_the_words_under_a_mark_are_its_quote_and_its_comment_the_text(
    marked: Callable[..., list[Highlight]],
) -> None:
    (found,) = marked(
        Marked("Highlight", "price", "/C [1 0.832 0] /T (Ann) /Contents (really?) /NM (m-1) /M (D:20260102030405Z)")
    )
    assert (found.quote, found.text, found.colour, found.author) == ("price", "really?", "#ffd400", "Ann")
    assert (found.mark, found.kind, found.page, found.at, found.file) == (
        "m-1",
        "highlight",
        0,
        "2026-01-02T03:04:05Z",
        "abc",
    )
    assert len(found.boxes) == 1


@pytest.mark.parametrize("kind", ["Highlight", "Underline", "Squiggly"])
def test_a_mark_over_lines_is_one_quote_without_hyphens_at_their_ends(
    marked: Callable[..., list[Highlight]], kind: str
) -> None:
    (found,) = marked(Marked(kind, "of its errors, and of well-\nknown and un-\nseen runs."), known="well-known")
    assert found.quote == "of its errors, and of well-known and unseen runs."
    assert len(found.boxes) == 3


def test_letters_of_neighbours_do_not_count(marked: Callable[..., list[Highlight]]) -> None:
    assert [one.quote for one in marked(Marked("Highlight", "its"), Marked("Highlight", "ric"))] == ["its", "ric"]


def test_the_points_of_a_quadrilateral_come_in_any_order(marked: Callable[..., list[Highlight]]) -> None:
    around = "/QuadPoints [72 780 111 780 111 790 72 790] "  # as ISO 32000-1 draws them; most programs write a Z
    (found,) = marked(Marked("Highlight", "", around))
    assert found.quote.startswith("The")


@pytest.mark.parametrize("turn", ["/Rotate 90", "/Rotate 180", "/CropBox [50 60 560 800]", "/UserUnit 2"])
def test_a_page_that_is_turned_or_cropped_has_its_words_where_they_are(
    marked: Callable[..., list[Highlight]], turn: str
) -> None:
    assert [one.quote for one in marked(Marked("Highlight", "of a model"), extra=turn)] == ["of a model"]


def test_what_is_struck_out_or_put_in_says_so(marked: Callable[..., list[Highlight]]) -> None:
    struck, caret, text = marked(
        Marked("StrikeOut", "errors", "/Contents (too strong)"),
        Marked("Caret", "", "/Contents (often)"),
        Marked("Text", "", "/Contents (A thought.)"),
    )
    assert (struck.quote, struck.text) == ("errors", "Struck out.\n\ntoo strong")
    assert (caret.quote, caret.text) == ("", "To be inserted: often")
    assert (text.quote, text.text) == ("", "A thought.")


def test_a_caret_with_what_it_strikes_out_is_one_replacement(marked: Callable[..., list[Highlight]]) -> None:
    (found,) = marked(
        Marked("Caret", "", "/Contents (mistakes) /NM (c)"),
        Marked("StrikeOut", "errors", "/IRT 4 0 R /RT /Group /NM (s)"),
    )
    assert (found.kind, found.quote, found.text) == ("replacement", "errors", "To be replaced by: mistakes")


def test_replies_stand_below_and_states_of_a_review_nowhere(marked: Callable[..., list[Highlight]]) -> None:
    (found,) = marked(
        Marked("Highlight", "model", "/Contents (why?) /T (Ann)"),
        Marked("Text", "", "/IRT 4 0 R /Contents (because) /T (Bo) /F 30"),
        Marked("Text", "", "/IRT 5 0 R /Contents (I see) /T (Ann) /F 30"),
        Marked("Text", "", "/IRT 4 0 R /Contents (Accepted set by Bo) /StateModel (Review) /State (Accepted)"),
        Marked("Popup", "", "/Parent 4 0 R /Contents (why?)"),
        Marked("Link", "", "/Contents (a link)"),
        Marked("Widget", "", "/Contents (a field)"),
        Marked("Text", "", "/Contents (put away) /F 2"),
    )
    assert found.text == "why?\n\nBo: because\n\nAnn: I see"


def test_replies_that_answer_each_other_in_a_circle_end(marked: Callable[..., list[Highlight]]) -> None:
    found = marked(
        Marked("Text", "", "/IRT 5 0 R /Contents (one)"),
        Marked("Text", "", "/IRT 4 0 R /Contents (two)"),
        Marked("Text", "", "/IRT 6 0 R /Contents (three)"),
    )
    assert found[-1].text == "three"
    assert all(one.text for one in found)


def test_what_zotero_writes_is_read(marked: Callable[..., list[Highlight]]) -> None:
    (found,) = marked(
        Marked(
            "Highlight",
            "model",
            '/NM (Zotero-AB12CD34) /Zotero:Key (AB12CD34) /Zotero:AuthorName (Ann) /Zotero:Tags (["to cite", "method"])',
        )
    )
    assert (found.mark, found.author, found.text) == ("Zotero-AB12CD34", "Ann", "Tags: to cite, method.")


@pytest.mark.parametrize("tags", ["[", "{}", "7", '[{"name": 7}]', "[null]", "[" * 5000])
def test_tags_that_are_none_are_passed_over(marked: Callable[..., list[Highlight]], tags: str) -> None:
    assert [one.text for one in marked(Marked("Highlight", "model", f"/Zotero:Tags ({tags})"))] == [""]


def test_a_comment_that_repeats_the_words_is_none(marked: Callable[..., list[Highlight]]) -> None:
    (found,) = marked(Marked("Highlight", "The price of a model", "/Contents (The price\\rof a model)"))
    assert found.text == ""


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (Marked("Highlight", "", "/QuadPoints [300 100 320 100 300 90 320 90]"), "there are no words at this place"),
        (Marked("Ink"), "Marked (ink), without words."),
        (Marked("Square"), "Marked (square), without words."),
        (Marked("Polygon", "", "/Contents (look)"), "look"),
        (Marked("Text"), "Marked (text), without words."),
        (Marked("FreeText", "", "/Contents (beside)"), "beside"),
    ],
)
def test_a_place_without_words_is_kept_and_said_to_have_none(
    marked: Callable[..., list[Highlight]], mark: pdfs.Marked, text: str
) -> None:
    (found,) = marked(mark)
    assert text in found.text
    assert found.quote == ""
    assert len(found.boxes) == 1


def test_marks_of_one_name_are_told_apart_and_those_without_by_their_place(
    marked: Callable[..., list[Highlight]],
) -> None:
    found = marked(
        Marked("Highlight", "The", "/NM (x)"),
        Marked("Highlight", "price", "/NM (x)"),
        Marked("Highlight", "model"),
        Marked("Highlight", "its"),
    )
    assert len({one.mark for one in found}) == 4
    assert marked(Marked("Highlight", "model"))[0].mark == found[2].mark


def test_a_colour_behind_a_drawing_of_its_own_is_found(marked: Callable[..., list[Highlight]]) -> None:
    (found,) = marked(Marked("Highlight", "model", "/C [0 0 1] /AP << /N 5 0 R >>"))
    assert found.colour == "#0000ff"
    assert marked(Marked("Highlight", "model"))[0].colour == ""


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("D:20170312203202+01'00'", "2017-03-12T19:32:02Z"),
        ("D:20170312203202-01'30", "2017-03-12T22:02:02Z"),
        ("D:20240107094437+0100", "2024-01-07T08:44:37Z"),
        ("D:20170312203202Z00'00'", "2017-03-12T20:32:02Z"),
        ("D:20170312203202", "2017-03-12T20:32:02"),
        ("D:201703122032", "2017-03-12T20:32:00"),
        ("D:20170312", "2017-03-12"),
        ("2017", "2017-01-01"),
        ("D:20171399", ""),
        ("D:00000000", ""),
        ("D:00010101000000+23'59'", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_of_pdfs_are_read_as_they_are_written(written: str, date: str) -> None:
    assert marks.date(written) == date


def test_a_file_that_cannot_be_read_is_said(reader: reading.TextReader, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(b"%PDF-1.7\nno more")
    with pytest.raises(UnreadableFile, match="damaged"):
        reader.marks(path, "abc", lambda _: False)


def test_ligatures_of_a_font_that_does_not_say_what_they_are_are_letters_of_a_quote(
    reader: reading.TextReader, tmp_path: Path
) -> None:
    path = tmp_path / "file.pdf"
    data = pdfs.made(["An o_cial word"], marks={0: [Marked("Highlight", "o_cial word")]})
    path.write_bytes(pdfs.mended(data.replace(b"An o_cial", b"An o\\036cial")))
    assert [one.quote for one in reader.marks(path, "abc", lambda _: False)] == ["official word"]


def test_a_long_thread_is_followed_in_steps_of_its_length() -> None:
    def thread(length: int) -> list[dict[str, Any]]:
        empty = {"author": "", "at": "", "name": "", "reply": "", "state": "", "zotero": "", "zotero author": ""}
        more = {"zotero tags": "", "boxes": [(0.0, 0.0, 1.0, 1.0)], "hidden": False, "colour": "", "words": ""}
        return [
            {"page": 0, "number": n, "kind": "text", "to": n - 1, "text": f"{n}", **empty, **more}
            for n in range(length)
        ]

    (found,) = marks.of(thread(50), "abc")
    assert found.text.split() == [str(number) for number in range(50)]
    once, twice = (work(marks.of, thread(length), "abc").lines for length in (400, 800))
    assert twice < 2.3 * once
