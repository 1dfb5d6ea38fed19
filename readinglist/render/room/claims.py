"""The views of claims: articles that state some, a text with its claims marked, a claim with its evidence for and against, and what a source comes from."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from readinglist.claims.gaps import KINDS
from readinglist.model import stances
from readinglist.model.record import claim_name
from readinglist.render.pictures import trees
from readinglist.render.pictures.look import Look
from readinglist.render.room.frame import fill, safe
from readinglist.render.room.graph import leads
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from readinglist.claims.claims import Stated
    from readinglist.claims.marked import Article, ClaimInFull, MarkedArticle, SourceInFull
    from readinglist.model.record import Claim, Evidence
    from readinglist.render.room.frame import Frame

_FOR = "For"
_SIDES = (
    (_FOR, (stances.SUPPORTS, stances.QUALIFIES)),
    ("Against", (stances.CONTRADICTS,)),
    ("Background", (stances.BACKGROUND,)),
)
_MOST = 100  # claims of a list


class Side(NamedTuple):
    """The evidence of one side: for the claim, against it, or neither."""

    title: str
    pieces: tuple[Evidence, ...]


class DrawnTree(NamedTuple):
    """A tree as a picture and as a list: each box with its depth and where it leads."""

    title: str
    picture: Markup
    words: tuple[tuple[int, trees.Branch, str], ...]


def index(frame: Frame, articles: Sequence[Article], problem: str = "") -> str:
    """Return the articles that state claims."""
    return fill(
        "claims.html",
        frame,
        articles=articles,
        asked="",
        kinds=KINDS,
        listed=None,
        problem=problem,
        gap="",
    )


def found(frame: Frame, claims: Sequence[tuple[Stated, str]], asked: str, gap: str = "", problem: str = "") -> str:
    """Return the claims that a query finds, or that have a gap of a kind, each with a sentence on it."""
    values = {
        "articles": (),
        "asked": asked,
        "gap": gap,
        "kinds": KINDS,
        "problem": problem,
        "listed": claims[:_MOST],
        "unlisted": max(0, len(claims) - _MOST),
    }
    return fill("claims.html", frame, **values)


def article(frame: Frame, found: MarkedArticle) -> str:
    """Return a text with its claims marked, and beside it each claim with the signs of its evidence."""
    values = {
        "found": found,
        "record": found.record,
        "gaps": {claim.id: said for claim in found.record.claims if (said := _gaps(found, claim))},
        "lines": _lines,
        "claims": {claim.id: claim for claim in found.record.claims},
        "signs": {claim.id: _signs(claim) for claim in found.record.claims},
    }
    return fill("article.html", frame, **values)


def _lines(words: str) -> Markup:
    """Return a text as HTML that keeps its line breaks, which the style sheet shows."""
    return safe(html.escape(text.printable_block(words)))


def _gaps(found: MarkedArticle, claim: Claim) -> str:
    """Return the kinds of gaps of a claim: `unchecked, quote unverified (3)`."""
    name = claim_name(found.record.key, claim.id)
    kinds = Counter(gap.kind for gap in found.gaps if gap.claim == name)
    said = (f"{kind} ({count})" if count > 1 else kind for kind, count in kinds.items())
    return ", ".join(said).replace("-", " ")


def _signs(claim: Claim) -> str:
    """Return the evidence for a claim in signs and words: `+ 2 supports, - 1 contradicts`."""
    counts = {name: sum(piece.stance == name for piece in claim.evidence) for name in stances.NAMES}
    return ", ".join(f"{stances.TABLE[name].sign} {count} {name}" for name, count in counts.items() if count)


def claim(frame: Frame, found: ClaimInFull) -> str:
    """Return a claim in full: its words, verdict, evidence by side, gaps, and where it comes from."""
    pieces = found.stated.claim.evidence
    known = {name for _, names in _SIDES for name in names}
    sides = [Side(title, tuple(piece for piece in pieces if piece.stance in names)) for title, names in _SIDES]
    sides.append(Side("Other", tuple(piece for piece in pieces if piece.stance not in known)))
    values = {
        "found": found,
        "name": found.stated.name,
        "claim": found.stated.claim,
        "record": found.stated.source,
        "sides": [side for side in sides if side.pieces or side.title in (_FOR, "Against")],
        "trace": _tree(trees.of_trace(found.trace), f"Where {found.stated.name} comes from", "-trace"),
    }
    return fill("claim.html", frame, **values)


def source(frame: Frame, found: SourceInFull) -> str:
    """Return where a source comes from, and what falls with it."""
    values = {
        "record": found.record,
        "trace": _tree(trees.of_trace(found.trace), f"Where {found.record.key} comes from", "-trace"),
        "impact": _tree(trees.of_impact(found.impact), f"What falls with {found.record.key}", "-impact"),
    }
    return fill("depends.html", frame, **values)


def _tree(tree: trees.Branch, title: str, name: str) -> DrawnTree:
    picture = safe("\n".join(trees.svg(tree, title, Look(leads, styled=False, name=name))))
    words = tuple(
        (depth, branch, "" if branch.kind == "group" else leads(branch.name)) for depth, branch in trees.in_words(tree)
    )
    return DrawnTree(title, picture, words)
