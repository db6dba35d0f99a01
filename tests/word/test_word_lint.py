from io import BytesIO
from zipfile import ZipFile

import pytest
from word_sample import rich, the_theme

from reportgen.word.lint import lint
from reportgen.word.package import frozen_zip
from reportgen.word.writer import write_word

DOCUMENT, STYLES, NOTES = "word/document.xml", "word/styles.xml", "word/footnotes.xml"
NUMBERING = "word/numbering.xml"
LEAD = '<w:p><w:pPr><w:pStyle w:val="Lead"/>'


@pytest.fixture(scope="module")
def sound() -> bytes:
    return write_word(rich("fr-FR", mark="EXEMPLE"), the_theme())


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def codes(sound: bytes, name: str, old: str, new: str, count: int = 1) -> set[str]:
    """The codes that the linter finds after one change in one part."""
    content = part(sound, name)
    assert old in content, f"{old} is not in {name}"
    return {finding.code for finding in lint(frozen_zip(sound, {name: content.replace(old, new, count).encode()}))}


def test_a_sound_file_has_no_findings(sound: bytes):
    assert lint(sound) == ()


@pytest.mark.parametrize(
    ("code", "name", "old", "new"),
    [
        ("title-missing", "docProps/core.xml", "Mali : rapport de suivi", ""),
        ("language-missing", "docProps/core.xml", "<dc:language>fr-FR", "<dc:language>"),
        ("language-missing", STYLES, '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>', ""),
        ("update-fields", "word/settings.xml", "<w:zoom", '<w:updateFields w:val="1"/><w:zoom'),
        ("update-fields", DOCUMENT, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="1"'),
        ("relationship-dangling", "word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="style.xml"'),
        ("relationship-missing", DOCUMENT, '<c:chart xmlns:c', '<c:chart r:link="rId999" xmlns:c'),
        ("style-missing", DOCUMENT, 'w:val="BodyText"', 'w:val="Standard"'),
        ("style-missing", DOCUMENT, 'w:val="ReportTable"', 'w:val="Tableau"'),
        ("style-missing", STYLES, '<w:basedOn w:val="Heading1"/>', '<w:basedOn w:val="Titre1"/>'),
        ("numbering-missing", DOCUMENT, '<w:numId w:val="6"/>', '<w:numId w:val="66"/>'),
        ("numbering-missing", NUMBERING, '<w:num w:numId="2">', '<w:num w:numId="222">'),
        ("numbering-missing", NUMBERING, 'w:abstractNumId="4">', 'w:abstractNumId="44">'),
        ("list-without-numbering", STYLES, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>', ""),
        ("list-without-numbering", DOCUMENT, '<w:ilvl w:val="0"/><w:numId w:val="6"/>', '<w:numId w:val="0"/>'),
        ("package-broken", "word/_rels/document.xml.rels", "</Relationships>", ""),
        ("heading-order", DOCUMENT, 'w:val="Heading2"', 'w:val="BodyText"'),
        ("heading-order", DOCUMENT, 'w:val="Heading1Unnumbered"', 'w:val="Heading2Unnumbered"'),
        ("direct-formatting", DOCUMENT, '<w:pStyle w:val="Lead"/>', '<w:pStyle w:val="Lead"/><w:jc w:val="center"/>'),
        ("direct-formatting", DOCUMENT, '<w:rStyle w:val="Struck"/>', '<w:rStyle w:val="Struck"/><w:b/>'),
        ("paragraph-empty", DOCUMENT, LEAD, f"<w:p/>{LEAD}"),
        ("paragraph-empty", DOCUMENT, 'w:val="TableGap"', 'w:val="BodyText"'),
        ("table-header", DOCUMENT, "<w:tblHeader/>", ""),
        ("table-grid", DOCUMENT, '<w:gridSpan w:val="5"/>', '<w:gridSpan w:val="4"/>'),
        ("table-grid", DOCUMENT, '<w:gridSpan w:val="5"/>', ""),
        ("cell-end", DOCUMENT, "</w:tc>", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>"),
        ("alt-missing", DOCUMENT, 'descr="Avancement par trimestre."', 'descr=" "'),
        ("drawing-id", DOCUMENT, '<wp:docPr id="2"', '<wp:docPr id="1"'),
        ("chart-data", "word/charts/chart1.xml", '<c:externalData r:id="rId1">', '<c:externalData r:id="rId7">'),
        ("chart-data", "word/charts/_rels/chart1.xml.rels", "Sheet1.xlsx", "Sheet9.xlsx"),
        ("bookmark-pair", DOCUMENT, '<w:bookmarkEnd w:id="1"/>', ""),
        ("bookmark-pair", DOCUMENT, '<w:bookmarkStart w:id="1" w:name="top"/>', ""),
        ("bookmark-id", DOCUMENT, '<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"'),
        ("bookmark-name", DOCUMENT, 'w:name="R1"', 'w:name="r2"'),
        ("anchor-dangling", DOCUMENT, 'w:anchor="R1"', 'w:anchor="R99"'),
        ("field-target", DOCUMENT, "PAGEREF context", "PAGEREF contexte"),
        ("field-open", DOCUMENT, '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>', "</w:hyperlink>"),
        ("field-open", "word/footer1.xml", '<w:fldChar w:fldCharType="begin"/>', ""),
        ("field-result", "word/footer1.xml", '<w:t xml:space="preserve">1</w:t>', ""),
        ("footnote-missing", NOTES, 'w:id="2"', 'w:id="3"'),
        ("footnote-calls", DOCUMENT, '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="2"/>'),
        ("package-broken", DOCUMENT, "</w:body>", ""),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(sound: bytes, code: str, name: str, old: str, new: str):
    assert code in codes(sound, name, old, new)


def test_a_header_row_below_other_rows_is_found(sound: bytes):
    content = part(sound, DOCUMENT)
    row = content.index(
        "<w:trPr><w:cantSplit/></w:trPr>", content.index("<w:tblHeader/>", content.index("ReportTable"))
    )
    changed = content[:row] + "<w:trPr><w:tblHeader/></w:trPr>" + content[row + 31 :]
    first = changed.index("<w:tblHeader/>", changed.index("ReportTable"))
    changed = changed[:first] + changed[first + 14 :]
    findings = lint(frozen_zip(sound, {DOCUMENT: changed.encode()}))
    assert {finding.code for finding in findings} == {"table-header"}


def test_a_simple_field_without_result_is_found(sound: bytes):
    field = '<w:fldSimple w:instr=" DATE "/>'
    assert codes(sound, DOCUMENT, '<w:pStyle w:val="Lead"/></w:pPr>', f'<w:pStyle w:val="Lead"/></w:pPr>{field}') == {
        "field-result"
    }


def test_what_is_no_word_file_is_told():
    assert [finding.code for finding in lint(b"PK")] == ["package-broken"]
    assert [finding.code for finding in lint(b"")] == ["package-broken"]


def test_a_finding_names_part_and_place(sound: bytes):
    content = part(sound, DOCUMENT).replace('w:anchor="R1"', 'w:anchor="R99"', 1)
    (finding,) = lint(frozen_zip(sound, {DOCUMENT: content.encode()}))
    assert (finding.part, finding.place) == (DOCUMENT, "R99")
