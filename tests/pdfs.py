"""Makes small PDFs for tests, byte by byte (ISO 32000-1), so that what is in each is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT, TOP, LEFT, SIZE, LEADING = 595, 842, 780, 72, 11, 14
ADVANCE = 6.6  # of each letter of Courier at eleven points


class Run(NamedTuple):
    """A line of text with its place and size, where it is not the next line of its page."""

    text: str
    size: float = SIZE
    x: float = LEFT
    y: float = 0


class Marked(NamedTuple):
    """An annotation: its kind, the words of its page that it marks, and the entries of its dictionary as they are written."""

    kind: str
    words: str = ""
    entries: str = ""


def made(
    pages: Sequence[str | Sequence[Run]],
    *,
    labels: str = "",
    info: str = "",
    xmp: str = "",
    marks: dict[int, Sequence[Marked]] | None = None,
    catalogue: str = "",
) -> bytes:
    """Return a PDF of pages of text; `labels` is the array `/Nums`, `info` and `catalogue` are entries, `marks` go by page from 0."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for number, page in enumerate(pages):
        runs = _runs(page)
        annotations = [_annotation(one, runs) for one in (marks or {}).get(number, ())]
        refs = []
        for annotation in annotations:
            objects.append(annotation.encode("latin-1"))
            refs.append(f"{len(objects)} 0 R")
        objects.append(_stream(_drawn(runs)))
        content = len(objects)
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F 3 0 R >> >>"
                f" /Contents {content} 0 R /Annots [{' '.join(refs)}] >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    extra = catalogue
    if xmp:
        objects.append(_stream(xmp.encode(), "/Type /Metadata /Subtype /XML"))
        extra += f" /Metadata {len(objects)} 0 R"
    if labels:
        extra += f" /PageLabels << /Nums [{labels}] >>"
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode("latin-1")
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>".encode()
    objects.append(f"<< {info} >>".encode("latin-1"))
    return whole(objects, f"/Root 1 0 R /Info {len(objects)} 0 R")


def whole(objects: Iterable[bytes], trailer: str) -> bytes:
    """Return a PDF of objects, numbered from 1, with its table of where each begins."""
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = f"trailer\n<< /Size {len(places) + 1} {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head + table + end.encode("latin-1")


def mended(data: bytes) -> bytes:
    """Return a PDF, in which bytes were put in or changed, with its table of where each object begins as it must be."""
    head, rest = data.rpartition(b"xref\n0 ")[0], data[data.rindex(b"trailer\n") :]
    places = sorted((int(found[1]), found.start(1)) for found in re.finditer(rb"(?m)^(\d+) 0 obj$", head))
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for _, place in places)
    return head + table + re.sub(rb"startxref\n\d+", b"startxref\n%d" % len(head), rest)


def _stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def _runs(page: str | Sequence[Run]) -> list[Run]:
    given = [Run(line) for line in page.split("\n")] if isinstance(page, str) else page
    return [run if run.y else run._replace(y=TOP - LEADING * number) for number, run in enumerate(given)]


def _drawn(runs: Iterable[Run]) -> bytes:
    return b"".join(b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (run.size, run.x, run.y, _escaped(run.text)) for run in runs)


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _annotation(mark: Marked, runs: Sequence[Run]) -> str:
    """Return an annotation on the words that it marks, which may go over several lines of the page."""
    quads, left = [], mark.words
    for run in runs:
        line = left.partition("\n")[0]
        if line and line in run.text:
            advance = ADVANCE * run.size / SIZE
            x0 = run.x + advance * run.text.index(line)
            x1, y0, y1 = x0 + advance * len(line), run.y - 0.25 * run.size, run.y + 0.8 * run.size
            quads.append((x0, y0, x1, y1))
            left = left.partition("\n")[2]
    assert not left, f"{left!r} is not on the page"
    boxes = quads or [(LEFT, 700, LEFT + 20, 720)]
    rect = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    points = " ".join(f"{a:g} {d:g} {c:g} {d:g} {a:g} {b:g} {c:g} {b:g}" for a, b, c, d in quads)
    quad = f" /QuadPoints [{points}]" if quads else ""
    return f"<< /Type /Annot /Subtype /{mark.kind} /Rect [{' '.join(f'{v:g}' for v in rect)}]{quad} {mark.entries} >>"
