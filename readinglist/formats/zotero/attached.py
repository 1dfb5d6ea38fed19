"""The files of items: where they lie, and what they are."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.formats.zotero import dates
from readinglist.model.attachment import Attachment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.formats.zotero.rows import FileRow

STORED, STORED_PAGE, LINKED, ADDRESS, EMBEDDED = range(5)  # Zotero's modes of a link
_KEY = re.compile(r"[A-Z0-9]{8}")
_IN_STORE, _BELOW_BASE = "storage:", "attachments:"
_BASE = re.compile(
    r'^user_pref\("extensions\.zotero\.(baseAttachmentPath|dataDir)",\s*"((?:[^"\\]|\\.)*)"\);', re.MULTILINE
)
# Where a profile of Zotero lies, below the user's home.
_PROFILES = (".zotero/zotero", "Library/Application Support/Zotero/Profiles", "AppData/Roaming/Zotero/Zotero/Profiles")
_LONGEST = 10_000_000  # bytes of a file of preferences
_DATA = frozenset((".csv", ".tsv", ".xlsx", ".ods", ".json", ".zip", ".gz", ".xz"))


class Places:
    """Where the files of a library lie: its own folder, and the folder that linked files are named from."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._base: str | None = None

    @property
    def base(self) -> str:
        """The folder of linked files, from Zotero's preferences; empty where none is known."""
        if self._base is None:
            self._base = _base_of(self.folder) if self.folder else ""
        return self._base

    def path(self, row: FileRow, key: str) -> str:
        """Return the path of a file, or how it is written there, where it cannot be known; empty for none."""
        written = row.path
        if written.startswith(_IN_STORE):
            # Whatever folders a name has, the file lies in that of its attachment.
            name = re.split(r"[/\\]", written.removeprefix(_IN_STORE))[-1]
            if not _KEY.fullmatch(key) or name in ("", ".", ".."):
                return ""
            return _existing(f"{self.folder}/storage/{key}/{name}") if self.folder else name
        if written.startswith(_BELOW_BASE):
            below = written.removeprefix(_BELOW_BASE).replace("\\", "/")
            return _existing(f"{self.base}/{below}") if self.base else written
        return _existing(written) if written else ""


def attachment(row: FileRow, path: str, values: Mapping[str, str]) -> Attachment:
    """Return the attachment of a file, still to be attached."""
    name = re.split(r"[/\\]", path)[-1]
    label = values.get("title", "")
    return Attachment(
        id=0,
        path=path,
        kind=_kind(row, name),
        label="" if label in ("", name, "PDF", "Snapshot", "Full Text PDF") else label,
        name=name,
        linked=row.mode == LINKED,
        url=values.get("url", ""),
        fetched=dates.moment(values.get("accessDate", "")),
    )


def _kind(row: FileRow, name: str) -> str:
    if row.media == "application/pdf":
        return "pdf"
    if "html" in row.media:
        return "snapshot"
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - of a name of any system
    if not row.media and suffix in (".pdf", ".html", ".htm"):
        return "pdf" if suffix == ".pdf" else "snapshot"
    return "data" if suffix in _DATA else "supplement"


def _existing(path: str) -> str:
    """Return a path in the form that the disk has it: a Mac's names may be composed otherwise."""
    if path.isascii() or os.path.lexists(path):
        return path
    forms = (unicodedata.normalize(form, path) for form in ("NFC", "NFD"))
    return next((form for form in forms if os.path.lexists(form)), path)


def _base_of(folder: Path) -> str:
    """Return the base folder of the profile whose data are in a folder, or of the only profile that has one."""
    found: dict[str, str] = {}
    for place in _PROFILES:
        for preferences in sorted(Path.home().joinpath(place).glob("*/prefs.js")):
            said = dict(_preferences(preferences))
            if base := said.get("baseAttachmentPath"):
                found[said.get("dataDir", str(Path.home() / "Zotero"))] = base
    same = next((base for data, base in found.items() if _is_same(data, folder)), "")
    return same or (next(iter(found.values())) if len(found) == 1 else "")


def _is_same(written: str, folder: Path) -> bool:
    return os.path.realpath(written) == os.path.realpath(folder)


def _preferences(path: Path) -> list[tuple[str, str]]:
    try:
        if path.stat().st_size > _LONGEST:
            return []
        text = path.read_text("utf-8", "replace")
    except OSError:
        return []
    return [(name, re.sub(r"\\(.)", r"\1", value)) for name, value in _BASE.findall(text)]
