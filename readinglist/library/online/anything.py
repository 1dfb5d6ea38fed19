"""Adding whatever a program has at hand.

Records, files, texts of files, identifiers, addresses and references in words.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.library import lookup
from readinglist.library.files import folders
from readinglist.library.imports.read import Input, read
from readinglist.library.online import add as online
from readinglist.library.online import papers, pasted
from readinglist.library.online.keep_papers import Keeping
from readinglist.model import provenance
from readinglist.model.record import Record
from readinglist.util import files
from readinglist.util.errors import UnknownFormat, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from readinglist.library.imports.add import OnDuplicate, Report
    from readinglist.library.imports.extras import Extras
    from readinglist.library.location import Location


def add(
    library: Location, what: Iterable[Record | Path | str], extras: Extras, on_duplicate: OnDuplicate
) -> list[Record]:
    """Add all of it in one operation, with the files that bibliography files name, PDFs behind the rest in another.

    Return the sources that it is, those that were there already too.

    An entry that cannot be read, and what else is to be said, is a warning. Raises OtherTitle for a PDF whose identifier leads to
    another title than its own.
    """
    given = list(what)
    pdfs = [Path(one) for one in given if not isinstance(one, Record) and folders.is_pdf(one)]
    if pdfs:
        rest = [one for one in given if isinstance(one, Record) or not folders.is_pdf(one)]
        before = add(library, rest, extras, on_duplicate) if rest else []
        return [*before, *_papers(library, pdfs, extras, on_duplicate)]
    report = online.add(library, [_item(one) for one in given], extras, on_duplicate=on_duplicate)
    said = [f"{name}:{problem.line}: {problem.message}" for name, problem in report.problems]
    for message in (*said, *report.said, *_attached(library, report, given)):
        warnings.warn(message, stacklevel=3)
    return lookup.show(library, list(dict.fromkeys(outcome.key for outcome in report.outcomes)))


def _attached(library: Location, report: Report, given: Iterable[Record | Path | str]) -> list[str]:
    """Attach the files that the entries of bibliography files name; return what is to be said of those that were not."""
    beside = {str(one): Path(one).parent for one in given if not isinstance(one, Record) and files.is_file(one)}
    named = [one for one in report.files if one.input in beside]
    if not named:
        return []
    from readinglist.library.files import from_entries  # noqa: PLC0415 - few bibliographies name files

    taken = from_entries.take(library, named, beside, into=report.operation)
    left = [f"{path}: it is not there" for path in taken.missing]
    return [*left, *(f"{path}: it is no document by what is in it" for path in taken.refused), *taken.failed]


def _papers(library: Location, paths: list[Path], extras: Extras, on_duplicate: OnDuplicate) -> list[Record]:
    keeping = Keeping(library, f"add {', '.join(path.name for path in paths)}", extras, on_duplicate)
    keys = []
    for verdict in papers.identify(library, papers.look_at(library, paths)):
        if verdict.action == "failed" and verdict.error:
            raise verdict.error
        if verdict.action == "unlike":
            raise papers.unlike(verdict)
        keys.append(keeping.keep(verdict).key)
    return lookup.show(library, list(dict.fromkeys(keys)))


def _item(one: Record | Path | str) -> Input | online.IdentifierLookup | pasted.WordsLookup:
    if isinstance(one, Record):
        return Input("a record", [replace(one, origin=one.origin or provenance.USER)])
    if isinstance(one, Path) or files.is_file(one):
        return _file(Path(one))
    if "{" in one:  # entries, which have identifiers in them too
        with contextlib.suppress(UnknownFormat):
            return _text(one)
    return online.recognise(one) or pasted.recognise(one) or _text(one)


def _file(path: Path) -> Input:
    try:
        return _read(str(path), path.open("rb"))
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower()) from error


def _text(text: str) -> Input:
    if "{" not in text:
        raise UnreadableFile(text, "there is no such file, and it is no identifier that is known")
    return _read("a text", io.BytesIO(text.encode()))


def _read(name: str, file: BinaryIO) -> Input:
    given, notice = read(name, file)
    if notice:
        warnings.warn(f"{name}: {notice}", stacklevel=4)
    return given
