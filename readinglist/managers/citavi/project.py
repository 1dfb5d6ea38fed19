"""The parts of a project of Citavi: works, and what belongs to each by its number."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from readinglist.formats import xml_records as xml
from readinglist.managers.citavi.work import CitaviWork, pages_of, record
from readinglist.model.attachment import Attachment, Highlight
from readinglist.model.record import Link, Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

_PICTURE = "1"  # the kind of a thought that is a file
_DIRECT = "1"  # the kind of a quotation that is word for word
_KINDS = {"2": "indirect quotation", "3": "summary", "4": "comment", "5": "highlight", "6": "highlight"}
_WEB = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_DEEPEST = 20  # categories in each other; a guess
_SHOWN = 60  # characters of a thought that is said to be left out


def load(text: str, wishes: Wishes) -> Iterator[Item]:
    """Yield the works of a project, and notices."""
    for found in xml.elements(text, "CitaviExchangeData"):
        if isinstance(found, Problem):
            yield found
        else:
            yield from CitaviProject(found[0], wishes).items()


class CitaviProject:
    """A project, with its tables by the numbers of their rows."""

    def __init__(self, root: ET.Element, wishes: Wishes) -> None:
        self.root, self.wishes = root, wishes
        self.rows = {row.get("id", ""): row for table in root for row in table if row.get("id")}
        self.works = list(root.iterfind("References/Reference"))
        self.notes = self._by_work("KnowledgeItems/KnowledgeItem")
        self.places = self._by_work("Locations/Location")
        self.wholes = {part: whole for whole, parts in self.pairs("ReferenceReferences").items() for part in parts}
        self.links = self._linked()

    def pairs(self, table: str) -> dict[str, list[str]]:
        """Return what a table of relations says: the rows for each row, without their places."""
        found: dict[str, list[str]] = {}
        for row in self.root.iterfind(f"{table}/OnetoN"):
            first, *others = (row.text or "").strip().split(";")
            found.setdefault(first, []).extend(other.partition(":")[0] for other in others)
        return found

    def _by_work(self, path: str) -> dict[str, list[ET.Element]]:
        found: dict[str, list[ET.Element]] = {}
        for row in self.root.iterfind(path):
            found.setdefault(xml.at(row, "ReferenceID"), []).append(row)
        return found

    def _linked(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.root.iterfind("EntityLinks/EntityLink"):
            ends = [(xml.at(row, f"{end}ID"), xml.at(row, f"{end}Type")) for end in ("Source", "Target")]
            if all(kind == "Reference" for _, kind in ends):
                found.setdefault(ends[0][0], []).append(ends[1][0])
        return found

    def items(self) -> Iterator[Item]:
        """Yield the works, and a notice for each piece that does not come along."""
        people = {
            role: self.pairs(f"Reference{role}")
            for role in ("Authors", "Editors", "Collaborators", "Organizations", "OthersInvolved")
        }
        publishers, words = self.pairs("ReferencePublishers"), self.pairs("ReferenceKeywords")
        collections = self._collections() if self.wishes.collections else {}
        for row in self.works:
            number = row.get("id", "")
            yield record(
                CitaviWork(
                    row=row,
                    whole=self.rows.get(self.wholes.get(number, "")),
                    rows=self.rows,
                    people={role: found.get(number, []) for role, found in people.items()},
                    people_of_whole={
                        role: found.get(self.wholes.get(number, ""), []) for role, found in people.items()
                    },
                    publishers=publishers.get(number) or publishers.get(self.wholes.get(number, ""), []),
                    tags=[
                        *(xml.at(self.rows[one], "Name") for one in words.get(number, ()) if one in self.rows),
                        *collections.get(number, ()),
                    ],
                    notes=tuple(_note(place, one) for place, one in enumerate(self.notes.get(number, ()), 1)),
                    links=tuple(
                        Link("related", one)
                        for one in dict.fromkeys(self.links.get(number, ()))
                        if one in self.rows and one != number
                    ),
                    library=[
                        self._shelf(one)
                        for one in self.places.get(number, ())
                        if xml.at(one, "CallNumber") or xml.at(one, "LibraryID")
                    ],
                    attachments=tuple(_attached(self.places.get(number, ()))),
                    addresses=[address for one in self.places.get(number, ()) if _WEB.match(address := _address(one))],
                )
            )
        yield from self._left_out()

    def _shelf(self, place: ET.Element) -> str:
        library = self.rows.get(xml.at(place, "LibraryID"))
        name = xml.at(library, "Name") if library is not None else ""
        return ", ".join(filter(None, (name, xml.at(place, "CallNumber"))))

    def _collections(self) -> dict[str, list[str]]:
        """Return the groups and categories of each work as tags, a category below that around it: `Methods/Surveys`."""
        above = {part: whole for whole, parts in self.pairs("CategoryCategories").items() for part in parts}
        found: dict[str, list[str]] = {}
        for table in ("ReferenceGroups", "ReferenceCategories"):
            for work, rows in self.pairs(table).items():
                for number in rows:
                    names: list[str] = []
                    while number in self.rows and len(names) < _DEEPEST:
                        names.insert(0, xml.at(self.rows[number], "Name").replace("/", "-"))
                        number = above.get(number, "") if table == "ReferenceCategories" else ""  # noqa: PLW2901 - upwards
                    found.setdefault(work, []).append("/".join(filter(None, names)))
        return found

    def _left_out(self) -> Iterator[Problem]:
        known = {row.get("id", "") for row in self.works}
        for work, rows in self.notes.items():
            for row in rows if work not in known else ():
                what = (xml.at(row, "CoreStatement") or xml.at(row, "Text"))[:_SHOWN]
                yield Problem(0, f"the thought “{what}” was left out, as it belongs to no work", broken=False)
        for row in self.root.iterfind("KnowledgeItems/KnowledgeItem"):
            if xml.at(row, "KnowledgeItemType") == _PICTURE and xml.at(row, "ReferenceID") in known:
                what = xml.at(row, "CoreStatement")[:_SHOWN]
                yield Problem(
                    0, f"the picture of the note “{what}” was left out, as a backup does not hold it", broken=False
                )
        for row in self.root.iterfind("TaskItems/TaskItem"):
            source = self.rows.get(xml.at(row, "ReferenceID"))
            of = f" for “{xml.at(source, 'Title')[:_SHOWN]}”" if source is not None else ""
            yield Problem(
                0,
                f"the task “{xml.at(row, 'Name')[:_SHOWN]}”{of} was left out, as there are no tasks here",
                broken=False,
            )


def _note(number: int, row: ET.Element) -> Note:
    """Return a thought or a quotation as a note, its heading in front of what was written."""
    text, heading = (row.findtext("Text") or "").strip(), xml.at(row, "CoreStatement")
    is_quote = xml.at(row, "QuotationType") == _DIRECT and bool(text)
    kind = _KINDS.get(xml.at(row, "QuotationType"), "")
    if heading and text.startswith(heading.rstrip("….")):
        heading = ""  # which Citavi made of the text
    quote = text.strip('“”"„') if is_quote else ""
    written = "\n\n".join(filter(None, (heading, "" if is_quote else text))) or ("" if is_quote else kind)
    pages = pages_of(row.findtext("PageRange") or "")
    changed = _moment(xml.at(row, "ModifiedOn"))
    return Note(
        id=number,
        text=written,
        quote=quote,
        locator=f"page {pages}" if pages else "",
        created=_moment(xml.at(row, "CreatedOn")),
        highlight=Highlight(
            file="citavi",
            mark=row.get("id", ""),
            author=xml.at(row, "CreatedBy").strip("_"),
            quote=quote,
            text=written,
            at=changed,
            kind="note",
        ),
    )


def _moment(written: str) -> str:
    return f"{written[:19]}Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.{0,20}", written) else ""


def _address(place: ET.Element) -> str:
    """Return where a place leads: an address or a path, which newer versions keep in JSON."""
    written = xml.at(place, "Address")
    if not written.startswith("{"):
        return written
    try:
        found = json.loads(written[:5000])
    except (ValueError, RecursionError):
        return ""
    address = found.get("UriString", "") if isinstance(found, dict) else ""
    return address if isinstance(address, str) else ""


def _attached(places: list[ET.Element] | tuple[()]) -> Iterator[Attachment]:
    paths = [path for one in places if (path := _address(one)) and not _WEB.match(path) and not path.startswith("10.")]
    for number, path in enumerate(dict.fromkeys(paths), 1):
        yield Attachment(id=number, path=path, name=path.replace("\\", "/").rpartition("/")[2])
