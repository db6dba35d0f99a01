"""A workbook's content as plain values, so that it can be written again when the schema has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from reportgen.report.model import Unit
from reportgen.report.period import PartialDate, Quarter
from reportgen.report.rich import Marked
from reportgen.workbook import dates, limited, values
from reportgen.workbook.context import words_by_list
from reportgen.workbook.findings import Findings
from reportgen.workbook.raw import RawCell, RawRow
from reportgen.workbook.schema import LANGUAGES, Column, Setting, load_schema
from reportgen.workbook.sheets import declared_forms, find_sheets
from reportgen.workbook.tables import Table, find_table
from reportgen.workbook.texts import Unreadable, form, is_blank, marks_of, plain, shown

Content: TypeAlias = Mapping[str, list[dict[str, object]]]
"""By sheet, its rows; a row by field name. Dates are ISO text, yes and no true and false, choices their codes.

A text with emphasis or a link is a :class:`reportgen.report.rich.Marked`.
"""


def reread(path: Path) -> Content:
    """The content of a workbook; an empty cell has no entry, and what cannot be read stays as it was typed.

    Raises ProblemsFound when the file itself cannot be read. Sheets and columns that are not there give nothing.
    """
    schema = load_schema()
    findings = Findings(path.name)
    sheets = find_sheets(limited.read_limited(path, declared_forms(schema)), schema, findings)
    tables = {key: find_table(schema.sheet(key), raw, LANGUAGES, findings) for key, raw in sheets.items()}
    return {
        key: _settings(table) if key == "settings" else [_row(table, row) for row in table.rows]
        for key, table in tables.items()
        if table is not None
    }


def _row(table: Table, row: RawRow) -> dict[str, object]:
    unit = _of(table, row, "unit") if "unit" in table.columns else ""
    fields = {field: _of(table, row, field, str(unit)) for field in table.columns}
    return {field: value for field, value in fields.items() if value is not None}


def _of(table: Table, row: RawRow, field: str, unit: str = "") -> object:
    cell = row.cells.get(table.columns[field])
    if cell is None or is_blank(cell):
        return None
    try:
        return _plain(_read(cell, table.declared(field), unit))
    except Unreadable:
        return shown(cell, 10_000)


def _read(cell: RawCell, column: Column, unit: str) -> object:
    match column.kind:
        case "code":
            return values.read_codes(cell) if column.many else values.read_code(cell)
        case "choice":
            return values.read_choice(cell, words_by_list()[column.choices], LANGUAGES[0], column.key)
        case "value":
            known = unit in [each.value for each in Unit]
            value = values.read_figure(cell, Unit(unit) if known else Unit.NUMBER, _ignore)
            return value.year if isinstance(value, PartialDate) and value.month is None else value
        case kind:
            return _read_kind(cell, kind)


def _read_kind(cell: RawCell, kind: str) -> object:
    match kind:
        case "quarter":
            return dates.read_quarter(cell, _ignore)
        case "date":
            return dates.read_date(cell, _ignore)
        case "period":
            return dates.read_period(cell, _ignore)
        case "percent":
            return values.read_percent(cell, _ignore)
        case "count":
            return values.read_count(cell, _ignore)
        case "number":
            return values.read_number(cell, _ignore)
        case "yesno":
            return values.read_yes(cell, _ignore)
        case "link":
            return values.read_link(cell, _ignore)
        case _:
            text = plain(cell.value) if cell.value is not None else shown(cell)
            marks = marks_of(cell, text) if kind == "text" else ()
            return Marked(text, marks) if marks else text


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (date, PartialDate, Quarter)):
        return str(value)
    return [*value] if isinstance(value, tuple) else value


def _settings(table: Table) -> list[dict[str, object]]:
    """One entry a setting: its key, and its value by language; an untranslated one in the first language."""
    by_form = {
        form(name): setting for setting in load_schema().settings for name in (*setting.words.values(), setting.key)
    }
    found = []
    for row in table.rows:
        label = row.cells.get(table.columns.get("setting", 0))
        setting = by_form.get(form(shown(label))) if label else None
        if setting is not None:
            found.append({"key": setting.key, **_setting_values(table, row, setting)})
    return found


def _setting_values(table: Table, row: RawRow, setting: Setting) -> dict[str, object]:
    fields = {language: row.cells.get(table.columns.get(f"value_{language}", 0)) for language in LANGUAGES}
    filled = {language: cell for language, cell in fields.items() if cell and not is_blank(cell)}
    found: dict[str, object] = {}
    for language, cell in filled.items():
        try:
            found[language] = _plain(_read_kind(cell, setting.kind))
        except Unreadable:
            found[language] = shown(cell, 10_000)
    return found


def _ignore(code: str, **given: object) -> None:
    """Remarks are for those who read the report's problems, not for a copy."""
