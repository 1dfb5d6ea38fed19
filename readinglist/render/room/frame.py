"""What surrounds each view of the room, and how its templates are filled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import relations, stances
from readinglist.model.views import CLOSE, OPEN
from readinglist.render.room import addresses
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup

    from readinglist.model.views import Logged

_TEMPLATES = Path(__file__).with_name("templates")
VIEWS = (
    ("library", "Library", "/", "l"),
    ("claims", "Claims", "/claims", "c"),
    ("matrix", "Matrix", "/matrix", "m"),
    ("queue", "Queue", "/queue", "q"),
    ("write", "Write", "/write", "w"),
    ("overview", "Overview", "/overview", "o"),
    ("graph", "Graph", "/graph", "g"),
    ("log", "Log", "/log", "h"),
)


class Frame(NamedTuple):
    """What surrounds a view.

    `view` is its name among the VIEWS, `csrf` what its forms carry, `version` that of the library that it shows, `name` that of the library's file.
    `said` is the operation that was just done; `undo` and `redo` are those that may be; `here` is the page's own address.
    """

    title: str
    view: str
    csrf: str
    version: int
    name: str
    read_only: bool = False
    said: Logged | None = None
    undo: Logged | None = None
    redo: Logged | None = None
    here: str = "/"


def fill(template: str, frame: Frame, **values: object) -> str:
    """Return a page: the template of a view, in the frame."""
    return _environment().get_template(template).render(frame=frame, views=VIEWS, **values)


def failure(frame: Frame, sentence: str, written: Iterable[tuple[str, str]] = ()) -> str:
    """Return the page of an error, with the words that were written in a form which was refused, by the names of its fields."""
    return fill("failure.html", frame, sentence=sentence, written=written)


def refusal(sentence: str) -> str:
    """Return the page of somebody who may not enter: it has nothing of the library."""
    return _environment().get_template("refusal.html").render(sentence=sentence)


def citation_styles(styles: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return citation styles to choose from, by name and title: one that has several names by its shortest."""
    names: dict[str, str] = {}
    for name, title in styles:
        names[title] = min(name, names.get(title, name), key=len)
    return [(name, title) for title, name in names.items()]


@cache
def _environment() -> Environment:
    # It takes as long to load as all else of the room, which is asked for its way in before it shows anything.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context  # noqa: PLC0415

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.globals.update(at=addresses, stances=stances.TABLE, hidden=pass_context(_hidden), emphasised=_emphasised)
    made.filters.update(inverse=relations.inverse)
    return made


def safe(html: str) -> Markup:
    """Return HTML or SVG that this program made, with every text of the user's escaped: it is printed as it is."""
    from markupsafe import Markup  # noqa: PLC0415 - as above

    return Markup(html)  # noqa: S704 - it was escaped by what made it


def _hidden(context: Context) -> Markup:
    """Return what every form of the room carries: that it is the room's own, and where it leads back to."""
    from markupsafe import Markup  # noqa: PLC0415 - as above

    frame: Frame = context["frame"]
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format("csrf", frame.csrf) + field.format("back", frame.here)


def _emphasised(snippet: str) -> Markup:
    """Return a passage with what matches marked."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - as above

    inner, outer = Markup("<mark>{}</mark>{}"), [part.partition(CLOSE) for part in snippet.split(OPEN)]
    first = escape(text.printable(outer[0][0] + outer[0][2]))
    return first + Markup("").join(
        inner.format(text.printable(found), text.printable(after)) for found, _, after in outer[1:]
    )


def _printable(value: object) -> object:
    """Return what a template prints: no control characters, and nothing that turns the direction of what follows."""
    return text.printable_block(value) if type(value) is str else value
