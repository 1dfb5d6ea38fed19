"""Files for word processors: names that links reach, hanging indents, the day of their making, the styles of another."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from readinglist import errors
from readinglist.citations import office
from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_pandoc

LONG = "a" * 50
PAGE = f"""<!DOCTYPE html><html lang="de"><head><title>T</title></head><body><h1>T</h1>
<h2 id="group-1">Group</h2>
<div class="reference" id="doe2020" data-custom-style="Bibliography"><p>Doe. <em>Models</em>.</p></div>
<div class="reference" id="{LONG}1" data-custom-style="Bibliography"><p>First.</p></div>
<div class="reference" id="{LONG}2" data-custom-style="Bibliography"><p>Second.</p></div>
<div class="reference" id="漢字" data-custom-style="Bibliography"><p>Third.</p></div>
<p>One <span id="doe2020#c1">claim</span> and <a href="#doe2020#c1">a way</a>, <a href="#{LONG}2">another</a>,
<a href="#漢字">a third</a>, <a href="#group-1">a fourth</a>, <a href="https://example.org/#x">out</a></p></body></html>"""


def part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as found:
        return found.read(name).decode()


def test_every_link_within_a_word_document_reaches_a_name_that_word_takes() -> None:
    document = part(office.convert(PAGE, "docx"), "word/document.xml")
    names = re.findall(r'<w:bookmarkStart\b[^>]*w:name="([^"]*)"', document)
    aims = re.findall(r'w:anchor="([^"]*)"', document)
    assert len(aims) == 4
    assert set(aims) <= set(names)
    assert len({name.lower() for name in names}) == len(names) == 6
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in names)


def test_every_link_within_an_opendocument_or_rtf_file_reaches_a_name() -> None:
    document = part(office.convert(PAGE, "odt"), "content.xml")
    names = re.findall(r'<text:bookmark-start text:name="([^"]*)"', document)
    aims = re.findall(r'xlink:href="#([^"]*)"', document)
    assert len(aims) == 4
    assert set(aims) <= set(names)
    rtf = office.convert(PAGE, "rtf").decode("ascii")
    aims = re.findall(r'HYPERLINK \\\\l "([^"]*)"', rtf)
    assert len(aims) == 4
    assert set(aims) <= set(re.findall(r"\\bkmkstart (\w+)}", rtf))
    assert 'HYPERLINK "https://example.org/#x"' in rtf


CLAIMS = """<html><head><title>T</title></head><body><h2>Claims</h2><section class="claim" id="doe#c1"><h3>One</h3><p>text</p>
<ul><li>first <b>bold</b></li><li>last</li></ul></section><p>after</p></body></html>"""


@pytest.mark.parametrize("key", ["a:b/c", "k.+*&lt;&gt;", "percent%20", "p|q", "日本", "1990", "_x", "é" * 60])
def test_links_reach_names_of_any_key_though_they_are_encoded(key: str) -> None:
    plain = html.unescape(key)
    page = (
        f'<html><head><title>T</title></head><body><section class="claim" id="{key}#c1"><h3>One</h3><p>x</p></section>'
        f'<ol><li value="1"><div id="{key}"><p>Ref</p></div></li></ol><p><a href="#{quote(plain)}">a</a> <a href="#{quote(plain)}#c1">b</a></p></body></html>'
    )
    document = part(office.convert(page, "docx"), "word/document.xml")
    names = re.findall(r'<w:bookmarkStart\b[^>]*w:name="([^"]*)"', document)
    assert sorted(names) == sorted(re.findall(r'w:anchor="([^"]*)"', document))
    assert len(set(names)) == 2
    content = part(office.convert(page, "odt"), "content.xml")
    names = re.findall(r'<text:bookmark-start text:name="([^"]*)"', content)
    assert sorted(names) == sorted(re.findall(r'xlink:href="#([^"]*)"', content))
    rtf = office.convert(page, "rtf").decode("ascii")
    names = re.findall(r"\\bkmkstart (\w+)}", rtf)
    assert sorted(names) == sorted(re.findall(r'HYPERLINK \\\\l "([^"]*)"', rtf))


def test_a_claim_stays_on_one_page_and_has_its_name_and_headings_get_none_of_their_own() -> None:
    document = part(office.convert(CLAIMS, "docx"), "word/document.xml")
    assert re.findall(r'<w:bookmarkStart\b[^>]*w:name="([^"]*)"', document) == ["doe_c1"]
    kept = [
        re.sub("<[^>]*>", "", paragraph).strip()
        for paragraph in re.findall(r"<w:p>.*?</w:p>", document, re.DOTALL)
        if re.search(r"<w:pPr>(?:<w:pStyle [^>]*>)?<w:keepNext /><w:keepLines />", paragraph)
    ]
    assert kept == ["One", "text", "first bold"]
    rtf = office.convert(CLAIMS, "rtf").decode("ascii")
    assert rtf.count(r"\keepn\keep ") == 3
    assert r"\bkmkstart doe_c1}" in rtf
    assert "doe_c1" in part(office.convert(CLAIMS, "odt"), "content.xml")


def test_entries_hang() -> None:
    styles = part(office.convert(PAGE, "docx"), "word/styles.xml")
    bibliography = re.search(r'<w:style\b[^>]*w:styleId="Bibliography".*?</w:style>', styles, re.DOTALL)
    assert bibliography
    assert '<w:ind w:left="720" w:hanging="720" />' in bibliography[0]
    assert styles.count("w:hanging") == 1
    made = office.convert(PAGE, "odt")
    assert 'text:style-name="Bibliography"' in part(made, "content.xml")
    assert part(made, "styles.xml").count('style:name="Bibliography"') == 1
    rtf = office.convert(PAGE, "rtf").decode("ascii")
    assert rtf.count(r"\li720\fi-720") == 4


@pytest.mark.parametrize(("form", "name"), [("docx", "docProps/core.xml"), ("odt", "meta.xml")])
def test_the_day_is_that_of_the_making(form: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "now", lambda: "2026-05-04T03:02:01Z")
    found = part(office.convert(PAGE, form), name)
    assert found.count("2026-05-04T03:02:01Z") == 2
    assert "1970" not in found


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_reference_gives_its_styles_as_they_are(form: str, tmp_path: Path) -> None:
    name = {"docx": "word/styles.xml", "odt": "styles.xml"}[form]
    plain = office.convert(PAGE, form)
    house = tmp_path / f"house.{form}"
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(house, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(
                info, content.replace(b"720", b"333").replace(b"0.5in", b"0.3in") if info.filename == name else content
            )
    styles = part(office.convert(PAGE, form, house), name)
    assert ("333" if form == "docx" else "0.3in") in styles
    assert ('w:hanging="720"' if form == "docx" else 'fo:text-indent="-0.5in"') not in styles


@pytest.mark.parametrize(
    ("form", "content", "hint"),
    [
        ("docx", b"no zip", "it is no docx document"),
        ("odt", b"", "it is no odt document"),
        ("rtf", b"", "rtf has no styles"),
    ],
)
def test_a_reference_that_is_none_is_refused(form: str, content: bytes, hint: str, tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.write_bytes(content)
    with pytest.raises(errors.InvalidValue, match=hint):
        office.convert(PAGE, form, house)


def test_an_opendocument_text_is_no_reference_for_word(tmp_path: Path) -> None:
    house = tmp_path / "house.odt"
    house.write_bytes(office.convert(PAGE, "odt"))
    with pytest.raises(errors.InvalidValue, match="it is no docx document"):
        office.convert(PAGE, "docx", house)
