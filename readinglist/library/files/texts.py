"""The texts of a source, page by page: the one that was given by itself, and those of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments.errors import NoAttachment, NoSuchPage, NoWords
from readinglist.claims.errors import NoText
from readinglist.fulltext.pages import BREAK, Pages
from readinglist.library.open import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile
    from readinglist.model.views import SourceText


class ShownText(NamedTuple):
    """A text of a source; `pages` is the grammar of the labels of its pages, `labels` are these, none where it has no pages; of a page that has none where others do, it is empty.

    `attachment` is None for one that was given by itself.
    """

    name: str
    pages: str
    labels: tuple[str, ...]
    text: str
    attachment: int | None = None

    @property
    def parts(self) -> list[str]:
        """The texts of its pages."""
        return self.text.removesuffix(BREAK).split(BREAK) if self.labels else [self.text]


def texts(library: Location, key: str, attachment: int | None = None, page: str = "") -> tuple[str, list[ShownText]]:
    """Return the key of a source and its texts: all, or that of an attachment, or of a page by its label, of the first that has it.

    Raises NoSuchSource, AmbiguousKey, NoText, NoAttachment, NoWords, NoSuchPage.
    """
    with reading(library) as opened:
        number = opened.find(key)
        key = opened.key_of(number)
        kept = next(opened.texts_of([number]))
        files = opened.attached([number])
    pdfs = {one.attachment.id for one in files if one.attachment.kind == "pdf"}
    found = [shown(one, is_pdf=one.attachment in pdfs) for one in kept if attachment in (None, one.attachment)]
    if not found:
        _explain(key, files, attachment)
    return key, [_only(found, page)] if page else found


def shown(one: SourceText, *, is_pdf: bool) -> ShownText:
    """Return a text with its pages; a PDF has them, though it be one."""
    pages = Pages(one.text, one.labels, one.names)
    named = pages.names if pages.count or is_pdf else ()
    return ShownText(one.name, one.labels, tuple(named), one.text, one.attachment or None)


def _explain(key: str, files: Sequence[AttachedFile], attachment: int | None) -> None:
    """Raise the error that says why there is no text."""
    meant = [one for one in files if attachment in (None, one.attachment.id)]
    if meant:
        raise NoWords(
            key, meant[0].attachment.id, meant[0].message or "it was not read yet; `readinglist doctor --fix` reads it"
        )
    if attachment is None:
        raise NoText(key)
    raise NoAttachment(key, attachment, len(files))


def _only(found: Sequence[ShownText], page: str) -> ShownText:
    """Return the page of a label, of the first text that has it."""
    for one in found:
        for label, text in zip(one.labels, one.parts, strict=False):
            if label.casefold() == page.casefold():
                return one._replace(labels=(label,), text=text)
    named = [one for one in found if one.labels]
    if not named:
        raise NoSuchPage(found[0].name, page)
    raise NoSuchPage(named[0].name, page, named[0].labels[0], named[0].labels[-1])
