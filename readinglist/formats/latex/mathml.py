"""Presentation MathML as TeX.

The elements that titles and abstracts use.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable

_PREFIX = re.compile(r"(</?)[A-Za-z]+:")
_ATTRIBUTE = re.compile(r"\s(?:xmlns:?\w*|\w+:\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\w+);)\w+;")
_TAG = re.compile(r"<[^<>]*>")
_FONTS = {
    "normal": "mathrm", "bold": "mathbf", "bold-italic": "mathbf", "italic": "", "double-struck": "mathbb",
    "script": "mathcal", "fraktur": "mathfrak", "sans-serif": "mathsf", "monospace": "mathtt",
}  # fmt: skip
_OPERATORS = {"−": "-", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "{": r"\lbrace ", "}": r"\rbrace "}
_ACCENTS = {
    "^": "hat", "\u02c6": "hat", "\u0302": "hat", "~": "tilde", "\u02dc": "tilde", "\u0303": "tilde", "¯": "bar",
    "\u203e": "bar", "_": "bar", "\u0304": "bar", "\u0305": "bar", "→": "vec", "\u20d7": "vec", "˙": "dot", ".": "dot",
    "\u0307": "dot", "¨": "ddot", "\u0308": "ddot",
}  # fmt: skip
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "%#&$_"} | {"\\": "\\backslash ", "{": "", "}": "", "^": ""})
# Elements of Content MathML that are a sign by themselves.
_CONSTANTS = {
    "infinity": r"\infty ", "complexes": r"\mathbb{C}", "reals": r"\mathbb{R}", "integers": r"\mathbb{Z}", "rationals": r"\mathbb{Q}",
    "naturalnumbers": r"\mathbb{N}", "pi": r"\pi ", "exponentiale": "e", "imaginaryi": "i", "emptyset": r"\emptyset ",
}  # fmt: skip
_DEEPEST = 60  # elements within each other. A guess: deeper than any formula, and no danger to Python's stack


def converted(xml: str) -> str:
    """Return a `math` element as a formula between dollars.

    Its text without tags where it is broken. `<math><msup><mi>x</mi><mn>2</mn></msup></math> → $x^{2}$`
    """
    prepared = _ATTRIBUTE.sub("", _PREFIX.sub(r"\1", xml))
    prepared = _NAMED.sub(lambda found: html.escape(html.unescape(found[0])), prepared)
    try:
        root = ET.fromstring(prepared)  # noqa: S314 - one element without a document type declares no entities
    except ET.ParseError:
        return _TAG.sub("", xml)
    tex = " ".join(_tex(root, 0).split())
    return f"${tex}$" if tex else ""


def _tex(element: ET.Element, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    own = _ELEMENTS.get(element.tag.lower())
    if own:
        return own(element, [_tex(child, depth + 1) for child in element])
    pieces = (_tex(child, depth + 1) + (child.tail or "").strip().translate(_ESCAPED) for child in element)
    return _CONSTANTS.get(element.tag.lower()) or _content(element) + "".join(pieces)


def _content(element: ET.Element) -> str:
    return (element.text or "").strip().translate(_ESCAPED)


def _identifier(element: ET.Element, _: list[str]) -> str:
    content = _content(element)
    font = _FONTS.get(element.get("mathvariant", ""), "")
    if not font and len(content) > 1:
        font = "mathrm"
    return f"\\{font}{{{content}}}" if font and content else content


def _operator(element: ET.Element, _: list[str]) -> str:
    sign = (element.text or "").strip()
    return _OPERATORS.get(sign, sign.translate(_ESCAPED))


def _words(element: ET.Element, _: list[str]) -> str:
    content = (element.text or "").translate(_ESCAPED)
    return f"\\textrm{{{content}}}" if content.strip() else " "


def _scripts(*marks: str) -> Callable[[ET.Element, list[str]], str]:
    def written(_: ET.Element, parts: list[str]) -> str:
        base, *rest = parts or [""]
        return (base or "{}") + "".join(f"{mark}{{{part}}}" for mark, part in zip(marks, rest, strict=False) if part)

    return written


def _over(element: ET.Element, parts: list[str]) -> str:
    accent = _ACCENTS.get("".join(element[1].itertext()).strip(), "") if len(parts) > 1 else ""
    return f"\\{accent}{{{parts[0]}}}" if accent else _scripts("^")(element, parts)


def _fraction(_: ET.Element, parts: list[str]) -> str:
    return f"\\frac{{{parts[0]}}}{{{parts[1]}}}" if len(parts) > 1 else "".join(parts)


def _nth_root(_: ET.Element, parts: list[str]) -> str:
    return f"\\sqrt[{parts[1]}]{{{parts[0]}}}" if len(parts) > 1 else f"\\sqrt{{{''.join(parts)}}}"


def _square_root(_: ET.Element, parts: list[str]) -> str:
    return f"\\sqrt{{{''.join(parts)}}}"


def _fenced(element: ET.Element, parts: list[str]) -> str:
    before, between, after = (element.get(*one) for one in (("open", "("), ("separators", ","), ("close", ")")))
    held = (f"{between[:1]} " if between else "").join(parts)
    return f"{_OPERATORS.get(before, before)}{held}{_OPERATORS.get(after, after)}"


def _tensor(element: ET.Element, parts: list[str]) -> str:
    """Write a base with indices on both sides, such as an isotope."""
    places = [child.tag.lower() for child in element]
    cut = places.index("mprescripts") if "mprescripts" in places else len(parts)
    behind, before = parts[1:cut], parts[cut + 1 :]
    return (f"{{}}{_indices(before)}" if before else "") + (parts[0] if parts else "") + _indices(behind)


def _indices(parts: list[str]) -> str:
    return "".join(f"{'^' if place % 2 else '_'}{{{part}}}" for place, part in enumerate(parts) if part)


def _nothing(_: ET.Element, __: list[str]) -> str:
    return ""


def _first(_: ET.Element, parts: list[str]) -> str:
    return parts[0] if parts else ""


_ELEMENTS: dict[str, Callable[[ET.Element, list[str]], str]] = {
    "mi": _identifier,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "msub": _scripts("_"),
    "msup": _scripts("^"),
    "msubsup": _scripts("_", "^"),
    "munder": _scripts("_"),
    "mover": _over,
    "munderover": _scripts("_", "^"),
    "mmultiscripts": _tensor,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _nth_root,
    "mfenced": _fenced,
    "semantics": _first,
    "annotation": _nothing,
    "annotation-xml": _nothing,
    "none": _nothing,
    "mprescripts": _nothing,
    "mspace": lambda _, __: " ",
}
