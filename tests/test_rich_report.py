"""Bold, italic and links of a workbook in the files that are made from it: a small document of one passage."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from lxml import etree

import nutrition
from nutrition import passage
from pages import FOLDERS, edition, html_of, the_theme
from reportgen.build import Order, gather
from reportgen.document.html_reader import read_html
from reportgen.pdf import print_pdf
from reportgen.report.rich import Mark, Marked
from reportgen.web import web_page
from reportgen.word.lint import lint
from reportgen.word.lint_file import text_of, value, w
from reportgen.word.writer import write_word

URI = "https://example.org/a%20b?x=%221%22&y='%C3%A9'"
TEMPLATE = """\
<!DOCTYPE html>
<html lang="{{ f.tag }}"><head><meta charset="utf-8"><title>Small</title></head>
<body data-head-left="L" data-head-right="R" data-foot-left="F" data-page="{page} of {pages}" data-mark=""
 data-word-figure="Figure" data-word-table="Table" data-word-contents="Contents">
<section class="portrait"><h1>Small</h1>{{ heading(2, "Context", "context") }}
{% for row in passages("context") %}{% for line in passage_lines(row) %}<p>{{ line }}</p>{% endfor %}{% endfor %}
</section></body></html>
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    """The page of a workbook that was written, and read again."""
    folder = tmp_path_factory.mktemp("rich")
    text = "Only strong, or em, or both."
    looks = (Mark(5, 11, "strong"), Mark(16, 18, "em"), Mark(23, 27, "strong"), Mark(23, 27, "em"))
    rows = [
        {**passage("context", "x", "Gras."), "text_en": Marked(text, looks)},
        {
            **passage("context", "x", "Lien."),
            "text_en": Marked("See the page here", (Mark(8, 12, "strong"), Mark(0, 17, "link", URI))),
        },
    ]
    path = nutrition.written(folder, narrative=rows)
    report, _ = gather(Order(path, folder), FOLDERS)
    (folder / "report.html.j2").write_text(TEMPLATE)
    return html_of(edition(report), (folder, *FOLDERS))


def test_the_pdf_has_links_by_their_whole_text_and_both_looks(page):
    data = print_pdf(page, FOLDERS, the_theme(), {}, "{page} of {pages}", "").data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [each for each in pdf.pages[0].Annots if each.Subtype == "/Link"]
        fonts = {str(font.BaseFont).partition("Sans")[2] for font in pdf.pages[0].Resources.Font.values()}
        assert {str(each.A.URI) for each in links} == {URI}
        assert {str(each.Contents) for each in links} == {"See the page here"}
    assert fonts == {"", "-Bold", "-Italic", "-Bold-Italic"}


def test_word_has_them_in_character_styles_and_relationships(page):
    data = write_word(read_html(page), the_theme(), {}, 1)
    assert lint(data) == ()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        document = etree.fromstring(parts.read("word/document.xml"))
        relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
    said = [(value(run, "rPr/rStyle"), text_of(run)) for run in document.iter(w("r")) if value(run, "rPr/rStyle")]
    assert said == [
        ("Strong", "strong"),
        ("Emphasis", "em"),
        ("IntenseEmphasis", "both"),
        ("Hyperlink", "See the"),
        ("HyperlinkStrong", "page"),
        ("Hyperlink", "here"),
    ]
    targets = {each.get("Id"): each.get("Target") for each in relations if each.get("TargetMode") == "External"}
    linked = [link.get(f"{{{link.nsmap['r']}}}id") for link in document.iter(w("hyperlink"))]
    assert [targets[each] for each in linked] == [URI] * 3


def test_the_web_edition_has_them_as_they_are(page):
    made = web_page(page, "", {}, (), {}, str, lambda *_: "").decode()
    text = made.partition("<p>")[2].partition("</p>")[0]
    assert text == "Only <strong>strong</strong>, or <em>em</em>, or <strong><em>both</em></strong>."
    assert [link.get("href") for link in etree.HTML(made).xpath("//p[starts-with(., 'See')]//a")] == [URI] * 3
