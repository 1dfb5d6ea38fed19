from __future__ import annotations

import pytest

from readinglist.formats import bibtex


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("{R\\&amp;D in the EU}", "R&D in the EU"),
        ("{R&amp;D}", "R&D"),
        ("{The <i>E. coli</i> genome}", "The E. coli genome"),
        ("{CO<sub>2</sub> and H<SUB>2</SUB>O}", "CO2 and H2O"),
        ("{<jats:p>First.</jats:p><jats:p>Second &#x2013; &lt;3&gt;.</jats:p>}", "First. Second – <3>."),
        ("{{\\textless}i{\\textgreater}Zotero{\\textless}/i{\\textgreater} writes it so}", "Zotero writes it so"),
        (
            '{A <span class="nocase">name</span> and <named-content content-type="x">more</named-content>}',
            "A name and more",
        ),
        ("{a < b and c > d}", "a < b and c > d"),
        ("{if x<y & y>z; then}", "if x<y & y>z; then"),
        ("{M&uuml;ller &nosuch; &}", "Müller &nosuch; &"),
        ("{list<string> and <T>}", "list<string> and <T>"),
    ],
)
def test_what_publishers_leave_in_titles_is_off_in_the_plain_copy_and_stays_in_the_source(raw: str, plain: str) -> None:
    record = bibtex.build("k", "misc", [("title", raw)])
    assert record.title == plain
    assert f"title = {raw}," in "".join(bibtex.dump([record]))


def test_entities_in_names_are_letters() -> None:
    record = bibtex.build("k", "misc", [("author", "{M&uuml;ller, J&#246;rg and O'Neil-Smith, Ana}")])
    assert [(c.family, c.given) for c in record.contributors] == [("Müller", "Jörg"), ("O'Neil-Smith", "Ana")]
