"""The page becomes blocks; what the contract does not name is refused with its place."""

import re
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.blocks import (
    Block,
    Chart,
    ChartData,
    Columns,
    Contents,
    ContentsEntry,
    Facts,
    Heading,
    Inline,
    Item,
    ItemList,
    Legend,
    LineBreak,
    Link,
    Note,
    PageReference,
    Paragraph,
    Picture,
    ProgressBar,
    Run,
    Running,
    Section,
    Series,
    StatusMark,
    Strip,
    Table,
    TableCell,
    TableRow,
    Tile,
    Tiles,
)
from reportgen.document.charts import draw, to_json
from reportgen.document.html_contract import ACCEPTED, MARKS, atoms
from reportgen.document.html_reader import read_html
from reportgen.problems import ContractBroken
from reportgen.theme import STATUSES

CONTRACT = Path(__file__).parents[2] / "templates" / "CONTRACT.md"
BODY = (
    'data-head-left="Cluster" data-head-right="Report" data-foot-left="Data as of" data-page="Page {page} of {pages}"'
    ' data-word-figure="Figure" data-word-table="Table" data-word-contents="Contents"'
)
HEAD = '<meta charset="utf-8"><title>Mali: a report</title>'


def page(body: str, *, language: str = "en-GB", head: str = HEAD, attributes: str = BODY) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>{head}</head>\n<body {attributes}>\n{body}\n</body></html>'
    )


def blocks(inside: str, **given: str) -> tuple[Block, ...]:
    return read_html(page(f'<section class="portrait">\n{inside}\n</section>', **given)).sections[0].blocks


def block(inside: str, **given: str) -> Block:
    (only,) = blocks(inside, **given)
    return only


def inlines(inside: str, **given: str) -> tuple[Inline, ...]:
    paragraph = block(f"<p>{inside}</p>", **given)
    assert isinstance(paragraph, Paragraph)
    return paragraph.content


def text(words: str) -> tuple[Run]:
    return (Run(words),)


# ---------------------------------------------------------------- the document


def test_metadata_running_texts_and_words():
    document = read_html(
        page(
            '<section class="cover"></section>',
            language="fr-FR",
            head='<meta charset="utf-8"><title>Mali :\n un rapport</title><meta name="description" content="Sujet">'
            '<meta name="author" content="Équipe"><meta name="keywords" content="a, b">'
            '<meta name="category" content="c"><meta name="issued" content="2025-10-15">'
            '<style>p { color: red }</style><link rel="stylesheet" href="x.css">',
            attributes=BODY + ' data-mark="Exemple"',
        )
    )
    assert (document.language, document.title, document.subject) == ("fr-FR", "Mali : un rapport", "Sujet")
    assert (document.author, document.keywords, document.category) == ("Équipe", "a, b", "c")
    assert document.issued == "2025-10-15"
    assert document.running == Running("Cluster", "Report", "Data as of", "Page {page} of {pages}", "Exemple")
    assert document.words == {"figure": "Figure", "table": "Table", "contents": "Contents"}


def test_sections_keep_their_kind_and_layout_classes_are_for_the_pdf():
    sections = read_html(
        page(
            '<section class="cover"><p>a</p></section> <section class="portrait glance"></section>\n'
            '<section class="recommendations landscape"></section>'
        )
    ).sections
    assert sections == (Section("cover", (Paragraph(text("a")),)), Section("portrait", ()), Section("landscape", ()))


def test_columns_stand_side_by_side():
    found = blocks('<div class="cols"><div class="col"><p>a</p></div><div class="col"><p>b</p></div></div>')
    assert found == (Columns(((Paragraph(text("a")),), (Paragraph(text("b")),))),)


def test_a_group_of_the_layout_is_seen_through():
    assert blocks('<div class="keep"><p>a</p></div>') == (Paragraph(text("a")),)


# ---------------------------------------------------------------- headings and paragraphs


def test_headings_give_up_their_number():
    found = blocks('<h1 id="s5"><span class="number">5</span> Context</h1><h2>In <em>brief</em></h2>')
    assert found == (
        Heading(1, text("Context"), "s5", "5"),
        Heading(2, (Run("In "), Run("brief", "em"))),
    )


def test_a_title_is_the_first_level():
    found = blocks('<h1 class="title">Report</h1><h2>One</h2><h3>Two</h3><h4>Three</h4>')
    assert found[0] == Paragraph(text("Report"), "title")
    assert [heading.level for heading in found[1:] if isinstance(heading, Heading)] == [2, 3, 4]


@pytest.mark.parametrize(
    "style", ["eyebrow", "subtitle", "venue", "period", "months", "mark", "lead", "note", "empty", "source"]
)
def test_paragraphs_have_the_style_of_their_class(style):
    assert block(f'<p class="{style}" id="x">a</p>') == Paragraph(text("a"), style, "x")


def test_quotations_and_empty_paragraphs():
    assert blocks("<blockquote><p>a</p><p>b</p></blockquote><p> \n</p>") == (
        Paragraph(text("a"), "quote"),
        Paragraph(text("b"), "quote"),
    )


def test_lists_nest():
    assert block("<ul>\n<li>a <ol><li>b</li></ol>\n</li><li>c</li></ul>") == ItemList(
        (Item(text("a"), (ItemList((Item(text("b")),), "numbers"),)), Item(text("c")))
    )


# ---------------------------------------------------------------- inlines


def test_styles():
    assert inlines("a <strong>b</strong><em>c</em><s>d</s><small>e</small>") == (
        Run("a "),
        Run("b", "strong"),
        Run("c", "em"),
        Run("d", "struck"),
        Run("e", "small"),
    )


def test_cells_languages_and_flaws():
    found = inlines(
        '<strong><span data-cell="Figures!D4">6</span> x</strong> <span class="flaw" data-cell="A!B1">?</span>'
    )
    assert found == (
        Run("6", "strong", cell="Figures!D4"),
        Run(" x", "strong"),
        Run(" "),
        Run("?", "flaw", cell="A!B1"),
    )
    assert inlines('<span lang="fr">cercle</span>') == (Run("cercle", language="fr"),)
    assert inlines('<span lang="fr">cercle</span>', language="fr-FR") == text("cercle")


def test_neighbours_of_one_style_are_one_run():
    assert inlines('a<span data-cell="A!B1"></span> b<strong>c</strong><strong>d</strong>') == (
        Run("a b"),
        Run("cd", "strong"),
    )


def test_white_space_collapses_but_no_break_spaces_stay():
    assert inlines("\u00a0a \n <em> b</em>\t16\u202f%\u00a0") == (
        Run("\u00a0a "),
        Run("b", "em"),
        Run(" 16\u202f%\u00a0"),
    )
    assert inlines("a <br> b ") == (Run("a"), LineBreak(), Run("b"))
    assert inlines("<em>a </em> ") == (Run("a", "em"),)


def test_links_notes_and_references():
    found = blocks(
        '<h1 id="x">h</h1><p>See <a href="#x">here</a>, <span class="paper"><a class="page" href="#x"></a></span>, <a href="https://who.int">WHO</a>'
        '<span class="footnote"> A <em>note</em>, <a href="mailto:a@b.org">mail</a>. </span>.</p>'
    )
    assert found[1] == Paragraph(
        (
            Run("See "),
            Link("here", "#x"),
            Run(", "),
            PageReference("x"),
            Run(", "),
            Link("WHO", "https://who.int"),
            Note((Run("A "), Run("note", "em"), Run(", "), Link("mail", "mailto:a@b.org"), Run("."))),
            Run("."),
        )
    )


def test_strong_and_em_inside_one_another_are_both_and_links_take_the_style_around_them():
    assert inlines("<strong>a <em>b</em></strong>") == (Run("a ", "strong"), Run("b", "strong em"))
    assert inlines("<em><strong>b</strong></em>") == (Run("b", "strong em"),)
    link = '<a href="https://who.int">a</a>'
    for around, style in (("strong", "strong"), ("em", "em"), ("small", "small")):
        assert inlines(f"<{around}>{link}</{around}>") == (Link("a", "https://who.int", style),)
    assert inlines(f"<strong><em>{link}</em></strong>") == (Link("a", "https://who.int", "strong em"),)
    assert inlines(f'<span data-cell="A!B2">{link}</span>') == (Link("a", "https://who.int", "", "A!B2"),)


def test_status_marks_and_bars():
    assert inlines(
        '<b class="status-completed">✔\u00a0Completed</b> '
        '<i class="bar status-in_progress" data-percent="60" style="--p: 60%"></i>'
    ) == (StatusMark("completed", "✔\u00a0Completed"), Run(" "), ProgressBar(60, "in_progress"))


# ---------------------------------------------------------------- tables


def test_a_table():
    found = block(
        """<table class="compact" id="t" data-keep="whole">
        <caption><span class="label">Table 1.</span> Moves</caption>
        <colgroup><col style="width:10%"><col style="width: 30%"></colgroup>
        <thead><tr><th scope="col">No.</th><th scope="col" class="right">Value</th></tr></thead>
        <tbody>
        <tr class="theme"><th scope="rowgroup" colspan="2">Theme</th></tr>
        <tr id="R4"><th scope="row">R4</th><td class="right status-overdue">6</td></tr>
        <tr class="update"><td class="center">a</td><td></td></tr>
        </tbody></table>"""
    )
    assert found == Table(
        (0.25, 0.75),
        (
            TableRow(
                (
                    TableCell((Paragraph(text("No.")),), "col"),
                    TableCell((Paragraph(text("Value")),), "col", align="right"),
                )
            ),
        ),
        (
            TableRow((TableCell((Paragraph(text("Theme")),), "rowgroup", span=2),), "theme"),
            TableRow(
                (
                    TableCell((Paragraph(text("R4")),), "row"),
                    TableCell((Paragraph(text("6")),), align="right", mark="overdue"),
                ),
                id="R4",
            ),
            TableRow((TableCell((Paragraph(text("a")),), align="center"), TableCell(())), "update"),
        ),
        "compact",
        text("Moves"),
        "t",
        keep=True,
    )


def test_a_table_that_joins_the_one_before_it_is_kept_whole_too():
    joined = block('<table data-keep="joined"><tbody><tr><td>a</td></tr></tbody></table>')
    assert isinstance(joined, Table)
    assert (joined.keep, joined.joins) == (True, True)


def test_a_list_that_stays_on_one_page():
    assert block('<ol data-keep="whole"><li>a</li></ol>') == ItemList((Item(text("a")),), "numbers", keep=True)


def test_cells_mix_text_paragraphs_and_lists():
    found = block(
        '<table><tbody><tr><td>a <em>b</em><p class="note">c</p> d<ul><li>e</li></ul></td></tr></tbody></table>'
    )
    assert isinstance(found, Table)
    assert (found.style, found.widths, found.head) == ("table", (1.0,), ())
    assert found.body[0].cells[0].blocks == (
        Paragraph((Run("a "), Run("b", "em"))),
        Paragraph(text("c"), "note"),
        Paragraph(text("d")),
        ItemList((Item(text("e")),)),
    )


# ---------------------------------------------------------------- figures and the rest

DATA = ChartData("bars", ("Gao", "L'Est"), (Series("Share", (13.0, None), "first", ("13 %", "")),))
COLOURS = {"first": "#005392", "body": "#26323A", "quiet": "#4D5A63", "rule": "#C3CCD3"}


def chart(*, title: str = "Most live in Gao", alt: str = "Gao & the rest") -> str:
    svg = draw(DATA, "Gao & the rest", COLOURS, width=80, height=30, font="Liberation Sans")
    return (
        f'<figure class="chart" id="f" data-chart="{escape(to_json(DATA))}" data-title="Most live in Gao"'
        f' data-alt="{escape(alt)}" data-height="30" data-width="0.5"><p class="chart-title">{title}</p>{svg}'
        '<figcaption><span class="label">Figure 1.</span> Source: <em>DTM</em></figcaption></figure>'
    )


def test_a_chart_carries_its_values():
    assert block(chart()) == Chart(
        DATA, "Most live in Gao", "Gao & the rest", (Run("Source: "), Run("DTM", "em")), "f", 30.0, 0.5
    )


def test_a_photo():
    found = block(
        '<figure class="photo" id="p"><img src="photo:A1.jpg" alt="A hall"><figcaption>b</figcaption></figure>'
    )
    assert found == Picture("photo:A1.jpg", "A hall", text("b"), "p")


def test_tiles_strip_legend_and_facts():
    assert blocks(
        """<ol class="tiles"><li><strong>5<small>/14</small></strong> <span>done</span> <em>▲ 3</em></li>
        <li><strong>4</strong><span>overdue</span></li></ol>
        <ol class="strip" aria-label="Each status"><li class="status-completed">R1 ✔</li></ol>
        <ul class="legend"><li class="status-on_hold">‖ On hold 1</li></ul>
        <dl class="facts"><div><dt>Report</dt><dd>No. <strong>2</strong></dd></div>
        <div><dt>Issued</dt><dd></dd></div></dl>"""
    ) == (
        Tiles(
            (
                Tile((Run("5"), Run("/14", "small")), text("done"), text("▲ 3")),
                Tile(text("4"), text("overdue")),
            )
        ),
        Strip((StatusMark("completed", "R1 ✔"),), "Each status"),
        Legend((StatusMark("on_hold", "‖ On hold 1"),)),
        Facts(((text("Report"), (Run("No. "), Run("2", "strong"))), (text("Issued"), ()))),
    )


def test_contents():
    found = blocks(
        """<h1 id="a">A</h1><nav class="contents"><ol>
        <li class="level-1"><span class="number"></span> <a href="#a">A</a></li>
        <li class="level-2"><span class="number">5.4</span> <a href="#a">B</a></li>
        <li class="level-3"><a href="#a">C</a></li></ol></nav>"""
    )
    assert found[1] == Contents(
        (ContentsEntry(1, "", "A", "a"), ContentsEntry(2, "5.4", "B", "a"), ContentsEntry(3, "", "C", "a"))
    )


# ---------------------------------------------------------------- what is refused

ROW = "<tr><td>a</td><td>b</td></tr>"
REFUSED = {
    "an unknown element": ("<hr>", "<hr>"),
    "a script": ("<script>1</script>", "<script>"),
    "a comment": ("<!-- a -->", "comments"),
    "an unknown class": ('<p class="loud">a</p>', "'loud'"),
    "an unknown class of a div": ('<div class="box"><p>a</p></div>', "'box'"),
    "a div without a class": ("<div><p>a</p></div>", "<div>"),
    "two classes where one says all": ('<p class="note lead">a</p>', "one class"),
    "an unknown status": ('<p><b class="status-fine">a</b></p>', "'status-fine'"),
    "an unknown attribute": ('<p style="color: red">a</p>', "'style'"),
    "a chart's title outside a chart": ('<p class="chart-title">a</p>', "does not stand here"),
    "text outside a block": ("a", "text outside a block"),
    "a block in an item": ("<ul><li><p>a</p></li></ul>", "<p>"),
    "text after a nested list": ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "nested list"),
    "a list without items": ("<ul></ul>", "without items"),
    "a block in a heading": ("<h1><ul><li>a</li></ul></h1>", "<ul>"),
    "an empty heading": ("<h1></h1>", "empty"),
    "a heading that jumps": ("<h1>a</h1><h3>b</h3>", "level 2"),
    "a first heading below the first level": ("<h2>a</h2>", "level 1"),
    "a second h1 below a title": ('<h1 class="title">a</h1><h1>b</h1>', "no other h1"),
    "a picture without alternative text": (
        '<figure class="photo"><img src="a.jpg" alt=""><figcaption>a</figcaption></figure>',
        "alternative text",
    ),
    "an element in a link": ('<p><a href="https://who.int"><strong>a</strong></a></p>', "bare text"),
    "a link in struck text": ('<p><s><a href="https://who.int">a</a></s></p>', "struck"),
    "a link without text": ('<p><a href="https://who.int"></a></p>', "without text"),
    "a link that runs a script": ('<p><a href="javascript:1">a</a></p>', "javascript:1"),
    "a link to nowhere": ('<p><a href="#gone">a</a></p>', "#gone"),
    "an id that comes twice": ('<p id="a">a</p><p id="a">b</p>', "twice"),
    "a style in a style": ("<p><small><em>a</em></small></p>", "one style"),
    "a number outside a heading": ('<p><span class="number">1</span></p>', "a number stands in"),
    "a span that says nothing": ("<p><span>a</span></p>", "data-cell"),
    "a mark in a footnote": ('<p><span class="footnote"><b class="status-overdue">a</b></span></p>', "footnote"),
    "a bar beyond its end": ('<p><i class="bar status-overdue" data-percent="101"></i></p>', "101"),
    "a ragged table": (f"<table><tbody>{ROW}<tr><td>a</td></tr></tbody></table>", "1 columns"),
    "a ragged head": (
        f'<table><thead><tr><th scope="col">a</th></tr></thead><tbody>{ROW}</tbody></table>',
        "1 columns",
    ),
    "rows that span": ('<table><tbody><tr><td rowspan="2">a</td></tr></tbody></table>', "rowspan"),
    "a header that spans": (
        f'<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead><tbody>{ROW}</tbody></table>',
        "colspan",
    ),
    "a header cell without scope": ("<table><tbody><tr><th>a</th></tr></tbody></table>", "scope"),
    "a table without rows": ("<table><tbody></tbody></table>", "no rows"),
    "a column without a width": (f"<table><colgroup><col></colgroup><tbody>{ROW}</tbody></table>", "width:18%"),
    "a heading in a cell": ("<table><tbody><tr><td><h1>a</h1></td></tr></tbody></table>", "<h1>"),
    "a tile of other parts": ('<ol class="tiles"><li><em>a</em></li></ol>', "expected <strong>"),
    "a strip without a label": ('<ol class="strip"><li class="status-overdue">a</li></ol>', "aria-label"),
    "an entry without a level": (
        '<h1 id="a">a</h1><nav class="contents"><ol><li><a href="#a">b</a></li></ol></nav>',
        "level-1",
    ),
    "a section in a section": ('<section class="portrait"></section>', "does not stand here"),
    "a title unlike the chart's": (chart(title="Another"), "data-title"),
    "an alternative text unlike the drawing's": (chart(alt="Another"), "data-alt"),
    "values that are no chart": (chart().replace("bars", "pie"), "pie"),
    "an end tag without its beginning": ("<p>a</em></p>", "end tag"),
}


@pytest.mark.parametrize(("inside", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(inside, told):
    with pytest.raises(ContractBroken, match=re.escape(told)):
        blocks(inside)


def test_what_is_refused_has_its_line_and_class():
    with pytest.raises(ContractBroken, match=r"^line 7: <p class='loud'>"):
        blocks('<p>a</p>\n<p class="loud">b</p>')


@pytest.mark.parametrize(
    "html",
    [
        page("<p>a</p>"),
        page('<section class="glance"></section>'),
        page('<section class="portrait cover"></section>'),
        page("", language=""),
        page("", head=""),
        page("", head="<title>a</title><base>"),
        page("", attributes=""),
        page("") + "<!-- a -->",
        "",
    ],
    ids=[
        "no section",
        "no kind",
        "two kinds",
        "no language",
        "no title",
        "head",
        "no running texts",
        "outside",
        "empty",
    ],
)
def test_refuses_a_page(html):
    with pytest.raises(ContractBroken):
        read_html(html)


# ---------------------------------------------------------------- contract, hostile text, speed


def test_the_contract_names_what_the_reader_accepts():
    rows = [line.split("|")[1] for line in CONTRACT.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    named = [part for row in rows[2:] for token in re.findall("`([^`]+)`", row) for part in re.split(" > | ", token)]
    assert {atom for part in named for atom in atoms(part)} == {atom for part in ACCEPTED for atom in atoms(part)}


def test_statuses_are_those_of_the_theme():
    assert MARKS == STATUSES


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1))
def test_any_text_comes_through(words):
    kept = re.sub("[ \t\n\r\f]+", " ", words).strip(" ")
    assert inlines(escape(words) + "<br>") == ((Run(kept), LineBreak()) if kept else (LineBreak(),))


def test_thirty_pages_are_read_in_a_tenth_of_a_second():
    row = '<tr><th scope="row">R1</th>' + "<td><p>words <em>and</em> words</p><ul><li>one</li></ul></td>" * 5 + "</tr>"
    table = f"<table><tbody>{row * 15}</tbody></table>"
    html = page(
        '<section class="portrait">' + ("<p>words and <strong>words</strong></p>" * 15 + table) * 30 + "</section>"
    )
    read_html(html)
    started = time.process_time()
    read_html(html)
    assert time.process_time() - started < 0.4  # a tenth of a second, with room for a busy machine
