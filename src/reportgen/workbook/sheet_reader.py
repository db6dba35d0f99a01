"""The raw cells of one sheet, with what lies over them: merged ranges, links, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.packaging.relationship import RelationshipList
from openpyxl.worksheet.cell_range import CellRange

from reportgen.workbook.guard import MAX_CELLS
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, reference
from reportgen.workbook.rich_cells import address_of
from reportgen.workbook.sheet_parser import SheetParser, is_true

_MAX_LINK = 2083  # characters, by Excel's specification
MAX_AREA = 100_000
"""Cells of all merged and linked ranges of a sheet."""

Bounds = tuple[int, int, int, int]
Cells = dict[int, dict[int, RawCell]]


class TooWide(Exception):
    """Merged and linked ranges that no person made."""


def read_sheet(parser: SheetParser, title: str, relations: RelationshipList, visible: bool) -> RawSheet:
    """The sheet that ``parser`` is about to read."""
    cells = _cells(parser)
    merged = [CellRange(each.ref).bounds for each in parser.merged_cells.mergeCell] if parser.merged_cells else []
    linked = [(CellRange(link.ref).bounds, link) for link in parser.hyperlinks.hyperlink]
    area = sum(_area(bounds) for bounds in (*merged, *(bounds for bounds, _ in linked)))
    if area > MAX_AREA:
        raise TooWide(f"{title} merges or links {area} cells")
    covered = {place: first for first, *others in map(_places, merged) for place in others}
    for row, column in covered:
        cells.get(row, {}).pop(column, None)
    addresses = relations.to_dict()
    for bounds, link in linked:
        target = addresses[link.id].Target if link.id else link.target
        for place in _places(bounds):
            if place not in covered or _area(bounds) == 1:
                _link(cells, covered.get(place, place), (target or "")[:_MAX_LINK], (link.location or "")[:_MAX_LINK])
    return RawSheet(
        title,
        tuple(RawRow(number, row, number in parser.hidden_rows) for number, row in sorted(cells.items()) if row),
        visible,
        frozenset(_hidden_columns(parser)),
        tuple(merged),
    )


def _cells(parser: SheetParser) -> Cells:
    found: Cells = {}
    count = 0
    for row in parser.rows():
        for number, column, cell in row:
            found.setdefault(number, {})[column] = cell
        count += len(row)
        if count > MAX_CELLS:
            break  # guard.check_content refuses the sheet
    return found


def _link(cells: Cells, place: tuple[int, int], target: str, inside: str) -> None:
    """Put an address behind a cell; an empty one shows it."""
    row, column = place
    address = address_of(target, inside)
    known = cells.get(row, {}).get(column)
    if known:
        cells[row][column] = known._replace(link=address)
    elif target or inside:
        cells.setdefault(row, {})[column] = RawCell(target or inside, reference(column, row), link=address)


def _area(bounds: Bounds) -> int:
    left, top, right, bottom = bounds
    return (right - left + 1) * (bottom - top + 1)


def _places(bounds: Bounds) -> Iterator[tuple[int, int]]:
    """The cells of a range by row and column."""
    left, top, right, bottom = bounds
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _hidden_columns(parser: SheetParser) -> Iterator[int]:
    for column in parser.column_dimensions.values():
        if is_true(column.get("hidden")):
            # a group of columns is kept under its first one; far columns hold nothing anyway
            first = int(column["min"])
            yield from range(first, min(int(column["max"]), first + 200) + 1)
