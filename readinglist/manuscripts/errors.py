"""Errors about documents and their bibliographies.

A branch of the family in errors.py.

UsageError     2
├── NoOneBibliography
├── NotRewritable
└── OutsideDocuments
Conflict       4
└── NotSynced
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.errors import Conflict, UsageError, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoOneBibliography(UsageError):
    """Documents that do not name one bibliography which could be written for them."""

    def __init__(self, found: Sequence[object]) -> None:
        what = f"The documents name {', '.join(map(str, found))}" if found else "The documents name no bibliography"
        super().__init__(f"{what}; say by --output which .bib is to be written.")


class NotRewritable(UsageError):
    """A document whose syntax cannot hold a key."""

    def __init__(self, path: object, key: str) -> None:
        super().__init__(f"{path} has no way to write the key {quoted(key)} where it is cited; nothing was changed.")


class OutsideDocuments(UsageError):
    """A file outside the folders of the documents, which would be rewritten.

    A document includes it from elsewhere.
    """

    def __init__(self, path: object, key: str) -> None:
        super().__init__(
            f"{path} cites {key} and lies outside the folders of the documents; name it too, and it is rewritten; "
            "nothing was changed."
        )


class NotSynced(Conflict):
    """A bibliography that `sync` would overwrite and did not make."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} was not made by `readinglist sync`, and holds what may be nowhere else; "
            "`readinglist import` adds its entries, then --force replaces it."
        )
