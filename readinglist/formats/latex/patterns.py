"""The patterns of the decoder, for text and for formulas."""

from __future__ import annotations

import re

from readinglist.formats.latex.tables import ACCENTS, HATS, LETTERS


def _argument(depth: int) -> str:
    """Return the pattern of an argument with braces inside, `depth` levels deep.

    Its repetitions are possessive, so that there is only one way to match and the time is linear.
    """
    inner = rf"|{_argument(depth - 1)}" if depth else ""
    return rf"\{{(?:[^{{}}]++{inner})*+\}}"


# Four levels inside an argument. A guess: more than titles have. The command of a deeper argument is read as any other
# command, and its argument is kept.
_BRACED = _argument(4)
# The letters that can have an accent: Latin (Basic to Extended-B, IPA, Extended Additional) and Cyrillic.
_LATIN = "A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0400-\u052f\u1e00-\u1eff"
_LONG = "|".join(name for name in ACCENTS if len(name) > 1)
_ACCENT = rf"(?:[\"'`^~=.]|(?:[bcdfGhHkrtuUv]|{_LONG})(?![A-Za-z]))[\s{{]*+"
# Accents with their letter, in any braces. As all braces are dropped in the end, it does not matter which closes which.
_ACCENTED = rf"{_ACCENT}(?:\\{_ACCENT})*+(?:[{_LATIN}]|\\(?:{'|'.join(LETTERS)})(?![A-Za-z]))?+\}}*+"
# Not a formula where a number follows the second dollar: these are prices, as in `from $5 to $10`.
FORMULA = r"(?!\d[^$]*+\$\d)(?:\$(?:[^$\\]|\\.)++\$\$|(?:[^$\\]|\\.)++\$)"
# Commands of which neither the name nor the first argument is printed.
_UNPRINTED = (
    r"(?i:noopsort|sortnoop|noop)|[hv]space\*?|label|color|begin|end|selectlanguage|href(?:@noop)?|textcolor|fontsize"
    r"|foreignlanguage|bibinfo|bibfield|hyperlink|hypertarget|raisebox|Eprint|phantom|vphantom|hphantom"
)
# Commands that change their argument.
_CALLS = (
    r"(?P<verb>(?:Make)?(?:upp|low)ercase|text(?:super|sub)script|enquote\*?|mkbibquote|textquote|url|path|nolinkurl)"
)
FORMULAE = (
    rf"(?:ensuremath|sqrt|{'|'.join(HATS)})\s*+{_BRACED}|[dt]?frac\s*+{_BRACED}\s*+{_BRACED}"
    r"|\((?:[^\\]|\\[^()])*+\\\)|\[(?:[^\\]|\\[^][])*+\\\]"
)
# Everything that LaTeX means otherwise than it is written, a branch for each kind.
#
# One of the seven characters that begin such a piece is matched before all branches, so that `re` can skip plain text by a
# set of characters. The look-behinds of the branches then say which of the seven it was: at that point they look at it.
#
# The decoder finds the function for a match by `lastgroup`. That is the name of the group that was closed last: of nested
# groups the outer one (`call`, `literal`), of groups in a row the last one (`gap`, which comes after every `name`, if only
# with an empty text).
CODE = re.compile(
    rf"""
    [\\{{}}$~`'-](?:
        # \'e, \v{{C}}, {{\"u}}: the braces around an accent are taken with it, so that it is one match and not three
        (?P<accent>(?:(?<=\{{)\{{*+\\|(?<=\\)){_ACCENTED})
        |(?<=\\)(?:
            # \noopsort{{a}}: nothing of it is printed
            (?P<unprinted>(?:{_UNPRINTED})\s*+{_BRACED})
            # \enquote{{a}}: the argument is changed
            |(?P<call>{_CALLS}\s*+(?P<argument>{_BRACED}))
            # \ensuremath{{a}}, \(a\), \frac{{a}}{{b}}: a formula without dollars
            |(?P<formula>{FORMULAE})
            # \verb|a|: as it is; five hundred characters at most, so that a fence that is never closed is soon given up
            |(?P<literal>verb(?P<fence>[^\sA-Za-z*])(?P<within>.{{0,500}}?)(?P=fence))
            # \alpha, \emph, \unknown: any other command, with the white space that TeX skips behind it
            |(?P<name>[A-Za-z]+)(?P<gap>\s*+)
            # \&, \%, \,: a backslash before anything but a letter
            |(?P<escape>[^A-Za-z])
        )
        # $a$, $$a$$
        |(?<=\$)(?P<maths>{FORMULA})
        # -- and ---
        |(?P<dash>(?<=-)--?)
        # `` and ''
        |(?P<quote>(?<=`)`|(?<=')')
        # ~, a space that does not break
        |(?P<tie>(?<=~))
        # all other braces, several at a time
        |(?P<brace>(?<=[{{}}])[{{}}]*+)
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)

# Text within a formula, which is read as text.
WORDS_IN_MATHS = rf"\\(?:[mhf]box|text(?:rm|it|bf|sf|tt|sc|normal)?)\s*+{_BRACED}"
FORMULA_TOKEN = re.compile(
    rf"""
    (?P<words>{WORDS_IN_MATHS})
    # \sqrt[3]: the index of a root
    |\\sqrt\s*+\[(?P<root>[^][{{}}$\\]{{1,9}})\]
    |(?P<accent>\\(?=[^A-Za-z]){_ACCENTED})
    # `letter` says that a letter or digit follows, from which a word such as \log is parted
    |\\(?P<name>[A-Za-z]+)(?P<gap>\s*+)(?P<letter>(?=[A-Za-z0-9]))?
    |\\(?P<escape>.)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
