"""The family of errors.

Each class takes the data of a failure and writes its own sentence.

The tree shows each class, its exit code (`*`: that of the mistake behind it), and the folder in whose errors.py it lies.

ReadinglistError           1  .
├── LibraryError           1  .
│   ├── NotALibrary        1  store
│   ├── NewerLibrary       1  store
│   ├── ReadOnlyLibrary    1  store
│   ├── LockedLibrary      1  store
│   ├── MissingFolder      1  store
│   ├── DamagedLibrary     1  store
│   ├── FullDisk           1  store
│   ├── NoLibrary          1  library
│   ├── NoFolder           1  library
│   └── LibraryGone        1  web
├── UsageError             2  .
│   ├── InvalidValue       2  .
│   ├── QueryError         2  model
│   ├── UnknownField       2  model
│   ├── InvalidKey         2  citekeys
│   ├── NoOneBibliography  2  manuscripts
│   ├── NotRewritable      2  manuscripts
│   ├── OutsideDocuments   2  manuscripts
│   ├── OutsideFolder      2  util
│   ├── OwnFile            2  util
│   ├── UnknownStyle       2  citations
│   ├── BrokenText         2  library
│   ├── NothingToAskBy     2  library
│   ├── NotInteractive     2  cli
│   ├── NothingGiven       2  cli
│   ├── TooMuchSent        2  web
│   └── BrokenForm         2  web
├── NotFound               3  .
│   ├── NoSuchClaim        3  claims
│   ├── NotAClaim          3  claims
│   ├── NoSuchEvidence     3  claims
│   ├── NoText             3  claims
│   ├── QuoteNotFound      3  claims
│   ├── QuoteElsewhere     3  claims
│   ├── NoSourceFits       3  claims
│   ├── NoAttachment       3  attachments
│   ├── NoPdf              3  attachments
│   ├── NotAttached        3  attachments
│   ├── SeveralAttachments 3  attachments
│   ├── MissingFile        3  attachments
│   ├── NoSuchPage         3  attachments
│   ├── NoWords            3  attachments
│   ├── NoAddress          3  attachments
│   ├── NoRecord           3  network
│   ├── NoSuchSource       3  store
│   ├── AmbiguousKey       3  store
│   ├── NothingToUndo      3  store
│   ├── NothingToRedo      3  store
│   ├── NothingMatches     3  library
│   ├── NoSuchNote         3  library
│   ├── NoSuchPiece        3  library
│   ├── NoSuchTag          3  library
│   ├── NoSuchLink         3  library
│   ├── UncertainMatch     3  library
│   └── NoSuchView         3  web
├── Conflict               4  .
│   ├── FileExists         4  util
│   ├── FileChanged        4  util
│   ├── NotNext            4  store
│   ├── CannotRevert       4  store
│   ├── NotSynced          4  manuscripts
│   ├── AttachedAlready    4  attachments
│   ├── DuplicateSource    4  library
│   ├── EditCollides       4  library
│   ├── FolderInUse        4  library
│   ├── OtherTitle         4  library
│   └── KeyTaken           4  library
├── NetworkError           5  .
│   ├── NoNetwork          5  network
│   ├── Offline            5  network
│   ├── ServiceFailed      5  network
│   ├── NotThere           5  network
│   ├── RefusedAddress     5  network
│   ├── TooLarge           5  network
│   ├── NothingSaid        5  network
│   └── BadAnswer          5  network
│       └── NotShown       5  network
├── InputError             6  .
│   ├── UnreadableFile     6  util
│   ├── UnknownFormat      6  util
│   ├── BadStyle           6  citations
│   ├── BadTemplate        6  citations
│   ├── BrokenEntries      6  library
│   ├── UnreadableDump     6  library
│   └── NotADump           6  library
├── GateFailed            10  .
├── UnwritableFile         1  util
├── NoViewer               1  attachments
├── NotShownHere           1  attachments
├── NotSaved               1  attachments
├── NoPandoc               1  citations
├── OldPandoc              1  citations
├── PandocFailed           1  citations
├── ExportDiffers          1  library
├── LossyExport            1  library
├── NotResolved            *  library
├── FilesLeftOut           *  library
├── NoClipboard            1  cli
├── NoEditor               1  cli
├── EditKept               *  cli
├── NoServer               1  web
├── PortTaken              1  web
└── NotFromHere            1  web
"""

from __future__ import annotations

_LINE = 80


def quoted(value: str) -> str:
    """Return a value as a message repeats it: in quotation marks, and at most a line of it.

    `moe → 'moe'`, a text of a thousand letters → `'aaa…'`
    """
    return repr(value if len(value) <= _LINE else f"{value[: _LINE - 1]}…")


class ReadinglistError(Exception):
    """Anything that readinglist can say in one sentence.

    `exit_code` is what the shell gets.
    """

    exit_code = 1


class LibraryError(ReadinglistError):
    """The library file cannot be used.

    It has not been touched.
    """


class UsageError(ReadinglistError):
    """What was asked cannot be understood."""

    exit_code = 2


class InvalidValue(UsageError):
    """A value that its field, option or place cannot hold."""

    def __init__(self, what: str, value: str, hint: str) -> None:
        super().__init__(f"{what}: {quoted(value)} is not valid; {hint}.")


class NotFound(ReadinglistError):
    """What was named is not there, or there is more than one of it."""

    exit_code = 3


class Conflict(ReadinglistError):
    """It is there already."""

    exit_code = 4


class NetworkError(ReadinglistError):
    """An address or a service gave no answer that can be used."""

    exit_code = 5


class InputError(ReadinglistError):
    """A file that was given is broken."""

    exit_code = 6


class GateFailed(ReadinglistError):
    """A gate found something; what it found is on stdout."""

    exit_code = 10
