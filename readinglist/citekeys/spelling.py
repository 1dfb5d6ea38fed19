"""The letters of a name in a key, as its language writes them with those of English: `ä → ae`, `ж → zh`.

German and Scandinavian letters are written as these languages write them where they lack them, Cyrillic by the usual systems
of each country (BGN/PCGN for Russian, the Ukrainian one of 2010, the Bulgarian of 2009, Serbian Latin without its accents),
Greek by ISO 843, simplified.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.model import languages
from readinglist.util import text

if TYPE_CHECKING:
    from readinglist.model.record import Record

Spell = Callable[[str], str]
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_UMLAUTS = "ä ae ö oe ü ue ß ss"
_NORDIC = "å aa ä ae æ ae ö oe ø oe"
_RUSSIAN = (
    "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch "
    "ъ - ы y ь - э e ю yu я ya і i ѣ e ѳ f ѵ i"
)
_SERBIAN = (
    "а a б b в v г g д d ђ dj е e ж z з z и i ј j к k л l љ lj м m н n њ nj о o п p р r с s т t ћ c у u ф f х h ц c ч c џ dz "
    "ш s ѓ gj ќ kj ѕ dz"
)
_GREEK = "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
# By the tag of the language; what one does not say, its parent says.
_TABLES = {
    "de": _UMLAUTS,
    "sv": _NORDIC, "fi": _NORDIC, "da": _NORDIC, "nb": _NORDIC, "nn": _NORDIC, "is": f"{_NORDIC} þ th ð d",
    "ru": _RUSSIAN,
    "uk": f"{_RUSSIAN} г h ґ g е e є ie и y і i ї i й i щ shch ю iu я ia",
    "be": f"{_RUSSIAN} г h ў u і i ґ g",
    "bg": f"{_RUSSIAN} щ sht ъ a х h ь y",
    "sr": f"{_SERBIAN} đ dj", "hr": "đ dj", "bs": "đ dj", "mk": _SERBIAN,
    "el": _GREEK,
}  # fmt: skip
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_CYRILLIC = frozenset(("ru", "uk", "be", "bg", "sr", "mk"))
_O = ("ο", "ό", "Ο", "Ό")
# Letters that only one of the Cyrillic alphabets has, for names whose language nobody says.
_TELLING = {"uk": "їєґ", "be": "ў", "sr": "ђћљњџј", "mk": "ѓќѕ"}
STYLES = frozenset(
    "language ascii unicode german swedish danish norwegian finnish icelandic russian ukrainian bulgarian serbian croatian "
    "greek macedonian belarusian".split()
)
_TAGS = {"macedonian": "mk", "belarusian": "be"}


def letters(name: str) -> str:
    """Return the letters and digits without accents: `Müller-Łoś → MullerLos`.

    Their case is kept; East Asian characters are kept as they are, in Unicode's normal form NFKC.
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name))
    if EAST_ASIAN.search(name):
        return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name)))
    return "".join(filter(str.isalnum, "".join(map(_without_accent, unicodedata.normalize("NFC", name)))))


def _without_accent(character: str) -> str:
    if "\u0250" <= character < "\u1e00" or character > "\u1eff":
        return character  # in other alphabets an accent makes another letter: й is not и
    folded = text.fold(character)
    return folded.capitalize() if character.isupper() else folded


def speller(style: str, record: Record) -> Callable[[str], str]:
    """Return how the letters of a record are spelled; `style` is one of STYLES.

    `language`: as the language of the record writes them; another name: as that language does; `ascii`: all of them with
    those of English, East Asian ones too, for which the extra `keys` is needed; `unicode`: as they are.
    """
    if style == "unicode":
        return lambda name: "".join(filter(str.isalnum, unicodedata.normalize("NFC", name)))
    said = record.plain("langid") or record.plain("language") if style in ("language", "ascii") else style
    tag = _TAGS.get(said.lower()) or languages.tag(languages.language(said)).partition("-")[0]
    if style == "ascii":
        return lambda name: letters(_romanised(spelled(name, tag)))
    return lambda name: letters(spelled(name, tag))


def spelled(name: str, tag: str) -> str:
    """Return a name with the letters of English, as far as the tables go; others stay.

    `Müller`, `de → Mueller`; `Щукин`, `ru → Shchukin`; accents without a rule are left to `letters`
    """
    whole = unicodedata.normalize("NFC", name)
    alphabet = tag if tag in _CYRILLIC else _alphabet(whole)
    tables = [_table(one) for one in (tag, alphabet, "el") if one in _TABLES]
    return "".join(_written(whole, place, tables, alphabet) for place in range(len(whole)))


def _written(name: str, place: int, tables: list[dict[str, str]], alphabet: str) -> str:
    character, before, after = name[place], name[max(place - 1, 0) : place], name[place + 1 : place + 2]
    low = character.lower()
    if "\u0370" <= low < "\u0400" or "\u1f00" <= low <= "\u1fff":  # Greek
        low = unicodedata.normalize("NFD", low)[0]
    found = next((table[low] for table in tables if low in table), None)
    if alphabet == "uk" and not before.isalpha():
        found = _UKRAINIAN_FIRST.get(low, found)
    if low == "υ" and before in _O:
        found = "u"
    if found is None or not character.isupper():
        return character if found is None else found
    return found.upper() if after.isupper() or (before.isupper() and not after.isalpha()) else found.capitalize()


@functools.cache
def _table(tag: str) -> dict[str, str]:
    words = _TABLES[tag].split()
    return {letter: "" if written == "-" else written for letter, written in zip(words[::2], words[1::2], strict=True)}


def _alphabet(name: str) -> str:
    """Return the language of a Cyrillic name by the letters that only it has; else Russian."""
    low = name.lower()
    return next((tag for tag, telling in _TELLING.items() if any(letter in low for letter in telling)), "ru")


def _romanised(name: str) -> str:
    if name.isascii():
        return name
    if all(ord(character) < 0x250 for character in unicodedata.normalize("NFC", name)):  # noqa: PLR2004 - Latin letters
        return name
    try:
        from anyascii import anyascii  # noqa: PLC0415 - only who asks for it has it
    except ImportError as error:
        hint = "install the extra: pip install 'readinglist[keys]'"
        raise errors.InvalidValue("key pattern", ":ascii", hint) from error
    return str(anyascii(name))
