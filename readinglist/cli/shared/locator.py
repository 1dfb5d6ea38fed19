"""The options that say where in a source something stands."""

from __future__ import annotations

import re

import click

from readinglist import errors

page_option = click.option("-p", "--page", metavar="P", help="The page of the quote, or pages as 3-5.")
locator_option = click.option(
    "-L", "--locator", metavar="WHERE", help="Another place: 'section 3', 'chapter 2', '00:12:30'."
)


def locator(page: str | None, locator: str | None) -> str | None:
    """Return the locator as it is kept, `page 5`, `pages 3-5`, `section 3`; None where none is given."""
    if page is not None and locator is not None:
        raise errors.InvalidValue("--page", page, "give a page or another locator, not both")
    if not page:
        return locator if page is None else ""
    return f"pages {page}" if re.search(r"[-–,]", page) else f"page {page}"
