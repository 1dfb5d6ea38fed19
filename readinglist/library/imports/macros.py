"""Macros across the files of an import, and those that the library has from earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model.record import Passage, Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.library.imports.read import Batch
    from readinglist.store import Writer

_MOST = 20  # macros that are named for one file; a file may use hundreds of them


class MacroSupply:
    """The macros of one import: those of its files, and those that the library has."""

    def __init__(self, opened: Writer) -> None:
        self.opened = opened
        self.defined: dict[str, str] = {}  # by the files of this import
        self.library: dict[str, str] | None = None  # asked for where something is undefined
        self.missing: dict[tuple[str, str], Problem] = {}  # by file and macro

    def take(self, batch: Batch) -> Batch:
        """Return a batch whose entries have the macros that files before it define, in this import or an earlier one."""
        texts = [item.text for item in batch.items if isinstance(item, Passage) and "@" in item.text]
        self.defined |= bibtex.defined(texts) if texts else {}
        for place, item in enumerate(batch.items):
            if isinstance(item, Record) and (names := _undefined(item)):
                batch.items[place] = self._supplied(batch.name, item, names)
        return batch

    def _supplied(self, file: str, record: Record, names: dict[str, bibtex.MacroUse]) -> Record:
        if self.library is None:
            self.library = bibtex.defined(self.opened.macro_texts())
        known = self.library | self.defined
        for name, use in names.items():
            if name not in known and (file, name) not in self.missing:
                what = f"{use.field} of {record.key}" if record.key else use.field
                hint = "import the file with its @string, or put the value in braces"
                message = f"nothing defines the macro {use.name}, which {what} uses; {hint}"
                self.missing[file, name] = Problem(record.line, message, broken=False)
        return bibtex.supplied(record, known)

    def finish(self, *, since: int, alone: bool) -> Iterator[tuple[str, Problem]]:
        """Give what was defined last to the entries that came before it; yield what nothing defines, by file.

        `since` is the number of the first new source. With `alone`, a file that held nothing but macros was imported, and the
        sources that were there before get its macros too.
        """
        if self.defined and (alone or any(name in self.defined for _, name in self.missing)):
            ids = self.opened.bare_values(0 if alone else since)
            changed = ((record, bibtex.supplied(record, self.defined)) for record in self.opened.records(ids))
            pairs = zip(ids, changed, strict=True)
            self.opened.save((number, old, new) for number, (old, new) in pairs if new is not old)
        told: dict[str, int] = {}
        for (file, name), problem in self.missing.items():
            if name not in self.defined:
                told[file] = told.get(file, 0) + 1
                if told[file] <= _MOST:
                    yield file, problem
        for file, count in told.items():
            if count > _MOST:
                yield (
                    file,
                    Problem(
                        1, f"nothing defines {count - _MOST} more macros; `readinglist doctor` names them", broken=False
                    ),
                )


def _undefined(record: Record) -> dict[str, bibtex.MacroUse]:
    if known := record.known_beforehand():
        return {low: bibtex.MacroUse(name, field) for low, name, field in known.undefined}
    return bibtex.undefined(record)
