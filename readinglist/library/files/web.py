"""Files from the web: what an address gives, and a page as one file that opens offline."""

from __future__ import annotations

import contextlib
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from readinglist.attachments import contents, savers, snapshot
from readinglist.attachments.errors import AttachedAlready, NoAddress
from readinglist.errors import InvalidValue, NetworkError
from readinglist.formats import bibtex
from readinglist.library.files import attach, shelf
from readinglist.library.files.attach import NewFile
from readinglist.library.online import session
from readinglist.library.open import reading
from readinglist.library.operation import change, perform, resolve
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import schemes
from readinglist.model.attachment import KINDS
from readinglist.network import ask
from readinglist.network.errors import BadAnswer, NotThere
from readinglist.util import files
from readinglist.util.clock import now
from readinglist.util.text import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.library.files.attach import Done
    from readinglist.library.location import Location
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record
    from readinglist.network.wire import Response
    from readinglist.store import Writer

MOST = 100_000_000  # bytes of a file from the web; a guess, as a scanned book has
_FILES = "application/pdf,text/html;q=0.9,application/xhtml+xml;q=0.9,*/*;q=0.5"
_OK = 200
_HTML = ("text/html", "application/xhtml+xml")
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80
_NO_TIME = re.compile(r"\D")
_ARCHIVED = re.compile(r"https://web\.archive\.org/web/[0-9]{4,14}[a-z_]*/\S{1,2000}")


class Saved(NamedTuple):
    """A page that was saved: what was attached, and how many of its pictures and style sheets are not in it."""

    done: Done
    missing: int


@contextlib.contextmanager
def as_files(library: Location, targets: Sequence[str], access: Access = DEFAULT) -> Iterator[list[NewFile]]:
    """Give files for paths and addresses; what addresses give is loaded into a folder that is gone afterwards.

    A page is made one file, as `save` makes it. Raises NetworkError.
    """
    if not any(map(is_web_address, targets)):
        yield [attach.named(target) for target in targets]
        return
    with (
        tempfile.TemporaryDirectory(prefix="readinglist-") as folder,
        session.asking(library, access, limit=MOST) as asker,
    ):
        places = (Path(folder) / str(number) for number in range(len(targets)))
        yield [
            _loaded(asker, target, place)[0] if is_web_address(target) else attach.named(target)
            for target, place in zip(targets, places, strict=True)
        ]


def attach_all(
    library: Location,
    key: str,
    targets: Sequence[str | Path],
    kind: str = "",
    label: str = "",
    pages: str = "",
    *,
    link: bool = False,
) -> list[Done]:
    """Attach files and what is at addresses, all with the same label; an address cannot be linked. Raises what `attach.attach` does, and InvalidValue."""
    written = [str(target) for target in targets]
    if link and (address := next(filter(is_web_address, written), "")):
        raise InvalidValue("link", address, "what is on the web has no place on this machine; keep a copy")
    if kind and kind not in KINDS:
        raise InvalidValue("kind", kind, f"give one of {', '.join(KINDS)}")
    with as_files(library, written) as found:
        new = [one._replace(kind=kind or one.kind, label=label, pages=pages) for one in found]
        return attach.attach(library, key, new, link=link)


def save(
    library: Location,
    key: str,
    address: str = "",
    access: Access = DEFAULT,
    *,
    program: str = "",
    dry_run: bool = False,
) -> Saved:
    """Save the page of a source as one file, and attach it; the address of an archive's copy is kept with it where one is known.

    The source gets the date of the visit, and the archive's address as its addendum, where it has none. With a `program` that saves
    pages (`attachments.savers`) that one loads it. Raises NoSuchSource, NoAddress, AttachedAlready, NotSaved and NetworkError.
    """
    with reading(library) as opened:
        record = opened.record(opened.find(key))
    address = address or _address(record)
    with (
        tempfile.TemporaryDirectory(prefix="readinglist-") as folder,
        session.asking(library, access, limit=MOST) as asker,
    ):
        if program:
            new, missing = _saved_by(program, address, Path(folder)), 0
        else:
            new, missing = _loaded(asker, address, Path(folder) / "0")
        _check_new(library, record, new)
        new = new._replace(archived=archived(asker, address))
        done = _keep(library, record.key, new, dry_run=dry_run)
    return Saved(done, missing)


def _check_new(library: Location, record: Record, new: NewFile) -> None:
    """Raise AttachedAlready for a page that is as it was when it was kept before: only the time is another."""
    content, where = new.path.read_bytes(), shelf.of(library)
    for one in record.attachments:
        place = where.place(one)
        is_same_page = one.url == new.url and one.fetched and files.is_file(place)
        if is_same_page and place.read_bytes().replace(one.fetched.encode(), new.fetched.encode()) == content:
            raise AttachedAlready(record.key, one.id, new.url)


def _keep(library: Location, key: str, new: NewFile, *, dry_run: bool) -> Done:
    examined = list(attach.examine(library, [new]))

    def body(opened: Writer) -> Done:
        source = resolve(opened, [key])[0]
        with attach.Placing(shelf.of(library), dry_run=dry_run) as placing:
            (done,) = attach.placed(opened, source, examined, placing)
        change(opened, [source], lambda standing: _with_visit(standing, new))
        return done

    return perform(library, f"snapshot {key}", body, dry_run=dry_run)


def archived(asker: Asker, address: str) -> str:
    """Return the address of the copy that the Internet Archive has of a page, the nearest to now; empty for none, and where it fails.

    It is asked by its interface for availability (archive.org/help/wayback_api.php).
    """
    when = _NO_TIME.sub("", now())[:14]
    url = f"{asker.services.archive}/wayback/available?url={quote(address, safe='')}&timestamp={when}"
    with contextlib.suppress(NetworkError):
        snapshots = ask.asked_json(asker.get, url).get("archived_snapshots")
        closest = snapshots.get("closest") if isinstance(snapshots, dict) else None
        if isinstance(closest, dict) and closest.get("available") is True:
            found = str(closest.get("url", "")).replace("http://", "https://", 1)
            return found if _ARCHIVED.fullmatch(found) else ""
    return ""


def _loaded(asker: Asker, address: str, place: Path) -> tuple[NewFile, int]:
    """Load what an address gives into a file; a page is made one file, and the number of what is not in it is returned."""
    answer = asker.get(address, accept=_FILES)
    if answer.status != _OK:
        raise NotThere(address, answer.status)
    at, missing = now(), 0
    content = answer.content
    is_page = contents.media(content[:4096]) == contents.HTML or answer.media_type in _HTML
    if not content.strip():
        raise BadAnswer(address, "it is empty")
    if is_page and not content.startswith(b"%PDF-"):
        page = snapshot.build(answer.text, answer.url, lambda url: _resource(asker, url), at=at)
        content, missing = page.html.encode("utf-8", "replace"), page.missing
    place.write_bytes(content)
    named = place.with_name(_name(answer, is_page=is_page))
    place.rename(named)
    return NewFile(named, "snapshot" if is_page else "", url=answer.url, fetched=at), missing


def _saved_by(program: str, address: str, folder: Path) -> NewFile:
    """Let a program save a page, of which then nothing is kept that runs or loads more."""
    at = now()
    page = snapshot.build(savers.save(program, address, folder), address, lambda _url: None, at=at)
    place = folder / "saved.html"
    place.write_bytes(page.html.encode("utf-8", "replace"))
    return NewFile(place, "snapshot", url=address, fetched=at)


def _resource(asker: Asker, url: str) -> snapshot.Resource | None:
    try:
        answer = asker.get(url)
    except NetworkError:
        return None
    return snapshot.Resource(answer.url, answer.media_type, answer.content) if answer.status == _OK else None


def _name(answer: Response, *, is_page: bool) -> str:
    """Return what a file from the web is called: the last part of its address."""
    last = unquote(urlsplit(answer.url).path).rstrip("/").rpartition("/")[2]
    plain = _UNSAFE.sub("_", last).strip("._")[:_LONGEST_NAME] or "page"
    return f"{plain.removesuffix('.html').removesuffix('.htm')}.html" if is_page else plain


def _address(record: Record) -> str:
    """Return the address of a source's page: that of its own, else that of an identifier. Raises NoAddress."""
    ranked = sorted(record.identifiers, key=lambda one: one.scheme != "url")
    for one in ranked:
        if is_web_address(found := schemes.address(one.scheme, one.value)):
            return found
    raise NoAddress(record.key, has_files=bool(record.attachments))


def _with_visit(record: Record, new: NewFile) -> Record:
    changes: dict[str, str | None] = {}
    if record.plain("url") and not record.plain("urldate"):
        changes["urldate"] = f"{{{new.fetched[:10]}}}"
    if new.archived and not record.plain("addendum"):
        changes["addendum"] = f"{{Archived at \\url{{{new.archived}}}}}"
    return bibtex.edit(record, changes) if changes else record
