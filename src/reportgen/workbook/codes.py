"""Which codes and quarters a workbook defines, before any of its rows refers to them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.report.model import Cell
from reportgen.report.period import Quarter
from reportgen.workbook.context import Context
from reportgen.workbook.dates import read_quarter
from reportgen.workbook.raw import RawCell
from reportgen.workbook.rows import Row
from reportgen.workbook.tables import Table
from reportgen.workbook.texts import Unreadable
from reportgen.workbook.values import read_code


def read_codes_of(tables: Mapping[str, Table], context: Context) -> dict[str, Mapping[str, None]]:
    """The codes of each sheet that has some, as keys in order. Told: the same code twice where it must be unique.

    A sheet with such a code, or one that cannot be read, is left out: rows that name it are not to blame.
    Items that updates follow up share one set of codes: an update names an item by its code alone.
    """
    followed = context.schema.sheet("updates").column("item").refers
    first: dict[tuple[str, str], Cell] = {}
    codes: dict[str, Mapping[str, None]] = {}
    for sheet in context.schema.sheets:
        table = tables.get(sheet.key)
        if table is None or "code" not in table.columns:
            continue
        known: list[str] = []
        sound = True
        group = "items" if sheet.key in followed else sheet.key
        for raw in table.rows:
            code = _code(raw.cells.get(table.columns["code"]))
            known.append(code)
            place = table.cell("code", raw.number)
            doubled = sheet.column("code").unique and bool(code) and first.setdefault((group, code), place) != place
            if doubled:
                earlier = first[group, code]
                Row(table, raw, context).tell("duplicate-code", "code", needed=True, typed=code, first=earlier)
            sound = sound and bool(code) and not doubled
        if sound:
            codes[sheet.key] = dict.fromkeys(known)
    return codes


def _code(cell: RawCell | None) -> str:
    """The code in a cell; "" when there is none, which is told when the row itself is read."""
    try:
        return read_code(cell) if cell else ""
    except Unreadable:
        return ""


def planned_quarters(tables: Mapping[str, Table], context: Context) -> frozenset[Quarter] | None:
    """The quarters that have a row of their own; None when their sheet was not found. Told: the same one twice."""
    table = tables.get("quarters")
    if table is None or "quarter" not in table.columns:
        return None
    first: dict[Quarter, Cell] = {}
    for raw in table.rows:
        cell = raw.cells.get(table.columns["quarter"])
        if cell is None:
            continue
        try:
            quarter = read_quarter(cell, lambda code, **given: None)  # noqa: ARG005
        except Unreadable:
            continue  # told when the row itself is read
        place = table.cell("quarter", raw.number)
        if quarter in first:
            Row(table, raw, context).tell(
                "duplicate-quarter", "quarter", needed=True, typed=quarter, first=first[quarter].ref
            )
        first.setdefault(quarter, place)
    if not table.rows:
        context.findings.add("quarter-none", table.cell("quarter", table.heading_row + 1))
    return frozenset(first)
