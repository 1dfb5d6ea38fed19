"""The options for a locator.

A page, or another place in a source.
"""

from __future__ import annotations

import re

import click

from readinglist import errors
from readinglist.cli.shared import words

page_option = click.option(
    "-p", "--page", type=words.EMPTIED, metavar="P", help="The page of the quote, or pages as 3-5."
)
locator_option = click.option(
    "-L", "--locator", type=words.EMPTIED, metavar="WHERE", help="Another place: 'section 3', 'chapter 2', '00:12:30'."
)


def locator(page: str | None, locator: str | None) -> str | None:
    """Return the locator as it is kept.

    None where none was given.

    Page `5` → `page 5`; page `3-5` → `pages 3-5`; another locator as it is, such as `section 3`.
    """
    if page is not None and locator is not None:
        raise errors.InvalidValue("--page", page, "give a page or another locator, not both")
    # `--page ""` removes a locator; None leaves it as it is.
    if not page:
        return locator if page is None else ""
    return f"pages {page}" if re.search(r"[-–,]", page) else f"page {page}"
