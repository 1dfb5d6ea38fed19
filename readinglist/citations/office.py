"""A page of HTML as a file for word processors: Word (ECMA-376), OpenDocument, RTF."""

from __future__ import annotations

import io
import re
from pathlib import Path

from readinglist import errors
from readinglist.citations import pandoc
from readinglist.util import files
from readinglist.util.clock import now

FORMATS = ("docx", "odt", "rtf")
WITH_REFERENCE = ("docx", "odt")
_FILTER = Path(__file__).with_name("office.lua")
# Pandoc reads no clock in its sandbox, and dates what it makes so.
_NO_DATE = b"1970-01-01T00:00:00Z"
_DATED = ("docProps/core.xml", "meta.xml")
_TEXT = "word/document.xml"
# A paragraph that office.lua has marked: it stays on one page with the next.
_KEPT = re.compile(
    rb'<w:p><w:pPr>(<w:pStyle w:val="[^"]*" />)?((?:(?!</?w:p>).)*?)<w:proofErr w:type="keep" />', re.DOTALL
)
_STYLES = ("word/styles.xml", "styles.xml")
_WORD = re.compile(rb'(<w:style\b[^>]*w:styleId="Bibliography"[^>]*>(?:(?!</w:style>).)*?)<w:pPr\s*/>', re.DOTALL)
_HANGING_IN_WORD = rb'\1<w:pPr><w:spacing w:before="180" w:after="120" /><w:ind w:left="720" w:hanging="720" /></w:pPr>'  # half an inch, in twentieths of a point
_HANGING_IN_ODT = (
    b'<style:style style:name="Bibliography" style:family="paragraph" style:parent-style-name="Text_20_body">'
    b'<style:paragraph-properties fo:margin-top="0.125in" fo:margin-left="0.5in" fo:text-indent="-0.5in" '
    b'style:auto-text-indent="false" />'
    b"</style:style></office:styles>"
)


def convert(html: str, form: str, reference: Path | None = None) -> bytes:
    """Return a page of HTML as `docx`, `odt` or `rtf`.

    `reference` is a document of that format whose styles, head and foot are taken; without it, entries have a hanging
    indent. A part of the class `claim` stays on one page, in Word and RTF. The title is printed once, although the page has it twice. Raises NoPandoc, OldPandoc and PandocFailed; UnreadableFile and InvalidValue
    for a reference that is none.
    """
    once = re.sub(r"(<title>([^<]*)</title>.*?)<h1>\2</h1>", r"\1", html, count=1, flags=re.DOTALL)
    arguments = [
        "--from=html-auto_identifiers",
        f"--to={form}",
        "--standalone",
        f"--lua-filter={_FILTER}",
        "--output=-",
    ]
    given: dict[str, str | bytes] = {}
    if reference is not None:
        given["reference"] = _reference(reference, form)
        arguments.append("--reference-doc=reference")
    made = pandoc.run(arguments, once, files=given)
    return made if form == "rtf" else _finished(made, is_plain=reference is None)


def _reference(path: Path, form: str) -> bytes:
    """Return a document whose styles are taken. Raises UnreadableFile and InvalidValue."""
    if form not in WITH_REFERENCE:
        raise errors.InvalidValue(
            "--reference-doc", str(path), f"{form} has no styles; write {' or '.join(WITH_REFERENCE)}"
        )
    content = files.read(path)
    import zipfile  # noqa: PLC0415 - only a document of Word or OpenDocument needs it

    part = {"docx": "word/styles.xml", "odt": "styles.xml"}[form]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            found.getinfo(part)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise errors.InvalidValue("--reference-doc", str(path), f"it is no {form} document") from error
    return content


def _finished(made: bytes, *, is_plain: bool) -> bytes:
    """Return a document with the time of its making, and with hanging indents where its styles are pandoc's own."""
    import zipfile  # noqa: PLC0415 - as above

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename in _DATED:
                content = content.replace(_NO_DATE, now().encode())
            if info.filename == _TEXT:
                content = _KEPT.sub(rb"<w:p><w:pPr>\1<w:keepNext /><w:keepLines />\2", content)
            if is_plain and info.filename in _STYLES:
                content = _with_hanging_indent(content)
            new.writestr(info, content)
    return out.getvalue()


def _with_hanging_indent(styles: bytes) -> bytes:
    """Return the styles of a document with that of a bibliography's entries hanging; OpenDocument has none such."""
    if b"</office:styles>" in styles and b'style:name="Bibliography"' not in styles:
        return styles.replace(b"</office:styles>", _HANGING_IN_ODT, 1)
    return _WORD.sub(_HANGING_IN_WORD, styles, count=1)
