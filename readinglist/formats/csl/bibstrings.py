"""The words that BibLaTeX has in every language, as an English style prints them (biblatex's english.lbx).

A file writes their keys into fields: `type = {phdthesis}`, `pubstate = {inpress}`, `series = {newseries}`.
"""

from __future__ import annotations

GENRES = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
    "software": "Computer software", "datacd": "CD-ROM", "audiocd": "Audio CD", "patent": "Patent",
    "patentus": "U.S. patent", "patenteu": "European patent", "patentde": "German patent", "patentuk": "British patent",
    "patentfr": "French patent", "patreq": "Patent request", "patrequs": "U.S. patent request",
    "patreqeu": "European patent request", "patreqde": "German patent request", "patrequk": "British patent request",
    "patreqfr": "French patent request",
}  # fmt: skip
STATES = {
    "inpress": "in press", "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming",
    "prepublished": "pre-published",
}  # fmt: skip
SERIES = {"newseries": "new series", "oldseries": "old series"}
COUNTRIES = {
    "countryde": "Germany", "countryeu": "European Union", "countryep": "European Union", "countryfr": "France",
    "countryuk": "United Kingdom", "countryus": "United States of America",
}  # fmt: skip
# Where BibLaTeX looks a word up.
_OF_FIELD = {
    "type": GENRES, "pubstate": STATES, "series": SERIES, "location": COUNTRIES, "origlocation": COUNTRIES,
}  # fmt: skip


def printed(field: str, written: str) -> str:
    """Return what is printed for a key in a field; what is none stays: `countryfr → France`."""
    return _OF_FIELD.get(field, {}).get(written.strip().lower(), written)
