"""The workbooks that we write: they read back as they were, look right, and are the same bytes twice."""

# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

import io
import re
import tomllib
import zipfile
from datetime import datetime
from importlib.resources import files

import pytest
from openpyxl import load_workbook
from workbook_sample import CONTENT, content, outcome, setting_row, sound, written

from reportgen.workbook.authoring import new_workbook, write_workbook
from reportgen.workbook.content import reread
from reportgen.workbook.reader import read_workbook
from reportgen.workbook.schema import LANGUAGES, SHEET_LISTS, SHEET_READ_ME, load_schema

SCHEMA = load_schema()


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request):
    opened = load_workbook(io.BytesIO(written(request.param)))
    return request.param, opened


def test_content_reads_back_as_it_was(tmp_path):
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(written(language))
        again = dict(reread(path))
        settings = again.pop("settings")
        assert again == {key: rows for key, rows in CONTENT.items() if key != "settings"}
        assert {row["key"]: row for row in settings if len(row) > 1} == {
            row["key"]: row for row in [*CONTENT["settings"], {"key": "first_report", "fr": 1}]
        }


def test_headings_in_another_language_change_no_value(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written("fr"))
    write_workbook(path, reread(path), "en")
    write_workbook(path, reread(path), "fr")
    assert path.read_bytes() == written("fr")


def test_what_cannot_be_read_is_reread_as_typed(tmp_path):
    path = tmp_path / "a.xlsx"
    row = {
        "item": "R1 ou R2",
        "quarter": "printemps",
        "status": "presque",
        "percent": "la moitié",
        "updated_on": "hier",
    }
    write_workbook(path, content(updates=[row]), "fr")
    assert reread(path)["updates"] == [row]


def test_the_same_content_gives_the_same_bytes(tmp_path):
    write_workbook(tmp_path / "a.xlsx", CONTENT, "fr")
    assert (tmp_path / "a.xlsx").read_bytes() == written("fr")


def test_nobody_and_no_moment_is_in_the_properties():
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        core = package.read("docProps/core.xml").decode()
        assert {part.date_time[0] for part in package.infolist()} == {1980}
    assert re.findall("<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core) == ["reportgen", "reportgen"]
    assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)) == {"2025-01-01"}


def test_sheets_come_in_order_with_the_read_me_first(book):
    language, opened = book
    declared = [sheet.words[language] for sheet in SCHEMA.sheets]
    assert opened.sheetnames == [SHEET_READ_ME[language], *declared, SHEET_LISTS[language]]
    assert opened.active.title == SHEET_READ_ME[language]


def test_headings_say_what_to_type(book):
    language, opened = book
    other = next(each for each in LANGUAGES if each != language)
    sheet = SCHEMA.sheet("updates")
    cells = opened[sheet.words[language]][1]
    headings = [column.heading(language, text_in) for column in sheet.columns for _, text_in in column.physical()]
    assert [cell.value for cell in cells] == headings
    for cell, column in zip(cells, [c for c in sheet.columns for _ in c.physical()], strict=True):
        assert cell.comment.author == "reportgen"
        assert column.notes[language] in cell.comment.text
        assert column.words[other] in cell.comment.text
        assert cell.font.b
        assert cell.font.color.rgb == "FFFFFFFF"
        assert cell.fill.fgColor.rgb == ("FF005392" if column.required else "FF0077B8")
        assert cell.comment.text.split("\n")[0].endswith((" Obligatoire.", " Required.")) is column.required


def test_values_are_typed_as_excel_likes_them(book):
    language, opened = book
    updates = opened[SCHEMA.sheet("updates").words[language]]
    assert (updates["D4"].value, updates["D4"].number_format) == (1, "0%")
    assert updates["O4"].value == datetime(2025, 8, 28)
    assert updates["A2"].number_format == "@"
    assert updates["C4"].value == SCHEMA.choice_words("status", "completed", language)
    figures = opened[SCHEMA.sheet("figures").words[language]]
    assert (figures["E2"].value, figures["E5"].value, figures["E6"].value) == (330713, datetime(2024, 5, 31), "2024-09")
    assert (figures["E10"].value, "%" in figures["E10"].number_format) == (0.005, True)


def test_lists_help_to_choose(book):
    language, opened = book
    updates = opened[SCHEMA.sheet("updates").words[language]]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in updates.data_validations.dataValidation}
    sheet, place = rules["C2"].formula1.replace("$", "").split("!")
    words = [cell.value for (cell,) in opened[sheet.strip("'")][place]]
    assert words == [choice.words[language] for choice in SCHEMA.choices["status"]]
    assert rules["D2"].type == "decimal"
    assert rules["O2"].type == "date"


def test_sheets_are_easy_to_use_and_to_print(book):
    language, opened = book
    for sheet in SCHEMA.sheets:
        page = opened[sheet.words[language]]
        assert page.freeze_panes in ("A2", "B2")
        assert bool(page.auto_filter.ref) is (sheet.key != "settings")
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"
        assert not page.protection.sheet


def test_rows_grow_with_what_is_typed_into_them():
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"customHeight" in sheet for sheet in sheets)
    assert any(b'ht="' in sheet for sheet in sheets)


def test_the_read_me_speaks_both_languages(book):
    language, opened = book
    page = opened[SHEET_READ_ME[language]]
    shown = {cell.value for row in page.iter_rows() for cell in row if cell.value}
    for sheet in SCHEMA.sheets:
        assert {sheet.words[language], *sheet.purpose.values()} <= shown


def test_the_read_me_names_sheets_and_columns_that_exist():
    words = tomllib.loads(files("reportgen.workbook").joinpath("read_me.toml").read_text("utf-8"))
    for language in LANGUAGES:
        assert len(words["steps"][language]) == 10
        titles = {sheet.words[language] for sheet in SCHEMA.sheets}
        named = [re.match(r"(\w+)\u00a0?: ", step) for step in words["steps"][language]]
        assert {found[1] for found in named if found} <= titles
        assert sum(bool(found) for found in named) == 7
        known = {column.words[language] for sheet in SCHEMA.sheets for column in sheet.columns}
        known |= {choice.words[language] for choices in SCHEMA.choices.values() for choice in choices}
        for text in [*words["steps"][language], *words["rules"][language]]:
            assert set(re.findall("[«“]\u00a0?([^»”]+?)\u00a0?[»”]", text)) <= known


def test_a_new_workbook_is_ready_to_fill(tmp_path):
    new_workbook(tmp_path / "new.xlsx", "en")
    again = reread(tmp_path / "new.xlsx")
    assert all(rows == [] for key, rows in again.items() if key != "settings")
    settings = {row["key"]: row.get("fr") for row in again["settings"]}
    assert list(settings) == [setting.key for setting in SCHEMA.settings]
    assert (settings["languages"], settings["due_soon_days"], settings["example_data"]) == ("fr, en", 30, False)


def test_a_formula_typed_as_content_stays_a_text(tmp_path):
    typed = "=HYPERLINK(1) {{ 7*7 }} <b>&amp;"
    rows = [{"form_fr": typed, "form_en": "x", "expansion_fr": "x", "expansion_en": "x"}]
    write_workbook(tmp_path / "a.xlsx", content(acronyms=rows), "fr")
    report, problems = outcome(read_workbook(tmp_path / "a.xlsx"))
    assert not problems
    assert report.acronyms[0].form["fr"].value == typed


def test_a_text_longer_than_a_cell_is_refused(tmp_path):
    with pytest.raises(ValueError, match="longer than a cell"):
        write_workbook(tmp_path / "a.xlsx", content(acronyms=[{"form_fr": "x" * 40_000}]), "fr")
    assert not (tmp_path / "a.xlsx").exists()


def test_settings_stand_where_the_tests_think():
    assert sound().sheets[1].rows[setting_row("country") - 1].cells[1].value == "Pays"


def test_a_long_setting_is_seen_whole(tmp_path):
    rows = [row | {"fr": "mot " * 30} if row["key"] == "event" else row for row in CONTENT["settings"]]
    write_workbook(tmp_path / "a.xlsx", {**CONTENT, "settings": rows}, "fr")
    sheet = load_workbook(tmp_path / "a.xlsx")["Paramètres"]
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=2)}
    assert heights["Événement suivi"] > 30  # points: three lines
