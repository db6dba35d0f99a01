"""Types plain values into cells, each as its kind is best typed in Excel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xlsxwriter.format import Format

from reportgen.report.rich import Marked, pieces
from reportgen.workbook.pages import Page
from reportgen.workbook.schema import Column, Setting


def write_value(
    page: Page, row: int, position: int, column: Column, value: object, whole: Mapping[str, object]
) -> None:
    """Type one value of a row; ``whole`` is the row, whose unit says how a figure is typed."""
    kind = column.kind
    if kind == "value":
        unit = str(whole.get("unit", "number"))
        kind = {"date": "date", "month": "period", "percent": "share"}.get(unit, "number")
    if kind == "choice" and isinstance(value, str):
        value = _word(page, column.choices, value)
    _write(page, row, position, kind, value)


def write_setting(page: Page, row: int, position: int, setting: Setting, value: object) -> None:
    """Type the value of a setting."""
    if setting.kind == "yesno":
        rule = {"validate": "list", "source": page.lists["yesno"], "error_type": "warning"}
        page.worksheet.data_validation(row, position, row, position, rule)
    _write(page, row, position, setting.kind, value)


def _word(page: Page, choices: str, code: str) -> str:
    known = {choice.code for choice in page.schema.choices[choices]}
    return page.schema.choice_words(choices, code, page.language) if code in known else code


def _write(page: Page, row: int, position: int, kind: str, value: object) -> None:
    styles, worksheet = page.styles, page.worksheet
    style = styles.by_kind.get(kind, styles.cell)
    if value is None or value == "":
        worksheet.write_blank(row, position, None, style)
    elif isinstance(value, bool):
        _write_text(page, row, position, _word(page, "yesno", "yes" if value else "no"), style)
    elif kind == "date" and (day := _day(value)):
        worksheet.write_datetime(row, position, day, styles.date)
    elif kind == "percent" and isinstance(value, (int, float)):
        look = styles.percent if value == int(value) else styles.part_percent
        worksheet.write_number(row, position, value / 100, look)
    elif kind == "share" and isinstance(value, (int, float)) and 0 < abs(value) < 1:
        worksheet.write_number(row, position, value / 100, styles.part_percent)  # bare, 0.5 could mean 50%
    elif kind in ("number", "share", "count") and isinstance(value, (int, float)):
        worksheet.write_number(row, position, value, style)
    else:
        text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        _write_text(page, row, position, text if isinstance(text, str) else str(text), style)


def _write_text(page: Page, row: int, position: int, text: str, style: Format) -> None:
    """Write a text with its link and with what is bold or italic in it."""
    marks = text.marks if isinstance(text, Marked) else ()
    links = [mark.target for mark in marks if mark.kind == "link"]
    runs: list[str | Format] = []
    for piece in pieces(text, [mark for mark in marks if mark.kind != "link"]):
        runs += [page.styles.emphasis[piece.strong, piece.em], piece.text] if piece.strong or piece.em else [piece.text]
    failed = 0
    for address in links:
        failed = page.worksheet.write_url(row, position, address, style, text)
    if len(runs) > 2:  # fewer are one look from end to end, which is no rich text
        failed = page.worksheet.write_rich_string(row, position, *runs, style)
    elif not links:
        failed = page.worksheet.write_string(row, position, text, style)
    if failed:
        raise ValueError(f"longer than a cell: {text[:40]}…")


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
