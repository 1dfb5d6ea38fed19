"""Adding very much at once: indexes that nobody needs meanwhile are not kept up, but made in one go at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_MANY = 5_000  # sources; a guess: until then, these indexes are a matter of a tenth of a second
# Those of which nothing is asked while sources are added, but for what lists, sorts and finds them afterwards.
_ASIDE = frozenset(
    "ix_source_byline_folded ix_source_changed ix_source_date ix_source_priority ix_source_status "
    "ix_source_title_folded ix_source_type ix_source_venue ix_source_via_id ix_source_year ix_field_parent ix_tag_folded".split()
)


def is_worth_it(before: int, added: int) -> bool:
    """Whether so many sources were added to so many that those indexes are sooner made again than kept up."""
    return added > max(before, _MANY)


def set_aside(connection: sqlite3.Connection) -> dict[str, str]:
    """Remove those indexes; return the statements that make them again, by name."""
    aside = {name: sql for name, sql in _indexes(connection).items() if name in _ASIDE}
    for name in aside:
        connection.execute(f'DROP INDEX "{name}"')
    return aside


def make_again(connection: sqlite3.Connection, aside: dict[str, str]) -> None:
    """Make the indexes that were set aside, but for those that came back, as a step of the operation was taken back."""
    for name in sorted(aside.keys() - _indexes(connection).keys()):
        connection.execute(aside[name])


def _indexes(connection: sqlite3.Connection) -> dict[str, str]:
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    return dict(connection.execute(sql).fetchall())
