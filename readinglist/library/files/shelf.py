"""Where the files of a library are: its folder, or wherever one was left that is only linked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import folder

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.attachment import Attachment


class Shelf(NamedTuple):
    """The folder of a library's files, and the library's own file."""

    folder: Path
    library: Path

    def place(self, attachment: Attachment) -> Path:
        """Return where the file of an attachment is, or was."""
        return folder.place(self.folder, self.library, attachment.path, linked=attachment.linked)

    def shown(self, attachment: Attachment) -> str:
        """Return the path of an attachment's file as a person would type it from the working folder."""
        place = self.place(attachment)
        here = Path.cwd()
        return os.path.relpath(place, here) if place.is_relative_to(here) else str(place)

    def linked_path(self, place: Path) -> str:
        """Return the path under which a file is kept that stays where it is: relative to the library where it lies below its folder."""
        whole, home = place.expanduser().absolute(), self.library.absolute().parent
        return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)


def of(library: Location) -> Shelf:
    """Return the shelf of a library: the folder `files.folder` of the settings, or `<library>.files` beside it."""
    from readinglist.library import settings  # noqa: PLC0415 - only who looks for a file needs them

    named = settings.of(library).files.folder
    return Shelf(named or folder.beside(library.path), library.path)
