"""Types rows into a sheet's own XML: what stands around them stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from reportgen.workbook.package import MAIN, Package
from reportgen.workbook.ranges import Area, Growth, column_number
from reportgen.workbook.raw import reference

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LIVING = {f"{{{MAIN}}}{name}" for name in ("v", "f", "is")}
_AREAS = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
_LOOKED_BACK = 200
"""Rows above the new ones in which a cell is looked for whose format suits."""


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage: 40 for 40%."""

    hundredths: int


Typed = str | date | Share


def formats_of(package: Package) -> list[str]:
    """The number format of each cell style of the workbook."""
    part = next((target for (kind, _), target in package.related(package.workbook).items() if kind == "styles"), None)
    if part is None:
        return []
    root = package.look(part)
    own = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
    }
    numbers = (int(each.get("numFmtId") or 0) for each in root.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf"))
    return [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in numbers]


def last_filled_row(root: etree._Element, read: Collection[int]) -> int:
    """The last row in which a cell holds a value, or a formula in a column that is ``read``; 0 in an empty sheet.

    Teams copy formulas of their own down to rows that wait to be filled.
    """
    not_empty = ((number, row) for number, row in numbered_rows(root) if any(map(len, row)))
    filled = (
        number
        for number, row in not_empty
        if any(_is_filled(cell, column in read) for column, cell in numbered_cells(row))
    )
    return max(filled, default=0)


class RowWriter:
    """Types rows below a table, in the formats of the rows above."""

    def __init__(self, root: etree._Element, formats: Sequence[str], origin: date) -> None:
        self._data = _child(root, "sheetData")
        self._rows = dict(numbered_rows(root))
        self._known: dict[int, dict[int, etree._Element]] = {}
        self._formats = formats
        self._origin = origin
        self._columns = list(root.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col"))

    def write(self, number: int, values: Mapping[int, Typed]) -> None:
        """Type the values, by column number, into a row that holds nothing yet."""
        above = self._above(number)
        row = self._rows.get(number)
        if row is None:
            row = self._new_row(number, self._rows[above[0]] if above else None)
        cells = dict(numbered_cells(row))
        for column in sorted({*values, *(column for each in above[:1] for column in self._cells_of(each))}):
            value = values.get(column)
            cell = cells.get(column)
            style = self._style(column, value, cell, above)
            if cell is None:
                if value is None and style is None:
                    continue
                cell = etree.Element(f"{{{MAIN}}}c", {"r": reference(column, number)})
                row.insert(sum(1 for other in cells if other < column), cell)
                cells[column] = cell
            if value is not None:
                self._type(cell, value, style)
            elif style is not None and cell.get("s") is None:
                cell.set("s", style)
        if "spans" in row.attrib:
            del row.attrib["spans"]

    def _above(self, number: int) -> list[int]:
        """The rows above that hold something, the nearest first."""
        near = range(number - 1, max(0, number - _LOOKED_BACK), -1)
        return [n for n in near if n in self._rows and any(map(_is_living, self._rows[n]))]

    def _cells_of(self, number: int) -> Mapping[int, etree._Element]:
        """The cells by column of a row that is not going to change any more."""
        if number not in self._known:
            self._known[number] = dict(numbered_cells(self._rows[number]))
        return self._known[number]

    def _new_row(self, number: int, model: etree._Element | None) -> etree._Element:
        row = etree.Element(f"{{{MAIN}}}row", {"r": str(number)})
        for name in ("s", "customFormat"):
            if model is not None and (value := model.get(name)):
                row.set(name, value)
        earlier = max((n for n in self._rows if n < number), default=None)
        self._data.insert(0 if earlier is None else self._data.index(self._rows[earlier]) + 1, row)
        self._rows[number] = row
        return row

    def _style(self, column: int, value: Typed | None, cell: etree._Element | None, above: Sequence[int]) -> str | None:
        """The style of the cell itself, of one above it or of the column: the first whose format suits the value."""
        known = [cell.get("s")] if cell is not None else []
        known += [cells[column].get("s") for cells in map(self._cells_of, above) if column in cells]
        known += [each.get("style") for each in self._columns if _covers(each, column)]
        styles = [style for style in known if style is not None]
        return next((style for style in styles if self._suits(style, value)), styles[0] if styles else None)

    def _suits(self, style: str | None, value: Typed | None) -> bool:
        shown = self._formats[int(style)] if style and int(style) < len(self._formats) else "General"
        if isinstance(value, date):
            return bool(is_date_format(shown))
        return "%" in shown if isinstance(value, Share) else True

    def _type(self, cell: etree._Element, value: Typed, style: str | None) -> None:
        if style is not None:
            cell.set("s", style)
        if "t" in cell.attrib:
            del cell.attrib["t"]
        suits = self._suits(style, value)
        if isinstance(value, Share):
            _number(cell, str(Decimal(value.hundredths) / 100 if suits else value.hundredths))
        elif isinstance(value, date) and suits:
            _number(cell, str((value - self._origin).days))
        else:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
            text.set(_SPACE, "preserve")
            text.text = str(value)


def grow(root: etree._Element, growth: Growth, width: int) -> None:
    """Let everything that covered the table cover its new rows: filter, drop-down lists, rules, the sheet's extent."""
    extent = root.find(f"{{{MAIN}}}dimension")
    if extent is not None and (area := Area.parse(extent.get("ref", ""))):
        extent.set("ref", str(Area(area.left, area.top, max(area.right, width), max(area.bottom, growth.after))))
    extend_filter(root, growth)
    for name in _AREAS:
        for each in root.iter(f"{{*}}{name}"):
            if "sqref" in each.attrib:
                each.set("sqref", growth.of_text(each.get("sqref", "")))
    for each in root.iter(
        "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
    ):  # rules of Excel 2010 and later
        each.text = growth.of_text(each.text or "")


def extend_filter(root: etree._Element, growth: Growth) -> None:
    """Let the filter of a sheet or of a table reach down to the new rows."""
    for found in root.iterfind(f"{{{MAIN}}}autoFilter"):
        found.set("ref", growth.of_text(found.get("ref", "")))


# ---------------------------------------------------------------- rows and cells


def numbered_rows(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Rows by number; one that does not say its number follows the one before it (ECMA-376 part 1, 18.3.1.73)."""
    number = 0
    for row in root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
        number = int(row.get("r") or number + 1)
        yield number, row


def numbered_cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row by column; one that does not say its place follows the one before it."""
    column = 0
    for cell in row.iterfind(f"{{{MAIN}}}c"):
        column = column_number((cell.get("r") or "").rstrip("0123456789")) or column + 1
        yield column, cell


def _is_living(cell: etree._Element) -> bool:
    return any(part.tag in _LIVING for part in cell)


def _is_filled(cell: etree._Element, read: bool) -> bool:
    return _is_living(cell) and (read or cell.find(f"{{{MAIN}}}f") is None)


def _covers(columns: etree._Element, column: int) -> bool:
    return int(columns.get("min", "0")) <= column <= int(columns.get("max", "0"))


def _child(root: etree._Element, name: str) -> etree._Element:
    found = root.find(f"{{{MAIN}}}{name}")
    if found is None:
        raise ValueError(f"a sheet without {name}")
    return found


def _number(cell: etree._Element, value: str) -> None:
    etree.SubElement(cell, f"{{{MAIN}}}v").text = value
