"""Files of Word and OpenDocument that nobody should have made: a sentence or a text, and never anything else."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readinglist import manuscripts
from readinglist.util.errors import UnreadableFile
from tests.manuscripts import office_files as make
from tests.manuscripts.office_files import citation, control, docx, field, mark, odt, words

if TYPE_CHECKING:
    from readinglist.manuscripts.model import Manuscript

pytestmark = pytest.mark.property
BOUNDED = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
ZOTERO = " ADDIN ZOTERO_ITEM CSL_CITATION "
WORK = {
    "id": "doe2020",
    "type": "book",
    "title": "A Title",
    "author": [{"family": "Doe"}],
    "issued": {"date-parts": [["2020"]]},
}
IN_WORD = docx(
    f"<w:p>{words('See [@roe2021]')}{field(ZOTERO + citation(WORK))}{control(WORK)}{field(' CITATION Doe20 ')}</w:p>",
    {"word/footnotes.xml": make.part("footnotes", "<w:p/>"), "customXml/item1.xml": "<Sources/>"},
)
IN_OPENDOCUMENT = odt(f"<text:p>{mark('ZOTERO_ITEM CSL_CITATION ' + citation(WORK) + ' RNDabc')}[@roe2021]</text:p>")
SOUND = {".docx": IN_WORD, ".odt": IN_OPENDOCUMENT}


def scanned(data: bytes, suffix: str) -> Manuscript | None:
    """Return what a file cites, or None where it is refused in a sentence; anything else fails."""
    path = Path(f"paper{suffix}").resolve()
    try:
        found = manuscripts.scan(path, {path: data})
    except UnreadableFile as error:
        sentence = str(error)
    else:
        sentence = ""
    assert ("\n" in sentence, len(sentence) < 1000) == (False, True)
    if sentence:
        return None
    for at in (*found.citations, *found.unread):
        f"{at.key}{at.item}".encode()
    return found


@pytest.mark.parametrize("suffix", SOUND)
def test_a_damaged_archive_is_read_or_refused(suffix: str) -> None:
    whole = SOUND[suffix]

    @BOUNDED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        damaged = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 8))):
            place = data.draw(st.integers(0, len(damaged) - 1))
            how = data.draw(st.sampled_from(["flip", "cut", "put", "number"]))
            if how == "flip":
                damaged[place] ^= 1 << data.draw(st.integers(0, 7))
            elif how == "cut":
                del damaged[place : place + data.draw(st.integers(1, 50))]
            elif how == "put":
                damaged[place:place] = data.draw(st.binary(max_size=20))
            else:
                damaged[place : place + 4] = struct.pack("<I", data.draw(st.sampled_from([0, 1, 0xFFFF, 0xFFFFFFFF])))
            damaged = damaged or bytearray(b"P")
        scanned(bytes(damaged), suffix)

    check()


def test_an_archive_that_is_cut_anywhere_is_refused() -> None:
    for suffix, whole in SOUND.items():
        for end in range(0, len(whole), 7):
            assert scanned(whole[:end], suffix) is None


PIECES = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:instrText>", "</w:instrText>", "<w:del>", "</w:del>", "<w:fldChar/>",
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>',
    ' CITATION Doe20 \\m "', ZOTERO, citation(WORK), '{"citationItems": [', "]}", "[@", "]", "&lt;", "&#0;", "&#xD800;", "&a;", "<!--", "-->",
    "<![CDATA[", "]]>", "<?x ?>", '<w:hyperlink w:anchor="ref-%ff%00"/>', '<w:bookmarkStart w:name="refs"/>', '<w:tag w:val="MENDELEY_CITATION_v3_/w=="/>',
    "<text:p>", "</text:p>", "<text:note>", "</text:note>", "<text:tracked-changes>", '<text:reference-mark text:name="JR_cite_1_,,a"/>',
    '<text:bibliography-mark text:identifier="x" text:title="t" text:year="²"/>', '<text:a xlink:href="#ref-%"/>', '<a xmlns="x" xmlns:w="y"/>',
    "<!DOCTYPE a>", "\x00", "\ud800", "é", "\u202e", "\x1b[2J",
]  # fmt: skip


@pytest.mark.parametrize("suffix", SOUND)
def test_wrong_xml_is_read_or_refused(suffix: str) -> None:
    @BOUNDED
    @given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), whole=st.booleans())
    def check(pieces: list[str], *, whole: bool) -> None:
        body = "".join(pieces).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        made = docx(body) if suffix == ".docx" else odt(body)
        name = {".docx": "word/document.xml", ".odt": "content.xml"}[suffix]
        scanned(made if whole else make.archive({name: body}), suffix)

    check()


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from(["\ud800", "\x1b[2J", "9" * 400, "a/b", "\x02"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["family", "date-parts", "id", "title", "a"]), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip


def test_whatever_stands_in_the_code_of_a_field_is_text_that_can_be_written() -> None:
    @BOUNDED
    @given(
        st.fixed_dictionaries({}, optional=dict.fromkeys(["id", "uris", "uri"], ANYTHING)),
        st.dictionaries(
            st.sampled_from(["id", "citation-key", "title", "author", "editor", "issued", "note", "DOI"]), ANYTHING
        ),
    )
    def check(cited: dict[str, object], data: dict[str, object]) -> None:
        code = json.dumps({"citationItems": [cited | {"itemData": data}, {"itemData": {"title": "T", "id": "last"}}]})
        for suffix, made in ((".docx", docx(f"<w:p>{field(ZOTERO + code)}</w:p>")), (".odt", _marked(code))):
            found = scanned(made, suffix)
            assert found
            assert found.citations[-1].key == "last"

    check()


def _marked(code: str) -> bytes:
    quoted = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return odt(f'<text:p><text:reference-mark text:name="ZOTERO_ITEM CSL_CITATION {quoted}"/></text:p>')


def test_deep_values_in_a_field_are_no_works() -> None:
    for depth in (60, 900, 100_000):
        deep = '{"citationItems": [{"id": "a", "itemData": {"title": "T", "x": ' + "[" * depth + "]" * depth + "}}]}"
        found = scanned(docx(f"<w:p>{field(ZOTERO + deep)}{field(' CITATION Doe20 ')}</w:p>"), ".docx")
        assert found
        assert [at.key for at in found.citations] == ["Doe20"]


NAMES = [
    "../word/document.xml",
    "/word/document.xml",
    "word\\document.xml",
    "WORD/document.xml",
    "word//document.xml",
    "word/document.xml/",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_part_is_found_by_its_own_name_only(name: str) -> None:
    assert scanned(make.archive({name: make.part("document", "<w:p/>")}), ".docx") is None


RELATIONSHIPS = [
    '<Relationships><Relationship Id="1" Type="x" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
    '<Relationships><Relationship Id="1" Type="officeDocument" Target="../../../../etc/passwd"/></Relationships>',
    '<Relationships><Relationship Id="1" Target="http://127.0.0.1:9/x" TargetMode="External"/></Relationships>' * 2,
    "<Relationships>" * 1000,
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "no XML",
]


@pytest.mark.parametrize("relationships", RELATIONSHIPS)
def test_relationships_and_other_parts_are_never_followed(relationships: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something else is read")

    parts = {
        "_rels/.rels": relationships,
        "word/_rels/document.xml.rels": relationships,
        "[Content_Types].xml": relationships,
    }
    made = docx(f"<w:p>{words('[@doe2020]')}</w:p>", parts)
    monkeypatch.setattr("socket.create_connection", refused)
    monkeypatch.setattr("socket.getaddrinfo", refused)
    monkeypatch.setattr("builtins.open", refused)
    monkeypatch.setattr("pathlib.Path.open", refused)
    found = scanned(made, ".docx")
    assert found
    assert [at.key for at in found.citations] == ["doe2020"]


def test_a_part_that_is_locked_or_said_to_lie_elsewhere_is_read_or_refused() -> None:
    sound = make.part("document", f"<w:p>{words('[@doe2020]')}</w:p>")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        into.writestr("word/document.xml", sound)
    whole = made.getvalue()
    assert scanned(whole, ".docx")
    central = whole.rfind(b"PK\x01\x02")
    for offset, value in (
        (8, b"\x01\x00"),
        (10, b"\x63\x00"),
        (10, b"\xff\xff"),
        (20, b"\xff\xff\xff\x7f"),
        (24, b"\xff\xff\xff\x7f"),
        (42, b"\xff\xff\xff\x7f"),
    ):
        changed = bytearray(whole)
        changed[central + offset : central + offset + len(value)] = value
        found = scanned(bytes(changed), ".docx")
        assert found is None or [at.key for at in found.citations] == ["doe2020"], (offset, value)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["word/document.xml", "content.xml"])
def test_a_part_that_is_packed_as_in_no_document_is_refused(method: int, name: str) -> None:
    """ECMA-376 and OpenDocument know deflated parts only; others may ask for gigabytes to be unpacked at all."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as into:
        into.writestr(name, make.part("document", f"<w:p>{words('[@doe2020]')}</w:p>"))
    whole = made.getvalue()
    assert scanned(whole, ".docx") is None
    middle = 30 + len(name)
    assert scanned(whole[:middle] + b"\xff" * 20 + whole[middle + 20 :], ".docx") is None


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x1b[2J", "\x02\x03", "\x1c", "\n\n"])
def test_no_key_of_a_field_is_what_no_text_is(text: str) -> None:
    for name in ("id", "title", "citation-key"):
        work = {"title": "T"} | {name: f"k{text}k"}
        found = scanned(docx(f"<w:p>{field(ZOTERO + citation(work))}</w:p>"), ".docx")
        assert found
        assert len(found.citations) == 1
        assert found.citations[0].key.isprintable()


def test_a_part_in_utf_16_may_declare_no_document_type_either() -> None:
    for coding in ("utf-16", "utf-16-le", "utf-16-be"):
        text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(coding)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as into:
            into.writestr("word/document.xml", text)
        assert scanned(made.getvalue(), ".docx") is None


def test_bytes_of_any_kind_are_refused() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    for length in (0, 1, 22, 100, 5000):
        for head in (b"", b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06" + bytes(18)):
            for suffix in SOUND:
                assert scanned(head + chance.randbytes(length), suffix) is None
