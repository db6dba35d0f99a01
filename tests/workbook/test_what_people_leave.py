"""What people and their programs leave in a workbook: each has an outcome of its own, with its code and its cell.

Whole files, as openpyxl saves them, with French and with English headings.
"""

# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

import unicodedata
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbook_sample import CONTENT, at, content, spoilt, told

from reportgen.problems import ProblemsFound
from reportgen.report.period import PartialDate
from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.ingest import read_report
from reportgen.workbook.schema import load_schema

LANGUAGES = ("fr", "en")
LAST_OF_MAY = PartialDate(2025, 5, 31)
DAY, PLAIN, SHARE = "dd/mm/yyyy", "General", "0%"

FIGURES = [  # unit, what is typed, its number format, what is read, the problem
    ("date", "31/05/2025", DAY, LAST_OF_MAY, None),
    ("date", "31 mai 2025", DAY, LAST_OF_MAY, None),
    ("date", "31 May 2025", DAY, LAST_OF_MAY, None),
    ("date", "2025-05-31", DAY, LAST_OF_MAY, None),
    ("date", "03/04/2025", DAY, PartialDate(2025, 4, 3), "date-day-first"),
    ("date", "03/04/25", DAY, None, "short-year"),
    ("date", "31/02/2025", DAY, None, "impossible-date"),
    ("date", "05/31/2025", DAY, None, "impossible-date"),
    ("date", "fin mai", DAY, None, "unreadable-date"),
    ("date", 45808, DAY, LAST_OF_MAY, None),
    ("date", 45808, PLAIN, LAST_OF_MAY, "date-from-serial"),
    ("date", 60, PLAIN, None, "unreadable-date"),
    ("date", 60, DAY, None, "implausible-date"),
    ("date", 3_000_000, PLAIN, None, "unreadable-date"),
    ("date", 3_000_000, DAY, None, "error-value"),
    ("date", "=TODAY()", DAY, None, "formula-not-calculated"),
    ("number", "1 234,5", PLAIN, Decimal("1234.5"), None),
    ("number", "1\u00a0234,5", PLAIN, Decimal("1234.5"), None),
    ("number", "1\u202f234,5", PLAIN, Decimal("1234.5"), None),
    ("number", "\u00a012 ", PLAIN, Decimal(12), None),
    ("number", "1,234", PLAIN, None, "ambiguous-number"),
    ("number", "1.234", PLAIN, None, "ambiguous-number"),
    ("number", datetime(2025, 5, 31), DAY, None, "number-is-date"),
    ("number", "#REF!", PLAIN, None, "error-value"),
    ("number", "#N/A", PLAIN, None, "error-value"),
    ("percent", "50 %", PLAIN, Decimal(50), None),
    ("percent", "50\u202f%", PLAIN, Decimal(50), None),
    ("percent", 0.5, SHARE, Decimal(50), None),
    ("percent", 0.5, PLAIN, None, "unclear-percent"),
    ("percent", "0,5", PLAIN, None, "unclear-percent"),
]
YES = [("VRAI", True, None), ("oui", True, None), ("yes", True, None), (True, True, None), ("FAUX", False, None),
       ("no", False, None), ("peut-être", False, "unreadable-yesno")]  # fmt: skip
PROGRESS = [(150, PLAIN, "percent-outside"), (45, SHARE, "percent-outside"), (0.4, PLAIN, "unclear-percent"),
            ("la moitié", PLAIN, "unreadable-percent")]  # fmt: skip


def outcome(path: Path):
    """The report, None when it was stopped, and the codes and cells of all problems."""
    try:
        found = read_report(path)
    except ProblemsFound as stopped:
        return None, sorted(told(stopped.problems))
    return found.report, sorted(told(found.problems))


def many_figures():
    """The sound content with a figure for each case, and an acronym."""
    usual = {"section": "context", "label_fr": "x", "label_en": "y", "value": 1, "as_of": "2025", "source_fr": "S",
             "source_en": "S"}  # fmt: skip
    figures = [{**usual, "code": f"F{20 + row}", "unit": unit} for row, (unit, *_) in enumerate(FIGURES)]
    acronyms = [{"form_fr": "A", "form_en": "B", "expansion_fr": "Un", "expansion_en": "One"} for _ in YES]
    return content(figures=CONTENT["figures"] + figures, acronyms=acronyms)


def cell_at(book, where: str, language: str):
    """The cell of ``figures.value.12`` in an open file."""
    title, ref = at(where, language).split("!")
    return book[title][ref]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_numbers_shares_and_truths(tmp_path, language):
    first = len(CONTENT["figures"]) + 2
    figures = [(f"figures.value.{row}", *case) for row, case in enumerate(FIGURES, first)]
    truths = [(f"acronyms.to_confirm.{row}", *case) for row, case in enumerate(YES, 2)]
    shares = [(f"updates.percent.{row}", *case) for row, case in enumerate(PROGRESS, 2)]
    typed = [(where, value, form) for where, _, value, form, _, _ in figures]
    typed += [(where, value, PLAIN) for where, value, _, _ in truths]
    typed += [(where, value, form) for where, value, form, _ in shares]
    path = tmp_path / "a.xlsx"
    write_workbook(path, many_figures(), language)
    book = load_workbook(path)
    for where, value, form in typed:
        cell = cell_at(book, where, language)
        cell.value, cell.number_format = value, form
    book.save(path)
    report, problems = outcome(path)
    wanted = [(where, case[-1]) for where, *case in (*figures, *truths, *shares)]
    assert problems == sorted((code, at(where, language)) for where, code in wanted if code)
    read = {figure.value.cell: figure.value.value for figure in report.figures}
    assert list(read.values())[first - 2 :] == [value for *_, value, _ in figures]
    assert [acronym.to_confirm for acronym in report.acronyms] == [read for _, _, read, _ in truths]


TEXTS = [
    (" \u00a0e\u0301tat\u202f ", "état"),
    ("Un_x000D_\nDeux", "Un\nDeux"),
    ("a\u200bb\ufeff", "ab"),
    ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
    ("<b>&amp;</b> & <script>", "<b>&amp;</b> & <script>"),
    ('=HYPERLINK("https://example.org","x")', '=HYPERLINK("https://example.org","x")'),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_tidied_and_are_never_code(tmp_path, language):
    def change(book):
        for row, (typed, _) in enumerate(TEXTS, 2):
            cell = cell_at(book, f"figures.label_fr.{row}", language)
            cell.value, cell.data_type = typed, "s"  # a text, even where it looks like a formula

    report, _ = outcome(spoilt(tmp_path / "a.xlsx", change, language))
    assert [figure.label["fr"].value for figure in report.figures[: len(TEXTS)]] == [text for _, text in TEXTS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_characters_that_cannot_be_printed_codes_and_translations(tmp_path, language):
    typed = {
        "updates.done_en.2": (None, "missing-translation"),
        "updates.item.5": ("R9", "unknown-code"),
        "recommendations.short_fr.2": ("Co_x0007_urt", "characters-removed"),
        "errata.code.3": ("X1", "duplicate-code"),
        "themes.short_en.2": ("#NAME?", "error-value"),
        "attention_points.recommendations.2": ("R1, R7", "unknown-code"),
    }

    def change(book):
        for where, (value, _) in typed.items():
            cell_at(book, where, language).value = value

    report, problems = outcome(spoilt(tmp_path / "a.xlsx", change, language))
    assert report is None
    assert problems == sorted((code, at(where, language)) for where, (_, code) in typed.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_in_decomposed_letters_everywhere(tmp_path, language):
    def change(book):
        for sheet in book:
            sheet.title = unicodedata.normalize("NFD", f" {sheet.title} ")
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = unicodedata.normalize("NFD", cell.value)

    report, problems = outcome(spoilt(tmp_path / "a.xlsx", change, language))
    assert problems == []
    assert report.recommendations[0].responsible["fr"].lines[0].value == "Coordination"


def test_a_workbook_that_counts_its_days_from_1904(tmp_path):
    def change(book):
        book.epoch = CALENDAR_MAC_1904
        place = cell_at(book, "updates.revised_due.5", "fr")
        place.value, place.number_format = 44560, PLAIN  # 31 December 2025

    report, problems = outcome(spoilt(tmp_path / "a.xlsx", change))
    assert problems == [("date-from-serial", at("updates.revised_due.5"))]
    assert str(report.updates[3].revised_due.value) == "2025-12-31"
    assert str(report.updates[2].completed_on.value) == "2025-08-28"


# ---------------------------------------------------------------- sheets and headings


def sheet(book, key: str, language: str):
    return book[load_schema().sheet(key).words[language]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_that_were_moved_turned_hidden_and_decorated(tmp_path, language):
    def change(book):
        results = sheet(book, "results", language)
        results.insert_rows(1, 4)
        results.insert_cols(1, 2)
        results["B2"] = "Cluster santé"
        results.merge_cells("B2:F2")
        themes = sheet(book, "themes", language)
        for row in themes.iter_rows():  # the columns the other way round
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value
        updates = sheet(book, "updates", language)
        updates.auto_filter.add_filter_column(0, ["R1"])
        updates.row_dimensions[3].hidden = updates.row_dimensions[5].hidden = True
        updates.column_dimensions["Q"].hidden = True
        sheet(book, "errata", language).sheet_state = "hidden"
        sheet(book, "acronyms", language).sheet_state = "veryHidden"
        book.create_sheet("Notes de terrain")

    report, problems = outcome(spoilt(tmp_path / "a.xlsx", change, language))
    words = load_schema()
    assert problems == sorted(
        [
            ("columns-hidden", at("updates.updated_by.1", language)),
            ("rows-hidden", at("updates.item.3", language)),
            ("sheet-hidden", f"{words.sheet('acronyms').words[language]}!A1"),
            ("sheet-hidden", f"{words.sheet('errata').words[language]}!A1"),
            ("sheet-unknown", "Notes de terrain!A1"),
        ]
    )
    assert [result.text["fr"].value for result in report.results] == ["Vu"]
    assert report.results[0].text["fr"].cell.ref == "E6"
    assert [theme.title["en"].value for theme in report.themes] == ["One", "Two"]
    assert len(report.updates) == len(CONTENT["updates"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_sheets_that_cannot_be_told_apart(tmp_path, language):
    titles = {sheet.key: sheet.words[language] for sheet in load_schema().sheets}
    doubled = f"{titles['results'].upper()} "

    def change(book):
        updates = sheet(book, "updates", language)
        headings = {cell.column_letter: cell.value for cell in updates[1]}
        updates["D1"] = headings["D"][:-2] + headings["D"][-1]  # misspelt
        updates["N1"] = headings["C"]  # doubled
        updates["Q1"] = None
        sheet(book, "participants", language).merge_cells("A2:A3")
        sheet(book, "partners", language).merge_cells("A1:B1")
        book.create_sheet(doubled)
        sheet(book, "themes", language).title = titles["themes"][:-2]

    report, problems = outcome(spoilt(tmp_path / "a.xlsx", change, language))
    assert report is None
    updates = titles["updates"]
    assert problems == sorted(
        [
            ("heading-misspelt", f"{updates}!D1"),
            ("heading-duplicate", f"{updates}!N1"),
            ("column-missing-optional", f"{updates}!S1"),
            ("column-missing-optional", f"{updates}!S1"),
            ("column-unnamed", f"{updates}!Q2"),
            ("merged-cells", f"{titles['participants']}!A2"),
            ("merged-cells", f"{titles['partners']}!A1"),
            ("sheet-ambiguous", f"{doubled}!A1"),
            ("sheet-misspelt", f"{titles['themes'][:-2]}!A1"),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"A": "Total", "D": 3}, "row-astray"),
        ({"A": "Source : compte rendu de mars 2025"}, "row-astray"),
        ({"E": "À voir lundi"}, "row-astray"),
        ({"A": "R-4", "B": "2025-Q3", "C": "En cours", "D": 0.5, "P": datetime(2025, 9, 1)}, "unreadable-code"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_below_the_table_that_is_none_of_it_is_told_once(tmp_path, language, typed, expected):
    def change(book):
        sheet = book[load_schema().sheet("updates").words[language]]
        row = sheet.max_row + 2
        for column, value in typed.items():
            sheet[f"{column}{row}"] = value

    with pytest.raises(ProblemsFound) as stopped:
        read_report(spoilt(tmp_path / "a.xlsx", change, language))
    found = [(each.code, each.place.cell[0]) for each in stopped.value.problems]
    assert (expected, next(iter(typed))) in found
    assert len(found) == 1 or expected != "row-astray"
