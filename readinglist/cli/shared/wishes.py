"""The options that say how the libraries of other programs, and tables, are read."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from readinglist.model.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS = (
    click.option("--from", "named", metavar="NAME", default="",
                 help="What wrote the files, if their content is not to say it."),
    click.option("--columns", metavar="COLUMN=FIELD,...", default="",
                 help="Which column of a table is which field, where the guess is wrong; an empty field leaves one out."),
    click.option("--collections/--no-collections", default=True, show_default=True,
                 help="Bring the folders of a library along as tags such as `thesis/chapter 2`."),
    click.option("--automatic-tags", is_flag=True, help="Bring the tags too that a program gave by itself."),
    click.option("--group", metavar="NAME", default="", help="Of a library with groups, bring this one; `all` for every one."),
)  # fmt: skip


def options(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command these options, as one parameter `wished`."""

    @functools.wraps(function)
    def wrapped(*args: Any, **given: Any) -> object:  # noqa: ANN401 - what click hands over
        wished = Wishes(**{name: given.pop(name) for name in Wishes._fields})
        return function(*args, wished=wished, **given)

    return functools.reduce(lambda made, option: option(made), reversed(_OPTIONS), wrapped)
