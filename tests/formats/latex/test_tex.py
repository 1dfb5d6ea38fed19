from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import get_builtin_uni2latex_dict

from readinglist.formats import latex as _tex
from readinglist.formats.latex import encoder
from tests.work import assert_linear_in


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"M{\"u}ller", "Müller"),
        (r"M\"{u}ller", "Müller"),
        (r"{M\"uller}", "Müller"),
        (r"Jos\'e Garc{\'\i}a", "José García"),
        (r"na\"{\i}ve", "naïve"),
        (r"\c{C}elik and \v{S}koda", "Çelik and Škoda"),
        (r"\c Celik", "Çelik"),
        (r"Erd{\H o}s", "Erdős"),
        (r"{\L}{\'o}d{\'z}", "Łódź"),
        (r"S{\o}ren {\AA}ngstr{\"o}m", "Søren Ångström"),
        (r"Stra{\ss}e", "Straße"),
        (r"R\&D, 50\% of \$3 \#1 a\_b", "R&D, 50% of $3 #1 a_b"),
        ("50% of it & more", "50% of it & more"),
        ("pages 1--2 --- or", "pages 1–2 — or"),
        ("``quoted'' text", "“quoted” text"),
        ("Knuth,~D.~E.", "Knuth, D. E."),
        ("{DNA} {R}epair in {{GPT-4}}", "DNA Repair in GPT-4"),
        (r"\emph{E. coli} and \textbf{more}", "E. coli and more"),
        (r"\href{https://e.org}{the page}", "the page"),
        (r"The \LaTeX{} Companion", "The LaTeX Companion"),
        (r"$\alpha$-helix, $x^2$, $H_2O$", "α-helix, x², H₂O"),
        (r"{\textbraceleft}x{\textbraceright}", "{x}"),
        (r"C:\Users", r"C:\Users"),
        (r"a \unknown{thing} b", "a thing b"),
        ("", ""),
    ],
)
def test_latex_is_read_as_a_person_reads_it(latex: str, plain: str) -> None:
    assert _tex.decode(latex) == plain


@given(st.text(alphabet=st.sampled_from("ab {}\\$~\"'`^cvH-%&_#α\n")))
def test_any_text_comes_through(latex: str) -> None:
    plain = _tex.decode(latex)
    assert plain == unicodedata.normalize("NFC", plain)
    assert "  " not in plain


@pytest.mark.parametrize("unit", ["\\", "{", "}", "\\'", "$", "\\a{", '{\\"', "\\sqrt{", "``"])
def test_a_text_takes_work_in_proportion_to_its_length(unit: str) -> None:
    assert_linear_in(_tex.decode, unit)
    assert isinstance(_tex.decode(unit * 50_000), str)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Zl", "Zp"))))
def test_plain_text_comes_back_as_it_was(text: str) -> None:
    coded = _tex.encode(text)
    assert _tex.decode(coded) == unicodedata.normalize("NFC", " ".join(text.split()))
    assert coded.count("{") == coded.count("}")


def test_every_character_that_can_be_written_is_ascii_and_reads_back() -> None:
    known = encoder.known()
    assert len(known) > 900
    for character, form in known.items():
        assert form.isascii(), character
        assert _tex.decode(form) == _tex.decode(character), character
        assert _tex.encode_accents(f"{{x{character}y}}").isascii(), character


@given(st.text(st.sampled_from(sorted(encoder.known())) | st.sampled_from("ab {}")))
def test_accents_and_their_latex_read_the_same(raw: str) -> None:
    assert _tex.decode(_tex.encode_accents(raw)) == _tex.decode(raw)


def test_what_latex_cannot_write_is_kept_and_named() -> None:
    assert _tex.encode_accents("é 深 ü") == "{\\'e} 深 {\\\"u}"
    assert _tex.unencodable("é 深度 ü") == ["度", "深"]


# Where we differ from pylatexenc on purpose: letters of formulae are read as letters, so that a search finds them; an
# accent on a command for a Cyrillic letter, which nobody types, stays beside it; what nobody sees is left out; and of signs
# that look alike we take the one that the command prints.
ON_PURPOSE = re.compile(
    r"\\math|\\[\"=H`]\\(?:CYR|cyr)|\\-$|\\text(?:asciicircum|periodcentered|compwordmark|asteriskcentered|langle|rangle)"
    r"|\\(?:nolinebreak|blacksquare|diamond|preceq|succeq)\b"
)


def test_characters_that_both_know_read_as_pylatexenc_reads_them() -> None:
    reader = LatexNodes2Text(strict_latex_spaces=True)
    compared = 0
    for code, latex in get_builtin_uni2latex_dict().items():
        character = unicodedata.normalize("NFC", chr(code))
        if character.isspace() or character.isascii() or ON_PURPOSE.search(latex) or "textfrac" in latex:
            continue
        if unicodedata.normalize("NFC", reader.latex_to_text(latex).strip()) == character:
            compared += 1
            assert _tex.decode(latex) == character, latex
    assert compared > 800
