"""Names, dates, titles and JSON-LD as pages write them, and what each must come to."""

from __future__ import annotations

import pytest

from readinglist.resolvers import Response
from readinglist.webpages import bylines, titles
from readinglist.webpages import plain as _plain
from tests.visits import visited


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Lennart Heim", ["Heim, Lennart"]),
        ("Heim, Lennart", ["Heim, Lennart"]),
        ("By Jane Doe and John Smith", ["Doe, Jane", "Smith, John"]),
        ("by: Jane Doe", ["Doe, Jane"]),
        ("Written by Jane Doe", ["Doe, Jane"]),
        ("Byron Katie", ["Katie, Byron"]),
        ("Jane Doe, John Smith and Amy Poe", ["Doe, Jane", "Smith, John", "Poe, Amy"]),
        ("Jane Doe, John Smith, and Amy Poe", ["Doe, Jane", "Smith, John", "Poe, Amy"]),
        ("Doe, J.; Roe, R.", ["Doe, J.", "Roe, R."]),
        ("Ann Lee & Bo Li", ["Lee, Ann", "Li, Bo"]),
        ("Lee & Sons", ["{Lee & Sons}"]),
        ("Ann Lee | Bo Li", ["Lee, Ann", "Li, Bo"]),
        ("Ludwig van Beethoven", ["van Beethoven, Ludwig"]),
        ("de la Cruz, Maria", ["de la Cruz, Maria"]),
        ("Siân Ó Briain", ["Ó Briain, Siân"]),
        ("Eddie Van Halen", ["Van Halen, Eddie"]),
        ("Martin Luther King, Jr.", ["King, Jr., Martin Luther"]),
        ("King, Martin Luther, Jr.", ["King, Jr., Martin Luther"]),
        ("Dr. Jane Doe, PhD", ["Doe, Jane"]),
        ("Jane Doe, Ph.D., and John Roe, M.D.", ["Doe, Jane", "Roe, John"]),
        ("Smith, J. R.", ["Smith, J. R."]),
        ("Nakamura S", ["Nakamura, S"]),
        ("R. X. Xu", ["Xu, R. X."]),
        ("Jane Doe (@jane)", ["Doe, Jane"]),
        ("Jane Doe jane@example.org", ["Doe, Jane"]),
        ("Jane Doe, Example News", ["Doe, Jane"]),
        ("Ann Lee, Bo Li and Cy Poe", ["Lee, Ann", "Li, Bo", "Poe, Cy"]),
        ("Norbert Lehmann, agrarheute", ["Lehmann, Norbert"]),
        ("Redaktion", []),
        ("Text: Die Redaktion", []),
        ("jane[at]example.org", []),
        ("Jack Ma", ["Ma, Jack"]),
        ("Ma, Jack", ["Ma, Jack"]),
        ("Yo Yo Ma, M.A.", ["Ma, Yo Yo"]),
        ("von Karin Muster", ["Muster, Karin"]),
        ("Von Karin Muster, Jan Peters und Uwe Ott", ["Muster, Karin", "Peters, Jan", "Ott, Uwe"]),
        ("VON KARIN MUSTER", ["MUSTER, KARIN"]),
        ("Eine Analyse von Karin Muster", ["Muster, Karin"]),
        ("Von Karin Muster, Berlin", ["Muster, Karin"]),
        ("von Hayek", ["von Hayek"]),
        ("von der Leyen, Ursula", ["von der Leyen, Ursula"]),
        ("Friedrich von Hayek", ["von Hayek, Friedrich"]),
        ("Por María García", ["García, María"]),
        ("Por Ana Paz y Luis Gil", ["Paz, Ana", "Gil, Luis"]),
        ("Escrito por Juan Pérez", ["Pérez, Juan"]),
        ("Par Jean Dupont et Anne Roux", ["Dupont, Jean", "Roux, Anne"]),
        ("Paris Hilton", ["Hilton, Paris"]),
        ("di Marco Rossi", ["Rossi, Marco"]),
        ("Autor/in: Karl May", ["May, Karl"]),
        ("Autor:in: Karl May", ["May, Karl"]),
        ("Autorin: Eva Klein", ["Klein, Eva"]),
        ("Auteur : Jean Dupont", ["Dupont, Jean"]),
        ("Text: Karin Muster", ["Muster, Karin"]),
        ("By Ann Lee in New York and Bo Li in Hong Kong", ["Lee, Ann", "Li, Bo"]),
        ("Plato", ["Plato"]),
        ("梁文锋", ["{梁文锋}"]),
        ("梁 文锋", ["梁, 文锋"]),
        ("作者：于丽丽、王小明", ["{于丽丽}", "{王小明}"]),
        ("Reuters Staff", ["{Reuters Staff}"]),
        ("The Editorial Board", ["{The Editorial Board}"]),
        ("Bureau of Industry and Security", ["{Bureau of Industry and Security}"]),
        ("DeepSeek-AI", ["{DeepSeek-AI}"]),
        ("OpenAI", ["{OpenAI}"]),
        ("Michael Post", ["Post, Michael"]),
        ("Bank, Emily", ["Bank, Emily"]),
        ("O'Neil, Tom", ["O'Neil, Tom"]),
        ("Ann {Lee}", ["Lee, Ann"]),
        ("@jane", []),
        ("https://www.facebook.com/jane", []),
        ("https://x.org/jane,https://x.org/john", []),
        ("jane@example.org", []),
        ("admin", []),
        ("Anonymous", []),
        ("{{ author.name }}", []),
        ("null", []),
        ("123", []),
        ("  ", []),
        ("Example Times", []),
        ("example.org", []),
    ],
)
def test_names_are_typed_as_a_person_would(written: str, typed: list[str]) -> None:
    assert bylines.typed([written], sites=["Example Times", "example.org"]) == typed


def test_a_name_that_comes_twice_is_one() -> None:
    assert bylines.typed(["Ann Lee", "Lee, Ann", "Bo Li"]) == ["Lee, Ann", "Li, Bo"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-01-27T10:00:00+08:00", "2025-01-27"),
        ("2025/1/7", "2025-01-07"),
        ("2025/01", "2025-01"),
        ("20250127", "2025-01-27"),
        ("20250127T101500Z", "2025-01-27"),
        ("2025", "2025"),
        ("January 27, 2025", "2025-01-27"),
        ("Jan. 27, 2025 5:30 pm", "2025-01-27"),
        ("27 January 2025", "2025-01-27"),
        ("27. Januar 2025", "2025-01-27"),
        ("15 de marzo de 2024", "2024-03-15"),
        ("12 décembre 2022", "2022-12-12"),
        ("3rd of May 2021", "2021-05-03"),
        ("17-22 Nov. 2024", "2024-11-17"),
        ("Mon, 27 Jan 2025 10:00:00 GMT", "2025-01-27"),
        ("3-May-2019", "2019-05-03"),
        ("Sept 2023", "2023-09"),
        ("Jul., 1932", "1932-07"),
        ("27/01/2025", "2025-01-27"),
        ("01/27/2025", "2025-01-27"),
        ("20.3.2024", "2024-03-20"),
        ("03/04/2025", "2025"),
        ("04/04/2025", "2025-04-04"),
        ("2025年1月27日", "2025-01-27"),
        ("2025년 1월 27일", "2025-01-27"),
        ("1737936000", "2025-01-27"),
        ("1737936000000", "2025-01-27"),
        ("Winter 2020", "2020"),
        ("2025-02-31", "2025-02"),
        ("2025-00-00", "2025"),
        ("2025-13-01", "2025"),
        ("1970-01-01T00:00:00Z", ""),
        ("0001-01-01", ""),
        ("9999-12-31", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_far_as_they_are_certain(written: str, date: str) -> None:
    assert _plain.date(written) == date


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("<i>E. coli</i> in <b>water</b>", "E. coli in water"),
        ("One<br/>two", "One two"),
        ("&lt;p&gt;Text&lt;/p&gt;", "Text"),
        ("if a < b and b > c", "if a < b and b > c"),
        ("e\u0301te\u0301", "été"),
        ("a\u202eb\u200bc\u0000d\ue000e", "abcde"),
        ("Infor\u00adma&shy;tion", "Information"),
        ("  a \n b\t ", "a b"),
        ("&#99999999;x", "\ufffdx"),
    ],
)
def test_values_are_plain_text(value: str, plain: str) -> None:
    assert _plain.plain(value) == plain


@pytest.mark.parametrize(
    ("title", "sites", "bare"),
    [
        ("A story | The Example", ["The Example"], "A story"),
        ("A story | World | The Example", ["Example"], "A story | World"),
        ("The Example: A story", ["The Example"], "The Example: A story"),
        ("The Example – A story", ["The Example"], "A story"),
        ("A story - with dashes", ["The Example"], "A story - with dashes"),
        ("A story · example.org", ["example.org"], "A story"),
        ("例子_例氪", ["例氪"], "例子"),
        ("例子：一个AI的故事-例氪", ["例氪"], "例子：一个AI的故事"),
        ("A story \\ Example", ["Example"], "A story"),
        ("GPT-4", ["Example"], "GPT-4"),
        ("The Example", ["The Example"], "The Example"),
        ("A story - Example Daily", ["exampledaily"], "A story"),
    ],
)
def test_the_name_of_the_site_is_off_the_title(title: str, sites: list[str], bare: str) -> None:
    assert titles.without_site(title, sites) == bare


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://x.org/2025/01/27/a-story", "2025-01-27"),
        ("https://x.org/technology/2024/oct/21/a-story", "2024-10-21"),
        ("https://x.org/blog/2024-10-21-a-story.html", "2024-10-21"),
        ("https://x.org/2024/10/a-story", "2024-10"),
        ("https://x.org/a-story-20241021.pdf", "2024-10-21"),
        ("https://x.org/2024/a-story", ""),
        ("https://x.org/a-story-1984", ""),
        ("https://x.org/p/2272896094586500", ""),
        ("https://x.org/2024/13/45/x", ""),
    ],
)
def test_a_date_may_stand_in_the_address(address: str, date: str) -> None:
    assert titles.in_address(address) == date


def of(content: str, address: str = "https://www.example.org/a/page") -> dict[str, str]:
    """The plain fields of a page, and its type."""

    def get(url: str, **_: object) -> Response:
        return Response(url, 200 if url == address else 404, {}, content.encode(), "text/html")

    record = visited(address, get, today="2026-11-25")
    return {**record.values(), "type": record.type}


def of_data(data: str) -> dict[str, str]:
    return of(f'<title>X</title><script type="application/ld+json">{data}</script>')


@pytest.mark.parametrize(
    ("data", "author"),
    [
        ('{"@type":"Article","author":"Ann Lee"}', "Lee, Ann"),
        ('{"@type":"Article","author":["Ann Lee","Bo Li"]}', "Lee, Ann and Li, Bo"),
        ('{"@type":"Article","author":{"name":"Ann Lee"}}', "Lee, Ann"),
        ('{"@type":"Article","author":{"@type":"Person","name":["Ann Lee","Bo Li"]}}', "Lee, Ann and Li, Bo"),
        ('{"@type":"Article","author":{"@type":"Person","givenName":"Bo","familyName":"van Li"}}', "van Li, Bo"),
        ('{"@type":"Article","author":{"@type":"Person","familyName":"Lee"}}', ""),
        ('{"@type":"Article","author":{"@type":"Organization","name":"Ann Lee"}}', "Ann Lee"),
        ('{"@type":"Article","author":{"@list":[{"name":"Ann Lee"}]}}', "Lee, Ann"),
        ('{"@type":["Article","NewsArticle"],"creator":[{"@value":"x"},"Ann Lee"]}', "Lee, Ann"),
        ('{"@type":"http://schema.org/Article","author":"Ann Lee"}', "Lee, Ann"),
        ('[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ann Lee"}]', "Lee, Ann"),
        ('{"@graph":[{"@type":"WebPage"},{"@type":"Article","author":{"@id":"#b"}}]}', ""),
        ('{"@type":"WebPage","mainEntity":{"@type":"Article","author":"Ann Lee"}}', "Lee, Ann"),
        ('{"@type":"Article","author":null}', ""),
        ('{"@type":"Article","author":7}', ""),
        ('{"@type":"Article","author":{"@type":"Person","name":"Site"},"publisher":{"name":"Site"}}', ""),
        ('{"@type":"Article","author":{"@type":"Organization","name":"Site"},"publisher":{"name":"Site"}}', "Site"),
        ('{"@type":"Article","author":"Ann Lee",}', "Lee, Ann"),
        ('<!-- {"@type":"Article","author":"Ann Lee"} -->', "Lee, Ann"),
        ('//<![CDATA[\n{"@type":"Article","author":"Ann Lee"}\n//]]>', "Lee, Ann"),
        ("{&quot;@type&quot;:&quot;Article&quot;,&quot;author&quot;:&quot;Ann Lee&quot;}", "Lee, Ann"),
        ('{"@type":"Article","author":"Ann\nLee"}', "Lee, Ann"),
        ('{"@type":"Person","name":"No"}{"@type":"Article","author":"Ann Lee"};', "Lee, Ann"),
        ('{"@type":"Article","author":"Ann Lee"', ""),
        ("null", ""),
        ("[]", ""),
        ("", ""),
    ],
)
def test_authors_of_json_ld_come_in_every_shape(data: str, author: str) -> None:
    assert of_data(data).get("author", "") == author


ISSUE = """{"@type":"ScholarlyArticle","headline":"T","isPartOf":{"@type":"PublicationIssue","issueNumber":"3",
"isPartOf":{"@type":"PublicationVolume","volumeNumber":12,"isPartOf":{"@type":"Periodical","name":"J","issn":["1234-5678"]}}},
"pageStart":7,"pageEnd":"19"}"""


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (
            ISSUE,
            {
                "type": "article",
                "journaltitle": "J",
                "volume": "12",
                "number": "3",
                "pages": "7–19",
                "issn": "1234-5678",
            },
        ),
        ('{"@type":"ScholarlyArticle","headline":"T"}', {"type": "online", "title": "T"}),
        (
            '{"@type":"Book","name":"T","isbn":"978-3-16-148410-0","publisher":"P","bookEdition":"2"}',
            {"type": "book", "isbn": "978-3-16-148410-0", "publisher": "P", "edition": "2"},
        ),
        ('{"@type":"Book","name":"T","isbn":"978-3-16-148410-1"}', {"type": "book", "isbn": ""}),
        (
            '{"@type":"SoftwareSourceCode","name":"T","softwareVersion":"v2.1","license":"https://spdx.org/licenses/MIT.html"}',
            {"type": "software", "version": "2.1", "rights": "MIT"},
        ),
        (
            '{"@type":"VideoObject","name":"T","uploadDate":"2024-05-06","author":"Ann Lee"}',
            {"type": "video", "date": "2024-05-06"},
        ),
        (
            '[{"@type":"VideoObject","name":"V"},{"@type":"NewsArticle","headline":"T","datePublished":"2024"}]',
            {"type": "online", "title": "T", "date": "2024"},
        ),
        ('[{"@type":"Article","headline":"Other"},{"@type":"Article","headline":"X"}]', {"title": "X"}),
        ('{"@type":"Organization","name":"Only the Site"}', {"title": "X", "organization": "example.org"}),
        ('{"@type":"WebSite","name":"The Site"}', {"title": "X", "organization": "The Site"}),
        ('{"@type":"Article","headline":"T","inLanguage":{"name":"German"}}', {"language": "german"}),
        (
            '{"@type":"Article","name":"T","url":"/wiki/T","datePublished":"2004-01-02","dateModified":"2025-03-04"}',
            {"date": "2025-03-04"},
        ),
        (
            '{"@type":"Article","name":"T","url":"/t","datePublished":"2024-01-02","dateModified":"2025-03-04"}',
            {"date": "2024-01-02"},
        ),
        ('{"@type":"Thesis","name":"T","publisher":{"name":"U"}}', {"type": "thesis", "institution": "U"}),
    ],
)
def test_works_of_json_ld_have_their_own_types_and_fields(data: str, fields: dict[str, str]) -> None:
    found = of_data(data)
    assert {name: found.get(name, "") for name in fields} == fields


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (
            '<meta name="author" content="Example Daily"><meta property="og:site_name" content="Example Daily">',
            {"author": ""},
        ),
        (
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">',
            {"author": "Lee, Ann"},
        ),
        (
            '<meta property="profile:first_name" content="Ann"><meta property="profile:last_name" content="Lee">',
            {"author": "Lee, Ann"},
        ),
        ('<p class="byline">By <a href="/ann">Ann Lee</a> · 27 January 2025 · 5 min read</p>', {"author": "Lee, Ann"}),
        ('<a rel="author" href="/ann">Ann Lee</a>', {"author": "Lee, Ann"}),
        (
            '<p class="byline">' + "A long sentence that goes on about nothing in particular. " * 4 + "</p>",
            {"author": ""},
        ),
        ('<time datetime="2024-05-06">May</time><time>7 June 2024</time>', {"date": "2024-05-06"}),
        ('<time>7 June 2024</time><time class="published" datetime="2024-05-06">May</time>', {"date": "2024-05-06"}),
        (
            '<meta property="og:type" content="book"><meta property="book:isbn" content="9783161484100">',
            {"type": "book"},
        ),
        ('<meta name="description" content="Too short.">', {"abstract": ""}),
        (f'<meta name="description" content="{"It goes on and is cut off " * 5}…">', {"abstract": ""}),
        ('<meta property="og:locale" content="fr_FR">', {"language": "french"}),
        (
            '<meta name="citation_technical_report_institution" content="I"><meta name="citation_isbn" content="1">',
            {"type": "report"},
        ),
        (
            '<meta name="citation_journal_title" content="Advances in Neural Information Processing Systems">',
            {
                "type": "inproceedings",
                "booktitle": "Advances in Neural Information Processing Systems",
                "journaltitle": "",
            },
        ),
        (
            '<meta name="citation_journal_title" content="Annual Meeting Reports"><meta name="citation_issn" content="1234-5678">',
            {"type": "article", "journaltitle": "Annual Meeting Reports"},
        ),
        ('<meta name="citation_dissertation_institution" content="U">', {"type": "thesis", "institution": "U"}),
        (
            '<meta name="citation_book_title" content="B"><meta name="citation_isbn" content="1">',
            {"type": "incollection"},
        ),
        ('<meta name="citation_isbn" content="978-3-16-148410-0">', {"type": "book"}),
        (
            '<meta name="DC.title" content="D"><meta name="DC.type" content="Software">',
            {"type": "software", "title": "D"},
        ),
        ('<meta name="citation_authors" content="Lee, Ann; Li, Bo">', {"author": "Lee, Ann and Li, Bo"}),
    ],
)
def test_what_a_page_says_here_and_there(head: str, fields: dict[str, str]) -> None:
    found = of(f"<title>X</title>{head}")
    assert {name: found.get(name, "") for name in fields} == fields


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("<title>Story - Here</title><h1>Story</h1>", "Story"),
        ("<title>Here</title><h1>A Story</h1>", "Here"),
        ("<h1>A <em>Story</em></h1>", "A Story"),
        ('<title>Wrong</title><meta property="og:title" content="Right">', "Right"),
        ('<title>Right</title><meta name="DC.title" content="example.org">', "Right"),
        ('<title>Right</title><meta property="og:title" content="Untitled">', "Right"),
    ],
)
def test_the_title_of_a_page_is_found_wherever_it_stands(content: str, title: str) -> None:
    assert of(content)["title"] == title


WIKI = """<title>Mixture of examples - Wikipedia</title><script type="application/ld+json">{"@type":"Article",
"name":"Mixture of examples","headline":"machine learning technique","publisher":{"@type":"Organization","name":"W Foundation"},
"author":{"@type":"Organization","name":"Contributors to W projects"}}</script>"""


def test_the_site_and_the_title_are_what_readers_call_them() -> None:
    found = of(WIKI, "https://en.wikipedia.org/wiki/Mixture_of_examples")
    fields = {name: found[name] for name in ("title", "organization", "author")}
    assert fields == {
        "title": "Mixture of examples",
        "organization": "Wikipedia",
        "author": "Contributors to W projects",
    }
    acronym = of("<title>A Report | CSIS</title>", "https://www.csis.org/a/report-on-it")
    assert (acronym["title"], acronym["organization"]) == ("A Report", "CSIS")
    named = '<title>A Report | CSIS</title><meta property="og:site_name" content="Center for Examples">'
    assert of(named, "https://www.csis.org/a/report-on-it")["organization"] == "Center for Examples"
    person = of("<title>Ann Lee — An Essay</title><h1>An Essay</h1>", "https://www.annlee.example/essay")
    assert (person["title"], person["organization"]) == ("An Essay", "Ann Lee")


def test_an_english_page_about_a_chinese_text_does_not_make_it_english() -> None:
    assert "language" not in of('<html lang="en"><title>疯狂的例子</title>')
