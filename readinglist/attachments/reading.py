"""Reads the words of files, page by page."""

from __future__ import annotations

import contextlib
import json
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Self

from readinglist.attachments import contents, facts, marks, process
from readinglist.attachments.pdf import labels, xmp
from readinglist.fulltext import pages
from readinglist.model.attachment import DAMAGED, EMPTY, LOCKED, READ, SCANNED, UNREAD, FileText, PageText
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import TracebackType

    from readinglist.model.attachment import Highlight

_LARGEST = 50_000_000  # bytes of a file of plain text or HTML, as many as letters of a PDF
_NO_READER = "PDFs are read by pypdfium2; `pip install 'readinglist[pdf]'` installs it"
_MOST_BREAKS = 10_000  # between pages of a plain text; what is behind them is the last page
_NOT_READ = "readinglist does not read such files"
PICTURES = (
    "there is no text in it, as its pages are pictures; `ocrmypdf --skip-text IN OUT` makes a copy with text to attach"
)
_IN_OUR_WORDS = {
    "Incorrect password": "it needs a password",
    "Data format": "it is damaged",
    "Unsupported security": "its encryption is not known",
}


def why_unread(content: contents.Content) -> str | None:
    """Return why nothing here reads what a file holds.

    None where something does.
    """
    if content.media == contents.PDF:
        return None if process.is_there() else _NO_READER
    if not content.size:
        return "it is empty"
    return _NOT_READ if content.media == contents.OTHER or content.size > _LARGEST else None


class TextReader:
    """Reads files one after the other, in processes that are kept for the next: one for PDFs, one for what else has words."""

    def __init__(self, seconds: int = process.SECONDS) -> None:
        self._process = process.Process(process.PDFS, seconds)
        self._words = process.Process(process.WORDS, seconds)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        self._process.__exit__(kind, error, trace)
        self._words.__exit__(kind, error, trace)

    def read(self, path: Path, content: contents.Content) -> FileText:
        """Return the text of a file by page, or why there is none; no file makes it raise but one that is gone. Raises UnreadableFile."""
        if (why := why_unread(content)) is not None:
            return FileText(UNREAD, message=why)
        if content.media == contents.PDF:
            return self._pdf(path)
        try:
            answer = list(self._words.ask("text", path))
        except process.Refused as error:
            return FileText(EMPTY, message=str(error))
        except process.Failed as error:
            return FileText(DAMAGED, message=_said(error), reader="readinglist")
        return _of_words(answer)

    def _pdf(self, path: Path) -> FileText:
        answer: list[dict[str, Any]] = []
        failed = ""
        try:
            answer.extend(self._process.ask("whole", path))
        except process.Failed as error:
            failed = "" if {"read": True} in answer else _said(error)
        found = [piece for piece in answer if "text" in piece]
        said = facts.of_head([piece for piece in answer if "info" in piece or "runs" in piece], xmp.read(path))
        if none := _without_text(found, failed):
            return none._replace(facts=json.dumps(said, ensure_ascii=False))
        whole = max((int(piece["pages"]) for piece in answer if "pages" in piece), default=0)
        if not failed and len(found) < whole:
            failed = f"it has {whole:,}, more than are read"
        texts = [str(piece["text"]) for piece in found]
        declared, outline = self._labels(answer if not failed else self._asked_again(path), len(texts))
        named, where = labels.choose(texts, declared)
        each = tuple(PageText(label, text) for label, text in zip(named, texts, strict=True))
        message = f"only its first {len(each)} pages were read: {failed}" if failed else ""
        written = json.dumps({"outline": outline, **said}, ensure_ascii=False)
        return FileText(READ, each, message, _reader(), where, written)

    def _asked_again(self, path: Path) -> list[dict[str, Any]]:
        """Return what a PDF says of its pages of which the text was not read to its end."""
        pieces: list[dict[str, Any]] = []
        with contextlib.suppress(process.Failed):
            pieces += self._process.ask("labels", path)
        return pieces

    def marks(self, path: Path, sha256: str, has: Callable[[str], bool]) -> list[Highlight]:
        """Return what readers marked in a PDF of this SHA-256; `has` says whether a word is in its text. Raises UnreadableFile."""
        if not process.is_there():
            raise UnreadableFile(path, _NO_READER)
        try:
            return marks.of(list(self._process.ask("marks", path)), sha256, has)
        except process.Failed as error:
            raise UnreadableFile(path, _said(error)) from None

    @staticmethod
    def _labels(pieces: Iterable[dict[str, Any]], count: int) -> tuple[list[str], list[dict[str, Any]]]:
        """Return the labels that a PDF gives its pages, and its outline, as far as they were read."""
        found, outline = [""] * count, list[dict[str, Any]]()
        for piece in pieces:
            if "label" in piece and piece["page"] < count:
                found[piece["page"]] = str(piece["label"])
            elif "title" in piece:
                outline.append(piece)
        return found, outline


def _of_words(answer: list[dict[str, Any]]) -> FileText:
    """Return what the process for words said of a file: its text by page, with their labels, and the outline of its headings."""
    texts = "".join(str(piece.get("text", "")) for piece in answer).split(pages.BREAK, _MOST_BREAKS)
    named: list[Any] = next((piece["labels"] for piece in answer if "labels" in piece), [])
    each = tuple(PageText(str(label), text) for label, text in zip_longest(named[: len(texts)], texts, fillvalue=""))
    outline = [piece for piece in answer if "title" in piece]
    written = json.dumps({"outline": outline}, ensure_ascii=False) if outline else "{}"
    return FileText(READ, each, reader="readinglist", labelled=labels.LABELS if named else "", facts=written)


def _said(error: process.Failed) -> str:
    return next(
        (ours for theirs, ours in _IN_OUR_WORDS.items() if theirs in str(error)), f"reading it failed ({error})"
    )


def _without_text(found: list[dict[str, Any]], failed: str) -> FileText | None:
    """Return what reading a PDF came to that gave no text; None where there is some."""
    texts = [str(piece["text"]) for piece in found]
    if failed and not any(texts):
        return FileText(LOCKED if "password" in failed else DAMAGED, message=failed, reader=_reader())
    if not any(text.strip() for text in texts) and not any(piece["picture"] for piece in found):
        return FileText(EMPTY, message="there is no text in it", reader=_reader())
    if found and _is_scanned(found):
        return FileText(SCANNED, message=PICTURES, reader=_reader())
    return None


def _is_scanned(found: list[dict[str, Any]]) -> bool:
    looked = found[:10]
    return all(piece["picture"] or not str(piece["text"]).strip() for piece in looked) and any(
        piece["picture"] for piece in looked
    )


@cache
def _reader() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - only where a file was read

    try:
        return f"pypdfium2 {version('pypdfium2')}"
    except PackageNotFoundError:
        return "pypdfium2"
