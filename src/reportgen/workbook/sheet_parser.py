"""The cells of one sheet as openpyxl understands them, row by row; what no report needs is passed over unread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import IO, Any, NamedTuple, TypeAlias
from xml.etree.ElementTree import iterparse

from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
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
from openpyxl.xml.constants import SHEET_MAIN_NS

from reportgen.workbook.guard import MAX_TEXT
from reportgen.workbook.raw import RawCell, reference
from reportgen.workbook.rich_cells import Look, is_struck, marks_of

_HEARD = frozenset({ROW_TAG, COL_TAG, MERGE_TAG, HYPERLINK_TAG, CF_TAG, VALIDATION_TAG.removesuffix("s")})
"""The last two are only thrown away: a workbook that was copied about for years holds tens of thousands of them."""
_SHEET_TAG = f"{{{SHEET_MAIN_NS}}}worksheet"

Placed: TypeAlias = tuple[int, int, RawCell]
"""A cell by its row and column."""


class Style(NamedTuple):
    """What a value needs of the style of its cell."""

    number_format: str = "General"
    look: Look = Look()


class SheetParser(WorkSheetParser):
    """openpyxl's own reading of cells, without the objects that it makes of each for writing it again.

    Values and formulas come in one go, where ``load_workbook`` gives either. ``merged_cells``, ``hyperlinks``,
    ``column_dimensions`` and ``hidden_rows`` hold what the sheet says of them once the last row was read.
    """

    def __init__(self, source: IO[bytes], texts: Any, epoch: datetime, styles: Sequence[Style]) -> None:
        """Parse the part ``source`` of a workbook with its texts (str, or CellRichText), day zero and styles."""
        dates, durations = _dates_among(tuple(styles))
        super().__init__(source, texts, True, epoch, dates, durations, True)
        self.styles = styles
        self.origin = epoch.date()
        self._struck = frozenset(str(number) for number, style in enumerate(styles) if style.look.strike)
        self.hidden_rows: set[int] = set()

    def rows(self) -> Iterator[list[Placed]]:
        """The cells of each row that hold something. Raises ValueError where the part is no sheet."""
        # guard.check_file has let no document type pass, so that the quick parser will do
        events: Any = iterparse(self.source)  # noqa: S314
        for _, element in events:
            if element.tag not in _HEARD:
                continue
            if element.tag == ROW_TAG:
                yield self.row(element)
            elif element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            elif element.tag == MERGE_TAG:
                self.merged_cells = MergeCells.from_tree(element)
            elif element.tag == HYPERLINK_TAG:
                self.hyperlinks = HyperlinkList.from_tree(element) or self.hyperlinks
            element.clear()
        if events.root.tag != _SHEET_TAG:
            raise ValueError(events.root.tag)

    def row(self, element: Any) -> list[Placed]:
        """The cells of a row that hold something; of its own looks only whether it is hidden."""
        self.row_counter = int(float(element.get("r") or self.row_counter + 1))  # some programs write 7.0
        self.col_counter = 0
        if is_true(element.get("hidden")):
            self.hidden_rows.add(self.row_counter)
        filled = [cell for cell in element if len(cell)]
        every = all(cell.get("r") for cell in filled)  # else their places follow from those of the empty ones
        placed = map(self.cell, filled if every else element)
        return [cell for cell in placed if cell is not None]

    def cell(self, element: Any) -> Placed | None:
        """The value that a formula gave last, and the formula; None where the cell holds nothing."""
        place = element.get("r")
        if place and element.get("t") == "s" and len(element) == 1 and element[0].tag == VALUE_TAG:
            text = self.shared_strings[int(element[0].text)]
            if isinstance(text, str):  # most cells
                letters = place.rstrip("0123456789")
                row, self.col_counter = int(place[len(letters) :]), _column(letters)
                cell = RawCell(text, reference(self.col_counter, row))
                return row, self.col_counter, self._marked(cell, element) if self._struck else cell
        given: dict[str, Any] = self.parse_cell(element)
        formula = "" if element.find(FORMULA_TAG) is None else self.formula(element)[:MAX_TEXT]
        found = self.raw_cell(given, formula)
        return found and (given["row"], given["column"], self._marked(found, element))

    def _marked(self, cell: RawCell, element: Any) -> RawCell:
        return cell._replace(struck=True) if element.get("s") in self._struck else cell

    def raw_cell(self, given: Mapping[str, Any], formula: str) -> RawCell | None:
        """What openpyxl gives of a cell, as a raw cell."""
        value, kind, ref = given["value"], given["data_type"], reference(given["column"], given["row"])
        if value is None:
            # A formula that gives "" is stored with the type of a text; one never calculated, without a type.
            return RawCell(None, ref, formula=formula) if formula and kind not in ("s", "str") else None
        if kind == "e":
            return RawCell(None, ref, error=str(value)[:MAX_TEXT], formula=formula)
        if isinstance(value, str):
            return RawCell(value, ref, formula=formula)
        style = self.styles[given["style_id"]] if given["style_id"] < len(self.styles) else Style()
        if isinstance(value, CellRichText):
            marks, struck = marks_of(value, style.look), is_struck(value)
            return RawCell(str(value), ref, formula=formula, marks=marks, struck=struck)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no time zone
        if not isinstance(value, (bool, int, float, datetime, time, timedelta)):
            return None
        return RawCell(value, ref, style.number_format, formula=formula, origin=self.origin)

    def formula(self, element: Any) -> str:
        """The formula as a text; of one that fills many cells only that it is one."""
        found = self.parse_formula(element)  # type: ignore[no-untyped-call]
        return found if isinstance(found, str) else "="


_column = cache(column_index_from_string)


@cache
def _dates_among(styles: tuple[Style, ...]) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the styles that make a number a date, and of those among them that make it a duration."""
    dates = frozenset(number for number, style in enumerate(styles) if is_date_format(style.number_format))
    return dates, frozenset(number for number in dates if is_timedelta_format(styles[number].number_format))


def is_true(said: str | None) -> bool:
    """What an attribute of the type xsd:boolean says; without it, no."""
    return said in ("1", "true")
