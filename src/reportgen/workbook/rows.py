"""One filled row of a table: gives the values of its fields and tells what it could not read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, TypeVar

from reportgen.report.model import Cell, Entry, FigureValue, Text, Translated, Unit
from reportgen.report.period import PartialDate, Quarter
from reportgen.workbook import dates, values
from reportgen.workbook.context import Context
from reportgen.workbook.dates import Remark
from reportgen.workbook.raw import RawCell, RawRow
from reportgen.workbook.schema import Column
from reportgen.workbook.tables import Table, declared_columns
from reportgen.workbook.texts import Unreadable, cleaned, form, is_blank, is_placeholder, marks_of, read_text, shown

T = TypeVar("T")

_LISTED = 20
"""Codes that a message lists."""

NO_QUARTER = Quarter(1900, 1)
"""Stands in a row that is not used, because it is blocked."""


class Row:
    """A row of a table. ``blocked``: something is missing that a part of the report cannot do without.

    ``name`` is what messages call the row's value on the settings sheet; elsewhere the heading serves.
    """

    def __init__(self, table: Table, raw: RawRow, context: Context, name: str = "") -> None:
        self.table = table
        self.raw = raw
        self.context = context
        self.name = name
        self.blocked = False
        self._told: set[str] = set()
        cells = ((field, raw.cells.get(column)) for field, column in table.columns.items())
        self._cells = {field: cell for field, cell in cells if cell is not None and not is_blank(cell)}
        self.internal = "visibility" in table.columns and self._is_internal()

    # ---------------------------------------------------------------- places

    def cell(self, field_name: str) -> Cell:
        """The place of a field, filled or not."""
        return self.table.cell(field_name, self.raw.number)

    def tell(self, code: str, field_name: str, *, needed: bool = False, **given: Any) -> None:
        """Tell why a field has no value; one that is ``needed`` blocks the row."""
        self._told.add(field_name)
        self.blocked |= needed
        self.remark(code, field_name, blocking=needed, **given)

    def remark(self, code: str, field_name: str, **given: Any) -> None:
        """Tell something of a field that has its value all the same."""
        name = self.name or self.table.headings.get(field_name, field_name)
        self.context.findings.add(code, self.cell(field_name), **({"column": name} | given))

    def tell_missing(self, field_name: str, code: str, *, needed: bool = False, **given: object) -> None:
        """Tell an empty cell, unless the reason has been told: another problem, a missing column, a merged cell."""
        self.blocked |= needed
        column = self.table.columns.get(field_name)
        if field_name not in self._told and column and (self.raw.number, column) not in self.table.covered:
            self.tell(code, field_name, needed=needed, **given)

    # ---------------------------------------------------------------- texts

    def is_filled(self, field_name: str) -> bool:
        """Whether something stands in the cell."""
        return field_name in self._cells

    def shown(self, field_name: str) -> str:
        """What stands in the cell, as a message quotes it."""
        return shown(self._cells[field_name])

    def says(self, field_name: str, words: Iterable[str]) -> bool:
        """Whether one of ``words`` stands in the cell, in capitals or not, with accents or not."""
        raw = self._cells.get(field_name)
        return raw is not None and isinstance(raw.value, str) and form(raw.value) in map(form, words)

    def text(self, field_name: str, *, needed: bool = False) -> str:
        """A text in one language, "" when it is empty or cannot be read. An empty text that is ``needed`` is told."""
        raw = self._filled(field_name, needed=needed)
        if raw is None:
            if needed:
                self.tell_missing(field_name, "required-empty", needed=True)
            return ""
        if not isinstance(raw.value, str):
            return self._read(field_name, raw, lambda cell, _: read_text(cell), needed=needed) or ""
        text, removed = cleaned(raw.value)
        if removed:
            self.remark("characters-removed", field_name, characters=removed)
        return text

    def translated(self, key: str, required: bool | None = None) -> Translated:
        """A text in every language; a missing one is an empty text at the cell where it belongs."""
        column = self.table.declared(key)
        names = fields_of(key, self.context.languages)
        texts = {language: self._rich(name, language) for language, name in names}
        filled = [text for text in texts.values() if text.value]
        if not filled and (column.required if required is None else required):
            self.tell_missing(names[0][1], "required-empty")
        elif filled and len(filled) < len(names) and not self.internal:
            for language, name in names:
                if not texts[language].value:
                    self.tell_missing(name, "missing-translation", filled=filled[0].cell.ref)
        for text in filled:
            if is_placeholder(text.value):
                self.remark("text-placeholder", f"{key}_{text.language}", typed=text.value)
            if 0 < column.limit < (length := len(text.value)):
                self.remark("text-too-long", f"{key}_{text.language}", length=length, limit=column.limit)
        return Translated(texts)

    def _rich(self, field_name: str, language: str) -> Text:
        """A text with what is emphasized in it and the link behind it."""
        raw = self._cells.get(field_name)
        value = self.text(field_name) if raw else ""
        if raw is None or not value:
            return Text("", self.cell(field_name), language)
        marks = marks_of(raw, value) if raw.marks or raw.link else ()
        if raw.link and not self.internal and all(mark.kind != "link" for mark in marks):
            self.remark("link-not-kept", field_name, typed=cleaned(raw.link)[0][:60])
        return Text(value, self.cell(field_name), language, marks)

    # ---------------------------------------------------------------- values that a part cannot do without

    def code(self, key: str = "code") -> str:
        """The code of the row, or the code of a row of another sheet, which must exist."""
        column = self.table.declared(key)
        example = self._example(column)
        code = self._value(key, lambda cell, _: values.read_code(cell, example), needed=True)
        if code is None:
            return ""
        if column.prefix and not code.startswith(column.prefix):
            self.remark("code-prefix", key, typed=code, prefix=column.prefix)
        if column.refers and not self._exists(column, code):
            self._tell_unknown(column, code, needed=True)
        return code

    def quarter(self, key: str = "quarter") -> Quarter:
        """The quarter of the row."""
        return self._value(key, dates.read_quarter, needed=True) or NO_QUARTER

    def choice(self, key: str, default: str = "") -> str:
        """The code of a choice; ``default`` when the cell is empty."""
        return self._value(key, self._choice_reader(key), needed=self.table.declared(key).required) or default

    # ---------------------------------------------------------------- values that a draft can do without

    def codes(self, key: str) -> tuple[str, ...]:
        """Codes of another sheet. The unknown ones are told and left out."""
        column = self.table.declared(key)
        example = self._example(column)
        found = self._value(key, lambda cell, _: values.read_codes(cell, example)) or ()
        for code in found:
            if not self._exists(column, code):
                self._tell_unknown(column, code)
        return tuple(code for code in found if self._exists(column, code))

    def planned_quarter(self, key: str = "quarter") -> Quarter | None:
        """The quarter of the row if it has one; it must stand on the sheet of quarters."""
        required = self.table.declared(key).required
        quarter = self._value(key, dates.read_quarter, needed=True, required=required)
        planned = self.context.quarters
        if quarter and planned is not None and quarter not in planned:
            sheet = self.context.schema.sheet("quarters").words[self.table.language]
            self.tell("unplanned-quarter", key, typed=quarter, sheet=sheet)
        return quarter

    def chosen(self, key: str, required: bool | None = None) -> Entry[str]:
        """A choice with its cell."""
        return self._entry(key, self._choice_reader(key), required)

    def date(self, key: str, required: bool | None = None) -> Entry[date]:
        """A date with its cell."""
        needed = self.table.declared(key).required if required is None else required
        return self._entry(key, dates.read_date if needed else dates.read_optional_date, required)

    def period(self, key: str) -> Entry[PartialDate]:
        """A day, a month or a year with its cell."""
        return self._entry(key, dates.read_period)

    def percent(self, key: str, required: bool | None = None) -> Entry[int]:
        """Progress, 0 to 100, with its cell."""
        return self._entry(key, values.read_percent, required)

    def count(self, key: str) -> Entry[int]:
        """A whole number with its cell; empty is "not collected"."""
        return self._entry(key, values.read_count)

    def figure(self, key: str, unit: Unit) -> Entry[FigureValue]:
        """The value of a figure with its cell."""
        return self._entry(key, lambda cell, remark: values.read_figure(cell, unit, remark))

    def link(self, key: str) -> Entry[str]:
        """A web address with its cell."""
        return self._entry(key, values.read_link)

    def whole(self, key: str, default: int) -> int:
        """A whole number; ``default`` when the cell is empty or cannot be read."""
        value = self._value(key, values.read_count, required=False)
        return default if value is None else value

    def yes(self, key: str, *, default: bool, required: bool | None = None) -> bool:
        """Yes or no; ``default`` when the cell is empty or cannot be read."""
        value = self._value(key, values.read_yes, required=required)
        return default if value is None else value

    # ---------------------------------------------------------------- how

    def _value(
        self,
        field_name: str,
        read: Callable[[RawCell, Remark], T],
        *,
        needed: bool = False,
        required: bool | None = None,
    ) -> T | None:
        raw = self._filled(field_name, needed=needed)
        if raw is not None:
            return self._read(field_name, raw, read, needed=needed)
        if self.table.declared(field_name).required if required is None else required:
            self.tell_missing(field_name, "required-empty", needed=needed)
        return None

    def _entry(self, field_name: str, read: Callable[[RawCell, Remark], T], required: bool | None = None) -> Entry[T]:
        value = self._value(field_name, read, required=required)
        raw = self._cells.get(field_name) if value is None else None
        return Entry(value, self.cell(field_name), shown(raw) if raw else "")

    def _filled(self, field_name: str, *, needed: bool = False) -> RawCell | None:
        """The raw cell of a field when it holds a value that can be read."""
        raw = self._cells.get(field_name)
        if raw is None or raw.value is not None:
            return raw
        if raw.error:
            self.tell("error-value", field_name, needed=needed, typed=raw.error)
        else:
            self.tell("formula-not-calculated", field_name, needed=needed)
        return None

    def _read(
        self, field_name: str, raw: RawCell, read: Callable[[RawCell, Remark], T], *, needed: bool = False
    ) -> T | None:
        try:
            return read(raw, lambda code, **given: self.remark(code, field_name, **given))
        except Unreadable as flaw:
            self.tell(flaw.code, field_name, needed=needed, **flaw.given)
            return None

    def _choice_reader(self, key: str) -> Callable[[RawCell, Remark], str]:
        column = self.table.declared(key)
        by_word = self.context.words[column.choices]
        name = self.table.headings.get(key, key)
        return lambda cell, _: values.read_choice(cell, by_word, self.table.language, name)

    def _is_internal(self) -> bool:
        """Whether the row stays in the workbook. A word that cannot be read keeps it there."""
        chosen = self._value("visibility", self._choice_reader("visibility"))
        return chosen == "internal" or "visibility" in self._told

    def _exists(self, column: Column, code: str) -> bool:
        known = [self.context.codes.get(sheet) for sheet in column.refers]
        return any(codes is None or code in codes for codes in known)

    def _tell_unknown(self, column: Column, code: str, *, needed: bool = False) -> None:
        known = [*dict.fromkeys(other for sheet in column.refers for other in self.context.codes.get(sheet) or ())]
        given = {
            "typed": code,
            "sheets": ", ".join(self.context.schema.sheet(sheet).words[self.table.language] for sheet in column.refers),
            "known": ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else ""),
        }
        near = difflib.get_close_matches(code, known, 1, 0.75)
        if near:
            self.tell("misspelt-code", column.key, needed=needed, near=near[0], **given)
        else:
            self.tell("unknown-code", column.key, needed=needed, **given)

    def _example(self, column: Column) -> str:
        """A code of the form that a column takes."""
        if column.refers:
            column = declared_columns(column.refers[0])["code"]
        return f"{column.prefix}1" if column.prefix else "1.1"


@cache
def fields_of(key: str, languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The field of a translated text in each language."""
    return tuple((language, f"{key}_{language}") for language in languages)


def rows_of(table: Table | None, context: Context) -> Iterator[Row]:
    """The filled rows of a table, in order; none where the table was not found."""
    if table is not None:
        for raw in table.rows:
            yield Row(table, raw, context)
