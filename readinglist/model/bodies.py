"""Words that bodies have in their names, and people hardly."""

from __future__ import annotations

import re

# Alternatives of a pattern, whole words in English. Who reads names of some kind adds those that mean a body there.
WORDS = (
    "association|authority|bureau|cent(?:er|re)|collaboration|commission|committee|consortium|corporation|council|department|"
    "foundation|gmbh|group|inc|institute|laboratory|llc|ltd|ministry|network|office|organi[sz]ation|project|society|team|union|"
    "university"
)
# What says so in the names that a database or another program gives.
IN_NAMES = re.compile(rf"\b(?:{WORDS}|board|college|institution|school|working)\b", re.IGNORECASE)
