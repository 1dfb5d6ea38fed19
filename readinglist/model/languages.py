"""Languages: what BibLaTeX calls one that is given by its ISO 639 code."""

from __future__ import annotations

import re

_LANGUAGES = {
    "ar": "arabic", "ara": "arabic", "ca": "catalan", "cs": "czech", "cze": "czech", "ces": "czech", "da": "danish",
    "dan": "danish", "de": "german", "deu": "german", "ger": "german", "el": "greek", "gre": "greek", "en": "english",
    "eng": "english", "es": "spanish", "spa": "spanish", "fi": "finnish", "fin": "finnish", "fr": "french",
    "fra": "french", "fre": "french", "he": "hebrew", "heb": "hebrew", "hu": "hungarian", "hun": "hungarian",
    "it": "italian", "ita": "italian", "ja": "japanese", "jpn": "japanese", "ko": "korean", "kor": "korean",
    "la": "latin", "lat": "latin", "nl": "dutch", "nld": "dutch", "dut": "dutch", "no": "norwegian", "nb": "norwegian",
    "nor": "norwegian", "pl": "polish", "pol": "polish", "pt": "portuguese", "por": "portuguese", "ro": "romanian",
    "ru": "russian", "rus": "russian", "sl": "slovene", "sv": "swedish", "swe": "swedish", "tr": "turkish",
    "tur": "turkish", "nob": "norwegian", "nn": "nynorsk", "nno": "nynorsk",
    "bg": "bulgarian", "hr": "croatian", "sr": "serbian", "sk": "slovak", "vi": "vietnamese", "fa": "persian",
    "hi": "hindi", "id": "indonesian", "th": "thai", "et": "estonian", "lv": "latvian", "lt": "lithuanian",
    "uk": "ukrainian", "ukr": "ukrainian", "zh": "chinese", "chi": "chinese", "zho": "chinese",
}  # fmt: skip


def language(code: str) -> str:
    """Return what BibLaTeX calls a language; a code that is not known, and a name, stay as they are."""
    low = code.strip().lower()
    return _LANGUAGES.get(low) or _LANGUAGES.get(re.split("[-_]", low)[0]) or (low if len(low) > 3 else "")  # noqa: PLR2004
