"""The files that entries name, as JabRef, Zotero, Mendeley, Better BibTeX and BibDesk write them."""

from __future__ import annotations

import base64
import plistlib

import pytest

from readinglist.formats import bibtex
from readinglist.library.imports import named_files
from readinglist.model.record import Record


def named(field: str) -> list[tuple[str, str]]:
    (record,) = (one for one in bibtex.load(f"@misc{{a, title={{A}}, {field}}}") if isinstance(one, Record))
    return [(one.paths[0], one.label) for one in named_files.of(record)]


def bibdesk(value: object) -> str:
    return base64.b64encode(plistlib.dumps(value, fmt=plistlib.FMT_BINARY)).decode()  # type: ignore[arg-type]


ARCHIVE = {
    "$archiver": "NSKeyedArchiver",
    "$version": 100000,
    "$top": {"root": plistlib.UID(1)},
    "$objects": [
        "$null",
        {"NS.keys": [plistlib.UID(2)], "NS.objects": [plistlib.UID(3)]},
        "relativePath",
        "Papers/doe.pdf",
    ],
}


@pytest.mark.parametrize(
    ("written", "files"),
    [
        (":paper.pdf:PDF", [("paper.pdf", "")]),
        ("paper.pdf", [("paper.pdf", "")]),
        ("paper.pdf:PDF", [("paper.pdf", "")]),
        ("accepted version:a/paper.pdf:PDF", [("a/paper.pdf", "accepted version")]),
        (r":2.pdf:PDF;stuff:1.pdf:PDF", [("2.pdf", ""), ("1.pdf", "stuff")]),
        (r"Full Text PDF:files/1/a\;b.pdf:application/pdf;Snapshot:files/2/c.html:text/html",
         [("files/1/a;b.pdf", ""), ("files/2/c.html", "")]),
        (r"Postprint:C\:\\Users\\doe\\a.pdf:PDF", [(r"C:\Users\doe\a.pdf", "Postprint")]),
        (r"C\:\\Users\\doe\\a.pdf;C\:\\Users\\doe\\b.pdf", [(r"C:\Users\doe\a.pdf", ""), (r"C:\Users\doe\b.pdf", "")]),
        (r":C$\backslash$:/Users/doe/a.pdf:pdf", [("C:/Users/doe/a.pdf", "")]),
        (":C:/Users/doe/a.pdf:PDF", [("C:/Users/doe/a.pdf", "")]),
        ("C:/Users/doe/a.pdf", [("C:/Users/doe/a.pdf", "")]),
        (":home/doe/a.pdf:pdf", [("home/doe/a.pdf", "")]),
        ("/home/doe/a.pdf;/home/doe/b.pdf", [("/home/doe/a.pdf", ""), ("/home/doe/b.pdf", "")]),
        ("a.pdf:a.pdf:PDF", [("a.pdf", "")]),
        (":a.pdf:PDF:https\\://example.org/a.pdf", [("a.pdf", "")]),
        ("file:///home/doe/a%20b.pdf", [("/home/doe/a b.pdf", "")]),
        (r":http\://arxiv.org/pdf/2003.05580v3:PDF", []),
        ("https://example.org/a.pdf", []),
        (":", []),
        ("", []),
        (";;", []),
    ],
)  # fmt: skip
def test_the_field_file_is_read_in_every_dialect(written: str, files: list[tuple[str, str]]) -> None:
    assert named(f"file={{{written}}}") == files


@pytest.mark.parametrize(
    ("field", "files"),
    [
        (f"bdsk-file-1={{{bibdesk({'relativePath': 'Papers/doe.pdf', 'aliasData': b'x'})}}}", ["Papers/doe.pdf"]),
        (f"bdsk-file-2={{{bibdesk(ARCHIVE)}}}", ["Papers/doe.pdf"]),
        ("local-url={file://localhost/Users/doe/a%20b.pdf}", ["/Users/doe/a b.pdf"]),
        ("local-url={/Users/doe/a.pdf}", ["/Users/doe/a.pdf"]),
        ("bdsk-file-1={no base64 at all}", []),
        (f"bdsk-file-1={{{base64.b64encode(b'bplist00' + bytes(range(60))).decode()}}}", []),
        (f"bdsk-file-1={{{bibdesk(['relativePath'])}}}", []),
        (f"bdsk-file-1={{{bibdesk({'relativePath': 7})}}}", []),
        (f"bdsk-file-1={{{bibdesk({'$objects': [{'NS.keys': [1], 'NS.objects': []}]})}}}", []),
        ("bdsk-url-1={https://example.org}", []),
    ],
)
def test_the_fields_of_bibdesk_are_read_and_what_is_none_names_nothing(field: str, files: list[str]) -> None:
    assert [path for path, _ in named(field)] == files


def test_a_path_in_latex_may_be_meant_as_it_stands_or_as_it_reads() -> None:
    (record,) = bibtex.load('@misc{a, title={A}, file={:M{\\"u}ller\\_b.pdf:pdf}}')
    assert isinstance(record, Record)
    assert named_files.of(record)[0].paths[-1] == "Müller_b.pdf"
