"""A bibliography rendered by a template.

One Jinja2 file for each format, which a template of the user's may replace.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readinglist.citations.errors import BadTemplate
from readinglist.model import stances
from readinglist.render.documents.anchors import anchor, link
from readinglist.util import escape

if TYPE_CHECKING:
    from jinja2 import Environment

    from readinglist.citations.bibliography import Bibliography

SHIPPED = Path(__file__).with_name("templates")
FILES = {
    "text": "bibliography.txt",
    "markdown": "bibliography.md",
    "html": "bibliography.html",
    "latex": "bibliography.tex",
    "typst": "bibliography.typ",
}


def render(document: Bibliography, form: str, folder: Path | None = None) -> str:
    """Return a bibliography in a format.

    Templates in a folder of the user's come before those that are shipped. Templates run in a sandbox, and what they
    print is escaped for the format. Raises BadTemplate.
    """
    import jinja2  # noqa: PLC0415 - it takes as long to load as a command, and only this needs it

    try:
        made = _environment(form, folder).get_template(FILES[form]).render(document=document)
    except jinja2.TemplateSyntaxError as error:
        raise BadTemplate(error.filename or error.name or "", error.lineno, str(error.message)) from error
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        OSError,
    ) as error:
        raise BadTemplate(folder or SHIPPED, 0, str(error)) from error
    return made if made.endswith("\n") else f"{made}\n"


def _environment(form: str, folder: Path | None) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    folders = [SHIPPED] if folder is None else [folder, SHIPPED]
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,  # with `finalize`, which escapes for the format instead of HTML
        finalize=_Finalizer(form),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **(
            {
                # Jinja's own braces mean something in LaTeX and Typst.
                "block_start_string": "<%",
                "block_end_string": "%>",
                "variable_start_string": "<<",
                "variable_end_string": ">>",
                "comment_start_string": "<#",
                "comment_end_string": "#>",
            }
            if form in ("latex", "typst")
            else {}
        ),
    )
    environment.filters.update(prefixed=_prefixed, stance=_stance, anchor=anchor, link=link)
    return environment


class _Finalizer:
    """Escapes what a template prints.

    Text that is already in the format stays as it is.
    """

    def __init__(self, form: str) -> None:
        self.escape = escape.BY_FORMAT[form]

    def __call__(self, value: object) -> Any:  # noqa: ANN401 - jinja takes whatever it is
        from markupsafe import Markup  # noqa: PLC0415 - as above

        if hasattr(value, "__html__"):
            return Markup(value)  # noqa: S704 - it is in the format already
        return Markup(self.escape("" if value is None else str(value)))  # noqa: S704 - it has just been escaped


def _prefixed(value: str, prefix: str) -> str:
    """Return code with a prefix before each line.

    Markdown and plain text mark quotes so.
    """
    from markupsafe import Markup  # noqa: PLC0415 - as above

    lines = re.sub(r"\n{3,}", "\n\n", str(value)).strip("\n").split("\n")
    return Markup("\n".join(f"{prefix}{line}".rstrip() for line in lines))  # noqa: S704 - code stays code


def _stance(value: str) -> str:
    """Return the label of a stance."""
    return value.capitalize() if value in stances.NAMES else value
