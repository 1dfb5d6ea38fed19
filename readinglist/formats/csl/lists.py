"""Lists of BibLaTeX (manual, 2.3.4) as one text: places and publishers that stand between `and`.

Files also write `and` where there is no list, as in `Taylor and Francis` or `Institute of Science and Technology`.
"""

from __future__ import annotations

import re

from readinglist.formats.latex import decode
from readinglist.model import names

FIELDS = frozenset("location origlocation publisher origpublisher institution organization school address".split())
_PLACES = frozenset(("location", "origlocation", "address"))
_BODIES = frozenset(("institution", "organization", "school"))
# What ends the name of a house: `John Wiley and Sons`.
_TAIL = re.compile(
    r"(?:the\s)?(?:sons?|co|comp(?:any|agnie)?|cia|cie|bros|brothers|daughters|associates|partners|hijos|söhne|fils)\b.*",
    re.IGNORECASE,
)
# Houses and places of two names.
_PAIRS = frozenset(
    tuple(pair.split("+"))
    for pair in (
        "taylor+francis simon+schuster chapman+hall rinehart+winston harper+row allyn+bacon rowman+littlefield faber+faber "
        "weidenfeld+nicolson hodder+stoughton thames+hudson chatto+windus eyre+spottiswoode lawrence+wishart barnes+noble "
        "straus+giroux routledge+kegan oliver+boyd hill+wang brace+jovanovich grosset+dunlap allen+unwin smith+elder "
        "vandenhoeck+ruprecht kiepenheuer+witsch hoffmann+campe sheed+ward burns+oates williams+wilkins lea+febiger "
        "duncker+humblot königshausen+neumann angus+robertson david+charles trench+trübner sweet+maxwell methuen+co "
        "bell+howell morgan+claypool jones+bartlett cummings+hathaway prometheus+global ernst+young mcclelland+stewart "
        "trinidad+tobago bosnia+herzegovina antigua+barbuda kitts+nevis tyne+wear newfoundland+labrador jammu+kashmir "
        "tomé+príncipe wallis+futuna turks+caicos vincent+the pierre+miquelon dumfries+galloway perth+kinross argyll+bute "
        "england+wales brighton+hove hammersmith+fulham kensington+chelsea"
    ).split()
)
_BODY = re.compile(
    r"(?i)\b(?:universit|institut|laborator|department|centre|center|societ|association|academ|council|"
    r"ministr|bureau|office|agenc|school|facult|college|foundation|corporation|commission|committee|press|verlag|publish|inc\b|ltd\b)"
)
_OPEN = re.compile(rf"{_BODY.pattern}.*\b(?:of|for|on|de|für|di|da)\b", re.IGNORECASE | re.DOTALL)


def joined(name: str, inner: str) -> str:
    """Return the content of a field that is a list as one text: `Berlin; New York`.

    `name` is the field's; the last `and others` becomes `et al.`
    """
    if not is_list(name, inner):
        return decode(inner)
    parts = names.split_names(inner)
    more = parts[-1].lower() == "others"
    shown = "; ".join(decode(part) for part in parts[: -1 if more else None])
    return f"{shown} et al." if more else shown


def is_list(name: str, inner: str) -> bool:
    """Whether the content of a field is several places or bodies."""
    parts = names.split_names(inner)
    if len(parts) < 2:  # noqa: PLR2004 - one is no list
        return False
    following = [part for part in parts[1:] if part.lower() != "others"]
    if any(_TAIL.fullmatch(part) for part in following) or any(map(_is_pair, parts, following)):
        return False
    if name in _PLACES or all(map(_is_whole, parts[: len(following) + 1])):
        return True
    # What is the name of one body goes on behind `of` or `for`; that of a department may do without.
    return name not in _BODIES and not any(
        _OPEN.search(before) and not _is_whole(after) for before, after in zip(parts, following, strict=False)
    )


def _is_pair(before: str, after: str) -> bool:
    """Whether two texts are one name: `Taylor` and `Francis`."""
    first, second = (re.findall(r"\w+", decode(part).lower()) for part in (before, after))
    return bool(first and second) and (first[-1], second[0]) in _PAIRS


def _is_whole(part: str) -> bool:
    """Whether a text can only be the whole name of a body: it says which kind, or is an acronym, or is in braces."""
    return bool(_BODY.search(part)) or part.startswith("{") or (part.isupper() and len(part) > 1)
