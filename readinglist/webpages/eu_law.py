"""The laws of the European Union: what the Publications Office says of one by its CELEX number.

Its endpoint answers SPARQL 1.1 in JSON, with the properties of the Common Data Model (CDM).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from readinglist.network.json import items, parsed, text, under
from readinglist.webpages.facts import Facts, facts
from readinglist.webpages.plain import date

if TYPE_CHECKING:
    from readinglist.network.wire import Response

_ENDPOINT = "https://publications.europa.eu/webapi/rdf/sparql"
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_ENGLISH = "ENG"
# The official languages, by the two letters that addresses of EUR-Lex have, and the three of the Publications Office.
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "BG:BUL CS:CES DA:DAN DE:DEU EL:ELL EN:ENG ES:SPA ET:EST FI:FIN FR:FRA GA:GLE HR:HRV HU:HUN IT:ITA LT:LIT LV:LAV "
        "MT:MLT NL:NLD PL:POL PT:POR RO:RON SK:SLK SL:SLV SV:SWE"
    ).split()
)
_QUERY = """PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
SELECT ?title ?date ?language WHERE {{
  ?work cdm:resource_legal_id_celex "{celex}"^^<http://www.w3.org/2001/XMLSchema#string> .
  ?expression cdm:expression_belongs_to_work ?work ;
    cdm:expression_uses_language ?language ; cdm:expression_title ?title .
  OPTIONAL {{ ?work cdm:work_date_document ?date }}
  FILTER(?language IN ({languages}))
}} LIMIT 4"""


def address(number: str) -> str:
    """Return the address at which the Publications Office says what a law is.

    Behind `#` in the number, and again in the address, stands its number and the language of the title that is wanted:
    `32016R0679#DE`.
    """
    celex, _, language = number.partition("#")
    wanted = dict.fromkeys((_LANGUAGES.get(language, language or _ENGLISH), _ENGLISH))
    languages = ", ".join(f"<{_LANGUAGE}{one}>" for one in wanted)
    query = _QUERY.format(celex=celex, languages=languages)
    asked = urlencode({"query": query, "format": "application/sparql-results+json"})
    return f"{_ENDPOINT}?{asked}#{celex}"


def of_answer(answer: Response, celex: str) -> Facts | None:
    """Return a law, with its title in the language that was wanted, or else in English; None where there is none."""
    rows = list(items(under(parsed(answer), "results", "bindings")))
    rows.sort(key=lambda row: text(under(row, "language", "value")).endswith(f"/{_ENGLISH}"))
    found = next((row for row in rows if text(under(row, "title", "value"))), None)
    if found is None:
        return None
    values = [
        ("title", text(under(found, "title", "value"))),
        ("date", date(text(under(found, "date", "value")))),
        ("number", celex),
    ]
    return facts("legislation", values, (), "EUR-Lex")
