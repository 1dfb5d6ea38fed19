"""What the fields of Word and OpenDocument cite, and what their makers may do wrong."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from readinglist import manuscripts
from readinglist.manuscripts.office.reading import rendered
from readinglist.util import archive as archives
from readinglist.util.errors import UnreadableFile
from tests.manuscripts import office_files as make
from tests.manuscripts.office_files import citation, control, docx, field, mark, odt, words
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript

DOE = {
    "id": 12,
    "type": "book",
    "title": "A Title",
    "author": [{"family": "Doe"}],
    "issued": {"date-parts": [["2020"]]},
}
ZOTERO = " ADDIN ZOTERO_ITEM CSL_CITATION "


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes, str], Manuscript]:
    """Writes a document and scans it."""

    def read(data: bytes, name: str) -> Manuscript:
        path = tmp_path / name
        path.write_bytes(data)
        manuscript = manuscripts.scan(path)
        text = manuscripts.read(path).text
        assert all(text[at.start : at.end] == at.key for at in manuscript.citations)
        return manuscript

    return read


IN_WORD = [
    (field(ZOTERO + citation(DOE | {"citation-key": "doe2020"}, DOE | {"id": "roe2021"})), "doe2020 roe2021"),
    (field(ZOTERO + citation(DOE | {"note": "x\nCitation Key: doe2020"}), runs=40), "doe2020"),
    (field(ZOTERO + citation(DOE)) + field(ZOTERO + citation(DOE | {"id": "1234/ABCD2345"})), "Doe 2020: A Title " * 2),
    (field(" ADDIN CSL_CITATION " + citation(DOE | {"id": "ITEM-1"})), "Doe 2020: A Title"),
    (control(DOE | {"id": "3f0e8b1a-1111-2222-3333-444455556666"}) + control(DOE | {"id": "doe2020"}), "Doe 2020: A Title doe2020"),
    (field(r" CITATION Doe20 \l 1033 "), "Doe20"),
    (field(r"CITATION Doe20 \p 3 \m Roe21 \f see \m Coe22 \l 1031"), "Doe20 Roe21 Coe22"),
    (field(r' CITATION "Doe 20" \l 1033'), "Doe 20"),
    (r'<w:fldSimple w:instr=" CITATION Doe20 \l 1033 "><w:r><w:t>(Doe)</w:t></w:r></w:fldSimple>', "Doe20"),
    (field(" HYPERLINK x ") + field(" PAGEREF CITATION ") + field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ") + words("CITATION Doe20"), ""),
    (field(" IF 1 ") + field(r" CITATION Doe20 \l 1033 "), "Doe20"),
    ('<w:hyperlink w:anchor="ref-doe2020"/><w:hyperlink w:anchor="ref-https://x.org/a"/><w:hyperlink w:anchor="other"/>', "doe2020 https://x.org/a"),
    (words("Before [@doe") + words("2020, p. 3; see -@roe2021] and [@{https://x.org/a}] me@doe.org [by @me]"), "doe2020 roe2021 https://x.org/a"),
    ("<w:del>" + field(r" CITATION Doe20 ") + "</w:del><w:moveFrom>" + field(" CITATION Roe20 ") + "</w:moveFrom>", ""),
    ("<Choice>" + field(" CITATION Doe20 ") + "</Choice><Fallback>" + field(" CITATION Doe20 ") + "</Fallback>", "Doe20"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), IN_WORD)
def test_the_fields_of_word_cite(body: str, expected: str, read: Callable[[bytes, str], Manuscript]) -> None:
    manuscript = read(docx(f"<w:p>{body}</w:p>"), "a.docx")
    assert " ".join(at.key for at in manuscript.citations) == expected.strip()


def test_a_citation_stands_in_its_paragraph_and_that_of_a_note_behind_all(
    read: Callable[[bytes, str], Manuscript],
) -> None:
    note = make.part("footnotes", f"<w:footnote><w:p>{field(' CITATION Note20 ')}</w:p></w:footnote>")
    body = f"<w:p>{words('One')}</w:p><w:p>{words('See ')}{field(' CITATION Doe20 ')}</w:p><w:p/>"
    manuscript = read(docx(body, {"word/footnotes.xml": note}), "a.docx")
    assert [(at.key, at.line, at.column) for at in manuscript.citations] == [("Doe20", 2, 6), ("Note20", 4, 2)]


def test_the_sources_of_word_say_what_is_cited(read: Callable[[bytes, str], Manuscript]) -> None:
    people = "".join(f"<Person><Last>{name}</Last><First>J</First></Person>" for name in ("Doe", "Roe"))
    source = (
        f'<Sources xmlns="{make.BIBLIOGRAPHY}"><Source><Tag>Doe20</Tag><SourceType>Book</SourceType><Title>A Title</Title>'
        f"<Year>2020</Year><Author><Author><NameList>{people}</NameList></Author></Author><DOI>10.1/x</DOI></Source></Sources>"
    )
    parts = {"customXml/item1.xml": source, "customXml/item2.xml": "no XML", "customXml/itemProps1.xml": "<x/>"}
    (at,) = read(docx(f"<w:p>{field(' CITATION Doe20 ')}</w:p>", parts), "a.docx").citations
    expected = {"title": "A Title", "DOI": "10.1/x", "type": "book", "author": [{"family": "Doe"}]}
    assert json.loads(at.item) == expected | {"issued": {"date-parts": [[2020]]}}


def test_fields_that_zotero_keeps_as_bookmarks_cite(read: Callable[[bytes, str], Manuscript]) -> None:
    code = ZOTERO.replace(" ADDIN ", "") + citation(DOE | {"id": "doe2020"})
    cut = len(code) // 2
    properties = "".join(
        f'<property name="ZOTERO_BREF_x_{number}"><lpwstr>{piece}</lpwstr></property>'
        for number, piece in ((2, code[cut:]), (1, code[:cut]))
    )
    custom = f'<Properties xmlns="{make.PROPERTIES}">{properties}</Properties>'
    body = '<w:p><w:bookmarkStart w:name="ZOTERO_BREF_x"/><w:bookmarkStart w:name="other"/></w:p>'
    assert [at.key for at in read(docx(body, {"docProps/custom.xml": custom}), "a.docx").citations] == ["doe2020"]
    meta = properties.replace("property", "meta:user-defined").replace(" name=", " meta:name=").replace("lpwstr", "x")
    body = '<text:p><text:bookmark-start text:name="ZOTERO_BREF_x"/></text:p>'
    assert [at.key for at in read(odt(body, meta), "a.odt").citations] == ["doe2020"]


def test_an_entry_of_pandocs_bibliography_cites_where_no_link_leads_to_it(
    read: Callable[[bytes, str], Manuscript],
) -> None:
    entries = "".join(f'<w:bookmarkStart w:name="{name}"/>' for name in ("refs", "ref-doe2020", "ref-roe2021", "ref-"))
    before = '<w:p><w:bookmarkStart w:name="ref-no"/><w:hyperlink w:anchor="ref-doe2020"/></w:p>'
    found = read(docx(f"{before}<w:p>{entries}</w:p>"), "a.docx").citations
    assert [(at.key, at.line) for at in found] == [("doe2020", 1), ("roe2021", 2)]
    sections = '<text:section text:name="refs"><text:section text:name="ref-doe2020"><text:p>x</text:p></text:section>'
    assert [at.key for at in read(odt(sections + "</text:section>"), "a.odt").citations] == ["doe2020"]


IN_OPENDOCUMENT = [
    (mark("ZOTERO_ITEM CSL_CITATION " + citation(DOE | {"citation-key": "doe2020"}) + " RNDabc"), "doe2020"),
    (mark("CSL_CITATION " + citation(DOE)), "Doe 2020: A Title"),
    (mark("JR_cite_1_doe2020,roe2021") + mark("JR_cite2_12_coe"), "doe2020 roe2021 coe"),
    (mark("JABREF_doe2020 CID_1 ab1, JABREF_roe2021 CID_2 cd2 xyz"), "doe2020 roe2021"),
    (mark("Figure 1") + mark("ref-no"), ""),
    ('<text:bibliography-mark text:identifier="doe2020" text:title="A Title" text:year="2020" text:author="Doe">[1]</text:bibliography-mark>', "doe2020"),
    ('<text:a xlink:href="#ref-doe2020">x</text:a><text:a xlink:href="https://x.org/#ref-no">x</text:a>', "doe2020"),
    ('<field:fieldmark-start><field:param field:name="code" field:value=" CITATION Doe20 "/></field:fieldmark-start>', "Doe20"),
    ("A [@<text:span>doe</text:span>2020]<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>[@roe]</text:p></text:note-body></text:note>", "doe2020 roe"),
    ("<text:tracked-changes><text:p>[@no]</text:p></text:tracked-changes>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), IN_OPENDOCUMENT)
def test_the_marks_of_opendocument_cite(body: str, expected: str, read: Callable[[bytes, str], Manuscript]) -> None:
    manuscript = read(odt(f"<text:p>{body}</text:p>"), "a.odt")
    assert " ".join(at.key for at in manuscript.citations) == expected


BROKEN_FIELDS = [
    "{",
    "[]",
    "null",
    '{"citationItems": 3}',
    '{"citationItems": [3, null, []]}',
    '{"citationItems": [{"itemData": [1]}]}',
    '{"citationItems": [{"itemData": {"title": {}, "author": "x", "issued": [1], "id": {}}}]}',
    '{"citationItems": [{"itemData": {"issued": {"date-parts": [[]]}, "author": [[]]}}]}',
    "[" * 100_000,
]


@pytest.mark.parametrize("code", BROKEN_FIELDS)
def test_a_broken_field_cites_nothing_and_does_no_harm(code: str, read: Callable[[bytes, str], Manuscript]) -> None:
    body = field(ZOTERO + code) + field(" CITATION ") + '<w:tag w:val="MENDELEY_CITATION_v3_%%%"/>'
    body += '<w:tag w:val="MENDELEY_CITATION_v3_e30"/><w:tag w:val="MENDELEY_CITATION_v3_/w"/><w:fldChar/>'
    body += '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    found = read(docx(f"<w:p>{body}{field(' CITATION Doe20 ')}</w:p>"), "a.docx").citations
    assert [at.key for at in found] == ["Doe20"]


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "no archive": b"PK no archive",
    "nothing": b"",
    "a text": b"See [@doe2020].",
    "another archive": make.archive({"mimetype": "x"}),
    "broken XML": make.archive({"word/document.xml": "<w:p>"}),
    "entities": make.archive({"word/document.xml": f"{DOCTYPE}<x>&b;</x>"}),
    "entities in OpenDocument": make.archive({"content.xml": f"{DOCTYPE}<x>&b;</x>"}),
    "a file of the system": make.archive(
        {"content.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}
    ),
    "a cut archive": docx(f"<w:p>{words('x' * 1000)}</w:p>")[:-60],
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_sound_document_is_refused_with_a_sentence(data: bytes, tmp_path: Path) -> None:
    for name in ("a.docx", "a.odt"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableFile, match=rf"{name} cannot be read: "):
            manuscripts.scan(tmp_path / name)


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_BYTES", 1_000_000)
    monkeypatch.setattr(archives, "_MOST_ELEMENTS", 1_000)
    bomb = docx(f"<w:p>{words('x' * 2_000_000)}</w:p>")
    (tmp_path / "a.docx").write_bytes(bomb)
    assert len(bomb) < 10_000
    with pytest.raises(UnreadableFile, match="longer than 1,000,000 bytes"):
        manuscripts.scan(tmp_path / "a.docx")
    # Several parts together too, and one that says that it is short.
    notes = {f"word/footnotes{number}.xml": make.part("x", words("x" * 600_000)) for number in range(3)}
    (tmp_path / "a.docx").write_bytes(docx("<w:p/>", notes))
    with pytest.raises(UnreadableFile, match="longer than 1,000,000 bytes"):
        manuscripts.scan(tmp_path / "a.docx")
    (tmp_path / "a.docx").write_bytes(docx("<w:p/>" * 2_000))
    with pytest.raises(UnreadableFile, match="more than 1,000 elements"):
        manuscripts.scan(tmp_path / "a.docx")


def test_names_in_an_archive_are_never_paths(tmp_path: Path, read: Callable[[bytes, str], Manuscript]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name in ("../evil.txt", "/srv/evil", "word/../../evil", "C:\\evil", "customXml/item1.xml/../x"):
            into.writestr(name, "evil")
        into.writestr("word/document.xml", make.part("document", f"<w:p>{words('[@doe2020]')}</w:p>"))
    before = sorted(tmp_path.parent.rglob("*"))
    assert [at.key for at in read(made.getvalue(), "a.docx").citations] == ["doe2020"]
    assert sorted(tmp_path.parent.rglob("*")) == sorted([*before, tmp_path / "a.docx"])


PIECES = [words("[@a"), "<w:p>", "<w:p></w:p>", field(" CITATION a "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:del>",
          field(ZOTERO + "{"), field("JABREF_" * 9), '<w:bookmarkStart w:name="ref-a"/>', '<w:tag w:val="x"/>']  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_documents_take_work_in_proportion_to_their_length(piece: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"

    def scan(text: str) -> object:
        closing = "".join("</w:p>" if piece == "<w:p>" else "</w:del>" for _ in range(text.count(piece)))
        path.write_bytes(
            docx(text[: len(text) // len(piece) * len(piece)] + (closing if piece in ("<w:p>", "<w:del>") else ""))
        )
        return manuscripts.scan(path)

    assert_linear_in(scan, piece)


def test_hostile_sources_take_work_in_proportion_to_their_number() -> None:
    for piece in ("<Last>x</Last>", "<Source><Tag>a</Tag></Source>", "<Source><Tag>a</Tag>"):

        def read(text: str, piece: str = piece) -> str:
            count = text.count(piece)
            inside = piece * count + "</Source>" * (count if "</Source>" not in piece and "Source" in piece else 0)
            source = f"<Sources><Source><Tag>b</Tag>{inside}</Source></Sources>"
            return rendered(docx("<w:p/>", {"customXml/item1.xml": source}))

        assert_linear_in(read, piece)


ENDNOTE = " ADDIN EN.CITE <EndNote><Cite><Author>Doe</Author><Year>2020</Year></Cite></EndNote>"


@pytest.mark.parametrize(
    ("body", "programs"),
    [
        (field(ENDNOTE), "EndNote"),
        (field(" ADDIN EN.CITE ") + field(" ADDIN EN.CITE.DATA "), "EndNote"),
        (field(" ADDIN EN.REFLIST "), ""),
        (field("ADDIN CitaviPlaceholder{eyIkaWQiOiIxIn0=}"), "Citavi"),
        (field(ENDNOTE) + field("ADDIN CitaviPlaceholder{e30=}") + field(ENDNOTE), "EndNote Citavi EndNote"),
        (field(" ADDIN REFMGR.CITE <Refman/>"), "Reference Manager"),
        (field(" ADDIN RW.CITE{{1 Doe}}"), "RefWorks"),
        (f'<w:fldSimple w:instr="ADDIN EN.CITE">{words("(Doe)")}</w:fldSimple>', "EndNote"),
        (words("As shown {Doe, 2020 #12} and {Roe, 2021 #3; Doe, 2020 #12}."), "EndNote EndNote"),
        (words("In {braces} and {a set #tag} and {Doe, 2020}"), ""),
        (field(" PAGEREF _Toc1 ") + field(" ADDIN other "), ""),
    ],
)
def test_citations_in_fields_that_are_not_read_are_seen(
    body: str, programs: str, read: Callable[[bytes, str], Manuscript]
) -> None:
    manuscript = read(docx(f"<w:p>{body}</w:p>"), "x.docx")
    assert " ".join(at.key for at in manuscript.unread) == programs
    assert manuscript.citations == ()


@pytest.mark.parametrize(
    ("body", "programs"),
    [
        (mark("EN.CITE <EndNote/>"), "EndNote"),
        (
            '<text:bookmark-start text:name="_CTVP0010a1b2c3"/>(Doe)<text:bookmark-end text:name="_CTVP0010a1b2c3"/>',
            "Citavi",
        ),
        ('<text:bookmark-start text:name="_CTVL0010a1b2c3"/>Doe', ""),
        (
            '<field:fieldmark-start><field:param field:name="x" field:value="ADDIN EN.CITE"/></field:fieldmark-start>',
            "EndNote",
        ),
    ],
)
def test_citations_that_are_not_read_are_seen_in_opendocument_too(
    body: str, programs: str, read: Callable[[bytes, str], Manuscript]
) -> None:
    manuscript = read(odt(f"<text:p>{body}</text:p>"), "x.odt")
    assert " ".join(at.key for at in manuscript.unread) == programs


@pytest.mark.parametrize("piece", ["{Doe #1", "{Doe, 2020 #12; ", "{", "{a #1@b", "#12} "])
def test_citations_that_are_no_fields_yet_are_found_in_time_in_proportion_to_the_text(
    piece: str, tmp_path: Path
) -> None:
    def scan(text: str) -> None:
        tmp_path.joinpath("x.docx").write_bytes(docx(f"<w:p>{words(text)}</w:p>"))
        manuscripts.scan(tmp_path / "x.docx")

    assert_linear_in(scan, piece)
