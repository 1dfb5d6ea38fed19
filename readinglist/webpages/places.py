"""The places behind names in a byline: `Jane Doe, Berlin, and John Smith, Paris`."""

from __future__ import annotations

import re
from typing import NamedTuple

from readinglist.model import bodies
from readinglist.util.text import fold

# Capitals and other towns from which people report, in the languages in which bylines name them.
_TOWNS = frozenset(
    """aachen, abuja, accra, addis ababa, amsterdam, ankara, antwerp, athen, athens, baghdad, baku, bangalore, bangkok,
    barcelona, basel, beijing, beirut, belfast, belgrad, belgrade, bengaluru, berlin, bern, birmingham, bogota, bologna, bonn,
    boston, bratislava, bremen, brisbane, brussels, bruxelles, brussel, bucharest, budapest, buenos aires, cairo, calgary,
    canberra, cape town, chennai, chicago, cologne, copenhagen, dakar, damascus, delhi, detroit, dhaka, dresden, dubai, dublin,
    dusseldorf, edinburgh, essen, frankfurt, geneva, genf, geneve, glasgow, gottingen, graz, guangzhou, hamburg, hangzhou,
    hannover, hanoi, havana, heidelberg, helsinki, hong kong, houston, islamabad, istanbul, jakarta, jena, jerusalem,
    johannesburg, kabul, kairo, karachi, karlsruhe, kiel, kiew, kigali, kinshasa, koln, kopenhagen, kuala lumpur, kyiv, kyoto,
    lagos, leipzig, lima, linz, lisbon, lisboa, lissabon, ljubljana, london, londres, los angeles, lyon, madrid, mailand,
    mannheim, manila, marseille, melbourne, mexico city, miami, milano, minneapolis, minsk, montreal, moscow, moskau, mumbai,
    munich, munchen, munster, nairobi, nanjing, naples, new delhi, new york, new york city, nicosia, nurnberg, oslo, ottawa,
    oxford, palo alto, peking, perth, philadelphia, pittsburgh, porto, portland, potsdam, prag, prague, pretoria, rabat,
    reykjavik, riga, rio de janeiro, riyadh, roma, rome, rostock, rotterdam, salzburg, san diego, san francisco, sao paulo,
    sarajevo, seattle, seoul, shanghai, shenzhen, singapore, singapur, skopje, sofia, stockholm, strasbourg, stuttgart, taipei,
    tallinn, tashkent, tbilisi, teheran, tehran, tel aviv, the hague, tirana, tokio, tokyo, toronto, toulouse, tripoli, tunis,
    turin, ulm, utrecht, vancouver, venice, vilnius, warsaw, warschau, washington, washington d.c, washington dc, weimar,
    wellington, wien, wuhan, yerevan, zagreb, zurich""".replace("\n", " ").replace("  ", "").split(", ")
)  # fmt: skip
# Towns that are given names too: `Smith Jones, Paris` is one person, unless others report from places as well.
_NAMES_TOO = frozenset(
    "adelaide austin charlotte dallas florence lincoln madison milan paris santiago sydney vienna".split()
)
_BODY = re.compile(rf"(?i)\b(?:{bodies.WORDS}|college|universit\w*|institut\w*)\b")
_BETWEEN = re.compile(r"(\s*[,;|•·]\s*(?:(?:and|und|et|&|y|och|og)\s+)?|\s+(?:and|und|et|with)\s+)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?i)(?:jr|sr|ph\.?\s?d|m\.?d|mba|esq)\.?|i{1,3}|iv")


class _Part(NamedTuple):
    """What stands between two marks of a list of names, and the mark before it."""

    mark: str
    words: str

    @property
    def folded(self) -> str:
        return fold(self.words).rstrip(".")

    @property
    def may_be_place(self) -> bool:
        """Whether a comma parts it off what is before it, and it is one word with a capital, which is no suffix of a name."""
        return self.mark.strip() == "," and re.fullmatch(r"[^\W\d_a-z][^\W\d_-]+[\w-]*", self.words) is not None


def left_out(names: str, *, given_first: bool) -> str:
    """Return a list of names without the places behind them.

    With `given_first`, as behind a `by`, one word behind a full name is a place, whichever.
    """
    pieces = _BETWEEN.split(names)
    parts = [_Part(*pair) for pair in zip(["", *pieces[1::2]], pieces[::2], strict=True)]
    towns = sum(part.folded in _TOWNS or part.folded in _NAMES_TOO for part in parts[1:])
    kept: list[_Part] = []
    for part in parts:
        is_named = bool(kept) and " " in kept[-1].words.strip()
        is_body = is_named and _BODY.search(kept[-1].words) is not None
        is_town = (
            not is_body and "," in part.mark and (part.folded in _TOWNS or (part.folded in _NAMES_TOO and towns > 1))
        )
        is_other = given_first and part.may_be_place and not _SUFFIX.fullmatch(part.words)
        if not (is_named and (is_town or is_other)):
            kept.append(part)
    return "".join(part.mark + part.words for part in kept)
