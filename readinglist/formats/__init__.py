"""A registry of the formats, each a module of this folder.

A format has `NAME`, `SUFFIXES`, `sniff(text)`, which says whether a text begins like a file of it, `dump(records, ascii_only=)`
and `differences(records, text)` if it is written, and `load(text, parallel=)` if it is read. `INHERITS` says that an entry may inherit
fields from its parent. One that is `LOSSY` has no place for some fields, which `losses.of` names. A format that is `WHOLE` is given all that the library has of a source, not the entry alone, and
`dump(records, private=)` decides what of it is written. A format with `listed(text)` can be synchronised with documents. One that heeds
`WISHES` takes them: `load(text, wishes=)`; a table, with `COLUMNS`, what the user says of its columns: `load(text, columns=)`.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.interchange import Interchange
from readinglist.util.encoding import Decoded, decoded
from readinglist.util.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

__all__ = ["NAMES", "WRITTEN", "Decoded", "by_content", "by_name", "by_suffix", "decoded", "written_to"]


class Known(NamedTuple):
    """A format of the registry: its module, the suffixes of its files, whether it is read and written, what people call it, and what it brings beside fields."""

    module: str
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True
    title: str = ""
    carries: str = ""
    also_read: tuple[str, ...] = ()  # suffixes of files that are read, and written by no format


# Each format by its name, its module loaded when it is asked for. A later one is more particular: it is asked first
# whether a text is in it, and writes the files of a suffix that an earlier one has too.
_KNOWN = {
    "bibtex": Known("bibtex", (".bib",), title="BibTeX", carries="keys tags notes files status dates"),
    "biblatex": Known("biblatex", (".biblatex",), title="BibLaTeX", carries="keys tags notes files status dates"),
    "csl-json": Known("csl", (".json", ".csljson"), title="CSL-JSON", carries="keys tags"),
    "endnote-xml": Known("endnote_xml", writes=False, title="EndNote's XML", carries="keys tags files"),
    "nbib": Known("nbib", (".nbib",), writes=False, title="PubMed's tags", carries="tags"),
    "isi": Known("isi", (".isi", ".ciw"), writes=False, title="Web of Science", carries="tags"),
    "enw": Known("enw", (".enw", ".refer", ".ref"), title="EndNote's tags, refer", carries="keys tags files"),
    "ris": Known("ris", (".ris",), title="RIS", carries="keys tags files"),
    "pubmed-xml": Known("pubmed_xml", writes=False, title="PubMed's XML", carries="tags"),
    "mods": Known("mods", (".mods",), title="MODS", carries="keys tags"),
    "marc-xml": Known("marc_xml", (".marcxml",), writes=False, title="MARC 21 in XML", carries="tags"),
    "word-xml": Known("word_xml", writes=False, title="Word's bibliography", carries="keys tags"),
    "csl-yaml": Known("csl_yaml", (".yaml", ".yml"), title="CSL in YAML (pandoc)", carries="keys tags"),
    "hayagriva": Known("hayagriva", title="Hayagriva (Typst)", carries="keys"),
    "cff": Known("cff", (".cff",), writes=False, title="CITATION.cff", carries="tags"),
    "zotero-rdf": Known("zotero_rdf", (".rdf",), title="Zotero's RDF", carries="keys tags notes files links dates"),
    "zotero-json": Known(
        "zotero_json",
        writes=False,
        title="Zotero's JSON, also of Better BibTeX",
        carries="keys tags notes files links dates",
    ),
    "datacite": Known("datacite", writes=False, title="DataCite's JSON", carries="tags"),
    "coins": Known("coins", writes=False, title="COinS in a saved page"),
    "biblioscape": Known("biblioscape", writes=False, title="Biblioscape's tags", carries="keys tags"),
    "copac": Known("copac", writes=False, title="COPAC's tags", carries="tags"),
    "ovid": Known("ovid", writes=False, title="Ovid's text", carries="tags"),
    "redif": Known("redif", (".redif",), writes=False, title="RePEc's templates (ReDIF)", carries="keys tags"),
    "nep": Known("nep", writes=False, title="Reports of NEP", carries="tags"),
    "bookmarks": Known(
        "lists.bookmarks",
        writes=False,
        title="Bookmarks of browsers, Raindrop, linkding",
        carries="tags notes status dates",
    ),
    "pocket": Known("lists.pocket", writes=False, title="Pocket's list", carries="tags status dates"),
    "instapaper": Known("lists.instapaper", writes=False, title="Instapaper's list", carries="tags notes status dates"),
    "raindrop": Known("lists.raindrop", writes=False, title="Raindrop's list", carries="tags notes dates"),
    "readwise": Known(
        "lists.readwise", writes=False, title="Readwise's highlights, Reader's list", carries="tags notes status dates"
    ),
    "linkding": Known("lists.linkding", writes=False, title="linkding's answers", carries="tags notes status dates"),
    "karakeep": Known("lists.karakeep", writes=False, title="Karakeep's list", carries="tags notes status dates"),
    "csv": Known(
        "csv",
        (".csv",),
        also_read=(".tsv", ".tab"),
        title="Tables: CSV, TSV",
        carries="keys tags notes files status dates",
    ),
    "json": Known("json", (".json",), title="JSON of this program", carries="keys tags notes status dates"),
    "json-ld": Known("json_ld", (".jsonld",), title="JSON-LD (schema.org)", carries="keys tags"),
}
# How most files begin that are read, and none of another format: they need not ask all modules.
_ENTRY = re.compile(r"\s*+@\s*+[A-Za-z]++\s*+[{(]")
NAMES = tuple(_KNOWN)
WRITTEN = tuple(name for name, known in _KNOWN.items() if known.writes)


def known() -> list[Interchange]:
    """Return the formats by their names, with what each can carry."""
    return [
        Interchange(name, one.title, one.suffixes + one.also_read, one.reads, one.writes, tuple(one.carries.split()))
        for name, one in _KNOWN.items()
    ]


def by_name(name: str) -> ModuleType:
    """Return the module of a format. Raises UnknownFormat."""
    if name.lower() not in _KNOWN:
        raise UnknownFormat(name, NAMES)
    return importlib.import_module(f"readinglist.formats.{_KNOWN[name.lower()].module}")


def by_content(text: str, path: Path) -> ModuleType:
    """Return the module of a format by text or suffix.

    Raises UnknownFormat.
    """
    bare = text.removeprefix("\ufeff")
    if _ENTRY.match(bare):
        return by_name("bibtex")
    readable = [by_name(name) for name, known in _KNOWN.items() if known.reads]
    return next((module for module in reversed(readable) if module.sniff(bare)), None) or by_suffix(path)


def by_suffix(path: Path) -> ModuleType:
    """Return the module that reads files of a suffix.

    Raises UnknownFormat.
    """
    readable = {name: known.suffixes + known.also_read for name, known in _KNOWN.items() if known.reads}
    for name, suffixes in readable.items():
        if path.suffix.lower() in suffixes:
            return by_name(name)
    raise UnknownFormat(path, tuple(dict.fromkeys(suffix for suffixes in readable.values() for suffix in suffixes)))


def written_to(path: Path, names: Iterable[str] = WRITTEN) -> str:
    """Return the name of the format for a written file.

    It is known by its suffix.
    `names` are the formats to choose from; empty for none. `refs.bib → bibtex`
    """
    return next((name for name in reversed([*names]) if path.suffix.lower() in _KNOWN[name].suffixes), "")
