"""Types texts into cells of a workbook file and leaves every other byte of its parts as it was.

openpyxl loses what it does not know when it saves; here only the cells named are changed, in the XML of their sheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from reportgen.workbook.package import MAIN, Package
from reportgen.workbook.ranges import column_number
from reportgen.workbook.raw import reference
from reportgen.workbook.sheet_xml import numbered_cells, numbered_rows

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def with_texts(source: Path, texts: Mapping[str, Mapping[str, str]]) -> tuple[bytes, tuple[str, ...]]:
    """The workbook with ``texts``, by sheet and cell (``{"Suivi": {"F7": "…"}}``), and the formulas left alone."""
    package = Package(source)
    formulas = tuple(
        f"{title}!{ref}"
        for title, cells in texts.items()
        if cells
        for ref in _typed(package.edit(package.sheet_part(title)), cells)
    )
    return package.saved(), formulas


def _typed(sheet: etree._Element, cells: Mapping[str, str]) -> list[str]:
    data = sheet.find(f"{{{MAIN}}}sheetData")
    if data is None:
        raise ValueError("a sheet without data")
    rows = dict(numbered_rows(sheet))
    formulas = []
    for ref, text in cells.items():
        found = _REFERENCE.fullmatch(ref)
        if not found:
            raise ValueError(ref)
        cell = _cell(rows, data, column_number(found[1]), int(found[2]))
        if cell.find(f"{{{MAIN}}}f") is not None:
            formulas.append(ref)
        else:
            _type(cell, text)
    return formulas


def _cell(rows: dict[int, etree._Element], data: etree._Element, column: int, number: int) -> etree._Element:
    """The cell at a place; a new one stands in order and looks like the cell above it."""
    row = rows.get(number)
    if row is None:
        row = etree.Element(f"{{{MAIN}}}row", r=str(number))
        data.insert(sum(other < number for other in rows), row)
        rows[number] = row
    known = dict(numbered_cells(row))
    if column in known:
        return known[column]
    cell = etree.Element(f"{{{MAIN}}}c", r=reference(column, number))
    above = dict(numbered_cells(rows[number - 1])).get(column) if number - 1 in rows and number > 2 else None
    style = row.get("s") if row.get("customFormat") in ("1", "true") else above.get("s") if above is not None else None
    if style:
        cell.set("s", style)
    row.insert(sum(other < column for other in known), cell)
    return cell


def _type(cell: etree._Element, text: str) -> None:
    for child in [*cell]:
        cell.remove(child)
    for name in ("cm", "vm"):
        if name in cell.attrib:
            del cell.attrib[name]
    cell.set("t", "inlineStr")
    written = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = text
