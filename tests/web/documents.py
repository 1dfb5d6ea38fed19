"""A library with things to read, for the tests of the reader: a PDF with printed pages, a saved page, a text."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

HOSTILE = "<script>document.title='owned'</script>\"onmouseover=\"document.title='owned' \u202egpj.exe"
FIRST = (
    "The first page of an article\nMulti-query atten-\ntion reduces memory\nbandwidth in decoding. And so it goes\n"
    "on with a long-\nterm plan, as the long-term view has it."
)
SECOND = "The second page begins here and says\nthat latent attention compresses the cache\nof keys and values into one vector."
SCRIPTED = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('http://127.0.0.1:9/'\\);) >>"
PAGE = """<!doctype html><html lang="en"><head><title>Saved</title><script>document.title = 'owned'; fetch('http://127.0.0.1:9/a')</script>
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/b"><link rel="preconnect" href="http://127.0.0.1:9">
<link rel="stylesheet" href="http://127.0.0.1:9/c.css"><base href="http://127.0.0.1:9/"></head>
<body onload="document.title='owned'"><h1>A page that was saved</h1><p>Words of the saved page stand here.</p>
<img src="http://127.0.0.1:9/d.png" onerror="document.title='owned'"><iframe src="http://127.0.0.1:9/e"></iframe>
<form action="http://127.0.0.1:9/f"><input name="a" value="1"><button>Send</button></form>
<svg onload="document.title='owned'"><script>document.title='owned'</script></svg>
<a href="javascript:document.title='owned'">press</a></body></html>"""
BOOK = """@article{doe2024, title = {On Attention}, author = {Doe, Jane}, journal = {J}, year = {2024}}
@article{roe2025, title = {An Article That Claims}, author = {Roe, Richard}, journal = {J}, year = {2025}}
@misc{poe2023, title = {Without a File}, author = {Poe, Edgar}, year = {2023}}
"""

# A red square in JPEG 2000, as scans have it.
_RED = (
    "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAPAAAADwAAw8HAAAAAAAPY29scgEAAAAAABAAAAC1anAyY/9P/1EALwAAAAAAPAAAADwAAAAAAAAAAAAA"
    "ADwAAAA8AAAAAAAAAAAAAw8BAQ8BAQ8BAf9SAAwAAAABAQUEBAAB/1wAE0CAiIiQiIiQiIiQiIiQiIiQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAALgAB"
    "/5PP/DAUCJDemEeA3/iQGAHKv4CAgICAgICAgICAgICAgP/Z"
)


def scan() -> bytes:
    """Return a PDF whose page is a red picture."""
    picture, drawn = base64.b64decode(_RED), b"q 595 0 0 842 0 0 cm /I Do Q"
    entries = b"/Type /XObject /Subtype /Image /Width 60 /Height 60 /Filter /JPXDecode"
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 3 0 R >> >> /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(picture), picture),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< %s >>" % page,
    ]
    return pdfs.whole(objects, "/Root 1 0 R")


def stock(run: Callable[..., Ran], folder: Path) -> None:
    """Fill a library: doe2024 has a PDF (pages i, 4895), a saved page and a table, roe2025 makes a claim, poe2023 has nothing."""
    (folder / "refs.bib").write_text(BOOK)
    (folder / "article.pdf").write_bytes(
        pdfs.made([FIRST, SECOND], labels="0 << /S /r >> 1 << /S /D /St 4895 >>", catalogue=SCRIPTED)
    )
    (folder / "saved.html").write_text(PAGE)
    (folder / "a 'table' <b>.csv").write_text("a,b\n1,2\n")
    for arguments in (
        ("import", "refs.bib"),
        ("attach", "doe2024", "article.pdf"),
        ("attach", "doe2024", "saved.html"),
        ("attach", "doe2024", "a 'table' <b>.csv"),
        ("claim", "roe2025", "Latent attention saves memory"),
    ):
        ran = run(*arguments)
        assert ran.code == 0, ran.err
