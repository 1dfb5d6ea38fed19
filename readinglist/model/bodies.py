"""Words that bodies have in their names, and people hardly."""

from __future__ import annotations

# Alternatives of a pattern, whole words in English. Who reads names of some kind adds those that mean a body there.
WORDS = (
    "association|authority|bureau|cent(?:er|re)|collaboration|commission|committee|consortium|corporation|council|department|"
    "foundation|gmbh|group|inc|institute|laboratory|llc|ltd|ministry|network|office|organi[sz]ation|project|society|team|union|"
    "university"
)
