"""Citation styles (CSL 1.0.2).

Those that are shipped, by name, and any CSL file by its path; a file is checked before it is used.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from readinglist.citations import style_macros
from readinglist.citations.errors import BadStyle, UnknownStyle
from readinglist.util import files, package_data
from readinglist.util.errors import UnreadableFile

DEFAULT = "apa"
# Usual names of styles, and the names of their files.
ALIASES = {
    "acm": "association-for-computing-machinery", "acs": "american-chemical-society",
    "ama": "american-medical-association", "apsa": "american-political-science-association",
    "asa": "american-sociological-association", "chicago": "chicago-author-date",
    "chicago-notes": "chicago-notes-bibliography", "chicago-note-bibliography": "chicago-notes-bibliography",
    "din": "din-1505-2", "harvard": "harvard-cite-them-right", "mhra": "mhra-notes",
    "mla": "modern-language-association", "nlm": "nlm-citation-sequence", "vancouver": "nlm-citation-sequence",
}  # fmt: skip
_LARGEST = 2_000_000  # bytes; many times the longest style that is shipped: a larger file is something else
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_PARENT = f"{_NAMESPACE}info/{_NAMESPACE}link[@rel='independent-parent']"


_NAMES_ELEMENT = re.compile(r"(<names\b[^<>]*(?<!/)>)((?:(?!<substitute>|</names>).)*)", re.DOTALL)


class Style(NamedTuple):
    """A style that can be used.

    Its name, its CSL, whether its citations are notes, and its locale, empty for that of the processor.
    """

    name: str
    csl: str
    is_note: bool = False
    locale: str = ""

    def is_english(self, locale: str = "") -> bool:
        """Whether it prints in English, unless a locale is asked for."""
        return (locale or self.locale or "en").lower().startswith("en")


def names() -> list[str]:
    """Return the names of the shipped styles."""
    return sorted(path.stem for path in package_data.folder("styles").glob("*.csl"))


@cache
def titles() -> tuple[tuple[str, str], ...]:
    """Return the name and title of each shipped style, each file of which is read once.

    Its other names are among them.
    """
    found = {name: _title_in(package_data.folder("styles") / f"{name}.csl") for name in names()}
    return tuple(sorted([*found.items(), *((alias, found[name]) for alias, name in ALIASES.items())]))


def find(wanted: str) -> Style:
    """Return a style by its name or path.

    Raises UnknownStyle, UnreadableFile and BadStyle.
    """
    name = wanted.strip().lower().removesuffix(".csl")
    name = ALIASES.get(name, name)
    if name in names():
        return _read(package_data.folder("styles") / f"{name}.csl")
    path = Path(wanted).expanduser()
    if path.suffix.lower() in (".csl", ".xml") or len(path.parts) > 1 or files.is_file(path):
        return _read(path)
    raise UnknownStyle(wanted, tuple(sorted([*names(), *ALIASES])))


def _title_in(path: Path) -> str:
    found = re.search(r"<title>([^<]*)</title>", path.read_text("utf-8")[:4000])
    return found[1].strip() if found else path.stem


def _read(path: Path, *, below: str = "") -> Style:
    text = _read_csl(path)
    # A document type can define entities that grow without limit, or name files to read.
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise BadStyle(path, "it declares a document type, which no style does")
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - completing the names of styles reads none

    try:
        root = ET.fromstring(text)  # noqa: S314 - without a document type there are no entities
    except ET.ParseError as error:
        raise BadStyle(path, f"it is no XML ({error})") from error
    if root.tag != f"{_NAMESPACE}style":
        raise BadStyle(path, "it is no CSL: its root is not a style")
    if (parent := root.find(_PARENT)) is not None:
        return _parent(path, parent.get("href", ""), below)
    if root.find(f"{_NAMESPACE}citation") is None:
        raise BadStyle(path, "it says nothing about citations")
    if problem := style_macros.problem(root):
        raise BadStyle(path, problem)
    return Style(path.stem, _completed(text), root.get("class") == "note", root.get("default-locale", ""))


def _completed(csl: str) -> str:
    """Return a style with `<name/>` before each label that lacks one.

    Such a style means a name before the label, but pandoc puts the name after it.
    """
    return _NAMES_ELEMENT.sub(lambda found: f"{found[1]}<name/>{found[2]}" if _lacks_name(found[2]) else found[0], csl)


def _lacks_name(inside: str) -> bool:
    return "<label" in inside and not re.search(r"<name[\s/>]", inside)


def _read_csl(path: Path) -> str:
    try:
        with path.open("rb") as file:  # a pipe or a device may go on for ever
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise BadStyle(path, "it is larger than any style")
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(path, "there is no such file") from None
    except UnicodeDecodeError as error:
        raise BadStyle(path, "it is not UTF-8") from error
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower()) from error


def _parent(path: Path, address: str, below: str) -> Style:
    """Return the parent of a dependent style (CSL: `independent-parent`).

    A style that is shipped, or one in the same folder.
    """
    name = address.rstrip("/").rsplit("/", 1)[-1]
    beside = path.with_name(f"{name}.csl")
    if below or not re.fullmatch(r"[\w.-]+", name):
        raise BadStyle(path, "it depends on another style that is itself dependent")
    if name in names():
        return _read(package_data.folder("styles") / f"{name}.csl", below=str(path))
    if files.is_file(beside):
        return _read(beside, below=str(path))
    raise BadStyle(path, f"it depends on the style {name}; put {name}.csl beside it")
