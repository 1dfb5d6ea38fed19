"""The addresses of hosts that are pasted most: to their identifier, or to the service that says what they are, without their page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from readinglist.model import identifiers, identifiers_in_urls
from readinglist.network.errors import NotShown
from readinglist.resolvers import Response
from tests.services import work
from tests.visits import visited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.record import Record

IDENTIFIERS = {
    "https://www.jstor.org/stable/10.1086/508232": "10.1086/508232",
    "https://www.jstor.org/stable/2629139?seq=1": "10.2307/2629139",
    "https://www.jstor.org/stable/pdf/2629139.pdf": "10.2307/2629139",
    "https://ashpublications.org/blood/article/doi/10.1182/blood.2019004397/474417/Some-slug": "10.1182/blood.2019004397",
    "https://academic.oup.com/nar/article-pdf/doi/10.1093/nar/gkaa1100/35364996/gkaa1100.pdf": "10.1093/nar/gkaa1100",
    "https://academic.oup.com/x/advance-article/doi/10.1093/bioinformatics/btaa123/5764567": "10.1093/bioinformatics/btaa123",
    "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00343/96478/Some-Title": "10.1162/tacl_a_00343",
    "https://www.taylorfrancis.com/books/mono/10.1201/9781003009085/slug": "10.1201/9781003009085",
    "https://www.taylorfrancis.com/chapters/edit/10.4324/9781315105079-3/slug-john-doe": "10.4324/9781315105079-3",
    "https://iopscience.iop.org/article/10.1088/1742-6596/1234/1/012001/pdf": "10.1088/1742-6596/1234/1/012001",
    "https://www.nber.org/papers/w12345": "10.3386/w12345",
    "https://www.nber.org/system/files/working_papers/w12345/w12345.pdf": "10.3386/w12345",
    "https://ssrn.com/abstract=3512345": "10.2139/ssrn.3512345",
    "https://www.biorxiv.org/content/early/2017/05/10/136408": "10.1101/136408",
    "https://osf.io/preprints/psyarxiv/abcde": "10.31234/osf.io/abcde",
    "https://osf.io/preprints/socarxiv/abcde_v1": "10.31235/osf.io/abcde_v1",
    "https://osf.io/abcde/": "10.17605/osf.io/abcde",
    "https://www.rfc-editor.org/rfc/rfc2616.html": "10.17487/rfc2616",
    "https://datatracker.ietf.org/doc/html/rfc9110#section-3": "10.17487/rfc9110",
    "https://tools.ietf.org/html/rfc793": "10.17487/rfc0793",
    "https://www.ijcai.org/proceedings/2019/0123.pdf": "10.24963/ijcai.2019/123",
    "https://www.researchsquare.com/article/rs-123456/v1": "10.21203/rs.3.rs-123456/v1",
    "https://figshare.com/articles/dataset/On_keys/1234567": "10.6084/m9.figshare.1234567",
    "https://ui.adsabs.harvard.edu/abs/2017arXiv170603762V/abstract": "1706.03762",
    "https://ui.adsabs.harvard.edu/abs/2010arXiv1001.1234A": "1001.1234",
    "https://ui.adsabs.harvard.edu/#abs/2017arXiv170603762V/abstract": "1706.03762",
    "http://adsabs.harvard.edu/cgi-bin/nph-bib_query?bibcode=2017arXiv170603762V": "1706.03762",
    "https://ui.adsabs.harvard.edu/abs/1997astro.ph..3013S/abstract": "astro-ph/9703013",
    "https://ui.adsabs.harvard.edu/abs/1998gr.qc....10001A": "gr-qc/9810001",
    "https://ui.adsabs.harvard.edu/link_gateway/2016PhRvL.116f1102A/doi:10.1103/PhysRevLett.116.061102": "10.1103/physrevlett.116.061102",
    "https://dblp.org/rec/journals/corr/abs-1706-03762.html": "1706.03762",
}
EPRINT = "https://eprint.iacr.org/oai?verb=GetRecord&identifier=oai:eprint.iacr.org:"
IEEE = "https://ieeexplore.ieee.org/rest/search/citation/format?recordIds="
INSPIRE = "https://inspirehep.net/api/literature?q=external_system_identifiers.value:"
NEURIPS = "https://proceedings.neurips.cc/paper_files/paper"
HASH = "3f5ee243547dee91fbd053c1c4a845aa"
WAYS = {
    "https://www.sciencedirect.com/science/article/abs/pii/S0140673605177597?via%3Dihub": ("pii", "S0140673605177597"),
    "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext": ("pii", "S0140-6736(20)30183-5"),
    "https://www.semanticscholar.org/paper/Keys-Doe/204e3073870fae3d05bcbc2f6a8e263d9b72e776": ("semanticscholar", "204e3073870fae3d05bcbc2f6a8e263d9b72e776"),
    "https://api.semanticscholar.org/CorpusID:13756489": ("semanticscholar", "CorpusId:13756489"),
    "https://openalex.org/W2626778328": ("openalex", "W2626778328"),
    "https://aclanthology.org/2020.acl-main.747.pdf": ("bibtex", "https://aclanthology.org/2020.acl-main.747.bib"),
    "https://www.aclweb.org/anthology/P16-1162": ("bibtex", "https://aclanthology.org/P16-1162.bib"),
    "https://dblp.uni-trier.de/rec/conf/nips/Doe17.html": ("bibtex", "https://dblp.org/rec/conf/nips/Doe17.bib"),
    "https://theses.hal.science/tel-01234567v2/document": ("bibtex", "https://hal.science/tel-01234567v2/bibtex"),
    "https://inspirehep.net/literature/1419652": ("bibtex", "https://inspirehep.net/api/literature/1419652?format=bibtex"),
    "https://openreview.net/pdf?id=rJl-b3RcF7": ("openreview", "https://api2.openreview.net/notes?id=rJl-b3RcF7"),
    "https://huggingface.co/deepseek-ai/DeepSeek-V3": ("huggingface", "https://huggingface.co/api/models/deepseek-ai/DeepSeek-V3"),
    "https://huggingface.co/datasets/nvidia/HelpSteer": ("huggingface", "https://huggingface.co/api/datasets/nvidia/HelpSteer"),
    "http://proceedings.mlr.press/v97/doe19a/doe19a.pdf": ("page", "https://proceedings.mlr.press/v97/doe19a.html"),
    "https://papers.nips.cc/paper/7181-keys.pdf": ("page", "https://papers.nips.cc/paper/7181-keys"),
    "https://eprint.iacr.org/2020/123.pdf": ("oai", f"{EPRINT}2020/123&metadataPrefix=oai_dc#2020/123"),
    "https://ia.cr/2020/123": ("oai", f"{EPRINT}2020/123&metadataPrefix=oai_dc#2020/123"),
    "https://ieeexplore.ieee.org/document/8237": ("ieee", f"{IEEE}8237&download-format=download-bibtex"),
    "https://ieeexplore.ieee.org/abstract/document/8237/authors": ("ieee", f"{IEEE}8237&download-format=download-bibtex"),
    "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=08237": ("ieee", f"{IEEE}8237&download-format=download-bibtex"),
    "https://ieeexplore.ieee.org/iel7/6287639/8600701/08237.pdf": ("ieee", f"{IEEE}8237&download-format=download-bibtex"),
    "http://data.europa.eu/eli/reg/2016/679/oj": ("celex", "32016R0679#"),
    "https://eur-lex.europa.eu/eli/dir/2019/790/oj/deu/pdf": ("celex", "32019L0790#DEU"),
    "https://eur-lex.europa.eu/eli/dec_impl/2021/1/oj": ("celex", "32021D0001#"),
    "https://eur-lex.europa.eu/legal-content/DE/TXT/PDF/?from=EN&uri=CELEX%3A52021PC0206": ("celex", "52021PC0206#DE"),
    "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02016R0679-20160504": ("celex", "02016R0679-20160504#EN"),
    "https://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:en:HTML": ("celex", "31995L0046#EN"),
    "https://publications.europa.eu/resource/celex/32016R0679": ("celex", "32016R0679#"),
    "https://patents.google.com/patent/US10452978B2/en?oq=US1": ("patent", "US10452978B2"),
    "https://patents.google.com/?oq=us9876543b2": ("patent", "US9876543B2"),
    "https://worldwide.espacenet.com/patent/search/family/01/publication/EP1234567B1?q=pn%3DEP1": ("patent", "EP1234567B1"),
    "https://worldwide.espacenet.com/patent/search?q=pn%3DEP1234567B1": ("patent", "EP1234567B1"),
    "https://worldwide.espacenet.com/publicationDetails/biblio?FT=D&CC=US&NR=2005123456A1": ("patent", "US2005123456A1"),
    "https://patents.justia.com/patent/9876543": ("patent", "US9876543"),
    "https://www.freepatentsonline.com/y2020/0123456.html": ("patent", "US20200123456"),
    "https://patentscope.wipo.int/search/en/detail.jsf?docId=WO2016123456": ("patent", "WO2016123456"),
    "https://jmlr.org/papers/volume3/doe03a/doe03a.pdf": ("bibtex", "https://jmlr.org/papers/v3/doe03a.bib"),
    "https://www.jmlr.org/papers/v3/doe03a.html": ("bibtex", "https://jmlr.org/papers/v3/doe03a.bib"),
    f"https://papers.nips.cc/paper_files/paper/2017/hash/{HASH}-Abstract.html": ("bibtex", f"{NEURIPS}/2017/file/{HASH}-Bibtex.bib"),
    f"https://proceedings.neurips.cc/paper/2020/file/{HASH}-Paper.pdf": ("bibtex", f"{NEURIPS}/2020/file/{HASH}-Bibtex.bib"),
    f"https://papers.nips.cc/paper_files/paper/2023/file/{HASH}-Paper-Conference.pdf": ("page", f"{NEURIPS}/2023/hash/{HASH}-Abstract-Conference.html"),
    "https://ui.adsabs.harvard.edu/abs/2016A%26A...594A..13P/abstract": ("bibtex", f"{INSPIRE}%222016A%26A...594A..13P%22&size=1&format=bibtex"),
    "https://openaccess.thecvf.com/content/CVPR2021/papers/Doe_Keys.pdf": ("page", "https://openaccess.thecvf.com/content/CVPR2021/html/Doe_Keys.html"),
}  # fmt: skip
NONE = (
    "https://huggingface.co/docs/transformers", "https://huggingface.co/blog/rlhf", "https://openreview.net/group?id=ICLR.cc",
    "https://ieeexplore.ieee.org/xpl/conhome/1000147/all-proceedings", "https://www.google.com/search?q=US9876543B2",
    "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=OJ:L:2016:119:TOC", "https://ui.adsabs.harvard.edu/search/q=keys",
    "https://dblp.org/pid/65/9612.html", "https://evil.example/?u=https://openalex.org/W1234567", "https://notopenalex.org/W1234567",
)  # fmt: skip


@pytest.mark.parametrize("address", IDENTIFIERS)
def test_an_address_of_a_known_host_is_its_identifier(address: str) -> None:
    found = identifiers.recognise(address)
    assert found
    assert found[1] == IDENTIFIERS[address]


@pytest.mark.parametrize("address", WAYS)
def test_an_address_of_a_known_host_leads_to_its_service(address: str) -> None:
    assert identifiers_in_urls.ways(address)[0] == WAYS[address]
    assert (identifiers.recognise(address) or ("",))[0] == "url"


@pytest.mark.parametrize("address", NONE)
def test_an_address_that_is_only_like_one_of_a_known_host_is_a_page(address: str) -> None:
    assert identifiers_in_urls.ways(address) == []
    assert identifiers.recognise(address) == ("url", address)


class Web:
    """A `get` that knows some addresses, and answers 404 for all others."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers, self.asked = answers, list[str]()

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        assert accept
        assert not headers
        self.asked.append(unquote(url))
        found = self.answers.get(unquote(url))
        if isinstance(found, Response):
            return found
        kind = "text/html" if isinstance(found, str) and found.startswith("<") else "application/json"
        body = found if isinstance(found, str) else json.dumps(found)
        return Response(url, 200 if found is not None else 404, {}, body.encode(), kind)


def fetched(address: str, answers: Mapping[str, object]) -> Record:
    return visited(address, Web(answers), today="2026-11-25")


def fields(record: Record, *names: str) -> dict[str, str]:
    return {name: record.plain(name) for name in names}


BIBTEX = """@inproceedings{doe-etal-2020-keys, title = "On {K}eys", author = "Doe, Jane and Roe, Ann", booktitle = "Proceedings of Keys",
month = jul, year = "2020", pages = "12--19", doi = "10.18653/v1/2020.acl-main.747", url = "https://aclanthology.org/2020.acl-main.747",
timestamp = "x", biburl = "https://dblp.org/x.bib" }"""


def test_the_entry_of_a_service_is_the_record() -> None:
    address = "https://aclanthology.org/2020.acl-main.747.pdf"
    record = fetched(address, {"https://aclanthology.org/2020.acl-main.747.bib": BIBTEX})
    assert record.type == "inproceedings"
    assert fields(record, "title", "author", "booktitle", "date", "pages", "doi", "timestamp", "biburl", "month") == {
        "title": "On Keys",
        "author": "Doe, Jane and Roe, Ann",
        "booktitle": "Proceedings of Keys",
        "date": "2020-07",
        "pages": "12–19",
        "doi": "10.18653/v1/2020.acl-main.747",
        "timestamp": "",
        "biburl": "",
        "month": "",
    }


@pytest.mark.parametrize("host", ["api2", "api"])
def test_a_note_of_openreview_is_read_from_either_of_its_services(host: str) -> None:
    address, number = "https://openreview.net/pdf?id=abc_1", 1_600_000_000_000
    content: dict[str, object] = {"title": "On Keys", "authors": ["Jane Doe", "Bo Li"], "venue": "Keys 2021 Poster"}
    if host == "api2":
        content = {name: {"value": value} for name, value in content.items()}
    answers = {f"https://{host}.openreview.net/notes?id=abc_1": {"notes": [{"content": content, "cdate": number}]}}
    record = fetched(address, answers)
    found = fields(record, "title", "author", "booktitle", "date", "url")
    assert (record.type, found) == (
        "inproceedings",
        {
            "title": "On Keys",
            "author": "Doe, Jane and Li, Bo",
            "booktitle": "Keys 2021 Poster",
            "date": "2020-09-13",
            "url": address,
        },
    )
    submitted = {"notes": [{"content": {"title": "On Keys", "venue": "Submitted to Keys 2021"}}]}
    assert fetched(address, {"https://api.openreview.net/notes?id=abc_1": submitted}).type == "online"


def test_a_model_of_hugging_face_is_software_and_a_data_set_is_one() -> None:
    item = {
        "id": "example-ai/Keys",
        "author": "example-ai",
        "createdAt": "2024-12-25T12:52:23.000Z",
        "lastModified": "2025-01-01T00:00:00.000Z",
        "tags": ["arxiv:2412.19437", "license:mit", "doi:10.57967/hf/1234", "en", None],
    }
    model = fetched(
        "https://huggingface.co/example-ai/Keys", {"https://huggingface.co/api/models/example-ai/Keys": item}
    )
    assert (model.type, fields(model, "title", "author", "date", "doi", "rights", "eprint")) == (
        "software",
        {
            "title": "example-ai/Keys",
            "author": "example-ai",
            "date": "2024-12-25",
            "doi": "10.57967/hf/1234",
            "rights": "mit",
            "eprint": "",
        },
    )
    data = {
        "https://huggingface.co/api/datasets/example-ai/Keys": {**item, "cardData": {"pretty_name": "Keys for All"}}
    }
    found = fetched("https://huggingface.co/datasets/example-ai/Keys", data)
    assert (found.type, found.title) == ("dataset", "Keys for All")


def test_an_episode_of_a_podcast_is_found_among_those_of_its_show() -> None:
    address = "https://podcasts.apple.com/us/podcast/keys/id12?i=345"
    episode = {
        "trackId": 345,
        "trackName": "On Keys",
        "collectionName": "The Key Show",
        "releaseDate": "2024-05-06T07:00:00Z",
    }
    answer = {"results": [{"trackId": 1, "trackName": "Other"}, episode]}
    record = fetched(
        address, {"https://itunes.apple.com/lookup?id=12&media=podcast&entity=podcastEpisode&limit=200": answer}
    )
    assert (record.type, fields(record, "title", "date", "organization", "url")) == (
        "audio",
        {"title": "On Keys", "date": "2024-05-06", "organization": "The Key Show", "url": address},
    )


CROSSREF = "https://api.crossref.org/works"


def test_a_page_of_elsevier_is_resolved_by_its_number() -> None:
    listed = {"message": {"items": [{"DOI": "10.1016/j.keys.2020.1"}]}}
    answers = {
        f"{CROSSREF}?filter=alternative-id:S0140673620301835&rows=2&select=DOI": listed,
        f"{CROSSREF}/10.1016/j.keys.2020.1": {"message": work("10.1016/j.keys.2020.1")},
    }
    address = "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext"
    record = fetched(address, answers)
    assert (record.title, record.plain("doi"), record.plain("url")) == ("On Keys", "10.1016/j.keys.2020.1", address)


def test_a_page_of_an_index_is_resolved_by_the_identifier_that_it_has_of_the_work() -> None:
    address = "https://www.semanticscholar.org/paper/Keys/204e3073870fae3d05bcbc2f6a8e263d9b72e776"
    asked = "title,authors,year,venue,externalIds,publicationDate,journal,publicationTypes"
    api = f"https://api.semanticscholar.org/graph/v1/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776?fields={asked}"
    paper = {"title": "Keys", "year": 2020, "externalIds": {"DOI": "10.1000/keys"}, "authors": [{"name": "Jane Doe"}]}
    known = {f"{CROSSREF}/10.1000/keys": {"message": work("10.1000/keys")}}
    assert fetched(address, {api: paper, **known}).title == "On Keys"
    alone = fetched(address, {api: paper})
    assert (alone.title, alone.plain("author"), alone.origin) == ("Keys", "Doe, Jane", "semanticscholar")
    index = {"https://api.openalex.org/works/W1234567": {"display_name": "Keys", "doi": "https://doi.org/10.1000/keys"}}
    assert fetched("https://openalex.org/w1234567", {**index, **known}).title == "On Keys"


def test_a_pdf_of_proceedings_is_what_its_page_says() -> None:
    page = "<title>x</title><meta name='citation_title' content='On Keys'><meta name='citation_author' content='Doe, Jane'>"
    address = "http://proceedings.mlr.press/v97/doe19a/doe19a.pdf"
    record = fetched(address, {"https://proceedings.mlr.press/v97/doe19a.html": page})
    assert fields(record, "title", "url") == {
        "title": "On Keys",
        "url": "https://proceedings.mlr.press/v97/doe19a.html",
    }


def test_the_page_is_read_where_its_service_gives_nothing() -> None:
    address = "https://openreview.net/forum?id=abc_1"
    page = "<title>On Keys | OpenReview</title><meta name='citation_title' content='On Keys'>"
    nothing: tuple[object, ...] = ({"notes": []}, {"notes": "x"}, [], "no JSON")
    for answer in nothing:
        answers = {"https://api2.openreview.net/notes?id=abc_1": answer, address: page}
        assert fetched(address, answers).title == "On Keys"
    with pytest.raises(NotShown):
        fetched(address, {address: "<title>Just a moment...</title>"})


def test_what_stands_behind_a_doi_in_an_address_is_left_out_until_a_service_knows_it() -> None:
    known = {f"{CROSSREF}/10.1000/keys": {"message": work("10.1000/keys")}}
    address = "https://publisher.example/view/10.1000/keys/474417/some-slug"
    record = fetched(address, known)
    assert (record.title, record.plain("doi"), record.plain("url")) == ("On Keys", "10.1000/keys", address)
    chapter = "https://publisher.example/view/10.1000/keys/chapter-3"
    page = "<title>Chapter</title><meta name='citation_title' content='Of Locks'>"
    assert fetched(chapter, {**known, chapter: page}).title == "Of Locks"
