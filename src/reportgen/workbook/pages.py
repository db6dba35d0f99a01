"""The furniture of a sheet that we write: headings, notes, drop-down lists, widths, printing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reportgen.workbook.dates import EARLIEST, LATEST
from reportgen.workbook.hxl import hashtag
from reportgen.workbook.schema import LANGUAGES, Column, Schema, Sheet
from reportgen.workbook.styles import Styles

LAST_ROW = 5000
"""Lists and rules reach down to this row."""

_LINE, _TALLEST = 13.0, 409.0  # points: a line of Arial 10, and the most that Excel gives a row
_LETTERS = 1.1  # of prose, in the width of one digit, which is Excel's unit
_REQUIRED = {"fr": "Obligatoire.", "en": "Required."}
_LETTERS_A_LINE = 46


@dataclass(frozen=True)
class Page:
    """A sheet under construction. ``lists`` gives the range of each drop-down list."""

    worksheet: Worksheet
    sheet: Sheet
    schema: Schema
    styles: Styles
    language: str
    lists: Mapping[str, str]
    hxl: bool = False

    @property
    def first_row(self) -> int:
        """The first row of the data, from 0: under the headings and, if there is one, the row of hashtags."""
        return 2 if self.hxl else 1

    @property
    def fields(self) -> list[tuple[Column, str]]:
        """The physical columns from left to right, each with its field name."""
        return [(column, field) for column in self.sheet.columns for field, _ in column.physical()]

    def note(
        self, row: int, column: int, words: Mapping[str, str], notes: Mapping[str, str], *, required: bool
    ) -> None:
        """A comment: what to type, in this language, then in the other one under its own word."""
        other = next(each for each in LANGUAGES if each != self.language)
        lines = [notes[self.language], *([_REQUIRED[self.language]] if required else [])]
        text = f"{' '.join(lines)}\n\n{other.upper()} · {words[other]}\n{notes[other]}"
        height = 12 + 15 * sum(1 + len(line) // _LETTERS_A_LINE for line in text.split("\n"))
        size = {"width": 280, "height": height, "font_size": 9}
        self.worksheet.write_comment(row, column, text, {"author": "reportgen", **size})


def write_heading(page: Page) -> None:
    """The heading row: a word, what to type, and whether it must be filled."""
    position = 0
    page.worksheet.set_row(0, 2 * _LINE + 2)
    for column in page.sheet.columns:
        for _, text_in in column.physical():
            style = page.styles.heading if column.required else page.styles.optional
            page.worksheet.write_string(0, position, column.heading(page.language, text_in), style)
            words = {each: column.heading(each, text_in) for each in LANGUAGES}
            page.note(0, position, words, column.notes, required=column.required)
            if page.hxl:
                page.worksheet.write_string(1, position, hashtag(page.sheet, column, text_in), page.styles.unused)
            cells = page.styles.by_kind.get(column.kind, page.styles.cell)
            page.worksheet.set_column(position, position, column.width, cells)
            position += 1


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points that shows each text whole in a column of the given width (in characters)."""
    lines = (sum(1 + int(len(line) / (width * _LETTERS)) for line in text.split("\n")) for text, width in texts)
    return min(_TALLEST, 2 + _LINE * max(lines, default=1))


def write_rules(page: Page) -> None:
    """Drop-down lists and gentle checks of what is typed; empty required cells of a filled row in yellow."""
    last = xl_col_to_name(len(page.fields) - 1)
    first = page.first_row
    whole = (first, 0, LAST_ROW, len(page.fields) - 1)
    for position, (column, _) in enumerate(page.fields):
        rule = _rule(page, column)
        if rule:
            page.worksheet.data_validation(first, position, LAST_ROW, position, {"error_type": "warning", **rule})
        if column.required:
            letter = xl_col_to_name(position)
            row = first + 1
            empty = f'=AND(COUNTA($A{row}:${last}{row})>0,${letter}{row}="")'
            look = {"type": "formula", "criteria": empty, "format": page.styles.missing}
            page.worksheet.conditional_format(first, position, LAST_ROW, position, look)
    filled = {"type": "formula", "criteria": f"=COUNTA($A{first + 1}:${last}{first + 1})>0", "format": page.styles.rule}
    page.worksheet.conditional_format(*whole, filled)


def _rule(page: Page, column: Column) -> dict[str, object] | None:
    match column.kind:
        case "choice":
            return {"validate": "list", "source": page.lists[column.choices]}
        case "yesno":
            return {"validate": "list", "source": page.lists["yesno"]}
        case "date":
            return {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        case "percent":
            return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
        case "count":
            return {"validate": "integer", "criteria": ">=", "value": 0}
        case "quarter" if page.sheet.key != "quarters":
            return {"validate": "list", "source": _codes_of(page, "quarters")}
        case "code" if len(column.refers) == 1 and not column.many:
            return {"validate": "list", "source": _codes_of(page, column.refers[0])}
        case _:
            return None


def _codes_of(page: Page, sheet: str) -> str:
    """The first column of another sheet, which holds its codes."""
    title = page.schema.sheet(sheet).words[page.language].replace("'", "''")
    return f"='{title}'!$A${page.first_row + 1}:$A$500"


def write_layout(page: Page, rows: int) -> None:
    """What stays in view, the filter, and how the sheet prints."""
    worksheet = page.worksheet
    has_code = page.sheet.columns[0].kind in ("code", "quarter") or page.sheet.key == "settings"
    worksheet.freeze_panes(page.first_row, 1 if has_code else 0)
    if page.sheet.key != "settings":
        worksheet.autofilter(
            page.first_row - 1, 0, max(rows + page.first_row - 1, page.first_row), len(page.fields) - 1
        )
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_margins(0.4, 0.4, 0.6, 0.6)
    worksheet.set_footer("&L&A&R&P / &N")
