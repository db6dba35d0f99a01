from __future__ import annotations

import json
import re

import lxml.html
import pytest
from lxml import etree

import nutrition
from nutrition import Q1, Q2, both, set_in
from pages import FOLDERS, edition, flaws, gathered, html_of, page, said, sample, section, text_of, texts, tidy
from reportgen.document.blocks import Chart, Heading, Table, blocks_of
from reportgen.document.html_reader import read_html
from reportgen.problems import ProblemsFound, Severity, UnknownMessage

LANGUAGES = ("en", "fr")


def fault(tmp_path, **files) -> tuple[str, str, str, str]:
    """Code, template, line and detail of the problem that these templates of a team lead to."""
    for name, text in files.items():
        path = tmp_path / f"{name.replace('__', '/')}.html.j2"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        html_of(edition(), (tmp_path, *FOLDERS))
    (problem,) = raised.value.problems
    return problem.code, problem.place.file, problem.place.cell, str(problem.given["detail"])


def hollow(tree) -> list[str]:
    """Headings with nothing under them, and tables, lists, captions and cells of a heading row that are empty."""
    found = []
    headings = tree.xpath("//h2 | //h3 | //h4")
    for heading in headings:
        element, filled = heading, False
        while not filled and (element := _next(element)) is not None:
            if element.tag in ("h2", "h3", "h4"):
                filled = element.tag > heading.tag and text_of(element) != ""
                break
            filled = element.tag == "nav" or bool(text_of(element))
        if not filled:
            found.append(f"{heading.tag} {text_of(heading)}")
    for parts in ("//table[not(tbody/tr)]", "//ul[not(li)]", "//ol[not(li)]", "//section[not(*)]", "//dl[not(div)]"):
        found += [f"{element.tag} {element.get('class')}" for element in tree.xpath(parts)]
    for path in ("//caption", "//figcaption", "//li", "//th", "//dt", "//dd", "//tbody/tr", "//p[not(i)]"):
        found += [f"{element.tag} in {element.getparent().tag}" for element in tree.xpath(path) if not text_of(element)]
    return found


def _next(element):
    """The element after this one in the section, out of the columns that hold it."""
    while element.getnext() is None and element.getparent().tag == "div":
        element = element.getparent()
    following = element.getnext()
    while following is not None and following.tag == "div":
        following = following[0]
    return following


# ---------------------------------------------------------------- the whole page


@pytest.mark.parametrize("quarter", [Q1, Q2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_keeps_the_contract_and_has_nothing_hollow(language, quarter):
    told = edition(language=language, quarter=quarter)
    html = html_of(told)
    document = read_html(html)
    assert document.language == told.formats.tag
    assert hollow(page(language=language, quarter=quarter)) == []
    assert len([block for block in blocks_of(document) if isinstance(block, Table)]) == html.count("<table")


def test_the_same_report_gives_the_same_page():
    assert html_of(edition()) == html_of(edition())


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_parts(language):
    def shape(tree):
        drawn = set(tree.xpath("//svg//*"))
        return [(each.tag, each.get("class"), each.get("id")) for each in tree.iter(etree.Element) if each not in drawn]

    assert shape(page(language=language)) == shape(page(language="en"))


def test_nothing_internal_is_in_the_page():
    html = html_of(edition()) + html_of(edition(language="fr"))
    assert not [word for word in nutrition.INTERNAL if word in html]


def test_the_head_tells_what_the_file_is():
    document = read_html(html_of(edition(language="fr")))
    assert document.title == "Vardénie\u00a0: Rapport sur les engagements - 15 juillet 2026 [FR]".replace(
        "15 j", "15\u00a0j"
    )
    assert document.author == "Équipe nutrition de Vardénie"
    assert document.issued == "2026-07-15"
    assert "Cluster nutrition de Vardénie" in document.subject
    assert document.running.head_left == "Cluster nutrition de Vardénie"
    assert re.fullmatch(r"[^{}]*\{page\}[^{}]*\{pages\}[^{}]*", document.running.page)


def test_names_are_text_wherever_they_stand():
    wild = '<b>"A" & {{ 7*7 }}</b>'
    rows = [
        row | {"en": wild, "fr": wild} if row["key"] in ("country", "organizer", "event") else row
        for row in nutrition.SETTINGS
    ]
    report, _ = gathered(settings=rows)
    document = read_html(html_of(edition(report)))
    assert document.author == wild
    assert document.title.startswith(wild)
    assert wild in texts(page(report), "//dd")


# ---------------------------------------------------------------- numbers and references


def test_headings_are_numbered_like_the_contents_and_every_link_leads_somewhere():
    for tree in (page(), page(language="fr")):
        listed = [
            (text_of(entry.find("span")), entry.find("a").get("href")[1:], text_of(entry.find("a")))
            for entry in tree.xpath("//nav[@class='contents']//li")
        ]
        headings = [
            ("".join(heading.xpath("span[@class='number']/text()")), heading.get("id"), heading)
            for heading in tree.xpath("//h2 | //h3")
        ]
        told = {anchor: (number, text_of(heading).removeprefix(number).strip()) for number, anchor, heading in headings}
        assert [(number, title) for number, anchor, title in listed] == [told[anchor] for _, anchor, _ in listed]
        numbers = [number for number, _, _ in listed if number]
        assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
        assert {number.split(".")[0] for number in numbers} == set("1234567")
        assert {"5.4", "5.5", "5.6"} <= set(numbers)
        anchors = set(tree.xpath("//@id"))
        assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= anchors
        assert len(anchors) == len(tree.xpath("//@id"))


def test_references_to_sections_are_filled_in():
    tree = page()
    number = tree.get_element_by_id("follow-up-method").find("span").text
    assert f"section\u00a0{number}" in said(tree, "glance")
    assert not re.search("[\ue000-\uf8ff]", "".join(tree.itertext()))


def test_tables_and_figures_are_numbered_in_reading_order():
    labels = texts(page(), "//caption/span[@class='label'] | //figcaption/span[@class='label']")
    tables = [label for label in labels if label.startswith("Table")]
    figures = [label for label in labels if label.startswith("Figure")]
    assert tables == [f"Table {n}." for n in range(1, len(tables) + 1)]
    assert figures == [f"Figure {n}." for n in range(1, len(figures) + 1)]
    assert len(figures) == 8  # seven charts and a photo


# ---------------------------------------------------------------- what the page says


def test_every_row_of_the_workbook_is_on_the_page():
    tree = page()
    everything = {span.get("data-cell") for span in tree.xpath("//span[@data-cell]")}
    told = "".join(tree.itertext())
    report = sample()
    for parts, fields in (
        (report.recommendations, ("short", "finding", "action", "verification")),
        (report.objectives, ("text",)),
        (report.results, ("text",)),
        (report.attention_points, ("text",)),
        (report.theme_items, ("text",)),
        (report.subthemes, ("title",)),
        (report.acronyms, ("form", "expansion")),
        (report.errata, ("place", "reason")),
        (report.annexes, ("caption",)),
    ):
        for part in parts:
            for field in fields:
                text = getattr(part, field)["en"]
                assert str(text.cell) in everything, text
                assert all(line.value in told for line in text.lines)


def test_a_recommendation_is_told_whole():
    cells = texts(page(), "//tr[@id='R102']/*")
    assert cells[0] == "R102"
    assert cells[1:5] == [
        "Finding behind R102",
        "Train 40 volunteers in all districts",
        "Register of R102",
        "Nutrition team District teams",
    ]
    assert "31\u00a0May 2026" in cells[5]
    assert "20\u00a0July 2026" in cells[5]
    assert all(part in cells[6] for part in ("Completed", "100%", "+80\u00a0points", "Done for R102 in 2026-Q2"))
    assert page().xpath("//tr[@id='R102']//s")[0].xpath("string()") == "31\u00a0May 2026"


def test_an_item_without_an_update_says_so_with_what_was_last_known():
    (cell,) = page().xpath("//tr[@id='R301']/td[6]")
    (empty,) = cell.xpath("p[@class='empty']")
    assert "Q1\u00a02026" in text_of(empty)
    assert "Done for R301" not in text_of(cell)
    assert "Completed" in text_of(cell)


def test_lateness_is_said_in_days():
    assert "122 days late" in texts(page(), "//tr[@id='R101']/td[5]")[0]
    assert "At once" in texts(page(), "//tr[@id='R202']/td[5]")[0]
    late = said(page(), "deadlines")
    assert "Screen every village" in late
    assert late.index("Pay for transport") < late.index("Build two stores") < late.index("Share one pipeline")


def test_what_changed_compares_with_the_last_closed_quarter():
    tree = page()
    rows = [text_of(row) for table in section(tree, "changed") for row in table.xpath("self::table/tbody/tr")]
    assert rows[0].startswith("R102")
    assert "Overdue" not in rows[0].split("→")[1]
    assert not page(quarter=Q1).xpath("//*[@id='changed']")


def test_a_figure_that_changed_is_told_with_both_values():
    (row,) = page().xpath("//*[@id='changed-figures']/following-sibling::table[1]/tbody/tr")
    cells = [text_of(cell) for cell in row]
    assert cells[:4] == ["Children screened", "12,345", "15,000", "+2,655"]
    assert "30\u00a0June 2026" in cells[4]


def test_what_a_quarter_says_cites_figures_with_their_sources_in_running_text():
    plans = [nutrition.QUARTERS[0], {**nutrition.QUARTERS[1], **both("key_messages", "To [F1] now", "À [F1]"),
                                     **both("analysis", "So [F1].", "Donc [F1].")}]  # fmt: skip
    cites = {key: f"{key} [F3]" for key in ("done_en", "obstacle_en", "next_en", "evidence_en")}
    changed = [{**row, **cites} if (row["item"], row["quarter"]) == ("R101", Q2) else row for row in nutrition.UPDATES]
    tree = page(gathered(quarters=plans, updates=changed)[0])
    assert "To 15,000 now" in texts(tree, "//section[contains(@class, 'glance')]//li")
    (analysis,) = tree.xpath("//h3[@id='analysis']/following-sibling::p[1]")
    assert text_of(analysis) == "So 15,000."
    assert len(analysis.xpath(".//span[@class='footnote']")) == 1
    assert [key for key in cites if f"{key} three" in text_of(tree.find("body"))] == [*cites]


def test_partners_show_the_event_and_the_latest_value():
    assert texts(page(), "//*[@id='partners']/following-sibling::table[1]/tbody/tr/*")[:3] == [
        "National organizations",
        "7",
        "9",
    ]
    assert texts(page(quarter=Q1), "//*[@id='partners']/following-sibling::table[1]/tbody/tr/*")[1:3] == ["7", "7"]


def test_a_partner_whose_figure_is_not_yet_known_waits_for_its_quarter():
    figures = [row for row in nutrition.FIGURES if row["code"] != "F14" or "quarter" in row]
    report, _ = gathered(figures=figures)
    assert not page(report, quarter=Q1).xpath("//*[@id='partners']")
    cells = texts(page(report, quarter=Q2), "//*[@id='partners']/following-sibling::table[1]/tbody/tr/*")
    assert cells[:3] == ["National organizations", "–", "9"]


def test_what_was_not_collected_is_not_zero():
    rows = texts(page(), "//table[@id='participants']/tbody/tr")
    assert len(rows) == 1
    assert texts(page(), "//table[@id='participants']//td")[:3] == ["more than 40", "25", "not collected"]


def test_history_has_a_column_a_quarter():
    (table,) = page().xpath("//table[@class='matrix']")
    assert texts(table, "thead//th")[2:] == ["Q1\u00a02026", "Q2\u00a02026"]
    assert len(table.xpath("tbody/tr")) == 9
    assert len(page(quarter=Q1).xpath("//table[@class='matrix']/thead//th")) == 3


def test_history_is_a_strip_of_colours_with_signs_and_words():
    (table,) = page().xpath("//table[@class='matrix']")
    (first, second) = table.xpath("tbody/tr[1]/td[position() > 1]")
    assert (first.get("class"), second.get("class")) == ("center status-overdue", "center status-overdue")
    assert text_of(second) == "!\u00a0Overdue 60%"
    legend = table.getprevious()
    assert {each.get("class") for each in legend} == {
        cell.get("class").split()[1] for cell in table.xpath(".//td[contains(@class, 'status-')]")
    }


def test_photos_and_links_are_told_and_what_is_missing_too():
    tree = page()
    (photo,) = tree.xpath("//figure[@class='photo']")
    assert photo.find("img").get("src") == "photo:A2.jpg"
    assert photo.find("img").get("alt") == "A green hall"
    assert "Nutrition team" in text_of(photo.find("figcaption"))
    assert "https://example.org/maps" in tree.xpath("//a/@href")


def test_every_file_and_every_address_of_the_annexes_is_on_the_page():
    row = next(row for row in nutrition.CONTENT["annexes"] if row.get("file"))
    address = "https://example.org/plan"
    rows = [
        {**row, "code": "A1", "kind": "document", "link": address},
        {**row, "code": "A2", "kind": "photo", "file": None, "link": f"{address}/2"},
        {**row, "code": "A3", "kind": "photo", "file": None},
    ]
    tree = page(gathered(annexes=rows)[0])
    (figure,) = tree.xpath("//figure[@class='photo']")
    assert figure.find("img").get("src") == "photo:A1.jpg"
    assert figure.xpath(".//a/@href") == [address]
    with_address, without = tree.xpath("//h3[@id='attachments']/following-sibling::ul[1]/li")
    assert with_address.xpath(".//a/@href") == [f"{address}/2"]
    assert "to be supplied" in text_of(without)
    assert "to be supplied" not in text_of(with_address) + text_of(figure)


def test_errata_keep_what_was_printed_wrongly_as_it_stood():
    typed = {"printed_en": '13 wards ,and "more ...".', "right_en": '13 wards , and "58 % ; plus" ...'}
    rows = [row | typed if row["code"] == "X1" else row for row in nutrition.CONTENT["errata"]]
    report, _ = gathered(errata=rows)
    errata = said(page(report), "errata")
    assert "13 wards ,and “more ...”." in errata
    assert "13 wards, and “58 % ; plus” …" in errata


# ---------------------------------------------------------------- charts


def test_charts_carry_their_values_for_word():
    document = read_html(html_of(edition()))
    charts = [block for block in blocks_of(document) if isinstance(block, Chart)]
    assert [chart.id for chart in charts] == [
        "figure-status-by-theme", "figure-progress-over-quarters", "figure-people", "figure-regions", "figure-funding",
        "figure-due-dates", "figure-progress-by-theme",
    ]  # fmt: skip
    for chart in charts:
        assert chart.title
        assert chart.alt
        json.dumps(chart.data.series[0].values)


@pytest.mark.parametrize(
    ("chart", "codes"),
    [("people", {"F10", "F11"}), ("regions", {"F12", "F13"}), ("funding", {"F7", "F15"})],
)
def test_a_chart_without_data_is_left_out_and_the_numbers_close_up(chart, codes):
    report, _ = gathered(figures=[row for row in nutrition.FIGURES if row["code"] not in codes])
    tree = page(report)
    assert not tree.xpath(f"//*[@id='figure-{chart}']")
    assert texts(tree, "//figcaption/span[@class='label']")[-1].replace("\u00a0", " ") == "Figure 7."
    assert hollow(tree) == []


def test_without_any_chart_there_is_no_heading_for_them():
    report, _ = gathered(figures=[row | {"chart": None} for row in nutrition.FIGURES])
    assert not page(report).xpath("//*[@id='context-figures']")
    assert page(report).xpath("//*[@id='partners']")


def test_the_first_quarter_says_that_comparison_begins_later():
    tree = page(quarter=Q1)
    assert not tree.xpath("//*[@id='over-time']")
    assert not tree.xpath("//ol[@class='tiles']//em")
    assert "Q1\u00a02026" not in said(tree, "follow-up-method")


# ---------------------------------------------------------------- empty sheets

EMPTIED = {
    "updates": {},
    "figures": {"partners": [], "narrative": []},
    "recommendations": {
        "updates": [row for row in nutrition.UPDATES if not str(row["item"]).startswith("R10")
                    and not str(row["item"]).startswith(("R2", "R3"))],
        "attention_points": [row | {"recommendations": None} for row in nutrition.CONTENT["attention_points"]],
    },
    "objectives": {"updates": [], "results": []},
    "results": {"updates": []},
    "attention_points": {"updates": []},
    "themes": {"updates": [], "subthemes": [], "theme_items": [], "recommendations": [], "attention_points": []},
    "subthemes": {"theme_items": []},
    "theme_items": {},
    "narrative": {},
    "partners": {},
    "participants": {},
    "annexes": {},
    "acronyms": {},
    "errata": {},
}  # fmt: skip


@pytest.mark.parametrize("sheet", EMPTIED)
def test_an_empty_sheet_leaves_no_empty_part(sheet):
    report, _ = gathered(**{**EMPTIED[sheet], sheet: []})
    for language in LANGUAGES:
        html = html_of(edition(report, language))
        assert hollow(lxml.html.document_fromstring(html)) == [], language
        read_html(html)


def test_a_workbook_of_settings_and_one_quarter_is_a_report():
    report, _ = gathered(**{sheet: [] for sheet in EMPTIED}, quarters=nutrition.QUARTERS[:1])
    tree = page(report)
    assert hollow(tree) == []
    assert len(tree.xpath("//p[@class='empty']")) > 12
    assert [heading for heading in blocks_of(read_html(html_of(edition(report)))) if isinstance(heading, Heading)]


def test_nobody_counted_is_no_table_of_participants():
    report, _ = gathered(participants=[{**both("group", "Everyone", "Tout le monde"), "level": 1}])
    assert not page(report).xpath("//table[@id='participants']")


# ---------------------------------------------------------------- drafts


def draft_of(**changes) -> tuple[str, list[tuple[str, str]], list[str]]:
    """The page of a draft with these changes, its marks, and the places of the problems that they stand for."""
    report, problems = gathered(**changes)
    told = edition(report, draft=True, problems=problems)
    html = html_of(told)
    read_html(html)
    tree = lxml.html.document_fromstring(html)
    assert hollow(tree) == []
    wrong = [f"{each.place.sheet}!{each.place.cell}" for each in problems if each.severity >= Severity.ERROR]
    return html, flaws(tree), wrong


def test_a_draft_says_so_and_a_final_report_does_not():
    assert page(draft=True).xpath("//body/@data-mark") == ["Draft"]
    assert page(draft=True).xpath("//p[@class='mark']")
    assert page().xpath("//body/@data-mark") == [""]
    assert not page().xpath("//p[@class='mark']")
    report, _ = gathered(
        settings=[row | {"fr": True} if row["key"] == "example_data" else row for row in nutrition.SETTINGS]
    )
    assert page(report).xpath("//body/@data-mark") != [""]
    assert page(report).xpath("//body/@data-mark") != page(report, draft=True).xpath("//body/@data-mark")


TEXTS = [
    ("recommendations", 1, field) for field in ("short", "finding", "action", "verification", "responsible")
] + [
    ("objectives", 0, "text"), ("objectives", 1, "text"), ("results", 0, "text"), ("attention_points", 0, "text"),
    ("themes", 0, "title"), ("themes", 0, "short"), ("subthemes", 0, "title"), ("theme_items", 1, "text"),
    ("figures", 1, "label"), ("figures", 0, "source"), ("partners", 0, "category"), ("participants", 0, "group"),
    ("annexes", 0, "caption"), ("annexes", 1, "caption"), ("acronyms", 0, "form"), ("acronyms", 1, "expansion"),
    ("errata", 0, "place"), ("errata", 0, "reason"), ("errata", 1, "reason"), ("quarters", 1, "key_messages"),
    ("narrative", 0, "text"),
]  # fmt: skip


@pytest.mark.parametrize("nowhere", [False, True], ids=["not in English", "in no language"])
def test_texts_that_are_missing_are_each_marked_with_their_cell(nowhere):
    content = nutrition.content()
    for sheet, row, field in TEXTS:
        content[sheet][row] |= {f"{field}_en": None} | ({f"{field}_fr": None} if nowhere else {})
    html, marked, wrong = draft_of(**content)
    assert len(set(wrong)) == len(TEXTS)
    assert [cell for cell in wrong if f"To be completed: {cell}" not in html] == []
    assert {*wrong} - {cell for cell, _ in marked} == {"Themes!E2"}  # a chart holds the words alone
    assert {cell for cell, _ in marked} <= {*wrong}


@pytest.mark.parametrize(
    "row", [n for n, row in enumerate(nutrition.SETTINGS) if "en" in row and row["key"] != "report_subtitle"]
)
def test_a_setting_that_is_missing_is_marked_with_its_cell(row):
    rows = nutrition.content()["settings"]
    rows[row] |= {"en": None}
    html, _, (wrong,) = draft_of(settings=rows)
    assert f"To be completed: {wrong}" in html


VALUES = [
    ("updates", 9, "status", "half way"), ("updates", 9, "percent", "a lot"), ("updates", 9, "revised_due", "soon"),
    ("updates", 10, "completed_on", "in spring"), ("recommendations", 0, "due", "31/31/2026"),
    ("figures", 0, "value", "many"), ("figures", 0, "as_of", "lately"), ("quarters", 1, "cutoff", "end of June"),
    ("quarters", 1, "issued", "July"), ("quarters", 1, "next_issue", "autumn"), ("participants", 0, "women", "most"),
    ("settings", 6, "fr", "in January"), ("settings", 7, "fr", "later"),
    ("updates", 10, "evidence_link", "on the server"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "field", "typed"), VALUES)
def test_a_value_that_cannot_be_read_is_marked_with_what_was_typed(sheet, row, field, typed):
    rows = nutrition.content()[sheet]
    rows[row][field] = typed
    _, marked, wrong = draft_of(**{sheet: rows})
    assert [cell for cell, words in marked if typed in words and cell in wrong]


@pytest.mark.parametrize(
    ("sheet", "row", "field"),
    [each[:3] for each in VALUES if each[2] in ("status", "percent", "cutoff", "issued", "value", "as_of", "fr")],
)
def test_a_value_that_is_missing_is_marked(sheet, row, field):
    rows = nutrition.content()[sheet]
    rows[row][field] = None
    html, marked, wrong = draft_of(**{sheet: rows})
    assert set(wrong) & {cell for cell, _ in marked}
    assert f"To be completed: {wrong[0]}" in html


# ---------------------------------------------------------------- templates of a team


def test_a_team_replaces_a_single_file(tmp_path):
    (tmp_path / "sections").mkdir()
    own = '<h2 id="introduction">Ours</h2><p>Ours, {{ report.settings.country|t }}.</p>'
    (tmp_path / "sections" / "introduction.html.j2").write_text(own, "utf-8")
    tree = page(folders=(tmp_path, *FOLDERS))
    assert said(tree, "introduction").startswith("Ours, Vardenia.")
    assert said(tree, "conclusion") == said(page(), "conclusion")


def test_text_of_the_workbook_is_never_a_template():
    rows = set_in(
        "recommendations", 1, finding_en="{{ 7*7 }} {% include 'x' %} <b>&amp; & {# a #}", action_en="${7*7} %(x)s {x}"
    )
    report, _ = gathered(**rows)
    assert texts(page(report), "//tr[@id='R102']/td")[:2] == [
        "{{ 7*7 }} {% include 'x' %} <b>&amp; & {# a #}",
        "${7*7} %(x)s {x}",
    ]
    assert not page(report).xpath("//tr[@id='R102']//b[not(@class)]")


def test_an_undefined_name_is_told_with_its_template_and_line(tmp_path):
    told = fault(tmp_path, sections__introduction="<p>a</p>\n\n<p>{{ report.nothing }}</p>\n")
    assert told[:3] == ("template-failed", "introduction.html.j2", "3")
    assert "nothing" in told[3]


def test_a_fault_in_a_macro_is_told_where_it_lies(tmp_path):
    text = '{% import "macros/own.html.j2" as own with context %}\n{{ own.broken(1) }}'
    told = fault(
        tmp_path, sections__introduction=text, macros__own="{% macro broken(n) %}\n{{ n + 'a' }}\n{% endmacro %}"
    )
    assert told[:3] == ("template-failed", "own.html.j2", "2")


def test_a_syntax_error_is_told_with_its_template_and_line(tmp_path):
    assert fault(tmp_path, sections__results="a\n{% if %}\n")[:3] == (
        "template-syntax",
        "sections/results.html.j2",
        "2",
    )


def test_a_missing_template_is_told_by_its_name(tmp_path):
    told = fault(tmp_path, sections__results='{% include "sections/gone.html.j2" %}')
    assert told[:3] == ("template-missing", "sections/gone.html.j2", "")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ _.__globals__ }}",
        "{{ edition.translate.__globals__ }}",
        "{{ report.__init__.__globals__ }}",
    ],
)
def test_templates_are_in_a_sandbox(tmp_path, attack):
    assert fault(tmp_path, sections__results=attack)[0] == "template-failed"


@pytest.mark.parametrize(
    "wrong", ["{{ 1 // 0 }}", "{{ [][3].x }}", "{{ number_of('nowhere') }}", "{{ chart('nothing') }}"]
)
def test_other_faults_of_a_template_are_told_and_are_no_crash(tmp_path, wrong):
    assert fault(tmp_path, sections__results=f"\n{wrong}")[0] == "template-failed"


def test_a_word_that_the_catalog_lacks_is_named(tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "results.html.j2").write_text('{{ _("Nobody translated this") }}', "utf-8")
    with pytest.raises(UnknownMessage, match="Nobody translated this"):
        html_of(edition(language="fr"), (tmp_path, *FOLDERS))
    assert "Nobody translated this" in html_of(edition(), (tmp_path, *FOLDERS))


def test_tidy_keeps_spaces_that_do_not_break():
    assert tidy(" a\n b\u00a0c\t") == "a b\u00a0c"
