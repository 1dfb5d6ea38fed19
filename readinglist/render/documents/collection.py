"""A collection as one page that works offline and from disk: its sources, their claims and evidence, searched as one types.

Everything is in the page, and nothing is asked of any server. Its content policy (CSP level 3) allows the one script and the one style that it has, by
their hashes, so that no text of the user's can run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readinglist.claims.graph import STATES, Graph, GraphEdge
from readinglist.model import relations, stances
from readinglist.model.record import claim_name
from readinglist.render.graph import languages
from readinglist.render.pictures import look, plots
from readinglist.util import escape, html, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.citations.collected import Collected
    from readinglist.model.record import Claim, Evidence, Record

_FOLDER = Path(__file__).with_name("templates")
_SHOWN = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "sup": "sup", "sub": "sub"}
_ADDRESS = re.compile(r"https?://\S+")
_KEYS = (
    ("/", "search"),
    ("j", "next source"),
    ("k", "source before"),
    ("Enter", "open; in the search, go to what was found"),
    ("Esc", "back to the search"),
    ("?", "these keys"),
)


def page(collected: Sequence[Collected], title: str) -> str:
    """Return the page."""
    script = "".join(_FOLDER.joinpath(name).read_text("utf-8") for name in ("page_graph.js", "page.js"))
    style = _FOLDER.joinpath("page.css").read_text("utf-8") + look.style()
    data = {
        "sources": [{**_printable(_source(one)), "bib": one.bib} for one in collected],
        "kinds": _kinds(),
        "stances": stances.NAMES,
    }
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    keys = "".join(f"<li><kbd>{key}</kbd> {escape.html(what)}</li>" for key, what in _KEYS)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape.html(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f'<link rel="icon" href="data:,">\n<title>{escape.html(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n'
        f'<a class="skip" href="#view">To the source</a>\n<header>\n<h1>{escape.html(title)}</h1>\n'
        '<input id="search" type="search" aria-label="Search" placeholder="Search titles, people, notes, claims" autocomplete="off">\n'
        '<div id="facets"></div>\n<ul class="views"><li><a href="#view=claims">Claims</a></li><li><a href="#view=matrix">Matrix</a></li><li><a href="#view=graph">Graph</a></li><li><a href="#view=overview">Overview</a></li></ul>\n<p><span id="said" role="status"></span> <button id="keys" type="button">Keys</button></p>\n</header>\n'
        '<div class="both">\n<nav aria-label="Sources" tabindex="0"><ul id="list"></ul></nav>\n'
        '<main id="view"><p class="where" id="nothing">Choose a source.</p><noscript><p>This page needs its script, which asks nothing of any server.</p></noscript></main>\n</div>\n'
        f'<template id="overview"><div class="plots">{"".join(_plots([one.record for one in collected]))}</div></template>\n'
        f'<dialog id="help" aria-label="Keys"><h2>Keys</h2><ul>{keys}</ul><form method="dialog"><button>Close</button></form></dialog>\n'
        f'<script type="application/json" id="data">{_as_data(data)}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _kinds() -> dict[str, tuple[str, str, str]]:
    """Return the colour and the mark of each kind of connection, and what it is called from its other end."""
    kinds = (*relations.NAMES, STATES)
    marks = languages.letters(Graph((), tuple(GraphEdge("", kind, "") for kind in kinds)))
    back = {kind: relations.inverse(kind) for kind in relations.NAMES} | {STATES: "is stated by"}
    return {kind: (languages.COLOURS[kind], marks[kind], back[kind]) for kind in kinds}


def _plots(records: Sequence[Record]) -> Iterator[str]:
    """Yield the plots of a collection: of what is public alone, and so not of what was read when."""
    years = Counter(record.year for record in records if record.year is not None)
    tags = Counter(tag for record in records for tag in record.tags)
    grid = {tag: Counter[int]() for tag, _ in tags.most_common()}
    for record in records:
        for tag in record.tags if record.year is not None else ():
            grid[tag][record.year or 0] += 1
    said = Counter(piece.stance for record in records for claim in record.claims for piece in claim.evidence)
    yield from plots.figure(
        plots.by_name(
            "Sources by year, the latest first",
            {str(year): count for year, count in sorted(years.items(), reverse=True)},
            "years",
        )
    )
    for title, counts, name in (
        ("Sources by type", Counter(record.type for record in records), "types"),
        ("Sources by tag", tags, "tags"),
        ("Evidence by stance", said, "stances"),
    ):
        if counts:
            yield from plots.figure(plots.by_name(title, dict(counts.most_common()), name))
    if any(grid.values()):
        yield from plots.figure(plots.by_tag_and_year({tag: counts for tag, counts in grid.items() if counts}, "grid"))


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _as_data(value: object) -> str:
    """Return JSON that may stand in a script element of HTML: nothing in it ends one, or is a comment."""
    return (
        json.dumps(value, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _source(one: Collected) -> dict[str, Any]:
    record = one.record
    shown = pieces(one.html)
    return {
        "key": record.key,
        "title": record.title,
        "label": one.label or record.key,
        "byline": record.byline,
        "people": " ".join(person.whole for person in record.contributors),
        "year": record.year or "",
        "venue": record.venue,
        "type": record.type,
        "tags": [*record.tags],
        "abstract": record.plain("abstract"),
        "annotation": record.plain("annotation"),
        "formatted": bool(shown),
        "pieces": shown,
        "reference": "".join(piece[0] for piece in shown) or one.plain,
        "notes": [{"text": note.text, "quote": note.quote, "locator": note.locator} for note in record.notes],
        "claims": [_claim(record, claim) for claim in record.claims],
        "bears": [
            {**_evidence(x.evidence), "claim": x.claim, "statement": x.statement, "key": x.claim.partition("#")[0]}
            for x in record.bears
        ],
        "links": [
            {
                "relation": link.relation,
                "words": link.relation if link.direction == "out" else relations.inverse(link.relation),
                "key": link.key,
                "out": link.direction == "out",
            }
            for link in record.links
        ],
    }


def _printable(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return a value of JSON without characters that control, hide or reorder what is shown."""
    if isinstance(value, str):
        return text.printable_block(value)
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value


def _claim(record: Record, claim: Claim) -> dict[str, Any]:
    return {
        "name": claim_name(record.key, claim.id),
        "statement": claim.statement,
        "quote": claim.quote,
        "locator": claim.locator,
        "verdict": claim.verdict,
        "evidence": [_evidence(piece) for piece in claim.evidence],
    }


def _evidence(piece: Evidence) -> dict[str, Any]:
    known = stances.TABLE.get(piece.stance)
    sign = known.sign if known else "?"
    return {
        "stance": piece.stance,
        "sign": sign,
        "key": piece.key,
        "quote": piece.quote,
        "locator": piece.locator,
        "checked": piece.checked,
    }


def pieces(source: str) -> list[list[str]]:
    """Return a reference in HTML as pieces of text, each with the element that shows it and, for a link, its address; the page sets no HTML."""
    found: list[list[str]] = []
    open_: list[str] = []
    address = ""
    for token in html.tokens(source):
        name, is_end = token.name.removeprefix("/"), token.name.startswith("/")
        if not name:
            text = re.sub(r"\s+", " ", token.text)
            found.append([text, "link", address] if address else [text, open_[-1] if open_ else "", ""])
        elif name == "a":
            href = "" if is_end else token.attributes.get("href", "")
            address = href if _ADDRESS.fullmatch(href) else ""
        elif name in _SHOWN and not is_end:
            open_.append(_SHOWN[name])
        elif name in _SHOWN and open_:
            open_.pop()
    return _trimmed([piece for piece in found if piece[0]])


def _trimmed(pieces: Iterable[list[str]]) -> list[list[str]]:
    found = list(pieces)
    if found:
        found[0][0], found[-1][0] = found[0][0].lstrip(), found[-1][0].rstrip()
    return [piece for piece in found if piece[0]]
