"""How a picture is made: by itself in a file, or within a page that has its styles, and where its boxes lead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.util.escape import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PALETTE = """
svg { --paper: #fff; --ink: #1d1f21; --muted: #4a505a; --line: #d9dce1; --link: #0b57a4; --faint: #f3f4f7; }
@media (prefers-color-scheme: dark) { svg { --paper: #16181c; --ink: #e4e6ea; --muted: #a7aeb9; --line: #343941; --link: #7ab7f5; --faint: #22262c; } }
@media print { svg { --paper: #fff; --ink: #000; --muted: #333; --line: #bbb; --link: #000; --faint: #fff; } }
"""

_ROOM = ".picture-svg, .plot { --paper: var(--page); --muted: var(--soft); --faint: var(--panel); }\n"


class Look(NamedTuple):
    """How a picture is made.

    `link` gives the address to which the box of a name leads, empty for none. With `styled` a picture brings its styles and is complete by itself; without,
    the page has them (`style`) and a policy that allows no others. `name` begins every id, so that a page may have several pictures.
    """

    link: Callable[[str], str]
    styled: bool = True
    name: str = "picture"


def style() -> str:
    """Return the style sheet of pictures for a page; it takes its colours from the page's `--paper`, `--ink`, `--muted`, `--line`, `--link` and `--faint`."""
    return Path(__file__).with_name("pictures.css").read_text("utf-8")


def style_of_room() -> str:
    """Return the style sheet of pictures in the colours of the room."""
    return f"{_ROOM}{style()}"


def opening(
    look: Look, title: str, size: tuple[float, float], *, description: str = "", role: str = "group", rules: str = ""
) -> Iterator[str]:
    """Yield the beginning of an SVG document: what it shows in words, and its styles, with the rules given, where it is complete by itself."""
    width, height = (f"{length:g}" for length in size)
    described = f' aria-describedby="{look.name}-words"' if description else ""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture-svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="{role}" aria-labelledby="{look.name}-title"{described}>'
    )
    yield f'<title id="{look.name}-title">{html(title)}</title>'
    if description:
        yield f'<desc id="{look.name}-words">{html(description)}</desc>'
    if look.styled:
        yield f"<style>{_PALETTE}{style()}{rules}</style>"
