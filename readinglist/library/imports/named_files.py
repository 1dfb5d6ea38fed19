"""The files that an entry names, as the programs write them that made it.

JabRef, Zotero and Mendeley have a field `file` with description, path and type, several of them parted by semicolons; Better BibTeX only paths. BibDesk
has a field for each, a property list in Base64 that holds the path relative to the .bib, or an address in `local-url`. What EndNote
names lies in the folder of its library, and is written there as in an address.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from readinglist.formats.latex import decode
from readinglist.util.files import path_of_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from readinglist.model.record import Field, Record

_FILE, _ADDRESSES = "file", ("local-url", "localfile")
_BIBDESK = re.compile(r"bdsk-file-\d{1,3}")
_MOST, _LONGEST = 50, 1_000_000  # files of an entry; characters of a field
# A piece up to a mark that no backslash stands before.
_ENTRIES = re.compile(r"(?:\\.|[^;\\])+", re.DOTALL)
_PARTS = re.compile(r"(?:^|:)((?:\\.|[^:\\])*+)", re.DOTALL)
_TYPE = re.compile(r"[\w+.-]*(?:/[\w+.-]+)?")
_NO_FILE = re.compile(r"(?i)(?:https?|ftp|doi|mailto|zotero):")
_MENDELEYS_COLON = re.compile(r"\$\\backslash\$:")
_LABELS = frozenset(("", "pdf", "full text", "full text pdf", "fulltext", "attachment", "snapshot", "file"))


class NamedFile(NamedTuple):
    """A file that an entry names: the paths that may be meant, likeliest first, what it is called, and what else its library says of it.

    One that is `owned` is kept by the program whose library it is; one that is `known` was named when that was last read too.
    """

    paths: tuple[str, ...]
    label: str = ""
    kind: str = ""
    name: str = ""
    url: str = ""
    fetched: str = ""
    linked: bool = False
    owned: bool = False
    known: bool = False


class FilesOfEntry(NamedTuple):
    """The files that an entry names: the input from which it came, and the key of the source that it is."""

    input: str
    key: str
    files: tuple[NamedFile, ...]


def names_any(record: Record) -> bool:
    """Whether an entry has files, or a field that names some."""
    return bool(record.attachments) or any(_is_of_files(field.name.lower()) for field in record.fields)


def of(record: Record, known: Collection[str] = ()) -> tuple[NamedFile, ...]:
    """Return the files that an entry names, each once; `known` are the paths that it named before."""
    found: dict[str, NamedFile] = {}
    for held in record.attachments:
        file = NamedFile(
            (held.path,), held.label, held.kind, held.name, held.url, held.fetched, held.linked, owned=True
        )
        found.setdefault(held.path, file._replace(known=held.path in known))
    for field in record.fields:
        name = field.name.lower()
        if _is_of_files(name) and len(field.raw) <= _LONGEST:
            for one in _named(name, field):
                found.setdefault(one.paths[0], one)
    return tuple(found.values())[:_MOST]


def _is_of_files(name: str) -> bool:
    return name == _FILE or name in _ADDRESSES or bool(name.startswith("bdsk-") and _BIBDESK.fullmatch(name))


def _named(name: str, field: Field) -> Iterator[NamedFile]:
    if name == _FILE:
        yield from _in_field(field)
    elif name in _ADDRESSES:
        yield from (NamedFile((path,)) for path in [_of_address(field.plain)] if path)
    elif path := _of_bibdesk(field.plain):
        yield NamedFile((path,))


def _in_field(field: Field) -> Iterator[NamedFile]:
    """Yield the files of a field `file`: as it stands there, and with what LaTeX means by it."""
    written = field.raw[1:-1] if field.raw[:1] in ("{", '"') else field.plain
    written = _MENDELEYS_COLON.sub(r"\\:", written)
    for piece in _ENTRIES.findall(written):
        path, label = _parted(piece.strip())
        if path and not _NO_FILE.match(path):
            forms = [_of_address(path), _of_address(decode(path)) if "{" in path or "\\" in path else "", unquote(path)]
            yield NamedFile(tuple(dict.fromkeys(filter(None, forms))), label)


def _parted(piece: str) -> tuple[str, str]:
    """Return the path and the label in `label:path:type`, `path:type` or `path`; a drive has a colon of its own."""
    parts = _PARTS.findall(piece)
    if len(parts) > 3 and re.match(r"(?i)https?(?:$|\\?:)", parts[3]):  # noqa: PLR2004 - JabRef adds where a file is from
        parts = parts[:3]
    parts = _with_drives(parts)
    if len(parts) == 1 or _NO_FILE.match(piece) or piece.lower().startswith("file:"):
        return _plain(piece), ""
    if len(parts) == 2:  # noqa: PLR2004 - a path with its label, or with its type
        is_type = parts[0] and _TYPE.fullmatch(parts[1]) and "." not in parts[1]
        return (_plain(parts[0]), "") if is_type else (_plain(parts[1]), _label(*parts))
    path = ":".join(parts[1:-1])
    return _plain(path), _label(parts[0], path)


def _with_drives(parts: list[str]) -> list[str]:
    """Return the parts with those put together that are a drive and its path: `C`, `/Users/a.pdf`."""
    joined: list[str] = []
    for part in parts:
        if joined and re.fullmatch(r"[A-Za-z]", joined[-1]) and part[:1] in ("/", "\\"):
            joined[-1] += f":{part}"
        else:
            joined.append(part)
    return joined


def _plain(written: str) -> str:
    return re.sub(r"\\([\\:;])", r"\1", written).strip()


def _label(label: str, path: str) -> str:
    """Return what a file is called, unless that only says what it is or repeats its name."""
    plain = " ".join(_plain(label).split())
    return "" if plain.lower() in _LABELS or plain in re.split(r"[/\\]", _plain(path)) else plain


def _of_address(written: str) -> str:
    """Return the path in the address of a file, or what is none as it is."""
    return path_of_address(written) or written


def _of_bibdesk(written: str) -> str:
    """Return the path in a property list of BibDesk's: a dictionary, or one in the form of an archive; empty where there is none."""
    import plistlib  # noqa: PLC0415 - only BibDesk writes one

    try:
        found: Any = plistlib.loads(base64.b64decode(written, validate=False), fmt=plistlib.FMT_BINARY)
        return _relative(found)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, MemoryError, AttributeError):
        return ""


def _relative(found: Any) -> str:  # noqa: ANN401 - whatever a property list holds
    if not isinstance(found, dict):
        return ""
    if isinstance(path := found.get("relativePath"), str):
        return path
    objects: Any = found.get("$objects")
    for one in objects if isinstance(objects, list) else ():
        if isinstance(one, dict) and "NS.keys" in one:
            pairs = zip(one["NS.keys"], one["NS.objects"], strict=True)
            named = {
                objects[key.data]: objects[value.data] for key, value in pairs if isinstance(objects[key.data], str)
            }
            if isinstance(path := named.get("relativePath"), str):
                return path
    return ""
