"""The words of files, and files that are made to do harm."""

from __future__ import annotations

import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import pytest

from readinglist.attachments import contents, process, reading
from readinglist.attachments.pdf import letters
from readinglist.model.attachment import DAMAGED, EMPTY, READ, UNREAD, FileText, PageText
from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


@pytest.fixture(scope="module")
def reader() -> Iterator[reading.TextReader]:
    with reading.TextReader(seconds=2) as opened:
        yield opened


@pytest.fixture
def read(reader: reading.TextReader, tmp_path: Path) -> Callable[..., FileText]:
    def read(data: bytes, name: str = "file.pdf") -> FileText:
        path = tmp_path / name
        path.write_bytes(data)
        return reader.read(path, contents.of(path))

    return read


def test_a_pdf_is_read_by_page_with_labels(read: Callable[..., FileText]) -> None:
    data = pdfs.made(
        ["Words (in brackets), an é,\nand a hy-\nphen.", "More."], labels="0 << /S /r >> 1 << /S /D /St 113 >>"
    )
    found = read(data)
    assert found.state == READ
    assert found.pages == (PageText("i", "Words (in brackets), an é,\nand a hy-\nphen."), PageText("113", "More."))


def test_html_and_plain_text_are_read_too(read: Callable[..., FileText]) -> None:
    assert read(b"<html><p>One &amp; two</p></html>", "a.html").pages[0].text.strip() == "One & two"
    assert read(b"One\fTwo", "a.txt").pages == (PageText("", "One"), PageText("", "Two"))


def test_what_is_no_text_is_said_to_be_none(read: Callable[..., FileText]) -> None:
    assert read(b"\x00\x01\x02", "a.bin").state == UNREAD
    assert read(b"  \n ", "a.txt").state == EMPTY
    assert read(pdfs.made([""])).state == EMPTY


def test_without_the_reader_of_pdfs_a_sentence_says_how_to_get_it(
    read: Callable[..., FileText], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "is_there", lambda: False)
    found = read(pdfs.made(["Words"]))
    assert (found.state, found.pages) == (UNREAD, ())
    assert "pip install 'readinglist[pdf]'" in found.message


def test_a_long_text_comes_whole_whatever_is_in_it(read: Callable[..., FileText]) -> None:
    words = "A word, 𝔘 and 论文\u2028 and \x1b[31m and \x07" * 40_000
    (page,) = read(words.encode(), "a.txt").pages
    assert page.text == words


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_file_that_ends_what_reads_it_is_said_to_be_damaged_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_text("<html><p>One", "utf-8")
    with reading.TextReader() as opened:
        good = process.WORDS
        monkeypatch.setattr(opened, "_words", process.Process("readinglist.attachments.none_such"))
        found = opened.read(path, contents.of(path))
        assert (found.state, found.pages, "crashed" in found.message) == (DAMAGED, (), True)
        monkeypatch.setattr(opened, "_words", process.Process(good))
        assert opened.read(path, contents.of(path)).state == READ


def test_nothing_of_a_page_is_read_in_this_process(tmp_path: Path) -> None:
    tmp_path.joinpath("a.html").write_text("<html><p>One &amp; two", "utf-8")
    program = (
        "import sys; from pathlib import Path; from readinglist.attachments import contents, reading\n"
        "path = Path(sys.argv[1])\n"
        "with reading.TextReader() as reader: print(reader.read(path, contents.of(path)).pages[0].text.strip())\n"
        "print('readinglist.fulltext.html' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.html")], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == ["One & two", "False"]


def _page(content: bytes, resources: bytes = b"/Font << /F 3 0 R >>") -> list[bytes]:
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents 5 0 R >>" % resources,
        content,
    ]


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _bomb() -> bytes:
    """Return a page of two thousand million blanks, packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 1_000_000) for _ in range(1000)) + packer.flush()
    return pdfs.whole(_page(_stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")), "/Root 1 0 R")


def _form(content: bytes, forms: bytes) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>" % forms
    return _stream(content, entries)


def _doubling() -> bytes:
    """Return a page that draws a form, which draws the next twice, and so on: 2 to the 25th."""
    forms = [_form(b"/X Do /X Do", b"/X %d 0 R" % number) for number in range(7, 32)]
    objects = [*_page(_stream(b"/X Do"), b"/XObject << /X 6 0 R >>"), *forms, _form(b"", b"")]
    return pdfs.whole(objects, "/Root 1 0 R")


def _own_form() -> bytes:
    return pdfs.whole(
        [*_page(_stream(b"/X Do"), b"/XObject << /X 6 0 R >>"), _form(b"/X Do", b"/X 6 0 R")], "/Root 1 0 R"
    )


def _own_page_tree() -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2000000000 /Kids [2 0 R] >>"]
    return pdfs.whole(objects, "/Root 1 0 R")


def _own_labels() -> bytes:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /PageLabels 6 0 R >>"
    objects = [*_page(_stream(b"BT /F 9 Tf 9 9 Td (Words) Tj ET")), b"<< /Kids [6 0 R] >>"]
    return pdfs.whole([catalogue, *objects[1:]], "/Root 1 0 R")


def _nested() -> bytes:
    return pdfs.whole([b"<< /Type /Catalog /Pages 2 0 R /X %s >>" % (b"[" * 200_000), b"<<>>"], "/Root 1 0 R")


def _own_outline() -> bytes:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
    outline = b"<< /Title (x) /First 6 0 R /Last 6 0 R /Next 6 0 R /Parent 6 0 R >>"
    objects = [*_page(_stream(b"BT /F 9 Tf 9 9 Td (Words) Tj ET")), outline]
    return pdfs.whole([catalogue, *objects[1:]], "/Root 1 0 R")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb": _bomb,
    "forms that double": _doubling,
    "a form in itself": _own_form,
    "pages in themselves": _own_page_tree,
    "nesting": _nested,
    "cut off": lambda: pdfs.made(["Words"] * 5)[:900],
    "html": lambda: b"%PDF-1.7\n<html><script>alert(1)</script>",
    "nothing behind the head": lambda: b"%PDF-1.7\n",
    "a table that leads to itself": lambda: pdfs.made(["Words"]).replace(b"/Size", b"/Prev 9 /Size"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_do_harm_costs_its_own_text_and_nothing_else(name: str, read: Callable[..., FileText]) -> None:
    found = read(HOSTILE[name]())
    assert found.state in (DAMAGED, EMPTY, READ)
    assert found.state == READ or found.message
    assert read(pdfs.made(["The next is read."])).pages[0].text == "The next is read."


@pytest.mark.parametrize("make", [_own_labels, _own_outline])
def test_labels_and_an_outline_that_lead_to_themselves_cost_no_text(
    make: Callable[[], bytes], read: Callable[..., FileText]
) -> None:
    assert read(make()).pages == (PageText("", "Words"),)


def test_no_control_characters_of_the_reader_are_kept(read: Callable[..., FileText]) -> None:
    text = read(pdfs.made(["A line that ends in sub-\nstance and goes on."])).pages[0].text
    assert not set(text) & set("\x02\ufffe\r\f\x00")


def test_a_raised_number_is_written_as_one(read: Callable[..., FileText]) -> None:
    runs = [
        pdfs.Run("The models", y=700),
        pdfs.Run("12", size=7, x=72 + 66, y=704),
        pdfs.Run("are GPT4.", x=72 + 80, y=700),
        pdfs.Run("12", size=7, x=72, y=104),
        pdfs.Run("A note.", x=72 + 9, y=100),
    ]
    assert read(pdfs.made([runs])).pages[0].text == "The models¹² are GPT4.\n¹²A note."


@pytest.mark.parametrize("turn", ["/Rotate 90", ""])
def test_a_number_on_the_line_of_its_word_is_not_raised(read: Callable[..., FileText], turn: str) -> None:
    data = pdfs.made(["A word2 and GPT4, in H2O.3"]).replace(b"/Annots", f"{turn} /Annots".encode())
    assert read(pdfs.mended(data)).pages[0].text == "A word2 and GPT4, in H2O.3"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("e\x1ecient \x1dow, o\x1bset, \x1cnd, wa\x1fe", "efficient flow, offset, find, waffle"),
        ("e\x0ecient \x0cnd, o\x0bset, wa\x0fe, \row", "efficient find, offset, waffle, flow"),
        ("\x10Yes\x11 \x15 no", "“Yes” – no"),
        ("sub\x02stance and well\ufffeknown", "sub-\nstance and well-\nknown"),
        ("one\r\ntwo\x00", "one\ntwo"),
    ],
)
def test_places_in_the_fonts_of_tex_are_the_letters_that_are_meant(given: str, meant: str) -> None:
    assert letters.plain(given) == meant


def test_ligatures_of_a_font_that_does_not_say_what_they_are_are_letters(read: Callable[..., FileText]) -> None:
    data = pdfs.made(["An o\\cial word"]).replace(rb"o\\cial", b"o\\036cial")
    assert read(pdfs.mended(data)).pages[0].text == "An official word"
