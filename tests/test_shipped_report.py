"""The report that the shipped workbook makes, whole, built once: its quarter in two languages, and the one before."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from pathlib import Path

import lxml.html
import pypdf
import pytest

from made_files import Found, WordText, page_texts, squashed, unpacked
from pages import edition, html_of, text_of
from reportgen.build import Order, build, gather, template_folders
from reportgen.language.quotes import verbatim
from reportgen.language.typography import typeset_around
from reportgen.report.model import Report, Text, Translated
from reportgen.report.period import Quarter
from reportgen.workbook.ingest import read_report

WORKBOOK = Path(__file__).parents[1] / "inputs" / "followup.xlsx"
LANGUAGES = ("fr", "en")
QUARTERS = {"2025-Q2": ("fr",), "2025-Q3": LANGUAGES}  # with the languages that are built: each takes seconds
EDITIONS = [(quarter, language) for quarter, built in QUARTERS.items() for language in built]
STEM = "mali-health-cluster-followup"
MARK = {"fr": "Données d'exemple", "en": "Example data"}

# Every figure of the retreat (English, French) as the text says it; ~ is where a footnote may be called.
FIGURES = {
    "event_dates": ("19–20 March 2025", "19–20 mars 2025"),
    "participants_min": ("brought together more than 40~ people", "a réuni plus de 40~ personnes"),
    "participants_women": ("including eight~ women", "dont huit~ femmes"),
    "dtm_idps": ("recorded 330,713~ internally displaced people", "a recensé 330 713~ personnes déplacées"),
    "dtm_households": ("87,623~", "87 623~"),
    "dtm_baseline_date": ("31 May 2024", "31 mai 2024"),
    "dtm_report_month": ("that of September 2024~, counted", "celui de septembre 2024~, comptait"),
    "dtm_children_pct": ("58 per cent~ were children", "58 pour cent~ étaient des enfants"),
    "dtm_adult_women_pct": ("26 per cent~ adult women", "26 pour cent~ des femmes adultes"),
    "dtm_share_menaka": ("Ménaka (18 per cent~)", "Ménaka (18 pour cent~)"),
    "dtm_share_mopti": ("Mopti (17 per cent~)", "Mopti (17 pour cent~)"),
    "dtm_share_bandiagara": ("Bandiagara (14 per cent~)", "Bandiagara (14 pour cent~)"),
    "dtm_share_gao": ("Gao (13 per cent~)", "Gao (13 pour cent~)"),
    "dtm_share_segou": ("Ségou (12 per cent~)", "Ségou (12 pour cent~)"),
    "dtm_share_timbuktu": ("Timbuktu (10 per cent~)", "Tombouctou (10 pour cent~)"),
    "ssa_attacks": ("reported six~ attacks on the health", "faisait état de six~ attaques contre le"),
    "herams_nonfunctional_pct": ("about 4 per cent~ of health facilities", "environ 4 pour cent~ des établissements"),
    "herams_partial_pct": ("10 per cent~ were only partially", "10 pour cent~ n'étaient accessibles qu'en partie"),
    "pin_2024": ("from 7.1 million~ in 2024", "de 7,1 millions~ en 2024"),
    "pin_2025": ("to 6.5 million~ in 2025", "à 6,5 millions~ en 2025"),
    "target_2024": ("from 4.1 million~ to", "de 4,1 millions~ à"),
    "target_2025": ("to 4.9 million~.", "à 4,9 millions~."),
    "target_change_pct": ("rose by 19.5 per cent~", "a augmenté de 19,5 pour cent~"),
    "health_pin_2024": ("from 3.5 million~ to", "de 3,5 millions~ à"),
    "health_pin_2025": ("to 3.7 million~.", "à 3,7 millions~."),
    "activation_year": ("activation, in 2012~, was", "activation, en 2012~, visait"),
    "partners_total": ("with 42~ active partners", "avec 42~ partenaires actifs"),
    "partners_national_ngo": ("Local and national NGOs 10", "ONG locales et nationales 10"),
    "partners_ingo": ("International NGOs 14", "ONG internationales 14"),
    "partners_un": ("United Nations agencies 8", "Agences des Nations Unies 8"),
    "partners_rcrc": ("Red Cross and Red Crescent Movement 4", "Mouvement de la Croix-Rouge et du Croissant-Rouge 4"),
    "partners_msf": ("(MSF) sections 3", "(MSF) 3"),
    "partners_government": ("Government 3", "Gouvernement 3"),
    "subnational_groups": ("has six~ health and nutrition working groups", "compte six~ groupes de travail (GT)"),
    "regions_covered": ("covers six~ regions: Ménaka", "couvre six~ régions : Ménaka"),
    "structures_supported_2024": ("covered 4,272~ health structures", "porté sur 4 272~ structures de santé"),
    "people_reached_2024": ("reach 2,679,097~ people", "atteindre 2 679 097~ personnes"),
    "funding_required_2025": ("US$771.3 million~ for 2025", "771,3 millions de dollars~ pour 2025"),
    "funding_required_health_2025": ("US$43.3 million~ for the Health", "43,3 millions de dollars~ pour le cluster"),
    "retreat_days": ("lasted two~ days", "a duré deux~ jours"),
    "themes": ("relating to the six~ themes selected", "relatifs aux six~ thèmes retenus"),
    "opening_speeches": ("featured three~ speeches", "donné lieu à trois~ interventions"),
    "groups_planned": ("divided into six~ groups", "répartis en six~ groupes"),
    "groups_actual": ("worked in five~ groups", "travaillé en cinq~ groupes"),
    "invitation_lead": ("one week before the meeting", "une semaine avant la réunion"),
    "intersectoral_clusters": ("the four clusters", "les quatre clusters"),
    "localization_priorities": ("the three strategic priorities", "les trois priorités stratégiques"),
    "resource_mobilization_rate": ("less than 50%", "moins de 50 %"),
    "footnote_ssa_date": ("WHO SSA platform, 26 November 2024", "plateforme SSA de l'OMS, 26 novembre 2024"),
    "footnote_herams_month": ("abridged update report, October 2024", "rapport de mise à jour abrégé, octobre 2024"),
}  # fmt: skip


@cache
def the_report() -> Report:
    return gather(Order(WORKBOOK, Path()), template_folders(None))[0]


def _build(quarter: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        order = Order(WORKBOOK, Path(folder), Quarter.parse(quarter), QUARTERS[quarter])
        return {str(made.path.relative_to(folder)): made.path.read_bytes() for made in build(order).files}


@pytest.fixture(scope="session")
def shipped(once) -> Callable[[str], dict[str, bytes]]:
    """The files of a quarter by path below the output folder."""
    return lambda quarter: once(f"shipped-{quarter}", lambda: _build(quarter))


@pytest.fixture(scope="session")
def pdf(shipped) -> Callable[[str, str], bytes]:
    return lambda quarter, language: shipped(quarter)[f"{quarter}/{STEM}_{quarter}_{language}.pdf"]


@pytest.fixture(scope="session")
def printed(once, pdf) -> Callable[[str, str], tuple[str, ...]]:
    """The text of each page of a PDF."""
    return lambda quarter, language: once(f"text-{quarter}-{language}", lambda: page_texts(pdf(quarter, language)))


@pytest.fixture(scope="session")
def word(shipped) -> Callable[[str, str], WordText]:
    @cache
    def opened(quarter: str, language: str) -> WordText:
        return WordText(shipped(quarter)[f"{quarter}/{STEM}_{quarter}_{language}.docx"])

    return opened


# ---------------------------------------------------------------- the files


@pytest.mark.parametrize("quarter", QUARTERS)
def test_an_edition_is_two_files(shipped, quarter):
    editions = [f"{quarter}/{STEM}_{quarter}_{language}" for language in QUARTERS[quarter]]
    assert set(shipped(quarter)) == {f"{name}.{kind}" for name in editions for kind in ("pdf", "docx")}


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_both_formats_know_title_author_subject_and_language(pdf, word, quarter, language):
    told = edition(the_report(), language, quarter)
    reader = pypdf.PdfReader(io.BytesIO(pdf(quarter, language)), strict=True)
    core = unpacked_core(word(quarter, language))
    title, author = reader.metadata.title, reader.metadata.author
    assert title.endswith(f"[{language.upper()}]")
    assert "Mali" in title
    assert author == told.bare(the_report().settings.organizer)
    assert reader.trailer["/Root"]["/Lang"] == told.formats.tag
    for value in (title, author, reader.metadata.subject, told.formats.tag):
        assert value in core


def unpacked_core(document: WordText) -> str:
    return "".join(document.file.trees["docProps/core.xml"].itertext())


# ---------------------------------------------------------------- the figures of the retreat


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_every_figure_of_the_retreat_has_its_form(printed, word, quarter, language):
    forms = {name: form[LANGUAGES[::-1].index(language)] for name, form in FIGURES.items()}
    assert len(forms) == 50  # 51 in the record; "3 to 5" was an instruction left in a heading
    notes = " ".join(word(quarter, language).notes())
    texts = {
        "pdf": squashed(" ".join(printed(quarter, language))),
        "docx": squashed(" ".join(text for _, text in word(quarter, language).paragraphs()) + notes),
    }
    missing = [
        (kind, name)
        for kind, text in texts.items()
        for name, form in forms.items()
        if not re.search(re.escape(squashed(form)).replace("\\~", "~").replace("~", r"\d{0,2}"), text)
    ]
    assert missing == []


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_the_wrong_percentage_stands_in_the_errata_alone(word, quarter, language):
    wrong = re.compile(r"16[.,]3")
    tables = word(quarter, language).tables()
    rows = [row for table in tables for row in table if wrong.search(" ".join(row))]
    assert [row[0] for row in rows] == ["X1"]
    inside = sum(len(wrong.findall(" ".join(row))) for row in rows)
    assert inside == len(wrong.findall(word(quarter, language).text())) >= 2
    assert not wrong.search(" ".join(word(quarter, language).notes() + word(quarter, language).descriptions()))


# ---------------------------------------------------------------- the record, whole


def test_the_workbook_holds_the_whole_record():
    report = the_report()
    assert [
        len(part) for part in (report.recommendations, report.attention_points, report.subthemes, report.themes)
    ] == [14, 20, 16, 6]
    assert len(report.theme_items) >= 231
    assert len([objective for objective in report.objectives if not objective.general]) == 4
    assert len(report.results) == 8


def record(language: str) -> list[str]:
    """Every line of the record that each report prints: recommendations, points, tables and all their items."""
    report = the_report()
    told: list[Translated] = [
        item.text for item in (*report.theme_items, *report.attention_points, *report.objectives, *report.results)
    ]
    told += [
        text
        for each in report.recommendations
        for text in (each.finding, each.action, each.verification, each.responsible)
    ]
    told += [text for each in report.subthemes for text in (each.title, each.topics)]
    told += [each.title for each in report.themes]
    told += [text for each in report.acronyms for text in (each.form, each.expansion)]
    told += [text for each in report.errata for text in (each.place, each.reason)]
    told += [each.caption for each in report.annexes]
    by_rules = [
        (edition(report, language).typeset, told),
        (partial(typeset_around, language=language), [each.right for each in report.errata]),
        (partial(verbatim, language=language), [each.printed for each in report.errata]),
    ]
    return [rules(line.value) for rules, texts in by_rules for text in texts for line in text[language].lines]


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_all_of_the_record_is_in_both_formats(printed, word, quarter, language):
    lines = record(language)
    assert len(lines) > 600
    pages, paragraphs = Found(printed(quarter, language)), squashed(word(quarter, language).text())
    assert [line for line in lines if squashed(line) not in paragraphs] == []
    assert [line for line in lines if line not in pages] == []


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_each_sub_theme_has_a_table_and_each_recommendation_and_point_a_row(word, quarter, language):
    report, tables = the_report(), word(quarter, language).tables()
    tops = [table[0][0] for table in tables]
    assert [top.split()[-1] for top in tops if top.split()[-1] in {each.code for each in report.subthemes}] == [
        each.code for each in report.subthemes
    ]
    first = [[row[0] for row in table[1:]] for table in tables]
    assert [each.code for each in report.attention_points] in first
    assert [each.code for each in report.recommendations] in [
        [code for code in column if re.fullmatch(r"R\d+", code)] for column in first
    ]


# ---------------------------------------------------------------- both formats say the same


@cache
def the_html(quarter: str, language: str) -> str:
    return html_of(edition(the_report(), language, quarter))


@pytest.fixture(scope="session")
def page_of(once, pdf) -> Callable[[str, str], lxml.html.HtmlElement]:
    """The page, without what Word makes itself: the contents, the numbers of headings, the drawing of charts; and
    with the page numbers of the PDF.
    """

    def starts(quarter: str, language: str) -> dict[str, int]:
        reader = pypdf.PdfReader(io.BytesIO(pdf(quarter, language)))
        return {
            anchor: reader.get_destination_page_number(place) + 1 for anchor, place in reader.named_destinations.items()
        }

    return lambda quarter, language: _page_of(
        quarter, language, once(f"starts-{quarter}-{language}", lambda: starts(quarter, language))
    )


def _page_of(quarter: str, language: str, starts: dict[str, int]) -> lxml.html.HtmlElement:
    tree = lxml.html.document_fromstring(the_html(quarter, language))
    for link in tree.xpath("//a[@class='page']"):
        link.text = str(starts[link.get("href").removeprefix("#")])
    for made in tree.xpath(
        "//svg | //nav | //head | //span[@class='number'] | //h2[@id='contents'] | //h2[starts-with(@id, 'list-of-')]"
    ):
        made.drop_tree()
    return tree


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_word_says_what_the_page_says_from_the_first_word_to_the_last(page_of, word, quarter, language):
    tree = page_of(quarter, language)
    for note in tree.xpath("//span[@class='footnote']"):
        note.drop_tree()
    for facts in tree.xpath("//dl"):
        terms = {squashed(text_of(part)) for part in facts.xpath(".//dt | .//dd")}
        facts.drop_tree()
    body = word(quarter, language).paragraphs("TOC", "TableofFigures", "Progress", "CoverFact", "Fact")
    assert squashed("".join(text for _, text in body)) == squashed("".join(tree.itertext()))
    assert {squashed(text) for style, text in word(quarter, language).paragraphs() if "Fact" in style} == terms


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_headings_captions_cells_and_notes_are_the_same(page_of, word, quarter, language):
    tree, document = page_of(quarter, language), word(quarter, language)

    def on_page(path: str) -> list[str]:
        return [squashed("".join(element.itertext())) for element in tree.xpath(path)]

    def in_word(*styles: str) -> list[str]:
        return [squashed(text) for text in document.of_style(*styles)]

    assert on_page("//span[@class='footnote']") == [squashed(note) for note in document.notes()]
    for note in tree.xpath("//span[@class='footnote']"):
        note.drop_tree()
    for level in (2, 3, 4):
        styles = f"Heading{level - 1}", f"Heading{level - 1}Unnumbered"
        assert on_page(f"//h{level}") == in_word(*styles)
    assert on_page("//caption") == in_word("TableCaption")
    assert on_page("//figcaption") == in_word("Caption")
    assert on_page("//p[@class='chart-title']") == in_word("ChartTitle")
    assert [squashed(alt) for alt in tree.xpath("//figure/@data-alt")] == [
        squashed(text)
        for text in document.descriptions()
        if squashed(text) in map(squashed, tree.xpath("//figure/@data-alt"))
    ]
    cells = [
        [
            [squashed("".join(cell.itertext())) for cell in row.xpath("th | td")]
            for row in table.xpath("thead/tr | tbody/tr")
        ]
        for table in tree.xpath("//table")
    ]
    assert cells == [[[squashed(cell) for cell in row] for row in table] for table in document.tables()]


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_the_pdf_says_what_the_page_says(page_of, printed, quarter, language):
    tree, pages = page_of(quarter, language), Found(printed(quarter, language))
    for number, note in enumerate(tree.xpath("//span[@class='footnote']"), 1):
        assert text_of(note) == "" or "".join(note.itertext()) in pages
        for part in list(note):
            part.drop_tree()
        note.text = str(number)
        note.attrib.pop("class")
    blocks = "//h2 | //h3 | //h4 | //caption | //figcaption | //p | //dt | //dd"
    parts = f"{blocks} | //li[not(p) and not(ul)] | //td[not(*)] | //th[not(*)]"
    told = [text for element in tree.xpath(parts) if (text := text_of(element))]
    assert len(told) > 1500
    assert [text for text in told if text not in pages] == []


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_each_note_stands_on_the_page_of_its_call(page_of, printed, quarter, language):
    pages = [squashed(text) for text in printed(quarter, language)]
    notes = page_of(quarter, language).xpath("//span[@class='footnote']")
    assert len(notes) > 5
    for number, note in enumerate(notes, 1):
        before = "".join(note.xpath("preceding::text()"))[-40:]
        call, told = squashed(f"{before}{number}"), squashed(f"{number}. {note.text_content()}")
        assert [page for page in pages if call in page and told in page], number


def test_every_change_of_status_is_told_at_a_glance(page_of):
    glance = page_of("2025-Q3", "en").xpath("//section[contains(@class, 'glance')]")[0]
    told = dict(re.findall(r"(R\d+) \((.*?)\)", glance.text_content()))
    rows = [row.xpath("string(th)") for row in glance.xpath(".//table/tbody/tr")]
    assert rows == ["R1", "R9", "R4", "R11", "R14", "R6", "R7"]
    assert told == {"R12": "In progress"}


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_contents_show_the_page_on_which_each_part_begins(printed, word, quarter, language):
    pages = [squashed(text) for text in printed(quarter, language)]
    listed = [
        re.fullmatch(r"([\d.]*)\s*(.*?)\s*(\d+)", text) for text in word(quarter, language).of_style("TOC1", "TOC2")
    ]
    assert len(listed) > 25
    for entry in listed:
        assert entry
        assert squashed(entry[1] + entry[2]) in pages[int(entry[3]) - 1], entry[0]


# ---------------------------------------------------------------- what every page shows, and what none does


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_the_example_mark_is_on_every_page(printed, word, quarter, language):
    mark = squashed(MARK[language])
    cover, *others = (squashed(text) for text in printed(quarter, language))
    assert squashed({"fr": "un exemple", "en": "an example"}[language]) in cover
    assert [number for number, text in enumerate(others, 2) if text.count(mark) < 2] == []
    (told,) = word(quarter, language).of_style("CoverMark")
    assert "exempl" in told or "example" in told
    headers = [squashed(text) for text in word(quarter, language).margins()]
    assert len([text for text in headers if mark in text]) >= 2


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_pages_are_numbered_and_wide_tables_lie_across(pdf, printed, quarter, language):
    reader = pypdf.PdfReader(io.BytesIO(pdf(quarter, language)))
    count = len(reader.pages)
    for number, text in enumerate(printed(quarter, language)[1:], 2):
        assert re.search(rf"page{number}(of|sur){count}(?!\d)", squashed(text)), number
    across = [float(sheet.mediabox.width) > float(sheet.mediabox.height) for sheet in reader.pages]
    for number, text in enumerate(printed(quarter, language)):
        if re.search(r"(sub-theme|sous-thème)\d\.\d(whatworked|cequiamarché)", squashed(text)):
            assert across[number]
    assert 8 < sum(across) < count - 8


def internal_texts() -> set[str]:
    """What internal rows say, as it is typed and as it is typeset, and who typed: but what public rows say too."""
    whole = read_report(WORKBOOK).report
    rows = [row for part in (whole.updates, whole.figures, whole.annexes) for row in part if row.internal]
    texts = [text for row in rows for text in texts_of(row) if text]
    public = squashed(" ".join(text.value for text in texts_of(the_report())))
    told = {text.value for text in texts} | {edition(the_report(), t.language).typeset(t.value) for t in texts}
    told |= {update.updated_by for update in whole.updates}
    return {text for text in map(squashed, told) if text not in public}


def texts_of(value: object) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, Translated):
        return [*value.texts.values()]
    if isinstance(value, tuple):
        return [text for each in value for text in texts_of(each)]
    return (
        [text for field in fields(value) for text in texts_of(getattr(value, field.name))]
        if is_dataclass(value)
        else []
    )


@pytest.mark.parametrize("quarter", QUARTERS)
def test_nothing_internal_is_anywhere_in_the_files(shipped, printed, quarter):
    hidden = internal_texts()
    assert len(hidden) >= 16
    for name, data in shipped(quarter).items():
        everything = squashed(unpacked(data).decode("utf-8", "replace"))
        assert squashed("cluster") in everything
        assert [text for text in hidden if text in everything] == [], name
    for language in QUARTERS[quarter]:
        told = squashed("".join(printed(quarter, language)))
        assert [text for text in hidden if text in told] == []
        assert [text for text in ("updated by", "mis à jour par") if squashed(text) in told] == []


@pytest.mark.parametrize(("quarter", "language"), EDITIONS)
def test_no_mark_of_a_draft_and_no_field_is_left(word, printed, quarter, language):
    for text in (word(quarter, language).text(), "".join(printed(quarter, language))):
        assert not re.search(
            r"To be completed|À compléter|To be corrected|À corriger|\{\w+\}|\[F\d|None|Undefined|jinja", text
        )
    assert "flaw" not in the_html(quarter, language)


# ---------------------------------------------------------------- an earlier quarter


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_earlier_quarter_knows_nothing_of_what_came_later(language):
    report, until = the_report(), Quarter.parse("2025-Q2")

    def known(rows):
        return tuple(row for row in rows if row.quarter is None or row.quarter <= until)

    then = replace(
        report,
        quarters=known(report.quarters),
        updates=known(report.updates),
        figures=known(report.figures),
        narrative=known(report.narrative),
    )
    assert len(then.updates) < len(report.updates)
    assert html_of(edition(then, language, "2025-Q2")) == the_html("2025-Q2", language)
