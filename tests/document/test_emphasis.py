"""Emphasis and links of cells on the page: what becomes of them where, and that no text becomes markup."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

import nutrition
from nutrition import passage
from pages import edition, gathered, html_of, text_of
from reportgen.document.emphasis import plain, written
from reportgen.document.html_reader import read_html
from reportgen.document.prose import passage_lines
from reportgen.document.running_text import edited
from reportgen.report.model import Cell, Text
from reportgen.report.rich import Mark, Marked, Piece

URL = "https://example.org/a"


def marked(text: str, **parts: str) -> Marked:
    """A text in which ``strong`` and ``em`` are the words given, and ``link`` an address."""
    marks = [
        Mark(0, len(text), kind, part) if kind == "link" else Mark(text.index(part), text.index(part) + len(part), kind)
        for kind, part in parts.items()
    ]
    return Marked(text, marks)


def inner(of, text: Marked, around: str = "p") -> str:
    """What a text becomes in the middle of an element, without the span that names its cell."""
    told = of.text(Text(str(text), Cell("A", "B2"), "en", text.marks))
    page = edited(f"<body><p><{around}>{told}</{around}></p></body>", of)
    return re.sub("</?span[^>]*>", "", page).removeprefix("<body><p>").removesuffix("</p></body>")


@pytest.fixture(scope="module")
def of():
    return edition()


# ---------------------------------------------------------------- the elements


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (marked("a bold word", strong="bold"), "a <strong>bold</strong> word"),
        (marked("an italic word", em="italic"), "an <em>italic</em> word"),
        (marked("a both word", strong="both", em="both"), "a <strong><em>both</em></strong> word"),
        (marked("one two three", strong="one two", em="two three"),
         "<strong>one </strong><strong><em>two</em></strong><em> three</em>"),
        (marked("go there", link=URL), f'<a href="{URL}">go there</a>'),
        (marked("go there now", link=URL, strong="there"),
         f'<a href="{URL}">go</a> <strong><a href="{URL}">there</a></strong> <a href="{URL}">now</a>'),
        (marked("it's \"so\" - 5-7", strong='"so"'), "it’s <strong>“so”</strong> - 5–7"),
    ],
)  # fmt: skip
def test_marks_become_elements_with_the_link_inmost(of, text, html):
    assert inner(of, text, "span") == html


@pytest.mark.parametrize(
    "typed", ["<b>bold</b>", "</strong>", "{{ 7*7 }}", "&lt;", "<x-strong>", '"><script>', "</x-a>"]
)
def test_what_is_typed_is_never_markup(of, typed):
    html = inner(of, marked(f"see {typed} now", strong=typed, link=f'{URL}?"<>&'), "span")
    tree = lxml.html.fragment_fromstring(html, create_parent="p")
    assert text_of(tree).translate({ord("“"): '"', ord("”"): '"'}) == f"see {typed} now"
    assert {child.tag for child in tree.iterdescendants()} == {"a", "strong"}
    assert set(tree.xpath(".//a/@href")) == {f'{URL}?"<>&'}


@pytest.mark.parametrize(
    ("around", "html"),
    [
        ("strong", f'a <em><a href="{URL}">b</a></em>'),
        ("em", f'a <strong><a href="{URL}">b</a></strong>'),
        ("small", f'a <a href="{URL}">b</a>'),
        ("s", "a b"),
        ("a", "a b"),
        ("b", "a b"),
    ],
)
def test_what_a_place_cannot_hold_is_left_out_there(of, around, html):
    told = Markup("a {}").format(written([Piece("b", strong=True, em=True, target=URL)]))
    page = edited(f"<body><p><{around}>{told}</{around}></p></body>", of)
    assert page == f"<body><p><{around}>{html}</{around}></p></body>"


def test_plain_has_neither():
    assert plain(written([Piece("a < b ", strong=True), Piece("c", target=URL)])) == "a < b c"


runs = st.lists(
    st.tuples(st.text("abé <>&\"'{}[]:.!?", min_size=1, max_size=7), st.sets(st.sampled_from(["strong", "em"]))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(runs, st.booleans(), st.sampled_from(["fr", "en"]))
def test_any_runs_come_out_with_their_text_and_their_look(written_runs, linked, language):
    text, marks = "", []
    for part, kinds in written_runs:
        marks += [Mark(len(text), len(text) + len(part), kind) for kind in sorted(kinds)]
        text += part
    if linked:
        marks.append(Mark(0, len(text), "link", URL))
    told = edition(language=language)
    html = edited(f"<body><p>{told.text(Text(text, Cell('A', 'B2'), language, tuple(marks)))}</p></body>", told)
    tree = lxml.html.document_fromstring(html).find(".//p")
    assert "".join(tree.itertext()) == plain(told.text(Text(text, Cell("A", "B2"), language)))
    letters = [
        (char, {parent.tag for parent in _parents(node)} & {"strong", "em", "a"})
        for node in tree.xpath(".//text()")
        for char in node
        if char.isalnum()
    ]
    also = {"a"} if linked else set()
    assert letters == [(char, kinds | also) for part, kinds in written_runs for char in part if char.isalnum()]
    assert not tree.xpath(".//a/*")


def _parents(node):
    parent = node.getparent()
    return [parent, *parent.iterancestors()] if node.is_text else [*parent.iterancestors()]


# ---------------------------------------------------------------- with figures, footnotes, codes and acronyms


def line(text: Marked):
    """The one line of a passage, as the page holds it."""
    report, _ = gathered(narrative=[{**passage("context", "x", "Texte."), "text_en": text}])
    told = edition(report)
    (only,) = passage_lines(told, report.narrative[0])
    return lxml.html.document_fromstring(edited(f"<body><p>{only}</p></body>", told)).find(".//p")


def test_a_figure_takes_the_look_of_its_code_and_its_footnote_stands_outside():
    found = line(marked("In [F3] wards [F1] cases", strong="[F1] cases", em="3"))
    assert [each.text_content() for each in found.iter("strong")] == ["12,345", " cases"]
    assert not found.xpath(".//em")
    assert found.xpath("count(.//span[@class='footnote'])") == 1
    assert not found.xpath(".//strong//span[@class='footnote']")


def test_a_figure_in_a_link_is_part_of_its_bare_text():
    found = line(marked("In [F3] wards", link=URL))
    assert [a.text for a in found.iter("a") if a.get("href") == URL] == ["In three", "wards"]
    assert found.xpath("count(.//span[@class='footnote'])") == 1
    assert not found.xpath(".//a[@href=$url]//*", url=URL)


def test_codes_in_emphasis_lead_to_their_rows_and_codes_in_links_do_not(of):
    page = html_of(of)  # the rows that codes lead to
    for html, hrefs in (
        ("<strong>R101</strong>, <em>R102</em>", ["#R101", "#R102"]),
        (f'<a href="{URL}">R101</a> R102', [URL, "#R102"]),
        ("R10<strong>1</strong> and R<em>101</em> and <em>X</em>R101", []),
        ("R101<strong>b</strong> and R101 <em>2026</em>", []),
    ):
        told = edited(page.replace("</body>", f"<section><p id='here'>{html}</p></section></body>"), of)
        here = lxml.html.document_fromstring(told).get_element_by_id("here")
        assert here.xpath(".//a/@href") == hrefs, html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("an <strong>NGO</strong> met", "an NGO (non-governmental organization) met"),
        ("an <strong>NGO</strong> (organization of no government) met", "an NGO (organization of no government) met"),
        ("an <strong>NGO</strong>X met", "an NGOX met"),
        ("N<strong>GO</strong> met", "NGO met"),
        ("an <em>NGO</em>s", "an NGOs"),
    ],
)
def test_an_acronym_is_seen_whole_through_emphasis(html, text):
    acronym = {**nutrition.both("form", "NGO", "ONG"), **nutrition.both("expansion", "Non-governmental organization")}
    told = edition(gathered(acronyms=[acronym])[0])
    assert re.sub("<[^>]*>", "", edited(f"<body><p>{html}</p></body>", told)) == text


# ---------------------------------------------------------------- a whole page


def test_emphasis_and_links_in_every_text_of_the_workbook_break_no_page():
    content = nutrition.content()
    for rows in content.values():
        for row in rows:
            for field, value in row.items():
                if field.endswith(("_en", "_fr")) or (row.get("key") and field in ("en", "fr")):
                    text = str(value)
                    marks = (Mark(0, 1, "strong"), Mark(0, 2, "em"), Mark(0, len(text), "link", URL))
                    row[field] = Marked(text, marks) if len(text) > 2 else value
    for language in ("en", "fr"):
        report, problems = gathered(**content)
        assert not [each for each in problems if each.code != "translation-stale"]
        html = html_of(edition(report, language))
        read_html(html)
        assert "x-strong" not in html
        assert html.count("<strong><em><a ") > 100
