"""What became of a record that was imported."""

from __future__ import annotations

from typing import Literal, NamedTuple

Action = Literal["added", "skipped", "updated"]


class Disagreement(NamedTuple):
    """A field of which the source that is kept and a duplicate of it have other values, in plain text."""

    field: str
    kept: str
    given: str


class Outcome(NamedTuple):
    """What an import did with one record.

    `key` is the source that it is now, `given` the key that its file calls it by, `reason` why it is a duplicate.
    """

    action: Action
    key: str
    reason: str = ""
    file: str = ""
    line: int = 0
    given: str = ""
    title: str = ""
    alias: bool = False
    """Whether the given key is an alias of the source from now on."""
    taken_by: str = ""
    """The other source that the given key means, where it could not become an alias."""
    filled: tuple[str, ...] = ()
    """The fields that the source lacked and has now."""
    differences: tuple[Disagreement, ...] = ()
    """The values of the record that the source does not have, as it has others."""
    similar: tuple[tuple[str, str], ...] = ()
    """The sources that an added one is similar to, each with the reason."""

    @property
    def is_repetition(self) -> bool:
        """Whether the record was skipped as its source has its key, or is known by it, and all that it says."""
        return self.action == "skipped" and not (self.alias or self.taken_by or self.filled or self.differences)
