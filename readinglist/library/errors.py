"""Errors of the use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.errors import Conflict, InputError, LibraryError, NotFound, ReadinglistError, UsageError, quoted
from readinglist.model.key_folding import folded_key
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.record import Record


class NoFolder(LibraryError):
    """A folder that the program needs and cannot make, or stands in and that is gone."""

    def __init__(self, folder: object, reason: str) -> None:
        super().__init__(
            f"the folder {folder} cannot be used: {reason.lower()}; make it, or name a library with --library."
        )


class NoLibrary(LibraryError):
    """There is no library file yet, and so nothing that could be copied."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is not there, so nothing can be copied; `readinglist config` says why it was meant.")


class BrokenText(UsageError):
    """A text from an editor that is not one healthy entry.

    `line` is 1-based.
    """

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}.")


class ExportDiffers(ReadinglistError):
    """What was written does not read back as what the library holds."""

    def __init__(self, count: int) -> None:
        what = counted(count, "difference")
        super().__init__(
            f"the export read back has {what} from the library; keep the library and report this as a bug."
        )


class LossyExport(ReadinglistError):
    """A format has no place for what sources have; `said` is what."""

    def __init__(self, form: str, said: str) -> None:
        super().__init__(f"{form} cannot carry {said}; nothing was written, as --strict asks for all.")


class NothingMatches(NotFound):
    """A query finds nothing, where something is needed."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons) or "the library is empty; `readinglist add` adds a source.")


class NoSuchNote(NotFound):
    """A source has no note of that number."""

    def __init__(self, key: str, number: int) -> None:
        super().__init__(f"{key} has no note {number}; `readinglist show {key}` numbers them.")


class NoSuchPiece(NotFound):
    """No piece of an import was set aside under that number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"nothing is set aside as {number}; `readinglist doctor` lists what is.")


class NoSuchTag(NotFound):
    """No source carries the tag."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no source has the tag {quoted(name)}; `readinglist tags` lists them.")


class NoSuchLink(NotFound):
    """Two sources are not linked so."""

    def __init__(self, source: str, relation: str, target: str) -> None:
        super().__init__(f"{source} has no link {relation} to {target}; `readinglist show {source}` lists its links.")


class UncertainMatch(NotFound):
    """The work that words most likely mean is too unlike them to be taken without a yes; `advice` says how to give it."""

    def __init__(self, match: str, standing: str, advice: str) -> None:
        super().__init__(f"no work is certainly meant; the best match is {match} ({standing}); {advice}.")


class DuplicateSource(Conflict):
    """The library has this source; `known` is its key."""

    def __init__(self, what: str, known: str, reason: str) -> None:
        self.known = known
        super().__init__(
            f"{what} is in the library as {known} ({reason}); "
            "--on-duplicate skip, update or new says what to do instead."
        )


class Collision(NamedTuple):
    """A value that was changed in a text and, meanwhile, in the library; an empty one was removed."""

    key: str
    field: str
    here: str
    edited: str

    def __str__(self) -> str:
        here, edited = (" ".join(value.split()) or "gone" for value in (self.here, self.edited))
        return f"{self.key}: {self.field} is {here} in the library by now, and {edited} in your text"


class EditCollides(Conflict):
    """An edited text has other values than another command set since it was opened.

    `text` has the user's values and says what the library has; `standing` are the sources as they are there.
    """

    def __init__(self, collisions: Sequence[Collision], text: str = "", standing: Sequence[Record] = ()) -> None:
        self.text = text
        self.standing = standing
        said = "; ".join(map(str, collisions))
        super().__init__(f"{said}. Nothing was changed; edit it again to say which is right.")


class OtherTitle(Conflict):
    """What a service knows under the identifier in a file has another title than the file; either may be wrong."""

    def __init__(self, file: object, identifier: str, there: str, here: str) -> None:
        printed = f"the file says “{here}”" if here else "that title is not on its first pages"
        super().__init__(
            f"{file}: {identifier} is “{there}”, and {printed}; --yes takes it, `readinglist add FILE --doi DOI` says what it is,"
            " and --title keeps it as a stub."
        )


class KeyTaken(Conflict):
    """Another source has the key, or had it before."""

    def __init__(self, key: str, holder: str) -> None:
        where = f"is a former key of {holder}" if folded_key(holder) != folded_key(key) else "belongs to another source"
        super().__init__(f"the key {quoted(key)} {where}; choose another.")


class NotResolved(ReadinglistError):
    """Some of what was to be resolved was not, or with `asked_again` no service answered for it.

    The exit code is that of the worst reason.
    """

    exit_code: int

    def __init__(self, count: int, exit_code: int, *, asked_again: bool = False) -> None:
        self.exit_code = exit_code
        sources = counted(count, "source")
        what = f"{sources} {'was' if count == 1 else 'were'} not resolved"
        if asked_again:
            what = f"there was no answer for {sources}"
        super().__init__(f"{what}; what was said above is why.")


class FilesLeftOut(ReadinglistError):
    """Some files were not added. The exit code is that of the worst reason."""

    exit_code: int

    def __init__(self, count: int, whole: int, exit_code: int) -> None:
        self.exit_code = exit_code
        was = "was" if count == 1 else "were"
        super().__init__(f"{count} of {counted(whole, 'file')} {was} left out; what was said above is why.")


class NothingToAskBy(UsageError):
    """A source has no identifier by which a service could be asked what it cites."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} has no DOI, arXiv or PubMed number to ask by; `readinglist references {key} -` takes pasted references."
        )


class BrokenEntries(InputError):
    """Some entries of a file were broken.

    The healthy ones are in.
    """

    def __init__(self, count: int) -> None:
        what = "1 entry was" if count == 1 else f"{count} entries were"
        super().__init__(f"{what} broken and set aside; `readinglist doctor` lists what is kept.")


class UnreadableDump(InputError):
    """A file of a dump that cannot be read."""

    def __init__(self, place: object, reason: str) -> None:
        super().__init__(f"{place}: {reason}; nothing was loaded.")


class NotADump(InputError):
    """A folder that is no dump, where one is to be read."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"{folder} is no dump of a library: it has no dump.json; `readinglist dump FOLDER` writes one."
        )


class FolderInUse(Conflict):
    """A folder with files of somebody's own, in which a dump was to be written."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder} has files in it and is no dump; name a new folder, or an empty one.")
