"""Which program shows a file, and how it is told the page.

No shell is asked, nothing that a library says becomes a part of a command but the path of a file and the number of a page, and a
file is shown only where it is what documents are.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.attachments import contents
from readinglist.attachments.errors import NotShownHere, NoViewer
from readinglist.util.text import is_web_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# How viewers are told a page: by its number, from 1. From their manuals (Debian 12), and SumatraPDF's.
_AT_PAGE: dict[str, tuple[str, ...]] = {
    "evince": ("evince", "--page-index={page}", "{file}"),
    "papers": ("papers", "--page-index={page}", "{file}"),
    "atril": ("atril", "--page-index={page}", "{file}"),
    "xreader": ("xreader", "--page-index={page}", "{file}"),
    "okular": ("okular", "--page", "{page}", "{file}"),
    "zathura": ("zathura", "--page={page}", "{file}"),
    "sioyek": ("sioyek", "--page", "{page}", "{file}"),
    "mupdf": ("mupdf", "{file}", "{page}"),
    "xpdf": ("xpdf", "{file}", "{page}"),
    "qpdfview": ("qpdfview", "{file}#{page}"),
    "sumatrapdf": ("SumatraPDF", "-page", "{page}", "-reuse-instance", "{file}"),
    "firefox": ("firefox", "{address}#page={page}"),
    "chromium": ("chromium", "{address}#page={page}"),
    "google-chrome": ("google-chrome", "{address}#page={page}"),
    "brave-browser": ("brave-browser", "{address}#page={page}"),
}
_PLACES = re.compile(r"\{(?:file|page|address)\}")
# Files of data that programs open and do not run; of all others what is in them counts.
_DATA = frozenset(
    ".csv .tsv .xlsx .ods .json .xml .zip .gz .png .jpg .jpeg .gif .tif .tiff .webp .mp3 .mp4 .rtf .odt .djvu .ps".split()
)
_SHOWN = (contents.PDF, contents.HTML, contents.EPUB, contents.DOCX, contents.ODT)
_TEXTS = frozenset(("", ".txt", ".md", ".text", ".markdown", ".bib", ".tex", ".csv", ".tsv", ".json"))


class Call(NamedTuple):
    """A command that shows a file, and whether it does so at the page."""

    command: tuple[str, ...]
    at_page: bool


def check(path: Path) -> None:
    """Raise NotShownHere for a file that might be run rather than shown: a program, a script, a link of a desktop."""
    media = contents.media_of(path)
    suffix = path.suffix.lower()
    if media in _SHOWN and suffix in (".pdf", ".html", ".htm", ".xhtml", ".epub", ".docx"):
        return
    if suffix in _DATA or (media == contents.TEXT and suffix in _TEXTS):
        return
    raise NotShownHere(path)


def call(path: Path, page: int | None, template: str = "", program: str = "") -> Call:
    """Return the command for a file and a page, which counts from 1: by a program, by a template, or by what the system has for it.

    A template is such as `zathura --page={page} {file}`, or has {address} for the file as an address; a program may be one too. Raises InvalidValue and NoViewer.
    """
    if program and not _PLACES.search(program):
        return _by_name(program, path, page)
    if wanted := program or template:
        return Call(_filled(_parts(wanted, "--with" if program else "files.open"), path, page), "{page}" in wanted)
    if sys.platform == "darwin":
        return Call(("open", str(path)), at_page=False)
    if os.name == "nt":
        found = shutil.which("SumatraPDF")
        return _by_name("SumatraPDF", path, page) if found else Call(("explorer", str(path)), at_page=False)
    usual = _usual(path)
    if usual and page and usual in _AT_PAGE and shutil.which(_AT_PAGE[usual][0]):
        return _by_name(usual, path, page)
    if not shutil.which("xdg-open"):
        raise NoViewer(path)
    return Call(("xdg-open", str(path)), at_page=False)


def call_for_address(address: str) -> Call:
    """Return the command that opens an address in the browser. Raises InvalidValue for one that is none of the web, and NoViewer."""
    if not is_web_address(address) or any(c.isspace() or not c.isprintable() for c in address):
        raise errors.InvalidValue("address", address, "only http and https are opened")
    if sys.platform == "darwin":
        return Call(("open", address), at_page=False)
    if os.name == "nt":
        return Call(("rundll32", "url.dll,FileProtocolHandler", address), at_page=False)
    if not shutil.which("xdg-open"):
        raise NoViewer(address)
    return Call(("xdg-open", address), at_page=False)


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether a window can be opened, as not over a connection without one."""
    return sys.platform == "darwin" or os.name == "nt" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def start(command: Sequence[str]) -> None:
    """Start a program that goes on by itself. Raises NoViewer where it cannot be started."""
    try:
        started = subprocess.Popen(  # noqa: S603 - the program is the user's choice or the system's, and no shell is asked
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise NoViewer(command[0]) from error
    started.returncode = 0  # it is nobody's any more, and Python need not wait for it


def _by_name(program: str, path: Path, page: int | None) -> Call:
    name = Path(program).name.lower().removesuffix(".exe")
    known = _AT_PAGE.get(name)
    if known and page and path.suffix.lower() == ".pdf":
        return Call((program, *_filled(known[1:], path, page)), at_page=True)
    return Call((program, str(path)), at_page=False)


def _filled(parts: Sequence[str], path: Path, page: int | None) -> tuple[str, ...]:
    values = {"{file}": str(path), "{page}": str(page or 1), "{address}": path.as_uri()}
    return tuple(_PLACES.sub(lambda found: values[found[0]], part) for part in parts)


def _parts(template: str, said: str) -> list[str]:
    try:
        parts = shlex.split(template)
    except ValueError as error:
        raise errors.InvalidValue(said, template, str(error).lower()) from error
    if not any("{file}" in part or "{address}" in part for part in parts[1:]):
        raise errors.InvalidValue(said, template, "it must name the file, as in 'zathura --page={page} {file}'")
    return parts


def _usual(path: Path) -> str:
    """Return the name of the program that the desktop has for such files; empty where nothing says it."""
    kinds = {".pdf": "application/pdf", ".html": "text/html", ".epub": "application/epub+zip"}
    kind = kinds.get(path.suffix.lower())
    if kind is None or not (asked := shutil.which("xdg-mime")):
        return ""
    try:
        said = subprocess.run(  # noqa: S603 - as above
            [asked, "query", "default", kind], capture_output=True, text=True, timeout=5, check=False
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    name = said.strip().removesuffix(".desktop").lower()
    return next((known for known in _AT_PAGE if known in name), "")
