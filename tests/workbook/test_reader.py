# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

import re
import time
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Alignment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from reportgen.workbook.raw import RawCell, reference
from reportgen.workbook.reader import read_workbook


def read(folder: Path, fill) -> dict[str, RawCell]:
    """The raw cells of a workbook of one sheet, by their name."""
    (sheet,) = sheets(folder, fill)
    return {cell.ref: cell for row in sheet.rows for cell in row.cells.values()}


def sheets(folder: Path, fill):
    book = openpyxl.Workbook()
    fill(book)
    book.save(folder / "a.xlsx")
    return read_workbook(folder / "a.xlsx").sheets


def changed(folder: Path, fill, part: str, change) -> dict[str, RawCell]:
    """Like :func:`read`, with one part of the file changed, or left out where ``change`` is None."""
    sheets(folder, fill)
    with zipfile.ZipFile(folder / "a.xlsx") as made, zipfile.ZipFile(folder / "b.xlsx", "w") as stored:
        for name in made.namelist():
            if name != part:
                stored.writestr(name, made.read(name))
            elif change:
                stored.writestr(name, change(made.read(name)))
    (sheet,) = read_workbook(folder / "b.xlsx").sheets
    return {cell.ref: cell for row in sheet.rows for cell in row.cells.values()}


def calculated(folder: Path, fill) -> dict[str, RawCell]:
    """Like :func:`read`, with xlsxwriter, which stores what a formula gave."""
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    fill(book.add_worksheet())
    book.close()
    with zipfile.ZipFile(folder / "a.xlsx") as made, zipfile.ZipFile(folder / "b.xlsx", "w") as stored:
        for name in made.namelist():
            stored.writestr(name, made.read(name).replace(b"<v>empty</v>", b"<v></v>"))  # as Excel stores ""
    (sheet,) = read_workbook(folder / "b.xlsx").sheets
    return {cell.ref: cell for row in sheet.rows for cell in row.cells.values()}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (b'<c r="A1" s="0"/><c r="C1"><v>5</v></c><c r="D1"/>', {"C1": 5}),
        (b'<c r="B1" s="0"/><c><v>5</v></c>', {"C1": 5}),
        (b"<c/><c/><c><v>5</v></c>", {"C1": 5}),
    ],
)
def test_cells_that_only_have_a_look_keep_the_places_of_others(tmp_path, cells, found):
    row = b'<row r="1">%s</row>' % cells
    told = changed(
        tmp_path,
        lambda book: book.active.append([1]),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"<row .*</row>", row, xml),
    )
    assert {ref: cell.value for ref, cell in told.items()} == found


def test_formula_never_calculated(tmp_path):
    cell = read(tmp_path, lambda book: book.active.append(["=1+1"]))["A1"]
    assert (cell.value, cell.formula) == (None, "=1+1")


def test_calculated_formulas_give_their_value(tmp_path):
    def fill(sheet):
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '=""', None, "empty")
        sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D1", '=HYPERLINK("https://example.org","x")', None, "x")
        sheet.write_array_formula("E1:E1", "{=SUM(1,2)}", None, 3)

    cells = calculated(tmp_path, fill)
    assert (cells["A1"].value, cells["A1"].formula) == (2, "=1+1")
    assert "B1" not in cells
    assert (cells["C1"].value, cells["C1"].error) == (None, "#DIV/0!")
    assert (cells["D1"].value, cells["E1"].value) == ("x", 3)


def test_formula_typed_as_a_text_is_that_text(tmp_path):
    cells = calculated(tmp_path, lambda sheet: sheet.write_string("A1", "=HYPERLINK(1)"))
    assert (cells["A1"].value, cells["A1"].formula) == ("=HYPERLINK(1)", "")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!"])
def test_errors(tmp_path, error):
    cell = read(tmp_path, lambda book: book.active.append([error]))["A1"]
    assert (cell.value, cell.error) == (None, error)


def test_dates_keep_their_format(tmp_path):
    def fill(book):
        book.active["A1"] = datetime(2025, 5, 31)
        book.active["A1"].number_format = "mmm-yy"

    cell = read(tmp_path, fill)["A1"]
    assert (cell.value, cell.number_format) == (datetime(2025, 5, 31), "mmm-yy")


def test_the_calendar_of_1904(tmp_path):
    def fill(book):
        book.epoch = CALENDAR_MAC_1904
        book.active["A1"] = datetime(2025, 5, 31)
        book.active["B1"] = 44346

    cells = read(tmp_path, fill)
    assert cells["A1"].value == datetime(2025, 5, 31)
    assert cells["B1"].origin == date(1904, 1, 1)


def test_a_serial_too_large_for_a_date_is_an_error(tmp_path):
    def fill(book):
        book.active["A1"] = 10**9
        book.active["A1"].number_format = "dd/mm/yyyy"

    assert read(tmp_path, fill)["A1"].error == "#VALUE!"


def test_numbers_and_truth_values_stay_what_they_are(tmp_path):
    cells = read(tmp_path, lambda book: book.active.append([True, 0.5, 7, "x"]))
    assert [type(cells[name].value) for name in ("A1", "B1", "C1", "D1")] == [bool, float, int, str]


def test_the_address_behind_a_text(tmp_path):
    def fill(book):
        book.active["A1"] = "report"
        book.active["A1"].hyperlink = "https://example.org/r"

    assert read(tmp_path, fill)["A1"].link == "https://example.org/r"


def test_a_link_behind_an_empty_cell_is_its_text(tmp_path):
    def linked(xml: bytes) -> bytes:
        links = b'<hyperlinks><hyperlink ref="A1" location="Other!A1"/></hyperlinks>'
        return xml.replace(b"<pageMargins", links + b"<pageMargins")

    cells = changed(tmp_path, lambda book: book.active.append([None, "x"]), "xl/worksheets/sheet1.xml", linked)
    assert (cells["A1"].value, cells["A1"].link) == ("Other!A1", "")


def test_a_link_behind_a_merged_cell_belongs_to_the_first_one(tmp_path):
    def fill(book):
        book.active["A1"] = "report"
        book.active["B1"] = "dropped"
        book.active["B1"].hyperlink = "https://example.org/r"

    def merge(book):
        fill(book)
        book.active.merged_cells.add("A1:B1")  # as a file may say it, cells and all

    assert read(tmp_path, fill)["B1"].value == "dropped"
    cells = read(tmp_path, merge)
    assert (cells.keys(), cells["A1"].value, cells["A1"].link) == ({"A1"}, "report", "https://example.org/r")


def test_a_link_behind_a_range_belongs_to_each_cell(tmp_path):
    def fill(book):
        book.active.append(["x", "y", "z"])
        book.active["A1"].hyperlink = "https://example.org/r"

    def stretched(xml: bytes) -> bytes:
        return re.sub(rb'(<hyperlink [^>]*ref="A1)', rb"\1:B1", xml)

    cells = changed(tmp_path, fill, "xl/worksheets/sheet1.xml", stretched)
    assert [bool(cells[name].link) for name in ("A1", "B1", "C1")] == [True, True, False]


def test_numbers_keep_the_format_of_their_style(tmp_path):
    def fill(book):
        book.active.append([0.5, 0.5, timedelta(hours=30)])
        book.active["A1"].number_format = "0%"
        book.active["B1"].number_format = '0.0" %"'

    cells = read(tmp_path, fill)
    assert [cells[name].number_format for name in ("A1", "B1")] == ["0%", '0.0" %"']
    assert cells["C1"].value == timedelta(hours=30)


def test_without_styles_a_number_is_a_number(tmp_path):
    cells = changed(tmp_path, lambda book: book.active.append([7]), "xl/styles.xml", None)
    assert (cells["A1"].value, cells["A1"].number_format) == (7, "General")


def test_cells_without_a_place_stand_one_after_the_other(tmp_path):
    def bare(xml: bytes) -> bytes:
        return re.sub(rb' r="[A-Z]*\d+"', b"", xml)

    cells = changed(tmp_path, lambda book: [book.active.append(["x", 1, "y"])], "xl/worksheets/sheet1.xml", bare)
    assert {name: cell.value for name, cell in cells.items()} == {"A1": "x", "B1": 1, "C1": "y"}


def test_hidden_rows_columns_and_sheets(tmp_path):
    def fill(book):
        book.active.append(["a", "b", "c"])
        book.active.append(["d"])
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions.group("B", "C", hidden=True)
        book.create_sheet("Other").sheet_state = "veryHidden"

    first, other = sheets(tmp_path, fill)
    assert [row.hidden for row in first.rows] == [False, True]
    assert first.hidden_columns == {2, 3}
    assert (first.visible, other.visible) == (True, False)


def test_merged_ranges(tmp_path):
    def fill(book):
        book.active["B2"] = "x"
        book.active.merge_cells("B2:C4")

    (sheet,) = sheets(tmp_path, fill)
    assert sheet.merged == ((2, 2, 3, 4),)
    assert [cell.ref for row in sheet.rows for cell in row.cells.values()] == ["B2"]


def test_a_stray_cell_at_the_far_end_costs_nothing(tmp_path):
    started = time.process_time()
    cells = read(tmp_path, lambda book: book.active.cell(1048576, 16384, "x"))
    assert cells["XFD1048576"].value == "x"
    assert time.process_time() - started < 1


def test_cells_that_are_only_formatted_are_not_there(tmp_path):
    def fill(book):
        book.active["A1"] = "x"
        for row in range(1, 50):
            book.active.cell(row, 2).alignment = Alignment(wrap_text=True)

    assert set(read(tmp_path, fill)) == {"A1"}


def test_sheets_that_are_not_wanted_are_named_only(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.create_sheet("Other").append(["y"])
    book.save(tmp_path / "a.xlsx")
    first, other = read_workbook(tmp_path / "a.xlsx", lambda title: title == "Other").sheets
    assert (first.rows, len(other.rows)) == ((), 1)


@pytest.mark.parametrize(("column", "name"), [(1, "A7"), (26, "Z7"), (27, "AA7"), (702, "ZZ7"), (16384, "XFD7")])
def test_reference(column, name):
    assert reference(column, 7) == name
