"""The texts of a source on a terminal: a line before each page says which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from readinglist.render.terminal import style
from readinglist.util.text import printable, printable_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class _Text(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def labels(self) -> Sequence[str]: ...
    @property
    def parts(self) -> Sequence[str]: ...


def pages(found: Iterable[_Text]) -> Iterator[str]:
    """Yield texts page by page, each with a line before it that names the text and the label of the page."""
    for one in found:
        for place, page in enumerate(one.parts):
            label = f", page {printable(one.labels[place])}" if place < len(one.labels) else ""
            yield style.dim(f"── {printable(one.name)}{label} ──")
            yield printable_block(page)
