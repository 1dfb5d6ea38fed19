"""What the columns of a table are, by their names in several languages, or as the user says."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats.zotero import types
from readinglist.model import biblatex
from readinglist.util.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a column may be beside a field.
KEY, TYPE, TAGS, FOLDERS, NOTE, STATUS, PRIORITY, ADDED = "key type tags folders note status priority added".split()
CONTAINER, PUBLISHER, YEAR = "journal or book", "publisher or institution", "year"
SPECIAL = frozenset((KEY, TYPE, TAGS, FOLDERS, NOTE, STATUS, PRIORITY, ADDED))
AS_FIELD = "field:"  # before the name of a column that is a field of just this name
_EXACTLY = re.compile(rf"{AS_FIELD}[A-Za-z][\w+.:-]*")
_LEFT_OUT = "–"
_NAME = re.compile(r"[a-z][a-z0-9:_-]{0,40}")
# Folded, with spaces for punctuation. In English, German, French, Spanish; then Italian, Portuguese and Dutch where they differ.
_NAMES = {
    KEY: "key, citekey, cite key, citation key, bibtex key, bibkey, schlussel, zitierschlussel, cle, cle de citation, clave, chiave, chave",
    TYPE: "type, item type, entry type, document type, publication type, reference type, source type, typ, art, dokumenttyp, publikationstyp, "
    "eintragstyp, type de document, tipo, tipo de documento, genre, kind, medium",
    "title": "title, titel, titre, titulo, titolo, article title, document title, paper title, paper, titel des werks, name",
    "subtitle": "subtitle, untertitel, sous titre, subtitulo, sottotitolo, ondertitel",
    "shorttitle": "short title, kurztitel, titre court, titulo corto, titulo abreviado",
    "author": "author, authors, author s, author full names, autor, autoren, autorin, autor in, autor innen, autorinnen, verfasser, verfasserin, verfasser in, "
    "urheber, auteur, auteurs, auteur s, auteur e s, auteurs rices, autora, autores, autor es, autore, autori, creator, creators, by, writer",
    "editor": "editor, editors, herausgeber, herausgeberin, herausgeber in, herausgeber innen, herausgeberinnen, hrsg, editeur scientifique, editeurs scientifiques, directeur de publication, "
    "sous la direction de, editores, editor es, coordinador, curatore, a cura di, organizador, redacteur",
    "translator": "translator, translators, ubersetzer, ubersetzerin, ubersetzer in, ubersetzer innen, ubersetzung, traducteur, traductrice, traductor, traductora, traduttore, tradutor, vertaler",
    "date": "date, datum, fecha, data, publication date, published, date published, veroffentlichungsdatum, veroffentlicht, erscheinungsdatum, "
    "date de publication, fecha de publicacion, issued",
    YEAR: "year, jahr, annee, ano, anno, jaar, publication year, publikationsjahr, erscheinungsjahr, year of publication, year published, annee de publication, "
    "ano de publicacion, yr, py",
    CONTAINER: "publication title, source title, container title, container, journal book, source, in, erschienen in, publie dans, publicado en, publication, venue",
    "journaltitle": "journal, journal title, journal name, zeitschrift, zeitschriftentitel, revue, titre de la revue, revista, titulo de la revista, rivista, periodical, "
    "periodique, tijdschrift, magazine, newspaper, zeitung",
    "booktitle": "book title, buchtitel, titre du livre, titre de l ouvrage, titulo del libro, sammelband, proceedings title",
    PUBLISHER: "publisher, verlag, editeur, maison d edition, editorial, editora, editore, uitgever, editorial publisher",
    "location": "place, place of publication, location, ort, verlagsort, erscheinungsort, lieu, lieu d edition, lieu de publication, lugar, lugar de publicacion, "
    "ciudad, luogo, plaats, city, address of publisher",
    "volume": "volume, vol, band, bd, jahrgang, tome, volumen, jaargang",
    "number": "number, issue, issue number, no, nr, heft, heftnummer, nummer, ausgabe, numero, fascicule, n, fascicolo",
    "pages": "pages, page, pp, page range, seiten, seite, paginas, pagina, pagine, pagination",
    "pagetotal": "num pages, number of pages, page count, seitenzahl, seitenanzahl, nombre de pages, numero de paginas",
    "edition": "edition, auflage, aufl, edicion, edizione, edicao, druk",
    "series": "series, reihe, schriftenreihe, serie, collection title, titre de la collection, serie titel",
    "doi": "doi, doi url, digital object identifier",
    "isbn": "isbn, isbn 13, isbn13, isbn 10, isbn10",
    "issn": "issn, eissn, issn isbn",
    "pmid": "pmid, pubmed id",
    "arxiv": "arxiv, arxiv id, arxiv number",
    "url": "url, urls, link, links, web address, webadresse, internetadresse, adresse, adresse web, lien, liens, enlace, enlaces, direccion web, weblink, website, web, "
    "indirizzo, hyperlink",
    "urldate": "access date, accessed, date accessed, abgerufen am, zuletzt abgerufen, abrufdatum, consulte le, date de consultation, fecha de consulta, "
    "consultado el, visited, urldate",
    "abstract": "abstract, abstract note, summary, zusammenfassung, kurzfassung, inhalt, resume, resumen, riassunto, resumo, samenvatting, sommario",
    TAGS: "tags, tag, keywords, keyword, manual tags, author keywords, labels, label, schlagworter, schlagworte, schlagwort, stichworter, stichworte, "
    "stichwort, mots cles, mot cle, etiquettes, palabras clave, palabra clave, etiquetas, etiqueta, parole chiave, palavras chave, trefwoorden, categories, "
    "category, kategorie, kategorien, topics, topic, bookshelves, thema, themen, sujets, temas",
    FOLDERS: "folder, folders, collections, ordner, sammlung, sammlungen, dossier, dossiers, carpeta, carpetas, groups, gruppe, gruppen",
    NOTE: "note, notes, my notes, notiz, notizen, anmerkung, anmerkungen, bemerkung, bemerkungen, kommentar, kommentare, comment, comments, "
    "remarque, remarques, commentaire, commentaires, nota, notas, comentario, comentarios, commento, commenti, opmerking, opmerkingen, review, my review",
    "language": "language, langue, sprache, idioma, lengua, lingua, taal",
    STATUS: "status, read, read status, reading status, lesestatus, gelesen, lu, statut, statut de lecture, leido, estado, stato, letto, lido, gelezen, "
    "exclusive shelf",
    PRIORITY: "priority, prioritat, priorite, prioridad, priorita, prioridade, prioriteit",
    "rating": "rating, my rating, bewertung, evaluation, evaluacion, puntuacion, valutazione",
    ADDED: "date added, added, added at, added on, created, created at, hinzugefugt, hinzugefugt am, erstellt, erstellt am, date d ajout, ajoute le, "
    "fecha de adicion, anadido, anadido el, toegevoegd, saved at, date saved",
    "institution": "institution, university, school, universitat, hochschule, universite, ecole, universidad, institucion, organisation, organization",
    "eventtitle": "conference, conference name, konferenz, tagung, conference title, event, nom de la conference, congreso",
    "file": "file, files, file attachments, pdf, datei, dateien, fichier, fichiers, archivo, archivos, file path, pdf path",
    "shortjournal": "journal abbreviation, journal abbr, abbreviated source title, iso abbreviation",
    "library": "library catalog, signatur, call number, cote, signatura",
    "rights": "rights, rechte, droits, derechos, license, lizenz, licence, licencia",
}  # fmt: skip
_FIELDS_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split(", ")}
# What Zotero gives besides a citation key, by which its tables are told.
_OF_ZOTERO = frozenset(("item type", "publication year"))


class TableColumn(NamedTuple):
    """A column: its name, and the field that it is, or one of the words above; empty for what nothing is known of, None for one that is left out."""

    name: str
    field: str | None = ""


def plain(name: str) -> str:
    """Return the name of a column as it is looked up: `Année (publication)` → `annee publication`."""
    return " ".join(re.sub(r"[^\w]+|_", " ", fold(name)).split())


def known(cells: Sequence[str]) -> int:
    """Return how many cells of a row are names of columns that are known."""
    return sum(bool(_field(plain(cell))) for cell in cells)


def guess(cells: Sequence[str], said: str = "") -> list[TableColumn]:
    """Return what columns are by their names; what the user says counts first.

    `said` is such as `Werk=title,Other=,Von Hand=tags`.
    """
    wanted = told(said)
    names = [plain(cell) for cell in cells]
    found = []
    for cell, name in zip(cells, names, strict=True):
        field: str | None = _field(name)
        if field == KEY and set(names) >= _OF_ZOTERO and name == KEY:
            field = ""  # the name of an item in Zotero
        if _EXACTLY.fullmatch(cell.strip()):
            field = cell.strip()
        if name in wanted:
            field = wanted[name] or None
        found.append(TableColumn(" ".join(cell.split()), field))
    return found


def heading(field: str) -> str:
    """Return the name of a column that is taken for just this field: `title` → `title`, `note` → `field:note`."""
    return field if field not in SPECIAL and _field(plain(field)) == field else f"{AS_FIELD}{field}"


def told(said: str) -> dict[str, str]:
    """Return which columns are to be which fields, by their plain names; an empty field leaves a column out."""
    found = {}
    for part in re.findall(r"\s*([^=]+)=([^,=]*)(?:,|\Z)", said):
        field = part[1].strip().lower()
        found[plain(part[0])] = _field(plain(field)) if field not in SPECIAL and field not in _NAMES else field
        if field and not found[plain(part[0])] and _NAME.fullmatch(field):
            found[plain(part[0])] = field
    return found


def shown(columns: Sequence[TableColumn], form: str) -> str:
    """Return a sentence that says what columns were taken for."""
    said = ", ".join(
        f"{one.name or 'a column without a name'} → {_LEFT_OUT if one.field is None else one.field or kept_as(form, one.name)}"
        for one in columns
    )
    return f"columns: {said}; --columns changes it"


def kept_as(form: str, name: str) -> str:
    """Return the field in which a column is kept that nothing is known of: `csv-shelf`."""
    return f"{form}-{re.sub(r'[^a-z0-9]+', '-', plain(name)).strip('-') or 'more'}"


@functools.lru_cache(1000)
def _field(name: str) -> str:
    found = _FIELDS_BY_NAME.get(name, "")
    low = name.replace(" ", "")
    return found or (low if low in biblatex.KNOWN_FIELDS and low not in SPECIAL and len(low) > 2 else "")  # noqa: PLR2004 - `no` and the like


# Types by their names, folded: those of BibLaTeX, those of Zotero, and words.
_KINDS = {
    **{name: name for name in biblatex.BIBLATEX_TYPES},
    **{name.lower(): kind for name, (kind, _) in types.TYPES.items()},
    **{
        name: kind
        for kind, names in {
            "article": "journal article, article, paper, artikel, aufsatz, zeitschriftenaufsatz, zeitschriftenartikel, article de revue, articulo, articulo de revista, review",
            "book": "book, buch, monographie, monografie, livre, libro, livro, boek, ebook",
            "incollection": "book chapter, book section, chapter, buchkapitel, kapitel, chapitre, chapitre de livre, chapitre d ouvrage, capitulo, capitulo de libro, "
            "beitrag, sammelbandbeitrag",
            "inproceedings": "conference paper, proceedings paper, konferenzbeitrag, tagungsbeitrag, communication, acte de conference, ponencia",
            "thesis": "thesis, dissertation, phd thesis, doktorarbeit, masterarbeit, abschlussarbeit, these, memoire, tesis, tesi",
            "report": "report, bericht, rapport, informe, technical report, working paper, rapporto, white paper",
            "online": "web page, webpage, website, webseite, internetseite, page web, site web, pagina web, blog, blog post, online, preprint, link",
            "dataset": "data set, dataset, datensatz, jeu de donnees, conjunto de datos",
            "software": "software, computer program, logiciel, programm",
            "video": "video, film, pelicula",
            "standard": "standard, norm, norme, norma",
            "patent": "patent, brevet, patente",
            "misc": "document, other, sonstiges, autre, otro, misc",
        }.items()
        for name in names.split(", ")
    },
}  # fmt: skip


def kind_of(written: str) -> str:
    """Return the type that a word names; empty for none that is known: `Buchkapitel` → `incollection`."""
    name = plain(written)
    return _KINDS.get(name, "") or _KINDS.get(name.replace(" ", ""), "")
