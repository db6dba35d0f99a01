"""From an .xlsx file to raw cells, each with its place. Nothing is interpreted here."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.workbook.guard import check_file, refuse
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, RawWorkbook
from reportgen.workbook.rich_cells import address_of, marks_of

MAX_CELLS = 500_000
"""Filled cells of one sheet."""


def read_workbook(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> RawWorkbook:
    """Read the cells of every sheet whose title is ``wanted``; of the others only the title.

    Raises ProblemsFound when the file cannot be read as a workbook.
    """
    check_file(path)
    formulas = _load(path, values=False)
    if not formulas.worksheets:
        refuse(path, "file-strict")
    cells = {sheet.title: _filled(sheet) for sheet in formulas.worksheets if wanted(sheet.title)}
    _limit(path, cells)
    # Without a formula both views of the file are the same, and loading is the slow part.
    has_formulas = any(cell.data_type == "f" for filled in cells.values() for cell in filled)
    values = _load(path, values=True) if has_formulas else formulas
    origin = formulas.epoch.date()
    return RawWorkbook(
        path.name,
        tuple(
            _sheet(sheet, cells[sheet.title], values[sheet.title], origin)
            if sheet.title in cells
            else RawSheet(sheet.title, ())
            for sheet in formulas.worksheets
        ),
    )


def _load(path: Path, *, values: bool) -> Workbook:
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl would lose on saving: nothing is saved here
        try:
            return load_workbook(file, data_only=values, keep_links=False, rich_text=True)
        except Exception:  # noqa: BLE001  openpyxl raises a dozen kinds on a damaged file, MemoryError among them
            refuse(path, "file-damaged")


def _filled(sheet: Worksheet) -> list[OpenpyxlCell]:
    """The cells that hold something. ``iter_rows`` would make every cell up to a stray one at XFD1048576."""
    return [
        cell
        for cell in sheet._cells.values()
        if isinstance(cell, OpenpyxlCell) and (cell.value is not None or cell.data_type == "f")
    ]


def _limit(path: Path, cells: Mapping[str, list[OpenpyxlCell]]) -> None:
    too_large = [title for title, filled in cells.items() if len(filled) > MAX_CELLS]
    if too_large:
        places = [Place(path.name, title, "A1") for title in too_large]
        raise ProblemsFound([problem("sheet-too-large", place, limit=MAX_CELLS) for place in places])


def _sheet(sheet: Worksheet, filled: list[OpenpyxlCell], values: Worksheet, origin: date) -> RawSheet:
    rows: dict[int, dict[int, RawCell]] = {}
    for cell in filled:
        raw = _calculated(cell, values, origin) if cell.data_type == "f" else _cell(cell, origin)
        if raw is not None:
            rows.setdefault(cell.row, {})[cell.column] = raw
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    return RawSheet(
        sheet.title,
        tuple(RawRow(number, cells, number in hidden_rows) for number, cells in sorted(rows.items())),
        sheet.sheet_state == "visible",
        frozenset(_hidden_columns(sheet)),
        tuple(found.bounds for found in sheet.merged_cells.ranges),
    )


def _calculated(cell: OpenpyxlCell, values: Worksheet, origin: date) -> RawCell | None:
    result = values.cell(cell.row, cell.column)
    formula = cell.value if isinstance(cell.value, str) else "="
    if result.value is not None:
        return _cell(result, origin, formula)
    # A formula that gives "" is stored with the type of a text; one that was never calculated, without a type.
    return None if result.data_type in ("s", "str") else RawCell(None, cell.coordinate, formula=formula)


def _cell(cell: OpenpyxlCell, origin: date, formula: str = "") -> RawCell | None:
    value = cell.value
    link = address_of(cell.hyperlink) if cell.hyperlink else ""
    if cell.data_type == "e":
        return RawCell(None, cell.coordinate, error=str(value), formula=formula)
    if isinstance(value, CellRichText):
        marks = marks_of(value, cell.font)
        return RawCell(str(value), cell.coordinate, formula=formula, link=link, marks=marks)
    if isinstance(value, str):
        return RawCell(value, cell.coordinate, formula=formula, link=link)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no time zone
    if not isinstance(value, (bool, int, float, datetime, time, timedelta)):
        return None
    is_date = isinstance(value, (datetime, time, timedelta))
    return RawCell(value, cell.coordinate, cell.number_format, is_date, formula=formula, link=link, origin=origin)


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min and column.max:
            # a group of columns is kept under its first one; far columns hold nothing anyway
            yield from range(column.min, min(column.max, column.min + 200) + 1)
