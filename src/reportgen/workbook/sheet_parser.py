"""The cells of one sheet as openpyxl understands them, row by row; what no report needs is passed over unread."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import iterparse

from openpyxl.utils.cell import column_index_from_string
from openpyxl.worksheet._reader import (
    CF_TAG,
    COL_TAG,
    FORMULA_TAG,
    HYPERLINK_TAG,
    MERGE_TAG,
    ROW_TAG,
    VALIDATION_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.worksheet.hyperlink import HyperlinkList
from openpyxl.worksheet.merge import MergeCells

_HEARD = frozenset({ROW_TAG, COL_TAG, MERGE_TAG, HYPERLINK_TAG, CF_TAG, VALIDATION_TAG.removesuffix("s")})
"""The last two are only thrown away: a workbook that was copied about for years holds tens of thousands of them."""


class SheetParser(WorkSheetParser):
    """openpyxl's own reading of cells, without the objects that it makes of each for writing it again.

    Values and formulas come in one go, where ``load_workbook`` gives either. ``merged_cells``, ``hyperlinks``,
    ``column_dimensions`` and ``hidden_rows`` hold what the sheet says of them once the last row was read.
    """

    def rows(self) -> Iterator[list[dict[str, Any]]]:
        """The cells of each row: their row, column, value, data_type, style_id and formula (None: there is none)."""
        self.hidden_rows: set[int] = set()
        # guard.check_file has let no document type pass, so that the quick parser will do
        events: Iterator[tuple[str, Any]] = iterparse(self.source)  # noqa: S314
        for _, element in events:
            if element.tag not in _HEARD:
                continue
            if element.tag == ROW_TAG:
                yield self.parse_row(element)[1]
            elif element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            elif element.tag == MERGE_TAG:
                self.merged_cells = MergeCells.from_tree(element)
            elif element.tag == HYPERLINK_TAG:
                self.hyperlinks = HyperlinkList.from_tree(element) or self.hyperlinks
            element.clear()

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        """A row of its cells but those that only have a look; of its own looks only whether it is hidden."""
        filled = [cell for cell in row if len(cell)]
        if all(cell.get("r") for cell in filled):  # else their places follow from those of the empty ones
            row[:] = filled
        number, cells = super().parse_row(row)
        self.row_dimensions.clear()
        if is_true(row.get("hidden")):
            self.hidden_rows.add(number)
        return number, cells

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """The value that a formula gave last, and the formula."""
        place, held = element.get("r"), [child.tag for child in element]
        if place and held == [VALUE_TAG] and element.get("t") == "s":  # a text: most cells
            letters = place.rstrip("0123456789")
            row, self.col_counter = int(place[len(letters) :]), _column(letters)
            value = self.shared_strings[int(element[0].text)]
            given = {"row": row, "column": self.col_counter, "value": value, "data_type": "s", "formula": None}
            return given if isinstance(value, str) else given | {"style_id": int(element.get("s", 0))}
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = None if element.find(FORMULA_TAG) is None else self.formula(element)
        return cell

    def formula(self, element: Any) -> str:
        """The formula as a text; of one that fills many cells only that it is one."""
        found = self.parse_formula(element)  # type: ignore[no-untyped-call]
        return found if isinstance(found, str) else "="


_column = cache(column_index_from_string)


def is_true(said: str | None) -> bool:
    """What an attribute of the type xsd:boolean says; without it, no."""
    return said in ("1", "true")
