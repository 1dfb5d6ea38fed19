"""How citation keys are compared."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(4_096)  # an import asks for each key a dozen times
def folded_key(key: str) -> str:
    """Return a key as it is compared: without regard to case, and to how its accents are encoded.

    `Müller2001`, with the ü as one character or as two (Unicode's NFC and NFD) → `müller2001` in NFC
    """
    if key.isascii():
        return key.casefold()
    from unicodedata import normalize  # noqa: PLC0415 - nearly all keys are ASCII, and every start imports this

    return normalize("NFC", normalize("NFC", key).casefold())


def is_same_key(one: str, other: str) -> bool:
    """Whether two keys are the same but for how their accents are encoded."""
    return one == other or (folded_key(one) == folded_key(other) and _composed(one) == _composed(other))


def _composed(key: str) -> str:
    from unicodedata import normalize  # noqa: PLC0415 - as above

    return normalize("NFC", key)
