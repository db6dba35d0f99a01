"""Finds the declared columns on a sheet that people have renamed, reordered and decorated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reportgen.report.model import Cell
from reportgen.workbook.findings import Findings
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, letters, reference
from reportgen.workbook.schema import LANGUAGE_NAMES, LANGUAGES, Column, Sheet, load_schema
from reportgen.workbook.sheets import nearest
from reportgen.workbook.texts import form, is_blank, shown

HEADING_ROWS = 20
"""The headings stand in one of the first rows; a title or a logo may stand above them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A declared sheet as it was found. ``columns``, ``letters`` and ``headings`` go by field, such as ``finding_en``.

    ``covered`` holds the cells (row, column) that lie under a merged one.
    """

    sheet: Sheet
    title: str
    language: str
    heading_row: int
    columns: Mapping[str, int]
    letters: Mapping[str, str]
    headings: Mapping[str, str]
    rows: tuple[RawRow, ...]
    covered: frozenset[tuple[int, int]] = frozenset()

    def declared(self, field: str) -> Column:
        """The declared column of a field, or of a key such as ``finding``."""
        return declared_columns(self.sheet.key)[field]

    def cell(self, field: str, row: int) -> Cell:
        """The place of a field in a row; where the column is missing, the row's first cell."""
        return Cell(self.title, f"{self.letters.get(field) or letters(min(self.columns.values()))}{row}")


@cache
def declared_columns(sheet_key: str) -> Mapping[str, Column]:
    """The columns of a sheet by their key and by the fields that stand for them."""
    columns = load_schema().sheet(sheet_key).columns
    return {name: column for column in columns for name in (column.key, *(field for field, _ in column.physical()))}


def find_table(sheet: Sheet, raw: RawSheet, languages: Sequence[str], findings: Findings) -> Table | None:
    """The table of a sheet, or None when it has no row of headings. Told: everything about its columns."""
    fields = {
        form(f"{column.words[words_in]} {name}"): field
        for column in sheet.columns
        for field, text_in in column.physical()
        for words_in in LANGUAGES
        for name in LANGUAGE_NAMES.get(text_in or "", ("",))
    }
    language = _language(sheet, raw.title)
    heading = _heading_row(raw, fields)
    if heading is None:
        expected = ", ".join(_heading(column, field, language) for column, field, _ in _physical(sheet, languages))
        findings.add("headings-not-found", Cell(raw.title, "A1"), limit=HEADING_ROWS, headings=expected[:80])
        return None
    columns: dict[str, int] = {}
    strangers: dict[int, RawCell] = {}
    for number, cell in heading.cells.items():
        field = fields.get(form(shown(cell)))
        if is_blank(cell):
            continue
        if field is None:
            strangers[number] = cell
        elif field in columns:
            first = reference(columns[field], heading.number)
            findings.add("heading-duplicate", Cell(raw.title, cell.ref), found=shown(cell), first=first)
        else:
            columns[field] = number
    headings = {field: shown(heading.cells[number]) for field, number in columns.items()}
    rows, covered = _data(raw, heading.number, columns)
    repeated = {row.number for row in rows if _repeats(row, columns, headings)}
    for number in repeated:
        findings.add("headings-repeated", Cell(raw.title, reference(min(columns.values()), number)))
    if repeated:
        rows = tuple(row for row in rows if row.number not in repeated)
    named = {field: letters(number) for field, number in columns.items()}
    table = Table(sheet, raw.title, language, heading.number, columns, named, headings, rows, covered)
    _tell_missing(table, strangers, languages, findings)
    _tell_hidden(table, raw, findings)
    _tell_struck(table, findings)
    _tell_unnamed(table, raw, heading, findings)
    for merged in _merged_in_data(raw, heading.number, columns):
        first, last = reference(merged[0], merged[1]), reference(merged[2], merged[3])
        findings.add("merged-cells", Cell(raw.title, first), range=f"{first}:{last}")
    return table


def _language(sheet: Sheet, title: str) -> str:
    return next((language for language in LANGUAGES if form(sheet.words[language]) == form(title)), LANGUAGES[0])


def _physical(sheet: Sheet, languages: Sequence[str]) -> Iterator[tuple[Column, str, str | None]]:
    for column in sheet.columns:
        for field, text_in in column.physical():
            if text_in is None or text_in in languages:
                yield column, field, text_in


def _heading(column: Column, field: str, language: str) -> str:
    return next(column.heading(language, text_in) for name, text_in in column.physical() if name == field)


def _heading_row(raw: RawSheet, fields: Mapping[str, str]) -> RawRow | None:
    best, most = None, 1  # a single word may match by chance
    for row in raw.rows:
        if row.number > HEADING_ROWS:
            break
        matches = sum(form(shown(cell)) in fields for cell in row.cells.values())
        if matches > most:
            best, most = row, matches
    return best


def _data(
    raw: RawSheet, heading: int, columns: Mapping[str, int]
) -> tuple[tuple[RawRow, ...], frozenset[tuple[int, int]]]:
    numbers = set(columns.values())
    rows = [
        row
        for row in raw.rows
        if row.number > heading and any(n in numbers and not is_blank(cell) for n, cell in row.cells.items())
    ]
    if rows and _is_hashtags(rows[0]):
        rows = rows[1:]
    covered = frozenset(
        (row, column)
        for left, top, right, bottom in _merged_in_data(raw, heading, columns)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    )
    return tuple(rows), covered


def _repeats(row: RawRow, columns: Mapping[str, int], headings: Mapping[str, str]) -> bool:
    """Whether a row holds the headings once more, as where two tables were put together."""
    field, number = next(iter(columns.items()))
    first = row.cells.get(number)
    if first is None or str(first.value)[:1] != headings[field][:1]:
        return False  # as a glance says of most rows
    same = [form(shown(row.cells[at])) == form(headings[each]) for each, at in columns.items() if at in row.cells]
    return same[0] and sum(same) > 1


def _is_hashtags(row: RawRow) -> bool:
    """Whether a row under the headings holds HXL hashtags, which say what the columns hold."""
    filled = [cell.value for cell in row.cells.values() if not is_blank(cell)]
    return all(isinstance(value, str) and value.strip().startswith("#") for value in filled)


def _merged_in_data(raw: RawSheet, heading: int, columns: Mapping[str, int]) -> Iterator[tuple[int, int, int, int]]:
    filled = {(row.number, number) for row in raw.rows for number in row.cells} if raw.merged else set()
    for merged in sorted(raw.merged):
        left, top, _, bottom = merged
        if bottom >= heading and left <= max(columns.values()) and (top, left) in filled:
            yield merged


def _tell_missing(table: Table, strangers: dict[int, RawCell], languages: Sequence[str], findings: Findings) -> None:
    unnamed = any(row == table.heading_row for row, _ in table.covered)
    after = Cell(table.title, reference(max(table.columns.values()) + 1, table.heading_row))
    for column, field, _ in _physical(table.sheet, languages):
        if field in table.columns:
            continue
        wanted = _heading(column, field, table.language)
        required = column.required or table.sheet.key == "settings"
        siblings = [name for name, _ in column.physical() if name in table.columns]
        by_title = {shown(cell): number for number, cell in strangers.items()}
        near = nearest([_heading(column, field, words_in) for words_in in LANGUAGES], [*by_title])
        if near is None and unnamed:
            continue  # its heading may be one of those that lie under a merged cell, which is told
        if near is not None:
            cell = strangers.pop(by_title[near])
            findings.add("heading-misspelt", Cell(table.title, cell.ref), blocking=required, found=near, wanted=wanted)
        elif required:
            findings.add("column-missing", after, wanted=wanted)
        elif siblings:
            findings.add("column-missing-language", after, wanted=wanted, found=table.headings[siblings[0]])
        else:
            findings.add(
                "column-missing-counted" if column.counted else "column-missing-optional", after, wanted=wanted
            )
    for cell in strangers.values():
        findings.add("column-unknown", Cell(table.title, cell.ref), found=shown(cell))


def _missing_code(column: Column) -> str:
    return "column-missing-counted" if column.counted else "column-missing-optional"


def _tell_hidden(table: Table, raw: RawSheet, findings: Findings) -> None:
    hidden = [row for row in table.rows if row.hidden]
    if hidden:
        first = min(hidden[0].cells)
        findings.add("rows-hidden", Cell(table.title, reference(first, hidden[0].number)), count=len(hidden))
    for field, number in table.columns.items():
        if number in raw.hidden_columns:
            findings.add("columns-hidden", table.cell(field, table.heading_row), column=table.headings[field])


def _tell_struck(table: Table, findings: Findings) -> None:
    read = frozenset(table.columns.values())
    for row in table.rows:
        for number, cell in row.cells.items():
            if cell.struck and number in read:
                findings.add("text-struck", Cell(table.title, cell.ref))


def _tell_unnamed(table: Table, raw: RawSheet, heading: RawRow, findings: Findings) -> None:
    named = {number for number, cell in heading.cells.items() if not is_blank(cell)}
    told = {number for row, number in table.covered if row == heading.number}
    for row in raw.rows:
        if row.number <= heading.number:
            continue
        for number, cell in row.cells.items():
            if number not in named and number not in told and not is_blank(cell):
                told.add(number)
                findings.add("column-unnamed", Cell(table.title, cell.ref))
