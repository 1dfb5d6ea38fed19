"""The private characters that stand for pairs of tags while a title is read, in pairs of one that opens and one that closes.

Neither the decoder of LaTeX nor its encoder changes them.
"""

from __future__ import annotations

_FIRST = 0xE100  # in the private use area, behind the characters of `model.views`
_KINDS = 7
OPENERS = [chr(_FIRST + 2 * kind) for kind in range(_KINDS)]
CLOSERS = [chr(_FIRST + 2 * kind + 1) for kind in range(_KINDS)]
MARKS = "".join([*OPENERS, *CLOSERS])
LINE_BREAK = chr(_FIRST + 2 * _KINDS)

ITALIC, BOLD, CAPS, SUPER, SUB = range(5)
# The last two protect capitals: braces and maths of LaTeX, and the braces in braces which a class `nocase` of CSL becomes.
PROTECTED, NOCASE = 5, 6
PROTECTS = OPENERS[PROTECTED] + OPENERS[NOCASE]
ENDS = CLOSERS[PROTECTED] + CLOSERS[NOCASE]
