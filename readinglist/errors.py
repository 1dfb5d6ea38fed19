"""The one family of errors: each class takes the data of a failure and writes its own sentence.

ReadinglistError                       exit code 1
├── UnwritableFile, ExportDiffers       1   a file that was to be written, or reads back otherwise
├── NoEditor                            1   an editor that was to be used
├── EditKept, NotResolved               *   what could not be taken or resolved, with the exit code of the mistake
├── LibraryError                       1   the library file cannot be used
│   ├── NotALibrary, NewerLibrary, ReadOnlyLibrary, LockedLibrary, MissingFolder, DamagedLibrary, FullDisk,
│   │   NoLibrary
├── UsageError                         2   what was asked cannot be understood
│   ├── QueryError, UnknownField, InvalidValue, BrokenText, InvalidKey, NotInteractive, NothingGiven,
│   │   and one of document_errors.py
├── NotFound                           3   what was named is not there, or not only one
│   ├── NoSuchSource, AmbiguousKey, NoSuchNote, NoSuchPiece, NoSuchTag, NoSuchLink, NothingToUndo, NothingToRedo,
│   │   and those of claim_errors.py
│   ├── NoRecord                        3   no service knows the identifier
├── Conflict                           4   it is there already
│   ├── DuplicateSource, KeyTaken, FileExists, FileChanged, and one of document_errors.py
├── NetworkError                       5   an address or a service gave no answer that can be used
│   ├── NoNetwork, Offline, ServiceFailed, RefusedAddress, TooLarge, BadAnswer
├── InputError                         6   a file that was given is broken
│   ├── UnreadableFile, UnknownFormat, BrokenEntries
└── Finding                            10  a gate found something
"""

from __future__ import annotations


class ReadinglistError(Exception):
    """Anything that readinglist can say in one sentence; `exit_code` is what the shell gets."""

    exit_code = 1


class UnwritableFile(ReadinglistError):
    """A file that cannot be written; what stood there before still stands."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} cannot be written: {reason}.")


class LibraryError(ReadinglistError):
    """The library file cannot be used; it has not been touched."""


class NotALibrary(LibraryError):
    """The file is no SQLite database, or is one that another program made."""

    def __init__(self, path: object, what: str = "is not a readinglist library") -> None:
        super().__init__(f"{path} {what}; it has not been touched. Name another file with --library.")


class NewerLibrary(LibraryError):
    """The file was made by a later version of the program."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            f"{path} has schema version {found}, but this readinglist knows only up to {known}; "
            "upgrade readinglist to open it."
        )


class ReadOnlyLibrary(LibraryError):
    """The file or its folder may not be written."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} cannot be written; make the file and its folder writable, or name another with --library."
        )


class LockedLibrary(LibraryError):
    """Another process has held the write lock for longer than the busy timeout."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is locked by another process; try again when it has finished.")


class MissingFolder(LibraryError):
    """The folder in which the library should lie does not exist."""

    def __init__(self, path: object, folder: object) -> None:
        super().__init__(
            f"{path} cannot be opened: the folder {folder} does not exist; make it, or name another file with --library."
        )


class DamagedLibrary(LibraryError):
    """SQLite says that the file is corrupt, or refuses it for a reason of its own."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} cannot be read as a library: {reason}; restore it from a backup.")


class FullDisk(LibraryError):
    """There was no room left while writing; the transaction was rolled back."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} could not be written because the disk is full; nothing was changed.")


class NoLibrary(LibraryError):
    """There is no library file yet, and so nothing that could be copied."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is not there, so nothing can be copied; `readinglist config` says why it was meant.")


class UsageError(ReadinglistError):
    """What was asked cannot be understood."""

    exit_code = 2


class QueryError(UsageError):
    """A query that does not parse; `column` is 1-based."""

    def __init__(self, query: str, column: int, what: str) -> None:
        super().__init__(f"query {query!r}, column {column}: {what}")


class UnknownField(UsageError):
    """A field name that nothing can be asked by."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        from difflib import get_close_matches  # noqa: PLC0415 - takes longer to load than this module

        near = get_close_matches(name.lower(), known, 1, 0.7)
        meant = f"did you mean {near[0]}? K" if near else "k"
        super().__init__(f"unknown field {name!r}; {meant}nown are {', '.join(known)}.")


class InvalidValue(UsageError):
    """A value that its field, option or place cannot hold."""

    def __init__(self, what: str, value: str, hint: str) -> None:
        super().__init__(f"{what}: {value!r} is not valid; {hint}.")


class BrokenText(UsageError):
    """A text from an editor that is not one healthy entry; `line` is 1-based."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}.")


class InvalidKey(UsageError):
    """A citation key that BibTeX would not accept."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key!r} cannot be a citation key; leave out white space, control characters and any of {{}} \" # % ' ( ) , = ~ \\."
        )


class NotInteractive(UsageError):
    """A question would have to be asked, and there is no terminal to ask it on."""

    def __init__(self, instead: str) -> None:
        super().__init__(f"there is no terminal to ask on; {instead}.")


class NothingGiven(UsageError):
    """A command was given nothing to do."""

    def __init__(self, hint: str) -> None:
        super().__init__(f"nothing was given to do; {hint}.")


class ExportDiffers(ReadinglistError):
    """What was written does not read back as what the library holds."""

    def __init__(self, count: int) -> None:
        what = "1 difference" if count == 1 else f"{count} differences"
        super().__init__(
            f"the export read back has {what} from the library; keep the library and report this as a bug."
        )


class NoEditor(ReadinglistError):
    """The user's editor did not do its work."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the editor could not be used: {reason}; set VISUAL or EDITOR to one that waits.")


class EditKept(ReadinglistError):
    """An edited text that could not be taken; it is in a file, and the exit code is that of the mistake."""

    def __init__(self, message: str, path: str, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(f"{message} Your text is kept in {path}.")


class NotFound(ReadinglistError):
    """What was named is not there, or there is more than one of it."""

    exit_code = 3


class NoSuchSource(NotFound):
    """No key, alias or prefix of a key matches."""

    def __init__(self, key: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `readinglist list` shows the keys."
        super().__init__(f"no source has the key {key!r}{hint}")


class AmbiguousKey(NotFound):
    """A prefix of several keys."""

    def __init__(self, prefix: str, keys: tuple[str, ...], more: int = 0) -> None:
        rest = f" and {more} more" if more else ""
        super().__init__(f"{prefix!r} is the beginning of several keys: {', '.join(keys)}{rest}; give more of it.")


class NoSuchNote(NotFound):
    """A source has no note of that number."""

    def __init__(self, key: str, number: int) -> None:
        super().__init__(f"{key} has no note {number}; `readinglist show {key}` numbers them.")


class NoSuchPiece(NotFound):
    """No piece of an import was kept aside under that number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"nothing is kept aside as {number}; `readinglist doctor` lists what is.")


class NoSuchTag(NotFound):
    """No source carries the tag."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no source has the tag {name!r}; `readinglist tags` lists them.")


class NoSuchLink(NotFound):
    """Two sources are not linked so."""

    def __init__(self, source: str, relation: str, target: str) -> None:
        super().__init__(f"{source} has no link {relation} to {target}; `readinglist show {source}` lists its links.")


class NothingToUndo(NotFound):
    """The log has fewer operations than were to be undone."""

    def __init__(self) -> None:
        super().__init__("there is nothing to undo; `readinglist log` shows what was done.")


class NothingToRedo(NotFound):
    """No operation was undone last."""

    def __init__(self) -> None:
        super().__init__("there is nothing to redo; `readinglist log` shows what was undone.")


class Conflict(ReadinglistError):
    """It is there already."""

    exit_code = 4


class DuplicateSource(Conflict):
    """The library has this source; `twin` is its key."""

    def __init__(self, what: str, twin: str, reason: str) -> None:
        self.twin = twin
        super().__init__(
            f"{what} is in the library as {twin} ({reason}); "
            "--on-duplicate skip, update or new says what to do instead."
        )


class KeyTaken(Conflict):
    """Another source has the key, or had it before."""

    def __init__(self, key: str, holder: str) -> None:
        where = f"is a former key of {holder}" if holder.casefold() != key.casefold() else "belongs to another source"
        super().__init__(f"the key {key!r} {where}; choose another.")


class FileExists(Conflict):
    """A file that would be overwritten."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} exists already; name another file, or say --force to replace it.")


class FileChanged(Conflict):
    """A document that would be rewritten is not as it was."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} has changed since or is gone, so nothing was done; `readinglist undo --keep-files` leaves documents as they are."
        )


class NoRecord(NotFound):
    """Services were asked, and none has a record of the identifier."""

    def __init__(self, what: str, services: tuple[str, ...]) -> None:
        *first, last = services
        who = f"{', '.join(first)} and {last} have" if first else f"{last} has"
        super().__init__(f"{who} no record of {what}; check it, or add the source by its fields.")


class NotResolved(ReadinglistError):
    """Some of what was to be resolved was not; the exit code is that of the worst reason."""

    def __init__(self, count: int, exit_code: int) -> None:
        self.exit_code = exit_code
        what = "1 source was" if count == 1 else f"{count} sources were"
        super().__init__(f"{what} not resolved; what was said above is why.")


class NetworkError(ReadinglistError):
    """An address or a service gave no answer that can be used."""

    exit_code = 5


class NoNetwork(NetworkError):
    """A host could not be reached, or did not answer in time."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host} could not be reached: {reason}; try again when the network is there.")


class Offline(NetworkError):
    """The user has said that the network is not to be used; `why` says where."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the network is not used, because {why}.")


class ServiceFailed(NetworkError):
    """A host answered that it cannot serve, and went on so when asked again; `status` is that of HTTP."""

    def __init__(self, host: str, status: int) -> None:
        self.status = status
        why = "is asked too often" if status == 429 else "failed"  # noqa: PLR2004 - Too Many Requests
        super().__init__(f"{host} {why} (HTTP status {status}); try again later.")


class RefusedAddress(NetworkError):
    """An address that must not be asked: of another scheme, or of the local network."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} is not asked: {reason}.")


class TooLarge(NetworkError):
    """An answer that is longer than anything that is read; `limit` is in bytes."""

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(f"{url} has more than {limit // 1_000_000} MB, which is more than is read of a page.")


class BadAnswer(NetworkError):
    """An answer that is broken, or not what was asked for."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} gave an answer that cannot be used: {reason}.")


class InputError(ReadinglistError):
    """A file that was given is broken."""

    exit_code = 6


class UnreadableFile(InputError):
    """A file that cannot be opened or decoded."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} cannot be read: {reason}.")


class UnknownFormat(InputError):
    """A file of which nothing says how to read it."""

    def __init__(self, path: object, known: tuple[str, ...]) -> None:
        super().__init__(f"{path} has no format that readinglist reads; it reads {', '.join(known)}.")


class BrokenEntries(InputError):
    """Some entries of a file were broken; the healthy ones are in."""

    def __init__(self, count: int) -> None:
        what = "1 entry was" if count == 1 else f"{count} entries were"
        super().__init__(f"{what} broken and kept aside; `readinglist doctor` lists what is kept.")


class Finding(ReadinglistError):
    """A gate found something; what it found is on stdout."""

    exit_code = 10
