"""Names of languages in BibLaTeX, and their codes.

The codes are those of BCP 47, ISO 639-1 and ISO 639-2.
The names are those of BibLaTeX's `langid` and, where there is no country in them, of its `language` (manual, 2.2.3 and
4.9.2). Of several names for one tag the first is given: `norwegian`, and not `norsk`, which `language` does not know.
"""

from __future__ import annotations

import re

# Name → the tag of BCP 47, then other codes of ISO 639 for the same language.
_CODES = {
    "english": "en eng", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ", "german": "de deu ger", "ngerman": "de-DE",
    "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH", "nswissgerman": "de-CH",
    "french": "fr fra fre", "acadian": "fr-CA", "canadien": "fr-CA", "spanish": "es spa", "mexican": "es-MX",
    "italian": "it ita", "dutch": "nl nld dut", "portuguese": "pt por", "brazilian": "pt-BR", "brazil": "pt-BR",
    "russian": "ru rus", "polish": "pl pol", "czech": "cs ces cze", "slovak": "sk", "slovene": "sl", "slovenian": "sl",
    "croatian": "hr", "serbian": "sr", "hungarian": "hu hun", "finnish": "fi fin", "swedish": "sv swe",
    "danish": "da dan", "norwegian": "nb nob no nor", "norsk": "nb", "nynorsk": "nn nno", "icelandic": "is",
    "greek": "el gre", "turkish": "tr tur", "latin": "la lat", "hebrew": "he heb", "arabic": "ar ara", "persian": "fa",
    "chinese": "zh zho chi", "japanese": "ja jpn", "korean": "ko kor", "catalan": "ca", "basque": "eu",
    "galician": "gl", "romanian": "ro", "bulgarian": "bg", "ukrainian": "uk ukr", "estonian": "et", "latvian": "lv",
    "lithuanian": "lt", "vietnamese": "vi", "thai": "th", "hindi": "hi", "indonesian": "id", "welsh": "cy",
    "irish": "ga",
}  # fmt: skip
NAMES = tuple(_CODES)
_TAGS = {name: codes.split()[0] for name, codes in _CODES.items()}
_BY_TAG = {tag: name for name, tag in reversed(_TAGS.items())}
_BY_CODE = {code: name for name, codes in reversed(_CODES.items()) for code in codes.split() if "-" not in code}


def language(code: str) -> str:
    """Return BibLaTeX's name of a language, whatever the country.

    `en-GB → english`, `ger → german`; a name stays as it is, an unknown code becomes empty.
    """
    # All codes of ISO 639-1 and 639-2 have two or three letters; so anything longer is a name.
    low = code.strip().lower()
    return _BY_CODE.get(low) or _BY_CODE.get(re.split("[-_]", low)[0]) or (low if len(low) > 3 else "")  # noqa: PLR2004


def is_known(name: str) -> bool:
    """Whether a name or code is that of a language known here."""
    return name.lower() in _CODES or bool(_BY_CODE.get(re.split("[-_]", name.lower())[0]))


def tag(name: str) -> str:
    """Return the tag of a language: `british → en-GB`.

    An unknown name stays as it is, as it may be a tag.
    """
    return _TAGS.get(name.lower(), name)


def langid(tag: str) -> str:
    """Return the name of exactly this tag: `en-GB → british`.

    Empty for none.
    """
    return _BY_TAG.get(tag, "")
