"""The Reader: a document beside what is quoted from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from readinglist.model import quote_names, stances
from readinglist.model.open_source import OWN
from readinglist.render.room import addresses
from readinglist.render.room import reader_sections as sections
from readinglist.render.room.frame import fill

if TYPE_CHECKING:
    from readinglist.model.open_source import OpenSource, SourceQuote
    from readinglist.model.record import Evidence
    from readinglist.render.room.frame import Frame

_PDF, _HTML = "pdf", "html"
_PROSE = ("html", "epub", "docx", "odt")  # of which each line is a paragraph


class WordsForm(NamedTuple):
    """What was written in the form: what the words are kept as, and its fields."""

    kind: str = "quote"
    quote: str = ""
    locator: str = ""
    text: str = ""
    public: bool = False
    claim: str = ""
    stance: str = stances.NAMES[0]
    statement: str = ""


class Trouble(NamedTuple):
    """Why words were not kept: a sentence, what the text has instead and where, the page on which they are, and whether they may be kept so."""

    sentence: str
    there: str = ""
    place: str = ""
    page: str = ""
    may_force: bool = False


NOTHING = WordsForm()


def of_note(key: str, number: int) -> str:
    """Return the address at which the reader shows a note of a source."""
    return addresses.reader(key, quote_names.of_note(number))


def of_claim(key: str, number: int) -> str:
    """Return the address at which the reader shows the quote of a claim, in the source that makes it."""
    return addresses.reader(key, quote_names.of_claim(number))


def of_evidence(claim: str, piece: Evidence) -> str:
    """Return the address at which the reader shows the quote of a piece of evidence for a claim: in the source that the evidence is from."""
    return addresses.reader(piece.key, quote_names.of_evidence(claim, piece.id))


def of_page(key: str, label: str) -> str:
    """Return the address at which the reader shows a page by its label."""
    return f"{addresses.reader(key)}#page={quote(label)}"


def file(key: str, number: int) -> str:
    """Return the address of a file of a source."""
    return f"{addresses.source(key)}/files/{number}"


def page(key: str, number: int) -> str:
    """Return the address of a saved page of a source, as it is shown in a frame."""
    return f"{addresses.source(key)}/pages/{number}"


def view(
    frame: Frame,
    opened: OpenSource,
    *,
    chosen: str = "",
    as_text: bool = False,
    given: WordsForm = NOTHING,
    problem: Trouble | None = None,
) -> str:
    """Return the page: `chosen` is the name of a quote that is shown first, `as_text` says that of a PDF the text is read."""
    file_shown = opened.file
    media = file_shown.media if file_shown else ""
    kind = _PDF if media == _PDF and not as_text else "text" if opened.parts else "none"
    key = opened.record.key
    return fill(
        "reader.html",
        frame,
        record=opened.record,
        kind=kind,
        identity=f"{opened.shown}-{file_shown.attachment.sha256 if file_shown else ''}-{kind}",
        labels=opened.labels,
        here=_with(addresses.reader(key), attachment=opened.shown, **({"as": "text"} if as_text else {})),
        files=_files(opened),
        links=_links(opened, kind),
        file_address=file(key, opened.shown or 0),
        text_address=_with(addresses.reader(key), attachment=opened.shown, **{"as": "text"}),
        page_address=page(key, opened.shown or 0) if media == _HTML else "",
        has_text=bool(opened.parts),
        has_pages=bool(opened.labels),
        parts=sections.parts(opened) if kind != _PDF else (),
        contents=sections.contents(opened, has_places=kind != _PDF),
        paragraphs=media in _PROSE,
        nothing=_nothing(opened),
        claims=_claims(opened, given),
        stances=stances.NAMES,
        quotes=[_quote(opened, one) for one in opened.quotes],
        chosen=chosen,
        given=given,
        problem=problem,
        answers=problem is not None,
    )


def _with(address: str, **more: object) -> str:
    kept = {name: value for name, value in more.items() if value is not None}
    return f"{address}?{urlencode(kept)}" if kept else address


def _files(opened: OpenSource) -> list[dict[str, object]]:
    numbers = [(one.attachment.id, one.name) for one in opened.files]
    numbers += [(OWN, "Its text")] if opened.has_own_text else []
    address = addresses.reader(opened.record.key)
    return [
        {"name": name, "address": _with(address, attachment=number), "is_shown": number == opened.shown}
        for number, name in numbers
    ]


def _links(opened: OpenSource, kind: str) -> list[dict[str, object]]:
    """Return where else what is shown can be seen: its text or its pages, and the file itself."""
    shown, found = opened.file, list[dict[str, object]]()
    if shown is None:
        return found
    address = addresses.reader(opened.record.key)
    if shown.media == _PDF and kind == _PDF and opened.parts:
        text = _with(address, attachment=opened.shown, **{"as": "text"})
        found.append({"address": text, "words": "As text", "plain": False})
    if shown.media == _PDF and kind != _PDF:
        found.append({"address": _with(address, attachment=opened.shown), "words": "As pages", "plain": False})
    if shown.media:
        found.append(
            {"address": file(opened.record.key, shown.attachment.id), "words": "Download the file", "plain": True}
        )
    return found


def _nothing(opened: OpenSource) -> str:
    shown = opened.file
    if shown is None:
        return "It has no file and no text: attach one at the source."
    if not shown.media:
        return f"{shown.name} is not there any more; `readinglist doctor` looks for it."
    return f"{shown.name} has no text that can be read here. {shown.message}"


def _claims(opened: OpenSource, given: WordsForm) -> list[tuple[str, str]]:
    known = [*opened.claims]
    return known if not given.claim or given.claim in dict(known) else [(given.claim, ""), *known]


def _quote(opened: OpenSource, one: SourceQuote) -> dict[str, object]:
    shown = opened.file
    made: dict[str, object] = {
        "name": one.name,
        "words": one.words,
        "locator": one.locator,
        "place": one.place,
        "address": addresses.reader(opened.record.key, one.name),
        "is_elsewhere": bool(shown and one.file and one.file != shown.attachment.sha256 and len(opened.files) > 1),
        "kind": "note",
        "says": "quote" if one.words else "note",
        "text": one.note.text if one.note else "",
        "note": one.note,
        "claim": "",
        "claim_address": "",
        "unfound": "",
    }
    if one.claim:
        name = f"{opened.record.key}#c{one.claim.id}"
        made |= {
            "kind": "claim",
            "says": "claims",
            "claim": one.claim.statement,
            "claim_address": addresses.claim(name),
        }
        made |= {"text": one.claim.note, "unfound": _unfound(one.claim.spot.state)}
    if one.bearing:
        piece = one.bearing.evidence
        made |= {"kind": "evidence", "says": piece.stance, "claim": one.bearing.statement}
        made |= {"claim_address": addresses.claim(one.bearing.claim), "text": piece.note}
        made |= {"unfound": _unfound(piece.spot.state)}
    return made


def _unfound(state: str) -> str:
    return {"altered": "the text has it otherwise", "absent": "not in the text"}.get(state, "")
