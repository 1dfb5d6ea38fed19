"""Numbers that options take, within what the rest of the program can count with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import Any

_MOST = 1_000_000_000  # a guess: more than a library can hold of anything, and far below what SQLite can count to


class Number(click.IntRange):
    """A whole number, from a least one up to a thousand million."""

    name = "whole number"

    def __init__(self, least: int = 0) -> None:
        super().__init__(least, _MOST)


class Share(click.FloatRange):
    """A number from 0 to 1; `nan`, which is neither more nor less than any, is none."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """Return the number. Fails as click does."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return float(number)
